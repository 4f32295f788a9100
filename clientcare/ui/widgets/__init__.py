"""The small parts every page is built from."""
