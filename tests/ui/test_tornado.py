"""What matters most and the room to agree, as they are drawn, read out and worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from clientcare.settings import Settings
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.room import LEAST, MOST, OWED, Point, RoomStrip
from clientcare.ui.widgets.tornado import Spread, Tornado
from clientcare.ui.wording import Wording

COULD = "could change the answer"
FLIPS = Spread("stay.hold", "Chance they stay if you hold firm", 180.0, -40.0, "Staying: could change it.", COULD)
STEADY = Spread("harm", "What a public complaint would cost you", 60.0, 120.0, "Harm: from 60 to 120.")
POINTS = (
    Point(MOST, 430.0, "Up to about $430."),
    Point(LEAST, 150.0, "From about $150."),
    Point(OWED, 150.0, "You said you owe them $150."),
    Point("way:offer-1", 160.0, "$160 back: worth $160 to them."),
    Point("way:offer-2", 900.0, "All of it and more: worth $900 to them."),
)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


def shown(widget: Any, qtbot: Any) -> Any:
    qtbot.addWidget(widget)
    widget.resize(600, widget.sizeHint().height())
    widget.show()
    return widget


@pytest.fixture
def tornado(theme: Theme, qtbot: Any) -> Tornado:
    made = Tornado(theme, Wording(Settings()))
    made.show_spreads((FLIPS, STEADY), 95.0)
    return shown(made, qtbot)  # type: ignore[no-any-return]


@pytest.fixture
def strip(theme: Theme, qtbot: Any) -> RoomStrip:
    made = RoomStrip(theme, Wording(Settings()))
    made.show_points(POINTS, 480.0, (150.0, 430.0))
    return shown(made, qtbot)  # type: ignore[no-any-return]


def colours(widget: QWidget, part: QRect) -> set[str]:
    image = widget.grab(part).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_guess_that_could_change_the_answer_wears_the_colour_of_attention(tornado: Tornado) -> None:
    flips, steady = tornado.places()
    attention = tornado._theme.tokens.attention.lower()
    assert attention in colours(tornado, flips) and attention not in colours(tornado, steady)
    assert tornado._theme.tokens.quiet.lower() in colours(tornado, steady)


def test_every_guess_is_read_out_widest_first(tornado: Tornado) -> None:
    assert tornado.accessibleDescription() == f"{FLIPS.sentence}\n{STEADY.sentence}"
    assert tornado.accessibleName()


def test_arrows_walk_the_guesses_and_enter_presses_one(tornado: Tornado, qtbot: Any) -> None:
    looked, pressed = list[str](), list[str]()
    tornado.chosen.connect(looked.append)
    tornado.pressed.connect(pressed.append)
    tornado.setFocus()
    for name in ("Down", "Down", "Down", "Return", "Home"):
        qtbot.keyClick(tornado, getattr(Qt.Key, f"Key_{name}"))
    assert looked == ["stay.hold", "harm", "harm", "stay.hold"] and pressed == ["harm"]
    assert tornado.accessibleName() == FLIPS.sentence
    qtbot.mouseClick(tornado, Qt.MouseButton.LeftButton, pos=tornado.places()[1].center())
    assert pressed == ["harm", "harm"]


def test_the_lead_as_it_stands_is_a_line_across_all_rows(tornado: Tornado) -> None:
    accent = tornado._theme.tokens.accent.lower()
    assert all(accent in colours(tornado, place) for place in tornado.places())


def test_the_points_of_the_strip_are_walked_from_nothing_to_all_they_ask(strip: RoomStrip, qtbot: Any) -> None:
    looked: list[str] = []
    strip.chosen.connect(looked.append)
    strip.setFocus()
    for _ in POINTS:
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert looked == [LEAST, OWED, "way:offer-1", MOST, "way:offer-2"]
    assert strip.accessibleName() == POINTS[-1].sentence
    assert all(point.sentence in strip.accessibleDescription() for point in POINTS)


def test_the_span_that_may_suit_both_is_drawn_where_it_is(strip: RoomStrip) -> None:
    wash = strip._theme.tokens.wash.lower()

    def at(value: float) -> set[str]:
        return colours(strip, QRect(round(strip.x_of(value)), 0, 1, strip.height()))

    assert wash in at(300) and wash not in at(60) and wash not in at(460)
    strip.show_points(POINTS[2:3], 480.0, None)
    assert wash not in at(300)


def test_a_click_takes_the_nearest_sum_and_far_from_all_nothing(strip: RoomStrip, qtbot: Any) -> None:
    def click(x: float) -> None:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(x), strip.height() // 2))

    click(strip.x_of(430) + 4)
    assert strip.key == MOST
    click(strip.x_of(162))
    assert strip.key == "way:offer-1"
    strip.forget()
    click(strip.x_of(300))
    assert strip.key == ""


def test_an_offer_worth_more_than_they_ask_stands_at_the_end(strip: RoomStrip) -> None:
    assert strip.x_of(900) == strip.x_of(480) < strip.width()


@pytest.mark.parametrize("width", [260, 430, 1400])
@pytest.mark.parametrize("ask", [0.5, 480.0, 1e9])
def test_every_sum_can_be_seen_and_clicked(strip: RoomStrip, ask: float, width: int) -> None:
    values = (0.0, ask / 3, ask, 3 * ask)
    strip.resize(width, strip.height())
    strip.show_points([Point(f"way:{i}", value, "") for i, value in enumerate(values)], ask, (0.0, ask))
    assert all(0 < strip.x_of(value) < width for value in values)
    assert all(strip.item_at(QPoint(round(strip.x_of(value)), 20)) >= 0 for value in values)
    assert not strip.grab().isNull()


def test_both_are_drawn_in_the_dark_with_little_and_with_nothing(tornado: Tornado, strip: RoomStrip) -> None:
    tornado._theme.appear("dark")
    try:
        assert tornado._theme.tokens.attention.lower() in colours(tornado, tornado.places()[0])
        assert strip._theme.tokens.wash.lower() in colours(strip, strip.rect())
        for spreads in ((), (STEADY,), (Spread("x", "Nothing to it", 0.0, 0.0, "Nothing."),)):
            tornado.show_spreads(spreads, 0.0)
            assert not tornado.grab().isNull()
        for span in (None, (0.0, 0.0), (1e9, 1e9)):
            strip.show_points((), 1e9, span)
            assert not strip.grab().isNull()
    finally:
        tornado._theme.appear("light")
