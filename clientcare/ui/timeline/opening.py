"""A file beside the timeline opened in the program that shows it: from a private copy, gone when ClientCare ends."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare import services

if TYPE_CHECKING:
    from clientcare.records import AttachmentRow

FOLDER = "clientcare-file-"
KEPT_HOURS = 24  # copies a start that was killed left behind


def copy(files: Path, one: AttachmentRow) -> Path:
    """A copy for the owner alone, not to be changed, under a name every system takes. WorldError where there is no room."""
    from clientcare.incoming import file_names

    place = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-")) / file_names.safe(one.name)  # 0700
    services.attachments.copy_out(files, one, place)
    place.chmod(0o400)  # what is changed in it would be lost
    return place


def clear() -> None:
    """Take away the copies of this start."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}{os.getpid()}-*"):
        shutil.rmtree(folder, onerror=_insist)


def clear_old() -> None:
    """Take away the copies of more than a day ago, whichever start of ClientCare made them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        try:
            if time.time() - folder.stat().st_mtime > KEPT_HOURS * 3600:
                shutil.rmtree(folder, onerror=_insist)
        except OSError:
            continue  # another account's


def _insist(remove: object, path: str, error: object) -> None:
    """Windows keeps what must not be changed; what another program still holds goes with the next start."""
    try:
        Path(path).chmod(0o600)
        Path(path).unlink()
    except OSError:
        pass
