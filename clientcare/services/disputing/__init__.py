"""Disputes: the list and what is done with many, one with all its answers, the steps, what was learned."""
