"""The board as it is drawn, read out and worked by hand; and one guess on its slider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from clientcare.decision.guess import Sure
from clientcare.decision.levers import Lever
from clientcare.records import Default
from clientcare.said import Said
from clientcare.settings import Settings
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.board import Bar, Board
from clientcare.ui.widgets.chart import axis, two_lines
from clientcare.ui.widgets.lever import LeverRow, in_words, scale
from clientcare.ui.wording import Wording

BARS = (
    Bar("back", "$160 back", -200.0, 178.0, 520.0, "+$178", "$160 back: better.", leads=True),
    Bar("hold", "Hold firm", -450.0, 0.0, 330.0, "$0", "Hold firm: less than owed.", note="less than you said you owe"),
    Bar("part", "Part ways <b>now</b>", -320.0, -38.0, 140.0, "−$38", "Part ways <b>now</b>: worse."),
)


@pytest.fixture
def words() -> Wording:
    return Wording(Settings())


@pytest.fixture
def board(qapp: QApplication, qtbot: Any, words: Wording) -> Iterator[Board]:
    theme = Theme(qapp, "light")
    made = Board(theme, words)
    qtbot.addWidget(made)
    made.show_bars(BARS)
    made.resize(600, made.sizeHint().height())
    made.show()
    yield made
    theme.deleteLater()


def colours(board: Board, key: str) -> set[str]:
    """The colours in the row of one way."""
    row = board.places()[[bar.key for bar in board.bars].index(key)]
    image = board.grab(row).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_only_the_leading_way_wears_the_accent(board: Board) -> None:
    board.clearFocus()  # its ring wears the accent too
    accent, quiet = board._theme.tokens.accent.lower(), board._theme.tokens.quiet.lower()
    assert accent in colours(board, "back") and quiet not in colours(board, "back")
    assert quiet in colours(board, "part") and accent not in colours(board, "part")


def test_what_cannot_lead_says_so_in_the_colour_of_attention(board: Board) -> None:
    assert board._theme.tokens.attention.lower() in colours(board, "hold")


def test_every_row_is_read_out_as_a_sentence(board: Board) -> None:
    assert board.accessibleDescription().split("\n") == [bar.sentence for bar in BARS]


def test_arrow_keys_walk_the_ways_and_say_each(board: Board, qtbot: Any) -> None:
    chosen: list[str] = []
    board.chosen.connect(chosen.append)
    board.setFocus()
    for name in ("Down", "Down", "Up", "End", "Down", "Home", "Up"):
        qtbot.keyClick(board, getattr(Qt.Key, f"Key_{name}"))
    assert chosen == ["back", "hold", "back", "part", "part", "back", "back"]
    assert board.accessibleName() == "$160 back: better."


def test_a_click_chooses_the_row_and_below_the_rows_nothing(board: Board, qtbot: Any) -> None:
    qtbot.mouseClick(board, Qt.MouseButton.LeftButton, pos=board.places()[2].center())
    assert board.key == "part"
    qtbot.mouseClick(board, Qt.MouseButton.LeftButton, pos=QPoint(300, board.height() - 2))
    assert board.key == "part"


def test_a_way_that_went_is_not_chosen_any_more(board: Board) -> None:
    board.choose("part")
    board.show_bars(BARS[:2])
    assert board.key == ""


def test_markup_in_a_name_stays_text_in_its_tooltip(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, widget: shown.append(text))
    middle = board.places()[2].center()
    QApplication.sendEvent(board, QHelpEvent(QEvent.Type.ToolTip, middle, board.mapToGlobal(middle)))
    assert "&lt;b&gt;now&lt;/b&gt;" in shown[0]


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6, allow_subnormal=False)] * 3), min_size=0, max_size=9), st.floats(1.5, 9))
def test_the_axis_takes_in_every_bar_and_nought_with_round_sums(ends: list[tuple[float, ...]], most: float) -> None:
    bars = [Bar(str(i), "", *sorted(three), "", "") for i, three in enumerate(ends)]
    all_ends = [end for bar in bars for end in (bar.low, bar.value, bar.high)]
    (low, high), ticks = axis(min(all_ends, default=0.0), max(all_ends, default=0.0), most)
    assert low < high and 0.0 in ticks
    assert all(low <= bar.low and bar.high <= high for bar in bars)
    assert all(low <= tick <= high for tick in ticks) and len(ticks) <= most + 3


def test_a_long_name_takes_two_lines_and_ends_in_an_ellipsis(board: Board) -> None:
    metrics = board.fontMetrics()
    lines = two_lines("A very long way out " * 20, metrics, 150, 2)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert all(metrics.horizontalAdvance(line) <= 150 for line in lines)
    assert two_lines("Hold firm", metrics, 150, 2) == ["Hold firm"]
    assert two_lines("", metrics, 150, 2) == [""]


def test_names_and_warnings_take_more_lines_where_the_board_is_narrow(board: Board) -> None:
    def words_of(key: str) -> str:
        bar = next(bar for bar in board.bars if bar.key == key)
        names = board.for_names(board.width())
        return " ".join((*board._name(bar, names), *board._note(bar, names)))

    name = "We lay the hall again in matt grey"
    board.show_bars((*BARS, Bar("again", name, -10.0, 5.0, 20.0, "+$5", "Again.")))
    wide = board.sizeHint().height()
    board.resize(340, 600)
    assert board.sizeHint().height() > wide
    assert words_of("again") == name
    assert words_of("hold") == "Hold firm less than you said you owe"
    assert board.places()[-1].bottom() < board.heightForWidth(board.width())


def test_enter_presses_what_is_looked_at_and_nothing_before_that(board: Board, qtbot: Any) -> None:
    pressed: list[str] = []
    board.pressed.connect(pressed.append)
    board.setFocus()
    qtbot.keyClick(board, Qt.Key.Key_Return)
    qtbot.keyClick(board, Qt.Key.Key_Down)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert pressed == ["back"]


def test_it_is_drawn_with_no_bars_with_one_and_in_the_dark(board: Board) -> None:
    board._theme.appear("dark")
    try:
        assert board._theme.tokens.accent.lower() in colours(board, "back")
        for bars in ((), (Bar("one", "Only", 0.0, 0.0, 0.0, "$0", "Only."),)):
            board.show_bars(bars)
            assert not board.grab().isNull()
    finally:
        board._theme.appear("light")


# -- one guess on its slider


def lever(key: str = "cost.offer-1", unit: str = "money", value: float = 150, least: float = 0, most: float = 480) -> Lever:
    return Lever(key, Said("What it costs"), unit, value, least, most, Sure.FAIRLY)


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("money", 150.0, "$150"),
        ("money", -900.0, "−$900"),
        ("hours", 6.0, "6 h at $35"),
        ("hours", 1.5, "1.5 h at $35"),
        ("chance", 0.2, "20 %"),
        ("months", 0.0, "at once"),
        ("months", 1.0, "1 month"),
        ("months", 6.0, "6 months"),
        ("months", 60.0, "never"),
        ("clients", 0.5, "0.5"),
    ],
)
def test_a_guess_is_said_as_an_owner_would(words: Wording, unit: str, value: float, said: str) -> None:
    assert in_words(lever(unit=unit, value=value), words, 35.0).replace("month(s)", "month" if value == 1 else "months") == said


@given(st.floats(0, 1e9, allow_subnormal=False), st.floats(0, 1e9, allow_subnormal=False))
def test_a_slider_takes_in_its_value_and_has_a_manageable_number_of_steps(value: float, most: float) -> None:
    low, high, step = scale(lever(value=value, most=max(value, most)))
    assert low <= value <= high
    assert (high - low) / step <= 401


def usual(value: float | None = 200.0) -> Default:
    return Default(value, "money", Said("Half of what they ask."))


@pytest.fixture
def row(qtbot: Any, words: Wording) -> LeverRow:
    made = LeverRow(lever(), "What it costs", words, 35.0)
    qtbot.addWidget(made)
    made.show()
    return made


def test_keys_move_a_guess_in_round_steps(row: LeverRow, qtbot: Any) -> None:
    moved: list[float] = []
    row.moved.connect(lambda key, value: moved.append(value))
    row.slider.setFocus()
    qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    qtbot.keyClick(row.slider, Qt.Key.Key_PageUp)
    assert moved[0] == 155 and moved[1] - moved[0] >= 40
    qtbot.keyClick(row.slider, Qt.Key.Key_Home)
    qtbot.keyClick(row.slider, Qt.Key.Key_End)
    assert moved[2:] == [0, 480]


def test_a_guess_is_read_out_with_its_value(row: LeverRow) -> None:
    assert row.slider.accessibleName() == "What it costs"
    assert row.slider.accessibleDescription() == "$150"


def test_the_ends_of_a_slider_stay_while_it_is_dragged(row: LeverRow) -> None:
    before = row.slider.maximum()
    row.show_lever(lever(value=300, most=1000))
    assert row.slider.maximum() == before
    row.show_lever(lever(value=900, most=2000))
    assert row.slider.value() > 0 and row.slider.accessibleDescription() == "$900"


def wheel(row: LeverRow) -> None:
    middle = QPointF(row.slider.rect().center())
    turn = QWheelEvent(
        middle,
        row.slider.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(row.slider, turn)


def test_the_wheel_scrolls_past_a_slider_that_was_not_chosen(row: LeverRow, qtbot: Any) -> None:
    row.slider.clearFocus()
    before = row.slider.value()
    wheel(row)
    assert row.slider.value() == before
    row.activateWindow()
    row.slider.setFocus()
    qtbot.waitUntil(row.slider.hasFocus)
    wheel(row)
    assert row.slider.value() > before


def test_how_sure_is_a_small_menu(row: LeverRow) -> None:
    judged: list[tuple[str, str]] = []
    row.judged.connect(lambda key, sure: judged.append((key, sure)))
    menu = row._sure.menu()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["fairly sure"]
    next(action for action in menu.actions() if action.text() == "not sure").trigger()
    assert judged == [("cost.offer-1", "unsure")]


def entry(row: LeverRow, start: str) -> Any:
    return next(action for action in row._sure.menu().actions() if action.text().startswith(start))


def test_an_untouched_guess_says_where_it_comes_from_and_a_touched_one_the_way_back(row: LeverRow) -> None:
    back: list[str] = []
    row.usual.connect(back.append)
    row.show_usual(usual(), touched=False)
    assert row.slider.accessibleDescription() == "$150. Half of what they ask."
    assert "Half of what they ask." in row._title.toolTip()
    assert not entry(row, "As usual").isEnabled()
    row.show_usual(usual(), touched=True)
    assert row.slider.accessibleDescription() == "$150" and "Half" not in row._title.toolTip()
    assert entry(row, "As usual").text() == "As usual: $200"
    entry(row, "As usual").trigger()
    assert back == ["cost.offer-1"]


def test_what_is_ours_to_say_has_a_way_back_once_it_was_changed(qtbot: Any, words: Wording) -> None:
    row = LeverRow(lever(key="owed"), "What you honestly owe", words, 35.0)
    qtbot.addWidget(row)
    row.show()
    assert not row._sure.isVisible()
    row.show_usual(usual(), touched=True)
    assert row._sure.isVisible() and row._sure.text() == "changed"
    assert [action.text() for action in row._sure.menu().actions() if action.text()] == ["As usual: $200"]


def test_a_default_that_is_not_known_still_has_a_way_back(row: LeverRow) -> None:
    row.show_usual(usual(None), touched=True)
    assert entry(row, "As usual").text() == "As usual"


def test_the_owners_own_words_stand_below_the_title_or_for_the_value(row: LeverRow) -> None:
    row.show_aside("two weekends")
    assert (row._value.text(), row._own_words.text()) == ("$150", "two weekends")
    assert "$150 · two weekends" in row.slider.accessibleDescription()
    row.show_lever(lever(value=0))
    assert (row._value.text(), row._own_words.text()) == ("", "two weekends")  # instead of a sum nobody named


def test_a_title_that_was_cut_is_whole_in_its_tooltip_and_its_name(qtbot: Any, words: Wording) -> None:
    row = LeverRow(lever(), "What it costs you: We lay…", words, 35.0, "What it costs you: We lay <b>all</b>")
    qtbot.addWidget(row)
    assert row.slider.accessibleName() == "What it costs you: We lay <b>all</b>"
    assert "&lt;b&gt;all&lt;/b&gt;" in row._title.toolTip()


def test_a_long_label_keeps_the_words_that_tell_it_from_another(board: Board) -> None:
    whole = "We lay the hall again over two mornings in January or whenever it suits you best, then part ways"
    bar = Bar("a-part", whole, -10, 5, 20, "+$5", whole, short="We lay the hall again…, then part ways")
    board.show_bars([bar])
    for dense in (False, True):
        board.set_dense(dense)
        assert " ".join(board._name(bar, 200)).endswith("then part ways")
    assert " ".join(board._name(bar, 900)) == whole


def test_in_a_low_window_the_rows_come_closer(board: Board) -> None:
    board.show_bars([Bar(str(n), f"Way {n}", -10, n, 20, f"+${n}", f"Way {n}") for n in range(6)])
    roomy = board.heightForWidth(500)
    board.set_dense(True)
    assert board.heightForWidth(500) < roomy - 40
    board.set_dense(False)
    assert board.heightForWidth(500) == roomy
