"""The owner's right-client traits as a list to change: each a line, saved as typed, and one line to add another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.records import TraitRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.parts import button, label, row, set_tone
from clientcare.ui.widgets.saving import AFTER_MS, SavesAsTyped
from clientcare.ui.wording import tr

DRAFT = "trait"  # the one being added, kept until it is


class TraitsEditor(QWidget):
    """Whoever shows it reads the traits and hands them to `show_traits`. `noted`: something is being typed; `saved`."""

    noted = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._desk = desk
        self._lines: dict[int, _Line] = {}
        self._saver = SavesAsTyped(self, desk.jobs, _update, "traits")
        self._saver.noted.connect(self.noted)
        self._saver.saved.connect(self._kept)
        self._saver.refused.connect(self._refused)
        self._new = LineField("trait.new", tr("Another trait"), tr("Pays on time, asks before they change their mind, …"))
        self._trouble = label("", "trouble", wrap=True, name="trait.new.trouble")
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._keep)
        desk.jobs.fingers.last_call.connect(self.flush)
        self._offered = False
        self._build()

    def _build(self) -> None:
        self._none = label(tr("What makes a client the right one for you? Three to seven are enough."), "soft", wrap=True)
        self._suggest = button(tr("Start with five usual ones"), self._start, name="traits.suggest")
        self._add = button(tr("Add"), self._add_new, name="trait.add")
        self._add.setAccessibleName(tr("Add the trait"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._none)
        column.addLayout(row(self._suggest, None))
        column.addLayout(self._list)
        column.addLayout(row(self._new, self._add, spacing=8))
        column.addWidget(self._trouble)
        self._trouble.hide()
        self._new.returnPressed.connect(self._add_new)
        self._new.edited.connect(self._typed_new)

    # -- showing

    def show_traits(self, traits: Sequence[TraitRow]) -> None:
        """Show these in their order; a line that is being typed in stays as it is."""
        for id in self._lines.keys() - {trait.id for trait in traits}:
            gone = self._lines.pop(id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, trait in enumerate(traits):
            new = trait.id not in self._lines
            if new:
                self._lines[trait.id] = self._made(trait.id)
                self._list.insertWidget(place, self._lines[trait.id])
            if new or not self._saver.holds(str(trait.id)):
                self._lines[trait.id].show_text(trait.text)
        self._none.setHidden(bool(traits))
        self._suggest.setHidden(bool(traits))
        if not self._offered:
            self._offered = True
            self._desk.jobs.read(lambda session: services.drafts.get(session, DRAFT, 0), self._show_draft)

    def _made(self, id: int) -> _Line:
        made = _Line(id)
        made.edited.connect(partial(self._typed, id))
        made.unwanted.connect(partial(self._remove, id))
        return made

    def _show_draft(self, kept: dict[str, str] | None) -> None:
        if kept and not self._new.text():
            self._new.setText(kept.get("text", ""))

    # -- changing and removing

    def _typed(self, id: int, text: object) -> None:
        self._lines[id].set_trouble("")
        self._saver.note(str(id), text)

    def _kept(self, name: str) -> None:
        if int(name) in self._lines:
            self._lines[int(name)].set_trouble("")
        self.saved.emit()

    def _refused(self, name: str, error: Exception) -> None:
        if is_held(error) and int(name) in self._lines:
            self._lines[int(name)].set_trouble(tr("Not saved yet. What you typed is still here."))
        elif not isinstance(error, InvalidInput):
            self._desk.jobs.failed.emit(error)
        elif int(name) in self._lines:  # else it was emptied and then removed
            self._lines[int(name)].set_trouble(self._desk.words.say(error.said))

    def _remove(self, id: int) -> None:
        self._saver.flush()
        ids = list(self._lines)
        after = ids[ids.index(id) + 1 :]
        (self._lines[after[0]].field if after else self._new).setFocus()
        gone = Said(mark("A trait was removed."))
        self._desk.jobs.write(lambda session: services.traits.delete(session, id), undo=gone)

    def flush(self) -> None:
        """Write now what is still in the fingers."""
        self._saver.flush()
        if self._soon.isActive():
            self._keep()

    # -- adding

    def _start(self) -> None:
        added = Said(mark("Five usual traits were added. Change them until they are yours."))
        self._desk.jobs.write(lambda session: services.traits.suggest(session), undo=added)

    def _typed_new(self, _: object) -> None:
        self._say_trouble("")
        self.noted.emit()
        if not self._soon.isActive():
            self._soon.start()

    def _keep(self) -> None:
        self._soon.stop()
        text = self._new.value()
        self._desk.jobs.fingers.save((DRAFT, 0), lambda session: _keep_draft(session, text))

    def _add_new(self) -> None:
        text = self._new.value()
        if not self._add.isEnabled():
            return  # the one before is on its way
        if not text:
            self._say_trouble(tr("Type what the right clients have in common, in a few words."))
            self._new.setFocus()
            return
        self._soon.stop()
        self._add.setEnabled(False)
        self._new.set_value("")  # at once: the next one may be typed while this one is written
        self._new.setFocus()
        self._desk.jobs.write(lambda session: _save_new(session, text), then=self._added, failed=partial(self._not_added, text))

    def _added(self, _: object) -> None:
        self._add.setEnabled(True)
        self.saved.emit()

    def _not_added(self, text: str, error: Exception) -> None:
        self._add.setEnabled(True)
        self._new.set_value(self._new.value() or text)
        if isinstance(error, InvalidInput):
            self._say_trouble(self._desk.words.say(error.said))
        else:
            self._say_trouble(tr("Not saved yet. What you typed is still here."))
            self._desk.jobs.failed.emit(error)

    def _say_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        set_tone(self._new, "true" if text else "false", "trouble")


class _Line(QWidget):
    """One trait: its words, and a way to be rid of it."""

    edited = Signal(object)
    unwanted = Signal()

    def __init__(self, id: int) -> None:
        super().__init__()
        self.field = LineField(f"trait.{id}", tr("A right-client trait"))
        self._remove = button(tr("Remove"), self.unwanted.emit, "plain", f"trait.{id}.remove")
        self._remove.clicked.connect(lambda: self._remove.setEnabled(False))  # once; it goes with the next reading
        self._trouble = label("", "trouble", wrap=True, name=f"trait.{id}.trouble")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self.field, self._remove, spacing=8))
        column.addWidget(self._trouble)
        self._trouble.hide()
        self.field.edited.connect(self.edited)

    def show_text(self, text: str) -> None:
        self.field.set_value(text)
        self._remove.setAccessibleName(tr("Remove: {trait}", trait=text))
        self.set_trouble("")

    def set_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        set_tone(self.field, "true" if text else "false", "trouble")


def _update(session: Any, **texts: str) -> None:
    for id, text in texts.items():
        services.traits.save(session, text, int(id))


def _keep_draft(session: Any, text: str) -> None:
    if text:
        services.drafts.keep(session, DRAFT, 0, {"text": text})
    else:
        services.drafts.drop(session, DRAFT, 0)


def _save_new(session: Any, text: str) -> int:
    services.drafts.drop(session, DRAFT, 0)
    return services.traits.save(session, text)
