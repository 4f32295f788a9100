"""The names columns go by, in the languages of our owners, each with the field it holds; names told apart by their words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from clientcare import texts
from clientcare.paths import resource

_PASSED = frozenset((
    "customer", "customers", "client", "contact", "kunden", "kunde", "your", "their", "the", "of", "de", "du",
    "des", "primary", "preferred",
    "person", "haupt", "mailing", "postal", "value", "to", "1",
))  # fmt: skip
_NUMBER = re.compile(r"\b([2-9])\b")
_NUMBERED = re.compile(r"(e mail|email|phone|address|website|organi[sz]ation) ([1-9]) (.+)")
_CURRENCY_LAST = re.compile(r"(?<=\w)\W+(?:(?:in|en|em)\s+)?(?:[A-Z]{3}|euros?|EUROA|[$€£¥₹])\W*$")
LONGEST = 200  # letters of a name that is looked at
_PARTS = ("street", "city", "postcode", "region", "country", "website")


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """A name without case, accents and signs: "E-Mail-Adresse*" is "e mail adresse"."""
    return " ".join(re.sub(r"[\W_]+", " ", texts.fold(text)).split())


def words(name: str) -> dict[str, list[str]]:
    """A list of `resources/columns`: under each key its words or names, in order."""
    found: dict[str, list[str]] = {}
    for part in resource("columns", f"{name}.txt").read_text("utf-8").split("\n\n"):
        key, colon, listed = part.partition(":")
        if colon and not part.startswith("#"):
            found[key.strip()] = [fold(word) for word in listed.split(",")]
    return found


@cache
def _by_name(name: str) -> dict[str, tuple[str, int]]:
    """Each name of a list with its field and its place under it; the first field that has a name keeps it."""
    found: dict[str, tuple[str, int]] = {}
    for key, names in words(name).items():
        for place, one in enumerate(names):
            found.setdefault(one, (key, place))
    return found


@lru_cache(maxsize=4096)
def of_person(name: str) -> tuple[str, int, str] | None:
    """The field of a person a column of this name holds, which one of them (1, 2, …; 0: not said), and its use ("work")."""
    if len(name) > LONGEST:
        return None
    folded = fold(_words_apart(name)).removeprefix("default address ")
    if numbered := _NUMBERED.fullmatch(folded):
        return _numbered(*numbered.groups())
    fields, uses, parts = _by_name("people"), _by_name("uses"), folded.split()
    if not parts or {"fax", "telefax"} & set(parts):
        return None
    use = next((uses[word][0] for word in parts if word in uses), "")
    for text in (folded, fold(name), fold(_without_notes(name))):
        if text in fields:
            return fields[text][0], 0, use
    number = int(found[1]) if (found := _NUMBER.search(folded)) else 0
    for leave in (frozenset[str](), uses.keys(), _PASSED, uses.keys() | _PASSED):
        key = fields.get(" ".join(word for word in parts if word not in leave and word != str(number)), ("",))[0]
        if key in ("email", "phone", "address", *_PARTS):
            return key, 0 if key == "street" else number, use
        if key and not number and leave is _PASSED:
            return key, 0, ""
    return None


def _numbered(kind: str, number: str, part: str) -> tuple[str, int, str] | None:
    """The columns of address books that number what there may be several of: "Address 2 - Street"."""
    kind = {"e mail": "email", "organisation": "organization"}.get(kind, kind)
    if part in ("label", "type") and kind in ("email", "phone", "address"):
        return f"{kind}_label", int(number), ""
    if part == "value" and kind in ("email", "phone", "website", "address"):
        return kind, int(number), ""
    if kind == "organization":
        return ("company", 0, "") if part == "name" and number == "1" else None
    key = _by_name("people").get(part, ("",))[0]
    return (key, int(number), "") if kind == "address" and key in ("address", *_PARTS) else None


def _words_apart(name: str) -> str:
    """ "ContactName" as two words; "IBAN" and "E-Mail" as they are."""
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", name)


def _without_notes(name: str) -> str:
    """A name without what stands in brackets after it: "Betrag (€)", "Created (UTC)"."""
    return re.sub(r"[(\[][^)\]]*[)\]]\s*$", "", name) or name


@lru_cache(maxsize=4096)
def of_payment(name: str) -> tuple[str, int] | None:
    """The field of a payment a column of this name holds, and how well: 0 is best. "balance": what is on the account."""
    if len(name) > LONGEST:
        return None
    bare = _without_notes(name)
    for text in (name, _words_apart(name), bare, _CURRENCY_LAST.sub("", bare), re.sub(r"\s*\d$", "", bare)):
        if found := _by_name("payments").get(fold(text)):
            return found
    return None


@lru_cache(maxsize=4096)
def known(name: str) -> bool:
    """Whether a cell is a name that headers have."""
    return 0 < len(name) <= 60 and (of_person(name) is not None or of_payment(name) is not None)
