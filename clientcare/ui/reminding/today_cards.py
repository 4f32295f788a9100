"""The cards of Today: one thing that needs the owner with its one button, and the quiet figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from clientcare.called import CAUSES, REPEAT
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, pill, row
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import TodayItem, TodayView

SOON_DAYS = 2
# what → heading, line below, verb
SAYS = {
    "reply": (mark("Answer {client}"), mark("{title}"), mark("Continue")),
    "letter": (mark("Write to {client}"), mark("{title}: the letter is not written"), mark("Write the letter")),
    "reread": (mark("Read it once more: your letter to {client}"), mark("{title}: you slept on it"), mark("Read it again")),
    "stopped": (mark("Your letter to {client} has not gone"), mark("{title}"), mark("See what is wrong")),
    "waiting": (mark("Your letter to {client} still waits"), mark("{title}: ClientCare cannot send it"), mark("See why")),
    "maybe": (mark("Did your letter reach {client}?"), mark("{title}: the mail server never answered"), mark("Look at it")),
    "answer": (mark("Did {client} answer?"), mark("{title}: they had until {day}"), mark("Record the answer")),
    "deliver": (mark("Keep your word to {client}"), mark("{title}: promised by {day}"), mark("See the promise")),
    "lesson": (mark("Make the change you planned"), mark("{title}: so that it does not happen twice"), mark("See the plan")),
    "own": (mark("{title}"), mark("A reminder of yours"), mark("Change")),
    "look_back": (mark("How did it go with {client}?"), mark("{title}: you wanted to look back"), mark("Look back")),
}
MAIL = {"stopped": mark("Not sent"), "waiting": mark("Not sent yet"), "maybe": mark("Not certain")}


class Headline(ElidedLabel):
    """A heading as wide as its words, so that a pill can follow it; shortened only where there is no room."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "heading")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())


class ItemCard(Card):
    """A heading, why, how urgent, and one button; quieter ones may stand before it."""

    def __init__(self, heading: str, text: str, verb: str, on_click: Callable[[], object], name: str) -> None:
        super().__init__(margin=20)
        self.pill = pill()
        self.pill.hide()
        self._heading = heading
        said = QVBoxLayout()
        said.setSpacing(4)
        first = row(Headline(heading), self.pill, None, spacing=14)
        said.addLayout(first)
        said.addWidget(ElidedLabel(text, "soft"))
        self._whole = QHBoxLayout()
        self._whole.setSpacing(12)
        self._whole.addLayout(said, 1)
        self.button = button(verb, on_click, name=name)
        self.button.setAccessibleName(f"{verb}: {heading}")
        self.button.setAccessibleDescription(text)
        self._whole.addWidget(self.button)
        self.column.addLayout(self._whole)

    def add_before(self, verb: str, on_click: Callable[[QPushButton], object], name: str) -> None:
        """A quiet button before the one that matters; `on_click` gets the button itself."""
        made = button(verb, lambda: on_click(made), "plain", name)
        made.setProperty("tone", "quiet")
        made.setAccessibleName(f"{verb}: {self._heading}")
        self._whole.insertWidget(self._whole.count() - 1, made)

    def set_pill(self, text: str, tone: str) -> None:
        self.pill.setProperty("tone", tone)
        self.pill.setText(text)
        self.pill.setVisible(bool(text))


def item_card(item: TodayItem, today: date, words: Wording, on_click: Callable[[], object]) -> ItemCard:
    """The card of one thing that needs the owner."""
    heading, text = heading_of(item), line_of(item, words)
    made = ItemCard(heading, text, tr(_verb(item)), on_click, f"today.{item.what}.{item.reminder_id or item.dispute_id}")
    made.set_pill(*_urgency(item, today, words))
    return made


def heading_of(item: TodayItem) -> str:
    """What is to be done, in a few words."""
    heading, _, _ = SAYS[item.what]
    return tr(heading).format(client=one_line(item.client_name), title=one_line(item.title))


def line_of(item: TodayItem, words: Wording) -> str:
    """What it is about."""
    if item.what == "own":
        about = [one_line(part) for part in (item.client_name, item.about) if part] or [tr(SAYS["own"][1])]
        return " · ".join([*about, *([tr(REPEAT[item.repeat])] if item.repeat in REPEAT else [])])
    if item.why:
        return words.say(item.why)
    day = words.day(item.when, year=False) if item.when else ""
    return tr(SAYS[item.what][1]).format(title=one_line(item.title), day=day)


def _verb(item: TodayItem) -> str:
    if item.what == "own" and (item.dispute_id or item.client_id):
        return mark("Open the dispute") if item.dispute_id else mark("Open the client")
    return SAYS[item.what][2]


def _urgency(item: TodayItem, today: date, words: Wording) -> tuple[str, str]:
    if item.when is None:
        return "", ""
    if item.what == "answer":
        return tr("Waiting since {day}", day=words.day(item.when, year=False)), "attention"
    if item.what == "look_back":
        return tr("Ready to look back"), ""
    if item.what in MAIL:
        return tr(MAIL[item.what]), "attention"
    if item.what == "reread" and item.when == today:
        return "", ""  # that it is due today may be said of others only: it wants to be read
    if item.at is not None and item.when == today:
        at = f"{item.at.astimezone():%H:%M}"
        passed = has_come(item, datetime.now(UTC))
        return (tr("Since {time}", time=at) if passed else tr("Today at {time}", time=at)), "attention" if passed else ""
    return words.due(item.when, today), "attention" if is_soon(item, today) else ""


def in_short(words: Wording, at: datetime) -> str:
    """`24 Nov, 09:00`, or only the time if it is today; the year only where it is another one, no time at a day's beginning."""
    local, now = at.astimezone(), datetime.now().astimezone()
    if local.date() == now.date():
        return f"{local:%H:%M}"
    day = words.day(local.date(), year=local.year != now.year)
    return f"{day}, {local:%H:%M}" if local.time() != time() else day


def has_come(item: TodayItem, now: datetime) -> bool:
    """Whether the time of day it has is over."""
    return item.at is not None and item.at <= now


def is_soon(item: TodayItem, today: date) -> bool:
    """Whether it should not wait longer than a day or two."""
    return item.when is None or (item.when - today).days <= SOON_DAYS


def figures(view: TodayView) -> list[Card]:
    """At most three quiet figures; one that says nothing yet is left out."""
    shown = []
    if view.open_disputes:
        told = tr("open disputes, {n} waiting for their answer", n=view.waiting) if view.waiting else tr("open disputes")
        shown.append((str(view.open_disputes), tr("open dispute") if view.open_disputes == 1 and not view.waiting else told))
    if view.settled_this_year:
        kept = tr("{kept} of {all}", kept=view.kept_this_year, all=view.settled_this_year)
        shown.append((kept, tr("clients kept after a dispute this year")))
    if view.causes_of >= 2 and view.top_cause:
        cause = tr(dict(CAUSES).get(view.top_cause, view.top_cause))
        told = tr("behind {n} of your last {all} disputes", n=view.top_cause_count, all=view.causes_of)
        shown.append((cause, told))
    return [Card(ElidedLabel(figure, "figure"), label(text, "soft", wrap=True)) for figure, text in shown]
