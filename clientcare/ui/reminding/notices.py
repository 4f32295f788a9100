"""A word from the system tray when something has come due, if the owner wants it; a click goes there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer

from clientcare import services
from clientcare.settings import Settings
from clientcare.ui.jobs import Jobs
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import TodayItem

LOOKS_EVERY_MS = 60_000
SHOWN_FOR_MS = 10_000


class Tray(Protocol):
    """A place in the system's tray. `on_click` follows a click on the icon or on the notice shown last."""

    def show(self, title: str, text: str) -> None: ...

    def hide(self) -> None: ...


def system_tray(parent: QObject, on_click: Callable[[], object]) -> Tray | None:
    """The system's own, or None where there is none."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QSystemTrayIcon

    if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
        return None

    class SystemTray:
        def __init__(self) -> None:
            self._icon = QSystemTrayIcon(QGuiApplication.windowIcon(), parent)
            self._icon.setToolTip("ClientCare")
            self._icon.messageClicked.connect(on_click)
            self._icon.activated.connect(lambda _: on_click())
            self._icon.show()

        def show(self, title: str, text: str) -> None:
            self._icon.showMessage(title, text, self._icon.icon(), SHOWN_FOR_MS)

        def hide(self) -> None:
            self._icon.hide()
            self._icon.deleteLater()

    return SystemTray()


class Notices(QObject):
    """Looks once a minute for what has come due. `go(page, record, screen)` shows the window there."""

    def __init__(self, jobs: Jobs, go: Callable[..., object], parent: QObject, tray: Any = system_tray) -> None:
        super().__init__(parent)
        self._jobs, self._go, self._make_tray = jobs, go, tray
        self._tray: Tray | None = None
        self._how, self._started = "", False
        self._about: tuple[TodayItem, ...] = ()
        self._timer = QTimer(self, interval=LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def use(self, settings: Settings) -> None:
        """`notices` of the settings: "" (none), quiet (without names) or full."""
        self._how = settings.notices
        self._begin()

    def start(self) -> None:
        """The data are open, and the window has had time to breathe."""
        self._started = True
        self._begin()

    def stop(self) -> None:
        """The window closes."""
        self._started = False
        self._begin()

    def _begin(self) -> None:
        wanted = self._started and bool(self._how)
        if wanted and self._tray is None:
            self._tray = self._make_tray(self, self._clicked)
        if not wanted and self._tray is not None:
            self._tray.hide()
            self._tray = None
        if wanted and self._tray is not None and not self._timer.isActive():
            self._timer.start()
            self.look()
        elif self._tray is None:
            self._timer.stop()

    def look(self) -> None:
        if self._tray is not None and self._jobs.ready:
            self._jobs.read(lambda session: services.notices.fresh(session), self._found)

    def _found(self, items: tuple[TodayItem, ...]) -> None:
        if items:  # first it is written down that they were told, so that none is told twice
            self._jobs.write(partial(_tell, items), then=self._tell)

    def _tell(self, items: tuple[TodayItem, ...]) -> None:
        if items and self._tray is not None:
            self._about = items
            # Desktops of Linux read markup in a notice: what somebody typed must not become a picture or a link there.
            self._tray.show("ClientCare", self._words(items).replace("<", "‹"))

    def _words(self, items: tuple[TodayItem, ...]) -> str:
        """Without names unless the owner wants them: others may see the screen."""
        from clientcare.ui.reminding.today_cards import heading_of

        if self._how == "full" and len(items) == 1:
            return heading_of(items[0])
        if self._how == "full":
            return tr("{first}, and %n more", len(items) - 1, first=heading_of(items[0]))
        return tr("Something needs you.") if len(items) == 1 else tr("%n things need you.", len(items))

    def _clicked(self) -> None:
        """To the one thing it was about, or to Today."""
        items, self._about = self._about, ()
        if len(items) == 1 and items[0].dispute_id:
            self._go("dispute", items[0].dispute_id, items[0].screen)
        elif len(items) == 1 and items[0].client_id:
            self._go("client", items[0].client_id)
        else:
            self._go("today")


def _tell(items: tuple[TodayItem, ...], session: Any) -> tuple[TodayItem, ...]:
    told: tuple[TodayItem, ...] = services.notices.tell(session, items)
    return told
