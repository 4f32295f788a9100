"""Names of files from outside: shown on one honest line, safe on any disk, and opened only where nothing can run."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.incoming.file_names import LONGEST, LONGEST_BYTES, opens, safe, shown

BAD = (
    *("../../x", "..\\..\\x", "/etc/passwd", "C:\\Windows\\x.txt", "CON", "con.txt", "NUL.pdf", "COM1", "lpt9.doc", "aux"),
    *("a\nb.pdf", "a\r\n.exe", "a\0b", "x" * 300 + ".pdf", "ö" * 300 + ".jpg", "🙂" * 100, "", ".", "..", "...", " ", "-rf"),
    *("report\u202efdp.exe", "a\u2028b.pdf", 'a"b<c>d|e?f*g:h.pdf', "trailing. ", "trailing.pdf.", ".hidden"),
    *("-..x", "a/", "\\"),
)
names = st.one_of(st.sampled_from(BAD), st.text(max_size=400))


@given(names)
def test_whatever_it_is_called_it_is_shown_on_one_line_of_visible_letters(name: str) -> None:
    seen = shown(name)
    assert seen and len(seen) <= LONGEST
    assert not {"/", "\\", "\n", "\r", "\0", "\u202e", "\u2066"} & set(seen)
    assert all(unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp") for letter in seen)
    assert shown(seen) == seen


@given(names)
def test_and_kept_under_a_name_every_disk_takes(name: str) -> None:
    kept = safe(name)
    assert Path(kept).name == kept and not kept.startswith((".", "-")) and safe(kept) == kept
    assert len(kept.encode()) <= LONGEST_BYTES and not set('<>:"/\\|?*') & set(kept)
    assert not kept.endswith((".", " ")) and kept.split(".")[0].upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9")


def test_written_to_a_disk_it_is_where_it_should_be(tmp_path: Path) -> None:
    for name in BAD:
        (tmp_path / safe(name)).write_bytes(b"x")
    assert all(file.parent == tmp_path for file in tmp_path.rglob("*"))


def test_a_long_name_keeps_its_ending() -> None:
    assert shown("x" * 300 + ".pdf").endswith("….pdf")
    assert safe("ö" * 300 + ".jpg").endswith("….jpg")


@pytest.mark.parametrize("name", ["offer.pdf", "Photo.JPG", "2026.05.01.pdf", "letter.final.docx", "scan.heic", "mail.eml"])
def test_what_is_only_looked_at_may_be_opened(name: str) -> None:
    assert opens(name, b"%PDF-1.7")


@pytest.mark.parametrize(
    "name",
    [
        *("x.exe", "x.pdf.exe", "x.exe.pdf", "x.pdf.html", "photo.jpg.png", "x.lnk", "x.pdf.lnk", "x.docm", "x.html", "x.svg"),
        *("x.desktop", "x.sh", "x.py", "x.jar", "x.zip", "x", "", "pdf", ".pdf.bat", "x.PDF.EXE", "x.pdf .exe", "x.scr.jpg"),
    ],
)
def test_what_could_run_or_goes_under_a_false_name_is_not(name: str) -> None:
    assert not opens(name)


@pytest.mark.parametrize("start", [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh", b"\xcf\xfa\xed\xfe"])
def test_nor_is_a_program_that_calls_itself_a_paper(start: bytes) -> None:
    assert not opens("offer.pdf", start)


@given(names, st.binary(max_size=64))
def test_nothing_that_ends_like_a_program_is_ever_opened(name: str, start: bytes) -> None:
    assert not opens(f"{name}.exe", start) and not opens(f"{name}.exe.pdf", start)
