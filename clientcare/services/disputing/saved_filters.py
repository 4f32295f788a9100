"""What a list was sifted by, kept under a name the owner gave it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import SavedFilter
from clientcare.records import KeptFilter
from clientcare.said import mark
from clientcare.services import checks

LONGEST = 60  # letters of a name: it stands in a menu
MOST = 50  # of one list


def kept(session: Session, place: str) -> list[KeptFilter]:
    """Those of one list, by name."""
    query = select(SavedFilter).where(SavedFilter.place == place).order_by(func.lower(SavedFilter.name), SavedFilter.id)
    return [KeptFilter(one.id, one.name, dict(one.content)) for one in session.scalars(query)]


def save(session: Session, place: str, name: str, content: Mapping[str, Any]) -> int:
    """Keep `content` under the name, in place of what had that name; InvalidInput for no name or too many of them."""
    name = _name(name)
    found = _called(session, place, name)
    if found is None:
        if len(kept(session, place)) >= MOST:
            checks.objection("name", mark("That is a lot of filters. Delete one you no longer need."))
        found = SavedFilter(place=place, name=name)
        session.add(found)
    found.name, found.content = name, dict(content)
    session.flush()
    return found.id


def rename(session: Session, id: int, name: str) -> None:
    one, name = checks.find(session, SavedFilter, id), _name(name)
    other = _called(session, one.place, name)
    if other is not None and other.id != id:
        checks.objection("name", mark("Another filter has that name already. Choose a different one."))
    one.name = name


def delete(session: Session, id: int) -> None:
    session.delete(checks.find(session, SavedFilter, id))


def _called(session: Session, place: str, name: str) -> SavedFilter | None:
    same = (one for one in session.scalars(select(SavedFilter).where(SavedFilter.place == place)))
    return next((one for one in same if one.name.casefold() == name.casefold()), None)


def _name(name: str) -> str:
    line = " ".join(checks.required("name", name).split())
    return line if len(line) <= LONGEST else checks.objection("name", mark("This is too long. Sixty letters are the most."))
