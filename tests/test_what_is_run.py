"""What another program is started for or handed: a short list, each with its reason; a file of an owner's only after asking."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clientcare.incoming import file_names

SOURCES = Path(__file__).parents[1] / "clientcare"
STARTS = ("openUrl", "open", "startfile", "Popen", "run", "system", "call", "check_call", "check_output", "startDetached")
STARTED = {(of, what) for of in ("QDesktopServices", "subprocess", "webbrowser", "QProcess") for what in STARTS}
STARTED |= {("os", "system"), ("os", "startfile"), ("os", "popen")}
KNOWN = {
    "apart.py": "ClientCare itself, to read a picture apart",
    "ui/paper/printing.py": "lpstat, asked about a printer",
    "ui/paper/file_window.py": "the system's file window, which shows a file and does not open it",
    "ui/paper/delivery.py": "an e-mail draft we wrote, or its folder",
    "ui/timeline/files.py": "a file beside the timeline, after asking: see the tests below and test_timeline.py",
    "ui/starting/folder.py": "the data folder, or what of it is still there",
    "ui/pages/settings.py": "the data folder",
    "ui/pages/exporting.py": "the page and the folder of an export we wrote",
}


def starts() -> set[str]:
    """The files of ours that start or hand over anything."""
    found = set()
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and (ast.unparse(called.value), called.attr) in STARTED:
                found.add(file.relative_to(SOURCES).as_posix())
    return found


def test_nothing_else_starts_a_program_or_opens_a_file() -> None:
    found = starts()
    assert "ui/timeline/files.py" in found and "apart.py" in found
    assert found <= set(KNOWN), f"new: {found - set(KNOWN)}. Say here what it opens, and that it is ours"


def test_a_file_of_the_timeline_is_opened_at_one_place_only_behind_the_question() -> None:
    source = (SOURCES / "ui/timeline/files.py").read_text("utf-8")
    tree = {node.name: ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
    assert [name for name, text in tree.items() if "openUrl" in text] == ["_show"]
    assert [name for name, text in tree.items() if "self._show)" in text] == ["_ask"]
    asks = tree["_ask"]
    assert asks.index("if not may") < asks.index(".confirm(") < asks.index("opening.copy")


@pytest.mark.parametrize(
    "name",
    ["a.pdf.exe", "a.exe.pdf", "a.exe .pdf", "a.\u202efdp.exe", "a.exe\0.pdf", "a.jar\u200b.pdf", "a.SCR", "a.pdf.zip.pdf",
     ".bashrc", "run", "a.html", "a.svg", "a.docm", "a.desktop", "a.pdf/../b.sh", "a.lnk", "a.PS1.txt", "a.url"],
)  # fmt: skip
def test_programs_and_false_names_never_open_under_the_name_they_would_have_on_the_disk(name: str) -> None:
    assert not file_names.opens(file_names.safe(name), b"%PDF")


@pytest.mark.parametrize("start", [b"MZ\x90", b"\x7fELF", b"#!/bin/sh", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"])
def test_a_program_with_an_honest_name_never_opens(start: bytes) -> None:
    assert not file_names.opens("letter.pdf", start) and file_names.opens("letter.pdf", b"%PDF-1.7")
