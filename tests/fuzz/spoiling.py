"""Files spoiled at random, always the same way for the same seed."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from random import Random

MOST = 300_000  # bytes of what is made
_NUMBERS = (
    b"0", b"-1", b"1", b"99", b"65536", b"4294967295", b"99999999999999999999999", b"1e999", b"0x7f", b"1.5", b"NaN", b"",
)  # fmt: skip
_CODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp1251", "cp932", "gb18030", "mac_roman", "cp1255")
_ODD = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", "\u202e".encode(), "\u2028".encode(), b"\r", b"\x1a", b"\x85",
    "\ufeff".encode(),
)  # fmt: skip
_LENGTHS = (1, 2, 3, 8, 40, 300, 5_000)


def spoiled(random: Random, corpus: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of the corpus with a few things done to it, or, one in six, made of nothing but `words`."""
    if words and random.random() < 1 / 6:
        content = bytearray(b"".join(random.choice(words) for _ in range(random.choice(_LENGTHS))))
    else:
        content = bytearray(random.choice(corpus))
    for _ in range(random.choice((1, 1, 1, 2, 3, 5, 12))):
        random.choice(_WAYS)(random, content, corpus, words or _ODD)
        del content[MOST:]
    return bytes(content)


def _span(random: Random, content: bytes | bytearray) -> slice:
    start = random.randrange(len(content) + 1)
    return slice(start, min(len(content), start + random.choice(_LENGTHS)))


def _bits(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    for _ in range(random.choice((1, 1, 4, 30))):
        if content:
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _noise(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    content[_span(random, content)] = random.randbytes(random.choice(_LENGTHS))


def _word(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    at = random.randrange(len(content) + 1)
    content[at:at] = random.choice(words) if random.random() < 0.8 else random.choice(_ODD)


def _gap(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    del content[_span(random, content)]


def _copy(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    part = content[_span(random, content)]
    at = random.randrange(len(content) + 1)
    content[at:at] = part


def _many(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    """Something short again and again: what makes a careless pattern compute for ever."""
    part = bytes(content[_span(random, content)][:40]) if random.random() < 0.5 else random.choice(words)
    at = random.randrange(len(content) + 1)
    content[at:at] = part * min(random.choice((5, 30, 400, 20_000)), MOST // max(1, len(part)))


def _end(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    del content[random.randrange(len(content) + 1) :]


def _splice(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    other = random.choice(corpus)
    content[random.randrange(len(content) + 1) :] = other[random.randrange(len(other) + 1) :]


def _lines(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    lines = bytes(content).split(b"\n")
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[random.choice((a, b))]
    content[:] = b"\n".join(lines)


def _figures(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    found = list(re.finditer(rb"\d+", content))
    if found:
        content[slice(*random.choice(found).span())] = random.choice(_NUMBERS)


def _integer(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    value = random.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, random.getrandbits(32)))
    at = random.randrange(len(content) + 1)
    content[at : at + 4] = struct.pack(random.choice("<>") + "I", value)


def _coding(random: Random, content: bytearray, corpus: Sequence[bytes], words: Sequence[bytes]) -> None:
    content[:] = bytes(content).decode("utf-8", "replace").encode(random.choice(_CODINGS), "replace")


_WAYS = (_bits, _noise, _word, _word, _gap, _copy, _many, _end, _splice, _lines, _figures, _integer, _coding)
