"""One guess on a slider: what it is, its value in words, and how sure the owner is of it."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSlider, QVBoxLayout, QWidget

from clientcare.decision.guess import Sure
from clientcare.decision.levers import Lever
from clientcare.records import Default
from clientcare.said import mark
from clientcare.ui import amounts
from clientcare.ui.widgets.chart import as_plain
from clientcare.ui.widgets.parts import ElidedLabel, button, label
from clientcare.ui.wording import Wording, tr

SURE = (
    (Sure.CERTAIN, mark("certain")),
    (Sure.SURE, mark("sure")),
    (Sure.FAIRLY, mark("fairly sure")),
    (Sure.UNSURE, mark("not sure")),
)
OURS_TO_SAY = ("owed", "refill")  # these have no "how sure": the sum takes them as they are said
_STEPS = {"chance": 0.01, "hours": 0.5, "months": 1.0, "clients": 0.1}
SURE_WIDE = 82  # px, with the gap before it
_POSITIONS = 200  # about so many places on a slider that moves money


class Slider(QSlider):
    """A horizontal slider that leaves the wheel to the page around it, unless it was chosen first."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # by Tab or a press, never by the wheel

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class LeverRow(QWidget):
    """A lever's title and value above its slider. `moved` follows the handle; `judged` and `usual` the small menu.

    `whole`: the title where it had to be cut.
    """

    moved = Signal(str, float)
    judged = Signal(str, str)
    usual = Signal(str)

    def __init__(self, lever: Lever, title: str, words: Wording, hour_worth: float, whole: str = "") -> None:
        super().__init__()
        self._lever, self._words, self._hour_worth = lever, words, hour_worth
        self._low, self._high, self._step = scale(lever)
        self._title = label(title, wrap=True)
        self._value = label("", "soft", name=f"lever.{lever.key}.value")
        self._own_words = ElidedLabel("", "soft")
        self._default: Default | None = None
        self._touched, self._aside, self._whole = False, "", whole
        self.slider = Slider(f"lever.{lever.key}", whole or title)
        self._sure = button("", lambda: None, "small", f"lever.{lever.key}.sure")
        self._as_usual = QAction(self)
        self._as_usual.triggered.connect(lambda: self.usual.emit(self._lever.key))
        self._sure.setMenu(self._menu())
        self.slider.valueChanged.connect(self._slid)
        self._build()
        # Only now: shown before it stands in the row, it would flash up as a window of its own.
        self._say_usual()
        self.show_lever(lever)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 1)
        line.addWidget(self._value, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self._own_words)
        self._own_words.hide()
        below = QGridLayout()
        below.setHorizontalSpacing(0)
        below.setColumnStretch(0, 1)
        below.setColumnMinimumWidth(1, SURE_WIDE)  # all sliders end at the same place, whatever stands behind them
        below.addWidget(self.slider, 0, 0)
        below.addWidget(self._sure, 0, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(below)

    @property
    def _is_judged(self) -> bool:
        """Whether how sure can be said of it."""
        key = self._lever.key
        return key not in OURS_TO_SAY and not (key.startswith("cost.") and self._lever.sure == Sure.CERTAIN)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for sure, text in SURE:
            action = QAction(tr(text), group, checkable=True)
            action.setData(sure.value)
            if self._is_judged:
                menu.addAction(action)
        group.triggered.connect(lambda action: self.judged.emit(self._lever.key, action.data()))
        menu.addSeparator()
        menu.addAction(self._as_usual)
        return menu

    def show_lever(self, lever: Lever) -> None:
        """Show this value; the ends of the slider stay where they were at the first look, unless it would not fit."""
        if lever == self._lever and self._value.text():
            return  # one slider moves, twenty others need not say again what they say
        self._lever = lever
        if not self._low <= lever.value <= self._high:
            self._low, self._high, self._step = scale(lever)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(1, round((self._high - self._low) / self._step)))
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self.slider.setValue(round((lever.value - self._low) / self._step))
        self.slider.blockSignals(False)
        self._say()

    def show_usual(self, default: Default | None, touched: bool) -> None:
        """What it is taken as while nobody says otherwise, and where from; `touched`: the owner has said otherwise."""
        if (default, touched) != (self._default, self._touched):
            self._default, self._touched = default, touched
            self._say_usual()
            self._say()

    def show_aside(self, aside: str) -> None:
        """The owner's own words for the value, below the title: they stand for it while there is no sum."""
        if aside != self._aside:
            self._aside = aside
            self._own_words.setText(aside)
            self._own_words.setVisible(bool(aside))
            self._say()

    def _slid(self, position: int) -> None:
        self.moved.emit(self._lever.key, min(self._low + position * self._step, self._high))

    def _say(self) -> None:
        said = in_words(self._lever, self._words, self._hour_worth)
        self._value.setText("" if self._aside and not self._lever.value else said)
        if self._aside:
            said = tr("{sum} · {words}", sum=said, words=self._aside) if self._lever.value else self._aside
        sure = tr(dict(SURE)[self._lever.sure]) if self._is_judged else tr("changed")
        self._sure.setText(sure)
        self._sure.setAccessibleName(tr("How sure: {sure}", sure=sure) if self._is_judged else tr("Changed by you"))
        self.slider.setAccessibleDescription(f"{said}. {origin}" if (origin := self._origin()) else said)
        for action in self._sure.menu().actions():
            action.setChecked(action.data() == self._lever.sure.value)

    def _origin(self) -> str:
        return self._words.say(self._default.origin) if self._default and not self._touched else ""

    def _say_usual(self) -> None:
        value = self._default.value if self._default else None
        usual = None if value is None else in_words(replace(self._lever, value=value), self._words, self._hour_worth)
        self._as_usual.setText(tr("As usual: {value}", value=usual) if usual else tr("As usual"))
        self._as_usual.setEnabled(self._touched)
        self._sure.setVisible(self._is_judged or self._touched)
        tip = "\n".join(part for part in (self._whole, self._origin()) if part)
        for part in (self._title, self.slider):
            part.setToolTip(as_plain(tip))


def scale(lever: Lever) -> tuple[float, float, float]:
    """Where the slider starts and ends, and how far one step goes: round numbers an owner would say."""
    step = _STEPS.get(lever.unit) or _round_step((lever.most - lever.least) / _POSITIONS)
    low = math.floor(min(lever.least, lever.value) / step) * step
    return low, max(lever.most, lever.value, low + step), step


def _round_step(rough: float) -> float:
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return max(1.0, next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9)))


def in_words(lever: Lever, words: Wording, hour_worth: float) -> str:
    """The value as the owner would say it: `$150`, `6 h at $35`, `20 %`, `6 months`."""
    if lever.unit == "hours":
        return tr("{hours} h at {sum}", hours=words.count(lever.value), sum=words.money(hour_worth))
    return amounts.in_words(lever.value, lever.unit, words)
