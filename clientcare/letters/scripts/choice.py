"""Which font each character of a line is drawn in: a bundled one, the best of this computer, or none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain, groupby

from clientcare.letters.scripts import fonts, order
from clientcare.letters.scripts.families import country, script
from clientcare.letters.scripts.shaping import Face, face, is_ignorable
from clientcare.letters.scripts.system_fonts import candidates
from clientcare.paths import resource

_BOLD, _REGULAR = 700, 400
_OURS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING", "")  # scripts whose marks the bundled fonts may place
_VIRAMA = 9  # the combining class of the sign that binds two consonants
_VOWELS_BEFORE, _VOWELS_AFTER = frozenset("เแโใไເແໂໃໄ"), frozenset("ะาำๅๆฯະາຳໆຯ")  # of Thai and Lao: never alone


def chosen(typed: list[tuple[str, str]]) -> Iterator[Face | str | None]:
    """The font of each character, given with the bundled font around it: neighbours of one script are drawn in one font."""
    han = country("".join(char for char, _ in typed))
    sorted_out = [(cluster, base, _own(cluster, base)) for cluster, base in _clusters(typed)]
    for (own, base, kind), group in groupby(sorted_out, key=lambda c: (c[2], c[1], "" if c[2] else script(c[0][0]))):
        clusters = [cluster for cluster, _, _ in group]
        whole = "".join(clusters)
        ours = [None if is_ignorable(char) else own for char in whole]
        yield from ours if own else _foreign(clusters, base, han if kind == "CJK" else kind)


def _own(cluster: str, base: str) -> str:
    """The bundled font that sets this as it is; "" when it needs another, or marks placed."""
    told = "".join(c for c in cluster if not is_ignorable(c))
    return next((font for font in (base, fonts.INSTEAD[base]) if fonts.simple(font).issuperset(told)), "")


def _foreign(clusters: list[str], base: str, kind: str) -> Iterator[Face | str | None]:
    whole = "".join(clusters)
    together = _face(whole, base, kind)
    for cluster in clusters:
        found = together or (_face(cluster, base, kind) if len(clusters) > 1 else None)
        for char in cluster:
            yield found or (_single(char, base, kind) if len(whole) > 1 and len(cluster) > 1 else None)


def _single(char: str, base: str, kind: str) -> Face | str | None:
    if is_ignorable(char):
        return None
    return base if char in fonts.simple(base) else _face(char, base, kind)


def _face(text: str, base: str, kind: str) -> Face | None:
    """The best face that shows all of a text; what is private to one font is nobody's letter."""
    if any(unicodedata.category(char) == "Co" for char in text):
        return None
    weight = _BOLD if base in (fonts.SERIF_BOLD, fonts.SANS_BOLD) else _REGULAR
    rightward = not any(map(order.is_leftward, text))
    shown = "".join(c for c in text if not is_ignorable(c))
    serif = base in (fonts.SERIF, fonts.SERIF_BOLD)
    system = (face(c.path, c.place, weight if c.varies else 0) for c in candidates(shown, kind, serif, weight))
    faces = chain(_bundled(shown, base, kind), system)
    return next((found for found in faces if found and found.set(text, rightward) is not None), None)


def _bundled(text: str, base: str, kind: str) -> Iterator[Face | None]:
    if kind in _OURS:
        for font in (base, fonts.INSTEAD[base]):
            if fonts.coverage(font).issuperset(text):
                yield face(str(resource("fonts", f"{font}.ttf")))


def _clusters(typed: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A character with the marks on it, and its bundled font."""
    start = 0
    for i in range(1, len(typed) + 1):
        if i == len(typed) or not leans(typed[i][0], typed[i - 1][0]):
            yield "".join(char for char, _ in typed[start:i]), typed[start][1]
            start = i


def leans(char: str, before: str) -> bool:
    """Whether a character belongs to the one before it: a mark, a sign that only says how, a consonant under another."""
    if unicodedata.category(char)[0] == "M" or is_ignorable(char):
        return True
    return unicodedata.combining(before) == _VIRAMA or before in _VOWELS_BEFORE or char in _VOWELS_AFTER
