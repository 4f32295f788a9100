"""Fields that are saved as they are typed, each with its own word on what cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from clientcare.errors import InvalidInput
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.fields import LineField, NumberField, TextField
from clientcare.ui.widgets.kept import raw
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.refusals import Draft, Refusals
from clientcare.ui.widgets.saving import Of, SavesAsTyped
from clientcare.ui.wording import tr

HUNDRED = Decimal(100)


class SavedForm(QObject):
    """Joins fields to a record: `update(session, name=value)` writes it, `status` says that it is saved.

    A field added as `share` shows a share from 0 to 1 in percent. What cannot be kept as it is (no number, half an address) is
    a draft until it can, and stands in its field again the next time the record `of` is shown.
    """

    def __init__(
        self, parent: QObject, desk: Desk, update: Callable[..., object], status: QLabel, of: Of = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._status = desk, status
        self._fields: dict[str, Labelled] = {}
        self._shares: set[str] = set()
        self._refusals = Refusals(self, desk.jobs)
        self._refusals.turn_to(_draft_of(of))
        self._refusals.offered.connect(self._put_back)
        self.saver = SavesAsTyped(self, desk.jobs, update, of)
        self.saver.noted.connect(lambda: status.setText(""))
        self.saver.saved.connect(self._saved)
        self.saver.refused.connect(self._refused)
        self.saver.refused_of.connect(self._refused_of)

    def add(self, name: str, labelled: Labelled, *, share: bool = False) -> Labelled:
        """Take in a field under its column's name."""
        self._fields[name] = labelled
        if share:
            self._shares.add(name)
        labelled.field.edited.connect(partial(self._edited, name))  # type: ignore[attr-defined]
        if isinstance(labelled.field, NumberField):
            labelled.field.textEdited.connect(lambda _: self._judge(name))
        return labelled

    def show(self, values: Mapping[str, Any]) -> None:
        """Show what the file says, except where something newer is being typed."""
        self._refusals.ask()
        for name, labelled in self._fields.items():
            if isinstance(labelled.field, NumberField):
                labelled.field.speak(self._desk.words.locale)
            if not self.saver.holds(name):
                value = values[name]
                shown = Decimal(str(value)) * HUNDRED if name in self._shares and value is not None else value
                labelled.field.set_value(shown)  # type: ignore[attr-defined]
                labelled.set_trouble("")

    def use(self, update: Callable[..., object], of: Of = None) -> None:
        """Write to another record from now on, which is called `of`."""
        self.saver.use(update, of)
        self._refusals.turn_to(_draft_of(of))
        for labelled in self._fields.values():
            labelled.set_trouble("")

    def field(self, name: str) -> Any:
        return self._fields[name].field

    def _edited(self, name: str, value: Any) -> None:
        self._fields[name].set_trouble("")
        self.saver.note(name, value / HUNDRED if name in self._shares and value is not None else value)

    def _judge(self, name: str) -> None:
        """What is no number is said beside the field, and neither written nor lost."""
        field = self.field(name)
        if field.invalid:
            self.saver.withdraw(name)
            self._status.setText("")
            self._refusals.note(name, field.text())
            self._fields[name].set_trouble(tr("Please type a number. What was saved before still holds."))

    def _saved(self, name: str) -> None:
        if not self.saver.holds(name):
            self._refusals.note(name, "")
        if self.saver.quiet:
            self._status.setText(tr("Saved a moment ago"))

    def _refused(self, name: str, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._refusals.note(name, raw(self.field(name)))
            self._fields[name].set_trouble(self._desk.words.say(error.said))
        elif is_held(error):
            self._status.setText(tr("Not saved yet. What you typed is still here."))
        else:
            self._desk.jobs.failed.emit(error)

    def _refused_of(self, of: Of, name: str, typed: str, _: Exception) -> None:
        """Of the record that stood here before: it is offered again with that."""
        draft = _draft_of(of)
        if draft is not None:
            self._refusals.keep(draft, name, typed)

    def _put_back(self, texts: Mapping[str, str]) -> None:
        """Show them as they were typed, and say again what stands against them."""
        for name, text in texts.items():
            field = self._fields[name].field if name in self._fields else None
            if isinstance(field, NumberField) and not self.saver.holds(name):
                field.put_back(text)
                self._judge(name)
            elif isinstance(field, LineField | TextField) and not self.saver.holds(name):
                field.set_value(text)
                self._edited(name, field.value())


def _draft_of(of: Of) -> Draft | None:
    """Under which form and record its texts are kept; None where nobody said whose they are."""
    if isinstance(of, tuple):
        return f"refused.{of[0]}", of[1]
    return (f"refused.{of}", 0) if of else None
