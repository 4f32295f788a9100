"""What an export calls the kinds and states that stand as keys in the file; free of Qt, so that it needs no window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clientcare import called
from clientcare.letters import kinds
from clientcare.records import EventRow, LetterListRow
from clientcare.said import Said, mark

CONTACTS = {"email": mark("E-mail"), "phone": mark("Phone"), "address": mark("Address")}
PRIVATE, SHAREABLE = mark("private"), mark("may be shared")


def named(words: Mapping[str, str] | Iterable[tuple[str, str]], key: str) -> Said:
    """What a key is called; one that is not known stands as it is."""
    known = dict(words)
    return Said(known[key]) if key in known else Said("{key}", {"key": key})


def kind_of(letter: str) -> Said:
    """What a kind of letter is called."""
    return named(((kind.key, kind.title) for kind in kinds.KINDS), letter)


def how_it_stands(letter: LetterListRow) -> Said:
    """In few words, without the day."""
    if letter.standing == "sent":
        return Said(called.WENT.get(letter.how, called.WENT[""]))
    if letter.standing == "sleeping" and letter.held_until:
        return Said(mark("Sleeps until {moment}"), {"moment": letter.held_until})
    if letter.standing == "waiting":
        return Said(mark("Waits to be sent")) if letter.tries else Said(mark("Goes out shortly"))
    return Said(called.STANDS.get(letter.standing, called.STANDS["draft"]))


def whose(event: EventRow) -> Said:
    """By whom, or for a letter of ours how it went, and to whom."""
    if event.how and event.to:
        return Said(called.WENT_TO[event.how], {"to": event.to})
    return named(called.BY, event.by)
