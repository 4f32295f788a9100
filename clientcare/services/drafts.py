"""The raw texts of a form not yet saved, offered again after a crash; no record, so neither announced nor undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from clientcare.db.models import FormDraft
from clientcare.services import checks


def keep(session: Session, form: str, record_id: int, texts: Mapping[str, str]) -> None:
    """Keep the texts of one form for one record (0: a new one), in place of what was kept before."""
    raw = {checks.text(form, name, checks.LINE): checks.text(name, text) for name, text in texts.items()}
    row = {"texts": raw, "at": datetime.now(UTC)}
    statement = insert(FormDraft).values(form=form, record_id=record_id, **row)
    session.execute(statement.on_conflict_do_update(set_=row))


def get(session: Session, form: str, record_id: int) -> dict[str, str] | None:
    found = select(FormDraft.texts).where(FormDraft.form == form, FormDraft.record_id == record_id)
    return session.scalar(found)


def drop(session: Session, form: str, record_id: int) -> None:
    session.execute(delete(FormDraft).where(FormDraft.form == form, FormDraft.record_id == record_id))
