"""A kind of job in the owner's own words; those used before are offered while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from clientcare.ui.widgets.fields import LineField


class JobField(LineField):
    """A line that offers the kinds it was told of, wherever in them what is typed stands."""

    def __init__(self, name: str, title: str, hint: str = "") -> None:
        super().__init__(name, title, hint)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._chosen)
        self.setCompleter(completer)

    def offer(self, kinds: Sequence[str]) -> None:
        """Offer these from now on."""
        if self._known.stringList() != list(kinds):
            self._known.setStringList(list(kinds))

    def _chosen(self, kind: str) -> None:
        self.setText(kind)
        self.edited.emit(self.value())
