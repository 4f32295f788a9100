"""The benchmarks run and tell their numbers in the agreed shape; how fast anything is, is no test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.benchmarks import bare_letter, letters

ROOT = Path(__file__).resolve().parents[1]
KEYS = {"name", "size", "unit", "ours", "floor", "ratio", "p95", "spread", "growth"}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[dict[str, Any]]]:
    """What a short run printed, and what it wrote."""
    file = tmp_path_factory.mktemp("bench") / "lines.json"
    line = [sys.executable, "-m", "tests.benchmarks", "--only", "letter", "--only", "save", "--size", "1000", "--runs", "2"]
    run = subprocess.run([*line, "--json", str(file)], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return run.stdout, json.loads(file.read_text("utf-8"))


def test_every_line_is_written_in_the_agreed_shape(ended: tuple[str, list[dict[str, Any]]]) -> None:
    lines = ended[1]
    assert [(line["name"], line["size"]) for line in lines] == [("letter", 1), ("save", 1000)]
    for line in lines:
        assert line.keys() == KEYS
        assert line["unit"] == "ms"
        assert line["growth"] is None, "there is no size before the first"
        assert min(line["ours"], line["floor"], line["ratio"]) > 0
        assert line["p95"] >= line["ours"]
        assert line["spread"] >= 0


def test_every_line_is_printed_with_its_goal(ended: tuple[str, list[dict[str, Any]]]) -> None:
    head, *lines = ended[0].splitlines()
    assert head.split()[-1] == "goal"
    assert [line.split()[0] for line in lines] == ["letter", "save"]
    assert all("met" in line or "missed" in line for line in lines)


def test_the_bare_letter_says_the_same_words() -> None:
    ours, bare = words(letters.ours()), words(bare_letter.draw())
    assert sorted(bare) == sorted(ours)


def words(pdf: bytes) -> list[str]:
    (page,) = PdfReader(BytesIO(pdf)).pages
    return page.extract_text().split()
