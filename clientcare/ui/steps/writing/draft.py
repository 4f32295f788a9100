"""The draft being written: what is typed reaches the file within a second, and at once on leaving."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from clientcare import services
from clientcare.records import LetterDraft
from clientcare.ui.callbacks import Then
from clientcare.ui.fingers import Key, is_held
from clientcare.ui.jobs import Jobs
from clientcare.ui.steps.writing.fact_fields import TITLES, in_words

AFTER_MS = 1000  # also for somebody who never pauses


class DraftKeeper(QObject):
    """Holds the draft; `change` it freely. `saved` and `unsaved` tell the owner how it stands."""

    saved = Signal()
    unsaved = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.draft: LetterDraft | None = None
        self._dirty = False
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self.flush)
        jobs.fingers.last_call.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether something is still to be written."""
        return self._dirty

    def take(self, draft: LetterDraft) -> None:
        """Go on with this draft; the one before is saved first."""
        self.flush()
        self.draft = draft

    def change(self, **fields: Any) -> LetterDraft:
        """The draft with these fields, from now on and soon in the file."""
        assert self.draft is not None
        self.draft = replace(self.draft, **fields)
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()
        return self.draft

    def flush(self) -> None:
        """Write now what is still in the fingers."""
        self._timer.stop()
        if not self._dirty or self.draft is None:
            return
        self._dirty = False
        draft = self.draft
        self._write(draft, partial(self._saved, draft), self._failed)

    def let_go(self) -> None:
        """Write, and expect no answer: the window may be gone by then."""
        draft, dirty = self.draft, self._dirty
        self.hold()
        if dirty and draft is not None:
            self._write(draft)

    def _write(self, draft: LetterDraft, then: Then | None = None, failed: Then | None = None) -> None:
        key: Key = ("letter", draft.dispute_id, draft.kind, draft.provider_id)
        self._jobs.fingers.save(key, lambda session: save(session, draft), then, failed, typed=_words(draft))

    def hold(self) -> None:
        """Somebody else writes this draft now: no save of ours comes after."""
        self._timer.stop()
        self._dirty = False

    def forget(self) -> None:
        """The draft has become a letter: nothing of it is to be written any more."""
        self.hold()
        self.draft = None

    def _saved(self, draft: LetterDraft, id: int) -> None:
        if self.draft is not None and self.draft.id is None and is_same_letter(self.draft, draft):
            self.draft = replace(self.draft, id=id)  # another of its kind may come to be, when one is taken back
        if self.draft is not None and replace(self.draft, id=draft.id) == draft:
            self.hold()  # it had to be tried again
        if not self._dirty:
            self.saved.emit()

    def _failed(self, error: Exception) -> None:
        self._dirty = self.draft is not None
        self.unsaved.emit()
        if not is_held(error):
            self._jobs.failed.emit(error)


def _words(draft: LetterDraft) -> str:
    """All that was typed for this letter, answers half typed included."""
    facts = ((name.rpartition(".")[2], text) for name, text in draft.facts.items())
    answers = (text for fact, text in facts if fact in TITLES and in_words(fact))
    return "\n\n".join(filter(None, (draft.subject, *draft.edits.values(), *answers)))


def save(session: Any, draft: LetterDraft) -> int:
    """Save it over the draft begun of this kind, also where that was begun by a save still on its way."""
    if draft.id is not None:
        return services.letters.save_draft(session, draft)
    current = services.letters.current_draft
    id = current(session, draft.dispute_id, draft.kind, provider_id=draft.provider_id).id
    return services.letters.save_draft(session, replace(draft, id=id))


def is_same_letter(one: LetterDraft, other: LetterDraft) -> bool:
    """Whether both are stages of one letter, as far as can be told before it has a number."""
    return (one.dispute_id, one.kind, one.provider_id) == (other.dispute_id, other.kind, other.provider_id)
