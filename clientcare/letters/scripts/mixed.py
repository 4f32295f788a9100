"""A paragraph in several scripts: its lines are filled in the order it is read, and drawn in the order they are seen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, takewhile
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import FragLine, ParaLines, _handleBulletWidth
from reportlab.platypus.paraparser import ParaFrag

from clientcare.letters.scripts.runs import Word, joined, pieces, seen

_SLACK = 1e-6


class Mixed(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """Like a `Paragraph`, but its `frags` are words made by `runs.words`. Make it with `Mixed(None, style, frags=words)`."""

    frags: list[Word]

    def breakLines(self, width: float | list[float]) -> ParaLines:  # noqa: N802
        """The words as lines; a word that fits no line is parted where it must be."""
        widths = list(width) if isinstance(width, (list, tuple)) else [width]
        _handleBulletWidth(self.bulletText, self.style, widths)
        size = self.style.fontSize
        lines = _filled(self.frags, [room / size for room in widths])
        self.frags = [word for line in lines for word in line]
        ascent, descent = pdfmetrics.getAscentDescent(self.style.fontName, size)
        made, first = [], 0
        for number, line in enumerate(lines):
            runs = seen(line)
            room = widths[min(number, len(widths) - 1)]
            left = room - sum(run.width for run in runs) * size
            about = {"fontSize": size, "ascent": ascent, "descent": descent, "maxWidth": room, "sFW": first}
            frags = [self._frag(run.text, run.font) for run in runs]
            made.append(FragLine(extraSpace=left, wordCount=1, lineBreak=True, preformatted=True, words=frags, **about))
            first += len(line)
        return ParaLines(kind=1, lines=made)

    def minWidth(self) -> float:  # noqa: N802
        """The widest word, in points."""
        return max((word.width for word in self.frags), default=0.0) * float(self.style.fontSize)

    def _get_split_blParaFunc(self) -> Callable[[Any, int, int], list[Word]]:  # noqa: N802
        return self._words_of

    def _words_of(self, laid: ParaLines, start: int, stop: int) -> list[Word]:
        end = laid.lines[stop].sFW if stop < len(laid.lines) else len(self.frags)
        return list(self.frags[laid.lines[start].sFW : end])

    def _frag(self, text: str, font: str) -> ParaFrag:
        size, color = self.style.fontSize, self.style.textColor
        return ParaFrag(text=text, fontName=font, fontSize=size, textColor=color, rise=0, us_lines=[], link=[])


def _filled(words: list[Word], widths: list[float]) -> list[list[Word]]:
    """Lines of words; all widths in ems, the last of them for every further line."""
    lines: list[list[Word]] = [[]]
    used = 0.0
    waiting = [*reversed(words)]
    while waiting:
        word = waiting.pop()
        room = widths[min(len(lines) - 1, len(widths) - 1)]
        if used + word.width > room + _SLACK:
            parts = _parted(word, room - used, widths[-1], not lines[-1]) if word.width > widths[-1] + _SLACK else []
            if len(parts) > 1:
                waiting += parts[::-1]
                continue
            if lines[-1]:
                lines.append([])
                used = 0.0
                waiting.append(word)
                continue
        lines[-1].append(word)
        used += word.width + (word.space.width if word.space else 0.0)
        if word.ends and waiting:
            lines.append([])
            used = 0.0
    return lines


def _parted(word: Word, room: float, line: float, starts: bool) -> list[Word]:
    """A word wider than a `line` in parts: the first fits the `room` that is left, the others a line of their own."""
    rest = pieces(word)
    made: list[Word] = []
    count = _fitting(rest, room, at_least=int(starts))
    while rest:
        if count:
            made.append(joined(rest[:count]))
        rest = rest[count:]
        count = _fitting(rest, line, at_least=1)
    return made


def _fitting(parts: list[Word], room: float, at_least: int) -> int:
    """How many of the parts fit a room together, also with their letters joined."""
    widths = accumulate(part.width for part in parts)
    count = max(at_least, sum(1 for _ in takewhile(lambda width: width <= room + _SLACK, widths)))
    while count > max(at_least, 1) and joined(parts[:count]).width > room + _SLACK:
        count -= 1
    return count
