"""Knows the cautions: what stands above every sum, asked in step 1 as triage and said again with the advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientcare.decision.assessment import Assessment, Mood, Way
from clientcare.decision.rules import ENDING, asks_for_silence
from clientcare.said import Said, mark

TRIAGE: tuple[tuple[str, str], ...] = (
    ("safety", mark("Someone was hurt or could be, something was damaged, or it may be insured")),
    ("threats", mark("Threats or abuse, or someone may harm themselves")),
    ("legal", mark("A lawyer’s letter, a court, a regulator, or personal data")),
    ("discrimination", mark("They say they were treated unfairly for who they are")),
    ("processor", mark("The bank or card company has set a deadline")),
)
_WHAT_TO_DO = {
    "safety": mark("Make it safe and help first. Ask your insurer before you admit anything or promise money."),
    "threats": mark(
        "Keep yourself and others safe, write down what was said, and call for help if anyone may come to harm. "
        "Nobody has to offer anything under a threat."
    ),
    "legal": mark("Note the date to answer by, keep every paper, and ask a lawyer before you write on the matter."),
    "discrimination": mark(
        "Listen, write down the facts, and ask for advice before you decide. Never treat them worse for having said so."
    ),
    "processor": mark("The deadline comes first. Next, put the evidence pack together."),
}
_MUCH_OF_REVENUE = 0.25
_FEW_MONTHS = 3
_FRESH_HOURS, _A_NIGHT = 1.0, 24.0


@dataclass(frozen=True)
class Caution:
    """Something no sum covers, and what to do about it.

    `key`: that of the triage, or "parting", "dependence", "anger", "silence".
    """

    key: str
    title: Said
    what_to_do: Said


def cautions(assessment: Assessment, leader: Way) -> tuple[Caution, ...]:
    """The cautions that hold here, gravest first; `leader`: the way about to be advised or chosen."""
    return tuple(_found(assessment, leader))


def _found(a: Assessment, leader: Way) -> Iterator[Caution]:
    for key, title in TRIAGE:
        if key in a.triage:
            yield Caution(key, Said(title), _what_to_do(key, a, leader))
    if leader.kind in ENDING and a.triage & {"safety", "discrimination"}:
        yield _parting()
    if any(asks_for_silence(way) for way in a.ways):
        yield _silence()
    if a.revenue_share is not None and a.revenue_share > _MUCH_OF_REVENUE:
        yield _dependence(a, a.revenue_share)
    if _is_anger_fresh(a):
        yield _anger()


def _what_to_do(key: str, a: Assessment, leader: Way) -> Said:
    todo = Said(_WHAT_TO_DO[key])
    if key != "threats" or leader.worth <= a.owed:
        return todo
    more = mark("{todo} This way gives more than you owe: take it only if you would without the threat.")
    return Said(more, {"todo": todo})


def _parting() -> Caution:
    title = mark("Parting after a complaint about safety or unfair treatment")
    todo = mark("It can look like a punishment. Ask for advice first, and note the reasons that stand without it.")
    return Caution("parting", Said(title), Said(todo))


def _silence() -> Caution:
    title = mark("An offer seems to ask for silence, or for a review to be changed")
    todo = mark("Leave that out: a fair offer stands by itself, and what they say about it stays their own choice.")
    return Caution("silence", Said(title), Said(todo))


def _anger() -> Caution:
    title = mark("You are furious, and it is fresh")
    todo = mark("Sleep on it. A short note that you will answer soon buys the time.")
    return Caution("anger", Said(title), Said(todo))


def _is_anger_fresh(a: Assessment) -> bool:
    """Furious within the hour, and no deadline before they have slept."""
    fresh = a.hours_since_told is None or a.hours_since_told < _FRESH_HOURS
    pressing = a.hours_to_deadline is not None and a.hours_to_deadline < _A_NIGHT
    return a.mood == Mood.FURIOUS and fresh and not pressing


def _dependence(a: Assessment, share: float) -> Caution:
    title = Said(mark("They bring {share} % of your revenue"), {"share": round(share * 100)})
    if a.savings is None or not a.monthly_costs:
        return Caution("dependence", title, Said(mark("Protect this work, and start replacing it.")))
    months = int(max(a.savings, 0.0) / a.monthly_costs)
    if months < _FEW_MONTHS:
        todo = mark(
            "Without them your savings cover %n month(s): too much to stake on averages. "
            "Protect this work, and start replacing it."
        )
    else:
        todo = mark("Without them your savings cover %n month(s). Still, look for other work beside it.")
    return Caution("dependence", title, Said(todo, n=months))
