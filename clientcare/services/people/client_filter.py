"""Which clients a list shows: by words, by whether they are put away, by tag, by dispute; narrow indexes are read for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, func, select, union_all
from sqlalchemy.orm import aliased

from clientcare.db.models import Client, ContactPoint, Dispute, Tag
from clientcare.texts import fold

SHOWN = ("", "active", "archived")
DISPUTES = ("", "open", "none")
LEAST_DIGITS = 3  # fewer stand in almost every number
LONG_ENOUGH = 8  # digits of a number that are its own, whatever country and area are typed before them
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
BETWEEN = " -()./+\u00a0"  # what people write between digits


def conditions(text: str, show: str, tag: str, disputes: str) -> list[ColumnElement[bool]]:
    """`show`: "" all, "active" or "archived". `tag`: one they have. `disputes`: "open" ones, "none" at all, or "" either.

    `text` is looked for in name, e-mail, phone and tag; a phone is found however its digits are written apart.
    """
    if show not in SHOWN or disputes not in DISPUTES:
        raise ValueError(f"clients are not listed by {show!r} and {disputes!r}")
    found: list[ColumnElement[bool]] = []
    if show:
        put_away = aliased(Client)  # in a list of its own, so that the index that gives the order stays the one that is read
        archived = select(put_away.id).where(put_away.archived_at > LONG_AGO)
        found.append(Client.archived_at.is_(None) if show == "active" else Client.id.in_(archived))
    if fold(text):
        found.append(Client.id.in_(select(_holding(text).cte("holding").prefix_with("MATERIALIZED").c[0])))
    if key := fold(tag):
        found.append(Client.id.in_(select(Tag.client_id).where(Tag.sort_key == key)))
    if disputes:
        theirs = exists().where(Dispute.client_id == Client.id)
        found.append(theirs.where(Dispute.status != "closed") if disputes == "open" else ~theirs)
    return found


def _holding(text: str) -> CompoundSelect[Any]:
    words, digits = fold(text), _digits(text)
    parts: list[Select[Any]] = [
        select(Client.id).where(func.instr(Client.sort_key, words) > 0),
        select(Tag.client_id).where(func.instr(Tag.sort_key, words) > 0),
    ]
    if " " not in words:
        parts += _reached_by("email", lambda value: func.instr(func.lower(value), text.strip().lower()) > 0)
    if len(digits) >= LEAST_DIGITS:
        parts += _reached_by("phone", lambda value: func.instr(_bare(value), digits) > 0)
    return union_all(*parts)


def _reached_by(kind: str, holds: Any) -> list[Select[Any]]:
    """By the main one or another; a client without any lies outside the part of the index that is read."""
    main = getattr(Client, kind)
    others = select(ContactPoint.client_id).where(ContactPoint.kind == kind, holds(ContactPoint.value))
    return [select(Client.id).where(main > "", holds(main)), others]


def _digits(text: str) -> str:
    """The digits of what may be a phone number, without what a country is dialled by; "" where it is something else."""
    bare = "".join(letter for letter in text if letter not in BETWEEN)
    if not bare.isdecimal() or not bare.isascii():
        return ""
    abroad = text.lstrip().startswith("+") or bare.startswith("00")
    return bare[-LONG_ENOUGH:] if abroad and len(bare) > LONG_ENOUGH else bare.lstrip("0")


def _bare(value: Any) -> Any:
    for letter in BETWEEN:
        value = func.replace(value, letter, "")
    return value
