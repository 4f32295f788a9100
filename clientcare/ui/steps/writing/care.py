"""The letter read as it is typed: lines below what may hurt or is misspelt, cards in a pause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from clientcare import services
from clientcare.records import Changes
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.writing.letter import LetterInProgress
from clientcare.ui.steps.writing.passages import Passages
from clientcare.ui.steps.writing.points import Points
from clientcare.ui.steps.writing.review import STOP, ReadThrough, Spot, prepare, read_through
from clientcare.ui.steps.writing.word_menu import NAME, WordMenu
from clientcare.ui.widgets.marked import Line, Mark
from clientcare.ui.widgets.steady import steady

AFTER_MS = 150  # after a key, the letter is read again
PAUSE_MS = 1200  # without a key, cards may come
OPTIONS = "options."  # an option of the letter is read under this and its number


class Care(QObject):
    """Reads what stands in `passages` and shows what it finds there and in `points`.

    `shown`: what was found has been shown anew; `rested`: nothing is being read any more. `option_wanted(number)`: the owner
    goes to change the words of an option.
    """

    shown = Signal()
    rested = Signal()
    option_wanted = Signal(int)

    def __init__(self, desk: Desk, letter: LetterInProgress, passages: Passages, points: Points, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._letter, self._passages, self._points = desk, letter, passages, points
        self._read, self._words = ReadThrough(), frozenset[str]()
        self._ready = ("", "")  # language and locale whose rules and words are at hand
        self._turn = 0
        self._waiting: Callable[[], None] | None = None  # until all has been read
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._review)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self._wire(parent)

    def _wire(self, window: QWidget) -> None:
        self._letter.opened.connect(self.rest)
        self._letter.composed.connect(self._composed)
        self._passages.edited.connect(self._typed)
        self._passages.left.connect(self._left)
        self._passages.used.connect(self.use)
        self._passages.kept.connect(self.keep)
        self._passages.on_menu = self._menu
        self._points.wanted.connect(self._passages.focus)
        self._desk.theme.changed.connect(self._show)
        self._desk.jobs.changed.connect(self._changed)
        QShortcut(QKeySequence("F8"), window, self.go_to_next)

    # -- reading

    def rest(self) -> None:
        """Nothing is being written, or another letter is in hand."""
        self._turn += 1
        self._soon.stop()
        self._pause.stop()
        self._read, self._waiting = ReadThrough(), None
        self._passages.show_cards((), typing=False)
        self.rested.emit()

    def _composed(self, result: Sheet | Asked) -> None:
        facts = self._letter.facts
        if isinstance(result, Asked) or facts is None:
            self.rest()
            self._show()
            return
        ready = (facts.language, facts.letterhead.locale)
        if ready != self._ready:
            self._ready = ready
            self._read_words()
            self._desk.jobs.work(partial(prepare, *ready), self._prepared, failed=self._unread)
        self._soon.start(AFTER_MS if self._pause.isActive() else 0)

    def _prepared(self, _: None) -> None:
        """The rules are at hand."""

    def _typed(self, *_: str) -> None:
        self._pause.start()
        self._soon.start(AFTER_MS)

    def _left(self) -> None:
        """The owner has gone on to something else: what was found may be said now."""
        self._pause.stop()
        if self._soon.isActive():
            self._review()
        else:
            self._show()

    def _texts(self) -> dict[str, str]:
        """All that stands in the boxes, and the options."""
        offers = self._letter.sheet.whole.letter.offers if self._letter.sheet else ()
        options = {f"{OPTIONS}{number}": f"{offer.title}\n{offer.details}" for number, offer in enumerate(offers)}
        return self._passages.texts() | options

    def _review(self) -> None:
        self._soon.stop()
        sheet, facts = self._letter.sheet, self._letter.facts
        if sheet is not None and facts is not None:
            call = partial(read_through, self._texts(), sheet.whole.letter, facts, self._words)
            self._desk.jobs.work(call, partial(self._arrived, self._turn), self._unread, key="care")

    def _arrived(self, turn: int, read: ReadThrough) -> None:
        if turn == self._turn:
            self._read = read
            self._show()
            self._go_on()

    def _unread(self, error: Exception) -> None:
        """The letter is not held up by a mistake of ours; it is told all the same."""
        self._desk.jobs.failed.emit(error)
        self._go_on()

    def _read_words(self) -> None:
        language = self._ready[0]
        self._desk.jobs.read(lambda session: services.dictionary.words(session, language), self._know)

    def _know(self, words: frozenset[str]) -> None:
        if words != self._words:
            self._words = words
            self._review()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("KnownWord") and self._ready[0]:
            self._read_words()

    # -- showing

    @property
    def _spots(self) -> list[Spot]:
        return self.not_kept(self._read.spots)

    def not_kept(self, spots: Sequence[Spot]) -> list[Spot]:
        """Those the owner has not kept."""
        draft = self._letter.draft
        kept = set(draft.kept) if draft else set()
        return [spot for spot in spots if spot.entry not in kept]

    def _show(self) -> None:
        spots, typing, texts = self._spots, self._pause.isActive(), self._passages.texts()
        with steady(self._passages):
            self._passages.show_cards(spots, typing=typing)
            self._points.show_points(self._read.points, texts.keys())
        for box, text in texts.items():
            if self._read.texts.get(box) == text:
                self._passages.field(box).mark(self._marks(box, spots))
        self.shown.emit()

    def _marks(self, box: str, spots: list[Spot]) -> list[Mark]:
        tokens = self._desk.theme.tokens
        found = [Mark(spot.start, spot.end, Line.DashUnderline, tokens.attention) for spot in spots if spot.box == box]
        misspelt = self._read.misspelt.get(box, ())
        return [*found, *(Mark(start, end, Line.WaveUnderline, tokens.soft) for start, end in misspelt)]

    # -- what the owner does about it

    def use(self, spot: Spot) -> None:
        """The kinder words, in place of exactly those that were found; an option has a form of its own."""
        if spot.box.startswith(OPTIONS):
            self.option_wanted.emit(int(spot.box.removeprefix(OPTIONS)))
            return
        field = self._passages.field(spot.box)
        place = _nearest(field.plain(), spot.words, spot.start)
        if place is not None:
            field.replace(*place, spot.rewording)
            field.setFocus()
        self._pause.stop()  # it was no typing
        self._review()

    def keep(self, *spots: Spot) -> None:
        """Nothing more is said of these in this draft."""
        draft = self._letter.draft
        if draft is not None:
            new = dict.fromkeys(spot.entry for spot in spots if spot.entry not in draft.kept)
            self._letter.keeper.change(kept=(*draft.kept, *new))
            self._show()

    def go_to_next(self) -> None:
        """Select what was found next after the cursor, and from the end go on at the beginning."""
        boxes = list(self._passages.texts())
        found = [(spot.box, (spot.start, spot.end)) for spot in self._spots]
        found += [(box, place) for box, places in self._read.misspelt.items() for place in places]
        in_order = sorted((boxes.index(box), *place) for box, place in found if box in boxes)  # an option has no box
        if not in_order:
            self._desk.tell(Said(mark("Nothing more to look at in this letter.")))
            return
        here = (*self._passages.here(), 0)
        number, start, end = next((place for place in in_order if place >= here), in_order[0])
        for spot in self._spots:
            if (spot.box, spot.start, spot.end) == (boxes[number], start, end):
                self._passages.put_first(spot)
        self._pause.stop()
        self._show()
        self._passages.choose(boxes[number], start, end)

    def _menu(self, box: str, place: int, at: QPoint) -> bool:
        """A menu with what may have been meant, where the word in that place is misspelt."""
        field = self._passages.field(box)
        if self._read.texts.get(box) != field.plain():
            return False
        found = [one for one in self._read.misspelt.get(box, ()) if one[0] <= place <= one[1]]
        if found and self._passages.findChild(QMenu, NAME) is None:  # one key may ask twice
            WordMenu(self._desk, field, found[0], self._ready, at)
        return bool(found)

    # -- before it goes

    def unresolved(self) -> list[Spot]:
        """What the owner is asked about once more before the letter leaves, the options' words among it."""
        return [spot for spot in self._spots if spot.level == STOP]

    def when_read(self, then: Callable[[], None]) -> None:
        """Call `then` once all has been read as it stands now."""
        self._waiting = then
        if self._read.texts == self._texts():
            self._go_on()
        else:
            self._review()

    def _go_on(self) -> None:
        then, self._waiting = self._waiting, None
        if then is not None:
            then()

    def look_at(self, spot: Spot) -> None:
        """Go to where it was found."""
        self._pause.stop()
        self._show()
        self._passages.look_at(spot)


def _nearest(text: str, words: str, start: int) -> tuple[int, int] | None:
    """Where the words stand now, as Qt counts, nearest to where they were found."""
    raw, wanted = text.encode("utf-16-le"), words.encode("utf-16-le")
    places = []
    at = raw.find(wanted)
    while at >= 0:
        if at % 2 == 0:
            places.append(at // 2)
        at = raw.find(wanted, at + 1)
    best = min(places, key=lambda place: abs(place - start), default=None)
    return None if best is None else (best, best + len(wanted) // 2)
