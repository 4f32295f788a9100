"""The plain table of what was otherwise: what it is, then, now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from clientcare.decision.comparing import Difference
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.wording import Wording, tr

BESIDE_TEXT, ABOVE_TEXT, MOST_HIGH = 15, 8, 10_000  # pixels in a cell


class DifferenceTable(QTableWidget):
    """What differs, a line each: what it is, then, now. Read by arrow keys; nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setObjectName("compare.differences")
        self.setAccessibleName(tr("What differs"))
        self.setHorizontalHeaderLabels([tr("What differs"), tr("Then"), tr("Now")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # a long way out takes as many lines as it needs
        down.setMinimumSectionSize(36)
        self.setItemDelegate(_Wrapped(self))

    def show_differences(self, differences: Sequence[Difference], words: Wording) -> None:
        self.setRowCount(len(differences))
        for place, difference in enumerate(differences):
            for side, said in enumerate((difference.title, difference.then, difference.now)):
                self.setItem(place, side, QTableWidgetItem(way_words.say(said, words)))


class _Wrapped(QStyledItemDelegate):
    """Cells as high as their words need: the room the style sheet leaves beside them is not counted by Qt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        room = QRect(0, 0, option.rect.width() - 2 * BESIDE_TEXT, MOST_HIGH)
        needed = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(option.rect.width(), needed.height() + 2 * ABOVE_TEXT)
