"""What every test of the window shares: a real window on a real store in a temporary folder, and an owner's hands."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from first_day import first_day
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from clientcare.records import DisputeForm, OfferForm, PaymentForm
from clientcare.services.keeping.data_folder import DataFolder
from clientcare.settings import Settings
from clientcare.ui.collecting import bury
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.main_window import MainWindow
from clientcare.ui.paper.pdf_pages import Extent
from clientcare.ui.theme import Theme
from clientcare.ui.wording import Wording

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first QApplication
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"  # no test opens a file window on somebody's desktop
_themes: list[Theme] = []


class FakeDialogs(Dialogs):
    """Answers in the owner's place. A form dialog is shown, then handed to `fill`, which types and presses its buttons.

    `troubles` holds every error the owner would have been shown; a test that expects none finds the list empty
    (checked when the window closes, unless `expects_trouble`). `confirms` answers questions, `save_to` file dialogs.
    """

    def __init__(self, words: Wording) -> None:
        super().__init__(words)
        self.fill: Callable[[Any], object] = lambda dialog: dialog.reject()
        self.troubles: list[BaseException] = []
        self.expects_trouble = False
        self.confirms = True
        self.asked: list[str] = []
        self.save_to: Path | None = None
        self.opens: Path | None = None
        self.prints_on: QPrinter | None = None

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        self.fill(dialog)
        dialog.hide()
        return dialog.result() == QDialog.DialogCode.Accepted

    def trouble(self, parent: QWidget, error: BaseException) -> None:
        self.troubles.append(error)

    def confirm(self, parent: QWidget, title: str, text: str, verb: str) -> bool:
        self.asked.append(title)
        return self.confirms

    def file_to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.save_to

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.save_to

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.opens

    def folder_to_use(self, parent: QWidget, title: str) -> Path | None:
        return self.opens

    def files_to_open(self, parent: QWidget, title: str) -> list[Path]:
        return [self.opens] if self.opens else []

    def printer(self, parent: QWidget, title: str, extent: Extent) -> QPrinter | None:
        return self.prints_on


class Owner:
    """The owner at one window: finds controls by name, clicks, types, and waits until everything asked for is done."""

    def __init__(self, qtbot: Any, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    @property
    def dialogs(self) -> FakeDialogs:
        dialogs = self.window.desk.dialogs
        assert isinstance(dialogs, FakeDialogs)
        return dialogs

    def settle(self, timeout: int = 20_000) -> None:
        """Wait until every read and write has come home and what it showed is drawn."""
        for _ in range(20):  # pages add their cards a few at a time
            until = time.monotonic() + timeout / 1000
            while self.window.jobs.busy or self.window.keeper.busy:
                assert time.monotonic() < until, "what was asked for takes too long"
                self.qtbot.wait(1)  # waitUntil looks every ten milliseconds, which is most of what a short read takes
            QApplication.processEvents()

    def write(self, call: Callable[[Any], Any]) -> Any:
        """Change the data as another page would; returns what the service returned."""
        results: list[Any] = []
        self.window.jobs.write(call, then=results.append)
        self.settle()
        return results[0]

    def read(self, call: Callable[[Any], Any]) -> Any:
        results: list[Any] = []
        self.window.jobs.read(call, then=results.append)
        self.settle()
        return results[0]

    def go(self, page: str, id: int | None = None, screen: str = "") -> Any:
        """Open a page and wait for what it shows."""
        self.window.go(page, id, screen)
        self.settle()
        return self.window.page(page)

    @property
    def place(self) -> tuple[str, int | None, str]:
        """Where the owner is: page, record, screen."""
        return self.window.here

    def find(self, name: str, kind: type[QWidget] = QWidget, within: QWidget | None = None) -> Any:
        """The visible control of that name."""
        found = [w for w in (within or self.window).findChildren(kind, name) if w.isVisible()]
        assert found, f"no visible control is called {name}"
        return found[0]

    def sees(self, name: str, within: QWidget | None = None) -> bool:
        return any(w.isVisible() for w in (within or self.window).findChildren(QWidget, name))

    def click(self, name: str, within: QWidget | None = None) -> None:
        control = self.find(name, within=within)
        assert control.isEnabled(), f"{name} cannot be pressed now"
        self.qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Replace what stands in a field by typing."""
        field = self.find(name, within=within)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClick(field, Qt.Key.Key_Delete)
        for letter in text:
            self._press(field, letter)

    def _press(self, field: QWidget, letter: str) -> None:
        if letter == "\n":
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
        elif letter.isascii():
            self.qtbot.keyClicks(field, letter)
        else:  # what no key says comes from an input method, as on a real keyboard
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(field, event)

    def reads(self, within: QWidget | None = None) -> str:
        """Every text on show, one a line."""
        shown = [w for w in (within or self.window._shown).findChildren(QWidget) if w.isVisible()]
        return "\n".join(w.text() for w in shown if hasattr(w, "text") and callable(w.text))


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the app asked the desktop to open (folders, mail), instead of opening it."""
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(QUrl(url)) or True)
    return urls


@pytest.fixture
def open_window(qapp: QApplication, qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Owner]]:
    """Opens the window on a data folder, as often as a test likes; all are closed afterwards and must leave nothing."""
    threads = set(threading.enumerate())
    before = set(QApplication.topLevelWidgets())
    owners: list[Owner] = []

    def open_on(folder: Path = tmp_path / "data") -> Owner:
        owner = Owner(qtbot, _window(qapp, folder))
        owners.append(owner)
        owner.window.show()
        owner.window.start()
        qtbot.waitUntil(lambda: owner.window.jobs.ready, timeout=20_000)
        owner.settle()
        return owner

    yield open_on
    for owner in owners:
        close(owner)
    troubles = [error for owner in owners if not owner.dialogs.expects_trouble for error in owner.dialogs.troubles]
    assert not troubles, f"the owner was shown {troubles!r}"
    # Also hidden ones: a widget nobody owns is destroyed beside Qt itself when the process ends, which may crash it.
    left = [f"{type(w).__name__} {w.objectName()}" for w in QApplication.topLevelWidgets() if w not in before]
    assert not left, f"left behind: {left}"
    assert set(threading.enumerate()) <= threads, "a thread was left running"


def _window(qapp: QApplication, folder: Path) -> MainWindow:
    from clientcare.services.store import Store

    words = Wording(Settings())
    first_day(folder)
    return MainWindow(Jobs(lambda: Store.open(folder)), _light(qapp), words, FakeDialogs(words), DataFolder(folder))


def _light(qapp: QApplication) -> Theme:
    """The theme of the window before, if the application is still painted by it: painting takes as long as all the rest."""
    if not _themes or _themes[-1]._tinted.as_posix() not in qapp.styleSheet():
        _themes.append(Theme(qapp, "light"))
    _themes[-1].appear("light")
    return _themes[-1]


def close(owner: Owner) -> None:
    """Close the window as its owner would, and let Qt forget it."""
    window = owner.window
    if not shiboken6.isValid(window):
        return
    window.close()
    bury(window)
    QApplication.processEvents()


@pytest.fixture
def owner(open_window: Callable[..., Owner]) -> Owner:
    """The owner at a fresh window whose store is open and empty."""
    return open_window()


@pytest.fixture
def window(owner: Owner) -> MainWindow:
    """That window itself."""
    return owner.window


@pytest.fixture
def tiles(owner: Owner) -> int:
    """A dispute whose four quick questions are answered, with two ways to meet the client: 480 asked, 150 owed."""
    from clientcare import services

    def write(session: Any) -> int:
        client = services.clients.create(session, "Dana Okafor")
        paid = PaymentForm(client, date.today() - timedelta(days=40), Decimal(1950))
        services.payments.save(session, paid)
        id = services.disputes.create(session, DisputeForm("Hall tiles laid in the wrong shade", client))
        services.disputes.update(session, id, asked=Decimal(480))
        answers = {"owe": "part", "owe_sum": Decimal(150), "want_back": "gladly", "if_no": "leave", "part": "some"}
        money = OfferForm(id, "$160 back", Decimal(160), Decimal(160), owed_from="us", owed=Decimal(160))
        again = OfferForm(id, "Lay it again", Decimal(120), Decimal(390), hours=Decimal(6))
        for offer in (money, again):
            services.decisions.save_offer(session, offer)
        services.decisions.answer(session, id, **answers)  # last, so that nothing is suggested beside the two
        return id

    id: int = owner.write(write)
    return id


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A mail server on this computer, whose certificate it trusts."""
    from tests.mail.loopback import Loopback

    with Loopback(tmp_path / "server") as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.authority))
        yield running


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """`hold(SHORT)`: from now on a letter sent can be taken back for so long only."""
    from clientcare.services import outbox
    from clientcare.services.sending import outbox_rows

    def hold_for(time: timedelta) -> None:
        for module in (outbox, outbox_rows):
            monkeypatch.setattr(module, "UNDO_FOR", time)

    return hold_for


@pytest.fixture
def sender(owner: Owner, server: Any) -> Any:
    """The owner at the Write step of a business that sends its e-mails itself."""
    from .sending import Sender

    return Sender(owner, server)
