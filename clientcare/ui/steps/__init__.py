"""The six steps of a dispute: the questions as data, and one module for each step that is more than questions."""
