"""The settings' card of backups: how they stand, one made now, and the way to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.ui.desk import Desk
from clientcare.ui.keeping import words
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import BackupStatus


class BackupsCard(Card):
    """Says what the side bar says, and more of it where something is wrong."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("Backups"), "heading"), spacing=8)
        self._desk = desk
        self._line = label("", "strong", wrap=True, name="settings.backups.line")
        self._more = label("", "soft", wrap=True)
        now = button(tr("Back up now"), desk.keeper.back_up_now, name="settings.backups.now")
        every = button(tr("All backups"), lambda: desk.go("backups"), name="settings.backups.all")
        for part in (self._line, self._more):
            self.column.addWidget(part)
        self.column.addLayout(row(now, every, None))
        desk.keeper.status.connect(self._show)
        desk.keeper.turned.connect(self._turned)
        self._turned()

    def _turned(self) -> None:
        if self._desk.keeper.known is not None:
            self._show(self._desk.keeper.known)

    def _show(self, status: BackupStatus) -> None:
        line = words.line(status, self._desk.words, busy=self._desk.keeper.backing_up)
        self._line.setText(line.text)
        usual = tr("Made by itself, and checked. List them, restore one, or save one on a USB stick.")
        self._more.setText(line.tip or usual)
