"""A table of any length: pages of rows on demand, and nothing read that is not painted."""

from __future__ import annotations

import random
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt

from clientcare.ui.lists.list_table import ROW_HEIGHT, ListTable
from clientcare.ui.lists.row_model import PAGE, PAGES_KEPT, Column, RowModel

COLUMNS = (
    Column("Name", lambda row: f"row {row}", "name", strong=True),
    Column("Number", str, "number", numeric=True, width=90),
    Column("Plain", lambda row: "–", width=90),
)


class Shelf:
    """Rows to fetch, and what was fetched."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def fetch(self, ids: list[int]) -> list[int]:
        self.asked.append(ids)
        return ids


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(qapp: Any, shelf: Shelf) -> RowModel:
    return RowModel(COLUMNS, shelf.fetch, QObject(qapp))


def text(model: RowModel, row: int, column: int = 0) -> str:
    return str(model.index(row, column).data())


@pytest.mark.parametrize("count", [0, 1, PAGE, PAGE + 1])
def test_it_keeps_the_rules_of_a_model(model: RowModel, qtmodeltester: Any, count: int) -> None:
    model.show_ids(list(range(count)))
    qtmodeltester.check(model)


def test_rows_are_read_a_page_at_a_time_and_only_when_looked_at(model: RowModel, shelf: Shelf) -> None:
    model.show_ids(list(range(100_000)))
    assert model.rowCount() == 100_000 and shelf.asked == []
    assert text(model, 99_999) == "row 99999"
    assert [len(ids) for ids in shelf.asked] == [PAGE]


def test_a_first_page_read_along_is_not_read_again(model: RowModel, shelf: Shelf) -> None:
    ids = list(range(PAGE + 5))
    model.show_ids(ids, ids[:PAGE])
    assert text(model, 3) == "row 3" and shelf.asked == []
    assert text(model, PAGE) == f"row {PAGE}" and len(shelf.asked) == 1


def test_only_a_few_pages_are_kept(model: RowModel, shelf: Shelf) -> None:
    model.show_ids(list(range(PAGE * (PAGES_KEPT + 5))))
    for page in range(PAGES_KEPT + 5):
        text(model, page * PAGE)
    assert len(model._pages) == PAGES_KEPT
    text(model, 0)
    assert shelf.asked[-1][0] == 0, "the page looked at longest ago is the one that went"


def test_what_it_says_is_what_the_rows_say_after_any_walk(model: RowModel) -> None:
    ids = random.sample(range(10**6), 5000)
    model.show_ids(ids)
    for row in random.choices(range(5000), k=300):
        assert text(model, row) == f"row {ids[row]}" and model.id_at(row) == ids[row]
    assert model.row_of(ids[77]) == 77 and model.row_of(-1) == -1


def test_a_row_deleted_meanwhile_is_blank_not_a_crash(model: RowModel) -> None:
    model._fetch = lambda ids: ids[:-1]
    model.show_ids([1, 2, 3])
    assert text(model, 2) == ""


def test_the_same_ids_again_keep_the_place(qtbot: Any, model: RowModel, shelf: Shelf) -> None:
    model.show_ids([1, 2, 3])
    text(model, 0)
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show_ids([1, 2, 3])
    text(model, 0)
    assert len(shelf.asked) == 2, "the rows themselves are read again"


def test_headers_stand_over_their_column(model: RowModel) -> None:
    model.show_ids([1])
    title = model.headerData(1, Qt.Orientation.Horizontal)
    side = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert title == "Number" and side & Qt.AlignmentFlag.AlignRight


@pytest.fixture
def table(qtbot: Any, model: RowModel) -> ListTable:
    made = ListTable(model, "shelf", "Things")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_enter_opens_the_line_the_arrow_keys_chose(qtbot: Any, table: ListTable) -> None:
    table.show_ids([10, 20, 30])
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.chosen == 10, "reached by the tab key it shows where one is"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [20]


def test_a_click_opens_a_line(qtbot: Any, table: ListTable) -> None:
    table.show_ids([10, 20, 30])
    place = table.visualRect(table.rows.index(2, 0)).center()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [30]


def test_a_header_sorts_and_a_second_click_turns_it_round(table: ListTable) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_wanted.connect(lambda key, descending: asked.append((key, descending)))
    table.show_sort("name", False)
    for number in (0, 1, 2):
        table.horizontalHeader().sectionClicked.emit(number)
    assert asked == [("name", True), ("number", False)], "nothing is sorted by the third"
    assert table.horizontalHeader().sortIndicatorSection() == 0


def test_the_menu_sorts_without_a_mouse(qtbot: Any, table: ListTable) -> None:
    from PySide6.QtWidgets import QMenu

    table.show_ids([10])
    table.selectRow(0)
    menu = QMenu(table)
    table.fill_menu(menu)
    actions = {action.text(): action for action in menu.actions()}
    assert [*actions] == ["Open", "", "Sort by name", "Sort by number"]
    with qtbot.waitSignal(table.sort_wanted) as wanted:
        actions["Sort by number"].trigger()
    assert wanted.args == ["number", False]


def test_the_chosen_line_stays_chosen_where_it_moves(table: ListTable) -> None:
    table.show_ids([10, 20, 30])
    table.selectRow(1)
    table.show_ids([20, 10, 30])
    assert table.chosen == 20 and table.currentIndex().row() == 0
    table.show_ids([10])
    assert table.chosen is None


def test_rows_have_one_height_and_columns_fill_the_width(qtbot: Any, table: ListTable) -> None:
    table.show_ids(list(range(50)))
    assert {table.rowHeight(row) for row in range(50)} == {ROW_HEIGHT}
    widths = [table.columnWidth(number) for number in range(3)]
    assert widths[1:] == [90, 90] and abs(sum(widths) - table.viewport().width()) <= 2


def test_tab_leaves_the_table(qtbot: Any, table: ListTable) -> None:
    assert not table.tabKeyNavigation()
