"""The tour's way past the backups: one made, the data checked, what a restore would bring back, and starts that need one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clientcare import services

if TYPE_CHECKING:
    from pathlib import Path

    from clientcare.ui.tour import Tour

FILE = "clientcare.db"
BUSINESS = "Rivera Home Repairs"
SINCE = "Sam Whitlock"  # a client whom the backup does not know


def walk_past_the_backups(tour: Tour) -> None:
    """Nothing is restored: the sample stays as it is."""
    tour.await_control("nav.backups")
    tour.click("nav.backups")
    tour.click("backups.now")
    tour.click("backups.check")
    tour.picture("backups")
    tour.window.jobs.write(lambda session: services.clients.create(session, SINCE))
    tour.settle()
    table = tour.find("backups.table")
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    tour.settle()
    tour.picture("backup-inside")
    tour.click("restore.leave")


def walk_past_bad_starts(tour: Tour) -> None:
    """The data file gone while the window is open, then damaged, then gone before a start: each is mended."""
    data = tour.window.folder
    file = data / FILE
    file.unlink()
    tour.window.jobs.fingers.save("name", lambda session: services.settings.update(session, business_name=BUSINESS))
    tour.await_control("loss.put_back")
    tour.picture("file-gone")
    tour.click("loss.put_back")
    tour.end()
    damaged = bytearray(file.read_bytes())
    damaged[100:160] = b"\xff" * 60  # of its first page, without which nothing can be read
    file.write_bytes(damaged)
    _start(tour, data, "start-damaged")
    tour.end()
    file.unlink()
    _start(tour, data, "start-file-gone")
    tour.click("starting.restore")
    tour.await_control("nav.backups")  # once all is loaded: then the word of it is said
    tour.picture("restored", toast=True)


def _start(tour: Tour, data: Path, name: str) -> None:
    tour.begin(data)
    tour.await_control("starting.restore")
    tour.picture(name)
