"""Every dispute: what is open, what waits for an answer, what is closed; as a list or as a board, sifted as one likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientcare import services
from clientcare.records import DisputeRow, DisputeSift
from clientcare.said import mark
from clientcare.ui.board import Board
from clientcare.ui.board.board import FIRST, Found
from clientcare.ui.board.cards import CardWords
from clientcare.ui.desk import Desk
from clientcare.ui.disputes.kept import KeptFilters
from clientcare.ui.disputes.sifting import SiftPanel
from clientcare.ui.disputes.together import Together
from clientcare.ui.disputes.words import STANDS, STATUSES, TOUCHED, columns, on_card
from clientcare.ui.lists.chosen_bar import Action
from clientcare.ui.pages.list_page import ListPage, filter_no_match
from clientcare.ui.widgets.choice import Choice, OneAlways
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import tr

NONE_HERE = {
    "open": mark("No dispute needs you. The others are waiting or closed."),
    "waiting": mark("No dispute is waiting for a client's answer."),
    "closed": mark("No dispute is closed yet. The first one is the hardest."),
}
VIEWS = (("list", mark("List")), ("board", mark("Board")))
WIDE = 900  # px of the page: below, how it stands and the last contact give way


class DisputesPage(ListPage):
    """Opens a dispute, or starts one. At first the open ones are shown, what is due first."""

    kinds = ("Dispute", "Client", "TimelineEvent", "Setting")

    def __init__(self, desk: Desk) -> None:
        self._view = ""  # not known before the settings are read
        shown = columns(desk.words, stands=lambda: not self.table.isColumnHidden(STANDS))
        super().__init__(desk, "disputes", tr("Disputes"), shown, tr("Find by words, client or number"))
        self.sort = "due"
        self.view = OneAlways(VIEWS, "disputes.view", tr("Show as"))
        self.view.edited.connect(self._change_view)
        self.head_buttons.addWidget(self.view, 0, Qt.AlignmentFlag.AlignVCenter)
        self.head_buttons.addWidget(button(tr("New dispute"), self.new_dispute, "primary", "disputes.new"))
        self.board = Board(desk.theme, self._rows, self._on_card, self._said)
        self.board.opened.connect(self.open_record)
        self._stack.addWidget(self.board)

    def filters(self) -> QWidget:
        self.status_filter = Choice(STATUSES, "disputes.status", tr("Show"))
        self.status_filter.set_value("open")
        self.status_filter.edited.connect(lambda _: self._sift())
        self.sift_button = button(tr("Filter"), self._fold_panel, "chip", "disputes.sift.open")
        self.sift_button.setCheckable(True)
        self.kept = KeptFilters(self.desk, "disputes", self.content)
        self.kept.chosen.connect(self.put)
        self.panel = SiftPanel(self.desk, self.kept)
        self.panel.edited.connect(self._sift)
        made = QWidget()
        made.setProperty("look", "clear")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.status_filter, 1)
        for control in (self.panel.clear_button, self.sift_button):
            line.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def place_list(self, list: QWidget) -> None:
        self.body.addWidget(self._together.waiting)
        self.body.addWidget(self.panel)
        super().place_list(list)

    def chosen_actions(self) -> Sequence[Action]:
        self._together = Together(self, self.desk)
        return self._together.actions()

    # -- sifting

    @property
    def sifted(self) -> bool:
        return self.filtered or bool(self.status_filter.value()) or self.panel.count > 0

    def _sift(self) -> None:
        self._together.status = self.status_filter.value()
        n = self.panel.count
        self.sift_button.setText(tr("Filter ({n})", n=n) if n else tr("Filter"))
        self.load()

    def _fold_panel(self) -> None:
        self.panel.setVisible(self.sift_button.isChecked())

    def content(self) -> dict[str, Any]:
        """How the list is sifted, as it is kept under a name; nothing while it is as at first."""
        words = {"text": self.filter.value()} if self.filtered else {}
        found = {**self.panel.content(), **words}
        return {**found, "status": self.status_filter.value()} if found or self.status_filter.value() != "open" else {}

    def put(self, content: dict[str, Any]) -> None:
        """Sift the list as it was kept."""
        self.status_filter.set_value(content.get("status", ""))
        self.filter.set_value(str(content.get("text", "")))
        self.panel.put(content)
        self._sift()

    def _wanted(self) -> tuple[str, str, DisputeSift]:
        return self.status_filter.value(), self.filter.value(), self.panel.value()

    # -- reading

    def load(self) -> None:
        jobs = self.desk.jobs
        if not jobs.ready:
            return
        if not self._view:
            jobs.read(lambda session: services.settings.load(session).disputes_view, self._begin)
        elif self._view == "board":
            jobs.read(partial(_on_board, *self._wanted()), self._show_board)
        else:
            super().load()

    def _begin(self, view: str) -> None:
        self._view = view
        self.view.set_value(view)
        self.load()

    def _change_view(self, view: object) -> None:
        self._view = str(view)
        self.choose_none()
        self.desk.jobs.write(partial(_keep_view, self._view))
        self.load()

    def read_ids(self) -> Callable[[Any], list[int]]:
        status, text, sift = self._wanted()
        sort, descending = self.sort, self.descending
        return lambda session: services.disputes.ids(session, status, text, sort, descending, sift)

    def read_rows(self, ids: list[int]) -> Callable[[Any], list[Any]]:
        return lambda session: services.disputes.rows(session, ids)

    def show_found(self, ids: list[int], first: list[Any]) -> None:
        if self._view == "list":  # else it was read before the board was wanted
            super().show_found(ids, first)
            self._show_columns()

    def _show_board(self, found: Found) -> None:
        n = sum(len(ids) for ids, _ in found.values())
        self.count.setText(self.say_count(n) if n else "")
        self.board.show_found(found)
        self.show_whether(bool(n), self.board)

    def _show_columns(self) -> None:
        wide = self.width() >= WIDE
        self.table.show_column(STANDS, wide and not self.status_filter.value())
        self.table.show_column(TOUCHED, wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_columns()

    # -- words

    def _on_card(self, dispute: DisputeRow) -> CardWords:
        return on_card(dispute, self.desk.words)

    def _said(self, dispute: DisputeRow) -> str:
        title, client, when, asked, _ = self._on_card(dispute)
        return ". ".join(part for part in (title, client, when, asked) if part)

    def open_record(self, id: int) -> None:
        self.desk.go("dispute", id)

    def say_count(self, n: int) -> str:
        return tr("%n dispute(s)", n)

    def say_empty(self) -> None:
        status = self.status_filter.value()
        if self.filtered:
            filter_no_match(self.empty, self.filter.value())
        elif self.panel.count:
            self.empty.say(tr("Nothing found"), tr("No dispute is like that."), tr("Show all"))
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
            self._sift()

    def first_step(self) -> None:
        if self.sifted:
            self.put({})
        else:
            self.new_dispute()

    def new_dispute(self) -> None:
        from clientcare.ui.pages.new_dispute import NewDispute

        if self.desk.jobs.ready:
            NewDispute(self.desk, self.window()).ask()


def _on_board(status: str, text: str, sift: DisputeSift, session: Any) -> Found:
    """By step: all ids, and the rows of the first."""
    steps = services.disputes.by_stage(session, status, text, sift)
    return {step: (ids, services.disputes.rows(session, ids[:FIRST])) for step, ids in steps.items()}


def _keep_view(view: str, session: Any) -> None:
    services.settings.update(session, disputes_view=view)
