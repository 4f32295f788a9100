"""What stands on the owner's paper beside words: the logo, the signature, their own letterhead."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare import records
from clientcare.db.models import Artwork
from clientcare.services import checks

NAMES = ("logo", "signature", "letterhead")


def rows(session: Session) -> dict[str, records.Artwork]:
    """What there is, by name."""
    found = session.scalars(select(Artwork))
    return {one.name: records.Artwork(one.name, one.content, one.file_name) for one in found}


def save(session: Session, name: str, content: bytes, file_name: str) -> None:
    """Keep it in place of what was there. `content` as `pictures` or `underlay` of `letters.paper` took it in."""
    checks.one_of("name", name, NAMES)
    session.merge(Artwork(name=name, content=content, file_name=checks.text("file_name", file_name, checks.LINE)))


def delete(session: Session, name: str) -> None:
    """Take it off the paper."""
    kept = session.get(Artwork, name)
    if kept is not None:
        session.delete(kept)
