"""Six columns of cards, each as long as it needs to be: the arrow keys walk through them, Enter or a click opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QScrollArea, QTableView, QVBoxLayout, QWidget

from clientcare.said import mark
from clientcare.ui.board.cards import HEIGHT, Cards, Words
from clientcare.ui.keys import ENTER
from clientcare.ui.lists.row_model import Column, RowModel
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import tr

STEPS = {
    "listen": mark("Listen"),
    "weigh": mark("Weigh"),
    "decide": mark("Decide"),
    "write": mark("Write"),
    "follow": mark("Follow through"),
    "learn": mark("Learn"),
}
NARROWEST = 158  # px, of a column
FIRST = 20  # cards of each column that are read along
Found = Mapping[str, tuple[list[int], list[Any]]]  # by step: all ids, and the rows of the first


class Board(QScrollArea):
    """`opened(id)` when a dispute is wanted. `fetch(ids)` gives their rows; `words` and `said` tell one, painted and read."""

    opened = Signal(int)

    def __init__(self, theme: Theme, fetch: Callable[[list[int]], list[Any]], words: Words, said: Callable[[Any], str]) -> None:
        super().__init__()
        self.setObjectName("disputes.board")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("look", "clear")
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        self.columns = {step: _Step(step, theme, fetch, words, said) for step in STEPS}
        for place, column in enumerate(self.columns.values()):
            line.addWidget(column, 1)
            column.cards.opened.connect(self.opened)
            column.cards.beside.connect(lambda by, place=place: self._go(place, by))
        self.setWidget(inner)
        theme.changed.connect(inner.update)

    def show_found(self, found: Found) -> None:
        """Show these; where the owner was in a column they stay."""
        for step, column in self.columns.items():
            column.show_ids(*found.get(step, ([], [])))

    def set_focus(self) -> None:
        """To the first column that holds something."""
        self._go(-1, 1)

    def _go(self, place: int, by: int) -> None:
        """To the next column that holds something, on the same height if it is long enough."""
        columns = list(self.columns.values())
        line = columns[place].cards.currentIndex().row() if 0 <= place < len(columns) else 0
        place += by
        while 0 <= place < len(columns):
            if columns[place].cards.rows.rowCount():
                columns[place].cards.take_focus(line)
                self.ensureWidgetVisible(columns[place])
                return
            place += by


class _Step(QWidget):
    """One step: its name, how many stand there, and their cards."""

    def __init__(
        self, step: str, theme: Theme, fetch: Callable[[list[int]], list[Any]], words: Words, said: Callable[[Any], str]
    ) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setMinimumWidth(NARROWEST)
        self._title = tr(STEPS[step])
        self.head = label("", "strong", name=f"board.{step}.head")
        self.cards = _Cards(RowModel((Column(STEPS[step], said),), fetch, self, page=FIRST), f"board.{step}")
        self.cards.setItemDelegate(Cards(theme, words, self.cards))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.cards, 1)

    def show_ids(self, ids: list[int], first: list[Any]) -> None:
        self.cards.show_ids(ids, first)
        self.head.setText(f"{self._title}  ·  {len(ids)}")
        self.cards.setAccessibleName(tr("{step}: %n dispute(s)", len(ids), step=self._title))
        self.cards.setFocusPolicy(Qt.FocusPolicy.StrongFocus if ids else Qt.FocusPolicy.NoFocus)


class _Cards(QTableView):
    """One column of cards. `beside(-1 or 1)`: the column to the left or the right is wanted."""

    opened, beside = Signal(int), Signal(int)

    def __init__(self, rows: RowModel, name: str) -> None:
        super().__init__()
        self.rows = rows
        self.setObjectName(name)
        self.setProperty("look", "board")
        self.setModel(rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.horizontalHeader().hide()
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(HEIGHT)
        down.setDefaultSectionSize(HEIGHT)
        self.clicked.connect(lambda index: self._open(index.row()))

    def show_ids(self, ids: list[int], first: list[Any]) -> None:
        index = self.currentIndex()
        chosen = self.rows.id_at(index.row()) if index.isValid() else None
        self.rows.show_ids(ids, first)
        if chosen is not None and not self.currentIndex().isValid() and (line := self.rows.row_of(chosen)) >= 0:
            self.selectRow(line)

    def take_focus(self, line: int) -> None:
        """Focus the card that stands so far down, or the last."""
        self.selectRow(min(max(line, 0), self.rows.rowCount() - 1))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, line: int) -> None:
        if 0 <= line < self.rows.rowCount():
            self.opened.emit(self.rows.id_at(line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.beside.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())
