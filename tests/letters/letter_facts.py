"""One business, one client, one dispute: the facts the letter tests vary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from clientcare.letters import kinds
from clientcare.letters.facts import PASSED_ON, Facts, Handover, Letterhead, Offer, Provider, Recipient

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
PRIYA = Handover(  # whom a letter to another firm is about
    date(2026, 11, 17), PASSED_ON, "Priya Sharma", "(413) 555-0171", "priya@sharma.example", "2 Oak Road\nAmherst MA 01002"
)
KINDS = tuple(kind.key for kind in kinds.KINDS)
TO_CLIENT, TO_FIRM = kinds.to("client"), kinds.to("provider")
OFFERING = tuple(kind.key for kind in kinds.KINDS if kind.offers)
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
    "standing": "the tile maker has confirmed the shade and sends the first boxes next week",
    "delay": "the matt tile is made to order",
    "harm": "you had guests coming and no hall to bring them through",
    "cause": "our order form has no line for the finish, so nobody asked you",
    "explained": "the number on the quote stands for one tile in one finish, and that finish is gloss",
    "example": "GT-204 is the gloss tile on the sample board, and GT-205 beside it is the same tile in matt",
    "instead": "an electric heating mat, laid with your tiles in two days",
    "price": Decimal(210),
    "instead_from": date(2026, 12, 7),
    "still_owed_by": date(2026, 12, 11),
    "owed_for": "the bathroom we finished on 3 November",
    "how_to_pay": "by transfer to the account on the invoice",
    "plan": "in two halves, one by that day and one in January",
    "open_point": "the hall, which we look at together on Friday",
    "gladly": "answer every question about the hall and the bathroom\nshow you each tile before it is laid",
    "reach_us": "on weekdays from eight to five, on our usual number",
    "rhythm": "one e-mail with all your questions, answered every Friday",
    "otherwise": "what comes in between waits until the Friday",
    "settled": "the hall laid again in matt grey",
    "done_on": date(2026, 11, 16),
    "earlier_on": date(2026, 11, 6),
    "open_until": date(2026, 12, 4),
    "routes": "-",
    "handover": PRIYA,
    "tie": "Jo Slate is my cousin",
    "referred_on": date(2026, 6, 12),
    "done_so_far": "the old tiles are lifted, and the floor is level",
    "outcome": "the floor is laid, and it is warm",
}


def facts(**changes: Any) -> Facts:
    """The usual facts, complete for every kind, with these fields changed."""
    return Facts(**{**_USUAL, **changes})


def facts_for(kind: str, **changes: Any) -> Facts:
    """The same, with a sum still due where the letter asks for one."""
    due = {"still_owed": Decimal(900)} if kind == "payment_request" else {}
    return facts(**{**due, **changes})
