"""Search everything: the index that every write renews, and what is found in it."""
