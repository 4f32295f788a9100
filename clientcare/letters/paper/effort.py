"""How much work a page of a letterhead is to draw, counted without drawing it: a small file can ask for hours."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

MOST = 4_000_000  # bytes of drawing: some three seconds
_PIXELS = 20  # of a picture, for one byte
_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")  # how a name may hide a letter
_DRAWN = re.compile(rb"/([^\s\0/<>\[\](){}%]+)(?:[\s\0]|%[^\r\n]*[\r\n])+Do(?![A-Za-z])")


def effort(page: PageObject) -> float:
    """Bytes of drawing: forms as often as they are drawn, patterns tile by tile, and pictures by their pixels."""
    area = float(page.mediabox.width) * float(page.mediabox.height)
    drawn = page.get_contents()
    return _of(b"" if drawn is None else drawn.get_data(), page.get("/Resources"), area, {})


def _of(data: bytes, resources: Any, area: float, known: dict[int, float]) -> float:
    times = Counter(_DRAWN.findall(_NUMBER.sub(lambda hidden: bytes.fromhex(hidden[1].decode()), data)))
    found = {name.encode("latin-1", "replace"): entry for name, entry in _entries(resources, "/XObject")}
    forms = sum(many * _form(found[b"/" + name], area, known) for name, many in times.items() if b"/" + name in found)
    tiles = sum(_tiles(entry, area, known) for _, entry in _entries(resources, "/Pattern"))
    return len(data) + forms + tiles


def _entries(resources: Any, kind: str) -> list[tuple[str, Any]]:
    named = resources.get_object().get(kind, DictionaryObject()).get_object() if resources is not None else {}
    return [(name, entry.get_object()) for name, entry in named.items()]


def _form(form: Any, area: float, known: dict[int, float]) -> float:
    """A form that draws itself is drawn once by every reader."""
    if id(form) not in known:
        known[id(form)] = 0.0
        if form.get("/Subtype") == "/Image":
            known[id(form)] = float(form["/Width"]) * float(form["/Height"]) / _PIXELS
        elif isinstance(form, StreamObject):
            known[id(form)] = _of(form.get_data(), form.get("/Resources"), area, known)
    return known[id(form)]


def _tiles(pattern: Any, area: float, known: dict[int, float]) -> float:
    """A pattern of colours that flow has no tiles."""
    tiled = isinstance(pattern, StreamObject) and "/XStep" in pattern
    if not tiled:
        return 0.0
    a, b, c, d, *_ = map(float, pattern.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    tile = abs(float(pattern["/XStep"]) * float(pattern["/YStep"]) * (a * d - b * c))
    return _form(pattern, area, known) * max(1.0, area / max(tile, 1e-9))
