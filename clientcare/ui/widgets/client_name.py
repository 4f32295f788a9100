"""A client by name: known ones are offered while typing, any other name is a new client."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from clientcare import services
from clientcare.texts import one_line
from clientcare.ui.jobs import Jobs
from clientcare.ui.widgets.fields import LineField

AFTER_KEY_MS = 120
ID = Qt.ItemDataRole.UserRole


class ClientName(LineField):
    """`known` is the id of the client meant, or None for a new one; `known_changed` when that is clear."""

    known_changed = Signal(object)

    def __init__(self, jobs: Jobs, name: str, title: str, hint: str) -> None:
        super().__init__(name, title, hint)
        self._jobs = jobs
        self.known: int | None = None
        self._names = QStandardItemModel(self)
        completer = QCompleter(self._names, self)
        # The service has filtered already, forgiving accents; Qt would filter again by the letter.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        self.setCompleter(completer)
        self._pause = QTimer(self, singleShot=True, interval=AFTER_KEY_MS)
        self._pause.timeout.connect(self.look_up)
        self.edited.connect(self._typed)

    def _typed(self, _: object) -> None:
        self._know(None)
        self._pause.start()

    def look_up(self) -> None:
        """Ask who of this name is known."""
        text = self.value()
        if text:
            self._jobs.read(lambda session: services.clients.suggest(session, text), self._offer)
        else:
            self._offer([])

    def _offer(self, found: list[tuple[int, str]]) -> None:
        self._names.clear()
        for id, name in found:
            item = QStandardItem(one_line(name))
            item.setData(id, ID)
            self._names.appendRow(item)
        same = [id for id, name in found if _reads_as(name, self.value())]
        if len(same) == 1:
            self._know(same[0])
        elif found and self.hasFocus() and self.known is None:
            self.completer().complete()

    def _chosen(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self._know(index.data(ID))
        self.edited.disconnect(self._typed)
        self.edited.emit(self.value())
        self.edited.connect(self._typed)

    def forget(self) -> None:
        """Whoever was meant is not any more."""
        self._pause.stop()
        self._names.clear()
        self._know(None)

    def _know(self, id: int | None) -> None:
        if id != self.known:
            self.known = id
            self.known_changed.emit(id)


def only_one_named(session: Any, name: str) -> int | None:
    """The one client of just that name, if there is one."""
    same = [id for id, known in services.clients.suggest(session, name) if _reads_as(known, name)]
    return same[0] if len(same) == 1 else None


def _reads_as(name: str, typed: str) -> bool:
    return one_line(name).casefold() == one_line(typed).casefold()
