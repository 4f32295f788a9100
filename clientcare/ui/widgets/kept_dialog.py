"""A small dialog whose fields are kept as they stand: Esc, the window's cross and a crash lose nothing that was typed."""

from __future__ import annotations

from typing import Any

from clientcare.ui.jobs import Jobs
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.kept import Kept


class KeptDialog(GrowingDialog):
    """Subclasses say once, when their fields stand there, what to keep: `keep(...)`. Their Cancel button calls `cancel`."""

    _kept: Kept | None = None

    def keep(self, jobs: Jobs, form: str, record: int, **fields: Any) -> Kept:
        """Offer what was typed into these fields before, and keep what is typed from now on."""
        self._kept = kept = Kept(self, jobs, form, fields)
        kept.turn_to(record)
        self.tell_of(jobs.fingers)
        return kept

    def accept(self) -> None:
        """It is done: nothing has to be offered again."""
        if self._kept is not None:
            self._kept.drop()
        super().accept()

    def cancel(self) -> None:
        """What was typed is given up on purpose."""
        if self._kept is not None:
            self._kept.drop()
        super().reject()

    def reject(self) -> None:
        """Esc or the window's cross may be a slip."""
        if self._kept is not None:
            self._kept.keep_now()
        super().reject()
