"""Tests of sending e-mail against a real server; a package so that others can use `mail.loopback` too."""
