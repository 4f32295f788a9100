"""Below a box: what the reader may hear, and kinder words, to use or not. Cards never come while the owner types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientcare.ui.steps.writing.review import LEVELS, Spot
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.widgets.remark import Remark
from clientcare.ui.wording import short, tr

MOST = 3  # cards below one box
LONGEST = 140  # characters of a finding or a rewording that are shown
Key = tuple[str, str, str]
NARROW = 380  # px: below, the buttons stand under the words


class ToneCard(QFrame):
    """One finding. `used`: its words are to be replaced; `kept`: they stay, and nothing more is said of them.

    `verb`: what the first button says where the words cannot be replaced here; "" leaves it out then.
    """

    used = Signal()
    kept = Signal()

    def __init__(self, spot: Spot, verb: str = "") -> None:
        super().__init__()
        self.setProperty("look", "attention")
        self.setObjectName("tone.card")
        words, say = short(spot.shown, LONGEST), short(spot.shown_rewording, LONGEST)
        remark = Remark(f"“{words}”", spot.why, name="tone.why")
        self._hint = Remark(rest=tr("Use: “{words}”", words=say) if say else "", look="soft", name="tone.use_words")
        self.text = " ".join(part for part in (remark.text(), self._hint.text()) if part)
        self.setAccessibleName(self.text)
        self.buttons = self._buttons(words, say, verb)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(remark)
        column.addWidget(self._hint)
        if not say:
            self._hint.hide()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 10, 12, 10)
        self._line.addLayout(column, 1)
        self._line.addLayout(row(*self.buttons, None, spacing=8))

    def _buttons(self, words: str, say: str, verb: str) -> list[QPushButton]:
        made = []
        if say or verb:
            made.append(button(verb or tr("Use it"), self.used.emit, name="tone.use"))
            use = tr("Use “{say}” for “{words}”", say=say, words=words)
            made[0].setAccessibleName(f"{verb}: “{words}”" if verb else use)
        keep = button(tr("Keep it"), self.kept.emit, name="tone.keep")
        keep.setAccessibleName(tr("Keep “{words}”", words=words))
        return [*made, keep]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = QBoxLayout.Direction.LeftToRight if self.width() >= NARROW else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != across:
            self._line.setDirection(across)


class ToneCards(QWidget):
    """The findings of one box, three cards at most. `used(Spot)`, `kept(Spot)`: what the owner chose."""

    used = Signal(object)
    kept = Signal(object)

    def __init__(self, verb: str = "") -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._verb = verb
        self._first: Key | None = None
        self._cards: dict[Key, ToneCard] = {}
        self._more = label("", "soft", name="tone.more")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(8)
        self._column.addWidget(self._more)
        self.hide()

    def show_spots(self, spots: Sequence[Spot], *, typing: bool) -> None:
        """Show the gravest of them; while the owner is `typing` none is added, and those stay whose words are still there."""
        found = {_key(spot): spot for spot in sorted(spots, key=_gravity, reverse=True)}
        if typing:
            wanted = [key for key in self._cards if key in found]
        else:
            wanted = sorted(found, key=lambda key: (key != self._first, *_gravity(found[key])))[:MOST]
        more = len(found) - len(wanted)
        if wanted != list(self._cards):
            self._lay_out({key: found[key] for key in wanted})
        if not (typing and self._more.isHidden()):
            self._more.setText(tr("and %n more", more) if more else "")
            self._more.setVisible(more > 0)
        self.setVisible(bool(wanted) or not self._more.isHidden())

    def put_first(self, spot: Spot) -> None:
        """From the next time on, its card leads, however many are graver."""
        self._first = _key(spot)

    def _lay_out(self, wanted: dict[Key, Spot]) -> None:
        new = [key for key in wanted if key not in self._cards]
        for key in self._cards.keys() - wanted.keys():
            gone = self._cards.pop(key)
            gone.hide()
            self._column.removeWidget(gone)
            gone.deleteLater()
        self._cards = {key: self._cards.get(key) or self._card(spot) for key, spot in wanted.items()}
        for place, card in enumerate(self._cards.values()):
            self._column.insertWidget(place, card)
            card.show()
        for key in new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._cards[key], self._cards[key].text))

    def _card(self, spot: Spot) -> ToneCard:
        card = ToneCard(spot, self._verb)
        card.used.connect(partial(self.used.emit, spot))
        card.kept.connect(partial(self.kept.emit, spot))
        return card

    def take_focus(self, spot: Spot) -> bool:
        """Go to the card of this finding, if it has one."""
        card = self._cards.get(_key(spot))
        if card is not None:
            card.buttons[0].setFocus()
        return card is not None


def _gravity(spot: Spot) -> tuple[int, int]:
    return LEVELS.index(spot.level), spot.start


def _key(spot: Spot) -> Key:
    """What a card says: the same words found twice need it once."""
    return spot.entry, spot.why, spot.rewording
