"""Every dispute: what is open, what waits for an answer, what is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.records import DisputeRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.pages.list_page import ListPage, filter_no_match, one_line
from clientcare.ui.row_model import Column
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import Wording, tr

STATUSES = (
    ("", mark("All")),
    ("open", mark("Open")),
    ("waiting", mark("Waiting")),
    ("closed", mark("Closed")),
)
NEXT_STEP = {
    "listen": mark("Listen to them"),
    "weigh": mark("Weigh the stakes"),
    "decide": mark("Decide what to do"),
    "write": mark("Write the letter"),
    "follow": mark("Follow through"),
    "learn": mark("Learn from it"),
}
NONE_HERE = {
    "open": mark("No dispute needs you. The others are waiting or closed."),
    "waiting": mark("No dispute is waiting for a client's answer."),
    "closed": mark("No dispute is closed yet. The first one is the hardest."),
}
SAID_IN_DAYS = 14  # nearer than this a date is said as "Due in 3 days"


def next_step(dispute: DisputeRow) -> str:
    """Where a dispute stands, as what comes next."""
    if dispute.status == "closed":
        return tr("Closed")
    if dispute.status == "waiting":
        return tr("Waiting for their answer")
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


def columns(words: Wording) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column(mark("Dispute"), lambda dispute: one_line(dispute.title), "title", strong=True),
        Column(mark("Client"), lambda dispute: one_line(dispute.client_name), "client"),
        Column(mark("Next step"), next_step, width=190),
        Column(mark("Due"), lambda dispute: due(dispute, words), "due", width=130),
        Column(
            mark("They ask"),
            lambda dispute: words.money(dispute.asked) if dispute.asked else "–",
            "asked",
            numeric=True,
            width=110,
        ),
    )


class DisputesPage(ListPage):
    """Opens a dispute, or starts one. At first the open ones are shown, what is due first."""

    kinds = ("Dispute", "Client", "Setting")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "disputes", tr("Disputes"), columns(desk.words), tr("Find by words, client or number"))
        self.sort = "due"
        self.head_buttons.addWidget(button(tr("New dispute"), self.new_dispute, "primary", "disputes.new"))

    def filters(self) -> QWidget:
        self.status_filter = Choice(STATUSES, "disputes.status", tr("Show"))
        self.status_filter.set_value("open")
        self.status_filter.edited.connect(lambda _: self.load())
        return self.status_filter

    @property
    def sifted(self) -> bool:
        return self.filtered or bool(self.status_filter.value())

    def read_ids(self) -> Callable[[Any], list[int]]:
        status, text, sort, descending = self.status_filter.value(), self.filter.value(), self.sort, self.descending
        return lambda session: services.disputes.ids(session, status, text, sort, descending)

    def read_rows(self, ids: list[int]) -> Callable[[Any], list[Any]]:
        return lambda session: services.disputes.rows(session, ids)

    def open_record(self, id: int) -> None:
        self.desk.go("dispute", id)

    def say_count(self, n: int) -> str:
        return tr("%n dispute(s)", n)

    def say_empty(self) -> None:
        status = self.status_filter.value()
        if self.filtered:
            filter_no_match(self.empty, self.filter.value())
        elif status:
            self.empty.say(tr("Nothing here"), tr(NONE_HERE[status]), tr("Show all"))
            self.desk.jobs.read(lambda session: services.disputes.ids(session), self._count_all)
        else:
            text = tr("When a client is upset, start here. Six calm steps lead to a letter you can stand by.")
            self.empty.say(tr("No disputes yet"), text, tr("Start the first one"))

    def _count_all(self, ids: list[int]) -> None:
        """Where there is no dispute at all, no filter is to blame."""
        if not ids and self.status_filter.value():
            self.status_filter.set_value("")
            self.load()

    def first_step(self) -> None:
        if self.sifted:
            self.status_filter.set_value("")
            self.clear_filter()
        else:
            self.new_dispute()

    def new_dispute(self) -> None:
        from clientcare.ui.pages.new_dispute import NewDispute

        if self.desk.jobs.ready:
            NewDispute(self.desk, self.window()).ask()
