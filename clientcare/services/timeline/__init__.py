"""What happened in a dispute: entries, their history, the files beside them."""
