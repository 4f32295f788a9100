"""What this computer remembers of the data folders, apart from any of them: that data was there, and what was said of it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from clientcare import paths

FILE = "folders.json"
MOST = 50  # folders; those opened last
LEFT = ("backups", "files", "aside", "log/clientcare.log")  # what only a folder that was opened has


def had_data(folder: Path) -> bool:
    """Whether the folder was opened before, by what this computer remembers, or by what is left in it."""
    return str(folder) in _all() or any((folder / name).exists() for name in LEFT)


def remember(folder: Path) -> None:
    """It was opened; a computer that cannot keep that forgets it."""
    _note(folder)


def was_told(folder: Path, what: str) -> bool:
    """Whether the owner was told `what` about the folder."""
    return what in _all().get(str(folder), ())


def told(folder: Path, what: str) -> None:
    _note(folder, what)


def _note(folder: Path, what: str = "") -> None:
    everything = _all()
    before = everything.pop(str(folder), ())
    kept = {**everything, str(folder): sorted({*before, what} - {""})}
    if kept != _all() or list(kept)[-1:] != list(_all())[-1:]:
        _write(dict(list(kept.items())[-MOST:]))


def _all() -> dict[str, list[str]]:
    """Folder -> what was said of it, that opened last at the end; empty where nothing readable is kept."""
    with suppress(OSError, RuntimeError, ValueError):
        found: Any = json.loads((paths.state_folder() / FILE).read_text("utf-8"))
        if isinstance(found, dict):
            return {folder: [str(each) for each in said] for folder, said in found.items() if isinstance(said, list)}
    return {}


def _write(everything: dict[str, list[str]]) -> None:
    with suppress(OSError, RuntimeError):
        folder = paths.state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / FILE
        new = file.with_name(f"{FILE}.{os.getpid()}")
        with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
            json.dump(everything, opened, ensure_ascii=False, indent=1)
        new.replace(file)
