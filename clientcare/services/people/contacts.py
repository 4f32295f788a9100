"""More ways to reach a client, beside the one address, e-mail and phone that letters go to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint
from clientcare.records import ContactRow
from clientcare.services import checks
from clientcare.services.people.doubts import doubt

__all__ = ["KINDS", "add", "delete", "doubt", "make_main", "rows", "update"]

KINDS = ("address", "email", "phone")
EDITABLE = ("label", "value")


def rows(session: Session, client_id: int) -> tuple[ContactRow, ...]:
    """The further ones of a client in their order, without the main ones."""
    point = ContactPoint
    query = select(point.id, point.kind, point.label, point.value).where(point.client_id == client_id)
    return tuple(ContactRow(*row) for row in session.execute(query.order_by(point.position, point.id)))


def add(session: Session, client_id: int, kind: str, value: str = "", label: str = "") -> int:
    """One more, behind the others; empty, it waits to be typed in. InvalidInput where the words cannot be kept."""
    checks.one_of("kind", kind, KINDS)
    client = checks.find(session, Client, client_id)
    last = session.scalar(select(func.max(ContactPoint.position)).where(ContactPoint.client_id == client_id))
    point = ContactPoint(client=client, kind=kind, position=(last or 0) + 1)
    _change(point, value=value, label=label)
    session.add(point)
    session.flush()
    return point.id


def update(session: Session, id: int, **fields: Any) -> None:
    """Change `value` or `label`, kept as typed. Gone if it was deleted, InvalidInput where the words cannot be kept."""
    _change(checks.find(session, ContactPoint, id), **fields)


def delete(session: Session, id: int) -> None:
    session.delete(checks.find(session, ContactPoint, id))


def make_main(session: Session, id: int) -> None:
    """Letters go there from now on; what was the main one takes its place, or nothing does. Each keeps its label."""
    point = checks.find(session, ContactPoint, id)
    client, kind, label = point.client, point.kind, f"{point.kind}_label"
    if kind != "address":
        checks.text("value", point.value, checks.LINE)
    before = getattr(client, kind), getattr(client, label)
    setattr(client, kind, point.value)
    setattr(client, label, point.label)
    point.value, point.label = before
    if not point.value.strip():
        session.delete(point)


def _change(point: ContactPoint, **fields: Any) -> None:
    kept = checks.checked(ContactPoint, fields, EDITABLE)
    if point.kind != "address" and "value" in kept:
        checks.text("value", kept["value"], checks.LINE)
    for name, value in kept.items():
        setattr(point, name, value)
