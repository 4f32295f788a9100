"""One business, one client, one dispute: the facts the letter tests vary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from clientcare.letters.facts import Facts, Letterhead, Offer, Provider, Recipient

HEAD = Letterhead(
    "Rivera Home Repairs",
    "14 Mill Lane\nNorthampton MA 01060",
    "(413) 555-0142",
    "ana@riverarepairs.example",
    owner_name="Ana Rivera",
)
DANA = Recipient("Dana Okafor", "8 Elm Street\nAmherst MA 01002", "Dana", "dana@okafor.example")
OFFERS = (
    Offer("We lay the hall again in matt grey", "You choose the shade first.", "them", Decimal(90), date(2026, 12, 18)),
    Offer("You keep the tiles, sealed", "We seal the floor on a day that suits you.", "us", Decimal(160), date(2026, 12, 11)),
    Offer("Two mornings in January", "The same as A, with the tiles on us."),
    Offer("The floor as it was", "We lift the tiles.", "us", Decimal("820.50"), date(2027, 1, 8)),
)
PROVIDERS = (
    Provider(
        "Stone & Slate", "Tiles over heating", "(413) 555-0199", "hi@stone.example", "stone.example", "Jo Slate is my cousin"
    ),
    Provider("Berg Floors", "Natural stone", "(413) 555-0133"),
    Provider("Holm & Daughters", email="info@holm.example"),
)
KINDS = ("acknowledgement", "compromise", "goodwill", "courteous_no", "referral", "farewell")
PARTS = ("none", "some", "mostly")
_USUAL: dict[str, Any] = {
    "letterhead": HEAD,
    "recipient": DANA,
    "reference": "D-2026-014",
    "topic": "Hall tiles laid in the wrong shade",
    "written_on": date(2026, 11, 20),
    "told_on": date(2026, 11, 18),
    "channel": "phone",
    "their_words": "you lied to us about the gloss",
    "understood": "The photo in our brochure led you to expect matt grey.",
    "feeling": "disappointed",
    "part": "some",
    "our_part": "our quote named the tile only by its product code",
    "changed": "every quote now carries a photo of the finish",
    "agreed": "the quote names a gloss tile by its product code",
    "agreed_where": "quote",
    "asked": Decimal(640),
    "request": "to have the hall laid again at no charge",
    "reasons": "The tile laid is the one the quote names.\nThe shade matches the sample you kept",
    "can_do": "we seal the floor free of charge",
    "answer_by": date(2026, 11, 26),
    "offers": OFFERS[:3],
    "providers": PROVIDERS,
    "need": "tiles laid over underfloor heating",
    "give": "we lay the hall again in matt grey",
    "give_by": date(2026, 12, 8),
    "repaid": Decimal(160),
    "repaid_by": date(2026, 12, 4),
    "work_in_hand": "The bathroom will be finished by 4 December, as planned.",
    "last_day": date(2026, 12, 18),
    "notice": "four weeks",
}


def facts(**changes: Any) -> Facts:
    """The usual facts, complete for every kind, with these fields changed."""
    return Facts(**{**_USUAL, **changes})
