"""What the frame of a dispute's page says: whose it is and what it is about, what to know of it now, and the way on."""

from __future__ import annotations

from datetime import date

from clientcare.records import DisputeDetail
from clientcare.said import mark
from clientcare.ui.steps.definition import Step
from clientcare.ui.steps.listening.pause import BEFORE_ANSWERING, rests_until
from clientcare.ui.timeline.words import since_contact
from clientcare.ui.wording import Wording, short, tr

URGENT_DAYS = 2  # before an answer is due
LONGEST_NAME = 60  # letters of the client's, beside the title
ANY_WAY, ANY_WAY_ENDS = "\u2068", "\u2069"  # a name written from right to left must not turn the line around it
CONTINUE = mark("Continue")
TO_STAGE = {"weigh": mark("Weigh the stakes"), "decide": mark("Decide what to do"), "learn": mark("What can we learn?")}


def about(dispute: DisputeDetail, words: Wording) -> str:
    """The client, since when, what they ask or have not paid, its number, and how long nobody has spoken."""
    parts = [
        f"{ANY_WAY}{short(dispute.client.name, LONGEST_NAME)}{ANY_WAY_ENDS}",
        tr("opened {day}", day=words.day(dispute.opened_at.astimezone().date())),
        _claim(dispute, words),
        dispute.reference,
        since_contact(dispute),
    ]
    return "  ·  ".join(part for part in parts if part)


def _claim(dispute: DisputeDetail, words: Wording) -> str:
    asked = dispute.answers.get("asked")
    if not asked:
        return ""
    sum = words.money(asked)
    return tr("has not paid {sum}", sum=sum) if dispute.answers.get("they_hold") else tr("asks for {sum}", sum=sum)


def state(dispute: DisputeDetail, words: Wording) -> tuple[str, str]:
    """The words of its pill and their tone; none where nothing presses."""
    answers, rests = dispute.answers, rests_until(dispute)
    due = answers.get("due_on") if dispute.stage in BEFORE_ANSWERING else None
    urgent = due is not None and (due - date.today()).days <= URGENT_DAYS
    if dispute.status == "closed":
        return tr("Closed"), "quiet"
    if rests is not None and not urgent:
        return tr("Resting until {moment}", moment=words.moment(rests)), "quiet"
    if dispute.status == "waiting" and answers.get("waiting_until"):
        return tr("Waiting until {day}", day=words.day(answers["waiting_until"], year=False)), ""
    if due is not None:
        return words.due(due, date.today()), "attention" if urgent else ""
    return "", ""


def onward(at: Step, following: Step | None) -> str:
    """From one screen to the next."""
    if following is None or following.stage == at.stage:
        return tr(CONTINUE)
    return tr(TO_STAGE.get(following.stage, CONTINUE))


def ending(dispute: DisputeDetail) -> str:
    """To close it, or to open it again."""
    return tr("Open it again") if dispute.status == "closed" else tr("Close the dispute")
