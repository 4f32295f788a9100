"""What can be done with several disputes at once, each in one write that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.services.progress import Progress, Stopped
from clientcare.ui import presets
from clientcare.ui.desk import Desk
from clientcare.ui.disputes.day_dialog import DayDialog
from clientcare.ui.importing.waiting import Waiting
from clientcare.ui.lists.chosen_bar import Action, Choices
from clientcare.ui.reminding.later_menu import times
from clientcare.ui.wording import tr

MANY = 20  # disputes: to delete more than these, the owner is asked first
LONG = 300  # disputes: more take seconds, and can be stopped meanwhile


class Together(QObject):
    """`status`: which disputes the list shows, open, waiting, closed or "" for all. `waiting`, for the page to place, tells
    of what takes longer."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self.status = "open"
        self.waiting = Waiting("disputes")
        self.waiting.hide()

    def actions(self) -> Sequence[Action]:
        return (
            Action(tr("Set due date"), name="due", choices=self._days, fits=self._may_be_open),
            Action(tr("Pause"), name="pause", choices=self._times, fits=self._may_be_open),
            Action(tr("Close"), self.close, "close", fits=self._may_be_open),
            Action(tr("Reopen"), self.reopen, "reopen", fits=lambda: self.status in ("", "closed")),
            Action(tr("Delete"), self.delete, "delete"),
        )

    def _may_be_open(self) -> bool:
        return self.status != "closed"

    def _days(self) -> Choices:
        words, usual = self._desk.words, presets.offered(date.today())
        days = [(f"{said}\t{words.day(day, year=False)}", partial(self.set_due, day)) for said, day in usual]
        return [*days, (tr("Another day…"), self.ask_due), (tr("No date"), partial(self.set_due, None))]

    def _times(self) -> Choices:
        later = [(said, partial(self.pause, until)) for said, until in times(datetime.now(UTC))]
        return [*later, (tr("Take up again"), partial(self.pause, None))]

    def ask_due(self, ids: list[int]) -> None:
        dialog = DayDialog(self._page.window())
        dialog.chosen.connect(lambda day: self.set_due(day, ids))
        self._desk.dialogs.run(dialog)
        dialog.deleteLater()

    def set_due(self, day: date | None, ids: list[int]) -> None:
        said = mark("Due on {day}: %n dispute(s).") if day else mark("No due date any more: %n dispute(s).")
        self._do(partial(services.dispute_batches.set_due, day=day), ids, said, day=day)

    def pause(self, until: datetime | None, ids: list[int]) -> None:
        said = mark("Paused until {day}: %n dispute(s).") if until else mark("Taken up again: %n dispute(s).")
        day = until.astimezone().date() if until else None
        self._do(partial(services.dispute_batches.pause, until=until), ids, said, day=day)

    def close(self, ids: list[int]) -> None:
        self._do(services.dispute_batches.close, ids, mark("Closed: %n dispute(s)."))

    def reopen(self, ids: list[int]) -> None:
        self._do(services.dispute_batches.reopen, ids, mark("Open again: %n dispute(s)."))

    def delete(self, ids: list[int]) -> None:
        if len(ids) > MANY:
            title = tr("Delete %n dispute(s)?", len(ids))
            text = tr("Their timelines and letters go too. You can take it back until you close ClientCare.")
            if not self._desk.dialogs.confirm(self._page.window(), title, text, tr("Delete them")):
                return
        self._desk.keeper.before_several(len(ids), partial(self._delete, ids))

    def _delete(self, ids: list[int]) -> None:
        self._do(services.dispute_batches.delete, ids, mark("Deleted: %n dispute(s)."))

    # -- one write, which may take a while

    def _do(self, call: Callable[..., int], ids: list[int], said: str, **values: Any) -> None:
        """`said` tells what was done, with the number of those it was done to."""
        progress = Progress(len(ids))
        if len(ids) > LONG:
            promise = tr("Until it is done nothing is changed.")
            self.waiting.show_progress(tr("Working on %n dispute(s)", len(ids)), progress, promise)
            self.waiting.show()
        write = partial(_write, call, ids, progress)
        self._desk.jobs.write(write, self._done, self._failed, undo=lambda n: Said(said, values, n))

    def _done(self, n: int) -> None:
        self._end()
        if not n:
            self._desk.tell(Said(mark("Nothing to change: they are like that already.")))

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Stopped):
            self._desk.tell(Said(mark("Stopped. Nothing was changed.")))
        else:
            self._desk.jobs.failed.emit(error)

    def _end(self) -> None:
        self.waiting.end()
        self.waiting.hide()


def _write(call: Callable[..., int], ids: list[int], progress: Progress, session: Any) -> int:
    return call(session, ids, progress=progress)
