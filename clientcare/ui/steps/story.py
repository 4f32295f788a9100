"""The timeline beside the questions of a step."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from clientcare.records import DisputeDetail
from clientcare.ui.desk import Desk
from clientcare.ui.steps.beside import Beside
from clientcare.ui.timeline.arrivals import Arrivals
from clientcare.ui.timeline.card import Timeline


class Story(Beside):
    """Made once the questions stand there, so that they need not wait for it."""

    def __init__(self, desk: Desk, arrivals: Arrivals) -> None:
        super().__init__()
        self._desk, self._arrivals = desk, arrivals
        self._dispute: DisputeDetail | None = None
        self._timeline: Timeline | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._make)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._dispute = dispute
        if self._timeline is None:
            self._soon.start()
        else:
            self._timeline.show_dispute(dispute)

    def _make(self) -> None:
        assert self._dispute is not None  # it was to be shown
        self._timeline = Timeline(self._desk, self._arrivals)
        self.column.addWidget(self._timeline)
        self._timeline.show_dispute(self._dispute)
