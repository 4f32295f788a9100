"""Sending a client to another firm: the directory, what suits whom, and what the client agreed to."""
