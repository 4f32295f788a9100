"""What the questions of a dispute are called in an export, and the answers that were chosen, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clientcare.decision.cautions import TRIAGE
from clientcare.said import Amount, Said, mark

_PLACES = {
    "agreement": mark("A signed agreement"),
    "quote": mark("The quote"),
    "website": mark("Website or brochure"),
    "invoice": mark("The invoice"),
    "spoken": mark("Only spoken"),
    "nowhere": mark("Nowhere"),
}
_CAUSES = {
    "agreement": mark("Agreement"),
    "quote": mark("Unclear quote"),
    "website": mark("Website or brochure"),
    "invoice": mark("Invoice"),
    "spoken": mark("A spoken word"),
    "delivery": mark("Delivery"),
    "expectation": mark("Expected more than the price covers"),
    "mistake": mark("Our mistake"),
    "changed": mark("Their wishes changed"),
    "wrong_client": mark("Not the right client for us"),
}
_YES_NO = {"yes": mark("Yes"), "no": mark("No")}
_MOODS = {"calm": mark("Calm"), "tense": mark("Tense"), "furious": mark("Furious")}
_CHANNELS = {
    "phone": mark("By phone"),
    "email": mark("E-mail"),
    "message": mark("Text message"),
    "visit": mark("In person"),
    "letter": mark("Letter"),
    "review": mark("Public review"),
}
_FEELINGS = {
    "frustrated": mark("Frustrated"),
    "let_down": mark("Let down"),
    "worried": mark("Worried"),
    "disappointed": mark("Disappointed"),
    "embarrassed": mark("Embarrassed"),
    "angry": mark("Angry"),
}
_ANSWERED = {
    "accepted": mark("They said yes"),
    "declined": mark("They said no"),
    "other": mark("They want something else"),
    "silent": mark("No answer came"),
}
_STAYED = {"yes": mark("They stay"), "no": mark("They left"), "unknown": mark("Too early to say")}
_OWE = {"nothing": mark("Nothing"), "part": mark("Part of it"), "all": mark("All of it"), "unsure": mark("Not sure")}
_WANT = {"gladly": mark("Gladly"), "if_easy": mark("If it is easy"), "no": mark("No")}
_IF_NO = {
    "grumble": mark("Grumble, and stay"),
    "leave": mark("Leave quietly"),
    "complain": mark("Complain in public"),
    "bank": mark("Go to the bank or a lawyer"),
}
_PARTS = {"none": mark("None of it"), "some": mark("Some of it"), "mostly": mark("Most of it")}


@dataclass(frozen=True)
class Asked:
    """A column of the file and its question; `options`: what its keys are called."""

    name: str
    title: str
    options: Mapping[str, str] = field(default_factory=dict)


OF_DISPUTE = (
    Asked("mood", mark("How you were"), _MOODS),
    Asked("their_words", mark("What the client says")),
    Asked("channel", mark("How it reached you"), _CHANNELS),
    Asked("told_on", mark("They told you on")),
    Asked("due_on", mark("An answer is due by")),
    Asked("triage", mark("Anything serious"), dict(TRIAGE)),
    Asked("about", mark("What it is about, to them")),
    Asked("agreed", mark("What you had agreed")),
    Asked("agreed_where", mark("Where that is written"), _PLACES),
    Asked("led_to_it", mark("What led them to it")),
    Asked("rephrase", mark("As you understood them")),
    Asked("rephrase_confirmed", mark("They confirmed that you understood them right")),
    Asked("feeling", mark("What they feel"), _FEELINGS),
    Asked("really_need", mark("What they really need")),
    Asked("common_ground", mark("What you both agree on")),
    Asked("stranger", mark("What a fair stranger would say")),
    Asked("paused_until", mark("Paused until")),
    Asked("asked", mark("They ask for")),
    Asked("waiting_until", mark("Waiting until")),
    Asked("answer", mark("What they answered"), _ANSWERED),
    Asked("answered_on", mark("Answered on")),
    Asked("answer_note", mark("Their answer, in their words")),
    Asked("deliver_by", mark("Promised by")),
    Asked("delivered", mark("The promise is kept")),
    Asked("stayed", mark("Do they stay your client?"), _STAYED),
    Asked("complained", mark("Did they complain in public?"), _YES_NO),
    Asked("final_cost", mark("What it cost you in the end")),
    Asked("cause", mark("What led to it, mostly"), _CAUSES),
    Asked("lesson", mark("What you will change")),
    Asked("lesson_by", mark("Change it by")),
    Asked("lesson_done", mark("The change is made")),
    Asked("closed_at", mark("Closed")),
)
OF_WEIGHING = (
    Asked("they_hold", mark("It is about a bill of yours they have not paid")),
    Asked("owe", mark("What you honestly owe"), _OWE),
    Asked("owe_sum", mark("About how much")),
    Asked("want_back", mark("Do you want them back?"), _WANT),
    Asked("if_no", mark("What happens if you say no"), _IF_NO),
    Asked("part", mark("How much of this was yours"), _PARTS),
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
        return Said(_YES_NO["yes"])
    if isinstance(value, Decimal):
        return Said("{sum}", {"sum": Amount(float(value))})
    if isinstance(value, date | datetime):
        return Said("{when}", {"when": value})
    return Said(one.options[value]) if value in one.options else str(value)
