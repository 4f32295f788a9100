"""The files that address books, card processors and banks give out are known for what they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clientcare.incoming import guessing, table
from clientcare.incoming.people import Contact, Person, person

FILES = Path(__file__).parent.parent / "fixtures" / "incoming"


def people(name: str) -> list[Person]:
    found = table.read(FILES / name)
    mapping = guessing.guess(found, "clients")
    return [person(mapping.values(row), mapping.labels) for row in found.rows]


def payments(name: str) -> tuple[guessing.Mapping, list[dict[str, Any]]]:
    """What is taken of each row, and of the others the word that leaves them out."""
    found = table.read(FILES / name)
    mapping = guessing.guess(found, "payments")
    taken = []
    for row in found.rows:
        values = mapping.values(row)
        day = guessing.parse_date(values["date"], mapping.date_order)
        known = {"on": day, "sum": mapping.came_in(values), "out": mapping.left_out(row)}
        taken.append({**values, **known, "arrived": guessing.settled(values.get("status", ""))})
    return mapping, taken


def test_google_contacts() -> None:
    nadia, nursery, lukasz = people("google_contacts.csv")
    assert nadia.name == "Nadia J. Whitlock" and nadia.tags == ("Garden", "VIP")
    assert nadia.website == "https://whitlock.example"
    assert nadia.notes.splitlines() == ["Prefers mornings.", "Has two dogs."]
    assert nadia.addresses == (Contact("18 Alder Court\nPortland, OR 97214\nUS", "Home"),)
    emails = [one.value for one in nadia.emails]
    assert emails == ["nadia@whitlock.example", "n.whitlock@post.example", "office@fernhill.example"]
    assert nadia.phones == (Contact("+1 503-555-0142", "Mobile"), Contact("(503) 555-0177", "Home"))
    assert nursery.name == nursery.company == "Fernhill Nursery" and nursery.tags == ()
    assert lukasz.name == "Łukasz Wójtowicz" and lukasz.emails == (Contact("lukasz@wojtowicz.example"),)


def test_google_contacts_as_they_were_before() -> None:
    (marek,) = people("google_contacts_old.csv")
    assert (marek.name, marek.company, marek.tags) == ("Marek Dvořák", "Dvořák a syn", ("Roofs",))
    assert marek.addresses == (Contact("Lipová 12\n602 00 Brno\nCZ", "Home"),)


def test_outlook() -> None:
    (oona,) = people("outlook.csv")
    assert oona.name == "Oona Lindqvist" and oona.tags == ("Wedding", "VIP") and oona.website == "www.studio.example"
    assert oona.addresses[0] == Contact("Björkvägen 4\n2 tr\n753 21 Uppsala\nSverige", "home")
    assert oona.addresses[1] == Contact("Hamngatan 9\n111 47 Stockholm\nSverige", "work")
    assert oona.phones == (Contact("08 555 0101", "home"), Contact("08 555 0102", "work"), Contact("070 555 0103", "mobile"))
    assert [one.value for one in oona.emails] == ["oona@lindqvist.example", "oona@studio.example"]


def test_stripe_payments() -> None:
    mapping, (nadia, tom, ida, mine) = payments("stripe_payments.csv")
    assert (mapping.layout, mapping.source, mapping.unsure) == ("Stripe payments", "processor", frozenset())
    assert (nadia["name"], nadia["email"], nadia["sum"]) == ("Nadia Whitlock", "nadia@whitlock.example", Decimal(250))
    assert (nadia["on"], nadia["reference"], nadia["what"]) == (date(2026, 3, 1), "ch_made1", "Portrait session")
    assert tom["sum"] == Decimal(900) and tom["arrived"] is True  # 300 of 1,200 went back
    assert ida["arrived"] is False and mine["out"] == "Test"


def test_stripe_balance() -> None:
    mapping, rows = payments("stripe_balance.csv")
    assert mapping.layout == "Stripe balance"
    assert [(row["sum"], row["out"]) for row in rows[:2]] == [(Decimal(250), ""), (Decimal(-300), "")]
    assert [row["out"] for row in rows[2:]] == ["payout", "stripe_fee"]


def test_paypal() -> None:
    mapping, (ida, withdrawal, refund, pending) = payments("paypal.csv")
    assert (mapping.layout, mapping.date_order, mapping.decimal) == ("PayPal", "mdy", ".")
    assert (ida["sum"], ida["fee"], ida["on"], ida["what"]) == (Decimal(1090), "-38.45", date(2026, 3, 14), "Family album")
    assert withdrawal["out"] == "General Withdrawal" and pending["arrived"] is False
    assert (refund["sum"], refund["email"]) == (Decimal(-90), "ida@berg.example")  # not the owner's own


def test_paypal_in_german() -> None:
    mapping, (joerg, withdrawal) = payments("paypal_de.csv")
    assert (mapping.date_order, mapping.decimal) == ("dmy", ",")
    assert (joerg["sum"], joerg["on"], joerg["email"]) == (Decimal("1234.50"), date(2026, 4, 3), "joerg@muehlbauer.example")
    assert withdrawal["out"]


def test_square() -> None:
    mapping, (sale, refund) = payments("square.csv")
    assert mapping.layout == "Square" and mapping.date_order == "mdy" and "date_order" in mapping.unsure  # 04/05: asked
    assert (sale["sum"], sale["name"], sale["reference"], sale["arrived"]) == (Decimal("75.10"), "Ruth Adeyemi", "PMADE1", True)
    assert refund["sum"] == Decimal(-25)


def test_quickbooks_by_client() -> None:
    mapping, rows = payments("quickbooks_grouped.csv")
    assert mapping.layout == "QuickBooks"
    assert [(row["name"], row["sum"], row["out"]) for row in rows] == [
        ("Ida Berg", Decimal(2400), ""), ("Ida Berg", Decimal(180), ""), ("Tom Okoro", Decimal("3100.50"), ""),
    ]  # fmt: skip


def test_quickbooks_counts_what_was_paid_once() -> None:
    _, rows = payments("quickbooks_list.csv")
    assert [row["out"] for row in rows] == ["Estimate", "Invoice", ""] and rows[2]["sum"] == Decimal(2400)


def test_sparkasse() -> None:
    mapping, (joerg, power, anke) = payments("sparkasse_camt.csv")
    assert (mapping.layout, mapping.source, mapping.decimal) == ("Sparkasse", "bank", ",")
    assert (joerg["name"], joerg["sum"], joerg["on"], joerg["what"]) == (
        "Jörg Mühlbauer", Decimal("1234.50"), date(2026, 3, 5), "RE 2026-014 Treppe geölt",
    )  # fmt: skip
    assert power["sum"] == Decimal("-89.90") and anke["arrived"] is False
    assert "reference" not in joerg  # what clients write there is not theirs alone


def test_ing_with_lines_before_its_table() -> None:
    mapping, (anke, _) = payments("ing.csv")
    assert (mapping.layout, anke["name"], anke["sum"], anke["currency"]) == ("ING", "Anke Voß", Decimal(300), "EUR")


def test_ing_of_the_netherlands_says_in_or_out_in_a_word() -> None:
    mapping, (bakery, paint) = payments("ing_nl.csv")
    assert mapping.layout == "ING" and (bakery["sum"], paint["sum"]) == (Decimal(2400), Decimal("-49.99"))
    assert bakery["on"] == date(2026, 3, 15)


def test_revolut() -> None:
    mapping, (ruth, shop, sam) = payments("revolut.csv")
    assert mapping.layout == "Revolut" and (ruth["name"], ruth["arrived"]) == ("Ruth Adeyemi", True)
    assert shop["out"] and sam["arrived"] is False


def test_n26() -> None:
    mapping, (chloe, _) = payments("n26.csv")
    assert (mapping.layout, chloe["name"], chloe["sum"], chloe["what"]) == ("N26", "Chloé Marchand", Decimal(450), "Facture 22")


def test_wise() -> None:
    mapping, (chloe, studio) = payments("wise.csv")
    assert (mapping.layout, chloe["name"], chloe["on"]) == ("Wise", "Chloé Marchand", date(2026, 4, 3))
    assert (studio["name"], studio["sum"]) == ("Atelier", Decimal(-250))


def test_a_bank_with_columns_for_in_and_out() -> None:
    mapping, (hugo, shop) = payments("debits_credits_fr.csv")
    assert mapping.layout == "" and mapping.decimal == ","
    assert (hugo["sum"], shop["sum"]) == (Decimal(1450), Decimal("-35.20"))


@pytest.mark.parametrize("name", sorted(file.name for file in FILES.glob("*.csv")))
def test_no_file_is_taken_for_what_it_is_not(name: str) -> None:
    """Read for the wrong purpose, it gives no sums without a date, and never stumbles."""
    found = table.read(FILES / name)
    for purpose in ("clients", "providers", "payments"):
        mapping = guessing.guess(found, purpose)
        assert all(0 <= index < len(found.header) for index in mapping.fields)
        for row in found.rows:
            mapping.values(row)
