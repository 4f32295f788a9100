"""The owner's own wording of a passage, kept for every letter of its kind: the buttons, the question before, the keeping."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clientcare import services
from clientcare.letters import kinds
from clientcare.letters.facts import Facts
from clientcare.records import LetterDraft
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.writing.draft import save
from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.kept_dialog import KeptDialog
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import short, tr

if TYPE_CHECKING:
    from clientcare.letters.own_words import Template
    from clientcare.ui.steps.writing.letter import LetterInProgress

KEPT = mark("Your wording is kept for every letter of this kind.")
FORGOTTEN = mark("Your wording is forgotten. The suggested words are back.")
WHY = mark("It will stand in every new letter of this kind ({kind}). What is in brackets is filled in each time.")
MOST_NAMED = 8  # things of this client, in the question
LONGEST = 60  # letters of each


class OwnWording(QWidget):
    """What stands below a passage: the ways back, and the ways to keep or forget a wording. `keep(key)`, `forget(key)`."""

    keep = Signal(str)
    forget = Signal(str)

    def __init__(self, key: str, title: str, again: QPushButton) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._again = again
        self._keep = button(tr("Keep as my wording"), lambda: self.keep.emit(key), "plain", f"passage.{key}.keep")
        self._keep.setAccessibleName(tr("{title}: keep as my wording", title=title))
        self._mine = label(tr("This is your own wording."), "soft", name=f"passage.{key}.mine")
        self._forget = button(tr("Forget it"), lambda: self.forget.emit(key), "plain", f"passage.{key}.forget")
        self._forget.setAccessibleName(tr("{title}: forget my wording", title=title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Flow(again, self._keep))
        column.addLayout(row(self._mine, self._forget, None, spacing=4))
        self.show_state(can_keep=False, kept=False)

    def show_state(self, *, can_keep: bool, kept: bool) -> None:
        self._keep.setVisible(can_keep)
        self._mine.setVisible(kept)
        self._forget.setVisible(kept)
        self.setVisible(kept or can_keep or not self._again.isHidden())


class KeepDialog(KeptDialog):
    """Shows the wording as it will be kept, and what of this client is still in it; it can be changed.

    `template` is what was agreed to once the dialog was accepted.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, facts: Facts, draft: LetterDraft, key: str, template: Template
    ) -> None:
        super().__init__(parent)
        self._desk, self._facts, self.template = desk, facts, template
        self.setObjectName("wording")
        self.setWindowTitle(tr("Keep your wording"))
        self._field = TextField("wording.text", tr("Your wording"), lines=4, most=12)
        self._field.setMinimumWidth(480)
        self._field.set_value(template.shown)
        self._field.edited.connect(self._typed)
        self._left = label("", wrap=True, name="wording.left")
        self._warning = Card(self._left, look="attention", margin=12)
        self._keep = button(tr("Keep for every letter of this kind"), self.accept, "primary", "wording.keep")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Keep your wording"), "heading"))
        column.addWidget(label(tr(WHY, kind=tr(kinds.kind(draft.kind).title)), wrap=True))
        column.addWidget(self._field)
        column.addWidget(self._warning)
        column.addLayout(row(None, button(tr("Cancel"), self.cancel, name="wording.cancel"), self._keep))
        self._say(template)
        kept = self.keep(desk.jobs, f"wording.{draft.kind}.{key}", draft.dispute_id, text=self._field)
        kept.put_back.connect(self._put_back)

    def _put_back(self) -> None:
        self._typed(self._field.value())

    def _typed(self, text: str) -> None:
        self._keep.setEnabled(False)  # until it is known what is in it
        self._desk.jobs.work(partial(_template_of, text, self._facts), self._say, key="wording")

    def _say(self, template: Template) -> None:
        self.template = template
        left = tr("; ").join(f"“{short(words, LONGEST)}”" for words in template.left[:MOST_NAMED])
        self._left.setText(tr("Still in it, and of this client only: {words}", words=left))
        self._warning.setVisible(bool(template.left))
        self._keep.setEnabled(bool(template.text.strip()))


class OwnWordings(QObject):
    """Keeps and forgets wordings of the letter in hand."""

    def __init__(self, desk: Desk, letter: LetterInProgress, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._letter, self._window = desk, letter, parent

    def keep(self, key: str) -> None:
        """Keep what stands in that passage, after asking where something of this client is in it."""
        draft, facts = self._letter.draft, self._letter.facts
        if draft is None or facts is None or not draft.edits.get(key, "").strip():
            return
        made = partial(_generalised, draft.edits[key], facts, draft.kind, key)
        self._desk.jobs.work(made, partial(self._made, key, draft, facts))

    def _made(self, key: str, draft: LetterDraft, facts: Facts, made: tuple[Template, bool]) -> None:
        (template, same), kind = made, draft.kind
        if not template.left:
            self._store(key, kind, facts.language, template, same=same)
            return
        dialog = KeepDialog(self._desk, self._window, facts, draft, key, template)
        if self._desk.dialogs.run(dialog):
            self._store(key, kind, facts.language, dialog.template, same=False)
        dialog.deleteLater()

    def _store(self, key: str, kind: str, language: str, template: Template, *, same: bool) -> None:
        """Where the wording reads the `same` here, the passage stands in it from now on."""
        self._letter.keeper.flush()
        draft = self._letter.draft
        if draft is None or draft.kind != kind:
            return
        edits = {name: text for name, text in draft.edits.items() if name != key} if same else draft.edits

        def write(session: Any) -> None:
            services.wordings.keep(session, kind, language, key, template.text)
            save(session, replace(draft, edits=edits))

        self._letter.replaced_by(write, Said(KEPT))

    def forget(self, key: str) -> None:
        draft, facts = self._letter.draft, self._letter.facts
        if draft is None or facts is None:
            return
        kind, language = draft.kind, facts.language
        self._letter.replaced_by(lambda session: services.wordings.forget(session, kind, language, key), Said(FORGOTTEN))


def _generalised(text: str, facts: Facts, kind: str, key: str) -> tuple[Template, bool]:
    """The wording for every letter, and whether it reads as typed in this one."""
    from clientcare.letters import own_words
    from clientcare.letters.phrases import clean

    template = own_words.generalised(text, facts, kind, key, tr)
    return template, own_words.filled(template.text, own_words.values(facts, kind)) == clean(text).strip()


def _template_of(text: str, facts: Facts) -> Template:
    from clientcare.letters import own_words

    return own_words.template_of(text, facts, tr)
