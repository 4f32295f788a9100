"""Which encoding the bytes of a text are in: by their mark, as UTF-8, else by which reading makes words of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENOUGH = 60_000  # bytes of lines with letters beyond ASCII that are looked at
LATIN = ("cp1252", "cp1250", "cp1254", "mac_roman", "cp850")  # the likeliest first: it wins a tie
OTHERS = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp932", "gb18030", "big5", "cp949", "euc_jp", "euc_kr")
_LETTERS = {
    "cp1252": "äöüÄÖÜßéèêëÉÈÊàâáãåÀÂÁÃÅçÇñÑíìîïÍÎóòôõøÓÔÕØúùûÚÛœŒæÆÿ",
    "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůžÁČĎÉÍŇŘŠŤÚŮÝŽőűŐŰäöüÄÖÜßâăîşĂÎŞ",
    "cp1254": "çğıöşüÇĞİÖŞÜâî",
}
_SIGNS = frozenset("€£–—’‘“”„«»°§·¿¡…©®²ªº\xa0ţŢýÝ")  # the last four are of others' letters
_CAPITAL_INSIDE = re.compile(r"[a-zß-ÿ][ŽŘŮŰÁÉÍÓÚÝĚŠČĎŤŇÄÖÜŐĄĆĘŁŃŚŹŻÂÊÎÔÛÃÕÀÈÌÒÙÅÆØÇÑ]")
_HIGH = re.compile(rb"[\x80-\xff]+")


def find(blocks: Iterable[bytes]) -> str:
    """The name of the encoding, for `open` and `bytes.decode`; the bytes come in blocks and are read to the end."""
    decoder, odd, first = codecs.getincrementaldecoder("utf-8")(), bytearray(), True
    utf8 = True
    for block in blocks:
        if first and (known := _marked(block) or _wide(block)):
            return known
        first = False
        if utf8:
            utf8 = _decodes(decoder, block)
        if len(odd) < ENOUGH and not block.isascii():
            odd += b"\n".join(line for line in block.splitlines() if not line.isascii())[: ENOUGH - len(odd)] + b"\n"
    if utf8 and _decodes(decoder, b"", final=True):
        return "utf-8"
    return _best(bytes(odd))


def _marked(block: bytes) -> str:
    return next((name for mark, name in MARKS if block.startswith(mark)), "")


def _wide(block: bytes) -> str:
    """UTF-16 without its mark: every other byte of what is mostly Latin text is zero."""
    start = block[:2000]
    if len(start) < 4 or start.count(0) * 3 < len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _best(text: bytes) -> str:
    """Letters of Latin scripts stand alone among ASCII ones; those of others come in whole words."""
    runs = _HIGH.findall(text)
    in_words = sum(len(run) for run in runs if len(run) > 2)
    if in_words * 2 > sum(map(len, runs)):
        return _by_statistics(text)
    scores = {name: _score(text, name) for name in LATIN}
    best = max(LATIN, key=lambda name: scores[name])
    return best if scores[best] > 0 else _by_statistics(text)


def _score(text: bytes, name: str) -> int:
    letters = _LETTERS.get(name, _LETTERS["cp1252"])
    high = [letter for letter in text.decode(name, "replace") if letter > "\x7f"]
    misplaced = len(_CAPITAL_INSIDE.findall(text.decode(name, "replace")))
    return sum(2 if letter in letters else 1 if letter in _SIGNS else -2 for letter in high) - 4 * misplaced


def _by_statistics(text: bytes) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(text, cp_isolation=[*OTHERS, "cp1252", "cp1250"]).best()
    return found.encoding if found is not None else "cp1252"
