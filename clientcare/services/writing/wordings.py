"""The owner's own words for a passage, kept for every letter of that kind from then on; facts stand in them as {name}."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import OwnWording
from clientcare.letters import kinds
from clientcare.services import checks


def of(session: Session, kind: str, language: str) -> Mapping[str, str]:
    """By passage key, for one kind of letter in one language."""
    found = select(OwnWording).where(OwnWording.kind == kind, OwnWording.language == language)
    return {own.passage: own.text for own in session.scalars(found)}


def keep(session: Session, kind: str, language: str, passage: str, text: str) -> None:
    """Keep this wording. `text` as `letters.own_words.generalised` gave it."""
    kinds.kind(kind)
    session.merge(OwnWording(language=language, kind=kind, passage=passage, text=checks.text("text", text)))


def forget(session: Session, kind: str, language: str, passage: str) -> None:
    """Go back to the suggested words."""
    kept = session.get(OwnWording, (language, kind, passage))
    if kept is not None:
        session.delete(kept)
