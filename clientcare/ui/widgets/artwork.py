"""A picture or a page of the owner's that stands on every letter: chosen from a file, shown small, taken off again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import WorldError, reason
from clientcare.records import Artwork
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import ElidedLabel, button, label, row
from clientcare.ui.wording import tr

MOST = 20_000_000  # bytes of a file that is read at all
SHOWN, EDGE = (160, 56), 8  # pixels of the small picture, at most, and of the paper round it
TOO_LARGE = mark("{name} is larger than 20 MB. Choose a smaller file.")
NOT_READ = mark("{name} could not be read: {why}. Choose another file.")
Take = Callable[[bytes], bytes]
Warn = Callable[[bytes], Said | None]


class ArtworkRow(QWidget):
    """One of logo, signature, letterhead. `take` turns the file's bytes into what is kept, or says in words why it cannot.

    `warn` says what is better known of what is kept, if anything.
    """

    def __init__(self, desk: Desk, name: str, title: str, why: str, kinds: str, take: Take, warn: Warn | None = None) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setObjectName(f"artwork.{name}")
        self._desk, self._name, self._title, self._kinds, self._take, self._warn = desk, name, title, kinds, take, warn
        self._picture, self._file = label(name=f"artwork.{name}.picture"), ElidedLabel("", "soft")
        self._trouble = label("", "trouble", wrap=True, name=f"artwork.{name}.trouble")
        self._choose = button(tr("Choose a file…"), self.choose, name=f"artwork.{name}.choose")
        self._remove = button(tr("Take it off"), self.remove, "plain", f"artwork.{name}.remove")
        self._choose.setAccessibleName(tr("{title}: choose a file", title=title))
        self._remove.setAccessibleName(tr("{title}: take it off", title=title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, wrap=True))
        column.addWidget(label(why, "soft", wrap=True))
        column.addWidget(self._picture)
        column.addWidget(self._file)
        column.addLayout(row(self._choose, self._remove, None))
        column.addWidget(self._trouble)
        self.show_artwork(None)

    def show_artwork(self, kept: Artwork | None) -> None:
        """What is on the letters now."""
        self._trouble.hide()
        self._remove.setVisible(kept is not None)
        self._file.setText(kept.file_name if kept else "")
        self._file.setVisible(kept is not None)
        self._picture.hide()
        if kept is not None:
            self._desk.jobs.work(partial(_small, kept.content, self._warn), self._shown, key=self.objectName())

    def _shown(self, known: tuple[QImage | None, Said | None]) -> None:
        picture, warning = known
        if warning is not None:
            self._trouble.setText(self._desk.words.say(warning))
            self._trouble.show()
        if picture is not None:
            self._picture.setPixmap(QPixmap.fromImage(picture))
            self._picture.setAccessibleName(tr("{title} as it is kept", title=self._title))
            self._picture.show()

    def choose(self) -> None:
        path = self._desk.dialogs.file_to_open(self.window(), self._title, self._kinds)
        if path is not None:
            self._trouble.hide()
            self._choose.setEnabled(False)
            self._desk.jobs.work(partial(_taken, path, self._take), partial(self._keep, path.name), failed=self._refused)

    def _keep(self, file_name: str, content: bytes) -> None:
        self._choose.setEnabled(True)
        name = self._name
        said = Said(mark("It stands on every letter from now on."))
        self._desk.jobs.write(lambda session: services.artwork.save(session, name, content, file_name), undo=said)

    def _refused(self, error: Exception) -> None:
        self._choose.setEnabled(True)
        if isinstance(error, WorldError):
            self._trouble.setText(self._desk.words.say(error.said))
            self._trouble.show()
        else:
            self._desk.jobs.failed.emit(error)

    def remove(self) -> None:
        name, said = self._name, Said(mark("It is off your letters."))
        self._desk.jobs.write(lambda session: services.artwork.delete(session, name), undo=said)


def _taken(path: Path, take: Take) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise WorldError(Said(TOO_LARGE, {"name": path.name}))
        content = path.read_bytes()
    except OSError as error:
        raise WorldError(Said(NOT_READ, {"name": path.name, "why": reason(error)})) from error
    return take(content)


def _small(content: bytes, warn: Warn | None) -> tuple[QImage | None, Said | None]:
    """A small picture of it on white paper, as it will stand there (None where it cannot be shown), and what to say of it."""
    warning, picture = warn(content) if warn else None, QImage.fromData(content)
    if picture.isNull():
        return None, warning
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(*SHOWN, keep, smooth)
    paper = QImage(small.size() + QSize(2 * EDGE, 2 * EDGE), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(EDGE, EDGE, small)
    painter.setPen(Qt.GlobalColor.lightGray)
    painter.drawRect(paper.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return paper, warning
