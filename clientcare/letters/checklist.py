"""What a kind of letter needs, and whether it is in the words as they stand now, whoever wrote them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clientcare.letters.facts import Facts
from clientcare.letters.holds import THEIRS, Holds
from clientcare.letters.letter import Letter
from clientcare.letters.needs import above_zero, firms, is_ours, may_know, says_nothing
from clientcare.letters.phrases import lines
from clientcare.said import mark

_HALF = 0.5
_NOT_OURS = (*THEIRS, "answer")  # say what they said, or that the rest follows
_NEXT = ("next_step", "choose", "close", "due")  # where a date says when it goes on


@dataclass(frozen=True)
class Point:
    """One thing that a letter needs: `title` is marked text, "a feeling named"; `there`: whether the letter holds it."""

    key: str
    title: str
    there: bool


@dataclass(frozen=True)
class _Check:
    title: str
    there: Callable[[Holds, Facts], bool]
    needed: Callable[[Facts], bool] = lambda facts: True


def checklist(letter: Letter, facts: Facts) -> tuple[Point, ...]:
    """The points of this letter's kind that its facts call for, in the order of the kind; () in a language without words for
    them."""
    held = Holds.of(letter, facts)
    if held is None:
        return ()
    checks = ((key, _CHECKS[key]) for key in ("correction", *_KINDS[letter.kind]))
    return tuple(Point(key, check.title, check.there(held, facts)) for key, check in checks if check.needed(facts))


def _says(field: str, share: float = _HALF, words: str = "") -> Callable[[Holds, Facts], bool]:
    """Whether a passage of ours says what was entered there, or has some of these words."""

    def there(held: Holds, facts: Facts) -> bool:
        return held.echoes(getattr(facts, field), share, but=_NOT_OURS) or bool(words and held.has(words, but=_NOT_OURS))

    return there


def _has(words: str, keys: tuple[str, ...] = ()) -> Callable[[Holds, Facts], bool]:
    return lambda held, facts: held.has(words, keys)


def _known(field: str) -> Callable[[Facts], bool]:
    return lambda facts: bool(lines(getattr(facts, field))) and not says_nothing(facts, field)


def _ours_and(field: str) -> Callable[[Facts], bool]:
    return lambda facts: is_ours(facts) and _known(field)(facts)


def _has_ways(facts: Facts) -> bool:
    return bool((facts.letterhead.phone + facts.letterhead.email).strip())


def _sorry(held: Holds, facts: Facts) -> bool:
    return held.apologises(whole=False)


def _restated(held: Holds, facts: Facts) -> bool:
    """Their concern, in what we understood, asked for or call it, or in their own words."""
    said = next(filter(lines, (facts.understood, facts.request, facts.about, facts.topic)), "")
    return held.echoes(said, 0.4) or held.echoes(facts.their_words, 0.0, 3)


def _gives(held: Holds, facts: Facts) -> bool:
    return held.names(facts.repaid) or (_known("give")(facts) and held.echoes(facts.give, _HALF, but=_NOT_OURS))


def _answers(held: Holds, facts: Facts) -> bool:
    return held.echoes(facts.can_do, _HALF, but=_NOT_OURS) or held.has("can_do", but=_NOT_OURS)


def _tied(held: Holds, facts: Facts) -> bool:
    printed = {firm.tie for firm in held.letter.providers}
    return all(firm.tie in printed or held.echoes(firm.tie, _HALF) for firm in firms(facts) if lines(firm.tie))


def _told_on(held: Holds, facts: Facts) -> bool:
    """All that the client lets us pass on: the firm needs every bit of it, and they chose it."""
    to = facts.handover
    who = [text for text in (to.name, to.phone, to.email) if text.strip()] if to else []
    telling = [getattr(facts, name) for name in ("need", "agreed") if may_know(facts, name)]
    return all(map(held.quotes, who)) and all(held.echoes(text, _HALF) for text in telling)


_CHECKS = {
    "correction": _Check(mark("what is different"), _says("correction"), lambda facts: facts.corrects_on is not None),
    "consent": _Check(mark("that your client agreed"), _has("consent", ("consent",))),
    "told_on": _Check(mark("what they let you pass on"), _told_on),
    "connection": _Check(mark("your tie to the firm"), _says("tie"), _known("tie")),
    "outcome": _Check(mark("what came of it"), _says("outcome"), _known("outcome")),
    "return": _Check(mark("that you would do the same"), _has("in_return", ("thanking", "close"))),
    "said": _Check(mark("what they said"), _restated),
    "feeling": _Check(mark("a feeling named"), lambda held, facts: held.feels()),
    "apology": _Check(mark("a whole apology"), lambda held, facts: held.apologises(whole=True), is_ours),
    "sorry": _Check(mark("that you are sorry"), _sorry, lambda facts: not is_ours(facts)),
    "wait": _Check(mark("sorry for the wait"), _sorry),
    "cause": _Check(mark("why it happened"), _says("cause", words="reason"), _ours_and("cause")),
    "fix": _Check(mark("how you put it right"), _gives, lambda facts: _known("give")(facts) or above_zero(facts.repaid)),
    "changed": _Check(mark("what you changed"), _says("changed"), _ours_and("changed")),
    "learned": _Check(mark("what you changed"), _says("changed"), _known("changed")),
    "standing": _Check(mark("where it stands"), _says("standing")),
    "delay": _Check(mark("a reason"), _says("delay", words="reason")),
    "give": _Check(mark("what you give"), _gives),
    "offers": _Check(mark("offers"), lambda held, facts: bool(held.letter.offers)),
    "reason": _Check(mark("a reason"), _says("reasons", words="reason")),
    "can_do": _Check(mark("what you can do"), _answers, _known("can_do")),
    "explained": _Check(mark("what it means"), _says("explained", 0.6)),
    "question": _Check(mark("a question to them"), lambda held, facts: held.asks()),
    "instead": _Check(mark("what you can do instead"), _says("instead")),
    "free": _Check(mark("that a no is fine"), _has("no_is_fine")),
    "firms": _Check(mark("who may suit them"), lambda held, facts: bool(held.letter.providers)),
    "tie": _Check(mark("your tie to them"), _tied, lambda facts: any(lines(firm.tie) for firm in firms(facts))),
    "sum": _Check(mark("the sum"), lambda held, facts: held.names(facts.still_owed)),
    "paying": _Check(mark("how to pay"), _says("how_to_pay", words="paying")),
    "open_point": _Check(mark("what stays open"), _says("open_point"), _known("open_point")),
    "gladly": _Check(mark("what you gladly do"), _says("gladly")),
    "rhythm": _Check(mark("one place for messages"), _says("rhythm", 0.7)),
    "last_day": _Check(mark("the last day"), lambda held, facts: held.dated(only=facts.last_day)),
    "work": _Check(mark("work in hand"), _says("work_in_hand"), _known("work_in_hand")),
    "money": _Check(mark("the money"), _has("money", ("money",))),
    "papers": _Check(mark("their papers"), _has("papers", ("records",))),
    "settled": _Check(mark("what was settled"), _says("settled")),
    "routes": _Check(mark("where else they can turn"), _says("routes"), _known("routes")),
    "thanks": _Check(mark("thanks"), _has("thanks")),
    "wishes": _Check(mark("good wishes"), _has("wishes", ("close",))),
    "date": _Check(mark("a date"), lambda held, facts: held.dated(_NEXT)),
    "reach": _Check(mark("how to reach you"), lambda held, facts: held.reached(), _has_ways),
}

_KINDS = {
    "acknowledgement": ("said", "feeling", "date", "thanks", "reach"),
    "holding": ("standing", "delay", "date", "wait", "reach"),
    "apology": ("said", "feeling", "apology", "sorry", "cause", "fix", "changed", "date", "thanks", "reach"),
    "compromise": ("said", "feeling", "apology", "offers", "date", "thanks", "reach"),
    "goodwill": ("said", "feeling", "apology", "give", "date", "thanks", "reach"),
    "courteous_no": ("said", "feeling", "apology", "reason", "can_do", "date", "thanks", "reach"),
    "referral": ("said", "feeling", "apology", "firms", "tie", "work", "money", "date", "thanks", "reach"),
    "explanation": ("said", "explained", "question", "date", "thanks", "reach"),
    "alternative": ("said", "instead", "free", "date", "thanks", "reach"),
    "payment_request": ("sum", "paying", "open_point", "date", "thanks", "reach"),
    "boundary": ("gladly", "rhythm", "date", "thanks", "reach"),
    "farewell": ("last_day", "work", "money", "papers", "date", "thanks", "wishes", "reach"),
    "reminder": ("offers", "date", "thanks", "reach"),
    "thank_you": ("settled", "learned", "thanks"),
    "handover": ("consent", "told_on", "connection", "date", "thanks", "reach"),
    "referral_thanks": ("outcome", "thanks", "return", "date", "reach"),
    "final_response": ("said", "reason", "can_do", "routes", "date", "thanks", "reach"),
}
