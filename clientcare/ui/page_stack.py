"""The pages of the window: each made when it is first shown, one shown at a time, and the way back."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from clientcare.ui.desk import Desk
from clientcare.ui.pages.page import Page

# Where each page lives, below `ui.pages`.
PAGES = {
    "today": ("today", "TodayPage"),
    "disputes": ("disputes", "DisputesPage"),
    "dispute": ("dispute", "DisputePage"),
    "clients": ("clients", "ClientsPage"),
    "client": ("client", "ClientPage"),
    "duplicates": ("duplicates", "DuplicatesPage"),
    "letters": ("letters", "LettersPage"),
    "referrals": ("referrals", "ReferralsPage"),
    "provider": ("provider", "ProviderPage"),
    "settings": ("settings", "SettingsPage"),
    "buy_time": ("buy_time", "BuyTimePage"),
    "how_we_work": ("how_we_work", "HowWeWorkPage"),
    "import": ("importing", "ImportPage"),
    "export": ("exporting", "ExportPage"),
    "backups": ("backups", "BackupsPage"),
}
# Which entry of the side bar a page belongs to, where it is not one itself.
SECTION = {
    "dispute": "disputes",
    "duplicates": "clients",
    "client": "clients",
    "import": "clients",
    "export": "settings",
    "provider": "referrals",
    "buy_time": "today",
    "how_we_work": "settings",
    "backups": "settings",
}
LONGEST_TRAIL = 50
Place = tuple[str, int | None, str]  # a page, the record on it, the screen


class PageStack(QStackedWidget):
    """`turned(section)`: another page is shown, of this entry of the side bar."""

    turned = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[str, Page] = {}
        self._trail: list[Place] = []

    @property
    def shown(self) -> Page:
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def here(self) -> Place:
        """Where the owner is."""
        return self._trail[-1]

    def go(self, page: str, id: int | None = None, screen: str = "", *, instead: bool = False) -> None:
        """Show a page; the one before is a step back, unless this one stands `instead` of it."""
        if self.count():
            self.shown.leave()
        before = self._trail[:-1] if instead else self._trail
        self._trail = [*before, (page, id, screen)][-LONGEST_TRAIL:]
        self._show(page, id, screen)

    def go_back(self) -> None:
        if len(self._trail) > 1:
            self.shown.leave()
            self._trail.pop()
            self._show(*self._trail[-1])

    def _show(self, name: str, id: int | None, screen: str) -> None:
        page = self.page(name)
        self.setCurrentWidget(page)
        page.setFocus()
        self.turned.emit(SECTION.get(name, name))
        if self._desk.jobs.ready:
            page.open(id, screen)

    def page(self, name: str) -> Page:
        """The page of that name, made if need be."""
        if name not in self._pages:
            module, kind = PAGES[name]
            page: Page = getattr(import_module(f"clientcare.ui.pages.{module}"), kind)(self._desk)
            self._pages[name] = page
            self.addWidget(page)
        return self._pages[name]


def load_code() -> None:
    """Load the code of every page, off the window's thread: the first click would otherwise wait for it."""
    for module, _ in PAGES.values():
        import_module(f"clientcare.ui.pages.{module}")
