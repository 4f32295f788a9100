"""What tests of sending begin with: a business that has an address, a dispute, and a letter ready to go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from sqlalchemy.orm import Session

from clientcare.db.models import Sending, StoredLetter
from clientcare.letters.compose import compose
from clientcare.letters.letter import Letter
from clientcare.records import DisputeForm, LetterDraft, SendingRow
from clientcare.services import clients, disputes, letters, outbox, settings
from clientcare.services.store import Store

SENDER = "ana@rivera.example"
DANA = "dana@okafor.example"
PDF = b"%PDF-1.7\nnot really\n.\r\n..\r\n\x00\xff"


@dataclass(frozen=True)
class Ready:
    """A draft in the file, and what would go."""

    id: int
    dispute_id: int
    content: Letter
    pdf: bytes = PDF


def business(store: Store) -> int:
    """A business and a dispute of Dana's; the dispute."""

    def write(session: Session) -> int:
        settings.update(session, business_name="Rivera Home Repairs", owner_name="Ana Rivera", email=SENDER)
        client = clients.create(session, "Dana Okafor")
        clients.update(session, client, greeting="Dana", email=DANA)
        return disputes.create(session, DisputeForm("Hall tiles in the wrong shade", client))

    return store.write(write).result


def draft(store: Store, dispute_id: int, words: str = "I will call you on Monday.") -> Ready:
    """A draft of a letter that says `words`."""
    begun = LetterDraft(dispute_id, "acknowledgement", facts={"answer_by": "2031-01-15"}, edits={"close": words})
    id = store.write(lambda s: letters.save_draft(s, begun)).result
    facts = store.read(lambda s: letters.facts(s, dispute_id, replace(begun, id=id)))
    return Ready(id, dispute_id, compose(facts, begun.kind, begun.edits), PDF + words.encode())


def queued(store: Store, ready: Ready, to: str = DANA) -> int:
    return store.write(lambda s: outbox.queue(s, ready.id, ready.content, ready.pdf, to)).result


def row(store: Store, sending_id: int) -> SendingRow:
    return store.read(lambda s: outbox.row(s, sending_id))


def message(store: Store, sending_id: int) -> bytes:
    return store.read(lambda s: s.get_one(Sending, sending_id).message)


def stored(store: Store, letter_id: int) -> dict[str, Any]:
    """Every column of a letter but its bytes, as it stands in the file."""

    def read(session: Session) -> dict[str, Any]:
        letter = session.get_one(StoredLetter, letter_id)
        return {column.name: getattr(letter, column.name) for column in StoredLetter.__table__.columns}

    return store.read(read)


def parsed(message: bytes) -> EmailMessage:
    read = BytesParser(policy=policy.default).parsebytes(message)
    assert isinstance(read, EmailMessage)
    return read
