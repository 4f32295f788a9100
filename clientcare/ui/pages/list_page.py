"""The frame of a page that lists records of any number: a line to filter by, the table, and what an empty one says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QWidget

from clientcare.ui.desk import Desk
from clientcare.ui.lists.chosen_bar import Action, Call, ChosenBar
from clientcare.ui.lists.list_table import ListTable
from clientcare.ui.lists.picked import Picked
from clientcare.ui.lists.row_model import PAGE, Column, RowModel
from clientcare.ui.pages.page import Page
from clientcare.ui.widgets.empty_state import EmptyState
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import tr

AFTER_KEY_MS = 150


class ListPage(Page):
    """Subclasses say which ids and rows to read, what a row opens, and the words of an empty list.

    The ids come from the database thread; the rows are read a page at a time as they are painted. Where `chosen_actions` says
    what can be done with several records, these can be chosen; the line to filter by then gives way to what can be done.
    """

    opens_at_once = True  # on one click
    rows_at_once = PAGE  # that are read, while the window waits for them

    def __init__(self, desk: Desk, name: str, title: str, columns: Sequence[Column], filter_hint: str) -> None:
        super().__init__(desk, title, scrolls=False)
        self.name, self.sort, self.descending = name, columns[0].sort, False
        self.filter = LineField(f"{name}.filter", filter_hint, filter_hint)
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(260)
        self.count = label("", "soft", name=f"{name}.count")
        model = RowModel(columns, self._rows, self, self.rows_at_once)
        actions = self._with_export(self.chosen_actions())
        self.chosen_bar = ChosenBar(name, actions)
        self.table = ListTable(
            model, f"{name}.table", title, opens_at_once=self.opens_at_once, picks=bool(actions), more=self._add_to_menu
        )
        self.empty = EmptyState(f"{name}.empty", self.first_step)
        self._any = False
        self._timer = QTimer(self, singleShot=True, interval=AFTER_KEY_MS)
        self._build_list()
        self._connect()

    def _build_list(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setProperty("look", "clear")
        self._nothing_yet = QWidget()
        for view in (self._nothing_yet, self.table, self.empty):
            self._stack.addWidget(view)
        self.tools = QWidget()
        line = QHBoxLayout(self.tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        chips = self.filters()
        if chips is not None:
            line.addWidget(chips, 1)
        line.addWidget(self.filter)
        line.addWidget(self.count, int(chips is None))
        self.body.addWidget(self.tools)
        self.body.addWidget(self.chosen_bar)
        self.place_list(self._stack)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.load)
        self.filter.edited.connect(lambda _: self._timer.start())
        self.filter.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(self.open_record)
        self.table.sort_wanted.connect(self._sort)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        if self.picked is not None:
            self.picked.changed.connect(self._show_chosen_bar)
            self.chosen_bar.wanted.connect(self._do_with_chosen)
            self.chosen_bar.none_wanted.connect(self.choose_none)

    # what a list is about

    def filters(self) -> QWidget | None:
        """What stands before the filter line."""
        return None

    def chosen_actions(self) -> Sequence[Action]:
        """What can be done with several records at once; none: only one can be chosen. Asked once, before all else."""
        return ()

    def _with_export(self, actions: Sequence[Action]) -> Sequence[Action]:
        from clientcare.ui.exporting import export

        return (*actions, export.action(self.desk, self, self.name)) if actions else ()

    def place_list(self, list: QWidget) -> None:
        """Put the list, or what stands in its place, under the line to filter by."""
        self.body.addWidget(list, 1)

    def read_ids(self) -> Callable[[Any], list[int]]:
        """A call that gives the ids in order; made now, run on the database thread."""
        raise NotImplementedError

    def read_rows(self, ids: list[int]) -> Callable[[Any], list[Any]]:
        raise NotImplementedError

    def open_record(self, id: int) -> None:
        raise NotImplementedError

    def say_count(self, n: int) -> str:
        raise NotImplementedError

    def say_empty(self) -> None:
        """Put words into `self.empty`."""
        raise NotImplementedError

    def first_step(self) -> None:
        """The button of an empty list."""
        raise NotImplementedError

    # reading and showing

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.table.show_sort(self.sort, self.descending)
            self.desk.jobs.read(self._first_read(), self._show_read)

    def _first_read(self) -> Callable[[Any], tuple[list[int], list[Any]]]:
        """The ids and the first page of rows at once, so that the window only paints them."""
        read_ids, read_rows, most = self.read_ids(), self.read_rows, self.rows_at_once

        def read(session: Any) -> tuple[list[int], list[Any]]:
            ids = read_ids(session)
            return ids, read_rows(ids[:most])(session) if ids else []

        return read

    def _rows(self, ids: list[int]) -> list[Any]:
        return self.desk.jobs.now(self.read_rows(ids))

    def _show_read(self, found: tuple[list[int], list[Any]]) -> None:
        self.show_found(*found)

    def show_found(self, ids: list[int], first: list[Any]) -> None:
        self.table.show_ids(ids, first)
        self.count.setText(self.say_count(len(ids)) if ids else "")
        self.show_whether(bool(ids), self.table)

    def show_whether(self, any: bool, view: QWidget) -> None:
        """Show `view` if there is any record in it, else what an empty list says."""
        if not any:
            self.say_empty()
        self._stack.setCurrentWidget(view if any else self.empty)
        self._any = any
        self._show_chosen_bar()

    # choosing several

    @property
    def picked(self) -> Picked | None:
        """The chosen ids, where several can be chosen."""
        return self.table.rows.picked

    def choose_none(self) -> None:
        if self.table.picking is not None:
            self.table.picking.clear()
            self.table.setFocus()

    def _show_chosen_bar(self) -> None:
        chosen, height = len(self.picked or ()), self.tools.height()
        if chosen and not self.chosen_bar.isVisible():
            self.chosen_bar.setMinimumHeight(height)  # so that the rows stay where they are under the pointer
        focused = QApplication.focusWidget()
        held = focused is not None and self.chosen_bar.isAncestorOf(focused)
        self.chosen_bar.show_count(chosen)
        self.tools.setVisible(not chosen and (self._any or self.sifted))  # where there is nothing, there is nothing to sift
        if held and not chosen:
            self.table.setFocus()

    def _do_with_chosen(self, call: Call) -> None:
        """With the chosen records; by the menu of one row while none is chosen, with that."""
        ids = self.table.rows.picked_ids() or ([self.table.chosen] if self.table.chosen is not None else [])
        if ids:
            call(ids)

    def _add_to_menu(self, menu: QMenu) -> None:
        self.chosen_bar.add_to(menu)

    def _find(self) -> None:
        self.choose_none()
        self.filter.setFocus()

    def _sort(self, key: str, descending: bool) -> None:
        self.sort, self.descending = key, descending
        self.load()

    @property
    def filtered(self) -> bool:
        """Whether the filter line hides some."""
        return bool(self.filter.value())

    @property
    def sifted(self) -> bool:
        """Whether anything above the list hides some."""
        return self.filtered

    def clear_filter(self) -> None:
        self.filter.set_value("")
        self.load()


def shortened(text: str) -> str:
    """What was typed to filter by, short enough for a sentence."""
    return text if len(text) <= 40 else text[:40] + "…"


def filter_no_match(empty: EmptyState, text: str) -> None:
    """The words of a list where the filter leaves nothing."""
    empty.say(tr("Nothing found"), tr("Nothing here holds “{text}”.", text=shortened(text)), tr("Show all"))
