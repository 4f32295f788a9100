"""The tour's folder of letters: one of each kind in each language, the long ones and the rare names, and the leaflets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare.letters.languages import LANGUAGES

if TYPE_CHECKING:
    from clientcare.letters.facts import Facts

NAMES = {  # as they would stand on an envelope
    "arabic": "محمد عبد الله 12\nCedar House 7",
    "hebrew": "שרה כהן\n12 Harbour Road",
    "japanese": "山田 太郎\n東京都千代田区丸の内1-9-1",
    "devanagari": "प्रिया शर्मा\n48 Lake View Road",
}


def write_letters(folder: Path) -> None:
    """Leave a PDF and the short message of every kind, and the other papers. OSError if the folder cannot be written."""
    for name, pdf, text in _papers(date.today()):
        (folder / f"{name}.pdf").write_bytes(pdf)
        (folder / f"{name}.txt").write_text(text, "utf-8")


Paper = tuple[str, bytes, str]


def _papers(today: date) -> Iterator[Paper]:
    for language in LANGUAGES:
        yield from _kinds(language, today)
        yield from _leaflets(language, today)
    yield from _rare(today)


def _kinds(language: str, today: date) -> Iterator[Paper]:
    from clientcare.letters import kinds
    from clientcare.letters.examples import example

    for number, kind in enumerate(kinds.KINDS, 1):
        yield _letter(f"{language}-{number:02}-{kind.key}", example(kind.key, language, today), kind.key)


def _letter(name: str, facts: Facts, kind: str) -> Paper:
    from clientcare.letters.compose import compose, short_message
    from clientcare.letters.paper import pdf

    letter = compose(facts, kind)
    return name, pdf.render(letter, facts.letterhead), short_message(letter) + "\n"


def _leaflets(language: str, today: date) -> Iterator[Paper]:
    from clientcare.letters.examples import example, sheet
    from clientcare.letters.how_we_work import how_we_work
    from clientcare.letters.paper import pdf
    from clientcare.letters.review_reply import review_reply
    from clientcare.letters.talking_points import talking_points

    facts = replace(example("compromise", language, today), style="steady")
    leaflets = {
        "talking-points": talking_points(facts, "compromise", "direct"),
        "how-we-work": how_we_work(facts.letterhead, sheet(language), language),
    }
    for name, leaflet in leaflets.items():
        text = leaflet.plain_text() if name != "talking-points" else f"{leaflet.plain_text()}\n{review_reply(facts)}\n"
        yield f"{language}-{name}", pdf.render_leaflet(leaflet, facts.letterhead), text


def _rare(today: date) -> Iterator[Paper]:
    """The longest sensible letter, a window envelope, and names in other scripts."""
    from clientcare.letters.examples import example

    facts = example("compromise", "en", today)
    yield _letter("en-longest", _longest(facts), "compromise")
    window = replace(facts.letterhead, window="us10")
    yield _letter("en-window", replace(facts, letterhead=window), "compromise")
    for script, envelope in NAMES.items():
        name, _, address = envelope.partition("\n")
        to = replace(facts.recipient, name=name, address=address, greeting=name)
        yield _letter(f"en-name-{script}", replace(facts, recipient=to), "compromise")


def _longest(facts: Facts) -> Facts:
    """Four options with all that can be said of each: three pages."""
    day = facts.written_on + timedelta(days=30)
    more = f"{facts.offers[0].details} We cover the furniture, carry it out and in again, and sweep the stairs each evening."
    fourth = replace(facts.offers[0], title="Another firm lays it, and we pay them", owed=Decimal(45), owed_by=day)
    offers = tuple(replace(offer, details="\n".join((offer.details, *[more] * 5))) for offer in (*facts.offers, fourth))
    said = " ".join([facts.understood + ".", *["The samples you held against the wall were matte, and so was the photo."] * 6])
    return replace(facts, offers=offers, understood=said, enclosures=("two samples", "photos of the hall"))
