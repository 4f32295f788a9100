"""Both themes can be read by everybody, and the window follows the system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from clientcare import temporary
from clientcare.ui.style_sheet import style_sheet
from clientcare.ui.theme import Theme
from clientcare.ui.tokens import DARK, LIGHT, Tokens


def luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_ON = [
    ("ink", "page"), ("ink", "card"), ("ink", "wash"), ("ink", "attention_wash"), ("ink", "side"),
    ("soft", "page"), ("soft", "card"), ("soft", "side"), ("accent", "card"), ("accent", "wash"), ("accent", "page"),
    ("on_accent", "accent"), ("attention", "attention_wash"), ("attention", "card"), ("danger", "card"), ("page", "ink"),
    ("soft", "attention_wash"),
]  # fmt: skip


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_all_text_meets_wcag_aa(theme: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_and_handles_stand_out(theme: Tokens) -> None:
    assert contrast(theme.accent, theme.card) >= 3
    assert contrast(theme.accent, theme.line) >= 3


def test_no_colour_stands_outside_the_tokens() -> None:
    allowed = {value.upper() for tokens in (LIGHT, DARK) for value in vars(tokens).values()}
    for tokens in (LIGHT, DARK):
        assert {c.upper() for c in re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(tokens, "icons"))} <= allowed


def test_a_system_that_tidied_the_temporary_files_does_not_stop_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(temporary, "_mine", {})
    theme = Theme(qapp, "light")
    temporary.clear()
    theme.appear("dark")
    drawn = re.search(r"url\(([^)]*check[^)]*)\)", qapp.styleSheet())
    assert drawn and Path(drawn[1].strip("'\"")).is_file()
    theme.appear("light")


def test_the_window_turns_dark_with_the_system_and_back(qapp: QApplication) -> None:
    theme = Theme(qapp, "system")
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.page))
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)  # as the desktop would
    assert DARK.page in qapp.styleSheet()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert LIGHT.page in qapp.styleSheet()
    assert told == [DARK.page, LIGHT.page]
    theme.deleteLater()


def test_an_owner_who_chose_light_keeps_it_when_the_system_turns_dark(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens == LIGHT
    theme.deleteLater()
