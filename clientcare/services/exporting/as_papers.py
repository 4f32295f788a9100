"""What is a file of its own: the letters as they went and as they stand, their e-mails, the attachments, the letterhead."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from clientcare.db import attachments as kept
from clientcare.db.errors import DAMAGED_FILE
from clientcare.db.models import Artwork, Attachment, Dispute, Provider, Sending, StoredLetter, TimelineEvent
from clientcare.errors import WorldError
from clientcare.letters import compose
from clientcare.letters.paper import pdf, stamp
from clientcare.said import Said, mark
from clientcare.services.batches import in_bites
from clientcare.services.exporting import words
from clientcare.services.exporting.parcel import Parcel, title
from clientcare.services.writing import letter_facts, letters, wordings
from clientcare.services.writing.letter_going import draft_of

FOLDER, FILES, LETTERHEAD = "letters", "files", "files/letterhead"
DRAFT = mark("draft")
NOT_SENT = mark("Draft, not sent")
NOT_YET = mark("This letter was not finished. Here are the words that were typed for it.")


def write(parcel: Parcel) -> None:
    for some in in_bites(parcel.session.scalars(select(StoredLetter.id).order_by(StoredLetter.id)).all()):
        for id in parcel.counted(some):
            _letter(parcel, id)
    for row in parcel.rows(select(Sending.letter_id, Sending.id, Sending.queued_at, Sending.message).order_by(Sending.id)):
        _email(parcel, row)
    for row in parcel.rows(_attachments()):
        _attachment(parcel, row)
    for row in parcel.rows(select(Artwork.name, Artwork.file_name, Artwork.content).order_by(Artwork.name)):
        ending = ".pdf" if row.name == "letterhead" else ".png"
        parcel.place(parcel.free(LETTERHEAD, row.name, ending)).write_bytes(row.content)


def _letter(parcel: Parcel, id: int) -> None:
    """The page as it went; of a draft the page as it stands, marked on every sheet, or its words where it is not whole yet."""
    session = parcel.session
    letter = session.get_one(StoredLetter, id, options=[undefer(StoredLetter.pdf)])
    if letter.state == "draft":
        content, ending = _draft(parcel, letter)
    else:
        content, ending = _page(parcel, letter), ".pdf"
    if content:
        path = parcel.free(FOLDER, _name(parcel, letter), ending)
        parcel.place(path).write_bytes(content)
        parcel.letters[id] = path
    session.expunge_all()


def _page(parcel: Parcel, letter: StoredLetter) -> bytes:
    """A page that is not what went must not pass for it."""
    try:
        return letters.pdf(parcel.session, letter.id)
    except WorldError:
        parcel.unread.append(f"{letter.dispute.reference}: {letter.subject}")
        return b""


def _draft(parcel: Parcel, letter: StoredLetter) -> tuple[bytes, str]:
    draft, session = draft_of(letter), parcel.session
    try:
        facts = letter_facts.facts(session, letter.dispute_id, draft)
        own = wordings.of(session, draft.kind, facts.language)
        whole = compose.compose(facts, draft.kind, draft.edits, draft.subject, own)
        page = pdf.render(whole, facts.letterhead)
        return stamp.stamped(page, parcel.say(Said(NOT_SENT))), ".pdf"
    except WorldError:  # a fact still lacks, or is not what it should be
        typed = [parcel.say(Said(NOT_YET)), draft.subject, *draft.edits.values(), *draft.facts.values()]
        return "\n\n".join(filter(None, map(str.strip, typed))).encode(), ".txt"


def _name(parcel: Parcel, letter: StoredLetter) -> str:
    """`2026-11-22 Dana Okafor, Apology (D-2026-014)`; whose day is that it went, or was last worked on."""
    at = (letter.sent_at or letter.written_at).astimezone()
    firm = parcel.session.get(Provider, letter.provider_id) if letter.provider_id else None
    to, kind = title(firm.name if firm else letter.dispute.client.name), parcel.say(words.kind_of(letter.kind))
    ending = f", {parcel.say(Said(DRAFT))}" if letter.state == "draft" else ""
    return f"{at:%Y-%m-%d} {to}, {title(kind)} ({title(letter.dispute.reference)}){ending}"


def _email(parcel: Parcel, row: Any) -> None:
    """Every byte of it, beside the page it carried."""
    beside = parcel.letters.get(row.letter_id)
    stem = PurePosixPath(beside).stem if beside else f"{row.queued_at:%Y-%m-%d} {row.id}"
    parcel.place(parcel.free(FOLDER, stem, ".eml")).write_bytes(row.message)


def _attachments() -> Select[*tuple[Any, ...]]:
    a = Attachment
    query = select(a.id, a.name, a.sha256, Dispute.reference).join(TimelineEvent, TimelineEvent.id == a.event_id)
    return query.join(Dispute, Dispute.id == TimelineEvent.dispute_id).order_by(Dispute.id, a.id)


def _attachment(parcel: Parcel, row: Any) -> None:
    """Under its own name, in the folder of its dispute. One that is gone or damaged is told of, and the rest goes on."""
    path = parcel.free(f"{FILES}/{title(row.reference)}", row.name)
    place = parcel.place(path)
    try:
        with place.open("wb") as out:
            kept.copy(parcel.kept, row.sha256, out)
    except WorldError as error:
        if error.said.text != DAMAGED_FILE:
            raise
        place.unlink()
        parcel.missing.append(f"{row.reference}: {row.name}")
    else:
        parcel.files[row.id] = path

