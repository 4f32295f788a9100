"""The files beside an entry, each a button: what it is, a small picture of it, and what can be done with it."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from clientcare import services
from clientcare.records import AttachmentRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.timeline import opening
from clientcare.ui.timeline.words import size
from clientcare.ui.widgets.parts import PushButton
from clientcare.ui.wording import breakable, tr

WIDEST, PICTURE, PLAIN = 260, 56, 20  # pixels: of a button, of the small picture in it, of the sign of a plain file
NOT_OPENED = mark("ClientCare does not open files of this kind. Save a copy, and open that only if you trust who sent it.")
NO_PROGRAM = mark("No program here shows files of this kind. Save a copy instead.")


class FileButton(PushButton):
    """One file. Pressed, it offers to open it, to save a copy, and to take it off."""

    def __init__(self, desk: Desk, one: AttachmentRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.file = desk, one
        self.setProperty("look", "row")
        self.setObjectName(f"timeline.file.{one.id}")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(WIDEST)
        self.setIcon(desk.theme.icon("file-text"))
        self.setIconSize(QSize(PLAIN, PLAIN))
        self.setAccessibleName(tr("{name}, {size}: open, save or remove", name=one.name, size=size(one, desk.words)))
        self.setToolTip(f"<qt>{escape(breakable(one.name))}</qt>")  # a tooltip reads rich text; a name must stay text
        self._say()
        self.clicked.connect(self._offer)

    def _say(self) -> None:
        """The name is cut in its middle, so that its ending, which says what it is, stays in sight."""
        self.ensurePolished()
        room = WIDEST - 60 - self.iconSize().width()
        name = self.fontMetrics().elidedText(self.file.name, Qt.TextElideMode.ElideMiddle, room)
        self.setText(f"{name}\n{size(self.file, self._desk.words)}".replace("&", "&&"))
        self.setFixedHeight(max(self.iconSize().height(), 2 * self.fontMetrics().lineSpacing()) + 18)

    def show_picture(self, picture: QImage) -> None:
        self.setIcon(QIcon(QPixmap.fromImage(picture)))
        self.setIconSize(QSize(PICTURE, PICTURE))
        self._say()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("timeline.file.menu")
        for name, text, act in (
            ("open", tr("Open"), self.open),
            ("copy", tr("Save a copy…"), self.save_copy),
            ("remove", tr("Remove"), self.remove),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"timeline.file.{name}")
            action.triggered.connect(lambda _=False, act=act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    # -- opening

    def open(self) -> None:
        """With the owner's word for it, in the system's own program; never anything that could run."""
        files, jobs = self._desk.jobs.files, self._desk.jobs
        jobs.work(lambda: services.attachments.opens(files, self.file), self._ask)

    def _ask(self, may: bool) -> None:
        if not may:
            self._desk.tell(Said(NOT_OPENED))
            return
        text = tr("It came from outside ClientCare. Open it only if you know who sent it and expected it.")
        if self._desk.dialogs.confirm(self.window(), tr("Open “{name}”?", name=self.file.name), text, tr("Open")):
            self._desk.jobs.work(partial(opening.copy, self._desk.jobs.files, self.file), self._show)

    def _show(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._desk.tell(Said(NO_PROGRAM))

    # -- a copy, and off

    def save_copy(self) -> None:
        from clientcare.incoming import file_names

        name = file_names.safe(self.file.name)
        to = self._desk.dialogs.file_to_save(self.window(), tr("Save a copy"), name, "")
        if to is not None:
            files = self._desk.jobs.files
            self._desk.jobs.work(partial(services.attachments.copy_out, files, self.file, to), self._saved)

    def _saved(self, _: object) -> None:
        self._desk.tell(Said(mark("A copy is saved.")))

    def remove(self) -> None:
        id, gone = self.file.id, Said(mark("The file was removed."))
        self._desk.jobs.write(lambda session: services.attachments.delete(session, id), undo=gone)
