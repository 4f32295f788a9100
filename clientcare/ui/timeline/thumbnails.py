"""Small pictures of photos, made one at a time so that a letter being drawn never waits for more than one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from clientcare import services
from clientcare.records import AttachmentRow
from clientcare.ui.desk import Desk

REMEMBERED = 200


class Shows(Protocol):
    def show_picture(self, picture: QImage) -> None: ...


class Thumbnails(QObject):
    """`want(file, widget)`: its `show_picture` is called as soon as there is one, if it still lives."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, QImage | None] = {}
        self._waiting: dict[str, tuple[AttachmentRow, list[Shows]]] = {}
        self._busy = False

    def want(self, one: AttachmentRow, widget: Shows) -> None:
        if one.sha256 in self._known:
            self._hand(self._known[one.sha256], [widget])
        else:
            self._waiting.setdefault(one.sha256, (one, []))[1].append(widget)
            self._go_on()

    def _go_on(self) -> None:
        """The newest wish first: that is what is on show. One nobody waits for any more is passed over."""
        while self._waiting and not self._busy:
            sha256, (one, widgets) = self._waiting.popitem()
            if any(shiboken6.isValid(widget) for widget in widgets):
                self._busy = True
                found = partial(self._found, sha256, widgets)
                self._desk.jobs.work(partial(_made, self._desk.jobs.files, one), found, failed=partial(self._failed, found))

    def _found(self, sha256: str, widgets: list[Shows], picture: QImage | None) -> None:
        self._busy = False
        if len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[sha256] = picture
        self._hand(picture, widgets)
        self._go_on()

    def _failed(self, found: partial[None], error: Exception) -> None:
        """It stays a plain file; why is in the log."""
        found(None)

    def _hand(self, picture: QImage | None, widgets: list[Shows]) -> None:
        for widget in widgets:
            if picture is not None and shiboken6.isValid(widget):
                widget.show_picture(picture)


def _made(files: Path, one: AttachmentRow) -> QImage | None:
    png = services.attachments.thumbnail(files, one)
    picture = QImage.fromData(png) if png else QImage()
    return None if picture.isNull() else picture
