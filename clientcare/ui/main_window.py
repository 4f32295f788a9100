"""The window: what each of its commands does, and who tells whom of what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from clientcare import services
from clientcare.errors import Gone, WorldError
from clientcare.said import Said, mark
from clientcare.settings import Settings
from clientcare.ui import menus, presets, reading_order
from clientcare.ui.desk import Desk
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.frame import Frame
from clientcare.ui.jobs import Jobs
from clientcare.ui.keeping.keeper import Keeper
from clientcare.ui.leaving import Leaving
from clientcare.ui.opening import Opening
from clientcare.ui.outbox import Outbox
from clientcare.ui.page_stack import PageStack, Place
from clientcare.ui.pages.page import Page
from clientcare.ui.reminding.notices import Notices
from clientcare.ui.side_bar import SideBar
from clientcare.ui.starting.watch import Watch
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.toast import Toast
from clientcare.ui.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from clientcare.records import Changes
    from clientcare.services.keeping.data_folder import DataFolder
    from clientcare.ui.held_bar import HeldBar
    from clientcare.ui.search.palette import Palette

FOLDS_BELOW = 1000


class MainWindow(QMainWindow):
    """What its commands do stands here, a line or two each; the work is elsewhere."""

    def __init__(self, jobs: Jobs, theme: Theme, words: Wording, dialogs: Dialogs, data: DataFolder) -> None:
        super().__init__()
        self.jobs, self.theme, self.words, self.folder = jobs, theme, words, data.path
        self.again: Path | None = None
        self.setWindowTitle("ClientCare")
        self.setMinimumSize(900, 600)
        self.resize(1280, 800)
        self.toast = Toast(self, self.undo)
        self.outbox = Outbox(jobs, words, self.toast, self)
        self.notices = Notices(jobs, self._come_forward, self)
        self.keeper = Keeper(jobs, words, dialogs, self.tell, data.path, self)
        self.desk = Desk(jobs, words, theme, dialogs, self.go, self.tell, self.outbox, data.path, self.begin_again, self.keeper)
        self.side_bar = SideBar(theme, self.go, self.search, self.keeper)
        self._palette: Palette | None = None
        self._held: HeldBar | None = None
        self._leaving = Leaving(self.desk, self)
        self._pages = PageStack(self.desk)
        self._opening = Opening(jobs, words, self)
        self._frame = Frame(self.side_bar, self._pages)
        self.setCentralWidget(self._frame)
        menus.make(self)
        self._connect()
        self.watch = Watch(self.desk, data, self._opening, self)
        self.go("today")

    def _connect(self) -> None:
        jobs, opening = self.jobs, self._opening
        jobs.changed.connect(self._changed)
        jobs.undoable.connect(lambda said: self.toast.say(self.words.say(said), undo=True))
        jobs.undone.connect(lambda: self.tell(Said(mark("Taken back."))))
        jobs.failed.connect(self.show_trouble)
        opening.ready.connect(self._opened)
        opening.warm.connect(self._warm)
        jobs.fingers.changed.connect(self._tell_of_held)
        jobs.fingers.put_aside.connect(self._tell_of_held)
        self._pages.turned.connect(self.side_bar.mark)
        self.keeper.take_back_wanted.connect(self.toast.hide)  # it offered just this
        self.keeper.take_back_wanted.connect(partial(self.go, "backups", screen="take_back"))
        QGuiApplication.instance().commitDataRequest.connect(self._session_ends)  # type: ignore[union-attr]

    def start(self) -> None:
        """Open the data once the first picture is painted; every page waits until then."""
        self._opening.begin()

    def _opened(self, settings: Settings) -> None:
        self.use(settings)
        self._shown.load()

    def _warm(self) -> None:
        self.outbox.start()
        self.notices.start()
        self.keeper.start()
        self._tell_of_held()

    def cover(self, screen: QWidget) -> None:
        """Show a screen in place of side bar and pages; no command leads past it."""
        self.toast.hide()
        self._frame.cover(screen)
        menus.allow(self, everything=False)

    def uncover(self) -> None:
        self._frame.uncover()
        menus.allow(self, everything=True)

    def add_bar(self, bar: QWidget) -> None:
        self._frame.add_bar(bar)

    def begin_again(self, folder: Path | None = None) -> None:
        """Close the window, and open it anew on the same data folder or on another one."""
        self.again = folder or self.folder
        self.close()

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
        elif not self.watch.takes(error):
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
        """Press the one primary button of the page."""
        self._shown.press_primary()

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
        self.come_forward()
        self.go(page, id, screen)

    def come_forward(self) -> None:
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def search(self) -> None:
        from clientcare.ui.search.palette import Palette

        if self._palette is None:
            self._palette = Palette(self.desk, self)
            self._opening.searchable.connect(self._palette.search_again)
        self._palette.open()

    def import_file(self) -> None:
        self.go("import")

    def export_list(self) -> None:
        from clientcare.ui.exporting.export import export_shown

        if self.jobs.ready:
            place, id, _ = self.here
            export_shown(self.desk, self, self._shown, place, id)

    def export_everything(self) -> None:
        self.go("export")

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

    def back_up(self) -> None:
        self.keeper.back_up_now()

    def show_backups(self) -> None:
        self.go("backups")

    def show_settings(self) -> None:
        self.go("settings")

    def about(self) -> None:
        self.desk.dialogs.about(self)

    def focusNextPrevChild(self, next: bool) -> bool:
        return reading_order.go(self.focusWidget(), (self.centralWidget(), self.toast), forward=next)

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side_bar.fold(self.width() < FOLDS_BELOW)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        menus.released(self, event)
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving.may_close(self._shown, again=self.again is not None):
            self.notices.stop()
            self.watch.stop()
            self.jobs.close(max(self.outbox.stop(), self.keeper.stop()))
            event.accept()
        else:
            self.again = None
            event.ignore()

    def _session_ends(self, _: object) -> None:
        """The owner logs out, or the computer is shut down: nobody waits for us after this."""
        self._leaving.keep_all(self._shown)

    def _tell_of_held(self) -> None:
        """Made when there may be something to say, not before the first picture."""
        from clientcare.ui.held_bar import HeldBar

        if self._held is None:
            self._held = HeldBar(self.desk, self)
            self._frame.add_bar(self._held, lowest=True)  # below the line that says why
            self._held.read()
