"""The window: Qt, and nothing of SQL or paper."""

from __future__ import annotations

import ctypes
import sys

# PySide6 6.12 lets go of None and True once more than it took hold of them, with every signal and many a call (measured:
# one reference a `Signal.emit()`, one a `setText()`). Since Python 3.12 these constants cannot die. Before, the program
# would be aborted after some minutes of use ("none_dealloc", "bool_dealloc"); here they are given more references than
# a lifetime of clicks can lose.
if sys.version_info < (3, 12):
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40
