"""Words that mean the same in spite of case, accents, endings and small slips; English and Spanish, roughly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clientcare.texts import fold

LONGEST_WORD = 40  # letters; what is longer is no word
_SLIP = 90.0  # of 100: how alike two long words must look to be the same, mistyped
_LONG = 6  # letters: shorter words look alike by chance
_SAME_ROOT = 0.6  # of the longer word
_ING_ED = ("ing", "ings", "ed", "er", "ers")
_SPANISH = ("os", "as", "o", "a", "ado", "ada", "ados", "adas")
_COMMON = """
a able about after again all also always an and another any are around as at away back be because been before being best
better big both but by can come could day days did do does done each else enough even ever every everybody everything few
find first for four from full get give go good great had has have he help her here him his home house how if in inside
into is it its job jobs just kind know large last later less like little long look made make many me more most much must
my near need needs never new next no nobody none not nothing now of off offer often old on once one only or other our out
outside over own part people person place price quality quick quickly really right same see service services she should
small so some somebody someone something still such take than that the their them then there these they thing things this
those three time times to too two under up us use very want wants was way we week weeks well were what when where which
while who whole why will with without work working works would year years you your
al algo alguien antes aqui asi aun bien buen buena bueno cada calidad casa como con cosa cosas cual cuando de del desde
dia dias donde dos el ella ellos en entre era es esa ese eso esta estan este esto gente gran grande hace hacer hacia han
hasta hay la las le les lo los mal mas me mejor menos mi mis mucho muy nada ni no nos nuestra nuestro nueva nuevo obra
otra otro para pero persona poco por porque precio que quien quiere se ser servicio servicios si sido sin sobre solo son
su sus tambien tan tiene todo todos trabajo trabajos tres tu un una uno unos vez viene y ya yo
call charge charged charges client contact contract email invoice letter phone quote county valley area city town comarca
provincia zona ciudad
street road avenue calle
"""
_SAYS_NOTHING = frozenset(_COMMON.split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text that say something, folded, each once, in order."""
    found = (word for word in re.findall(r"\w+", fold(text)) if len(word) <= LONGEST_WORD)
    return tuple(dict.fromkeys(word for word in found if word not in _SAYS_NOTHING and (len(word) > 2 or not word.isascii())))


def forms(word: str) -> frozenset[str]:
    """A word and what is left of it without its ending: "tiling" is also "til" and "tile", "azulejos" also "azulejo"."""
    found = {word}
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found.add(word[:-1])
        if word.endswith(("ses", "xes", "ches", "shes", "res", "nes", "les", "des", "ces")):
            found.add(word[:-2])
    for ending in _ING_ED:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            found |= {stem, f"{stem}e"} | ({stem[:-1]} if stem[-1] == stem[-2] else set())
    for ending in _SPANISH:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            found.add(word[: -len(ending)])
    return frozenset(found)


def alike(word: str, others: Sequence[str]) -> set[str]:
    """Which of `others` have the same root as a long `word`, or are it mistyped."""
    if len(word) < _LONG:
        return set()
    from rapidfuzz import fuzz, process  # only when something is looked for

    typed = process.extract(word, others, scorer=fuzz.ratio, score_cutoff=_SLIP, limit=None)
    return {other for other, *_ in typed} | {other for other in others if _same_root(word, other)}


def index(texts: Iterable[str]) -> dict[str, set[int]]:
    """The places of the texts each form of a word stands in."""
    found: dict[str, set[int]] = {}
    for place, text in enumerate(texts):
        for word in words(text):
            for form in forms(word):
                found.setdefault(form, set()).add(place)
    return found


def _same_root(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _LONG and shared >= _SAME_ROOT * max(len(one), len(other))
