"""The search over the window: what is typed, what was found, and the way there."""
