"""The raw texts of a form not yet saved, offered again after a crash; no record, so neither announced nor undone.

Also what was typed for a record that has gone: set aside, and offered until the owner lets it go.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from clientcare.db.models import (
    Base,
    Client,
    Dispute,
    FormDraft,
    Provider,
    Referral,
    Reminder,
    StoredOffer,
    TimelineEvent,
)
from clientcare.records import LeftOver
from clientcare.services import checks

ASIDE = "aside"  # the form of what was set aside; its record is a number of its own
# Whose record a draft is kept by, where one can go; below nothing it is a dispute's: then there was no record yet.
OF: dict[str, type[Base]] = {
    "payment": Client, "client.tag": Client, "client.sent_by": Client, "new_dispute": Client, "reminder.client": Client,
    "refused.client": Client, "refused.provider": Provider, "refused.referral": Referral,
    "refused.dispute": Dispute,
    "timeline": Dispute, "call": Dispute, "decision": Dispute, "reminder.dispute": Dispute, "gone": Dispute, "send": Dispute,
    "wording": Dispute, "timeline.entry": TimelineEvent, "reminder.change": Reminder, "offer": StoredOffer,
}  # fmt: skip
# What was typed, not chosen; of what was refused, all of it was.
WORDS = ("client_name", "title", "text", "notes", "details", "why", "what", "sum", "job", "time", "tag", "sent_by", "to")


def keep(session: Session, form: str, record_id: int, texts: Mapping[str, str]) -> None:
    """Keep the texts of one form for one record (0: a new one), in place of what was kept before."""
    raw = {checks.text(form, name, checks.LINE): checks.text(name, text) for name, text in texts.items()}
    row = {"texts": raw, "at": datetime.now(UTC)}
    statement = insert(FormDraft).values(form=form, record_id=record_id, **row)
    session.execute(statement.on_conflict_do_update(set_=row))


def keep_one(session: Session, form: str, record_id: int, name: str, text: str) -> None:
    """Keep one text beside the others of its form; "" lets it go."""
    texts = {**(get(session, form, record_id) or {}), name: text}
    left = {each: kept for each, kept in texts.items() if kept}
    keep(session, form, record_id, left) if left else drop(session, form, record_id)


def get(session: Session, form: str, record_id: int) -> dict[str, str] | None:
    found = select(FormDraft.texts).where(FormDraft.form == form, FormDraft.record_id == record_id)
    return session.scalar(found)


def drop(session: Session, form: str, record_id: int) -> None:
    session.execute(delete(FormDraft).where(FormDraft.form == form, FormDraft.record_id == record_id))


def set_aside(session: Session, text: str) -> None:
    """Keep words whose record has gone."""
    last = session.scalar(select(func.max(FormDraft.record_id)).where(FormDraft.form == ASIDE)) or 0
    keep(session, ASIDE, last + 1, {"text": text})


def left_over(session: Session) -> tuple[LeftOver, ...]:
    """What was typed for records that have gone, the newest first; a record that is brought back has its own again."""
    found = []
    for draft in session.scalars(select(FormDraft).where(FormDraft.record_id != 0).order_by(FormDraft.at.desc())):
        names = draft.texts if draft.form.startswith("refused.") else WORDS
        text = "\n".join(draft.texts[name] for name in names if draft.texts.get(name, "").strip())
        if text and (draft.form == ASIDE or _is_gone(session, draft.form, draft.record_id)):
            found.append(LeftOver(draft.form, draft.record_id, text))
    return tuple(found)


def _is_gone(session: Session, form: str, record_id: int) -> bool:
    known = form if form in OF else form.partition(".")[0]
    entity = OF.get(known) if record_id > 0 else Dispute
    return entity is not None and session.get(entity, abs(record_id)) is None
