"""Keeping the data: backups, restoring, the health check."""
