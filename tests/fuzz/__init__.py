"""Hostile files by the thousand: good ones spoiled, bad ones spoiled more, and some of nothing but what readers look for."""
