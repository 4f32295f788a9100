"""Fields that are saved as they are typed, each with its own word on what cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.fields import LineField, NumberField, TextField
from clientcare.ui.widgets.kept import raw
from clientcare.ui.widgets.labelled import Labelled
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
        self._of, self._asked_for = of, False
        self._refusals: dict[str, str] = {}  # the texts that could not be kept, by field
        self.saver = SavesAsTyped(self, desk.jobs, update, of)
        self.saver.noted.connect(lambda: status.setText(""))
        self.saver.saved.connect(self._saved)
        self.saver.refused.connect(self._refused)

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
        self._ask_for_refusals()
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
        if of != self._of:
            self._of, self._asked_for, self._refusals = of, False, {}
        for labelled in self._fields.values():
            labelled.set_trouble("")

    def field(self, name: str) -> Any:
        return self._fields[name].field

    def _edited(self, name: str, value: Any) -> None:
        self._fields[name].set_trouble("")
        self._refuse(name, "")
        self.saver.note(name, value / HUNDRED if name in self._shares and value is not None else value)

    def _judge(self, name: str) -> None:
        """What is no number is said beside the field, and neither written nor lost."""
        field = self.field(name)
        if field.invalid:
            self.saver.withdraw(name)
            self._status.setText("")
            self._refuse(name, field.text())
            self._fields[name].set_trouble(tr("Please type a number. What was saved before still holds."))

    def _saved(self, name: str) -> None:
        if self.saver.quiet:
            self._status.setText(tr("Saved a moment ago"))

    def _refused(self, name: str, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._refuse(name, raw(self.field(name)))
            self._fields[name].set_trouble(self._desk.words.say(error.said))
        elif is_held(error):
            self._status.setText(tr("Not saved yet. What you typed is still here."))
        else:
            self._desk.jobs.failed.emit(error)

    # -- what cannot be kept as it is

    @property
    def _draft(self) -> tuple[str, int] | None:
        """Under which form and record its texts are kept; None where nobody said whose they are."""
        if isinstance(self._of, tuple):
            return f"refused.{self._of[0]}", self._of[1]
        return (f"refused.{self._of}", 0) if self._of else None

    def _refuse(self, name: str, text: str) -> None:
        """Keep a text that no record can hold; with "" it has given way to another."""
        draft = self._draft
        if draft is None or text == self._refusals.get(name, ""):
            return
        kept = {**self._refusals, name: text}
        self._refusals = texts = {key: each for key, each in kept.items() if each}
        if texts:
            self._desk.jobs.fingers.save(draft, lambda session: services.drafts.keep(session, *draft, texts))
        else:
            self._desk.jobs.fingers.save(draft, lambda session: services.drafts.drop(session, *draft))

    def _ask_for_refusals(self) -> None:
        draft = self._draft
        if draft is not None and not self._asked_for:
            self._asked_for = True
            self._desk.jobs.read(lambda session: services.drafts.get(session, *draft), partial(self._put_back, self._of))

    def _put_back(self, of: Of, texts: Mapping[str, str] | None) -> None:
        """Show them as they were typed, and say again what stands against them."""
        if of != self._of:
            return
        for name, text in (texts or {}).items():
            field = self._fields[name].field if name in self._fields else None
            if isinstance(field, NumberField) and not self.saver.holds(name):
                field.put_back(text)
                self._judge(name)
            elif isinstance(field, LineField | TextField) and not self.saver.holds(name):
                field.set_value(text)
                self._edited(name, field.value())
