"""Several rows chosen: by box, Ctrl, Shift, keys, all at once; the choice is of records, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt

from clientcare.ui.lists.chosen_bar import Action, ChosenBar
from clientcare.ui.lists.list_table import ListTable
from clientcare.ui.lists.row_model import Column, RowModel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COLUMNS = (Column("Name", lambda row: f"row {row}", "name", strong=True), Column("Number", str, width=90))


@pytest.fixture
def table(qapp: Any, qtbot: Any) -> ListTable:
    made = ListTable(RowModel(COLUMNS, lambda ids: ids, QObject(qapp)), "shelf", "Things", picks=True)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.show_ids([10, 20, 30, 40, 50])
    return made


@pytest.fixture
def press(qtbot: Any, table: ListTable) -> Callable[..., None]:
    """Press the box of a line, or elsewhere on it, with keys held."""

    def press_on(line: int, held: Any = Qt.KeyboardModifier.NoModifier, *, box: bool = True) -> None:
        y = table.visualRect(table.rows.index(line, 0)).center().y()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, QPoint(20 if box else 150, y))

    return press_on


def picked(table: ListTable) -> list[int]:
    return table.rows.picked_ids()


def test_a_press_on_the_box_chooses_and_opens_nothing(qtbot: Any, table: ListTable, press: Any) -> None:
    with qtbot.assertNotEmitted(table.opened):
        press(1)
        press(3)
        assert picked(table) == [20, 40]
        press(1)
    assert picked(table) == [40]


def test_a_press_beside_the_box_still_opens(qtbot: Any, table: ListTable, press: Any) -> None:
    press(1)
    with qtbot.waitSignal(table.opened) as opened:
        press(2, box=False)
    assert opened.args == [30] and picked(table) == [20]


def test_ctrl_adds_and_shift_reaches_from_there(qtbot: Any, table: ListTable, press: Any) -> None:
    with qtbot.assertNotEmitted(table.opened):
        press(0, CTRL, box=False)
        press(2, CTRL, box=False)
        press(4, SHIFT, box=False)
    assert picked(table) == [10, 30, 40, 50]


def test_a_reach_that_shrinks_gives_back_what_it_took(table: ListTable, press: Any) -> None:
    press(0)
    press(4, SHIFT)
    press(2, SHIFT)
    assert picked(table) == [10, 20, 30]


def test_all_of_it_by_the_keyboard(qtbot: Any, table: ListTable) -> None:
    table.selectRow(1)
    for key, held, expected in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, [20]),
        (Qt.Key.Key_Down, SHIFT, [20, 30]),
        (Qt.Key.Key_Down, SHIFT, [20, 30, 40]),
        (Qt.Key.Key_Up, SHIFT, [20, 30]),
        (Qt.Key.Key_End, SHIFT, [20, 30, 40, 50]),
        (Qt.Key.Key_A, CTRL, [10, 20, 30, 40, 50]),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, []),
    ):
        qtbot.keyClick(table, key, held)
        assert picked(table) == expected
    assert table.chosen == 50, "the place in the list stays"


def test_the_box_over_the_column_says_how_many_and_chooses_all(qtbot: Any, table: ListTable, press: Any) -> None:
    assert table.picking is not None
    every = table.picking.all
    press(2)
    assert every.checkState() == Qt.CheckState.PartiallyChecked
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert len(picked(table)) == 5 and every.checkState() == Qt.CheckState.Checked
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert picked(table) == [] and every.checkState() == Qt.CheckState.Unchecked


def test_the_choice_is_of_records_and_goes_with_them(table: ListTable, press: Any) -> None:
    press(0)
    press(3)
    table.show_ids([40, 50, 10, 60])
    assert picked(table) == [40, 10], "in the order of the list"
    table.show_ids([50, 10])
    assert picked(table) == [10], "what is not seen any more is not acted upon"
    table.show_ids([10, 40])
    assert picked(table) == [10]


def test_a_reach_begins_anew_where_its_beginning_has_gone(table: ListTable, press: Any) -> None:
    press(4)
    table.show_ids([10, 20, 30, 40])
    press(2, SHIFT)
    assert 30 in picked(table)


def test_a_screen_reader_hears_and_turns_the_box(table: ListTable, press: Any) -> None:
    index = table.rows.index(1, 0)
    assert index.flags() & Qt.ItemFlag.ItemIsUserCheckable
    press(1)
    assert Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
    table.rows.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert picked(table) == []
    assert table.rows.index(1, 1).data(Qt.ItemDataRole.CheckStateRole) is None


def test_the_model_keeps_the_rules_with_boxes_too(table: ListTable, qtmodeltester: Any) -> None:
    qtmodeltester.check(table.rows)


def test_a_hundred_thousand_are_chosen_and_kept_at_once(qtbot: Any, table: ListTable) -> None:
    ids = list(range(100_000))
    table.show_ids(ids)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    assert len(picked(table)) == 100_000
    table.show_ids(ids[::-1])
    assert picked(table)[0] == 99_999 and len(picked(table)) == 100_000


def test_without_picking_a_list_is_as_it_was(qapp: Any, qtbot: Any) -> None:
    plain = ListTable(RowModel(COLUMNS, lambda ids: ids, QObject(qapp)), "plain", "Things")
    qtbot.addWidget(plain)
    plain.show_ids([10, 20])
    plain.selectRow(0)
    qtbot.keyClick(plain, Qt.Key.Key_Space)
    assert plain.picking is None and plain.rows.picked_ids() == []
    assert plain.rows.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is None


def test_the_bar_offers_what_fits_and_hands_over_the_call(qtbot: Any) -> None:
    def drop(ids: list[int]) -> None: ...

    open_: list[bool] = [True]
    bar = ChosenBar("shelf", (Action("Drop", drop, "drop"), Action("Shut", drop, "shut", fits=lambda: open_[0])))
    qtbot.addWidget(bar)
    bar.show_count(3)
    assert bar.count.text() == "3 chosen"
    shut = next(b for b in bar._buttons if b.objectName() == "shelf.chosen.shut")
    assert shut.isVisible()
    with qtbot.waitSignal(bar.wanted) as wanted:
        qtbot.mouseClick(shut, Qt.MouseButton.LeftButton)
    assert wanted.args == [drop]
    open_[0] = False
    bar.show_count(2)
    assert not shut.isVisible()
    bar.show_count(0)
    assert not bar.isVisible()
