"""Files on their way to the timeline: copied and taken apart off the window's thread, then filed, whatever page is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from clientcare import services
from clientcare.errors import WorldError
from clientcare.records import EventForm
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.services.timeline.filing import Batch, Dropped, Filed

Found = Sequence[Path | QImage]
ALREADY = mark("An e-mail is on the timeline already, so it was not added again.")


def found_in(mime: QMimeData) -> list[Path | QImage]:
    """Files of this computer, or a picture that is nothing but a picture, such as one of the screen."""
    files: list[Path | QImage] = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not files and mime.hasImage() and not mime.hasText() and not mime.hasUrls():
        picture = mime.imageData()
        files = [picture] if isinstance(picture, QImage) and not picture.isNull() else []
    return files


class Arrivals(QObject):
    """Takes in what was dropped, pasted or chosen. It outlives the card it was dropped on: what was begun is filed.

    `told(dispute)`: `busy` and `remarks` of that dispute changed. `filed(dispute, entry)`: an e-mail has become that entry, and
    nothing is to be said of it.
    """

    told = Signal(int)
    filed = Signal(int, int)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._under_way: dict[int, int] = {}
        self._remarks: dict[int, tuple[Said, ...]] = {}

    def busy(self, dispute: int) -> bool:
        return self._under_way.get(dispute, 0) > 0

    def remarks(self, dispute: int) -> tuple[Said, ...]:
        """What could not be taken, or not as one might think, of what came last."""
        return self._remarks.get(dispute, ())

    def take(self, form: EventForm, found: Found, entry: int | None = None) -> None:
        """Put them beside the entry `entry`, or on a new one made from `form`; e-mails become entries of their own."""
        if found:
            self._begin(form.dispute_id)
            files, name = self._desk.jobs.files, _name_of_picture(self._desk)
            taken, failed = partial(self._taken, form, entry), partial(self._failed, form.dispute_id)
            self._desk.jobs.work(lambda: services.filing.take(files, _dropped(found, name)), taken, failed=failed)

    def _begin(self, dispute: int) -> None:
        self._under_way[dispute] = self._under_way.get(dispute, 0) + 1
        self._remarks.pop(dispute, None)
        self.told.emit(dispute)

    def _taken(self, form: EventForm, entry: int | None, batch: Batch) -> None:
        done = Said(mark("Put on the timeline."))
        filed, failed = partial(self._filed, form.dispute_id, batch), partial(self._failed, form.dispute_id)
        self._desk.jobs.write(lambda session: services.filing.file(session, form, batch, entry), filed, failed, undo=done)

    def _filed(self, dispute: int, batch: Batch, filed: Filed) -> None:
        already = (Said(ALREADY),) if filed.already else ()
        self._end(dispute, (*batch.remarks, *already))
        if batch.mails and filed.entries and not self._remarks[dispute]:
            self.filed.emit(dispute, filed.entries[0])

    def _failed(self, dispute: int, error: Exception) -> None:
        """Of the world's troubles the card tells; ours are reported."""
        self._end(dispute, (error.said,) if isinstance(error, WorldError) else ())
        if not isinstance(error, WorldError):
            self._desk.jobs.failed.emit(error)

    def _end(self, dispute: int, remarks: tuple[Said, ...]) -> None:
        self._under_way[dispute] -= 1
        self._remarks[dispute] = remarks
        self.told.emit(dispute)


def _name_of_picture(desk: Desk) -> str:
    return tr("Picture of {moment}", moment=desk.words.moment(datetime.now().astimezone()).replace(":", ".")) + ".png"


def _dropped(found: Found, name: str) -> list[Dropped]:
    """Off the window's thread: making a file of a picture takes time."""
    made = services.filing.Dropped
    return [made(one.name, one) if isinstance(one, Path) else made(name, _png(one)) for one in found]


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the name as bytes
    return bytes(buffer.data().data())
