"""The parts a letter of this kind is made of, in one quiet line: what is there, and what is not yet."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.said import mark
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import button, empty, label
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.letters.checklist import Point

THERE, MISSING = "✓", "○"
_HOLD_ON = mark("It is something they can hold on to.")
_CLEAR = mark("What is plain now need not be asked later.")
_CHOICE = mark("What you can do weighs more than what you cannot.")
_TRUST = mark("It shows that speaking up was worth it.")
DOES = {  # what a part does for the reader
    "said": mark("They see that you understood them before they read your answer."),
    "feeling": mark("Once it is named, they need not prove it."),
    "apology": mark("What happened, that you are sorry, what you do about it: the whole of it settles more than a part."),
    "sorry": mark("You can be sorry for how it felt without taking blame that is not yours."),
    "wait": mark("Waiting is easier once somebody has seen it."),
    "cause": mark("Knowing why, they can believe that it will not happen again."),
    "reason": mark("An answer with its reason is easier to accept."),
    "delay": mark("A delay with its reason is easier to accept."),
    "free": mark("Nobody likes to be pushed; a free choice is made more gladly."),
    "tie": mark("They would rather hear it from you than find it out."),
    "thanks": mark("It opens the way back to you."),
    "wishes": mark("The last words stay longest."),
    "date": mark("A day is something they can rely on."),
    "reach": mark("Whoever can reach you need not complain elsewhere."),
    **dict.fromkeys(("fix", "give", "offers", "can_do", "instead", "gladly"), _CHOICE),
    **dict.fromkeys(("changed", "learned", "settled"), _TRUST),
    **dict.fromkeys(("standing", "last_day", "work", "firms", "rhythm"), _HOLD_ON),
    **dict.fromkeys(("explained", "question", "sum", "paying", "open_point", "money", "papers", "routes"), _CLEAR),
}
PLACES = {  # the boxes where a part belongs, the likeliest first, where none is called like it
    "said": ("understood", "received", "earlier", "opening"),
    "feeling": ("understood", "sorry", "received", "our_part"),
    "apology": ("sorry", "our_part", "understood"),
    "sorry": ("sorry", "understood"),
    "wait": ("delay", "close"),
    "learned": ("changed",),
    "reason": ("reasons", "answer"),
    "free": ("decline",),
    "firms": ("providers",),
    "tie": ("providers", "handover"),
    "sum": ("due",),
    "paying": ("due",),
    "papers": ("records",),
    "thanks": ("speaking_up", "close", "understood", "received"),
    "wishes": ("close",),
    "date": ("next_step", "choose", "due", "close"),
    "reach": ("next_step", "choose", "handling", "close"),
}


class Points(QWidget):
    """`wanted(box)`: the owner goes to where a missing part belongs."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setObjectName("points")
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_points(self, points: tuple[Point, ...], boxes: Collection[str]) -> None:
        """Show these; `boxes`: the keys of those on show."""
        if (points, tuple(boxes)) != self._shown:
            self._shown = points, tuple(boxes)
            empty(self._column)
            self._column.addWidget(Flow(*(self._made(point, boxes) for point in points), spacing=8))
        self.setVisible(bool(points))

    def _made(self, point: Point, boxes: Collection[str]) -> QWidget:
        title, name = tr(point.title), f"points.{point.key}"
        if point.there:
            said = label(f"{THERE} {title}", "point", name=name)
            said.setAccessibleName(tr("{part}: in the letter", part=title))
            return said
        place = next((box for box in (point.key, *PLACES.get(point.key, ())) if box in boxes), "")
        text = f"{MISSING} {title}"
        missing = button(text, partial(self.wanted.emit, place), "point", name) if place else label(text, "point", name=name)
        missing.setAccessibleName(tr("{part}: not in the letter yet", part=title))
        if point.key in DOES:
            missing.setToolTip(tr(DOES[point.key]))
            missing.setAccessibleDescription(tr(DOES[point.key]))
        return missing
