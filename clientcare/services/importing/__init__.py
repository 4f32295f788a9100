"""Clients, providers and payments from files: planned first, taken in all or nothing, taken back as a whole."""
