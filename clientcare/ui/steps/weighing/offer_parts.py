"""The parts an offer is made of: ticked one by one, each with what it costs us, our own hours, and its worth to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from clientcare.decision.offer_parts import PARTS
from clientcare.records import PartRow
from clientcare.said import mark
from clientcare.ui.steps.weighing.offer_fields import Sum
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import Wording, tr

SUMS = ("cost", "hours", "worth")
CAPTIONS = {"cost": mark("Costs you"), "hours": mark("Your own hours"), "worth": mark("Worth to them")}
HANDED_OVER = ("money", "credit")  # a sum: where only one side of it is typed, it counts for both
OFF_THE_BILL = mark("Money off the bill")


def usual_worth(kind: str, cost: Decimal, hours: Decimal, hour_worth: Decimal) -> Decimal:
    """What a part is taken as worth to them until the owner says: a sum is what it costs, work also its hours."""
    return cost if kind in HANDED_OVER else cost + hours * hour_worth


class PartsField(QWidget):
    """Chips to tick, and below them a small line of sums for each part ticked. Its value: a tuple of `PartRow`."""

    edited = Signal(object)
    begun = Signal()  # the first part is ticked, before `edited`

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setObjectName("offer.parts")
        self.hour_worth = Decimal(0)
        self._chips: dict[str, QPushButton] = {}
        self._lines: dict[str, _Line] = {}
        for kind, title, hint in PARTS:
            self._chips[kind] = self._chip(kind, tr(title), tr(hint))
            self._lines[kind] = _Line(kind, tr(title), tr(hint), words)
            self._lines[kind].edited.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (Flow(*self._chips.values()), *self._lines.values()):
            column.addWidget(part)
        self.setFocusProxy(next(iter(self._chips.values())))
        self._show_ticked()

    def _chip(self, kind: str, title: str, hint: str) -> QPushButton:
        chip = button(title, partial(self._tapped, kind), "chip", f"offer.part.{kind}")
        chip.setCheckable(True)
        chip.setToolTip(hint)
        chip.setAccessibleDescription(hint)
        return chip

    def of_a_bill(self) -> None:
        """They hold the money: a part of it is not paid back but taken off."""
        self._chips["money"].setText(tr(OFF_THE_BILL))
        self._lines["money"].name(tr(OFF_THE_BILL))

    # -- the value

    def value(self) -> tuple[PartRow, ...]:
        return tuple(self._lines[kind].part(self.hour_worth) for kind in self._ticked)

    def set_value(self, value: object) -> None:
        """Show these parts, or a raw text as it was kept."""
        found = _from_raw(value) if isinstance(value, str) else self._from_rows(value)
        for kind, line in self._lines.items():
            self._chips[kind].setChecked(kind in found)
            line.fill(found.get(kind, {}))
        self._show_ticked()

    def _from_rows(self, value: object) -> dict[str, dict[str, Any]]:
        """The sums to show by kind; what they come to by themselves is left to them."""
        rows: Iterable[PartRow] = value if isinstance(value, Iterable) else ()
        found: dict[str, dict[str, Any]] = {}
        for row in rows:
            usual = usual_worth(row.kind, row.cost, row.hours, self.hour_worth)
            found[row.kind] = {"cost": row.cost, "hours": row.hours or None, "worth": None if row.worth == usual else row.worth}
        return found

    def text(self) -> str:
        """The texts as they stand, to be kept: valid or not."""
        return json.dumps({kind: self._lines[kind].texts() for kind in self._ticked}) if self._ticked else ""

    def wrong(self) -> bool:
        """Whether a sum is no number or missing; the cursor then stands in it."""
        return any(self._lines[kind].objects() for kind in self._ticked)

    def start_with(self, cost: Decimal | None, worth: Decimal | None, hours: Decimal | None) -> None:
        """The first part ticked takes over what had been typed for the whole."""
        kind, zero = self._ticked[0], Decimal(0)
        as_usual = worth == usual_worth(kind, cost or zero, hours or zero, self.hour_worth)
        self._lines[kind].fill({"cost": cost, "hours": hours or None, "worth": None if as_usual else worth})
        self._show_ticked()

    @property
    def _ticked(self) -> list[str]:
        return [kind for kind, chip in self._chips.items() if chip.isChecked()]

    # -- hands

    def _tapped(self, kind: str) -> None:
        if self._ticked == [kind] and not any(self._lines[kind].texts().values()):
            self.begun.emit()
        self._show_ticked()
        self.edited.emit(self.value())
        if kind in self._ticked:
            self._lines[kind].fields["cost"].setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self) -> None:
        self._show_ticked()
        self.edited.emit(self.value())

    def _show_ticked(self) -> None:
        for kind, line in self._lines.items():
            line.setVisible(kind in self._ticked)
            line.show_usual(self.hour_worth)


class _Line(Card):
    """One part: what it is, and its three sums."""

    edited = Signal()

    def __init__(self, kind: str, title: str, hint: str, words: Wording) -> None:
        super().__init__(look="wash", margin=12, spacing=6)
        self._kind, self._words = kind, words
        self._title, soft = label(title, "strong"), label(hint, "soft", wrap=True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(len(SUMS), 1)
        self.fields: dict[str, Sum] = {}
        units = {"cost": words.currency, "hours": tr("none"), "worth": tr("the same")}
        for place, name in enumerate(SUMS):
            field = Sum(words.locale, f"offer.part.{kind}.{name}", units[name], _called(title, name))
            caption = label(tr(CAPTIONS[name]), "soft")
            caption.setBuddy(field)
            field.textEdited.connect(lambda _: self.edited.emit())  # also what is no number has to be kept
            grid.addWidget(caption, 0, place)
            grid.addWidget(field, 1, place)
            self.fields[name] = field
        self.column.addWidget(self._title)
        self.column.addWidget(soft)
        self.column.addLayout(grid)
        self.hide()

    def name(self, title: str) -> None:
        self._title.setText(title)
        for name, field in self.fields.items():
            field.setAccessibleName(_called(title, name))

    def part(self, hour_worth: Decimal) -> PartRow:
        cost, hours, worth = (self.fields[name].sum() for name in SUMS)
        if cost is None:
            cost = worth if worth is not None and self._kind in HANDED_OVER else Decimal(0)
        hours = hours or Decimal(0)
        return PartRow(self._kind, cost, usual_worth(self._kind, cost, hours, hour_worth) if worth is None else worth, hours)

    def fill(self, sums: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            field.set_value(sums.get(name))

    def texts(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.fields.items()}

    def show_usual(self, hour_worth: Decimal) -> None:
        """What an empty worth counts as stands in its place."""
        usual = self.part(hour_worth)
        self.fields["worth"].setPlaceholderText(self._words.money(usual.worth) if usual.worth else tr("the same"))

    def objects(self) -> bool:
        missing = self._kind in HANDED_OVER and all(self.fields[name].sum() is None for name in ("cost", "worth"))
        wrong = [field for field in self.fields.values() if field.invalid] or ([self.fields["cost"]] if missing else [])
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)


def _called(title: str, name: str) -> str:
    caption = tr(CAPTIONS[name])
    return f"{title}: {caption}"


def _from_raw(text: str) -> dict[str, dict[str, Any]]:
    """The texts by kind; whatever else a file may hold is no parts."""
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return {}
    found = read if isinstance(read, dict) else {}
    return {kind: sums for kind, sums in found.items() if isinstance(sums, dict)}
