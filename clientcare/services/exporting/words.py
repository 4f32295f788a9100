"""What an export calls the kinds, states and answers that stand as keys in the file; free of Qt, so that it needs no window."""

from __future__ import annotations

from collections.abc import Mapping

from clientcare.letters import kinds
from clientcare.records import EventRow, LetterListRow
from clientcare.said import Said, mark

CONTACTS = {"email": mark("E-mail"), "phone": mark("Phone"), "address": mark("Address")}
STATUS = {"open": mark("Open"), "waiting": mark("Waiting"), "closed": mark("Closed")}
NEXT_STEP = {
    "listen": mark("Listen to them"),
    "weigh": mark("Weigh the stakes"),
    "decide": mark("Decide what to do"),
    "write": mark("Write the letter"),
    "follow": mark("Follow through"),
    "learn": mark("Learn from it"),
}
EVENTS = {
    "note": mark("Note"),
    "call": mark("Call"),
    "visit": mark("Visit"),
    "email": mark("E-mail"),
    "letter": mark("Letter"),
    "offer": mark("Offer"),
    "answer": mark("Answer"),
    "payment": mark("Payment"),
}
BY = {"us": mark("by us"), "them": mark("by the client")}
WENT_TO = {  # how a letter of ours went → in which words
    "saved": mark("as a PDF to {to}"),
    "printed": mark("on paper to {to}"),
    "emailed": mark("by e-mail to {to}"),
    "copied": mark("as a message to {to}"),
    "posted": mark("posted to {to}"),
    "handed": mark("handed to {to}"),
    "sent": mark("sent to {to}"),
}
WENT = {
    "": mark("Sent"),
    "saved": mark("Saved as a PDF"),
    "printed": mark("Printed"),
    "emailed": mark("Sent by e-mail"),
    "copied": mark("Sent as a message"),
    "posted": mark("Posted"),
    "handed": mark("Handed over"),
    "sent": mark("Sent by e-mail"),
}
STANDS = {
    "draft": mark("Draft"),
    "reread": mark("Read it once more"),
    "sending": mark("Goes out now"),
    "stopped": mark("Has not gone"),
    "maybe": mark("May have gone"),
}
WAYS = {
    "hold": mark("Hold firm"),
    "compromise": mark("A compromise"),
    "settle_part": mark("Settle fairly, then part"),
    "give": mark("Give all they ask"),
    "refer": mark("Refer them elsewhere"),
    "part": mark("Part ways"),
}
CONSENT = {"": mark("not asked"), "asked": mark("asked"), "yes": mark("yes"), "no": mark("no")}
TURNED_OUT = {
    "": mark("not known"),
    "well": mark("well"),
    "mixed": mark("so-so"),
    "badly": mark("badly"),
    "not_taken": mark("did not go"),
}
REPEAT = {
    "day": mark("every day"),
    "week": mark("every week"),
    "month": mark("every month"),
    "year": mark("every year"),
}
PRIVATE, SHAREABLE = mark("private"), mark("may be shared")


def called(words: Mapping[str, str], key: str) -> Said:
    """What a key is called; one that is not known stands as it is."""
    return Said(words[key]) if key in words else Said("{key}", {"key": key})


def kind_of(letter: str) -> Said:
    """What a kind of letter is called."""
    known = {kind.key: kind.title for kind in kinds.KINDS}
    return called(known, letter)


def how_it_stands(letter: LetterListRow) -> Said:
    """In few words, without the day."""
    if letter.standing == "sent":
        return Said(WENT.get(letter.how, WENT[""]))
    if letter.standing == "sleeping" and letter.held_until:
        return Said(mark("Sleeps until {moment}"), {"moment": letter.held_until})
    if letter.standing == "waiting":
        return Said(mark("Waits to be sent")) if letter.tries else Said(mark("Goes out shortly"))
    return Said(STANDS.get(letter.standing, STANDS["draft"]))


def whose(event: EventRow) -> Said:
    """By whom, or for a letter of ours how it went, and to whom."""
    if event.how and event.to:
        return Said(WENT_TO[event.how], {"to": event.to})
    return called(BY, event.by)
