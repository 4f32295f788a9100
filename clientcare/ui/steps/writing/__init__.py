"""The Write step: the words on the left, the very page on the right."""
