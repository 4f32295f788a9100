"""Lists as files: safe to open in a spreadsheet, whole or not at all, and taken in again they are as they were."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from clientcare.errors import WorldError
from clientcare.incoming import guessing, table
from clientcare.incoming.people import Contact, Person, person
from clientcare.records import PaymentForm
from clientcare.services import clients, contacts, exports, payments, settings, tags
from clientcare.services.exporting import spreadsheet
from clientcare.services.store import Store
from clientcare.settings import Settings
from clientcare.ui.exporting import sheets
from clientcare.ui.wording import Wording

FORMULAS = ("=1+1", "+49 170 1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''@x", "＝1", "=HYPERLINK(\"http://x\";\"y\")")


def written(path: Path, name: str, rows: Any, locale: str = "en_US") -> table.Table:
    headings = sheets.SHEETS[name].headings(rows, Wording(Settings(locale=locale)))
    cells = [[cell(row) for _, cell in headings] for row in rows]
    spreadsheet.write(path, [title for title, _ in headings], cells, locale)
    return table.read(path)


def taken_in(found: table.Table, purpose: str) -> list[Person]:
    mapping = guessing.guess(found, purpose)
    return [person(mapping.values(row), mapping.labels) for row in found.rows]


@pytest.fixture
def full(store: Store) -> list[int]:
    def write(session: Session) -> list[int]:
        ana, bo = clients.create(session, "=Ana Ruiz"), clients.create(session, "Bo")
        clients.update(
            session, ana, email="ana@ruiz.example", phone="+49 170 555 010", address="Weg 1\n50667 Köln", greeting="Frau Ruiz",
            notes="-20 % promised;\n\"always\" late, 'so'", language="es",
        )  # fmt: skip
        further = (("phone", "0221 555 012", "work"), ("email", "a@studio.example", ""), ("address", "Am Tor 2\nBonn", "home"))
        for kind, value, label in further:
            contacts.add(session, ana, kind, value, label)
        for tag in ("VIP", "Garden / big"):
            tags.add(session, [ana], tag)
        payments.save(session, PaymentForm(ana, date(2026, 3, 4), Decimal("1234.5"), "Stairs; oiled", job="Stairs"))
        payments.save(session, PaymentForm(ana, date(2026, 3, 9), Decimal("-34.5"), "went back"))
        return [bo, ana]

    return store.write(write).result


def test_clients_come_back_as_they_were(store: Store, full: list[int], tmp_path: Path) -> None:
    rows = store.read(lambda s: exports.clients(s, full))
    for locale in ("en_US", "de_DE"):
        bo, ana = taken_in(written(tmp_path / "clients.csv", "clients", rows, locale), "clients")
        assert bo.name == "Bo" and bo.tags == () and bo.phones == ()
        assert (ana.name, ana.greeting, ana.language) == ("=Ana Ruiz", "Frau Ruiz", "es")
        assert ana.notes == "-20 % promised;\n\"always\" late, 'so'" and set(ana.tags) == {"VIP", "Garden / big"}
        assert ana.phones == (Contact("+49 170 555 010"), Contact("0221 555 012", "work"))
        assert ana.emails == (Contact("ana@ruiz.example"), Contact("a@studio.example"))
        assert ana.addresses == (Contact("Weg 1\n50667 Köln"), Contact("Am Tor 2\nBonn", "home"))


def test_the_list_keeps_its_order_and_leaves_out_who_has_gone(store: Store, full: list[int]) -> None:
    assert [row.id for row in store.read(lambda s: exports.clients(s, [full[1], 999, full[0]]))] == [full[1], full[0]]


def test_payments_come_back_as_they_were(store: Store, full: list[int], tmp_path: Path) -> None:
    rows = store.read(lambda s: exports.payments(s, full))
    for locale in ("en_US", "de_DE"):
        found = written(tmp_path / "payments.csv", "payments", rows, locale)
        mapping = guessing.guess(found, "payments")
        back, paid = [mapping.values(row) for row in found.rows]  # the newest first
        assert mapping.unsure == frozenset()
        assert [mapping.came_in(one) for one in (back, paid)] == [Decimal("-34.5"), Decimal("1234.5")]
        said = tuple(paid[key] for key in ("name", "email", "what", "job"))
        assert said == ("=Ana Ruiz", "ana@ruiz.example", "Stairs; oiled", "Stairs")
        assert guessing.parse_date(paid["date"], mapping.date_order) == date(2026, 3, 4)
        assert paid["currency"] == store.read(settings.load).currency


def test_every_name_of_a_column_that_is_taken_in_again_is_known() -> None:
    words = Wording(Settings())
    known = {"clients": 8, "payments": 8}
    for kind, least in known.items():
        titles = [title for title, _ in sheets.SHEETS[kind].headings([], words)]
        content = ",".join(titles) + "\n"
        mapping = guessing.guess(table.read(content.encode()), kind)
        assert len(mapping.fields) >= least, (kind, mapping.fields, titles)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_can_become_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    spreadsheet.write(path, ["Name", "Notes"], [("Ann", text)], "en_US")
    (_, row) = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert row[1][0] == "'"
    assert list(table.read(path).rows) == [("Ann", text)]


def test_sums_stay_sums(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    spreadsheet.write(path, ["Sum", "Day"], [(Decimal("-1234.5"), date(2026, 3, 4)), (Decimal("0.125"), None)], "de_DE")
    assert path.read_bytes() == '\ufeff"Sum";"Day"\r\n"-1234,50";"2026-03-04"\r\n"0,125";""\r\n'.encode()


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("what stood there")

    def fails() -> Any:
        yield ("Ann",)
        raise OSError(28, "No space left on device")

    with pytest.raises(WorldError) as error:
        spreadsheet.write(path, ["Name"], fails(), "en_US")
    assert "no room left" in str(error.value.said)
    assert path.read_text() == "what stood there" and [file.name for file in tmp_path.iterdir()] == ["list.csv"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorldError):
        spreadsheet.write(tmp_path / "gone" / "list.csv", ["Name"], [], "en_US")


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=15)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6), st.sampled_from(["en_US", "de_DE"]))
@cases(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(tmp_path: Path, rows: list[tuple[str, str]], locale: str) -> None:
    path = tmp_path / "list.csv"
    spreadsheet.write(path, ["Name", "Notes"], rows, locale)
    assert list(table.read(path).rows) == [row for row in rows if any(map(str.strip, row))]


TAG = st.text(st.characters(categories=["L", "Nd", "P"], include_characters=" "), min_size=1, max_size=12)


@given(st.lists(TAG, max_size=4, unique=True))
def test_any_tags_come_back(words: list[str]) -> None:
    plain = list({word.casefold(): " ".join(word.split()) for word in words if word.strip() and ":::" not in word}.values())
    plain = [word for word in plain if not word.startswith("* ") and not word.startswith(":") and not word.endswith(":")]
    plain = [word for word in plain if not (len(word) > 2 and word[0] == word[-1] == '"')]
    assert {tag.casefold() for tag in person({"tags": sheets.tags(plain)}).tags} == {word.casefold() for word in plain}
