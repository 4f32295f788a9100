"""Saves everything with a date as a calendar file: of all disputes, or of one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimeZone
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import CalendarEntry

# what → how it is called in the calendar
SUMMARY = {
    "due": mark("Answer {client}"),
    "answer": mark("{client} has until today to answer"),
    "deliver": mark("Keep your word to {client}"),
    "lesson": mark("Make the change you planned"),
    "look_back": mark("How did it go with {client}?"),
    "paused": mark("Go on with {client}"),
    "asleep": mark("Read your letter to {client} once more"),
    "own": mark("{title}"),
}
SAVED = mark("Saved. Open the file with your calendar; taken in again later, it changes what is there.")
NOTHING = mark("Nothing has a date yet, so there is nothing to save.")


class CalendarExport(QObject):
    """One export, from the reading to the word that it is done."""

    def __init__(self, desk: Desk, window: QWidget, dispute: int | None = None) -> None:
        super().__init__(window)
        self._desk, self._window, self._dispute = desk, window, dispute

    def begin(self) -> None:
        id = self._dispute
        self._desk.jobs.write(lambda session: _read(session, id), then=self._ask)

    def _ask(self, found: tuple[tuple[CalendarEntry, ...], str]) -> None:
        entries, name = found
        if not entries:
            self._desk.tell(Said(NOTHING))
            self.deleteLater()
            return
        kinds, proposed = tr("Calendar (*.ics)"), tr("ClientCare dates")
        path = self._desk.dialogs.file_to_save(self._window, tr("Save as a calendar file"), f"{proposed}.ics", kinds)
        if path is None:
            self.deleteLater()
            return
        if not path.suffix:
            path = path.with_suffix(".ics")
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        worded = [(entry, *_words(entry)) for entry in entries]
        self._desk.jobs.work(partial(_save, path, worded, name, zone), self._saved, self._not_saved)

    def _saved(self, _: object) -> None:
        self._desk.tell(Said(SAVED))
        self.deleteLater()

    def _not_saved(self, error: Exception) -> None:
        self._desk.jobs.failed.emit(error)
        self.deleteLater()


def _read(session: Any, dispute: int | None) -> tuple[tuple[CalendarEntry, ...], str]:
    return services.calendar.entries(session, dispute), services.calendar.name(session)


def _words(entry: CalendarEntry) -> tuple[str, str]:
    client, title = one_line(entry.client_name), one_line(entry.title)
    summary = tr(SUMMARY[entry.what]).format(client=client, title=title)
    return summary, client if entry.what == "own" else title


def _save(path: Path, worded: list[tuple[CalendarEntry, str, str]], name: str, zone: str) -> None:
    """On the work thread."""
    from clientcare.services.reminding.calendar_file import Worded, save

    save(path, [Worded(*one) for one in worded], name, zone)
