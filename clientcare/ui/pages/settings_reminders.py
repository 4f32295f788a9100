"""The settings of what is due: the days the owner often chooses, and whether the system's tray tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clientcare.said import mark
from clientcare.settings import TITLES
from clientcare.ui import presets
from clientcare.ui.jobs import Jobs
from clientcare.ui.presets import MOST, MOST_OF_A_UNIT, UNITS, Preset
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.flow import FlowLayout
from clientcare.ui.widgets.kept import Kept
from clientcare.ui.widgets.parts import Card, PushButton, button, label, row
from clientcare.ui.wording import tr

NOTICES = (("", mark("No notice")), ("quiet", mark("Without names")), ("full", mark("With names")))
Ask = Callable[..., None]


class RemindersCard(Card):
    """`ask(card, name, field, why)` adds a field that is saved as typed."""

    def __init__(self, jobs: Jobs, ask: Ask, save_calendar: Callable[[], object]) -> None:
        super().__init__(label(tr("Dates and reminders"), "heading"), spacing=12)
        ask(self, "day_presets", PresetsField(jobs), tr("Offered wherever a day is asked, and behind “Later”."))
        notices = OneAlways(NOTICES, "settings.notices", tr(TITLES["notices"]))
        why = tr("From the corner of your screen, while ClientCare is open. Without names, nobody who looks on learns of whom.")
        ask(self, "notices", notices, why)
        save = button(tr("Save dates for your calendar…"), save_calendar, name="settings.calendar")
        self.column.addLayout(row(save, None))


class PresetsField(QWidget):
    """The owner's usual days as chips, each with a way to take it out, and a line to add one. Its value: as in the settings."""

    edited = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._presets: tuple[Preset, ...] = ()
        self._chips = QWidget()
        self._chips.setProperty("look", "clear")
        self._flow = FlowLayout(self._chips)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._chips)
        column.addLayout(self._line())
        self._kept = Kept(self, jobs, "day_preset", {"n": self._n, "unit": self._unit})

    def _line(self) -> QHBoxLayout:
        self._n, self._unit = LineField("settings.day_presets.n", tr("How many"), "3"), QComboBox()
        self._n.setMaxLength(len(str(MOST_OF_A_UNIT)))
        self._n.setFixedWidth(64)
        self._n.returnPressed.connect(self._take_in)
        self._unit.setObjectName("settings.day_presets.unit")
        self._unit.setAccessibleName(tr("Of what"))
        for key, title in UNITS:
            self._unit.addItem(tr(title), key)
        self._add = button(tr("Add"), self._take_in, name="settings.day_presets.add")
        return row(label(tr("In")), self._n, self._unit, self._add, None, spacing=8)

    def value(self) -> str:
        return presets.written(self._presets)

    def set_value(self, value: object) -> None:
        self._kept.turn_to(0)
        self._presets = presets.read(str(value or ""))
        self._draw()

    def _draw(self) -> None:
        for old in self._chips.findChildren(PushButton):
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        for one in sorted(self._presets, key=lambda one: (one.day(date.today()), one.unit)):
            chip = PushButton(f"{one.words}  ✕")
            chip.setProperty("look", "chip")
            chip.setObjectName(f"settings.day_presets.{one.n}{one.unit}")
            chip.setAccessibleName(tr("Take out: {day}", day=one.words))
            chip.setToolTip(tr("Take out"))
            chip.clicked.connect(partial(self._take_out, one))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._presets))
        self._chips.updateGeometry()
        self._add.setEnabled(len(self._presets) < MOST)

    def _take_out(self, one: Preset, _: bool = False) -> None:
        self._put(tuple(other for other in self._presets if other != one))

    def _take_in(self) -> None:
        """A number that is none stays, for the owner to mend."""
        typed = self._n.value()
        if not (typed.isascii() and typed.isdecimal() and int(typed)):
            self._n.setFocus()
            return
        one = Preset(int(typed), str(self._unit.currentData()))
        self._n.clear()
        self._kept.drop()
        if one not in self._presets and len(self._presets) < MOST:
            self._put((*self._presets, one))

    def _put(self, kept: tuple[Preset, ...]) -> None:
        self._presets = kept
        self._draw()
        self.edited.emit(self.value())
