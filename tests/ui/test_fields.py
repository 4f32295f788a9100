"""Fields take what an owner types, say what they cannot use, and lose nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from clientcare.ui.widgets.choice import Choice, Ticks
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import NumberField, TextField, parse_number
from clientcare.ui.widgets.parts import button

EN, DE, FR = QLocale("en_US"), QLocale("de_DE"), QLocale("fr_FR")


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("480", EN, "480"), ("1,250.50", EN, "1250.50"), ("$1,250", EN, "1250"), ("1.250,50", DE, "1250.50"),
        ("12,5", DE, "12.5"), ("12.50", DE, "12.50"), ("12,50", EN, "12.50"), ("1 250,50 €", FR, "1250.50"),
        ("1.250", DE, "1250"), ("1,250", EN, "1250"), ("-5", EN, "-5"), ("−5", EN, "-5"), ("0", EN, "0"),
    ],
)  # fmt: skip
def test_sums_are_read_the_way_people_type_them(text: str, locale: QLocale, value: str) -> None:
    assert parse_number(text, locale) == Decimal(value)


@pytest.mark.parametrize("text", ["abc", "12,", "1.2.3.4x", "--5", "NaN", "Infinity", "1e5x"])
def test_what_is_no_number_is_refused(text: str) -> None:
    if text == "12,":
        assert parse_number(text, EN) == 12  # a trailing mark is harmless
    else:
        with pytest.raises(ValueError):
            parse_number(text, EN)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_nothing_or_refused(text: str) -> None:
    for locale in (EN, DE, FR):
        try:
            value = parse_number(text, locale)
        except ValueError:
            continue
        assert value is None or value.is_finite()


def test_a_number_field_keeps_wrong_text_and_says_so(qtbot: Any) -> None:
    field = NumberField("en_US", "sum", "Sum")
    qtbot.addWidget(field)
    heard: list[object] = []
    field.edited.connect(heard.append)
    qtbot.keyClicks(field, "4x")
    assert field.invalid and field.text() == "4x" and field.toolTip()
    assert heard == [Decimal(4)]
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert not field.invalid and heard[-1] == Decimal(4)


def test_a_negative_sum_is_refused_where_none_can_be(qtbot: Any) -> None:
    field = NumberField("en_US")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "-5")
    assert field.invalid


def test_no_date_is_an_answer_too(qtbot: Any) -> None:
    field = DayField("due", "Due")
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value(date(2026, 12, 4))
    assert field.value() == date(2026, 12, 4)
    field.set_value(None)
    assert field.value() is None


@pytest.mark.parametrize("day", [None, date(2026, 12, 4)])
def test_tab_gets_out_of_a_date_whether_there_is_one_or_not(qtbot: Any, day: date | None) -> None:
    form = QWidget()
    column, before, field, after = QVBoxLayout(form), QLineEdit(), DayField("due", "Due"), QLineEdit()
    for part in (before, field, after):
        column.addWidget(part)
    field.set_value(day)
    qtbot.addWidget(form)
    form.show()
    for key, start, end in ((Qt.Key.Key_Tab, before, after), (Qt.Key.Key_Backtab, after, before)):
        start.setFocus()
        for _ in range(5):  # day, month, year, the usual days
            if form.focusWidget() is not end:
                qtbot.keyClick(form.focusWidget(), key)
        assert form.focusWidget() is end


def test_enter_presses_what_has_the_focus(qtbot: Any) -> None:
    dialog, pressed = QDialog(), list[str]()
    column = QVBoxLayout(dialog)
    cancel, save = (button(name, lambda name=name: pressed.append(name)) for name in ("cancel", "save"))
    choice = Choice((("a", "Yes"), ("b", "No")), "q", "Really?")
    for part in (choice, cancel, save):
        column.addWidget(part)
    save.setDefault(True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    qtbot.keyClick(choice._chips["b"], Qt.Key.Key_Enter)
    assert pressed == ["cancel"] and choice.value() == "b"


def test_a_chip_is_chosen_and_taken_back_by_keyboard(qtbot: Any) -> None:
    choice = Choice((("a", "Yes"), ("b", "No")), "q", "Really?")
    qtbot.addWidget(choice)
    choice.show()
    heard: list[object] = []
    choice.edited.connect(heard.append)
    chips = choice.findChildren(type(choice._chips["a"]))
    chips[0].setFocus()
    qtbot.keyClick(chips[0], Qt.Key.Key_Right)
    qtbot.keyClick(chips[1], Qt.Key.Key_Space)
    assert choice.value() == "b"
    qtbot.keyClick(chips[1], Qt.Key.Key_Space)
    assert choice.value() == "" and heard == ["b", ""]


def test_none_of_these_is_different_from_not_asked_yet(qtbot: Any) -> None:
    ticks = Ticks((("a", "A"), ("b", "B")), "None of these", "t")
    qtbot.addWidget(ticks)
    assert ticks.value() is None
    ticks.set_value([])
    assert ticks.value() == []
    ticks.set_value(["b"])
    assert ticks.value() == ["b"]


def test_a_text_field_grows_with_what_is_typed(qtbot: Any) -> None:
    field = TextField("t", "Text", lines=2)
    qtbot.addWidget(field)
    field.show()
    before = field.height()
    field.set_value("one\ntwo\nthree\nfour")
    assert field.height() > before


def test_a_box_that_grows_with_its_text_shows_all_of_it(qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = TextField("address", "Address", lines=3)
    column = QVBoxLayout(page)
    column.addWidget(box)
    column.addStretch(1)
    page.resize(400, 400)
    page.show()
    for number in range(8):
        qtbot.keyClicks(box, f"Line {number}")
        qtbot.keyClick(box, Qt.Key.Key_Return)
        qtbot.wait(1)  # as long as fingers need at least: the page is laid out anew
    assert box.verticalScrollBar().value() == 0
    turned = QWheelEvent(
        QPointF(20, 20), QPointF(20, 20), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box.viewport(), turned)
    assert box.verticalScrollBar().value() == 0, "the wheel is the page's while nothing is hidden"


def test_a_long_text_breaks_before_its_scroll_bar(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = TextField("words", "Words", lines=4, most=9)
    QVBoxLayout(window).addWidget(field)
    window.resize(450, 400)
    field.set_value("word " * 200)
    window.show()
    window.grab()
    assert field.verticalScrollBar().isVisible()
    qtbot.waitUntil(lambda: field.horizontalScrollBar().maximum() == 0)


def test_enter_in_a_day_says_that_is_it(qtbot: Any) -> None:
    field = DayField("day", "Day")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.entered, timeout=100):
        qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Return)


def test_a_text_shows_its_last_line_too_when_it_has_less_room_than_before(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = TextField("words", "Words", lines=5, most=14)
    QVBoxLayout(window).addWidget(field)
    field.set_value("\n".join(("You can choose any one of these, and each is a whole answer to what you asked.",) * 5))
    window.resize(480, 600)
    window.show()
    window.grab()
    document = field.document()
    lines = sum(document.findBlockByNumber(number).layout().lineCount() for number in range(document.blockCount()))
    assert 8 <= lines <= 14 and field.viewport().height() >= lines * field.fontMetrics().lineSpacing()


def test_a_page_that_is_scrolled_leaves_the_focus_where_it_is() -> None:
    assert not DayField("day", "Day").focusProxy().focusPolicy() & ~Qt.FocusPolicy.StrongFocus
