"""What can be done with a dispute as a whole: closed or opened again, put in the calendar, deleted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from clientcare import services
from clientcare.records import DisputeDetail
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.pages.dispute_words import ending
from clientcare.ui.steps.answers import Unsaved
from clientcare.ui.wording import tr


class DisputeMenu(QMenu):
    """`closed` and `deleted` when the dispute shown is. What is still `unsaved` of it is saved first, or goes with it."""

    closed = Signal()
    deleted = Signal()

    def __init__(self, desk: Desk, unsaved: Unsaved, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._unsaved, self._page = desk, unsaved, parent
        self._dispute: DisputeDetail | None = None
        self.addAction(tr("Open the client"), self._show_client)
        self.addAction(tr("Remind me…"), self._remind)
        self.addAction(tr("Save its dates for your calendar…"), self._save_calendar)
        self._finish = self.addAction(tr("Close the dispute"), self.close_or_reopen)
        self.addSeparator()
        self.addAction(tr("Delete the dispute"), self.delete)

    def show_dispute(self, dispute: DisputeDetail | None) -> None:
        """It is about the one that is shown; None while another is only being opened."""
        self._dispute = dispute
        if dispute is not None:
            self._finish.setText(ending(dispute))

    def close_or_reopen(self) -> None:
        if self._dispute is None:
            return
        id = self._dispute.id
        if self._dispute.status == "closed":
            again = Said(mark("It is open again."))
            self._desk.jobs.write(lambda session: services.disputes.reopen(session, id), undo=again)
        else:
            done = Said(mark("Closed. Well done: it is behind you."))
            self._desk.jobs.write(lambda session: services.disputes.close(session, id), then=self._tell_closed, undo=done)

    def delete(self) -> None:
        if self._dispute is None:
            return
        id, gone = self._dispute.id, Said(mark("The dispute was deleted."))
        self._unsaved.save()  # undone, it is there with what was typed last
        self._desk.jobs.write(lambda session: services.disputes.delete(session, id), then=self._tell_deleted, undo=gone)

    def _tell_closed(self, _: object) -> None:
        self.closed.emit()

    def _tell_deleted(self, _: object) -> None:
        self.deleted.emit()

    def _show_client(self) -> None:
        if self._dispute is not None:
            self._desk.go("client", self._dispute.client.id)

    def _remind(self) -> None:
        from clientcare.ui.reminding.reminder_form import remind

        if self._dispute is not None:
            remind(self._desk, self._page.window(), self._dispute.id)

    def _save_calendar(self) -> None:
        from clientcare.ui.reminding.calendar_export import CalendarExport

        if self._dispute is not None:
            self._unsaved.save()
            CalendarExport(self._desk, self._page.window(), self._dispute.id).begin()
