"""How people talk: four styles, four plain questions that find them out, what a letter changes for each, and where two rub."""

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
        (mark("With the point"), mark("With a story"), mark("With “How are you?”"), mark("With the facts, in order")),
    ),
    StyleQuestion(
        mark("What do they ask first?"),
        mark("What do you ask first?"),
        (mark("What will be done?"), mark("Who will do it?"), mark("What happens next?"), mark("How exactly?")),
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


_FRICTIONS = {  # the owner, then the client
    "direct": {
        "enthusiastic": mark("You are direct, they are warm and lively: let them tell it first, then make your point."),
        "steady": mark("You are direct, they are steady: slower, and say what happens next."),
        "precise": mark("You are direct, they are precise: your three lines are thin to them, so bring the days and the sums."),
    },
    "enthusiastic": {
        "direct": mark("You are warm and lively, they are direct: the point first, the story later or not at all."),
        "steady": mark("You are warm and lively, they are steady: your speed can feel like pressure, so leave pauses."),
        "precise": mark("You are warm and lively, they are precise: promise only what you can put a day or a sum to."),
    },
    "steady": {
        "direct": mark("You are steady, they are direct: say the main thing in your first sentence; the steps can follow."),
        "enthusiastic": mark("You are steady, they are warm and lively: show that you are glad, before the first step."),
        "precise": mark("You are steady, they are precise: “soon” tells them nothing, so name the day and the reason."),
    },
    "precise": {
        "direct": mark("You are precise, they are direct: the result first, and the details only when they ask."),
        "enthusiastic": mark("You are precise, they are warm and lively: the person first; two facts are enough on the phone."),
        "steady": mark("You are precise, they are steady: ten points at once are too many, so one step, and time for it."),
    },
}


def friction(own: str, theirs: str) -> Said | None:
    """How the owner's style and the client's may rub, and what helps, in one line; None when alike or one is not known."""
    said = _FRICTIONS.get(own, {}).get(theirs)
    return Said(said) if said else None
