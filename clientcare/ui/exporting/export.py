"""Saves a list as a CSV file: where to, the rows a bite at a time, the file, and the word that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clientcare.said import Said, mark
from clientcare.ui.exporting.sheets import SHEETS
from clientcare.ui.lists.chosen_bar import Action
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.ui.desk import Desk

BITE = 500  # ids that are read at once, so that other readers get their turn
SAVED = mark("Saved “{file}”: %n line(s).")
EMPTY = mark("There is nothing on this list to save.")
NO_LIST = mark("There is no list here. Open Clients, Disputes, Letters or Referrals, then save the list.")


class Export(QObject):
    """One export of `kind`, a key of SHEETS: of these ids in their order."""

    def __init__(self, desk: Desk, window: QWidget, kind: str, ids: Sequence[int]) -> None:
        super().__init__(window)
        self._desk, self._window, self._sheet, self._ids = desk, window, SHEETS[kind], list(ids)
        self._rows: list[Any] = []
        self._path = Path()

    def begin(self) -> None:
        if not self._ids:
            self._end(Said(EMPTY))
            return
        name, kinds = tr(self._sheet.file), tr("Spreadsheet (*.csv)")
        path = self._desk.dialogs.file_to_save(self._window, tr("Save the list"), f"{name}.csv", kinds)
        if path is None:
            self.deleteLater()
            return
        self._path = path if path.suffix else path.with_suffix(".csv")
        self._read_on()

    def _read_on(self) -> None:
        some, self._ids = self._ids[:BITE], self._ids[BITE:]
        rows = self._sheet.rows
        self._desk.jobs.read(lambda session: rows(session, some), self._was_read, self._failed)

    def _was_read(self, rows: Sequence[Any]) -> None:
        self._rows += rows
        if self._ids:
            self._read_on()
        elif self._rows:
            call = partial(_save, self._path, self._sheet.headings, self._rows, self._desk.words)
            self._desk.jobs.work(call, self._saved, self._failed)
        else:
            self._end(Said(EMPTY))

    def _saved(self, count: int) -> None:
        self._end(Said(SAVED, {"file": self._path.name}, count))

    def _failed(self, error: Exception) -> None:
        self._desk.jobs.failed.emit(error)
        self.deleteLater()

    def _end(self, said: Said) -> None:
        self._desk.tell(said)
        self.deleteLater()


def export_shown(desk: Desk, window: QWidget, page: Any, place: str, id: int | None) -> None:
    """What the owner looks at: the chosen rows of a list, or all of it; a client's payments; a dispute's timeline."""
    if place in SHEETS and (table := getattr(page, "table", None)) is not None:
        Export(desk, window, place, table.rows.picked_ids() or table.rows.ids).begin()
    elif id is not None and place in ("client", "dispute"):
        Export(desk, window, "payments" if place == "client" else "timeline", [id]).begin()
    else:
        desk.tell(Said(NO_LIST))


def action(desk: Desk, page: QWidget, kind: str) -> Action:
    """What a list offers to do with the chosen records: save them as a file; of clients also what they paid."""

    def save(kind: str, ids: list[int]) -> None:
        Export(desk, page.window(), kind, ids).begin()

    if kind != "clients":
        return Action(tr("Export…"), partial(save, kind), "export")
    choices = ((tr("These clients…"), partial(save, kind)), (tr("Their payments…"), partial(save, "payments")))
    return Action(tr("Export"), name="export", choices=lambda: choices)


def _save(path: Path, headings: Any, rows: Sequence[Any], words: Any) -> int:
    """On the work thread."""
    from clientcare.services.exporting import spreadsheet

    columns = headings(rows, words)
    cells = ([cell(row) for _, cell in columns] for row in rows)
    spreadsheet.write(path, [title for title, _ in columns], cells, words.locale)
    return len(rows)
