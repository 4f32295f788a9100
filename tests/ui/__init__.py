"""Tests of the window, by clicks and keys; a package so that its files may be called like those of other layers."""
