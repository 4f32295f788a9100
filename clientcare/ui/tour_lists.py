"""The tour's way past the lists: found, chosen, sifted, put in order, taken in and saved; and what happened in a dispute."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from clientcare import paths, services

if TYPE_CHECKING:
    from clientcare.ui.tour import Tour


def walk_past_the_lists(tour: Tour, client: str) -> None:
    """Every list with what can be done on it; `client` is the one whose story is told in full."""
    _disputes(tour)
    _story(tour, client)
    _clients(tour, client)
    _search(tour)
    _reminder(tour)
    _import(tour)
    _export(tour)


def _disputes(tour: Tour) -> None:
    tour.click("nav.disputes")
    tour.click("disputes.sift.open")
    tour.picture("disputes-filter")
    tour.click("disputes.sift.open")
    table = tour.find("disputes.table")
    table.setFocus()
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Space)
        QTest.keyClick(table, Qt.Key.Key_Down)
    tour.settle()
    tour.picture("disputes-chosen")
    QTest.keyClick(table, Qt.Key.Key_Escape)
    tour.click("disputes.view.board")
    tour.picture("disputes-board")
    tour.click("disputes.view.list")


def _story(tour: Tour, client: str) -> None:
    """The timeline with a photo, what is private, and how long nobody has spoken."""
    found: list[int] = []
    tour.window.jobs.read(lambda session: services.disputes.ids(session, text=client), found.extend)
    tour.settle()
    tour.window.go("dispute", found[0], "timeline")
    tour.settle()
    tour.picture("timeline")


def _clients(tour: Tour, client: str) -> None:
    tour.click("nav.clients")
    tour.picture("clients")
    tour.click("clients.duplicates")
    tour.picture("duplicates")
    found: list[int] = []
    tour.window.jobs.read(lambda session: services.clients.ids(session, text=client), found.extend)
    tour.settle()
    tour.window.go("client", found[0])
    tour.settle()
    tour.picture("client")
    tour.scroll_to("client.payments")
    tour.picture("client-payments")


def _search(tour: Tour) -> None:
    tour.window.search()
    tour.settle()
    tour.write("search.text", "matt")
    tour.settle()
    tour.picture("search")
    QTest.keyClick(tour.find("search.text"), Qt.Key.Key_Escape)
    tour.settle()


def _reminder(tour: Tour) -> None:
    tour.click("nav.today")
    tour.dialogs.fill = partial(_remind, tour)
    tour.click("today.remind")


def _remind(tour: Tour, dialog: QDialog) -> None:
    tour.settle()
    tour.picture("today-reminder", dialog)
    dialog.reject()


def _import(tour: Tour) -> None:
    """A file of payments, up to what becomes of each row; it is not taken in."""
    tour.window.import_file()
    tour.settle()
    tour.picture("import")
    tour.dialogs.opens = paths.resource("sample", "payments.csv")
    tour.click("import.choose")
    tour.picture("import-columns")
    tour.click("import.next")
    tour.picture("import-rows")
    tour.click("nav.today")


def _export(tour: Tour) -> None:
    """What an export of everything would hold; none is made."""
    tour.window.export_everything()
    tour.settle()
    tour.picture("export")
    tour.click("nav.today")
