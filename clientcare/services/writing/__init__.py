"""Letters: what they rest on, the draft as it is typed, and the finished one that never changes."""
