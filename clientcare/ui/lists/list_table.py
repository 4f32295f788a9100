"""A long list to open records from: rows of one height, sorted by its headers, opened by click, Enter or menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from clientcare.ui.keys import ENTER
from clientcare.ui.lists.cell import Cell
from clientcare.ui.lists.picked import Picked
from clientcare.ui.lists.picking import Picking
from clientcare.ui.lists.row_model import RowModel
from clientcare.ui.wording import tr

ROW_HEIGHT = 44
MANY = 1000  # rows: more than any screen is high


class ListTable(QTableView):
    """Shows a RowModel. `opened(id)` when a record is wanted, `sort_wanted(key, descending)` when a header was chosen.

    `opens_at_once`: on one click; else that only chooses, and two open. `picks`: several rows can be chosen, by boxes.
    """

    opened = Signal(int)
    sort_wanted = Signal(str, bool)

    def __init__(
        self,
        model: RowModel,
        name: str,
        title: str,
        *,
        most_rows: int = 0,
        opens_at_once: bool = True,
        picks: bool = False,
        more: Callable[[QMenu], object] | None = None,
    ) -> None:
        super().__init__()
        self.rows = model
        self._more = more  # adds to the menu what else can be done
        self._most_rows = most_rows
        self.setProperty("look", "plain" if most_rows else "")  # inside a card it needs no frame of its own
        self._sorted: tuple[str, bool] = ("", False)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setModel(model)
        model.setParent(self)
        self._cell = Cell(self, model)
        self.setItemDelegate(self._cell)
        self._behave()
        self._lay_out_columns()
        self.picking: Picking | None = self._begin_picking() if picks else None
        opening = self.clicked if opens_at_once else self.doubleClicked
        opening.connect(lambda index: self._open(index.row()))

    def _begin_picking(self) -> Picking:
        self.rows.picked = Picked(self)
        self.horizontalHeader().setProperty("look", "picks")  # room for the box over the column
        return Picking(self, self.rows, self.rows.picked)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _lay_out_columns(self) -> None:
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(ROW_HEIGHT)
        down.setDefaultSectionSize(ROW_HEIGHT)
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setMinimumSectionSize(60)
        across.sectionClicked.connect(self._header_clicked)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # ResizeToContents would read every row of a long list

    def _share_width(self) -> None:
        """Columns without a width share what is left; the one that names the record gets more of it."""
        columns = self.rows.columns
        fixed = sum(column.width for number, column in enumerate(columns) if not self.isColumnHidden(number))
        left = self.viewport().width() - fixed
        shares = [0 if column.width else column.share or (5 if column.strong else 3) for column in columns]
        for number, column in enumerate(columns):
            self.setColumnWidth(number, column.width or left * shares[number] // max(sum(shares), 1))

    def show_column(self, number: int, shown: bool) -> None:
        """Show a column with a width of its own, or leave its room to the others."""
        if shown == self.isColumnHidden(number):
            self.setColumnHidden(number, not shown)
            self._share_width()

    def show_ids(self, ids: list[int], first: list[Any] | None = None) -> None:
        """Show these records; the one that was chosen stays chosen, if it is still there."""
        chosen = self.chosen
        self.rows.show_ids(ids, first)
        if self.rows.picked is not None:
            self.rows.picked.keep_only(ids)
        if chosen is not None and self.chosen != chosen and (line := self.rows.row_of(chosen)) >= 0:
            self.selectRow(line)
        self._fit_height()

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the header the list is sorted by."""
        self._sorted = (key, descending)
        number = next((n for n, column in enumerate(self.rows.columns) if key and column.sort == key), -1)
        across = self.horizontalHeader()
        across.setSortIndicatorShown(number >= 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        across.setSortIndicator(number, order)

    @property
    def chosen(self) -> int | None:
        """The id of the line that is chosen."""
        index = self.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else None

    def _fit_height(self) -> None:
        """End where the rows end; `most_rows` are shown at once, of the rest there is a scroll bar."""
        lines = min(max(self.rows.rowCount(), 1), self._most_rows or MANY)
        height = lines * ROW_HEIGHT + self.horizontalHeader().sizeHint().height() + 4  # with the wider frame of the focus
        self.setMaximumHeight(height)
        self.setMinimumHeight(height if self._most_rows else 0)

    def _open(self, line: int) -> None:
        if 0 <= line < self.rows.rowCount():
            self.opened.emit(self.rows.id_at(line))

    def _header_clicked(self, number: int) -> None:
        self.show_sort(*self._sorted)  # Qt has moved its mark already, also to a column nothing is sorted by
        self._sort_by(self.rows.columns[number].sort)

    def _sort_by(self, key: str) -> None:
        if key:
            now, descending = self._sorted
            self.sort_wanted.emit(key, not descending if key == now else False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and not self.currentIndex().isValid() and self.rows.rowCount():
            self.selectRow(0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        """The row under the pointer is washed."""
        if line != self._cell.hovered:
            self._cell.hovered = line
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What the headers and a click do, for a hand on the keyboard: the menu key or Shift+F10."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu) -> None:
        if self.currentIndex().isValid():
            menu.addAction(tr("Open"), lambda: self._open(self.currentIndex().row()))
            if self._more is not None:
                self._more(menu)
            menu.addSeparator()
        for column in self.rows.columns:
            if column.sort:
                text = tr("Sort by {column}", column=tr(column.title).lower())
                menu.addAction(text, partial(self._sort_by, column.sort))
        picked = self.rows.picked
        if picked is not None and self.rows.rowCount():
            menu.addSeparator()
            menu.addAction(tr("Choose all"), lambda: picked.choose(self.rows.ids))
