"""Text in any script made ready to be drawn: the words that fill lines, and the runs of a line in the order they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from reportlab.lib.textsplit import ALL_CANNOT_END, ALL_CANNOT_START
from reportlab.pdfbase import pdfmetrics

from clientcare.letters.scripts import fonts, order
from clientcare.letters.scripts.choice import chosen, leans
from clientcare.letters.scripts.embedding import codes
from clientcare.letters.scripts.families import script
from clientcare.letters.scripts.shaping import Face, is_ignorable

_NOT_FIRST = frozenset(ALL_CANNOT_START + "”’»}…·%！？．：；、。，）｝〕〉》」』】〟’”")
_NOT_LAST = frozenset(ALL_CANNOT_END + "(«‹（｛〔〈《「『【〝")


class Letter(NamedTuple):
    """One character, the bundled font of the text around it, the font it is drawn in (None: there is none), its level."""

    char: str
    base: str
    font: Face | str | None
    level: int


class Run(NamedTuple):
    """A stretch in one font and direction, `text` as drawn from left to right, `width` in ems; odd levels run leftward."""

    text: str
    font: str
    level: int
    width: float


@dataclass(frozen=True)
class Word:
    """What no line end may part, the space after it, and whether its line ends here."""

    letters: tuple[Letter, ...]
    runs: tuple[Run, ...]
    space: Run | None = None
    ends: bool = False

    @property
    def width(self) -> float:
        """In ems."""
        return sum(run.width for run in self.runs)


def words(parts: tuple[tuple[str, str], ...]) -> list[Word]:
    """The words of a text given as pieces with their bundled fonts; a newline ends a line."""
    made: list[Word] = []
    for line in _lines([(char, font) for text, font in parts for char in text]):
        found = [*_words(_lettered(line))] or [Word((), ())]
        made += [*found[:-1], Word(found[-1].letters, found[-1].runs, None, ends=True)]
    return made


def pieces(word: Word) -> list[Word]:
    """A word that is too long for any line, in parts as small as they may be."""
    starts = [i for i, letter in enumerate(word.letters) if i == 0 or not leans(letter.char, word.letters[i - 1].char)]
    parts = [word.letters[start:end] for start, end in zip(starts, [*starts[1:], len(word.letters)], strict=True)]
    made = [_word(part) for part in parts]
    return [*made[:-1], Word(made[-1].letters, made[-1].runs, word.space, word.ends)]


def joined(parts: list[Word]) -> Word:
    """Parts of a word as one again, its letters joined as they are written."""
    whole = _word(tuple(letter for part in parts for letter in part.letters))
    return Word(whole.letters, whole.runs, parts[-1].space, parts[-1].ends)


def seen(line: list[Word]) -> list[Run]:
    """The runs of one line from left to right."""
    runs = [run for i, word in enumerate(line) for run in (*word.runs, *_between(word, i == len(line) - 1))]
    runs = order.seen(runs, lambda run: run.level)
    return [_merged([*group]) for _, group in groupby(runs, key=lambda run: run.font)]


def lacking(text: str, base: str) -> str:
    """The characters that neither the bundled fonts nor this computer's have, each once, in order."""
    drawn = (letter for line in text.split("\n") for letter in _lettered([(char, base) for char in line]))
    return "".join(dict.fromkeys(letter.char for letter in drawn if letter.font is None))


def _between(word: Word, last: bool) -> tuple[Run, ...]:
    return () if last or word.space is None else (word.space,)


def _merged(runs: list[Run]) -> Run:
    return Run("".join(run.text for run in runs), runs[0].font, 0, sum(run.width for run in runs))


def _lines(typed: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    for char, font in typed:
        if char == "\n":
            yield line
            line = []
        else:
            line.append((char, font))
    if line:
        yield line


def _lettered(typed: list[tuple[str, str]]) -> list[Letter]:
    text = "".join(char for char, _ in typed)
    bases = [base for _, base in typed]
    letters = [Letter(*about) for about in zip(text, bases, chosen(typed), order.levels(text), strict=True)]
    return [letter for letter in letters if letter.font is not None or not is_ignorable(letter.char)]


def _words(letters: list[Letter]) -> Iterator[Word]:
    start = 0
    for i in range(1, len(letters) + 1):
        if i == len(letters) or _may_part(letters[i - 1], letters[i]):
            solid = tuple(letter for letter in letters[start:i] if letter.char != " ")
            if solid:
                yield _word(solid, *map(_space, [letter for letter in letters[start:i] if letter.char == " "][:1]))
            start = i


def _may_part(before: Letter, after: Letter) -> bool:
    if before.char == " " or after.char == " ":
        return after.char != " "
    han = "CJK" in (script(before.char), script(after.char))
    whole = after.char in _NOT_FIRST or before.char in _NOT_LAST or leans(after.char, before.char)
    return han and not whole and "\xa0" not in (before.char, after.char)


def _space(letter: Letter) -> Run:
    return Run(" ", letter.base, letter.level, pdfmetrics.stringWidth(" ", letter.base, 1))


def _word(letters: tuple[Letter, ...], space: Run | None = None) -> Word:
    grouped = groupby(letters, key=lambda letter: (letter.font, letter.base, letter.level))
    return Word(letters, tuple(_run("".join(x.char for x in group), *key) for key, group in grouped), space)


def _run(text: str, font: Face | str | None, base: str, level: int) -> Run:
    if isinstance(font, Face):
        glyphs = font.set(text, rightward=level % 2 == 0)
        if glyphs is not None:
            return Run(codes(font, glyphs), font.name, level, sum(glyph.advance for glyph in glyphs) / font.upem)
        font = None
    drawn = text if font else fonts.UNKNOWN * len(text)
    if level % 2:
        from bidi.mirror import MIRRORED

        drawn = "".join(MIRRORED.get(char, char) for char in reversed(drawn))
    return Run(drawn, font or base, level, pdfmetrics.stringWidth(drawn, font or base, 1))
