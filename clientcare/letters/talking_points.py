"""The talking points for the call about a letter: lines for the owner to glance at, built from the same facts."""

from __future__ import annotations

from clientcare.letters.communication import STYLES
from clientcare.letters.facts import OFFER_LETTERS, Facts, Offer, Provider
from clientcare.letters.kinds import kind as kind_of
from clientcare.letters.leaflet import Leaflet, Section
from clientcare.letters.needs import firms
from clientcare.letters.particulars import Particulars
from clientcare.letters.phrases import lines, one_line, shortened, unstopped
from clientcare.letters.words import Words, words

_LONGEST = 220  # of a line: more is not taken in at a glance
_IN_ORDER = ("before", "open", "part", "answer", "ask", "heated", "close")
_POINT_FIRST = ("before", "open", "answer", "part", "ask", "heated", "close")
_NOT_OF_OUR_PART = frozenset(("acknowledgement", "holding", "payment_request", "farewell", "reminder", "thank_you"))


def talking_points(facts: Facts, kind: str, own_style: str = "") -> Leaflet:
    """The page for the call about a letter of this kind, for the owner's eyes only; facts still missing leave their line out.

    `own_style`: how the owner talks, a key of `communication.STYLES` or "".
    """
    own_words = words(facts.language, "talking_points", solo=True)
    particulars = Particulars(facts, kind, own_words)
    values = {
        **particulars.values(),
        "kind": kind,
        "own_style": own_style if own_style in STYLES else "",
        "their_words": shortened(one_line(facts.their_words), _LONGEST),
        "offer_lines": _offers(facts, kind, own_words, particulars),
        "firm_lines": "\n".join(_firm(firm, own_words) for firm in firms(facts) if one_line(firm.name)),
    }
    sections = (_section(key, own_words, values) for key in _order(facts.style, kind))
    return Leaflet(
        title=own_words.subject(values),
        opening=own_words.passage("opening", values),
        sections=tuple(section for section in sections if section.lines),
        language=facts.language,
        locale=particulars.locale,
        private=True,
    )


def _order(style: str, kind: str) -> tuple[str, ...]:
    """Somebody direct hears the answer before our part in it, unless our part is the answer."""
    order = _POINT_FIRST if style == "direct" and kind != "apology" else _IN_ORDER
    return tuple(key for key in order if key != "part") if kind in _NOT_OF_OUR_PART else order


def _section(key: str, own_words: Words, values: dict[str, str]) -> Section:
    spoken = own_words.marks["spoken"]
    to_say = (spoken.format(shortened(line, _LONGEST)) for line in own_words.points(f"{key}_say", values))
    before, then = own_words.points(key, values), own_words.points(f"{key}_then", values)
    return Section(own_words.heading(key, values), (*before, *to_say, *then))


def _offers(facts: Facts, kind: str, own_words: Words, particulars: Particulars) -> str:
    if not kind_of(kind).offers:
        return ""
    several = len(facts.offers) > 1
    said = []
    for letter, offer in zip(OFFER_LETTERS, facts.offers, strict=False):
        template = own_words.marks["offer_lettered" if several else "offer"]
        title = unstopped(offer.title)
        if title:
            said.append(template.format(letter=letter, title=title, owed=_owed(offer, particulars)).strip())
    return "\n".join(said)


def _owed(offer: Offer, particulars: Particulars) -> str:
    """What is then owed; "" while the owner has not said it all."""
    known = offer.owed_from == "nobody" or (offer.owed_from in ("them", "us") and offer.owed > 0 and offer.owed_by)
    return particulars.owed(offer) if known else ""


def _firm(firm: Provider, own_words: Words) -> str:
    name, does, tie = (unstopped(" ".join(lines(text))) for text in (firm.name, firm.does, firm.tie))
    named = own_words.marks["firm" if does else "firm_name"].format(name=name, does=does)
    return f"{named} {own_words.marks['tie'].format(tie=tie)}" if tie else named
