"""How people talk: four styles, four plain questions that find them out, and what a letter changes for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from clientcare.said import Said, mark

STYLES = ("direct", "enthusiastic", "steady", "precise")
NOT_ANSWERED = "-"

TITLES = {
    "direct": mark("direct"),
    "enthusiastic": mark("warm and lively"),
    "steady": mark("steady"),
    "precise": mark("precise"),
}


@dataclass(frozen=True)
class StyleQuestion:
    """A plain question with one answer for each of `STYLES`, in that order; about the client, or `of_me` about the owner."""

    ask: str
    of_me: str
    answers: tuple[str, str, str, str]


QUESTIONS: tuple[StyleQuestion, ...] = (
    StyleQuestion(
        mark("How do they begin a call?"),
        mark("How do you begin a call?"),
        (mark("With the point"), mark("With a story"), mark("With how you are"), mark("With the facts, in order")),
    ),
    StyleQuestion(
        mark("What do they ask first?"),
        mark("What do you ask first?"),
        (mark("What will be done?"), mark("Who will be there?"), mark("What happens next?"), mark("How exactly?")),
    ),
    StyleQuestion(
        mark("When something changes at short notice, they …"),
        mark("When something changes at short notice, you …"),
        (mark("decide anew at once"), mark("see the good side"), mark("need a moment"), mark("want to know why")),
    ),
    StyleQuestion(
        mark("What do they like to get in writing?"),
        mark("What do you like to get in writing?"),
        (mark("Three lines"), mark("A warm word"), mark("The next steps"), mark("Every detail")),
    ),
)


def style_of(answers: str) -> str:
    """The style that most answers name, "" when none was given or two are even.

    `answers` has one letter a question: the first letter of a style (d, e, s, p) or "-", e.g. "ss-p".
    """
    given = Counter(answer for answer in answers if answer != NOT_ANSWERED)
    (first, most), *others = given.most_common(2) or [("", 0)]
    if not most or (others and others[0][1] == most):
        return ""
    return next((style for style in STYLES if style[0] == first), "")


_EFFECTS = {
    "direct": mark("For somebody direct: short, and the point first."),
    "enthusiastic": mark("For somebody warm and lively: a warm beginning, and thanks in person."),
    "steady": mark("For somebody steady: what happens next, and when, without hurry."),
    "precise": mark("For somebody precise: complete and in order, with every day and sum."),
    "": mark("You do not know yet how they like to be talked to: plain words suit most people."),
}


def effect(style: str) -> Said:
    """What a letter changes for this style, in one line."""
    return Said(_EFFECTS.get(style, _EFFECTS[""]))
