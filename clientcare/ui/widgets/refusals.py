"""Texts that no record can hold, such as half a number: kept as they were typed, and offered again with their record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from clientcare import services
from clientcare.ui.jobs import Jobs

Draft = tuple[str, int]  # the kept form they are texts of, and the record it is about


class Refusals(QObject):
    """Those of one record at a time. `offered(texts)`, by field: what was typed before and could not be kept."""

    offered = Signal(object)

    def __init__(self, parent: QObject, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._draft: Draft | None = None
        self._asked = False
        self._texts: dict[str, str] = {}

    def turn_to(self, draft: Draft | None) -> None:
        """Keep those of another from now on; None keeps nothing."""
        if draft != self._draft:
            self._draft, self._asked, self._texts = draft, False, {}

    def ask(self) -> None:
        """Offer what was typed before, once."""
        draft = self._draft
        if draft is not None and not self._asked:
            self._asked = True
            self._jobs.read(lambda session: services.drafts.get(session, *draft), partial(self._found, draft))

    def _found(self, draft: Draft, texts: Mapping[str, str] | None) -> None:
        if draft == self._draft:
            found = {name: text for name, text in (texts or {}).items() if name not in self._texts}
            self._texts |= found
            self.offered.emit(found)

    def note(self, name: str, text: str) -> None:
        """Keep a text; with "" it has given way to one that its record holds."""
        draft = self._draft
        if draft is not None and text != self._texts.get(name, ""):
            self._texts[name] = text
            self.keep(draft, name, text)

    def keep(self, draft: Draft, name: str, text: str) -> None:
        """Keep a text of whichever record."""
        self._jobs.fingers.save((draft, name), lambda session: services.drafts.keep_one(session, *draft, name, text))
