"""Whether a window can be opened here at all, found out before Qt would abort; standard library only."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

NEED_NO_DISPLAY = ("offscreen", "minimal", "vnc")
NEEDED_BY_X11 = ("libxcb.so.1", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0")


def trouble() -> str:
    """A sentence that says why no window can open, or "" when one can."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    kinds = [kind.partition(":")[0] for kind in (wanted or "wayland;xcb").split(";")]
    if any(kind in NEED_NO_DISPLAY for kind in kinds):
        return ""
    if any(kind.startswith("wayland") for kind in kinds) and _wayland_answers():
        return ""
    if wanted and "xcb" not in kinds and os.environ.get("DISPLAY"):
        return f"QT_QPA_PLATFORM={wanted} asks for a kind of display that is not here. Start ClientCare without it."
    if not os.environ.get("DISPLAY"):
        return (
            "There is no display here to open a window on. Start ClientCare from a desktop, "
            "or run `clientcare tour FOLDER` to have it photograph itself without one."
        )
    return _x11_trouble()


def _wayland_answers() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("XDG_RUNTIME_DIR", "")
    address = Path(folder) / name
    if not name or not address.is_absolute():
        return False
    try:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(address))
    except OSError:
        return False
    return True


def _x11_trouble() -> str:
    for name in NEEDED_BY_X11:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            return f"The system library {name} is missing. `python3 tasks.py run` installs it, or says how."
        if name == "libxcb.so.1" and not _connects(library):
            return (
                f"The display {os.environ['DISPLAY']} does not answer. Check that you are logged in to a desktop, "
                "or run `clientcare tour FOLDER` to have ClientCare photograph itself without one."
            )
    return ""


def _connects(xcb: ctypes.CDLL) -> bool:
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
