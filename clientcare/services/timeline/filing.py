"""What is dropped on a timeline files itself: an e-mail with its own time, writer and attachments, other files on one entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import ContactPoint, Dispute, TimelineEvent
from clientcare.errors import InvalidInput
from clientcare.incoming import mail_apart, mail_message
from clientcare.incoming.mail_message import MailMessage
from clientcare.records import EventForm
from clientcare.said import Said, mark
from clientcare.services import checks, settings
from clientcare.services.timeline import attachments, entries
from clientcare.services.timeline.attachments import Taken

MOST = 50  # files at once
TOO_MANY = mark("These are more than {most} files. Add them a few at a time.")
ONLY_A_FILE = mark("{name} was added as a file only. {why}")


@dataclass(frozen=True)
class Dropped:
    """A file on the disk, or the content of one that was pasted."""

    name: str
    source: Path | bytes


@dataclass(frozen=True)
class Mail:
    """An e-mail with its files kept: first the e-mail itself, whole."""

    message: MailMessage
    files: tuple[Taken, ...]


@dataclass(frozen=True)
class Batch:
    """What was taken in; `remarks` say what was not, or not as one might think."""

    mails: tuple[Mail, ...]
    files: tuple[Taken, ...]
    remarks: tuple[Said, ...]


@dataclass(frozen=True)
class Filed:
    """The entries that were made or got a file, and how many e-mails were there already."""

    entries: tuple[int, ...]
    already: int


def take(files: Path, dropped: Sequence[Dropped]) -> Batch:
    """Copy what was dropped into the folder `files` and take e-mails apart. What cannot be had is said, the rest is taken."""
    if len(dropped) > MOST:
        raise InvalidInput(Said(TOO_MANY, {"most": MOST}))
    mails: list[Mail] = []
    others: list[Taken] = []
    remarks: list[Said] = []
    for one in dropped:
        try:
            whole = attachments.take(files, one.source, one.name)
        except InvalidInput as refusal:
            remarks.append(refusal.said)
            continue
        mail = _mail(files, one, whole, remarks) if whole.name.lower().endswith(".eml") else None
        mails += [mail] if mail else []
        others += [] if mail else [whole]
    return Batch(tuple(mails), tuple(others), tuple(remarks))


def _mail(files: Path, one: Dropped, whole: Taken, remarks: list[Said]) -> Mail | None:
    try:
        if whole.size > mail_message.MOST:
            raise InvalidInput(Said(mail_message.TOO_LARGE))
        message = mail_apart.read(one.source if isinstance(one.source, bytes) else one.source.read_bytes())
        with_it = [attachments.take(files, each.content, each.name) for each in message.files]
    except (InvalidInput, OSError) as refusal:
        why = refusal.said if isinstance(refusal, InvalidInput) else Said(mail_message.NO_MAIL)
        remarks.append(Said(ONLY_A_FILE, {"name": whole.name, "why": why}))
        return None
    return Mail(replace(message, files=()), (whole, *with_it))


def file(session: Session, form: EventForm, batch: Batch, entry: int | None = None) -> Filed:
    """Each e-mail becomes an entry of its own, once; other files go on the entry `entry`, or one made from `form`."""
    made: list[int] = []
    for mail in batch.mails:
        if not _is_there(session, form.dispute_id, mail.message.id):
            made.append(_file_mail(session, form.dispute_id, mail))
    already = len(batch.mails) - len(made)
    if batch.files:
        target = entry or entries.save(session, form)
        attachments.add(session, target, batch.files)
        made.append(target)
    return Filed(tuple(made), already)


def _is_there(session: Session, dispute_id: int, message_id: str) -> bool:
    mine = (TimelineEvent.dispute_id == dispute_id) & (TimelineEvent.message_id == message_id)
    return session.scalar(select(TimelineEvent.id).where(mine).limit(1)) is not None


def _file_mail(session: Session, dispute_id: int, mail: Mail) -> int:
    """Between us and the client it is nothing to hide; with anybody else it is, until the owner says otherwise."""
    message = mail.message
    ours, theirs = _addresses(session, dispute_id)
    sender, to = message.sender[1].casefold(), {address.casefold() for _, address in message.to}
    by = "us" if sender in ours else "them"
    private = not (sender in theirs or (by == "us" and to & theirs))
    form = EventForm(dispute_id, "email", message.at or datetime.now(UTC), _words(message, sender, ours | theirs), by, private)
    id = entries.save(session, form)
    session.get_one(TimelineEvent, id).message_id = message.id
    attachments.add(session, id, mail.files)
    return id


def _addresses(session: Session, dispute_id: int) -> tuple[set[str], set[str]]:
    """Ours and the client's."""
    client = checks.find(session, Dispute, dispute_id).client
    further = select(ContactPoint.value).where(ContactPoint.client_id == client.id, ContactPoint.kind == "email")
    theirs = {address.strip().casefold() for address in (client.email, *session.scalars(further))}
    return {settings.load(session).email.strip().casefold()} - {""}, theirs - {""}


def _words(message: MailMessage, sender: str, known: set[str]) -> str:
    """Subject and text; who wrote it, where that is neither of us."""
    who = " ".join(part for part in (message.sender[0], f"<{message.sender[1]}>" if sender else "") if part)
    head = [message.subject, who if sender not in known else ""]
    text = message.text + ("…" if message.cut else "")
    return "\n\n".join(part for part in ("\n".join(filter(None, head)), text) if part)
