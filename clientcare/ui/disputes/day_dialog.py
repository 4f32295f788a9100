"""Asks for the day on which several disputes are due."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import tr


class DayDialog(GrowingDialog):
    """`chosen(date)`, which may have passed: some answers are late."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("due.dialog")
        self.setWindowTitle(tr("Set due date"))
        self.setMinimumWidth(360)
        self._day = DayField("due.day", tr("Day"), may_be_empty=False)
        self._day.set_value(date.today() + timedelta(days=7))
        does = button(tr("Set due date"), self._choose, "primary", "due.save")
        does.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(tr("Set due date"), "heading"))
        column.addWidget(Labelled(tr("On which day?"), self._day))
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject, name="due.cancel"), does))
        self._day.setFocus()

    def _choose(self) -> None:
        self.chosen.emit(self._day.value())
        self.accept()
