"""What a dispute needs once its letter has gone, beyond questions."""
