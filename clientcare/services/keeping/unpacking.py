"""Reading a backup that is one file: a zip as we write it, or no backup.

Nothing in it is packed, so that it can never hold more than it weighs; every entry has one of the names we give; its list
of entries is measured before anything reads it. No name of an entry ever becomes a path.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from clientcare.db.admitting import Refused
from clientcare.db.database import FILE
from clientcare.services.keeping import manifest

MANIFEST = "manifest.json"
MOST = 300_000  # entries
_NAME = re.compile(r"files/([0-9a-f]{2})/\1[0-9a-f]{62}")
_LONGEST = 256  # bytes of an entry in the list; ours have some 150
_END, _END_64, _FIND_64, _ENTRY = (struct.Struct(form) for form in ("<4s4H2LH", "<4sQ2H2L4Q", "<4sLQL", "<4s24x3H12x"))
_ENCRYPTED, _PLAIN_KINDS = 1, (0, stat.S_IFREG)
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, KeyError, OverflowError)


class Archive:
    """One file, open. Refused, here and in each call, where it is not as we write it; OSError as it comes."""

    def __init__(self, stream: IO[bytes]) -> None:
        """`stream` can be sought in, and is closed by whoever opened it."""
        with _judged():
            size = stream.seek(0, 2)
            _measure(stream, size)
            self._zip = zipfile.ZipFile(stream)
            self._sizes = _sizes(self._zip, size)
            if FILE not in self._sizes or self._sizes.get(MANIFEST, manifest.MOST + 1) > manifest.MOST:
                raise Refused("foreign")
            self.manifest = manifest.read(self._zip.read(MANIFEST))

    def size(self, name: str) -> int | None:
        """Bytes of that entry; None where there is none."""
        return self._sizes.get(name)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """To be read within the `with`, whose errors it judges."""
        with _judged(), self._zip.open(name) as stream:
            yield stream


def _measure(stream: IO[bytes], size: int) -> None:
    """Refused unless the list of entries stands at the end, is as long as that says, and of a length we would write."""
    count, length, start = _end(stream, size)
    if count > MOST or length > count * _LONGEST or start + length > size:
        raise Refused("damaged")
    stream.seek(start)
    entries, at, found = stream.read(length), 0, 0
    while at < length:
        signature, *lengths = _ENTRY.unpack_from(entries, at)
        if signature != b"PK\1\2":
            raise Refused("damaged")
        at, found = at + 46 + sum(lengths), found + 1
    if (at, found) != (length, count):
        raise Refused("damaged")


def _end(stream: IO[bytes], size: int) -> tuple[int, int, int]:
    """How many entries the list has, its bytes, and where it begins, as the end of the file says."""
    at = _back(stream, size, _END.size)
    signature, _, _, _, count, length, start, comment = _END.unpack(stream.read(_END.size))
    if signature != b"PK\5\6" or comment:
        raise Refused("damaged")
    if 0xFFFF in (count,) or 0xFFFFFFFF in (length, start):
        at = _back(stream, at, _FIND_64.size)
        signature = stream.read(4)
        at = _back(stream, at, _END_64.size)
        *_, count, length, start = _END_64.unpack(stream.read(_END_64.size))
        if signature != b"PK\6\7":
            raise Refused("damaged")
    if start + length != at:
        raise Refused("damaged")
    return count, length, start


def _back(stream: IO[bytes], at: int, many: int) -> int:
    if at < many:
        raise Refused("damaged")
    return stream.seek(at - many)


def _sizes(archive: zipfile.ZipFile, size: int) -> dict[str, int]:
    """Bytes of each entry. Together they have room in the file, or some would share what is in it."""
    sizes: dict[str, int] = {}
    for info in archive.infolist():
        name, kind = info.orig_filename, stat.S_IFMT(info.external_attr >> 16)
        known = name in (FILE, MANIFEST) or _NAME.fullmatch(name)
        stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
        if not known or name in sizes or not stored or info.flag_bits & _ENCRYPTED or kind not in _PLAIN_KINDS:
            raise Refused("altered")
        sizes[name] = info.file_size
    if sum(sizes.values()) > size:
        raise Refused("altered")
    return sizes


@contextmanager
def _judged() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise Refused("damaged") from error
