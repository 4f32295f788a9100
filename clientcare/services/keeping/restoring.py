"""Restoring: a backup is laid out, verified, and takes the place of the data at the next opening; or all stays as it was."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from clientcare.db import contents
from clientcare.db.copying import opened
from clientcare.db.database import FILE, found
from clientcare.db.errors import in_plain_words, world_error
from clientcare.errors import DataTrouble, WorldError
from clientcare.records import Contents, Restored, Staged
from clientcare.said import Said, mark
from clientcare.services.keeping import backups, marks, swap
from clientcare.services.keeping.swap import ASIDE, Journal
from clientcare.services.progress import Progress

OUTCOME = "restored.json"
NOT_IN = mark("The backup could not take the place of your data, so everything is as it was. Try again, or choose another one.")


def stage(data: Path, source: Path, progress: Progress | None = None) -> Staged:
    """Lay out a backup (of `backups`, one file from elsewhere, or a plain data file with its `files` folder beside it) in a
    folder of its own inside `data`, bring it up to this version, verify it. WorldError, nothing left, where that fails."""
    from clientcare.services.keeping import staging  # a start waits for this module, and needs no more of it

    return staging.lay_out(data, source, progress or Progress())


def adopt(data: Path, staged: Staged, progress: Progress | None = None) -> None:
    """Back up today's state, then note that `staged` is to take its place when `data` is opened next.

    Where today's state cannot be backed up, because it is damaged or the disk is full, it will be kept in `aside` instead.
    WorldError where it is none of ours to replace: another program's, or that of a newer ClientCare.
    """
    with in_plain_words():
        _ours_to_replace(data)
        had = (data / FILE).exists()
        backup = _backed_up(data, progress) if had else None
        swap.note(data, Journal(staged.folder.name, swap.name_aside(data), had, backup, _about(staged)))


def is_noted(data: Path) -> bool:
    """Whether the next `finish` has something to do."""
    return swap.noted(data) is not None


def drop(staged: Staged) -> None:
    """The owner thought better of it."""
    shutil.rmtree(staged.folder, ignore_errors=True)


def finish(data: Path) -> Staged | None:
    """Before the store of `data` opens: carry out what `adopt` noted, or take back what a kill left half done.

    What took the place of the data, None where nothing was to do or it was taken back; `told` knows why. The file that was
    there is set aside with its sidecars, and back in its place where anything fails. Old staging folders go. WorldError only
    where the disk lets nothing be done; the next call goes on.
    """
    with in_plain_words():
        journal = swap.noted(data)
        if journal is None:
            _clear(data)
            return None
        if journal.phase == "in":
            journal = _bring_in(data, journal)
        if journal.phase == "back":
            swap.take_back(data, journal)
            return _end(data, journal, held=False)
        return _end(data, journal, held=_settled(data, journal))


def told(data: Path) -> Restored | None:
    """What the last `finish` that had anything to do came to, to be said once: asked again, there is nothing."""
    try:
        outcome = swap.read(data / OUTCOME)
        trouble, kept = outcome["trouble"], outcome["kept"]
        about = _staged(data, outcome["about"])
        return Restored(about, Said(trouble) if trouble else None, data / ASIDE / kept if kept else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    finally:
        with suppress(OSError):
            (data / OUTCOME).unlink(missing_ok=True)


def _clear(data: Path) -> None:
    """A journal that cannot be read was never acted upon, or the disk damaged it: what is there stays, staging and all."""
    if (data / swap.JOURNAL).exists():
        swap.forget(data)
    else:
        swap.sweep(data)


def _bring_in(data: Path, journal: Journal) -> Journal:
    from clientcare.db import admitting

    try:
        if journal.backup is not None and not swap.is_begun(data, journal) and marks.is_changed(data / backups.FOLDER):
            journal = replace(journal, backup=_backed_up(data, None))  # something was typed after it was asked for
            swap.note(data, journal)
        swap.bring_in(data, journal)
        if not admitting.is_whole(data / FILE):
            raise admitting.Refused("damaged")
        return swap.phase(data, journal, "done")
    except Exception as error:  # whatever it is, the owner's data is better back in its place
        logging.getLogger(__name__).warning("a restore was taken back", exc_info=error)
        back = replace(journal, phase="back", about=journal.about | {"trouble": _words(error)})
        with suppress(OSError):  # a full disk: then the next start comes to the same end
            swap.note(data, back)
        return back


def _settled(data: Path, journal: Journal) -> bool:
    """Whether what was set aside is held by a backup that was verified; else its files join it. Nothing else is left to do."""
    if any(one.number == journal.backup for one in backups.all(data)):
        return True
    with opened(data / FILE) as connection:
        swap.keep_files(data, journal, set(contents.files(connection)))
    return False


def _end(data: Path, journal: Journal, *, held: bool) -> Staged | None:
    done, kept = journal.phase == "done", data / ASIDE / journal.aside / FILE
    if done:
        backups.changed(data)  # the newest backup is of what was there before
        marks.trouble_over(data / backups.FOLDER)
        if not journal.about.get("missing"):
            marks.well(data / backups.FOLDER)  # all of it was looked at when it was laid out
    outcome = {"about": journal.about, "trouble": journal.about.get("trouble", "") if not done else ""}
    with suppress(OSError):
        swap.write(data / OUTCOME, outcome | {"kept": journal.aside if done and not held and kept.exists() else ""})
    swap.tidy(data, journal, held=held)
    return _staged(data, journal.about) if done else None


def _ours_to_replace(data: Path) -> None:
    try:
        with in_plain_words():
            found(data / FILE)
    except DataTrouble as trouble:
        if trouble.why in ("foreign", "newer"):
            raise


def _backed_up(data: Path, progress: Progress | None) -> int | None:
    """The number of the backup; None where none can be made, and today's file has to be kept itself."""
    try:
        return backups.take(data, "restore", progress).number
    except WorldError as error:
        logging.getLogger(__name__).warning("no backup before a restore", exc_info=error)
        return None


def _words(error: Exception) -> str:
    said = error if isinstance(error, WorldError) else world_error(error)
    return said.said.text if said and not said.said.values else NOT_IN


def _about(staged: Staged) -> dict[str, Any]:
    at, newest = (one.isoformat() if one else "" for one in (staged.at, staged.contents.newest))
    told = asdict(staged) | {"folder": staged.folder.name, "source": str(staged.source), "at": at}
    return told | {"contents": asdict(staged.contents) | {"newest": newest}}


def _staged(data: Path, about: dict[str, Any]) -> Staged:
    inside = about["contents"]
    at, newest = (datetime.fromisoformat(one) if one else None for one in (about["at"], inside["newest"]))
    within = Contents(**{**inside, "newest": newest})
    return Staged(data / about["folder"], Path(about["source"]), at, within, about["version"], about["missing"])
