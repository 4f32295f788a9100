"""A form with Save and Cancel. What is typed is kept as it stands, and offered again if the form never got saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.said import mark
from clientcare.ui.callbacks import Then
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.kept import KEPT_AFTER_MS, from_raw, raw
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.moment import MomentField
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

NOT_SAVED = mark("Not saved yet. What you typed is still here.")
Input = LineField | TextField | DayField | MomentField | Choice


class FormDialog(QDialog):
    """Subclasses add fields with `ask_for`, and write in `save(session)`, which runs in one transaction off the window.

    `draft` names the form among the kept texts, `record` the record it is about (0: a new one).
    """

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, *, draft: str, record: int = 0) -> None:
        super().__init__(parent)
        self.desk, self._draft, self._record = desk, draft, record
        self.fields: dict[str, Labelled] = {}
        self.setWindowTitle(title)
        self.setObjectName(draft)
        self.setMinimumWidth(480)
        self._first: dict[str, Any] = {}
        self._typed_in = self._under_way = False
        self.again = self._offer()
        self.trouble = label("", "trouble", wrap=True, name=f"{draft}.trouble")
        self.trouble.hide()
        self.save_button = button(verb, self._save, "primary", f"{draft}.save")
        self.save_button.setDefault(True)
        self.buttons = row(None, button(tr("Cancel"), self.cancel, name=f"{draft}.cancel"), self.save_button)
        self._lay_out(title)
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        desk.jobs.fingers.last_call.connect(self.keep_now)

    def _lay_out(self, title: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        self.column = QVBoxLayout()
        self.column.setSpacing(14)
        whole.addWidget(label(title, "heading", wrap=True))
        whole.addWidget(self.again)
        whole.addLayout(self.column)
        whole.addStretch(1)
        whole.addWidget(self.trouble)
        whole.addLayout(self.buttons)

    def _offer(self) -> Card:
        """Says that older words are back, and how to be rid of them."""
        said = label(tr("This is what you had typed before."), "soft", wrap=True)
        afresh = button(tr("Start afresh"), self._afresh, "plain", f"{self._draft}.afresh")
        made = Card(look="wash", margin=8)
        line = row(said, afresh)
        line.setStretch(0, 1)
        made.column.addLayout(line)
        made.setObjectName(f"{self._draft}.again")
        made.hide()
        return made

    def ask_for(self, key: str, title: str, field: Input, why: str = "") -> None:
        """Add a field; `key` is the name of the value it gives."""
        self.fields[key] = Labelled(title, field, why)
        field.edited.connect(lambda _: self._typed(key))
        self.column.addWidget(self.fields[key])

    def value(self, key: str) -> Any:
        return self._field(key).value()

    def set_values(self, values: Mapping[str, Any]) -> None:
        for key in self.fields:
            self._field(key).set_value(values.get(key))

    def _field(self, key: str) -> Any:
        return self.fields[key].field

    # asking

    def ask(self) -> None:
        """Show the form, with what had been typed into it and never saved."""
        form, record = self._draft, self._record
        self.desk.jobs.read(lambda session: services.drafts.get(session, form, record), self._show)

    def _show(self, kept: dict[str, str] | None) -> None:
        if QApplication.activeModalWidget() is not None:  # asked for twice
            self.deleteLater()
            return
        self._first = {key: self.value(key) for key in self.fields}
        if kept:
            self.set_values({key: from_raw(self._field(key), kept.get(key, "")) for key in self.fields})
            self.again.show()
        next(iter(self.fields.values())).field.setFocus()
        self.desk.dialogs.run(self)
        self.deleteLater()

    # keeping what is typed

    def _typed(self, key: str) -> None:
        self.fields[key].set_trouble("")
        self._typed_in = True
        if not self._timer.isActive():  # somebody who never pauses is kept too
            self._timer.start()

    def keep(self) -> None:
        """Keep the texts as they stand, valid or not."""
        form, record = self._draft, self._record
        texts = self._texts()
        keep = services.drafts.keep
        self._save_draft(lambda session: keep(session, form, record, texts), self._is_kept, self._not_kept)

    def _texts(self) -> dict[str, str]:
        return {key: raw(self._field(key)) for key in self.fields}

    def _save_draft(self, call: Callable[[Any], None], then: Then | None = None, failed: Then | None = None) -> None:
        self.desk.jobs.fingers.save(("form", self._draft, self._record), call, then, failed)

    def _is_kept(self, _: object) -> None:
        if self.trouble.text() == tr(NOT_SAVED):
            self._say("")

    def _not_kept(self, error: Exception) -> None:
        if is_held(error):
            self._say(tr(NOT_SAVED))
        else:
            self.desk.jobs.failed.emit(error)

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def keep_now(self) -> None:
        """Keep what is still in the fingers."""
        if self._timer.isActive():
            self._timer.stop()
            self.keep()

    def reject(self) -> None:
        """Esc or the window's cross may be a slip: what was typed is kept, and offered next time."""
        if self._under_way:
            return  # in a moment it is in the file, or said why not: offered again it would soon be there twice
        if self._typed_in:
            self._timer.stop()
            self.keep()
        super().reject()

    def cancel(self) -> None:
        """What was typed is given up on purpose."""
        if not self._under_way:
            self._forget()
            super().reject()

    def _afresh(self) -> None:
        self._forget()
        self.set_values(self._first)
        self.again.hide()

    def _forget(self) -> None:
        self._timer.stop()
        self._typed_in = False
        form, record = self._draft, self._record
        self._save_draft(lambda session: services.drafts.drop(session, form, record))

    # saving

    def check(self) -> bool:
        """Whether it can be saved; says beside the field what is missing."""
        return True

    def save(self) -> Callable[[Any], int]:
        """A call that writes what was typed and returns the record's id; made now, run on the database thread."""
        raise NotImplementedError

    def saved(self, id: int) -> None:
        """The form is in the file."""

    def _save(self) -> None:
        if not self.check():
            return
        self._timer.stop()
        self._say("")
        self._under_way = True
        self.save_button.setEnabled(False)
        write, form, record = self.save(), self._draft, self._record

        def save_and_drop(session: Any) -> int:
            id = write(session)
            services.drafts.drop(session, form, record)
            return id

        self.desk.jobs.write(save_and_drop, then=self._saved, failed=self._refused)

    def _saved(self, id: int) -> None:
        self.accept()
        self.saved(id)

    def _refused(self, error: Exception) -> None:
        if self._typed_in:
            self.keep()
        self._under_way = False
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidInput) and error.field in self.fields:
            self.object_to(error.field, self.desk.words.say(error.said))
        else:
            self._say(tr(NOT_SAVED))
            self.desk.jobs.failed.emit(error)

    def object_to(self, key: str, text: str) -> bool:
        """Say what is wrong with a field and put the cursor there. Always False, for `check` to return."""
        self.fields[key].set_trouble(text)
        self._field(key).setFocus()
        return False
