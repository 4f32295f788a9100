"""Money, dates and sentences as the owner would write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from clientcare.said import Amount, Said
from clientcare.settings import Settings
from clientcare.ui.wording import Wording, here


def words(currency: str = "USD", locale: str = "en_US") -> Wording:
    return Wording(Settings(currency=currency, locale=locale))


@pytest.mark.parametrize(
    ("currency", "locale", "value", "said"),
    [
        ("USD", "en_US", Decimal("480"), "$480"),
        ("USD", "en_US", Decimal("1250.5"), "$1,250.50"),
        ("EUR", "de_DE", Decimal("1250.5"), "1.250,50\u00a0€"),
        ("EUR", "de_DE", Decimal("1250"), "1.250\u00a0€"),
        ("JPY", "ja_JP", Decimal("48000"), "￥48,000"),
        ("KWD", "en_US", Decimal("12.345"), "KWD12.345"),
        ("GBP", "en_GB", Decimal("-29"), "-£29"),
        ("KWD", "ar_KW", Decimal("160"), "\u2066\u200f160\u00a0د.ك.\u200f\u2069"),  # turns nothing around it
    ],
)
def test_money_looks_as_it_does_at_home(currency: str, locale: str, value: Decimal, said: str) -> None:
    assert words(currency, locale).money(value) == said


def test_a_guess_is_not_shown_to_the_cent() -> None:
    assert words().money(178.42, rounded=True) == "$180"
    assert words().money(2070.99, rounded=True) == "$2,100"


def test_differences_carry_their_sign() -> None:
    assert [words().signed(v) for v in (178.4, -29.2, 0.3)] == ["+$178", "−$29", "$0"]


def test_days_are_short_and_say_how_far_away_they_are() -> None:
    w = words()
    assert w.day(date(2026, 11, 18)) == "18 Nov 2026"
    today = date(2026, 11, 20)
    assert w.due(date(2026, 11, 22), today) == "Due in 2 days"
    assert w.due(date(2026, 11, 21), today) == "Due tomorrow"
    assert w.due(today, today) == "Due today"
    assert w.due(date(2026, 11, 17), today) == "3 days overdue"


def test_a_sentence_is_filled_with_money_days_and_other_sentences() -> None:
    said = Said("{who} gets {sum} by {day}", {"who": Said("{name}", {"name": "Dana {x}"}), "sum": Amount(160.0),
                                              "day": date(2026, 12, 4)})  # fmt: skip
    assert words().say(said) == "Dana {x} gets $160 by 4 Dec 2026"


@pytest.mark.parametrize(
    ("system", "currency", "paper"),
    [
        ("en_US", "USD", "letter"),
        ("en_GB", "GBP", "a4"),
        ("de_DE", "EUR", "a4"),
        ("es_MX", "MXN", "letter"),
        ("C", "USD", "letter"),
    ],
)
def test_a_new_business_starts_with_the_money_and_paper_of_its_country(system: str, currency: str, paper: str) -> None:
    settings = here(QLocale(system))
    assert (settings.currency, settings.paper) == (currency, paper)


def test_times_are_shown_in_the_owners_zone() -> None:
    at = datetime(2026, 11, 18, 14, 2, tzinfo=UTC)
    assert words().moment(at).endswith(f"{at.astimezone():%H:%M}")
