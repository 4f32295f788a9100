"""Shows a file in the system's file window, marked, so that the owner sees which one it is among its neighbours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl

PATIENCE = 5  # seconds a file window may take to open
SERVICE, PLACE = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"


def show(path: Path) -> bool:
    """Whether a file window answered. May take seconds: never on the window's thread."""
    try:
        if sys.platform == "win32":
            # As one text: Explorer takes the name in quotes, not the whole argument. What it returns says nothing.
            subprocess.Popen(f'explorer /select,"{path}"')
            return True
        if sys.platform == "darwin":
            return subprocess.run(["open", "-R", str(path)], capture_output=True, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _ask_the_desktop(path)


def _ask_the_desktop(path: Path) -> bool:
    """By what the file windows of Linux's desktops agreed on."""
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:
        return False
    call = QDBusMessage.createMethodCall(SERVICE, PLACE, SERVICE, "ShowItems")
    file = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    call.setArguments([[file], ""])
    answer = QDBusConnection.sessionBus().call(call, QDBus.CallMode.Block, PATIENCE * 1000)
    return bool(answer.type() == QDBusMessage.MessageType.ReplyMessage)
