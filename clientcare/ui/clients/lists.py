"""The disputes of one client, and the letters to them; a press opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from clientcare.records import DisputeRow, LetterListRow
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.disputes.words import next_step
from clientcare.ui.lists.list_table import ListTable
from clientcare.ui.lists.row_model import Column, RowModel
from clientcare.ui.paper.letter_words import how_it_stands, title
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.wording import tr

ROWS = 6  # shown at once
DISPUTE_COLUMNS = (
    Column(mark("Dispute"), lambda dispute: one_line(dispute.title), strong=True),
    Column(mark("Next step"), next_step),
)


class DisputesCard(Card):
    """The client's disputes; `opened(id)` when one is wanted."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(label(tr("Disputes"), "heading"), spacing=12)
        self._disputes: dict[int, DisputeRow] = {}
        self._none = label(tr("None. May it stay so."), "soft", wrap=True)
        model = RowModel(DISPUTE_COLUMNS, self._rows, self)
        self.table = ListTable(model, "client.disputes", tr("Disputes of this client"), most_rows=ROWS)
        self.table.opened.connect(self.opened)
        self.column.addWidget(self._none)
        self.column.addWidget(self.table)

    def _rows(self, ids: list[int]) -> list[Any]:
        return [self._disputes[id] for id in ids]

    def show_disputes(self, disputes: tuple[DisputeRow, ...]) -> None:
        self._disputes = {dispute.id: dispute for dispute in disputes}
        self.table.show_ids(list(self._disputes))
        self.table.setVisible(bool(disputes))
        self._none.setVisible(not disputes)


class LettersCard(Card):
    """The letters of all their disputes, firms' ones too: each is taken up in its dispute."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("Letters"), "heading"), spacing=12)
        self._desk = desk
        self._letters: dict[int, LetterListRow] = {}
        columns = (
            Column(mark("Letter"), title, strong=True),
            Column(mark("How it stands"), lambda letter: how_it_stands(letter, desk.words)),
        )
        self._none = label(tr("None yet. A letter begins with a dispute."), "soft", wrap=True)
        self.table = ListTable(RowModel(columns, self._rows, self), "client.letters", tr("Letters to them"), most_rows=ROWS)
        self.table.opened.connect(self._open)
        self.column.addWidget(self._none)
        self.column.addWidget(self.table)

    def _rows(self, ids: list[int]) -> list[Any]:
        return [self._letters[id] for id in ids]

    def show_letters(self, letters: tuple[LetterListRow, ...]) -> None:
        self._letters = {letter.id: letter for letter in letters}
        self.table.show_ids(list(self._letters))
        self.table.setVisible(bool(letters))
        self._none.setVisible(not letters)

    def _open(self, id: int) -> None:
        self._desk.go("dispute", self._letters[id].dispute_id, f"write:{id}")
