"""Sending e-mail: whose server, the wire to it, where the password is kept. Knows no window, no database, no letter."""
