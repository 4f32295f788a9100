"""Everything the owner has, as a folder that needs no ClientCare: pages, tables, cards, letters, files; all or nothing."""

from __future__ import annotations

import errno
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db import models
from clientcare.db.database import FILE, open_database
from clientcare.db.errors import in_plain_words
from clientcare.errors import WorldError, reason
from clientcare.records import Exported
from clientcare.said import Said, mark
from clientcare.services import settings
from clientcare.services.exporting import as_cards, as_json, as_pages, as_papers, as_tables, place
from clientcare.services.exporting.parcel import Parcel
from clientcare.services.in_english import Say, teller
from clientcare.services.progress import Progress

if TYPE_CHECKING:
    from clientcare.services.store import Store

NAME = mark("ClientCare export {day}")
CANNOT = mark("The export could not be saved there: {reason}. Nothing was left behind. Choose another folder.")
FULL = mark("There is no room for the export on that disk. Nothing was left behind. Free some space, or choose another disk.")
FILES = "files"
_BEGUN = ".clientcare-export-"
_LEFT_AFTER = 24 * 3600.0  # seconds until a folder that was never finished is surely nobody's work any more

# How often the rows of a table are counted while the parts are written, beside once each for the JSON file.
_AGAIN = {
    models.Client: 3,  # table, cards, pages
    models.StoredLetter: 2,  # table, page
    **dict.fromkeys((models.Payment, models.Dispute, models.Provider, models.TimelineEvent, models.StoredOffer), 1),
    **dict.fromkeys((models.Decision, models.Referral, models.Reminder, models.Sending, models.Attachment, models.Artwork), 1),
}


def export_everything(store: Store, folder: Path, progress: Progress, say: Say | None = None) -> Exported:
    """Save everything in a new folder inside `folder`, in the words of `say` (plain English without it).

    It shows one moment of the data, whatever is written meanwhile. WorldError where it cannot be saved, Stopped where the owner
    had it stopped: then nothing of it is left.
    """
    return store.read(lambda session: _export(session, store.files, folder, progress, say))


def export_data(data: Path, folder: Path, progress: Progress, say: Say | None = None) -> Exported:
    """The same beside an open window: of the data folder `data`, on a connection of its own."""
    with in_plain_words():
        database = open_database(data / FILE)
        try:
            with Session(database.reading, autoflush=False, info={"files": data / FILES}) as session:
                return _export(session, data / FILES, folder, progress, say)
        finally:
            database.disconnect()


def _export(session: Session, kept: Path, folder: Path, progress: Progress, say: Say | None) -> Exported:
    place.check(folder, kept.parent)
    known = settings.load(session)
    say = say or teller(known)
    progress.begin(_steps(session))
    with _in_words(), _new_folder(folder, say) as (root, found):
        parcel = Parcel(session, kept, root, known, _remembering(say), progress)
        for part in (as_papers, as_json, as_tables, as_cards, as_pages):  # first what the others say the place of
            part.write(parcel)
        root.rename(found)
    return Exported(found, len(parcel.missing) + len(parcel.unread))


def _remembering(say: Say) -> Say:
    """What is the same each time is put into words once: a million entries say “by the client”."""
    known: dict[str, str] = {}

    def remembered(said: Said) -> str:
        if said.values or said.n is not None:
            return say(said)
        if said.text not in known:
            known[said.text] = say(said)
        return known[said.text]

    return remembered


def _steps(session: Session) -> int:
    counted = {one.entity: session.scalar(select(func.count()).select_from(one.entity)) or 0 for one in as_json.LISTS.values()}
    return sum(number * (1 + _AGAIN.get(entity, 0)) for entity, number in counted.items())


@contextmanager
def _new_folder(folder: Path, say: Say) -> Iterator[tuple[Path, Path]]:
    """A folder to fill, and the place it is to have; gone again unless it got there. Those of a broken run go, too."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_BEGUN}*"):
        if time.time() - left.stat().st_mtime > _LEFT_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    name = say(Said(NAME, {"day": f"{date.today():%Y-%m-%d}"}))
    place, number = folder / name, 1
    while place.exists():
        number += 1
        place = folder / f"{name} ({number})"
    root = folder / f"{_BEGUN}{secrets.token_hex(4)}"
    root.mkdir()
    try:
        yield root, place
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the disk did wrong, in words about the export; the lists are written by a part that has words of its own."""
    try:
        yield
    except (OSError, WorldError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(cause, OSError):
            raise
        full = cause.errno in (errno.ENOSPC, errno.EDQUOT)
        raise WorldError(Said(FULL) if full else Said(CANNOT, {"reason": reason(cause)})) from cause
