"""`letter`: from the facts to the PDF of one page, beside reportlab alone setting the same words in the same fonts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from clientcare.letters import compose
from clientcare.letters.facts import Facts, Letterhead, Offer, Recipient
from clientcare.letters.letter import Letter
from clientcare.letters.paper import pdf
from clientcare.letters.scripts import fonts
from tests.benchmarks import bare_letter
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed

GOALS = {"letter": Goal(ratio=1.5)}
TIMES = 20
PAGES = 1

LETTERHEAD = Letterhead(
    name="Whitfield Tiles & Floors",
    address="14 Mill Lane\nBrattleboro, VT 05301",
    phone="(802) 555-0142",
    email="hello@whitfieldtiles.example",
    website="whitfieldtiles.example",
    owner_name="Dana Whitfield",
)
OFFERS = (
    Offer("$160 back", "You keep the floor as it is, and we send you $160.", "us", Decimal(160), date(2026, 5, 20)),
    Offer("We lay it again, you buy the tiles", "You buy the matt tiles, and we lay them at no charge."),
)
FACTS = Facts(
    LETTERHEAD,
    Recipient("Marta Okafor", "8 Canal Street\nBrattleboro, VT 05301", "Marta"),
    reference="D-2026-014",
    topic="Hall tiles",
    written_on=date(2026, 5, 4),
    about="your hall floor",
    told_on=date(2026, 4, 30),
    channel="phone",
    understood="the photo in our brochure led you to expect matt grey, and the glossy finish is not what you had pictured",
    feeling="disappointed",
    part="some",
    our_part="Our quote named the tile only by its code.",
    changed="every quote now carries a photo of the finish",
    offers=OFFERS,
)


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """One page; the fonts are read from disk before, as they are in a program that runs."""
    fonts.register()
    yield line("letter", PAGES, taken_in_turn(timed(ours), timed(bare_letter.draw), runs, TIMES))


def ours() -> bytes:
    """The letter as the program makes it."""
    return pdf.render(composed(), LETTERHEAD)


def composed() -> Letter:
    return compose.compose(FACTS, "compromise")
