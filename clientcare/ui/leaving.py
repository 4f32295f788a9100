"""Before the window closes or the session ends: write what is still in the fingers, and ask where something would be lost."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clientcare.ui.desk import Desk
from clientcare.ui.pages.page import Page
from clientcare.ui.wording import tr


class Leaving:
    """Asks over `window`."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk, self._window = desk, window

    def keep_all(self, page: Page) -> None:
        """Write what is still in the fingers, and wait until it is known whether it is in the file."""
        page.leave()
        self._desk.jobs.fingers.last_call.emit()
        self._desk.jobs.fingers.try_again()  # what stood in the way may be gone by now
        self._desk.jobs.finish()

    def may_close(self, page: Page, *, again: bool) -> bool:
        """Keep all there is; whether nothing would be lost, or the owner closes all the same. `again`: it opens anew."""
        outbox = self._desk.outbox
        if outbox.waits and not again and not self._closes_with_a_letter(needs_password=outbox.needs_password):
            return False
        self.keep_all(page)
        return not self._desk.jobs.fingers.hold_something or self._closes_unsaved()

    def _closes_with_a_letter(self, *, needs_password: bool) -> bool:
        text = tr("A letter has not gone out yet. It goes when ClientCare is open again.")
        if needs_password:
            text = tr("A letter has not gone out yet. It goes when ClientCare is open again and you have typed your password.")
        return self._desk.dialogs.confirm(self._window, tr("Close ClientCare?"), text, tr("Close anyway"))

    def _closes_unsaved(self) -> bool:
        text = tr("Not everything you typed could be saved yet. If you close now, it is lost. Copy it first, or try again.")
        return self._desk.dialogs.confirm(self._window, tr("Close without saving?"), text, tr("Close anyway"))
