"""Files that are not the text of a table, told by their first bytes, and what the owner can do instead."""

from __future__ import annotations

from clientcare.errors import InvalidInput
from clientcare.incoming import encoding
from clientcare.said import Said, mark

LOOK_AT = 4096
WORKBOOK = mark("This is a workbook. Open it in your spreadsheet, save it as CSV (“Save as”), and choose that file.")
PACKED = mark("This is a packed file. Unpack it first, then choose the CSV file inside.")
PDF = mark("This is a PDF. Your bank or program can give you the same list as CSV; choose that file.")
CARDS = mark("These are address cards (vCard), not a table.")
PAGE = mark("This is a web page. Open it in your spreadsheet, save it as CSV (“Save as”), and choose that file.")
XML = mark("This is an XML file. Your bank or program can give you the same list as CSV; choose that file.")
OTHER = mark("This is not a table ClientCare can read. Save it as CSV, and choose that file.")
EMPTY = mark("This file is empty.")
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", WORKBOOK),
    (b"%PDF", PDF),
    (b"PK\x03\x04", WORKBOOK),
    (b"\x1f\x8b", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"Rar!", PACKED),
    (b"\x89PNG", OTHER),
    (b"\xff\xd8\xff", OTHER),
    (b"GIF8", OTHER),
    (b"SQLite format 3", OTHER),
    (b"{\\rtf", OTHER),
)
_WORDS = (
    (b"begin:vcard", CARDS),
    (b"<!doctype html", PAGE),
    (b"<html", PAGE),
    (b"<table", PAGE),
    (b"<?xml", XML),
    (b"[{", OTHER),
    (b'{"', OTHER),
)
_ODD = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b")


def refuse(start: bytes) -> None:
    """Raise InvalidInput, with what to do, if a file that begins so is no table."""
    if not start.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InvalidInput(Said(EMPTY))
    said = next((text for mark_, text in _BEGINNINGS if start.startswith(mark_)), "")
    if said == WORKBOOK and start.startswith(b"PK") and not any(part in start for part in (b"xl/", b"mimetype", b"[Content")):
        said = PACKED
    words = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    said = said or next((text for word, text in _WORDS if words.startswith(word)), "")
    if said or _is_no_text(start):
        raise InvalidInput(Said(said or OTHER))


def _is_no_text(start: bytes) -> bool:
    """More than a twelfth of it is signs that no text has; one that slipped into a table does not count."""
    if start.startswith(b"\xef\xbb\xbf"):
        return False
    odd = len(start) - len(start.translate(None, _ODD))
    return odd * 12 > len(start) and encoding.find([start]) not in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
