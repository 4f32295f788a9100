"""The words the owner added to the dictionary of a language."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import KnownWord
from clientcare.services import checks


def words(session: Session, language: str) -> frozenset[str]:
    return frozenset(session.scalars(select(KnownWord.word).where(KnownWord.language == language)))


def add(session: Session, language: str, word: str) -> None:
    """Know this word from now on."""
    session.merge(KnownWord(language=language, word=checks.required("word", word)))


def remove(session: Session, language: str, word: str) -> None:
    kept = session.get(KnownWord, (language, word))
    if kept is not None:
        session.delete(kept)
