"""The timeline over the whole page, for reading all of it; one button leads back to the step."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from clientcare.records import DisputeDetail
from clientcare.ui.desk import Desk
from clientcare.ui.steps.screens import Screen
from clientcare.ui.timeline.arrivals import Arrivals
from clientcare.ui.timeline.card import Timeline
from clientcare.ui.widgets.parts import scrolled
from clientcare.ui.wording import tr

WIDEST = 820  # pixels: longer lines are hard to read


class TimelineScreen(Screen):
    """`moved_on` when the owner has seen enough."""

    over = True

    def __init__(self, desk: Desk, arrivals: Arrivals) -> None:
        super().__init__()
        self._part = ""
        self._timeline = Timeline(desk, arrivals)
        area = scrolled(self._timeline)
        area.setMaximumWidth(WIDEST)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(area, 1)

    def turn_to(self, part: str) -> None:
        self._part = part

    def show_dispute(self, dispute: DisputeDetail, typing: set[str]) -> None:
        self._timeline.show_dispute(dispute)
        if self._part.isdecimal():
            self._timeline.show_entry(int(self._part))
        self._part = ""

    def focus_first(self) -> None:
        self._timeline.focus_first()

    def primary_text(self) -> str:
        return tr("Back to the step")
