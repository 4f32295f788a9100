"""The small language of the rules: a row of elements with blanks between, found in time in proportion to the text.

`word`; `one|another`; `up+to`, two words as one (`your+_`, the second any); `disappoint*`, with any ending; `<class>`, the
words of a class; `_`, any one word; `..3`, up to three words; `,`, a pause. `?` after an element makes it optional, `name=`
before it keeps what stood there for the rewording. `[` and `]` surround what is underlined and replaced; without them that
is all of it. `^` is where a sentence begins, `~` where a clause does (there, or behind a pause or an "and"), `$` where a
sentence ends (`,|$`, a pause or the end).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

Classes = Mapping[str, tuple[str, ...]]
_Tree: TypeAlias = dict[str, "_Tree"]

_ANY = r"[^ ,][^ ]* "
_GAP = re.compile(r"\.\.(\d)$")
_CLAUSE = r"(?:(?<=\A )|(?<=, )|(?<= (?:and|but) )|(?<= (?:so|or) )|(?<= then ))"
_FIXED = {"[": "(?P<core>", "]": ")", "^": r"(?<=\A )", "~": _CLAUSE, "$": r"\Z"}
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
    """`triggers`: one of these words (or beginnings, those with a star) stands in every text that it finds, as does one word
    of each of `needs`. `loses`: it would replace words that may be anything, names and numbers too, and have no name to
    keep them by."""

    expression: str
    triggers: frozenset[str]
    needs: tuple[frozenset[str], ...]
    names: frozenset[str]
    loses: bool

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when it is first needed, as most never are: all of them would take a fifth of a second."""
        return re.compile(self.expression)

    def may_stand_in(self, words: set[str]) -> bool:
        """Whether a text of these words is worth a search, which takes ten times as long as this question."""
        for needed in self.needs:  # noqa: SIM110  # `all` would take most of the time
            if words.isdisjoint(needed):
                return False
        return True


def compile_pattern(written: str, classes: Classes) -> Pattern:
    """Raises BadPattern."""
    if " [ " not in f" {written} ":
        written = f"[ {written} ]"
    expression, read, inside, loses = r"(?<= )", [], False, False
    for element in written.split():
        inside = element == "[" or (inside and element != "]")
        if element in _FIXED:
            expression += _FIXED[element]
            continue
        read.append(_element(element, classes, written))
        expression += read[-1].expression
        loses = loses or (inside and read[-1].loses)
    needed = [one.triggers for one in read if one.triggers]
    if not needed:
        raise BadPattern(f"“{written}” needs a word that must be there")
    needed.sort(key=_worth)
    whole = tuple(words for words in needed if not any(word.endswith("*") for word in words))
    return Pattern(expression, needed[0], whole, frozenset(one.name for one in read if one.name), loses)


@dataclass(frozen=True)
class _Element:
    """One element of a row; `triggers` only of words that must be there, `loses` as of a `Pattern`."""

    expression: str
    name: str
    triggers: frozenset[str]
    loses: bool


def _element(element: str, classes: Classes, written: str) -> _Element:
    name, body = _named(element)
    optional, body = body.endswith("?"), body.removesuffix("?")
    words: list[str] = []
    if gap := _GAP.match(body):
        said = f"(?:{_ANY}){{0,{gap[1]}}}?"
    elif body == "_":
        said = _ANY
    else:
        words = _words(body, classes, written)
        if not all(words):
            raise BadPattern(f"“{written}”: {element} has an empty word")
        said = _either(words) + " "
        if "$" in words:
            said = f"(?:{_either(word for word in words if word != '$')} |\\Z)"
    said = f"(?P<{name}>{said})" if name else said
    triggers = frozenset() if optional or "$" in words else frozenset(map(_trigger, words))
    return _Element(f"(?:{said})?" if optional else said, name, triggers, not words and not name)


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
    return min(words.replace(" _", "").split(), key=lambda word: (word in _COMMON, -len(word)))


def _worth(triggers: frozenset[str]) -> tuple[int, int]:
    return len(triggers & _COMMON), len(triggers)


def _either(words: Iterable[str]) -> str:
    """A regular expression for any of these, their common beginnings written once."""
    tree: _Tree = {}
    for word in words:
        branch = tree
        for letter in word.removesuffix("*"):
            branch = branch.setdefault(letter, {})
        branch["*" if word.endswith("*") else ""] = {}
    return _branches(tree)


def _branches(tree: _Tree) -> str:
    """The longest first; "" stands for the end of a word, "*" for any ending, "_" for any word."""
    if "*" in tree:
        return "[^ ]*"
    letters = [(re.escape(letter) if letter != "_" else _ANY[:-1]) + _branches(rest) for letter, rest in tree.items() if letter]
    if not letters:
        return ""
    if len(letters) == 1 and "" not in tree:
        return letters[0]
    return f"(?:{'|'.join(letters)}){'?' if '' in tree else ''}"
