"""The cards of Today: one thing that needs the owner with its one button, and the quiet figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from clientcare.said import mark
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
    """A heading, why, how urgent, and one button."""

    def __init__(self, heading: str, text: str, verb: str, on_click: Callable[[], object], name: str) -> None:
        super().__init__(margin=20)
        self.pill = pill()
        self.pill.hide()
        said = QVBoxLayout()
        said.setSpacing(4)
        first = row(Headline(heading), self.pill, None, spacing=14)
        said.addLayout(first)
        said.addWidget(ElidedLabel(text, "soft"))
        whole = QHBoxLayout()
        whole.setSpacing(16)
        whole.addLayout(said, 1)
        go = button(verb, on_click, name=name)
        go.setAccessibleName(f"{verb}: {heading}")
        go.setAccessibleDescription(text)
        whole.addWidget(go)
        self.column.addLayout(whole)

    def set_pill(self, text: str, tone: str) -> None:
        self.pill.setProperty("tone", tone)
        self.pill.setText(text)
        self.pill.setVisible(bool(text))


def item_card(item: TodayItem, today: date, words: Wording, on_click: Callable[[], object]) -> ItemCard:
    """The card of one thing that needs the owner."""
    heading, text, verb = (tr(said) for said in SAYS[item.what])
    day = words.day(item.when, year=False) if item.when else ""
    client = " ".join(item.client_name.split())
    told = words.say(item.why) if item.why else text.format(title=" ".join(item.title.split()), day=day)
    made = ItemCard(heading.format(client=client), told, verb, on_click, f"today.{item.what}.{item.dispute_id}")
    made.set_pill(*_urgency(item, today, words, day))
    return made


def _urgency(item: TodayItem, today: date, words: Wording, day: str) -> tuple[str, str]:
    if item.when is None:
        return "", ""
    if item.what == "answer":
        return tr("Waiting since {day}", day=day), "attention"
    if item.what == "look_back":
        return tr("Ready to look back"), ""
    if item.what in MAIL:
        return tr(MAIL[item.what]), "attention"
    if item.what == "reread" and item.when == today:
        return "", ""  # that it is due today may be said of others only: it wants to be read
    return words.due(item.when, today), "attention" if is_soon(item, today) else ""


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
        from clientcare.ui.steps.questions import CAUSES  # not needed for the first picture

        cause = tr(dict(CAUSES).get(view.top_cause, view.top_cause))
        told = tr("behind {n} of your last {all} disputes", n=view.top_cause_count, all=view.causes_of)
        shown.append((cause, told))
    return [Card(ElidedLabel(figure, "figure"), label(text, "soft", wrap=True)) for figure, text in shown]
