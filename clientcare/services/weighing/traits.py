"""The right client: the owner's own traits, which of them a client has, and what the best and the worst clients show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Trait
from clientcare.records import Fit, TraitPattern, TraitRow
from clientcare.services import checks, settings
from clientcare.services.people.worth import left_of, paid_by_client
from clientcare.services.weighing.suggesting import TRAITS

_LEAST_MARKED = 6  # fewer clients show no pattern
_MOST_COMPARED = 5
_MARKED = sql("EXISTS (SELECT 1 FROM json_each(client.marks) AS m JOIN trait ON CAST(trait.id AS TEXT) = m.key)")


def rows(session: Session) -> tuple[TraitRow, ...]:
    """The owner's traits in their order."""
    found = session.execute(select(Trait.id, Trait.text).order_by(Trait.position, Trait.id))
    return tuple(TraitRow(*row) for row in found)


def save(session: Session, text: str, id: int | None = None) -> int:
    """Add a trait at the end, or change one's words. InvalidInput while it says nothing."""
    words = checks.required("text", text)
    trait = checks.find(session, Trait, id) if id else Trait(position=_last(session) + 1)
    trait.text = words
    session.add(trait)
    session.flush()
    return trait.id


def delete(session: Session, id: int) -> None:
    """Delete a trait. The marks for it stay with the clients unseen, so that undoing brings all of them back."""
    session.delete(checks.find(session, Trait, id))


def suggest(session: Session) -> None:
    """Add five usual traits to start from, where there are none yet."""
    if session.scalar(select(Trait.id).limit(1)) is None:
        session.add_all(Trait(position=place, text=text) for place, text in enumerate(TRAITS))
        session.flush()


def mark(session: Session, client_id: int, trait_id: int, has: bool | None) -> None:
    """Keep whether the client has the trait; None: not known."""
    client, trait = checks.find(session, Client, client_id), checks.find(session, Trait, trait_id)
    others = {id: known for id, known in (client.marks or {}).items() if id != str(trait.id)}
    client.marks = others | ({} if has is None else {str(trait.id): bool(has)}) or None


def fit(session: Session, client_id: int) -> Fit:
    """How the client stands to the traits, and what the best and the worst of all clients show."""
    client, traits = checks.find(session, Client, client_id), rows(session)
    marks = {t.id: has for t in traits if (has := (client.marks or {}).get(str(t.id))) is not None}
    best, worst = _best_and_worst(session) if traits else ((), ())
    pattern = (TraitPattern(t.id, *_having(t.id, best), *_having(t.id, worst)) for t in traits)
    return Fit(client_id, traits, marks, tuple(p for p in pattern if p.best_of or p.worst_of))


Marks = Mapping[str, bool]


def _best_and_worst(session: Session) -> tuple[tuple[Marks, ...], tuple[Marks, ...]]:
    """The marks of the best and the worst fifth, by what they leave in a year, of those marked who paid in the last one."""
    paid = paid_by_client()
    left = left_of(paid, settings.load(session))
    query = select(Client.id).join(paid, paid.c.client_id == Client.id).where(_MARKED)
    ranked = list(session.scalars(query.order_by(left.desc(), Client.id)))
    if len(ranked) < _LEAST_MARKED:
        return (), ()
    few = max(1, min(_MOST_COMPARED, len(ranked) // 5))
    found = dict(_marks(session, ranked[:few] + ranked[-few:]))
    return tuple(found[id] for id in ranked[:few]), tuple(found[id] for id in ranked[-few:])


def _marks(session: Session, ids: Iterable[int]) -> Iterator[tuple[int, Marks]]:
    for id, marks in session.execute(select(Client.id, Client.marks).where(Client.id.in_(ids))):
        yield id, marks or {}


def _having(trait_id: int, clients: Iterable[Marks]) -> tuple[int, int]:
    """How many have the trait, of how many that were judged for it."""
    judged = [marks[str(trait_id)] for marks in clients if str(trait_id) in marks]
    return sum(judged), len(judged)


def _last(session: Session) -> int:
    found = session.scalar(select(func.max(Trait.position)))
    return -1 if found is None else found
