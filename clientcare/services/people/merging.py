"""Two clients made one: nothing of either is lost, and the whole can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint, Dispute, NotSame, Payment, Reminder
from clientcare.errors import WorldError
from clientcare.records import ClientSide
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.texts import fold

REACHED_BY = ("address", "email", "phone")  # what is not chosen of these is kept beside
CHOSEN = ("name", "greeting", *REACHED_BY, "language", "style", "margin", "hours_beyond", "retention", "clients_sent")
HELD: tuple[tuple[str, Any], ...] = (("payment", Payment), ("dispute", Dispute), ("reminder", Reminder))
ALSO_CALLED = mark("Also known as {name}.")
THE_SAME = mark("This is one and the same client. Choose another to bring together with them.")


def side(session: Session, id: int) -> ClientSide:
    """One of two clients as they stand side by side. WorldError if the client was deleted."""
    client = checks.find(session, Client, id)
    held = {name: _count(session, entity, id) for name, entity in HELD}
    fields = {name: getattr(client, name) for name in (*CHOSEN, "notes", "added_at")}
    more = tuple(point.value for point in sorted(client.contacts, key=lambda point: (point.position, point.id)))
    tags = tuple(tag.text for tag in sorted(client.tags, key=lambda tag: tag.sort_key))
    return ClientSide(id, client.name, fields | {"contacts": more}, tags, held, client.archived_at is not None)


def merge(session: Session, keep_id: int, other_id: int, choices: Mapping[str, str] | None = None) -> int:
    """Bring `other` into `keep`, whose id stays; returns it. WorldError if one was deleted.

    `choices`: by the name of a field in CHOSEN, "keep" or "other", which value stands from now on; where nothing is chosen
    that of `keep`, if there is one. Addresses, e-mails and phones not chosen become further ones, another name stands in
    the notes, the notes are joined; payments, disputes, tags, reminders, marks and clients sent go along.
    """
    if keep_id == other_id:
        raise WorldError(Said(THE_SAME))
    keep, other = checks.find(session, Client, keep_id), checks.find(session, Client, other_id)
    _choose(keep, other, choices or {})
    _bring_along(keep, other)
    _join_tags(keep, other)
    keep.marks = {**(other.marks or {}), **(keep.marks or {})} or None
    keep.added_at = min(keep.added_at, other.added_at)
    keep.archived_at = keep.archived_at if other.archived_at else None
    _sent_by(session, keep, other)
    _not_same(session, keep_id, other_id)
    session.flush()
    session.expire(other)  # what it held is the other's now, and must not be deleted with it
    session.delete(other)
    session.flush()
    return keep_id


def _choose(keep: Client, other: Client, choices: Mapping[str, str]) -> None:
    unknown = set(choices) - set(CHOSEN) or set(choices.values()) - {"keep", "other"}
    if unknown:
        raise TypeError(f"two clients are not brought together by {', '.join(sorted(unknown))}")
    names = keep.name, other.name
    more = list(_more_ways(keep, other, choices))
    for name in CHOSEN:
        if _is_others(keep, other, name, choices):
            for field in _with(name):
                setattr(keep, field, getattr(other, field))
    keep.sort_key = fold(keep.name)
    place = max((point.position for point in keep.contacts), default=0)
    for number, (kind, label, value) in enumerate(more, place + 1):
        keep.contacts.append(ContactPoint(kind=kind, label=label, value=value, position=number))
    keep.notes = "\n\n".join(_notes(keep, other, names))


def _is_others(keep: Client, other: Client, name: str, choices: Mapping[str, str]) -> bool:
    """Whether the field is to be as with `other`."""
    mine, theirs = getattr(keep, name), getattr(other, name)
    return choices.get(name, "other" if mine in ("", None) and theirs not in ("", None) else "keep") == "other"


def _with(name: str) -> tuple[str, ...]:
    """The fields that go along with one."""
    if name == "style":
        return name, "style_answers"
    return (name, f"{name}_label") if name in REACHED_BY else (name,)


def _more_ways(keep: Client, other: Client, choices: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(kind, label, value) of what is no longer the main one, and of all further ones of `other`; each once."""
    known = {(point.kind, _bare(point.kind, point.value)) for point in keep.contacts}
    for kind in REACHED_BY:
        stays, goes = (other, keep) if _is_others(keep, other, kind, choices) else (keep, other)
        known.add((kind, _bare(kind, getattr(stays, kind))))
        yield from _once(known, kind, getattr(goes, f"{kind}_label"), getattr(goes, kind))
    for point in sorted(other.contacts, key=lambda point: (point.position, point.id)):
        yield from _once(known, point.kind, point.label, point.value)


def _once(known: set[tuple[str, str]], kind: str, label: str, value: str) -> Iterator[tuple[str, str, str]]:
    key = kind, _bare(kind, value)
    if value.strip() and key not in known:
        known.add(key)
        yield kind, label, value


def _bare(kind: str, value: str) -> str:
    """What tells two ways to reach somebody apart."""
    return "".join(letter for letter in value if letter.isdigit()) or value if kind == "phone" else fold(value)


def _notes(keep: Client, other: Client, names: tuple[str, str]) -> Iterator[str]:
    if keep.notes.strip():
        yield keep.notes
    if other.notes.strip() and other.notes.strip() not in keep.notes:
        yield other.notes
    left_out = next((name for name in names if fold(name) != keep.sort_key), "")
    if left_out:
        yield ALSO_CALLED.format(name=left_out)


def _bring_along(keep: Client, other: Client) -> None:
    held: list[Payment | Dispute | Reminder] = [*other.payments, *other.disputes, *other.reminders]
    for record in held:
        record.client = keep


def _join_tags(keep: Client, other: Client) -> None:
    known = {tag.sort_key for tag in keep.tags}
    for tag in list(other.tags):
        if tag.sort_key not in known:
            tag.client = keep


def _sent_by(session: Session, keep: Client, other: Client) -> None:
    """Whom either sent was sent by the one they are now; nobody was sent by themselves."""
    if keep.sent_by_id in (None, other.id):
        keep.sent_by_id = other.sent_by_id if other.sent_by_id != keep.id else None
    for sent in session.scalars(select(Client).where(Client.sent_by_id == other.id, Client.id != keep.id)):
        sent.sent_by_id = keep.id


def _not_same(session: Session, keep_id: int, other_id: int) -> None:
    """Whoever is known not to be `other` is known not to be `keep`."""
    known = select(NotSame).where(or_(NotSame.a_id == other_id, NotSame.b_id == other_id))
    for apart in list(session.scalars(known)):
        third = apart.a_id if apart.b_id == other_id else apart.b_id
        session.delete(apart)
        if third != keep_id:
            session.merge(NotSame(a_id=min(third, keep_id), b_id=max(third, keep_id)))


def _count(session: Session, entity: Any, id: int) -> int:
    return session.scalar(select(func.count()).select_from(entity).where(entity.client_id == id)) or 0
