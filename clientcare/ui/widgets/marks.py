"""Whether a client has each of the owner's right-client traits: yes, no or not known, marked at a tap."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import Fit, TraitPattern, TraitRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.parts import label, rule
from clientcare.ui.wording import tr

STATES = (("yes", mark("Yes")), ("no", mark("No")), ("unknown", mark("Not known")))
WIDE = 380  # px: from here on there is room for the chips beside the words
_HAS = {"yes": True, "no": False, "unknown": None}
_SAID = {has: state for state, has in _HAS.items()}


class Marks(QWidget):
    """The traits with three chips each; reads and writes the marks itself, and tells `shown(Fit)`.

    `compared`: each row says, too, how it is with the best and the worst clients.
    """

    shown = Signal(object)

    def __init__(self, desk: Desk, *, compared: bool = True) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._desk, self._compared = desk, compared
        self._client: int | None = None
        # Client and trait of the marks on their way to the file: what is read meanwhile is older than what was tapped.
        self._marking: set[tuple[int, int]] = set()
        self._rows: dict[int, _Row] = {}
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(10)

    def read(self, client: int) -> None:
        """Show how this client stands to the traits, as the file says."""
        self._client = client
        self._desk.jobs.read(lambda session: services.traits.fit(session, client), self._show, self._desk.jobs.fail_unless_gone)

    def _show(self, fit: Fit) -> None:
        if fit.client_id != self._client or any(client == fit.client_id for client, _ in self._marking):
            return
        for id in self._rows.keys() - {trait.id for trait in fit.traits}:
            gone = self._rows.pop(id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        patterns = {pattern.trait_id: pattern for pattern in fit.pattern if self._compared}
        for place, trait in enumerate(fit.traits):
            if trait.id not in self._rows or self._rows[trait.id].text != trait.text:
                self._put(place, trait)
            self._rows[trait.id].show_mark(fit.marks.get(trait.id), patterns.get(trait.id))
        self.shown.emit(fit)

    def _put(self, place: int, trait: TraitRow) -> None:
        """A row at its place, instead of the one whose trait was reworded."""
        if old := self._rows.pop(trait.id, None):
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        made = self._rows[trait.id] = _Row(trait)
        made.marked.connect(partial(self._mark, trait.id))
        self._list.insertWidget(place, made)

    def _mark(self, trait: int, has: bool | None) -> None:
        client = self._client
        if client is None:
            return
        self._marking.add((client, trait))
        call = partial(services.traits.mark, client_id=client, trait_id=trait, has=has)
        marked, failed = partial(self._marked, client, trait), partial(self._not_marked, client, trait)
        self._desk.jobs.fingers.save(("mark", client, trait), lambda session: call(session), marked, failed)

    def _marked(self, client: int, trait: int, _: object) -> None:
        self._marking.discard((client, trait))

    def _not_marked(self, client: int, trait: int, error: Exception) -> None:
        """What could not be saved yet stays as it was tapped."""
        if is_held(error):
            return
        self._marking.discard((client, trait))
        if self._client is not None:
            self.read(self._client)
        self._desk.jobs.failed.emit(error)


class _Row(QWidget):
    """One trait, how it is with the best and the worst clients, and the three chips: beside the words, or below them."""

    marked = Signal(object)

    def __init__(self, trait: TraitRow) -> None:
        super().__init__()
        self.text = trait.text
        self._pattern = label("", "soft", wrap=True, name=f"fit.{trait.id}.pattern")
        self._choice = OneAlways(STATES, f"fit.{trait.id}", trait.text, small=True)
        self._choice.edited.connect(lambda state: self.marked.emit(_HAS[str(state)]))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(trait.text, wrap=True))
        words.addWidget(self._pattern)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(rule())
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        self._line.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(beside if event.size().width() >= WIDE else below)
        super().resizeEvent(event)

    def show_mark(self, has: bool | None, pattern: TraitPattern | None) -> None:
        self._choice.set_value(_SAID[has])
        said = pattern_in_words(pattern) if pattern else ""
        self._pattern.setText(said)
        self._pattern.setVisible(bool(said))


def pattern_in_words(pattern: TraitPattern) -> str:
    """`Among your best clients 4 of 5, among your worst 1 of 5.`"""
    values: dict[str, Any] = {"best": pattern.best, "best_of": pattern.best_of}
    values |= {"worst": pattern.worst, "worst_of": pattern.worst_of}
    if not pattern.worst_of:
        return tr("Among your best clients {best} of {best_of}.", **values)
    if not pattern.best_of:
        return tr("Among your worst clients {worst} of {worst_of}.", **values)
    return tr("Among your best clients {best} of {best_of}, among your worst {worst} of {worst_of}.", **values)


def count_in_words(fit: Fit) -> str:
    """`4 of 5 of your right-client traits`, and what is not known yet."""
    total, unknown = len(fit.traits), sum(trait.id not in fit.marks for trait in fit.traits)
    if unknown == total:
        return tr("Nothing is marked yet. A guess is fine, and “not known” too.")
    said = tr("They have {having} of %n of your right-client traits.", total, having=fit.having)
    return " ".join((said, tr("%n not known yet.", unknown))) if unknown else said


def conclusion(fit: Fit) -> tuple[str, str]:
    """A title and a kind sentence; both empty while too little is known to say anything fair."""
    known = sum(trait.id in fit.marks for trait in fit.traits)
    if not known or known * 2 < len(fit.traits):
        return "", ""
    share = fit.having / known
    if share >= 2 / 3:
        return tr("Mostly the right client"), tr("Worth some patience: clients like this are the ones you want more of.")
    if share > 1 / 3:
        return tr("Right in some ways, not in others"), tr("Think of what would have to change, and whether you can say it.")
    return (
        tr("Not the right fit, as things stand"),
        tr("That is no reason to treat them worse. It may be a reason to settle this well, and then to part on good terms."),
    )
