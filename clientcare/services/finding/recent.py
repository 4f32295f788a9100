"""The last searches, offered again where nothing is typed yet."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from clientcare.texts import one_line

KEY = "recent_searches"  # among the settings, though it changes nothing and is none of those the owner sets
KEPT = 6
_LONGEST = 80


def searches(session: Session) -> tuple[str, ...]:
    """What was looked for and gone to, the newest first."""
    stored = session.connection().exec_driver_sql("SELECT value FROM setting WHERE key = ?", (KEY,)).scalar()
    return tuple(json.loads(stored)) if stored else ()


def remember(session: Session, text: str) -> None:
    """Put a search before the others; what it was the longer form of gives way."""
    said = one_line(text)[:_LONGEST]
    others = [one for one in searches(session) if not said.casefold().startswith(one.casefold())]
    _keep(session, [said, *others][:KEPT])


def forget(session: Session) -> None:
    """Remember none."""
    _keep(session, [])


def _keep(session: Session, searches: list[str]) -> None:
    kept = json.dumps(searches, ensure_ascii=False)
    session.connection().exec_driver_sql("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)", (KEY, kept))
