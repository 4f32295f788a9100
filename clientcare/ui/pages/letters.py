"""Every letter of every dispute: drafts, what sleeps or waits, what has gone; the chosen one stands beside the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientcare import services
from clientcare.records import LetterListRow
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.lists.row_model import Column
from clientcare.ui.pages.letter_panel import LetterPanel
from clientcare.ui.pages.list_page import ListPage, filter_no_match
from clientcare.ui.paper.letter_words import how_it_stands, kinds_named, title, when
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.wording import Wording, tr

STANDINGS = (
    ("", mark("All")),
    ("drafts", mark("Drafts")),
    ("sleeping", mark("Sleeping")),
    ("waiting", mark("Waiting")),
    ("sent", mark("Sent")),
    ("maybe", mark("Maybe")),
)
NONE_HERE = {
    "drafts": mark("No letter is begun and waits to be finished."),
    "sleeping": mark("No letter sleeps. A letter you are unsure of can sleep on it with you: “Sleep on it” in its dispute."),
    "waiting": mark("No letter waits to be sent."),
    "sent": mark("No letter has gone yet."),
    "maybe": mark("Of every letter it is known whether it has gone."),
}
WIDE = 860  # px of the page: below, the day gives way, which how it stands says mostly too
WHEN = 3  # the column
STANDS_WIDTH, WHEN_WIDTH = 166, 108  # px


def columns(words: Wording, *, dated: Callable[[], bool]) -> tuple[Column, ...]:
    """The columns of the list; `dated`: whether how it stands has to say when, too."""
    return (
        Column(mark("To"), lambda letter: one_line(letter.to), "to"),
        Column(mark("Letter"), title, "letter", strong=True),
        Column(mark("How it stands"), lambda letter: how_it_stands(letter, words, dated=dated()), width=STANDS_WIDTH),
        Column(mark("When"), lambda letter: when(letter.at, words), "at", width=WHEN_WIDTH),
    )


class LettersPage(ListPage):
    """The newest first. A click or an arrow key chooses; two clicks or Enter take the letter up in its dispute."""

    kinds = ("StoredLetter", "Sending", "Dispute", "Client", "Provider", "Setting")
    opens_at_once = False
    rows_at_once = 25  # in the file each row lies beside its page, so that reading it takes longer than others

    def __init__(self, desk: Desk) -> None:
        self.panel = LetterPanel(desk)
        shown = columns(desk.words, dated=lambda: self.table.isColumnHidden(WHEN))
        super().__init__(desk, "letters", tr("Letters"), shown, tr("Words, client or number"))
        self.sort, self.descending = "at", True
        self.filter.setFixedWidth(230)
        self.panel.open_wanted.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)

    def filters(self) -> QWidget:
        self.standing = OneAlways(STANDINGS, "letters.standing", tr("Show"))
        self.standing.set_value("")
        self.standing.edited.connect(lambda _: self.load())
        return self.standing

    def place_list(self, list: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(list, 59)
        line.addWidget(self.panel, 41)
        self.body.addLayout(line, 1)
        self.panel.hide()

    @property
    def sifted(self) -> bool:
        return self.filtered or bool(self.standing.value())

    def read_ids(self) -> Callable[[Any], list[int]]:
        text, standing, sort, descending = self.filter.value(), self.standing.value(), self.sort, self.descending
        kinds = kinds_named(text)
        return lambda session: services.letter_list.ids(session, standing, text, sort, descending, kinds=kinds)

    def read_rows(self, ids: list[int]) -> Callable[[Any], list[Any]]:
        return lambda session: services.letter_list.rows(session, ids)

    # -- the chosen letter

    def open(self, record: int | None, screen: str = "") -> None:
        """`record`: the letter to be chosen, whatever was sifted by before."""
        if record is not None:
            self.standing.set_value("")
            self.filter.set_value("")
        super().open(record, screen)

    def show_found(self, ids: list[int], first: list[Any]) -> None:
        super().show_found(ids, first)
        self.panel.setVisible(bool(ids))
        wanted, self.record = self.record, None
        if wanted is not None and wanted in ids:
            self.table.selectRow(ids.index(wanted))
        elif ids and self.table.chosen is None:
            self.table.selectRow(0)
        else:
            self._show_chosen()

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self._row()
        if row is not None:
            self.panel.show_row(row)
        self.panel.show_letter(row.id if row is not None else None)

    def _row(self) -> LetterListRow | None:
        index = self.table.currentIndex()
        row: LetterListRow | None = self.table.rows.row(index.row()) if index.isValid() else None
        return row

    def open_record(self, id: int) -> None:
        row = self._row()
        if row is not None and row.id == id:
            self._open(row)

    def _open(self, row: LetterListRow) -> None:
        self.desk.go("dispute", row.dispute_id, f"write:{row.id}")

    # -- words

    def say_count(self, n: int) -> str:
        return tr("%n letter(s)", n)

    def say_empty(self) -> None:
        standing = self.standing.value()
        if self.filtered:
            filter_no_match(self.empty, self.filter.value())
        elif standing:
            self.empty.say(tr("Nothing here"), tr(NONE_HERE[standing]), tr("Show all"))
        else:
            text = tr("Every letter stands here, from its first draft to the page that went. It begins with a dispute.")
            self.empty.say(tr("No letters yet"), text, tr("Go to the disputes"))

    def first_step(self) -> None:
        if self.sifted:
            self.standing.set_value("")
            self.clear_filter()
        else:
            self.desk.go("disputes")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.show_column(WHEN, self.width() >= WIDE)
