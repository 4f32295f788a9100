"""The timeline of a dispute: its entries, a box to add to it, files dropped on it."""
