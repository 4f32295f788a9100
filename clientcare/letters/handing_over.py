"""What a letter to another firm tells of a client: only what they allow, point by point, as its words take it in."""

from __future__ import annotations

from collections.abc import Mapping

from clientcare.letters.facts import Facts
from clientcare.letters.needs import may_know
from clientcare.letters.phrases import address_lines, one_line, shortened, unstopped
from clientcare.letters.words import words

_LONGEST_NAME = 60  # inside a sentence; the list has all of it
_TOLD = {  # the names of what was typed, by what the client allows
    "need": ("need", "need_short", "need_apart"),
    "agreed": ("agreed", "done_so_far", "done_so_far_whole", "done_so_far_short", "done_so_far_follows"),
}
_NAMES = (
    "client", "client_named", "client_after", "client_phone", "client_email", "passed_on", "ways", "reachable", "told_need",
)  # fmt: skip
NOTHING = dict.fromkeys(_NAMES, "")  # in a letter to the client


def values(facts: Facts, typed: Mapping[str, str], marks: Mapping[str, str]) -> dict[str, str]:
    """By the names the words use: `{client}`; `{client_named}` between commas and `{client_after}` behind one; `{passed_on}`:
    every point allowed, one a line; `{ways}`: how to reach them, for a message; `{reachable}`: "yes" when they can be
    reached at all; `{told_need}`: what they need. All "" for what is not allowed. `marks`: the words of the kind's points.
    """
    to = facts.handover
    typed = {**typed, **withheld(facts)}
    phone, email, address = (one_line(to.phone), one_line(to.email), _one(to.address)) if to else ("", "", "")
    name = shortened(one_line(to.name), _LONGEST_NAME) if to else ""
    return {
        "client": name,
        "client_named": f", {name}," if name else "",
        "client_after": f", {unstopped(name)}" if name else "",
        "client_phone": phone,
        "client_email": email,
        "passed_on": "\n".join(_points(facts, typed, marks)),
        "ways": marks.get("or", "").join(filter(None, (phone, email))),
        "reachable": "yes" if phone or email or address else "",
        "told_need": typed["need_short"],
        **withheld(facts),
    }


def speaks_to_client(text: str, language: str) -> bool:
    """Whether it was written to the client, "your hall": a firm that read it would think it was meant."""
    told = words(language, "handover", solo=True).common["to_them"]
    return any(word.strip(".,;:!?()“”‘’\"'").replace("’", "'").lower() in told for word in text.split())


def withheld(facts: Facts) -> dict[str, str]:
    """What was typed and the client does not let the firm know, emptied."""
    names = [name for what, told in _TOLD.items() if not may_know(facts, what) for name in told]
    return dict.fromkeys(names, "")


def _points(facts: Facts, typed: Mapping[str, str], marks: Mapping[str, str]) -> list[str]:
    to = facts.handover
    if to is None:
        return []
    said = {
        "name": one_line(to.name),
        "phone": one_line(to.phone),
        "email": one_line(to.email),
        "address": _one(to.address),
        "need": _stopped(typed["need"]),
        "agreed": _stopped(typed["agreed"]),
    }
    return [f"• {marks[key].format(text)}" for key, text in said.items() if text and key in marks]


def _one(address: str) -> str:
    return ", ".join(line.rstrip(",") for line in address_lines(address))


def _stopped(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".!?…" else text
