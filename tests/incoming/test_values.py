"""Dates and sums are read as they are written anywhere, and what is in doubt is not read at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from clientcare.incoming.guessing import parse_amount, parse_date, settled
from clientcare.incoming.values import decimal_sign, is_data

MARCH_4 = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-03-04", "ymd"), ("2026-03-04", "dmy"), ("2026/03/04", "mdy"), ("20260304", "ymd"), ("2026.03.04.", "ymd"),
        ("2026-03-04T10:11:12Z", "ymd"), ("2026-03-04 10:11:12.000", "ymd"), ("04.03.2026", "dmy"), ("4.3.26", "dmy"),
        ("04. 03. 2026", "dmy"), ("04/03/2026 10:11", "dmy"), ("3/4/2026", "mdy"), ("03/04/26", "mdy"), ("03-04-2026", "mdy"),
        ("3/4/2026, 2:30:00 PM", "mdy"), ("Mar 4, 2026", "mdy"), ("March 4th, 2026", "dmy"), ("4 Mar 2026", "mdy"),
        ("04-Mar-26", "dmy"),
        ("4. März 2026", "dmy"), ("4 mars 2026", "dmy"), ("4 de marzo de 2026", "dmy"), ("mercredi 4 mars 2026", "dmy"),
        ("Wed, 4 Mar 2026 10:00:00 +0000", "dmy"), ("04 marca 2026", "dmy"), ("Mar 4, 2026 10:11:12 AM PST", "mdy"),
    ],
)  # fmt: skip
def test_a_date_as_people_and_programs_write_it(text: str, order: str) -> None:
    assert parse_date(text, order) == MARCH_4


@pytest.mark.parametrize(
    "text", ["", "13/13/2026", "31.02.2026", "March", "2026", "12345", "1,234.50", "+49 170 1234567", "n/a", "04.03.", "4/2026"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert all(parse_date(text, order) is None for order in ("dmy", "mdy", "ymd"))


def test_the_wrong_order_does_not_read_what_it_cannot() -> None:
    assert parse_date("25/12/2026", "mdy") is None
    assert parse_date("25/12/2026", "dmy") == date(2026, 12, 25)


WAYS = (("dmy", "%d.%m.%Y"), ("mdy", "%m/%d/%Y"), ("ymd", "%Y-%m-%d"))


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from(WAYS))
def test_any_day_is_read_in_its_own_order(day: date, way: tuple[str, str]) -> None:
    assert parse_date(day.strftime(way[1]), way[0]) == day


@pytest.mark.parametrize(
    ("text", "decimal", "sum"),
    [
        ("1,234.50", ".", "1234.50"), ("1.234,50", ",", "1234.50"), ("$1,234.50", ".", "1234.50"),
        ("1 234,50 €", ",", "1234.50"),
        ("1\u202f234,50\xa0€", ",", "1234.50"), ("CHF 1'234.50", ".", "1234.50"), ("EUR 12", ",", "12"),
        ("(12.00)", ".", "-12.00"),
        ("($12.00)", ".", "-12.00"), ("-$12.00", ".", "-12.00"), ("$-12.00", ".", "-12.00"), ("12,00-", ",", "-12.00"),
        ("−12,00", ",", "-12.00"), ("12.00 CR", ".", "12.00"), ("12.00 DR", ".", "-12.00"), ("1,00,000.00", ".", "100000.00"),
        ("+5.5", ".", "5.5"), ("0", ".", "0"), (".50", ".", "0.50"), ("12,-", ",", "12"), ("kr 1.234,50", ",", "1234.50"),
        ("1.234.567", ",", "1234567"), ("٣٤٫٥٠", ".", "34.50"), ("-70.000000000", ".", "-70"), ("R$ 10,00", ",", "10.00"),
    ],
)  # fmt: skip
def test_a_sum_in_any_dress(text: str, decimal: str, sum: str) -> None:
    assert parse_amount(text, decimal) == Decimal(sum)


@pytest.mark.parametrize(
    ("text", "decimal"),
    [("", "."), ("12,50", "."), ("12.50", ","), ("1,2,3", "."), ("abc", "."), ("INV1002", "."), ("12 pieces", "."),
     ("1.2.3", "."),
     ("2026-03-04", "."), ("--5", "."), ("5%", "."), ("10:30", "."), ("1,2345.00", "."), ("ann@example.com", ".")],
)  # fmt: skip
def test_what_is_no_sum_or_in_doubt_is_none(text: str, decimal: str) -> None:
    assert parse_amount(text, decimal) is None


LANDS = (
    ("en_US", "USD"), ("de_DE", "EUR"), ("fr_FR", "EUR"), ("en_IN", "INR"), ("es_ES", "EUR"), ("pl_PL", "PLN"),
    ("de_CH", "CHF"),
)  # fmt: skip


@given(
    st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2),
    st.sampled_from(LANDS),
)
def test_sums_as_each_land_writes_them(sum: Decimal, land: tuple[str, str]) -> None:
    locale, currency = land
    decimal = "," if "," in format_decimal(Decimal("0.5"), locale=locale) else "."
    assert parse_amount(format_decimal(sum, "#,##0.00", locale=locale), decimal) == sum
    assert parse_amount(format_currency(sum, currency, locale=locale), decimal) == sum


@given(st.text(max_size=30))
def test_no_text_makes_them_stumble(text: str) -> None:
    for sign in ".,":
        parse_amount(text, sign)
    for order in ("dmy", "mdy", "ymd"):
        parse_date(text, order)
    decimal_sign(text)
    is_data(text)


def test_the_sign_of_cents_shows_or_does_not() -> None:
    shows = {"1,234.50": ".", "1.234,50": ",", "12,5": ",", "0,125": ",", "1.234.567": ",", "1234,567": ","}
    shows |= {"12": "", "1,234": "?", "1.234": "?"}
    assert {text: decimal_sign(text) for text in shows} == shows


def test_whether_a_payment_arrived() -> None:
    arrived = ("Paid", "COMPLETED", "Succeeded", "Umsatz gebucht", "Abgeschlossen", "Partially refunded", "Completado")
    assert all(settled(word) is True for word in arrived)
    not_yet = ("Pending", "failed", "Ausstehend", "requires_payment_method", "REVERTED", "Annulé")
    assert all(settled(word) is False for word in not_yet)
    assert settled("Purple") is None and settled("") is None
