"""The menu behind "Later": when something that needs the owner is to be said again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from clientcare.ui import presets
from clientcare.ui.desk import Desk
from clientcare.ui.reminding.today_cards import in_short
from clientcare.ui.widgets.moment import MORNING, MomentDialog
from clientcare.ui.wording import tr

HOURS, LATEST_HOUR = 3, 21
HALF = timedelta(minutes=30)


class LaterMenu(QMenu):
    """One menu for many buttons. `chosen(what, datetime)`: that which `ask` was about, and until when, in UTC."""

    chosen = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._about: object = None
        self.setObjectName("later")

    def ask(self, about: object, at: QWidget) -> None:
        """Open it below a button."""
        self.offer(about)
        self.popup(at.mapToGlobal(QPoint(0, at.height())))

    def offer(self, about: object) -> None:
        """Fill it with the times there are now."""
        self._about = about
        self.clear()
        for words, until in times(datetime.now(UTC)):
            shown = in_short(self._desk.words, until)
            self.addAction(f"{words}\t{shown}").triggered.connect(partial(self._choose, until))
        self.addSeparator()
        self.addAction(tr("Another day and time…")).triggered.connect(lambda _=False: self._ask_for_another())

    def _choose(self, until: datetime, _: bool = False) -> None:
        self.chosen.emit(self._about, until)

    def _ask_for_another(self) -> None:
        about = self._about
        dialog = MomentDialog(self.window(), tr("Later"), tr("Put it off"))
        dialog.chosen.connect(lambda until: self.chosen.emit(about, until))
        self._desk.dialogs.run(dialog)
        dialog.deleteLater()


def times(now: datetime) -> list[tuple[str, datetime]]:
    """Later today, if the day is long enough, and the mornings of the owner's usual days."""
    local, found = now.astimezone(), []
    later = (now + timedelta(hours=HOURS)).astimezone().replace(second=0, microsecond=0)
    later += (HALF - timedelta(minutes=later.minute % 30)) % HALF
    if later.date() == local.date() and later.hour < LATEST_HOUR:
        found.append((tr("Later today"), later.astimezone(UTC)))
    for words, day in presets.offered(local.date()):
        found.append((words, datetime.combine(day, MORNING).astimezone(UTC)))
    return found
