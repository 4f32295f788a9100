"""What is typed into fields and not saved as it is typed: kept as it stands, valid or not, and put back the next time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from clientcare import services
from clientcare.texts import keepable
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.moment import MomentField

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.ui.jobs import Jobs

KEPT_AFTER_MS = 1000


class Kept(QObject):
    """Keeps the texts of `fields` within a second as the draft `form`, of the record it is turned to, until they are dropped.

    `put_back()`: what was typed before stands in the fields again.
    """

    put_back = Signal()

    def __init__(self, parent: QObject, jobs: Jobs, form: str, fields: Mapping[str, Any]) -> None:
        super().__init__(parent)
        self._jobs, self._form, self._fields = jobs, form, dict(fields)
        self._record: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        for field in self._fields.values():
            edited = field.currentIndexChanged if isinstance(field, QComboBox) else field.edited
            edited.connect(self._typed)
            if isinstance(field, QLineEdit):
                field.textEdited.connect(self._typed)  # also what is no number
        jobs.fingers.last_call.connect(self.keep_now)

    def turn_to(self, record: int) -> None:
        """Be about this record from now on, and show what was typed for it before, unless something stands there already."""
        if record != self._record:
            self.keep_now()
            self._record = record
            self._jobs.read(self._read(record), self._show)

    def _read(self, record: int) -> Callable[[Any], tuple[int, dict[str, str] | None]]:
        form = self._form
        return lambda session: (record, services.drafts.get(session, form, record))

    def _show(self, found: tuple[int, dict[str, str] | None]) -> None:
        record, texts = found
        if texts and record == self._record and not self._timer.isActive():
            for name, field in self._fields.items():
                if name in texts:
                    fill(field, texts[name])
            self._timer.stop()  # choosing anew in a list is no typing
            self.put_back.emit()

    def _typed(self, _: object) -> None:
        if not self._timer.isActive():  # somebody who never pauses is kept too
            self._timer.start()

    def keep(self) -> None:
        """Keep the texts as they stand; where all lines are empty there is nothing to keep."""
        self._timer.stop()
        if self._record is None:
            return
        texts = {name: raw(field) for name, field in self._fields.items()}
        lines = [texts[name] for name, field in self._fields.items() if isinstance(field, QLineEdit | QPlainTextEdit)]
        form, record = self._form, self._record
        if any(lines):
            self._save(lambda session: services.drafts.keep(session, form, record, texts))
        else:
            self._save(lambda session: services.drafts.drop(session, form, record))

    def keep_now(self) -> None:
        """Keep what is still in the fingers."""
        if self._timer.isActive():
            self.keep()

    def drop(self) -> None:
        """They are saved, or given up on purpose."""
        self._timer.stop()
        form, record = self._form, self._record
        if record is not None:
            self._save(lambda session: services.drafts.drop(session, form, record))

    def forget(self) -> None:
        """The record has gone: what was typed stays a draft, which is offered as such."""
        self.keep_now()
        self._record = None

    def _save(self, call: Callable[[Any], None]) -> None:
        self._jobs.fingers.save(("form", self._form, self._record), call)


def raw(field: Any) -> str:
    """What stands in a field, as text."""
    if isinstance(field, QComboBox):
        return str(field.currentIndex())
    if isinstance(field, QPlainTextEdit):
        return keepable(field.toPlainText())
    if hasattr(field, "text"):
        return keepable(field.text())
    value = field.value()
    return value.isoformat() if isinstance(value, date) else str(value or "")


def fill(field: Any, text: str) -> None:
    """Show a text that `raw` gave."""
    if isinstance(field, QComboBox):
        field.setCurrentIndex(int(text or 0))
    elif hasattr(field, "put_back"):
        field.put_back(text)
    else:
        field.set_value(from_raw(field, text))


def from_raw(field: Any, text: str) -> Any:
    """The value that a text stands for, in this field."""
    if isinstance(field, MomentField):
        return datetime.fromisoformat(text) if text else None
    if isinstance(field, DayField):
        return date.fromisoformat(text) if text else None
    return text
