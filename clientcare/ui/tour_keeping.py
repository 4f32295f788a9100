"""The tour's way past the backups: one made, the data checked, and what a restore would bring back and take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clientcare import services

if TYPE_CHECKING:
    from clientcare.ui.tour import Tour

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
