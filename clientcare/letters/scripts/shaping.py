"""One face of a font file at work: words set by HarfBuzz into glyphs at their places, and the outline of each glyph."""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import uharfbuzz as hb

_KEPT = 4000  # words remembered
_LARGEST = 20  # ems: nothing in a sound font is larger
_LIMIT = 15000  # font units: an outline and its shift stay within what TrueType can hold
IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u200c\u200d\u3164\uffa0"


class Glyph(NamedTuple):
    """A glyph where it stands: its number, shift and advance in font units, and the text it is read as (may be "")."""

    number: int
    x: int
    y: int
    advance: int
    text: str


class Face:
    """A face to set words with; one that varies is taken at a weight. OSError or HarfBuzzError when it cannot be read."""

    def __init__(self, path: str, index: int = 0, weight: int = 0) -> None:
        self._font = hb.Font(hb.Face(hb.Blob.from_file_path(path), index))
        if weight:
            self._font.set_variations({"wght": weight})
        face = self._font.face
        self.upem: int = face.upem
        self._most = min(_LARGEST * self.upem, _LIMIT)
        self.name = f"{_plain(face.get_name(6) or 'Font')}-{zlib.crc32(f'{path}|{index}|{weight}'.encode()):08x}"
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = min(extents.ascender, self._most), max(extents.descender, -self._most)
        self._outlines: dict[int, list[Any]] = {}
        self._words: dict[tuple[str, bool], tuple[Glyph, ...] | None] = {}

    def set(self, text: str, rightward: bool) -> tuple[Glyph, ...] | None:
        """The glyphs of a text from left to right, `rightward` False for Arabic or Hebrew; None if any of it would be blank."""
        key = text, rightward
        if key not in self._words:
            if len(self._words) > _KEPT:
                self._words.clear()
            self._words[key] = self._set(text, rightward)
        return self._words[key]

    def outline(self, number: int) -> list[Any]:
        """What a pen does to draw a glyph, as fontTools records it; [] for a blank."""
        if number not in self._outlines:
            from fontTools.pens.recordingPen import RecordingPen

            pen = RecordingPen()
            self._font.draw_glyph_with_pen(number, pen)
            self._outlines[number] = pen.value
        return self._outlines[number]

    def _set(self, text: str, rightward: bool) -> tuple[Glyph, ...] | None:
        buffer = hb.Buffer()
        buffer.add_codepoints(list(map(ord, text)))
        buffer.guess_segment_properties()
        buffer.direction = "ltr" if rightward else "rtl"
        buffer.language = "und"  # not the language this program happens to run in
        hb.shape(self._font, buffer)
        infos = buffer.glyph_infos
        read = _read(text, sorted({info.cluster for info in infos}))
        groups = groupby(infos, key=lambda info: info.cluster)
        if not all(self._shows(read[start], [info.codepoint for info in group]) for start, group in groups):
            return None
        places = buffer.glyph_positions
        if any(abs(measure) > self._most for p in places for measure in (p.x_offset, p.y_offset, p.x_advance)):
            return None
        return tuple(
            Glyph(info.codepoint, place.x_offset, place.y_offset, place.x_advance, read.pop(info.cluster, ""))
            for info, place in zip(infos, places, strict=True)
        )

    def _shows(self, text: str, numbers: list[int]) -> bool:
        """Whether all glyphs are there and of a size that can be, and leave ink unless the text is blank."""
        drawn = [self.outline(number) for number in numbers]
        points = (point for steps in drawn for _, points in steps for point in points if point)
        sound = 0 not in numbers and all(abs(x) <= self._most and abs(y) <= self._most for x, y in points)
        return sound and (_is_blank(text) or any(drawn))


@lru_cache(maxsize=256)
def face(path: str, index: int = 0, weight: int = 0) -> Face | None:
    """The face, opened once; None if it cannot be."""
    try:
        return Face(path, index, weight)
    except (OSError, ValueError, MemoryError, hb.HarfBuzzError):
        return None


def is_ignorable(char: str) -> bool:
    """Whether a character only says how others look: a variation selector, a filler."""
    return char in IGNORABLE or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _read(text: str, starts: list[int]) -> dict[int, str]:
    """The characters of each piece HarfBuzz kept apart, by where it starts."""
    return {start: text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)}


def _is_blank(text: str) -> bool:
    return all(c == "\u2800" or unicodedata.category(c)[0] == "Z" or is_ignorable(c) for c in text)


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c == "-"))[:40] or "Font"
