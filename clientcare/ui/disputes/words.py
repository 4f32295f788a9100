"""How a dispute is said on one line: where it stands, what comes next, when something is due, when they were last in touch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from clientcare.called import NEXT_STEP, STATUS
from clientcare.records import DisputeRow
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.lists.row_model import Column
from clientcare.ui.wording import Wording, tr

STATUSES = (
    ("", mark("All")),
    ("open", mark("Open")),
    ("waiting", mark("Waiting")),
    ("closed", mark("Closed")),
)
STANDS, TOUCHED = 2, 6  # the columns
MONTH = 31  # days
SAID_IN_DAYS = 14  # nearer than this a date is said as "Due in 3 days"


def next_step(dispute: DisputeRow) -> str:
    """Where a dispute stands, as what comes next."""
    if dispute.status == "closed":
        return tr("Closed")
    if dispute.status == "waiting":
        return tr("Their answer")
    return tr(NEXT_STEP.get(dispute.stage, NEXT_STEP["listen"]))


def due(dispute: DisputeRow, words: Wording) -> str:
    """When something is due: our answer, or theirs."""
    if dispute.status == "closed":
        return ""
    if dispute.status == "waiting":
        return tr("until {day}", day=words.day(dispute.waiting_until, year=False)) if dispute.waiting_until else ""
    day = dispute.due_on if dispute.stage in ("listen", "weigh", "decide", "write") else None
    if day is None:
        return ""
    near = abs((day - date.today()).days) <= SAID_IN_DAYS
    return words.due(day, date.today()) if near else words.day(day)


def paused(dispute: DisputeRow) -> bool:
    """Whether it is left alone for now."""
    return dispute.status != "closed" and dispute.paused_until is not None and dispute.paused_until > datetime.now(UTC)


def touched(dispute: DisputeRow, words: Wording) -> str:
    """How long ago, or when, we or they were last in touch."""
    if dispute.touched_at is None:
        return "–"
    days = (date.today() - dispute.touched_at.astimezone().date()).days
    if days > MONTH:
        return words.day(dispute.touched_at.astimezone().date())
    return tr("%n day(s) ago", days) if days > 1 else tr("yesterday") if days == 1 else tr("today")


def columns(words: Wording, *, stands: Callable[[], bool]) -> tuple[Column, ...]:
    """The columns of the list; `stands`: whether one of them says how it stands, so that the next step need not."""

    def step(dispute: DisputeRow) -> str:
        if dispute.status == "closed" and stands():
            return "–"
        if dispute.status != "waiting" and paused(dispute) and dispute.paused_until is not None:
            return tr("Paused until {day}", day=words.day(dispute.paused_until.astimezone().date(), year=False))
        return next_step(dispute)

    def asked(dispute: DisputeRow) -> str:
        return words.money(dispute.asked) if dispute.asked else "–"

    return (
        Column(mark("Dispute"), lambda dispute: one_line(dispute.title), "title", strong=True, share=6),
        Column(mark("Client"), lambda dispute: one_line(dispute.client_name), "client", share=3),
        Column(mark("Status"), lambda dispute: tr(STATUS.get(dispute.status, STATUS["open"])), width=84),
        Column(mark("Next step"), step, share=4),
        Column(mark("Due"), lambda dispute: due(dispute, words), "due", width=128),
        Column(mark("They ask"), asked, "asked", numeric=True, width=104),
        Column(mark("Last contact"), lambda dispute: touched(dispute, words), width=118),
    )


def on_card(dispute: DisputeRow, words: Wording) -> tuple[str, str, str, str, bool]:
    """Title, client, how it stands in time, sum, and whether the date has passed, as they stand on a card of the board."""
    day = dispute.waiting_until if dispute.status == "waiting" else dispute.due_on
    when = due(dispute, words)
    late = bool(when) and day is not None and day < date.today()
    if dispute.status == "closed":
        when = tr("Closed")
    elif paused(dispute):
        when, late = tr("Paused"), False
    asked = words.money(dispute.asked) if dispute.asked else ""
    return one_line(dispute.title), one_line(dispute.client_name), when, asked, late
