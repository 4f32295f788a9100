"""Many sets of facts for every kind, style, part and language, each letter written once and kept for all the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import letter_facts
import spanish_facts

from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose
from clientcare.letters.facts import Facts
from clientcare.letters.letter import Letter
from clientcare.letters.plain_text import plain_text
from clientcare.paths import resource

CHANNELS = ("phone", "email", "message", "visit", "letter", "review", "")
FEELINGS = ("frustrated", "let_down", "worried", "embarrassed", "disappointed", "angry", "")
_USUAL: dict[str, Callable[..., Facts]] = {"en": letter_facts.facts, "es": spanish_facts.hechos}
LANGUAGES = tuple(
    language
    for language in _USUAL
    if all(resource("letters", language, f"{kind}.toml").is_file() for kind in ("common", *letter_facts.KINDS))
)
_TYPED: dict[str, dict[int, dict[str, Any]]] = {  # the same facts as other people would type them
    "en": {
        1: {"reasons": "One reason!", "gladly": "We show you every tile.", "give": "two free mornings", "cause": "a mix-up"},
        2: {"changed": "-", "delay": "we wait for the maker", "open_point": "nothing", "agreed_where": "spoken", "plan": "-"},
        3: {"our_part": "forgot the finish", "harm": "No hall for guests", "price": Decimal(0), "can_do": "-\nseal it"},
        4: {"our_part": "We left that unclear…", "understood": "Why gloss?", "example": "-", "settled": "We did it again."},
    },
    "es": {},
}


@dataclass(frozen=True)
class Written:
    """A letter and what it was written from; `text` is the subject and all that follows."""

    kind: str
    facts: Facts
    letter: Letter

    @property
    def text(self) -> str:
        return f"{self.letter.subject}\n{plain_text(self.letter)}"

    @property
    def both(self) -> str:
        """The letter and its short message."""
        return f"{self.text}\n{self.letter.short}"


def usual(language: str, kind: str, **changes: Any) -> Facts:
    """The usual facts of a language, whole for this kind, with these changed."""
    due = {"still_owed": Decimal(900)} if kind == "payment_request" else {}
    return _USUAL[language](**{**due, **changes})


@cache
def many(language: str) -> tuple[Written, ...]:
    """Every kind, style and part with one to four offers (and none to three firms), and whatever else differs, in turn."""
    sets = product(letter_facts.KINDS, ("", *STYLES), letter_facts.PARTS, (1, 2, 3, 4))
    facts = [(kind, _facts(language, kind, style, part, n, i)) for i, (kind, style, part, n) in enumerate(sets)]
    return tuple(Written(kind, f, compose(f, kind)) for kind, f in facts)


def _facts(language: str, kind: str, style: str, part: str, n: int, i: int) -> Facts:
    start = usual(language, kind)
    firms = start.providers[: min(n, 3)] if kind == "referral" else ()
    return replace(
        start,
        style=style,
        part=part,
        channel=CHANNELS[i % len(CHANNELS)],
        feeling=FEELINGS[(i // 2) % len(FEELINGS)],
        told_on=(date(2026, 11, 18), date(2026, 11, 20), date(2026, 10, 1), None)[n - 1],
        about=start.about if n % 2 else "",
        letterhead=replace(start.letterhead, owner_name="", phone="") if i % 3 == 0 else start.letterhead,
        offers=_offers(language)[:n],
        providers=firms,
        repaid=Decimal(0) if n == 1 else Decimal("160"),
        still_owed=Decimal(900) if kind == "payment_request" else Decimal(n - 1),
        still_owed_by=date(2026, 12, 30),
        answer_by=start.answer_by if n < 3 or kind in ("acknowledgement", "holding") else None,
        **_as_typed(language, kind, n),
    )


def _as_typed(language: str, kind: str, n: int) -> dict[str, Any]:
    typed = _TYPED[language].get(n, {})
    return {name: text for name, text in typed.items() if (kind, name) != ("apology", "changed")}  # an apology asks for it


def _offers(language: str) -> tuple[Any, ...]:
    return {"en": letter_facts.OFFERS, "es": spanish_facts.OPCIONES}[language]
