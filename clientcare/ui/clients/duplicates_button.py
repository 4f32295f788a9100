"""The way to clients who may be one, at the head of the list of clients; it says how many there likely are."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer

from clientcare.records import Changes, Pair
from clientcare.ui.clients.duplicate_search import DuplicateSearch
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import PushButton
from clientcare.ui.wording import tr

LIKELY = 0.7  # from which on it is worth a word
KINDS = ("Client", "ContactPoint", "NotSame", "ImportBatch")
SOON_MS = 600  # the list itself comes first


class DuplicatesButton(PushButton):
    """`look()` whenever the list is shown; it looks again only after clients have changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Find duplicates"))
        self.setObjectName("clients.duplicates")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._jobs, self._stale = desk.jobs, True
        desk.jobs.changed.connect(self._changed)
        self._search = DuplicateSearch(self, desk.jobs)
        self._search.found.connect(self._show)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._begin)
        self.clicked.connect(lambda: desk.go("duplicates"))

    def look(self) -> None:
        """Look for them in a moment."""
        if self._stale:
            self._soon.start()

    def _changed(self, changes: Changes) -> None:
        self._stale = self._stale or changes.touches(*KINDS)
        if self.isVisible():
            self.look()

    def _begin(self) -> None:
        if self.isVisible() and self._jobs.ready:
            self._stale = False
            self._search.begin()

    def _show(self, pairs: tuple[Pair, ...]) -> None:
        likely = sum(pair.likeness >= LIKELY for pair in pairs)
        self.setText(tr("%n likely duplicate(s)", likely) if likely else tr("Find duplicates"))
