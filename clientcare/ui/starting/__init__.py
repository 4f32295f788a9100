"""What the window shows when the data cannot be opened as usual, and what can be done."""
