"""The answer while it is still forming, weighed from the file and from what has been typed since; no Qt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from clientcare.decision.advice import Advice, advise, quick_answer, with_usual_ways
from clientcare.decision.assessment import Assessment, IfNo, Part, Want
from clientcare.decision.levers import move
from clientcare.decision.ways_out import give, honest_debt
from clientcare.said import Said
from clientcare.ui.steps.definition import Estimate
from clientcare.ui.steps.questions import CLOSER, FOUR

GUESSED = {field.name for step in CLOSER for field in step.fields if isinstance(field, Estimate) and field.is_judged}


@dataclass(frozen=True)
class SoFar:
    """The answer in words, the advice behind it, and the guess to settle first where it is too close to call."""

    said: Said
    advice: Advice
    first: str | None


def so_far(assessment: Assessment) -> SoFar:
    """Weigh what is known, with the ways everyone has. It rests on ten thousand draws, so it belongs on the work thread."""
    from clientcare.decision.stakes import weigh

    usual = with_usual_ways(assessment)
    weighing = weigh(usual)
    first = weighing.first_question if weighing.close_call else None
    return SoFar(quick_answer(assessment), advise(weighing, usual), first)


def missing(answers: Mapping[str, Any]) -> list[str]:
    """Which of the four questions nobody has answered yet."""
    return [name for name in FOUR if answers.get(name) in (None, "")]


def with_answers(assessment: Assessment, answers: Mapping[str, Any], typed: Collection[str]) -> Assessment:
    """The assessment with the answers just `typed`, which the file will hold in a second."""
    changed = assessment
    if "asked" in typed:
        ask = float(answers.get("asked") or 0)
        ways = tuple(give(ask) if way.key == "give" else way for way in assessment.ways)
        changed = replace(changed, ask=ask, ways=ways, money_known=True)
    if not {"asked", "owe", "owe_sum", "part"}.isdisjoint(typed):
        part = Part(answers.get("part") or Part.SOME)
        owed = honest_debt(answers.get("owe") or "", answers.get("owe_sum"), changed.ask, part)
        changed = replace(changed, part=part, owed=owed)
    want, if_no = answers.get("want_back"), answers.get("if_no")
    changed = replace(changed, want=Want(want) if want else None, if_no=IfNo(if_no) if if_no else None)
    changed = replace(changed, we_hold=not answers.get("they_hold"))
    for name in GUESSED & set(typed):
        given = answers[name]
        if isinstance(given, Mapping) and given["value"] is not None:  # "not sure" and "as usual" come with the file
            changed = move(changed, name, given["value"], given["sure"])
    return changed
