"""The swap: a laid-out backup takes the place of the data file, by steps that are found again after a kill, or taken back.

The journal `restore.json` says what was asked for and how far it may be: `in`, `back` (something failed) or `done` (only
tidying is left). Each step is a renaming; which are behind us, the folder itself tells. A data file is never in its place
beside the sidecars of another: they leave after it and come back after it, and nothing opens it in between.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from clientcare.db.attachments import place, private
from clientcare.db.copying import keep, sync
from clientcare.db.database import FILE
from clientcare.services.keeping.manifest import FINGERPRINT

JOURNAL, ASIDE, STAGING, FILES = "restore.json", "aside", "restore-staging-", "files"
SIDECARS = ("-wal", "-shm", "-journal")
_NAMES = {"staging": re.compile(rf"{STAGING}[0-9a-z_]{{8}}"), "aside": re.compile(r"[0-9-]{1,40}")}
_PHASES = ("in", "back", "done")


@dataclass(frozen=True)
class Journal:
    """`staging`: the folder that is to come in; `aside`: the one, in `aside`, for what is there now, `had` says whether
    anything was; `backup`: the number of the backup that holds that, None where none does; `about`: for who asked."""

    staging: str
    aside: str
    had: bool
    backup: int | None
    about: dict[str, Any]
    phase: str = "in"


def note(data: Path, journal: Journal) -> None:
    """On the disk when this returns: from now on whatever is killed is found again."""
    write(data / JOURNAL, asdict(journal))


def noted(data: Path) -> Journal | None:
    """None where there is no journal, or one that we never wrote so."""
    try:
        journal = Journal(**read(data / JOURNAL))
        fits = all(name.fullmatch(getattr(journal, key)) for key, name in _NAMES.items())
        return journal if fits and journal.phase in _PHASES and isinstance(journal.about, dict) else None
    except (FileNotFoundError, ValueError, TypeError, RecursionError):
        return None


def write(file: Path, content: dict[str, Any]) -> None:
    keep(json.dumps(content).encode(), file, file.with_name(f"new-{file.name}"))


def read(file: Path) -> Any:
    return json.loads(file.read_bytes())


def bring_in(data: Path, journal: Journal) -> None:
    """The steps forward, those behind us left out. OSError as it comes; then `take_back`."""
    staged, aside = data / journal.staging, data / ASIDE / journal.aside
    if not is_in(data, journal):
        if not (staged / FILE).is_file():
            raise FileNotFoundError(staged / FILE)
        _settle(_fingerprinted(staged / FILES), data / FILES)
        _move(data, aside)
        (staged / FILE).replace(data / FILE)
    sync(data)


def is_in(data: Path, journal: Journal) -> bool:
    """Whether what is in the data file's place is what was laid out."""
    gone = not journal.had or (data / ASIDE / journal.aside / FILE).exists()
    return gone and (data / FILE).exists() and not (data / journal.staging / FILE).exists()


def is_begun(data: Path, journal: Journal) -> bool:
    """Whether the data file has left its place already."""
    return not (data / FILE).exists() or (data / ASIDE / journal.aside / FILE).exists()


def take_back(data: Path, journal: Journal) -> None:
    """Everything as it was. The journal, of phase `back` already, stays: only its end says that this is done."""
    aside = data / ASIDE / journal.aside
    if is_in(data, journal):  # false again as soon as the data file is back
        for name in (*_sidecars(), FILE):
            (data / name).unlink(missing_ok=True)
        sync(data)
    if aside.is_dir():
        _move(aside, data)


def name_aside(data: Path) -> str:
    """A name that no folder in `aside` has: now, by the clock for people."""
    name = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    there = {folder.name for folder in (data / ASIDE).glob("*")}
    return next(one for one in (name, *(f"{name}-{again}" for again in range(2, 10_000))) if one not in there)


def set_aside(data: Path, *, files: bool = False) -> Path | None:
    """Put away the data file and its sidecars, whatever state they are in, and the `files` beside the timeline too, if asked;
    where to, None where nothing is there."""
    aside, beside = data / ASIDE / name_aside(data), list(_fingerprinted(data / FILES)) if files else []
    if not beside and not any((data / name).exists() for name in (FILE, *_sidecars())):
        return None
    _move(data, aside)
    _settle(beside, aside / FILES)
    return aside


def keep_files(data: Path, journal: Journal, needed: Set[str]) -> None:
    """Beside a data file that no backup holds go the files that the new one does not need: nothing may sweep them."""
    aside = data / ASIDE / journal.aside / FILES
    _settle((file for file in _fingerprinted(data / FILES) if file.name not in needed), aside)


def tidy(data: Path, journal: Journal, *, held: bool) -> None:
    """Let go of what was set aside, where it is `held` elsewhere, of the staging folder, and, last, of the journal."""
    aside = data / ASIDE
    if held and (aside / journal.aside).is_dir():
        shutil.rmtree(aside / journal.aside, ignore_errors=True)
    for folder in (aside / journal.aside, aside):
        with suppress(OSError):  # something is in it
            folder.rmdir()
    sweep(data)
    forget(data)


def forget(data: Path) -> None:
    (data / JOURNAL).unlink(missing_ok=True)
    sync(data)


def sweep(data: Path) -> None:
    """Take the staging folders away that nobody waits for any more."""
    if data.is_dir():
        for folder in list(data.iterdir()):
            if _NAMES["staging"].fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)


def phase(data: Path, journal: Journal, name: str) -> Journal:
    """The journal, gone on to that phase."""
    moved = replace(journal, phase=name)
    note(data, moved)
    return moved


def _move(here: Path, there: Path) -> None:
    """The data file first, then its sidecars; the other way round it would be opened without what is in them."""
    private(there.parent)
    private(there)
    for name in (FILE, *_sidecars()):
        if (here / name).exists():
            (here / name).replace(there / name)
            sync(there)
            sync(here)
    sync(there.parent)


def _sidecars() -> Iterator[str]:
    return (FILE + end for end in SIDECARS)


def _settle(arriving: Iterable[Path], files: Path) -> None:
    """Give files their places. One of the same fingerprint is replaced: it may have been damaged since."""
    touched = set[Path]()
    for file in list(arriving):
        to = place(files, file.name)
        if to.parent not in touched:
            private(files)
            private(to.parent)
        touched |= {file.parent, to.parent}
        file.replace(to)
    for folder in (*touched, *(folder.parent for folder in touched)):
        sync(folder)


def _fingerprinted(files: Path) -> Iterator[Path]:
    yield from (file for file in files.glob("[0-9a-f][0-9a-f]/*") if FINGERPRINT.fullmatch(file.name) and file.is_file())
