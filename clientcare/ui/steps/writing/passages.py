"""The letter's words, passage by passage, each typed over in place; what was suggested is one press away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters.kinds import Kind
from clientcare.ui.steps.writing.own_wording import OwnWording
from clientcare.ui.steps.writing.review import Spot
from clientcare.ui.steps.writing.tone_cards import ToneCards
from clientcare.ui.widgets.marked import MarkedLine, MarkedText
from clientcare.ui.widgets.parts import button, empty, label
from clientcare.ui.widgets.steady import bring_into_view
from clientcare.ui.wording import tr

SUBJECT = "subject"
OPTIONS_BEHIND = "offers"  # the box that the options follow, and what is found in them


class PassageBox(QWidget):
    """One passage or the subject line. `edited(key, text)`: the owner's words; `taken_back(key)`: the suggested ones again."""

    edited = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, key: str, title: str, field: MarkedText | MarkedLine) -> None:
        super().__init__()
        self.key, self.field, self.cards = key, field, ToneCards()
        self.setProperty("look", "clear")
        self._suggested = ""
        heading = label(title, "strong", wrap=True)
        heading.setBuddy(field)
        self._again = button(tr("Use the suggested words again"), self._take_back, "plain", f"passage.{key}.again")
        self._again.setAccessibleName(tr("{title}: use the suggested words again", title=title))
        self._again.hide()
        self.wording = OwnWording(key, title, self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(field)
        column.addWidget(self.cards)
        column.addWidget(self.wording)
        field.edited.connect(self._edited)

    def suggest(self, text: str, own: str | None, *, kept: bool, anew: bool) -> None:
        """Show the owner's words, or else what is suggested (`kept`: their own wording); under the fingers only when `anew`."""
        self._suggested = text
        if anew or own is None or not self.field.hasFocus():
            self.field.set_value(text if own is None else own)
        if self.key != SUBJECT:  # only now: until the words are there nobody knows
            self.field.setPlaceholderText(tr("Nothing is suggested here. Leave it empty, or write something."))
        self._again.setVisible(own is not None)
        self.wording.show_state(can_keep=bool(own) and self.key != SUBJECT, kept=kept and own is None)

    def _edited(self, text: str) -> None:
        self._again.setVisible(text != self._suggested)
        self.wording.show_state(can_keep=bool(text) and text != self._suggested and self.key != SUBJECT, kept=False)
        self.edited.emit(self.key, text)

    def _take_back(self) -> None:
        self.field.set_value(self._suggested)
        self._again.hide()
        self.wording.show_state(can_keep=False, kept=False)
        self.field.setFocus()
        self.taken_back.emit(self.key)


class Passages(QWidget):
    """All passages of a kind, in order; other widgets can be put behind one of them.

    `left`: the focus has gone from a box. `used(Spot)`, `kept(Spot)`: what the owner chose on a card. `on_menu(key, place, at)`
    may show a menu of its own for the word in that place, and says whether. `wording_kept(key)`, `wording_forgotten(key)`: for
    every letter of the kind.
    """

    edited = Signal(str, str)
    taken_back = Signal(str)
    left = Signal()
    used = Signal(object)
    kept = Signal(object)
    wording_kept = Signal(str)
    wording_forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.on_menu: Callable[[str, int, QPoint], bool] | None = None
        self._boxes: dict[str, PassageBox] = {}
        self._guests: list[QWidget] = []
        self._option_cards = ToneCards(tr("Change the option"))
        self._option_cards.setParent(self)
        self._listen(self._option_cards)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_kind(self, kind: Kind) -> None:
        """Draw the boxes of this kind, still empty; what was put behind one is let go, not lost."""
        for widget in (*self._guests, self._option_cards):
            widget.hide()
            self._column.removeWidget(widget)
        self._guests, self._boxes = [], {}
        empty(self._column)
        subject = MarkedLine(f"passage.{SUBJECT}", tr("Subject line"))
        self._add(PassageBox(SUBJECT, tr("Subject line"), subject))
        for part in kind.passages:
            title = tr(part.title)
            self._add(PassageBox(part.key, title, MarkedText(f"passage.{part.key}", title, lines=1, most=12)))

    def put_behind(self, key: str, widget: QWidget) -> None:
        """Let `widget` stand below the passage of that key, and what is found in the options below those."""
        if widget not in self._guests:
            self._guests.append(widget)
            self._column.insertWidget(self._column.indexOf(self._boxes[key]) + 1, widget)
            if key == OPTIONS_BEHIND:
                self._column.insertWidget(self._column.indexOf(widget) + 1, self._option_cards)
        widget.show()

    def give_back(self, widget: QWidget) -> None:
        """The widget stands elsewhere from now on; until then it is hidden, and still ours."""
        if widget in self._guests:
            self._guests.remove(widget)
            self._column.removeWidget(widget)
            widget.hide()

    def _add(self, box: PassageBox) -> None:
        box.edited.connect(self.edited)
        box.taken_back.connect(self.taken_back)
        box.wording.keep.connect(self.wording_kept)
        box.wording.forget.connect(self.wording_forgotten)
        box.field.left.connect(self.left)
        box.field.on_menu = partial(self._menu, box.key)
        self._listen(box.cards)
        self._boxes[box.key] = box
        self._column.addWidget(box)

    def _listen(self, cards: ToneCards) -> None:
        cards.used.connect(self.used)
        cards.kept.connect(self.kept)

    def _menu(self, key: str, place: int, at: QPoint) -> bool:
        return self.on_menu is not None and self.on_menu(key, place, at)

    def suggest(
        self, suggested: Mapping[str, str], own: Mapping[str, str], kept: Collection[str] = (), *, anew: bool = False
    ) -> None:
        """Fill every box: the owner's words where there are some. `kept`: the boxes whose suggestion is their own wording.
        `anew`: it is another draft than the one in the boxes."""
        for key, box in self._boxes.items():
            box.suggest(suggested.get(key, ""), own.get(key), kept=key in kept, anew=anew)

    def focus_first(self) -> None:
        if len(self._boxes) > 1:
            list(self._boxes.values())[1].field.setFocus()

    # -- what is found in them

    def texts(self) -> dict[str, str]:
        """What stands in each box, as typed, in their order."""
        return {key: box.field.plain() for key, box in self._boxes.items()}

    def field(self, key: str) -> MarkedText | MarkedLine:
        return self._boxes[key].field

    def show_cards(self, spots: Sequence[Spot], *, typing: bool) -> None:
        """Cards below their boxes; what belongs to none was found in the options. While `typing`, none comes up."""
        for key, box in self._boxes.items():
            box.cards.show_spots([spot for spot in spots if spot.box == key], typing=typing)
        others = [spot for spot in spots if spot.box not in self._boxes]
        self._option_cards.show_spots(others if self._guests else [], typing=typing)

    def put_first(self, spot: Spot) -> None:
        """The owner goes to it: among the cards of its box its own leads."""
        self._boxes[spot.box].cards.put_first(spot)

    def here(self) -> tuple[int, int]:
        """The number of the box with the focus and the place of its cursor; the beginning where none has it."""
        for number, box in enumerate(self._boxes.values()):
            if box.field.hasFocus():
                return number, box.field.place()
        return 0, 0

    def choose(self, key: str, start: int, end: int) -> None:
        """Go to that box and select these words."""
        field = self._boxes[key].field
        field.setFocus()
        field.choose(start, end)
        bring_into_view(self._boxes[key].cards)  # what is said of the words, as far as there is room for both
        bring_into_view(field)

    def focus(self, key: str) -> None:
        self._boxes[key].field.setFocus()
        bring_into_view(self._boxes[key].field)

    def look_at(self, spot: Spot) -> None:
        """Go to what was found, in its box or on its card."""
        if spot.box in self._boxes:
            self.choose(spot.box, spot.start, spot.end)
        else:
            self._option_cards.take_focus(spot)
