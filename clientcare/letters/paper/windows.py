"""Where a window envelope shows the address: on the sheet, folded, however it slides in its envelope.

Measures in millimetres, as their sources give them:

* DIN 5008 (forms A and B): address field 85 × 45, from 20 to 105 across, its top 27 or 45 down; the upper 17.7 for the line
  that says where to return it, the lower 27.3 for the address; text starts at 25; folds at 87 and 192, or 105 and 210. The
  top part of form A is 18 shorter than the folded sheet, so that the same window shows what stands 18 higher.
* DIN 680: window 45 × 90, 20 from the left and 15 from the bottom, in DL (110 × 220) and C6/C5 (114 × 229).
* US No. 10: 4 1/8 × 9 1/2 in, window 1 1/8 × 4 1/2 in, 7/8 from the left and 1/2 from the bottom (the size and place the US
  post recommends); the sheet folded in three.
* UK DL: 110 × 220, window 35 × 90, 20 from the left; no standard fixes its height, makers put it 18 or 20 from the bottom,
  so both are reckoned with; A4 folded in three (99).

A folded sheet smaller than its envelope slides: to the right and down by up to the difference, and the window then shows what
stands that much further left and higher. `seen` is what the window shows in all of these places, a little less on each side
for the tolerance of its making (DIN 680: 1 mm); `kept` is all that it can show in any of them, a little more on each side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

MM = 72 / 25.4
INCH = 25.4
TOLERANCE = 1.0
LONGEST = 297.0  # a longer sheet is folded as A4 is, what is left over folded in
NAMES = ("din5008a", "din5008b", "us10", "dl")


@dataclass(frozen=True)
class Box:
    """A part of the sheet; points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Window:
    """`seen`: here the address is always shown. `kept`: nothing else may stand here. `start`: where the first line of the
    address begins, None for in the middle. `returns`: a small line above it says who sent it. `folds`: marks, from the top."""

    seen: Box
    kept: Box
    start: float | None
    returns: bool
    folds: tuple[float, ...]


@dataclass(frozen=True)
class _Envelope:
    height: float
    width: float
    window_height: float
    window_width: float
    left: float
    bottom: float


@dataclass(frozen=True)
class _Way:
    """How a sheet goes into its envelopes. `folded`: its height then; `top_part`: of it, what shows the head; 0: a third."""

    envelopes: tuple[_Envelope, ...]
    top_part: float = 0.0
    folded: float = 0.0
    start: float | None = None


_DIN_680 = (_Envelope(110, 220, 45, 90, 20, 15), _Envelope(114, 229, 45, 90, 20, 15))
_NO_10 = _Envelope(4.125 * INCH, 9.5 * INCH, 1.125 * INCH, 4.5 * INCH, 0.875 * INCH, 0.5 * INCH)
_WAYS = {
    "din5008a": _Way(_DIN_680, 87, 105, 44.7),
    "din5008b": _Way(_DIN_680, 105, 105, 62.7),
    "us10": _Way((_NO_10,)),
    "dl": _Way((_Envelope(110, 220, 35, 90, 20, 18), _Envelope(110, 220, 35, 90, 20, 20))),
}


@lru_cache(maxsize=16)
def window(name: str, width: float, height: float) -> Window | None:
    """The window of this name on a sheet of so many points; None for "" and what is not known."""
    way = _WAYS.get(name)
    if way is None:
        return None
    sheet_width, sheet_height = width / MM, height / MM
    third = min(sheet_height, LONGEST) / 3
    folded, top_part = way.folded or third, way.top_part or third
    shown = [box for envelope in way.envelopes for box in _places(envelope, sheet_width, folded, folded - top_part)]
    return Window(
        _points(_common(shown), -TOLERANCE),
        _points(_whole(shown), TOLERANCE),
        way.start * MM if way.start is not None else None,
        way.start is not None,
        _folds(sheet_height, top_part, folded) if way.folded or sheet_height > LONGEST + 1 else (),
    )


def _places(envelope: _Envelope, sheet_width: float, folded: float, above: float) -> tuple[Box, Box]:
    """What the window shows of the sheet pushed up and to the left, and down and to the right; `above`: what is missing of
    the top part to the height of the folded sheet."""
    top = envelope.height - envelope.bottom - envelope.window_height - above
    across, down = max(0.0, envelope.width - sheet_width), max(0.0, envelope.height - folded)
    first = Box(envelope.left, top, envelope.left + envelope.window_width, top + envelope.window_height)
    return first, Box(first.left - across, first.top - down, first.right - across, first.bottom - down)


def _common(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True)
    return Box(max(lefts), max(tops), min(rights), min(bottoms))


def _whole(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _points(box: Box, wider: float) -> Box:
    left, top, right, bottom = box.left - wider, box.top - wider, box.right + wider, box.bottom + wider
    return Box(left * MM, top * MM, right * MM, bottom * MM)


def _folds(sheet_height: float, first: float, folded: float) -> tuple[float, ...]:
    """Where to fold, where it is not simply in three."""
    marks = []
    while first < sheet_height - 1:
        marks.append(first * MM)
        first += folded
    return tuple(marks)
