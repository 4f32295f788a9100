"""Address cards as every program writes them; a broken one costs no other."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.errors import InvalidInput
from clientcare.incoming import cards
from clientcare.incoming.people import Contact, Person, person

FILES = Path(__file__).parent.parent / "fixtures" / "incoming"


def of(name: str) -> list[Person]:
    found = cards.read((FILES / name).read_bytes())
    assert found.broken == []
    return [person(card.values) for card in found.cards]


def one(*lines: str, version: str = "3.0") -> Person:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    (card,) = cards.read(text.encode()).cards
    return person(card.values)


def test_apple() -> None:
    nadia, nursery = of("apple.vcf")
    assert nadia.name == "Nadia Whitlock" and nadia.company == "Fernhill Nursery"
    assert nadia.emails == (Contact("nadia@whitlock.example", "Other"), Contact("office@fernhill.example", "work"))
    assert nadia.phones == (Contact("+1 503-555-0142", "mobile"),)  # not the fax
    assert nadia.addresses[0].value.splitlines() == ["18 Alder Court", "Unit 2", "Portland, OR 97214", "United States"]
    assert nadia.notes == "Prefers mornings, has two dogs."
    assert nursery.name == "Fernhill Nursery" and nursery.website == "https://fernhill.example"


def test_outlook_with_old_letters_and_quoted_printable() -> None:
    (joerg,) = of("outlook.vcf")
    assert joerg.name == "Jörg Mühlbauer"
    assert joerg.addresses == (Contact("Kirschenallee 7\nHinterhaus\n50667 Köln\nDeutschland", "work"),)
    assert [phone.label for phone in joerg.phones] == ["work", "mobile"]


def test_thunderbird() -> None:
    (ruth,) = of("thunderbird.vcf")
    assert (ruth.name, ruth.language, ruth.notes) == ("Ruth Adeyemi", "en", "Ring twice.")
    assert ruth.addresses[0].value == "4 Mill Lane\nHebden Bridge HX7 8AB\nUnited Kingdom"
    assert ruth.phones == (Contact("+44 7700 900118", "mobile"),)


def test_google() -> None:
    (lukasz,) = of("google.vcf")
    assert lukasz.name == "Łukasz Wójtowicz" and lukasz.tags == ("Dachy",)  # not myContacts, which everyone has


def test_a_broken_card_costs_no_other() -> None:
    found = cards.read((FILES / "some_broken.vcf").read_bytes())
    assert [card.values["name"] for card in found.cards] == ["Sam Lowe", "Ada Moreau", "Ina Holm"]
    assert [said.values["number"] for said in found.broken] == [2, 3]
    assert "rest of it" in found.broken[0].text and "no name" in found.broken[1].text


def test_what_is_broken_is_said_to_the_owner_not_to_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    cards.read((FILES / "some_broken.vcf").read_bytes())
    logging.getLogger("vobject.base").error("checked")
    said = capfd.readouterr()
    assert "Ada" not in said.err and "moreau" not in said.err and not said.out


def test_the_preferred_comes_first() -> None:
    ann = one("FN:Ann", "EMAIL;TYPE=home:a@home.example", "EMAIL;PREF=1:a@best.example", version="4.0")
    assert [email.value for email in ann.emails] == ["a@best.example", "a@home.example"]


def test_numbers_as_addresses_of_the_web() -> None:
    ann = one("FN:Ann", "TEL;VALUE=uri;TYPE=cell:tel:+1-503-555-0142", "EMAIL:mailto:ann@lee.example", version="4.0")
    assert ann.phones[0].value == "+1-503-555-0142" and ann.emails[0].value == "ann@lee.example"


def test_only_parts_of_a_name() -> None:
    assert one("N:Lee;Ann;Maria;;").name == "Ann Maria Lee"
    assert one("N:;;;;", "ORG:Clear Drains;Nord").name == "Clear Drains"
    assert one("EMAIL:ann.lee@example.com").name == "ann.lee"


def test_a_giant_card_costs_one_card() -> None:
    large = "BEGIN:VCARD\nFN:Big\nNOTE:" + "x" * 400_000 + "\nEND:VCARD\n"
    found = cards.read((large + "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n").encode())
    assert [card.values["name"] for card in found.cards] == ["Ann"] and "too large" in found.broken[0].text


def test_pictures_are_passed_over_however_large() -> None:
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["A" * 72] * 9000)
    ann = one("FN:Ann", picture, "TEL:555 0100 22")
    assert ann.name == "Ann" and ann.phones[0].value == "555 0100 22"


@pytest.mark.parametrize("content", [b"", b"Name,Email\nAnn,ann@lee.example\n", b"\0" * 40, b"END:VCARD\n"])
def test_a_file_without_cards_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        cards.read(content)


LINE = st.sampled_from(
    ["FN", "N", "TEL", "EMAIL;TYPE=home", "ADR", "ORG", "NOTE;ENCODING=QUOTED-PRINTABLE", "item1.URL", "X-A", "PHOTO", ""]
)


@given(st.lists(st.tuples(LINE, st.text(max_size=20)), max_size=8), st.sampled_from(["2.1", "3.0", "4.0", "x"]))
def test_whatever_stands_in_a_card_the_next_one_is_read(lines: list[tuple[str, str]], version: str) -> None:
    text = "\n".join(("BEGIN:VCARD", f"VERSION:{version}", *(f"{name}:{value}" for name, value in lines), "END:VCARD"))
    found = cards.read((text + "\nBEGIN:VCARD\nVERSION:3.0\nFN:Last\nEND:VCARD\n").encode("utf-8", "replace"))
    assert found.cards[-1].values["name"] == "Last"


def test_a_card_inside_a_card_is_no_client() -> None:
    inside = b"AGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Agent\nEND:VCARD\n"
    [card] = cards.read(b"BEGIN:VCARD\nVERSION:2.1\nFN:Boss\n" + inside + b"TEL:12345\nEND:VCARD\n").cards
    assert (card.values["name"], card.values["phone"]) == ("Boss", "12345")
