"""The tour, as `clientcare tour` runs it on a machine without a display: every screen in both themes, every letter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from clientcare import app
from clientcare.letters.kinds import KINDS
from clientcare.letters.languages import LANGUAGES
from clientcare.ui.tour import Tour
from clientcare.ui.tour_route import CLOSER


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tour") / "out"
    without = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "clientcare", "tour", str(folder)]
    ended = subprocess.run(command, env=without, capture_output=True, text=True, timeout=900)
    assert ended.returncode == 0, ended.stderr
    assert str(folder) in ended.stdout
    return folder


def test_every_screen_is_photographed_in_both_themes(tour: Path) -> None:
    light, dark = ({p.name for p in folder.glob("*.png")} for folder in (tour, tour / "dark"))
    assert light == dark and len(light) >= 60 and "01-today.png" in light
    for name in light:
        pictures = [QImage(str(folder / name)) for folder in (tour, tour / "dark")]
        assert pictures[0].size() == pictures[1].size()
        light_enough = 180 if name.endswith("-search.png") else 200  # behind the search, the page is dimmed
        assert pictures[0].pixelColor(5, 5).lightness() > light_enough > 60 > pictures[1].pixelColor(5, 5).lightness()


def test_another_tour_takes_only_what_the_last_one_left(tmp_path: Path) -> None:
    owners = ["holiday.png", "01-invoice.png", "contract.pdf", "notes.txt", "dark/night.png", "letters/will.pdf"]
    owners += ["letters/will.txt"]
    for name in owners:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("the owner's own")
    walk = Tour(QApplication.instance() or QApplication([]), app.build, tmp_path)
    walk._make_folders()
    assert all((tmp_path / name).is_file() for name in owners)
    left = ["01-today.png", "40-gone.png", "dark/01-today.png", "dark/40-gone.png"]
    for name in left:
        (tmp_path / name).touch()
    walk._make_folders()
    assert not any((tmp_path / name).exists() for name in left)
    assert all((tmp_path / name).is_file() for name in owners[:5])


def test_the_windows_pictures_are_all_of_one_size(tour: Path) -> None:
    dialogs = ("add-a-way", "on-the-phone", "then-and-now", "as-a-message", "points", "review", "versions", "reminder")
    windows = [path for path in tour.glob("*.png") if not path.stem.endswith(dialogs)]
    assert {QImage(str(path)).size().toTuple() for path in windows} == {(1280, 800)}


def test_three_disputes_with_different_right_answers_are_weighed_screen_by_screen(tour: Path) -> None:
    names = {path.stem[3:] for path in tour.glob("*.png")}
    for dispute, board in (("closer", "weigh-board"), ("referral", "referral-board"), ("apology", "apology-board")):
        assert board in names
        assert {f"{dispute}-{name}" for name in CLOSER} <= names


def test_every_letter_is_left_with_its_short_message(tour: Path) -> None:
    letters = sorted((tour / "letters").glob("*.pdf"))
    assert len(letters) >= 48
    for letter in letters:
        message = letter.with_suffix(".txt").read_text("utf-8").strip()
        leaflet = letter.stem.endswith(("talking-points", "how-we-work"))
        assert len(message) > 0 and (leaflet or len(message) <= 600), letter.name
        page = pypdf.PdfReader(letter).pages[0].extract_text()
        assert "Rivera" in page


def test_there_is_a_letter_of_every_kind_in_every_language_and_the_long_and_rare_ones(tour: Path) -> None:
    left = {path.stem for path in (tour / "letters").glob("*.pdf")}
    for language in LANGUAGES:
        assert {f"{language}-{number:02}-{kind.key}" for number, kind in enumerate(KINDS, 1)} <= left
        assert {f"{language}-talking-points", f"{language}-how-we-work"} <= left
    assert {f"en-name-{script}" for script in ("arabic", "hebrew", "japanese", "devanagari")} <= left
    assert len(pypdf.PdfReader(tour / "letters" / "en-longest.pdf").pages) == 3


def test_the_letter_written_on_the_way_says_what_was_decided(tour: Path) -> None:
    (letter,) = (tour / "letters").glob("*Dana Okafor*.pdf")
    text = " ".join(pypdf.PdfReader(letter).pages[0].extract_text().split())
    for part in ("Your hall floor", "Dear Dana", "matte gray", "$160 back", "$90", "Our quote named the tile only by"):
        assert part in text
