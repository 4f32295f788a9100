"""Weighing and deciding: what is known, what is assumed, the live assessment, the decision on record."""
