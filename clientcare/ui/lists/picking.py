"""Choosing several rows of a list: by its boxes, with Ctrl and Shift, by Space, Shift and arrows, or all at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QTableView

from clientcare.ui.lists.picked import Picked
from clientcare.ui.lists.row_model import RowModel
from clientcare.ui.wording import tr

BOX_ROOM = 42  # px at the left of the first column that belong to the box
BOX_LEFT = 10  # px, where the box over the column stands
PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
Key = Qt.Key
STEPS = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -10, Key.Key_PageDown: 10, Key.Key_Home: -(10**9), Key.Key_End: 10**9}


class Picking(QObject):
    """The hands on the boxes of `table`. A press that chooses opens nothing; every other press is the table's."""

    def __init__(self, table: QTableView, rows: RowModel, picked: Picked) -> None:
        super().__init__(table)
        self._table, self._rows, self._picked = table, rows, picked
        self._anchor: int | None = None
        self._before: set[int] = set()  # chosen when the anchor was set: a range that shrinks again gives back the rest
        self._pressed = False
        self.all = AllBox(table, rows, picked)
        picked.changed.connect(self._repaint)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            return self._mouse(event)
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event)

    def turn(self, line: int) -> None:
        """Choose this row, or not any more; ranges begin here."""
        id = self._rows.id_at(line)
        self._picked.turn(id)
        self._anchor, self._before = id, self._picked.copy()

    def reach(self, line: int) -> None:
        """Choose everything from where the last choice began to here."""
        ids = self._rows.ids
        start = self._rows.row_of(self._anchor) if self._anchor is not None else -1
        if start < 0:
            start = max(self._table.currentIndex().row(), 0)
            self._anchor, self._before = ids[start], self._picked.copy()
        low, high = sorted((start, line))
        self._picked.choose(self._before.union(ids[low : high + 1]))

    def clear(self) -> None:
        self._anchor, self._before = None, set()
        self._picked.clear()

    def _mouse(self, event: QMouseEvent) -> bool:
        """Whether this press, or the letting go of it, was a choosing."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            was, self._pressed = self._pressed, False
            return was
        if event.type() not in PRESSES or event.button() != Qt.MouseButton.LeftButton:
            return self._pressed and event.type() == QEvent.Type.MouseMove
        self._pressed = self._chooses(event)
        return self._pressed

    def _chooses(self, event: QMouseEvent) -> bool:
        index, held = self._table.indexAt(event.position().toPoint()), event.modifiers()
        on_box = event.position().x() < BOX_ROOM
        with_shift, with_ctrl = held & Qt.KeyboardModifier.ShiftModifier, held & Qt.KeyboardModifier.ControlModifier
        if not index.isValid() or not (on_box or with_shift or with_ctrl):
            return False
        if with_shift:
            self.reach(index.row())
        else:
            self.turn(index.row())
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        self._table.selectRow(index.row())
        return True

    def _key(self, event: QKeyEvent) -> bool:
        line = self._table.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._picked.choose(self._rows.ids)
        elif event.key() == Key.Key_Escape and self._picked:
            self.clear()
        elif event.key() == Key.Key_Space and line >= 0:
            self.turn(line)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in STEPS and line >= 0:
            self._step(line, STEPS[Key(event.key())])
        else:
            return False
        return True

    def _step(self, line: int, by: int) -> None:
        if self._anchor is None or self._rows.row_of(self._anchor) < 0:
            self._anchor, self._before = self._rows.id_at(line), self._picked.copy()
        to = min(max(line + by, 0), self._rows.rowCount() - 1)
        self._table.selectRow(to)
        self.reach(to)

    def _repaint(self) -> None:
        if not self._picked:
            self._anchor, self._before = None, set()
        self._table.viewport().update()


class AllBox(QCheckBox):
    """Over the boxes: ticked when all are chosen, half when some are; a press chooses all, or none."""

    def __init__(self, table: QTableView, rows: RowModel, picked: Picked) -> None:
        super().__init__(table)
        self._table, self._rows, self._picked = table, rows, picked
        self.setObjectName(f"{table.objectName()}.all")
        self.setAccessibleName(tr("Choose all"))
        self.setToolTip(tr("Choose all"))
        self.setTristate(True)
        self.clicked.connect(self._pressed)
        picked.changed.connect(self.show_state)
        rows.modelReset.connect(self.show_state)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # within a table Tab stops once; Ctrl+A and the menu do the same
        self.move(BOX_LEFT, 4)
        self.setFixedSize(30, 30)

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)  # also the room around the box

    def show_state(self) -> None:
        some, every = bool(self._picked), len(self._picked) == self._rows.rowCount()
        state = Qt.CheckState.Checked if every else Qt.CheckState.PartiallyChecked
        self.setCheckState(state if some else Qt.CheckState.Unchecked)

    def _pressed(self) -> None:
        every = bool(self._picked) and len(self._picked) == self._rows.rowCount()
        self._picked.choose(() if every else self._rows.ids)
        self.show_state()
