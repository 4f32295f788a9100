"""Letters: facts and a kind become words, the words a page. No Qt, no SQL, and nothing of the decision."""
