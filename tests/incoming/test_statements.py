"""Statements of banks in many lands, most of which say who paid only in the text: the day, the sum and the name are found."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientcare.incoming import guessing, table
from clientcare.incoming.payer import named_in

DAY, SUM = date(2026, 11, 13), Decimal(1200)
_PARTS = re.split(r"=== (.+) === (.+)\n", Path(__file__).with_name("statements.txt").read_text("utf-8"))[1:]
STATEMENTS = {name: (text, who) for name, who, text in zip(*[iter(_PARTS)] * 3, strict=True)}


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_came_in_and_from_whom(name: str) -> None:
    text, who = STATEMENTS[name]
    found = table.read(text.encode())
    mapping = guessing.guess(found, "payments")
    first, second, *_ = (mapping.values(row) for row in found.rows)
    assert guessing.parse_date(first["date"], mapping.date_order) == DAY
    assert mapping.came_in(first) == SUM
    assert (mapping.came_in(second) or 0) < 0, "what went out is no income"
    assert first.get("name") or named_in(first["what"]) == who


@pytest.mark.parametrize("text", ["12345", "", "...", "3M Company", "Jean-Luc Öz"])
def test_a_text_that_names_nobody_stays(text: str) -> None:
    assert named_in(text) == text


def test_a_long_text_takes_no_time() -> None:
    assert len(named_in("from " * 100_000)) <= 400


@pytest.mark.parametrize("date_name", ["Date", "charge_date"])
def test_columns_of_another_program_are_not_taken_for_those_of_stripe(date_name: str) -> None:
    names = f"id,{date_name},amount,description,currency,status,amount_refunded"
    text = f"{names}\nPM1,2026-11-13,1200.00,Stairs,GBP,paid_out,0.00\n"
    mapping = guessing.guess(table.read(text.encode()), "payments")
    assert mapping.layout == "" and "date" in mapping.fields.values()


def test_what_is_on_the_account_is_never_a_payment() -> None:
    text = "Fecha;Detalle;Saldo\n13/11/2026;Ana Ruiz;2.200,00\n12/11/2026;Bo Lund;1.000,00\n"
    assert "amount" not in guessing.guess(table.read(text.encode()), "payments").fields.values()


def test_a_text_said_by_a_formula_is_that_text() -> None:
    found = table.read(b'Name,Phone,Notes\n"Ann ""Mimi"" Lee","=""0049170""","\'=""x"""\n')
    assert list(found.rows) == [('Ann "Mimi" Lee', "0049170", '="x"')]


def test_a_list_of_one_column_loses_nobody() -> None:
    assert [row[0] for row in table.read(b"Mary Jones\nBob Low\n").rows] == ["Mary Jones", "Bob Low"]


@pytest.mark.parametrize(("encoding", "text"), [
    ("mac_roman", "Client;Montant\nÉlodie Faÿ;1 200,00 €\nZoé Nuñez;45,20 €\n"),
    ("cp1254", "Ad;Soyad;Şehir\nAyşe;Yılmaz;İstanbul\n"),
    ("cp1250", "Jméno;Město\nJiří Nový;Plzeň\nŠárka Ťoupalová;Přerov\n"),
])  # fmt: skip
def test_letters_of_other_computers_are_read(encoding: str, text: str) -> None:
    found = table.read(text.encode(encoding))
    assert [";".join(row) for row in (found.header, *found.rows)] == text.splitlines()
