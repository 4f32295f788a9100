"""The window: side bar, pages, menus made from the commands, and a word in passing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QMessageBox, QPushButton, QWidget

from clientcare import __version__, services
from clientcare.errors import Gone, WorldError
from clientcare.said import Said, mark
from clientcare.settings import Settings
from clientcare.ui import presets, reading_order
from clientcare.ui.commands import COMMANDS
from clientcare.ui.desk import Desk
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.opening import Opening
from clientcare.ui.outbox import Outbox
from clientcare.ui.page_stack import PageStack, Place
from clientcare.ui.pages.page import Page
from clientcare.ui.reminding.notices import Notices
from clientcare.ui.side_bar import SideBar
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.toast import Toast
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import Changes
    from clientcare.ui.search.palette import Palette

FOLDS_BELOW = 1000


class MainWindow(QMainWindow):
    """What its commands do stands here, a line or two each; the work is elsewhere."""

    def __init__(self, jobs: Jobs, theme: Theme, words: Wording, dialogs: Dialogs) -> None:
        super().__init__()
        self.jobs, self.theme, self.words = jobs, theme, words
        self.setWindowTitle("ClientCare")
        self.setMinimumSize(900, 600)
        self.resize(1280, 800)
        self.toast = Toast(self, self.undo)
        self.outbox = Outbox(jobs, words, self.toast, self)
        self.notices = Notices(jobs, self._come_forward, self)
        self.desk = Desk(jobs, words, theme, dialogs, self.go, self.tell, self.outbox)
        self.side_bar = SideBar(theme, self.go, self.search)
        self._palette: Palette | None = None
        self._pages = PageStack(self.desk)
        self._pages.turned.connect(self.side_bar.mark)
        self._opening = Opening(jobs, words, self)
        self._build()
        jobs.changed.connect(self._changed)
        jobs.undoable.connect(lambda said: self.toast.say(self.words.say(said), undo=True))
        jobs.undone.connect(lambda: self.tell(Said(mark("Taken back."))))
        jobs.failed.connect(self.show_trouble)
        self._opening.ready.connect(self._opened)
        self._opening.failed.connect(self._not_opened)
        self._opening.warm.connect(self.outbox.start)
        self._opening.warm.connect(self.notices.start)
        self._opening.searchable.connect(self._can_find_all)
        self.go("today")

    def _build(self) -> None:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.side_bar)
        line.addWidget(self._pages, 1)
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
        self._opening.begin()

    def _opened(self, settings: Settings) -> None:
        self.use(settings)
        self._shown.load()

    def _not_opened(self, error: BaseException) -> None:
        self.show_trouble(error)
        self.close()
        QApplication.exit(1)

    def _can_find_all(self) -> None:
        if self._palette is not None:
            self._palette.search_again()

    def use(self, settings: Settings) -> None:
        """Speak and look as the settings say."""
        self.words.use(settings)
        self.theme.appear(settings.appearance)
        self.side_bar.set_business(settings.business_name)
        self.notices.use(settings)
        presets.use(settings.day_presets)

    @property
    def _shown(self) -> Page:
        return self._pages.shown

    @property
    def here(self) -> Place:
        """Where the owner is."""
        return self._pages.here

    def go(self, page: str, id: int | None = None, screen: str = "", *, instead: bool = False) -> None:
        """Show a page; the one before is a step back, unless this one stands `instead` of it."""
        self._pages.go(page, id, screen, instead=instead)

    def go_back(self) -> None:
        self._pages.go_back()

    def page(self, name: str) -> Any:
        """The page of that name, made if need be."""
        return self._pages.page(name)

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

    def remind(self) -> None:
        from clientcare.ui.reminding.reminder_form import remind

        remind(self.desk, self)

    def save_calendar(self) -> None:
        from clientcare.ui.reminding.calendar_export import CalendarExport

        if self.jobs.ready:
            CalendarExport(self.desk, self).begin()

    def _come_forward(self, page: str, id: int | None = None, screen: str = "") -> None:
        """A notice was clicked, wherever the window is by now."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        self.go(page, id, screen)

    def search(self) -> None:
        from clientcare.ui.search.palette import Palette

        self._palette = self._palette or Palette(self.desk, self)
        self._palette.open()

    def import_file(self) -> None:
        self.go("import")

    def export_list(self) -> None:
        from clientcare.ui.exporting.export import export_shown

        if self.jobs.ready:
            place, id, _ = self.here
            export_shown(self.desk, self, self._shown, place, id)

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
        self.notices.stop()
        self.jobs.close(self.outbox.stop())
        event.accept()

    def _closes_all_the_same(self) -> bool:
        text = tr("A letter has not gone out yet. It goes when ClientCare is open again.")
        if self.outbox.needs_password:
            text = tr("A letter has not gone out yet. It goes when ClientCare is open again and you have typed your password.")
        return self.desk.dialogs.confirm(self, tr("Close ClientCare?"), text, tr("Close anyway"))
