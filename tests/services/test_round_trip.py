"""Lists saved as files and taken into an empty folder: the same clients, payments and firms stand there again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from first_day import first_day
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Payment, Provider
from clientcare.letters.languages import LANGUAGES
from clientcare.records import PaymentForm, ProviderForm
from clientcare.services import clients, contacts, exports, imports, payments, referrals, tags
from clientcare.services.exporting import spreadsheet
from clientcare.services.importing.source import Wanted
from clientcare.services.progress import Progress
from clientcare.services.store import Store
from clientcare.settings import Settings
from clientcare.ui.exporting import sheets
from clientcare.ui.wording import Wording

LETTERS = st.characters(categories=["L", "N", "P", "S", "Mn"], include_characters=" =+-@'\"")
LINE = st.text(LETTERS, max_size=14).map(lambda text: " ".join(text.split()))
NAME = st.tuples(st.sampled_from(["Ana", "=Bo", "Łukasz", "山田", "محمد", "O'Neil", "-Dee", "'Ed", "0049"]), LINE).map(
    lambda parts: " ".join(" ".join(parts).split())
)
TEXT = st.lists(LINE, max_size=3).map(lambda lines: "\n".join(lines).strip())
PHONE = st.from_regex(r"(\+49|0049|0)[1-9][0-9]{6,9}", fullmatch=True)
EMAIL = st.from_regex(r"[a-z]{3,8}@[a-z]{3,8}\.example", fullmatch=True)
SUM = st.decimals(-99999, 99999, places=2).filter(bool)
PERSON = st.fixed_dictionaries(
    {
        "name": NAME, "greeting": LINE, "email": st.one_of(st.just(""), EMAIL), "phone": st.one_of(st.just(""), PHONE),
        "address": TEXT, "notes": TEXT, "language": st.sampled_from(sorted(LANGUAGES)), "archived": st.booleans(),
        "more": st.lists(st.tuples(st.just("phone"), PHONE, st.sampled_from(["", "work", "Büro"])), max_size=2),
        "tags": st.lists(st.sampled_from(["VIP", "a;b", "Stairs / oak", "=x", "c, d"]), max_size=3, unique=True),
        "payments": st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2026, 6, 1)), SUM, LINE, LINE), max_size=3),
    }
)  # fmt: skip
FIRM = st.fixed_dictionaries(
    {
        "name": NAME, "does": LINE, "area": LINE, "person": LINE, "tie": LINE, "notes": TEXT, "address": TEXT,
        "email": st.one_of(st.just(""), EMAIL), "website": st.sampled_from(["", "https://firm.example", "firm.example"]),
    }
)  # fmt: skip
EVERY = hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, phases=[Phase.explicit, Phase.generate]
)
LOCALE = st.sampled_from(["en_US", "de_DE"])


def alone(one: dict[str, Any]) -> str:
    """What two of one name would have in common."""
    return "".join(filter(str.isalnum, one["name"])).casefold()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(first_day(tmp_path / "other"))
    yield opened
    opened.close()


def emptied(*stores: Store) -> None:
    def empty(session: Session) -> None:
        for entity in (Payment, Client, Provider):
            session.query(entity).delete()

    for store in stores:
        store.write(empty)


def carried(store: Store, other: Store, kind: str, sheet: str, ids: list[int], path: Path, locale: str) -> None:
    rows = store.read(lambda s: sheets.SHEETS[sheet].rows(s, ids))
    headings = sheets.SHEETS[sheet].headings(rows, Wording(Settings(locale=locale)))
    spreadsheet.write(path, [title for title, _ in headings], [[cell(row) for _, cell in headings] for row in rows], locale)
    source = imports.read(path, Progress())
    assert source.mappings is not None
    wanted = Wanted(source, kind, source.mappings[kind], "USD")
    plan = imports.plan(wanted, Progress())
    imports.compare(plan, other.read(imports.here), Progress())
    plan = other.read(partial(imports.check, made=plan, wanted=wanted))
    plan.decide(plan.waiting(), "add")
    assert not [(item.number, item.reason) for item in plan.items if item.fate == "skip"]
    other.write(partial(imports.take_in, made=plan, progress=Progress()))


def listed(store: Store) -> tuple[list[Any], list[Any]]:
    def read(session: Session) -> tuple[list[Any], list[Any]]:
        ids = [id for (id,) in session.query(Client.id).order_by(Client.id)]
        # The day is kept of when they came, not the hour; what a list cannot hold is left out.
        people = [
            replace(one, id=0, added_at=_day(one.added_at), archived_at=_day(one.archived_at), tags=tuple(sorted(one.tags)))
            for one in exports.clients(session, ids)
        ]
        return people, sorted(exports.payments(session, ids), key=repr)

    return store.read(read)


def _day(at: datetime | None) -> Any:
    return at and at.astimezone().date()


def _make(session: Session, people: list[dict[str, Any]]) -> list[int]:
    ids = []
    for one in people:
        fields = {key: one[key] for key in ("greeting", "email", "phone", "address", "notes", "language")}
        ids.append(id := clients.create(session, one["name"]))
        clients.update(session, id, **fields)
        for kind, value, label in one["more"] if one["phone"] else ():
            contacts.add(session, id, kind, value, label)
        for tag in one["tags"]:
            tags.add(session, [id], tag)
        for day, amount, what, job in one["payments"]:
            payments.save(session, PaymentForm(id, day, Decimal(amount), what, job=job))
        if one["archived"]:
            clients.archive(session, [id])
        session.get_one(Client, id).added_at = datetime(2024, 5, 6, 12, tzinfo=UTC)
    return ids


@EVERY
@given(st.lists(PERSON, min_size=1, max_size=4, unique_by=alone), LOCALE)
def test_clients_and_payments(store: Store, other: Store, tmp_path: Path, people: list[dict[str, Any]], locale: str) -> None:
    emptied(store, other)
    ids = store.write(lambda s: _make(s, people)).result
    carried(store, other, "clients", "clients", ids, tmp_path / "clients.csv", locale)
    if any(one["payments"] for one in people):
        carried(store, other, "payments", "payments", ids, tmp_path / "payments.csv", locale)
    assert listed(other) == listed(store)


@EVERY
@given(st.lists(FIRM, min_size=1, max_size=3, unique_by=alone), LOCALE)
def test_firms(store: Store, other: Store, tmp_path: Path, firms: list[dict[str, str]], locale: str) -> None:
    emptied(store, other)
    ids = [store.write(lambda s, one=one: referrals.save(s, ProviderForm(**one))).result for one in firms]
    carried(store, other, "providers", "referrals", ids, tmp_path / "firms.csv", locale)
    rows = [[replace(row, id=0) for row in each.read(referrals.rows)] for each in (other, store)]
    assert sorted(rows[0], key=repr) == sorted(rows[1], key=repr)
