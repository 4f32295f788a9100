"""What the questions of a dispute are called in an export, and the answers that were chosen, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clientcare import called
from clientcare.decision.cautions import TRIAGE
from clientcare.said import Amount, Said, mark


@dataclass(frozen=True)
class Asked:
    """A column of the file and its question; `options`: what its keys are called."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...] = ()


OF_DISPUTE = (
    Asked("mood", mark("How you were"), called.MOODS),
    Asked("their_words", mark("What the client says")),
    Asked("channel", mark("How it reached you"), called.CHANNELS),
    Asked("told_on", mark("They told you on")),
    Asked("due_on", mark("An answer is due by")),
    Asked("triage", mark("Anything serious"), TRIAGE),
    Asked("about", mark("What it is about, to them")),
    Asked("agreed", mark("What you had agreed")),
    Asked("agreed_where", mark("Where that is written"), called.PLACES_AGREED),
    Asked("led_to_it", mark("What led them to it")),
    Asked("rephrase", mark("As you understood them")),
    Asked("rephrase_confirmed", mark("They confirmed that you understood them right")),
    Asked("feeling", mark("What they feel"), called.FEELINGS),
    Asked("really_need", mark("What they really need")),
    Asked("common_ground", mark("What you both agree on")),
    Asked("stranger", mark("What a fair stranger would say")),
    Asked("paused_until", mark("Paused until")),
    Asked("asked", mark("They ask for")),
    Asked("waiting_until", mark("Waiting until")),
    Asked("answer", mark("What they answered"), called.ANSWERS_GIVEN),
    Asked("answered_on", mark("Answered on")),
    Asked("answer_note", mark("Their answer, in their words")),
    Asked("deliver_by", mark("Promised by")),
    Asked("delivered", mark("The promise is kept")),
    Asked("stayed", mark("Do they stay your client?"), called.STAYED),
    Asked("complained", mark("Did they complain in public?"), called.YES_NO),
    Asked("final_cost", mark("What it cost you in the end")),
    Asked("cause", mark("What led to it, mostly"), called.CAUSES),
    Asked("lesson", mark("What you will change")),
    Asked("lesson_by", mark("Change it by")),
    Asked("lesson_done", mark("The change is made")),
    Asked("closed_at", mark("Closed")),
)
OF_WEIGHING = (
    Asked("they_hold", mark("It is about a bill of yours they have not paid")),
    Asked("owe", mark("What you honestly owe"), called.OWE),
    Asked("owe_sum", mark("About how much")),
    Asked("want_back", mark("Do you want them back?"), called.WANT_BACK),
    Asked("if_no", mark("What happens if you say no"), called.IF_NO),
    Asked("part", mark("How much of this was yours"), called.PARTS),
    Asked("part_note", mark("What you would do differently")),
    Asked("need", mark("What they need beyond money")),
    Asked("mistake_words", mark("What it means for them in trouble")),
    Asked("revenue", mark("What they pay you in a usual year")),
)


def given(asked: tuple[Asked, ...], row: Any) -> Iterator[tuple[Asked, str | Said]]:
    """The questions that were answered, each with its answer, several times where several were ticked: the person's own words
    as text, all else as Said."""
    for one in asked:
        value = getattr(row, one.name)
        for each in value if isinstance(value, list) else (value,):
            if each is not None and each is not False and each != "":
                yield one, _answer(one, each)


def _answer(one: Asked, value: Any) -> str | Said:
    if value is True:
        return Said(dict(called.YES_NO)["yes"])
    if isinstance(value, Decimal):
        return Said("{sum}", {"sum": Amount(float(value))})
    if isinstance(value, date | datetime):
        return Said("{when}", {"when": value})
    known = dict(one.options)
    return Said(known[value]) if value in known else str(value)
