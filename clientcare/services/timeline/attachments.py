"""The files beside an entry of the timeline: taken in, shown small, copied out again; their names are only data.

What touches the disk and not the database (`take`, `thumbnail`, `copy_out`, `opens`) belongs on neither of their threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare import apart
from clientcare.db import attachments as kept
from clientcare.db.models import Attachment, TimelineEvent
from clientcare.errors import NOT_THERE, InvalidInput, WorldError, reason
from clientcare.incoming import file_names, pictures
from clientcare.records import AttachmentRow
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.whole_file import whole_file

MOST = 250_000_000  # bytes of one file
NO_FILE = mark("{name} is not a file. Add the files in it instead.")
TOO_LARGE = mark("{name} is larger than 250 MB. Keep it where it is, and note here where that is.")
NOT_READ = mark("{name} could not be read: {why}. Check that it is still there and may be opened.")
NOT_WRITTEN = mark("{name} could not be saved: {why}. Choose another place.")
_REFUSED_FOR_EVER = ("kind", "large", "broken")


@dataclass(frozen=True)
class Taken:
    """A file that is kept in the data folder; it belongs nowhere until `add`."""

    name: str
    sha256: str
    size: int


def take(files: Path, source: Path | bytes, name: str) -> Taken:
    """Keep a copy in the folder `files`, safe on the disk when this returns. WorldError in words where that cannot be."""
    said = {"name": file_names.shown(name)}
    try:
        if isinstance(source, Path) and not source.is_file():
            raise InvalidInput(Said(NO_FILE if source.exists() else NOT_READ, said | {"why": Said(NOT_THERE)}))
        if isinstance(source, Path):
            source.open("rb").close()
    except OSError as error:  # the owner's file, not ours: words of its own
        raise InvalidInput(Said(NOT_READ, said | {"why": reason(error)})) from error
    taken = kept.put(files, source, MOST)
    if taken is None:
        raise InvalidInput(Said(TOO_LARGE, said))
    return Taken(said["name"], *taken)


def add(session: Session, event_id: int, files: Sequence[Taken]) -> None:
    """Put files beside an entry; those that are there already under the same name stay as they are."""
    event = checks.find(session, TimelineEvent, event_id)
    there = {(one.sha256, one.name) for one in event.attachments}
    for one in files:
        if (one.sha256, one.name) not in there:
            there.add((one.sha256, one.name))
            name = checks.text("name", one.name, checks.LINE)
            event.attachments.append(Attachment(sha256=one.sha256, name=name, size=one.size, added_at=datetime.now(UTC)))


def delete(session: Session, id: int) -> None:
    """Take it away; the file itself waits until the window closes, so that undo finds it."""
    session.delete(checks.find(session, Attachment, id))


def opens(files: Path, one: AttachmentRow) -> bool:
    """Whether it may be opened from here: only what is looked at, under no false name, with no program in it."""
    return file_names.opens(file_names.safe(one.name), kept.start(files, one.sha256, 64))


def copy_out(files: Path, one: AttachmentRow, to: Path) -> None:
    """Write it to `to`, whole or not at all. WorldError where it is damaged, or the place cannot be written."""
    try:
        with whole_file(to) as out:
            kept.copy(files, one.sha256, out)
    except OSError as error:
        raise WorldError(Said(NOT_WRITTEN, {"name": one.name, "why": reason(error)})) from error


def thumbnail(files: Path, one: AttachmentRow) -> bytes | None:
    """A small PNG of a photo, made once; None of what is no photo, or cannot be shown."""
    if not pictures.kind(kept.start(files, one.sha256, 16)):
        return None
    small = kept.small(files, one.sha256)
    if small is None:
        try:
            small = pictures.small(kept.place(files, one.sha256).read_bytes() if one.size <= pictures.MOST else b"")
        except apart.Refused as refusal:
            if str(refusal) not in _REFUSED_FOR_EVER:
                return None
            small = b""
        except OSError:
            return None
        kept.keep_small(files, one.sha256, small)
    return small or None


def sweep(session: Session, files: Path) -> int:
    """Take away the files no row stands for; how many."""
    if not files.is_dir():
        return 0
    return kept.sweep(files, set(session.scalars(select(Attachment.sha256).distinct())))
