"""The small language of the rules: a row of elements with blanks between, found in time in proportion to the text.

`word`; `one|another`; `up+to`, two words as one; `disappoint*`, with any ending; `<class>`, the words of a class; `_`, any
one word; `..3`, up to three words; `,`, a pause. `?` after an element makes it optional, `name=` before it keeps what stood
there for the rewording. `[` and `]` surround what is underlined and replaced; without them that is all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Classes = Mapping[str, tuple[str, ...]]

_ANY = r"[^ ,][^ ]* "
_GAP = re.compile(r"\.\.(\d)$")
_NAMED = re.compile(r"(\w+)=(.+)")
# Words so common that a pattern had better be looked for by another of its words.
_USUAL = (
    "a an the i we you your our my me us it this that these those there is are was were be been am do does did have has had "
    "not no of to in on at for with and or but if as by from about so can could will would should may might what how when , "
    "he su sus tu tus usted ustedes el la los las un una de en que no se lo le es está son ha nos por para "
    "con y o si como"
)
_COMMON = frozenset(_USUAL.split())


class BadPattern(ValueError):
    """A rule that cannot be read: which, and what is wrong with it."""


@dataclass(frozen=True)
class Pattern:
    """`triggers`: one of these words (or beginnings, those with a star) stands in every text that it finds. `loses`: it
    would replace words that may be anything, names and numbers too, and have no name to keep them by."""

    expression: str
    triggers: frozenset[str]
    names: frozenset[str]
    loses: bool

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when it is first needed, as most never are: all of them would take a fifth of a second."""
        return re.compile(self.expression)


def compile_pattern(written: str, classes: Classes) -> Pattern:
    """Raises BadPattern."""
    parts, names, best = [r"(?<= )"], set(), None
    if " [ " not in f" {written} ":
        written = f"[ {written} ]"
    inside = loses = False
    for element in written.split():
        if element in ("[", "]"):
            parts.append(r"(?P<core>" if element == "[" else ")")
            inside = element == "["
            continue
        name, body = _named(element)
        loses = loses or (inside and not name and body.startswith((".", "_")))
        optional = body.endswith("?")
        body = body.removesuffix("?")
        gap = _GAP.match(body)
        if gap:
            said = f"(?:{_ANY}){{0,{gap[1]}}}?"
        elif body == "_":
            said = _ANY
        else:
            words = _words(body, classes, written)
            if not all(words):
                raise BadPattern(f"“{written}”: {element} has an empty word")
            said = _either(words) + " "
            triggers = frozenset(_trigger(word) for word in words)
            if not optional and (best is None or _worth(triggers) < _worth(best)):
                best = triggers
        if name:
            names.add(name)
            said = f"(?P<{name}>{said})"
        parts.append(f"(?:{said})?" if optional else said)
    if best is None:
        raise BadPattern(f"“{written}” needs a word that must be there")
    return Pattern("".join(parts), best, frozenset(names), loses)


def _named(element: str) -> tuple[str, str]:
    found = _NAMED.fullmatch(element)
    return (found[1], found[2]) if found else ("", element)


def _words(body: str, classes: Classes, written: str) -> list[str]:
    words: list[str] = []
    for word in body.split("|"):
        if word.startswith("<"):
            if word[1:-1] not in classes:
                raise BadPattern(f"“{written}”: there is no class {word}")
            words += classes[word[1:-1]]
        else:
            words.append(word.replace("+", " "))
    return list(dict.fromkeys(words))


def _trigger(words: str) -> str:
    """The least common word of one entry, which may have several."""
    return min(words.split(), key=lambda word: (word in _COMMON, -len(word)))


def _worth(triggers: frozenset[str]) -> tuple[int, int]:
    return len(triggers & _COMMON), len(triggers)


def _either(words: Iterable[str]) -> str:
    """A regular expression for any of these, their common beginnings written once."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of itself
    for word in words:
        branch = tree
        for letter in word.removesuffix("*"):
            branch = branch.setdefault(letter, {})
        branch["*" if word.endswith("*") else ""] = {}
    return _branches(tree)


def _branches(tree: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """The longest first; "" stands for the end of a word, "*" for any ending."""
    if "*" in tree:
        return "[^ ]*"
    letters = [re.escape(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    if not letters:
        return ""
    if len(letters) == 1 and "" not in tree:
        return letters[0]
    return f"(?:{'|'.join(letters)}){'?' if '' in tree else ''}"
