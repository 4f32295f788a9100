"""Clients: how to reach them, what they pay, who is the same person twice."""
