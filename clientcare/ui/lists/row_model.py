"""A table of any length: all ids in sort order, rows fetched by the page as they are painted, a few pages kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clientcare.ui.lists.picked import Picked
from clientcare.ui.wording import tr

PAGE = 40  # rows: read by the window itself while it paints, two of them must fit into a frame
PAGES_KEPT = 25
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
WITH_BOX = PLAIN | Qt.ItemFlag.ItemIsUserCheckable


@dataclass(frozen=True)
class Column:
    """A column: marked title, what a row says in it, the sort key its header asks for ("" = none), right-aligned or not."""

    title: str
    text: Callable[[Any], str]
    sort: str = ""
    numeric: bool = False
    width: int = 0  # pixels; 0 = takes what is left
    strong: bool = False
    share: int = 0  # of what is left, beside the other columns; 0 = 5 for a strong one, else 3


class RowModel(QAbstractTableModel):
    """Rows by id. `fetch(ids)` returns their rows in the same order; it is called for `page` ids at a time.

    `picked`: the chosen ones, where several can be; the first column then has a box for each.
    """

    def __init__(
        self, columns: Sequence[Column], fetch: Callable[[list[int]], list[Any]], parent: QObject, page: int = PAGE
    ) -> None:
        super().__init__(parent)
        self._page = page
        self.picked: Picked | None = None
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: list[int] = []
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()

    def show_ids(self, ids: list[int], first: list[Any] | None = None) -> None:
        """Show these records; `first` is the first page of them, if it was read along. The same ids again only repaint,
        so that selection and scrolling stay."""
        pages = OrderedDict({0: first}) if first else OrderedDict()
        if ids == self._ids:
            self._pages = pages
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._ids, self._pages = ids, pages
        self.endResetModel()

    @property
    def ids(self) -> list[int]:
        """Of all rows in their order; not to be changed."""
        return self._ids

    def picked_ids(self) -> list[int]:
        """The chosen ones in the order of the list."""
        picked = self.picked
        return [id for id in self._ids if id in picked] if picked else []

    def is_picked(self, row: int) -> bool:
        return self.picked is not None and self._ids[row] in self.picked

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, id: int) -> int:
        """The line a record stands on, or -1."""
        return self._ids.index(id) if id in self._ids else -1

    def row(self, row: int) -> Any:
        number, within = divmod(row, self._page)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._fetch(self._ids[number * self._page : (number + 1) * self._page])
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        if within == 0 or within == len(page) - 1:  # seen on the way through, which is often enough to know it is in use
            self._pages.move_to_end(number)
        return page[within] if within < len(page) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return column.text(row) if row is not None else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.CheckStateRole and self.picked is not None and index.column() == 0:
            return Qt.CheckState.Checked if self.is_picked(index.row()) else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return WITH_BOX if self.picked is not None and index.column() == 0 else PLAIN

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Only the box is changed, as a screen reader does; rows are changed where they are written."""
        if role != Qt.ItemDataRole.CheckStateRole or self.picked is None or not index.isValid():
            return False
        if self.is_picked(index.row()) != (Qt.CheckState(value) == Qt.CheckState.Checked):
            self.picked.turn(self._ids[index.row()])
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.data(self.index(0, section), role) if self._ids else Qt.AlignmentFlag.AlignLeft
        return None
