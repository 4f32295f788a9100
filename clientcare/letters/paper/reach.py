"""How far the head and the foot of a letterhead reach into its page, found in what it draws."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pypdf import PageObject

from clientcare.letters.paper.windows import MM

_HEAD, _FOOT = 0.68, 0.2  # of the height: what lies above is head, what lies below is foot
_EDGE = 12 * MM  # fold marks and stripes at the sides say nothing
_AIR = 8 * MM
_TOP, _LATER_TOP, _BOTTOM = 45 * MM, 30 * MM, 20 * MM  # at least, as pictures of text and colour have no lines to measure
_LARGEST = 2_000_000  # bytes of drawing that are looked through
_POINTS = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2}


def measured(page: PageObject, number: int) -> tuple[float, float]:
    """Points from the top edge and from the bottom edge that belong to the letterhead; `number` 0 is its first page."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    low, high = height, 0.0
    for x, y in _drawn(page):
        if _EDGE < x < width - _EDGE and 0 <= y <= height:
            low = min(low, y) if y > _HEAD * height else low
            high = max(high, y) if y < _FOOT * height else high
    least = _LATER_TOP if number else _TOP
    return max(least, height - low + _AIR), max(_BOTTOM, high + _AIR / 2)


def _drawn(page: PageObject) -> list[tuple[float, float]]:
    """Where text, lines and pictures lie; nothing for a page that cannot be followed."""
    found: list[tuple[float, float]] = []

    def text(said: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if said.strip():
            found.append(_at(cm, tm[4], tm[5]))

    def shape(operator: bytes, operands: Any, cm: Any, tm: Any) -> None:
        values = [float(value) for value in operands if isinstance(value, (int, float))]
        if operator == b"re" and len(values) == 4:
            x, y, wide, high = values
            found.extend((_at(cm, x + wide / 2, y), _at(cm, x + wide / 2, y + high)))
        elif operator == b"Do":
            found.extend((_at(cm, 0.5, 0), _at(cm, 0.5, 1)))
        elif len(values) == 2 * _POINTS.get(operator, -1):
            found.extend(_at(cm, *values[i : i + 2]) for i in range(0, len(values), 2))

    contents = page.get_contents()
    if contents is None or len(contents.get_data()) > _LARGEST:
        return []
    with suppress(Exception):  # a font or an operator it cannot follow: what was found so far has to do
        page.extract_text(visitor_text=text, visitor_operand_before=shape)
    return found


def _at(matrix: Any, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = map(float, matrix)
    return a * x + c * y + e, b * x + d * y + f
