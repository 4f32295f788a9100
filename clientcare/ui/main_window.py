"""The window: side bar, the page that is shown, menus made from the commands, and a word in passing."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QMessageBox, QPushButton, QStackedWidget, QWidget

from clientcare import __version__, services
from clientcare.errors import Gone, WorldError
from clientcare.said import Said, mark
from clientcare.settings import Settings
from clientcare.ui import reading_order
from clientcare.ui.commands import COMMANDS
from clientcare.ui.desk import Desk
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.outbox import Outbox
from clientcare.ui.pages.page import Page
from clientcare.ui.side_bar import SideBar
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.toast import Toast
from clientcare.ui.wording import Wording, here, tr

if TYPE_CHECKING:
    from clientcare.records import Changes

# Where each page lives; a page is made when it is first shown.
PAGES = {
    "today": ("today", "TodayPage"),
    "disputes": ("disputes", "DisputesPage"),
    "dispute": ("dispute", "DisputePage"),
    "clients": ("clients", "ClientsPage"),
    "client": ("client", "ClientPage"),
    "letters": ("letters", "LettersPage"),
    "referrals": ("referrals", "ReferralsPage"),
    "provider": ("provider", "ProviderPage"),
    "settings": ("settings", "SettingsPage"),
    "buy_time": ("buy_time", "BuyTimePage"),
    "how_we_work": ("how_we_work", "HowWeWorkPage"),
}
SECTION = {"dispute": "disputes", "client": "clients", "provider": "referrals", "buy_time": "today", "how_we_work": "settings"}
FOLDS_BELOW = 1000
WARM_UP_MS = 1000  # after Today is read: imports would fight it for the interpreter


class MainWindow(QMainWindow):
    """Shows one page at a time and remembers the way back."""

    def __init__(self, jobs: Jobs, theme: Theme, words: Wording, dialogs: Dialogs) -> None:
        super().__init__()
        self.jobs, self.theme, self.words = jobs, theme, words
        self.setWindowTitle("ClientCare")
        self.setMinimumSize(900, 600)
        self.resize(1280, 800)
        self.toast = Toast(self, self.undo)
        self.outbox = Outbox(jobs, words, self.toast, self)
        self.desk = Desk(jobs, words, theme, dialogs, self.go, self.tell, self.outbox)
        self.side_bar = SideBar(theme, self.go)
        self._pages: dict[str, Page] = {}
        self._trail: list[tuple[str, int | None, str]] = []
        self._stack = QStackedWidget()
        self._build()
        jobs.changed.connect(self._changed)
        jobs.undoable.connect(lambda said: self.toast.say(self.words.say(said), undo=True))
        jobs.undone.connect(lambda: self.tell(Said(mark("Taken back."))))
        jobs.failed.connect(self.show_trouble)
        self.go("today")

    def _build(self) -> None:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.side_bar)
        line.addWidget(self._stack, 1)
        self.setCentralWidget(whole)
        self._menus()

    def _menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            menu = menus.get(command.menu) or self.menuBar().addMenu(tr(command.menu))
            menus[command.menu] = menu
            action = QAction(tr(command.text), self)
            action.setShortcut(QKeySequence(command.shortcut))
            action.setAutoRepeat(False)  # a key held down is pressed once
            action.setObjectName(command.method)
            method: Callable[[], object] = getattr(self, command.method)
            action.triggered.connect(lambda _=False, method=method: method())
            menu.addAction(action)
            self.addAction(action)
        # Quiet by default: Alt or F10 shows the menus where they are not the system's own.
        self.menuBar().setVisible(self.menuBar().isNativeMenuBar())

    def start(self) -> None:
        """Open the data once the first picture is painted; every page waits until then."""
        QTimer.singleShot(0, lambda: self.jobs.open(self._opened, self._not_opened))

    def _opened(self, _: object) -> None:
        self.jobs.read(lambda session: services.settings.load(session), self._configured)

    def _configured(self, settings: Settings) -> None:
        if settings == Settings() != here():  # the first start: money, dates and paper as this system has them
            settings = here()
            changed = {name: getattr(settings, name) for name in ("currency", "locale", "paper")}
            self.jobs.write(lambda session: services.settings.update(session, **changed))
        self.use(settings)
        self._shown.load()
        QTimer.singleShot(WARM_UP_MS, self._start_warm_up)

    def _start_warm_up(self) -> None:
        self.jobs.work(self._warm_up, self._warmed_up, failed=self._warmed_up)  # what fails here is told when it is needed

    def _warmed_up(self, _: object) -> None:
        self.outbox.start()

    def _warm_up(self) -> None:
        """Load, off the window's thread, what the first click would otherwise wait for: the pages' code, words for money."""
        self.words.money(1)
        for module, _ in PAGES.values():
            import_module(f"clientcare.ui.pages.{module}")
        # What is loaded by now stays: left out, it does not make each full collection stop the window for 45 ms.
        gc.freeze()

    def use(self, settings: Settings) -> None:
        """Speak and look as the settings say."""
        self.words.use(settings)
        self.theme.appear(settings.appearance)
        self.side_bar.set_business(settings.business_name)

    def _not_opened(self, error: BaseException) -> None:
        self.show_trouble(error)
        self.close()
        QApplication.exit(1)

    @property
    def _shown(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def go(self, page: str, id: int | None = None, screen: str = "", *, instead: bool = False) -> None:
        """Show a page; the one before is a step back, unless this one stands `instead` of it."""
        if self._stack.count():
            self._shown.leave()
        before = self._trail[:-1] if instead else self._trail
        self._trail = [*before, (page, id, screen)][-50:]
        self._show(page, id, screen)

    def go_back(self) -> None:
        if len(self._trail) > 1:
            self._shown.leave()
            self._trail.pop()
            self._show(*self._trail[-1])

    def _show(self, name: str, id: int | None, screen: str) -> None:
        page = self._page(name)
        self._stack.setCurrentWidget(page)
        page.setFocus()
        self.side_bar.mark(SECTION.get(name, name))
        if self.jobs.ready:
            page.open(id, screen)

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            module, kind = PAGES[name]
            page: Page = getattr(import_module(f"clientcare.ui.pages.{module}"), kind)(self.desk)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def _changed(self, changes: Changes) -> None:
        if changes.touches("Setting"):
            self.jobs.read(lambda session: services.settings.load(session), self.use)
        self._shown.refresh(changes)

    def tell(self, said: Said) -> None:
        self.toast.say(self.words.say(said))

    def show_trouble(self, error: BaseException) -> None:
        if isinstance(error, Gone):
            self.tell(error.said)
        else:
            self.desk.dialogs.trouble(self, error)

    def undo(self) -> None:
        if self.jobs.can_undo:
            self.jobs.undo(failed=self._not_undone)
        else:
            self.tell(Said(mark("There is nothing to take back.")))

    def _not_undone(self, error: Exception) -> None:
        """That it has been changed since is no trouble, only a word."""
        if isinstance(error, WorldError):
            self.tell(error.said)
        else:
            self.show_trouble(error)

    def go_on(self) -> None:
        """Press the one primary button of the page, or the one that stands in for it until it can be pressed."""
        pressable = [each for each in self._shown.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
        primary = [each for each in pressable if each.property("look") == "primary"]
        for each in (primary or [each for each in pressable if each.property("stands_in")])[:1]:
            each.click()

    def buy_time(self) -> None:
        self.go("buy_time")

    def new_dispute(self) -> None:
        from clientcare.ui.pages.new_dispute import NewDispute

        if self.jobs.ready:
            NewDispute(self.desk, self).ask()

    def new_client(self) -> None:
        from clientcare.ui.pages.new_client import add_client

        add_client(self.desk)

    def show_today(self) -> None:
        self.go("today")

    def show_disputes(self) -> None:
        self.go("disputes")

    def show_clients(self) -> None:
        self.go("clients")

    def show_letters(self) -> None:
        self.go("letters")

    def show_referrals(self) -> None:
        self.go("referrals")

    def show_how_we_work(self) -> None:
        self.go("how_we_work")

    def show_settings(self) -> None:
        self.go("settings")

    def about(self) -> None:
        QMessageBox.about(
            self,
            "ClientCare",
            tr("ClientCare {version}\nMIT licence. Everything stays on this computer.", version=__version__),
        )

    def focusNextPrevChild(self, next: bool) -> bool:
        return reading_order.go(self.focusWidget(), (self.centralWidget(), self.toast), forward=next)

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side_bar.fold(self.width() < FOLDS_BELOW)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Alt, Qt.Key.Key_F10) and not event.modifiers():
            self.menuBar().setVisible(not self.menuBar().isVisible())
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.outbox.waits and not self._closes_all_the_same():
            event.ignore()
            return
        self._shown.leave()
        self.jobs.close(self.outbox.stop())
        event.accept()

    def _closes_all_the_same(self) -> bool:
        text = tr("A letter has not gone out yet. It goes when ClientCare is open again.")
        if self.outbox.needs_password:
            text = tr("A letter has not gone out yet. It goes when ClientCare is open again and you have typed your password.")
        return self.desk.dialogs.confirm(self, tr("Close ClientCare?"), text, tr("Close anyway"))

    def page(self, name: str) -> Any:
        """The page of that name, made if need be."""
        return self._page(name)
