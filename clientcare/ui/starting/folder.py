"""The data folder as the system sees it: whether its disk is full, and its own file window."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from clientcare.errors import DataTrouble

NO_ROOM = 100_000  # bytes: less than a save may need


def why(trouble: BaseException, folder: Path) -> str:
    """The `why` of a trouble with the data, "" of any other. SQLite says of a full disk now and then that it is at fault."""
    said = trouble.why if isinstance(trouble, DataTrouble) else ""
    with suppress(OSError):
        if said == "disk" and shutil.disk_usage(folder).free < NO_ROOM:
            return "full"
    return said


def show(folder: Path) -> None:
    """Where it is not there any more, the nearest folder it was in."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))
