"""Backups in the window: when one is due, what the side bar says, the list, and the way back."""
