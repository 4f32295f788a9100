"""What an offer is called until its owner names it: in the language of the letters it will stand in."""

from __future__ import annotations

from clientcare.letters.languages import letter_language

# By what is given; "no …": without a sum. "and" joins the last two of several.
TITLES = {
    "en": {
        "money": "{money} back",
        "off": "{money} off",
        "credit": "{money} credit towards later work",
        "rework": "the work done again",
        "extra": "something extra",
        "time": "more time",
        "to_pay": "more time to pay",
        "no money": "money back",
        "no off": "money off",
        "no credit": "credit towards later work",
        "and": "{some} and {last}",
    },
    "es": {
        "money": "devolución de {money}",
        "off": "rebaja de {money}",
        "credit": "{money} a cuenta de un trabajo futuro",
        "rework": "el trabajo hecho de nuevo",
        "extra": "algo más",
        "time": "más tiempo",
        "to_pay": "más tiempo para pagar",
        "no money": "devolución de dinero",
        "no off": "rebaja del precio",
        "no credit": "una suma a cuenta de un trabajo futuro",
        "and": "{some} y {last}",
    },
}


def name(kind: str, money: str, language: str) -> str:
    """One thing given: `money` is its sum as written, "" without one; "" for a kind that only the owner can name."""
    words = TITLES[letter_language(language)]
    said = words.get(kind if money else f"no {kind}") or words.get(kind, "")
    return said.format(money=money)


def title(names: list[str], language: str) -> str:
    """Several things given together, as the head of an option; "" for none."""
    if not names:
        return ""
    last = names[-1]
    if len(names) > 1:
        last = TITLES[letter_language(language)]["and"].format(some=", ".join(names[:-1]), last=last)
    return last[0].upper() + last[1:]
