"""The Decide step: the suggestion, every way out, the prediction."""
