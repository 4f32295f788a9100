"""Beside the questions of Listen: a box to say it all, the pause, the help for a call."""
