"""A page beside the letter, such as the talking points for a call: to read, copy, print or save."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from clientcare.letters.facts import Facts
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper.delivery import LetterDelivery
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.widgets.preview import Preview
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.letters.leaflet import Leaflet


class TalkingPoints(QDialog):
    """For the call about the letter in hand; for the owner's eyes only."""

    def __init__(self, desk: Desk, parent: QWidget, facts: Facts, kind: str, own_style: str) -> None:
        super().__init__(parent)
        self._desk, self._delivery = desk, LetterDelivery(desk, self)
        self._text, self._pdf = "", b""
        self._file = " ".join(filter(None, (facts.reference, tr("Talking points")))) + ".pdf"
        self.setObjectName("points")
        self.setWindowTitle(tr("Talking points for a call"))
        self.resize(720, 640)
        self._preview = Preview(desk.jobs, desk.theme, "points.preview")
        self._buttons = (
            button(tr("Copy"), self._copy, name="points.copy"),
            button(tr("Save PDF…"), self._save, name="points.save"),
            button(tr("Print…"), self._print, name="points.print"),
        )
        for made in self._buttons:
            made.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Talking points for a call"), "heading"))
        column.addWidget(label(tr("For your eyes only: have them before you while you talk."), "soft", wrap=True))
        column.addWidget(self._preview, 1)
        column.addLayout(row(*self._buttons, None, button(tr("Close"), self.accept, "primary", "points.close")))
        desk.jobs.work(partial(_made, facts, kind, own_style), self._show)

    def _show(self, made: tuple[Leaflet, bytes]) -> None:
        leaflet, self._pdf = made
        self._text = leaflet.plain_text()
        self._preview.show_pdf(self._pdf, self._text)
        for one in self._buttons:
            one.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._desk.tell(Said(mark("The talking points are copied.")))

    def _save(self) -> None:
        self._delivery.save_again(self._pdf, self._file, tr("Save the talking points"))

    def _print(self) -> None:
        self._delivery.print_again(self._pdf, tr("Talking points"))


def _made(facts: Facts, kind: str, own_style: str) -> tuple[Leaflet, bytes]:
    from clientcare.letters.paper.pdf import render_leaflet
    from clientcare.letters.talking_points import talking_points

    leaflet = talking_points(facts, kind, own_style)
    return leaflet, render_leaflet(leaflet, facts.letterhead)
