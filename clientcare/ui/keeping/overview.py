"""The backups there are, how they stand, and what can be done for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.keeping import words
from clientcare.ui.lists.list_table import ListTable
from clientcare.ui.lists.row_model import Column, RowModel
from clientcare.ui.widgets.empty_state import EmptyState
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import breakable, short, tr

if TYPE_CHECKING:
    from clientcare.records import Backup, BackupStatus, Health, Restored
    from clientcare.said import Said
    from clientcare.settings import Settings

NARROW = 800  # px: below this the list has no room for what matters less
NEWEST, SIZE = 3, 4  # columns
LATELY = 30  # days
MOST_FINDINGS = 4  # shown
LONGEST, LONGEST_FOLDER, LONGEST_WORD = 240, 100, 40  # letters of a notice, of a folder, and in one piece


class Overview(QWidget):
    """`chosen(Backup)`: to look inside; the others are what its buttons ask for."""

    chosen = Signal(object)
    back_up = Signal()
    check = Signal()
    elsewhere = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._backups: dict[int, Backup] = {}
        self._restored: Backup | None = None
        self._findings: tuple[Said, ...] = ()
        self._trouble: Said | None = None
        self._damaged = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self._how_it_stands(), 1)
        cards.addWidget(self._second_place(), 1)
        for part in (self._notice(), self._taking_back()):
            whole.addWidget(part)
        whole.addLayout(cards)
        self._hint = label(tr("Choose one to see what is in it. Nothing changes before you say so."), "soft", wrap=True)
        self.table = self._table()
        self.empty = EmptyState("backups.empty", self.back_up.emit)
        whole.addWidget(self._hint)
        whole.addWidget(self.table, 1000)
        whole.addWidget(self.empty, 1000)
        whole.addStretch(1)  # a few rows stand at the top

    def _how_it_stands(self) -> Card:
        self._line = label("", "heading", wrap=True, name="backups.line")
        text = tr("ClientCare backs up by itself: half an hour after a change, when you close it, and before anything big.")
        self._checked = label("", "soft", wrap=True, name="backups.checked")
        self._checked.hide()
        card = Card(self._line, label(text, "soft", wrap=True), self._checked, margin=18)
        card.column.addStretch(1)
        card.column.addLayout(row(button(tr("Check my data"), self.check.emit, name="backups.check"), None))
        return card

    def _second_place(self) -> Card:
        self._far = label("", "soft", wrap=True, name="backups.second_place")
        card = Card(label(tr("A second place"), "heading"), self._far, margin=18)
        card.column.addStretch(1)
        save = button(tr("Save a backup elsewhere…"), self.elsewhere.emit, name="backups.elsewhere")
        card.column.addLayout(row(save, None))
        return card

    def _notice(self) -> Card:
        """What needs a look: a backup that failed, damage."""
        self._notice_text = label("", wrap=True, name="backups.notice")
        self._attention = Card(self._notice_text, look="attention", margin=14)
        self._attention.hide()
        return self._attention

    def _taking_back(self) -> Card:
        self._restored_text = label("", wrap=True, name="backups.restored")
        self._back = button(tr("Take it back"), self._take_back, name="backups.take_back")
        line = row(self._restored_text, self._back)
        line.setStretch(0, 1)
        self._wash = Card(look="wash", margin=14)
        self._wash.column.addLayout(line)
        self._wash.hide()
        return self._wash

    def _table(self) -> ListTable:
        says = self._desk.words
        columns = (
            Column(mark("Made on"), lambda one: says.moment(one.at), strong=True, width=170),
            Column(mark("Why"), lambda one: tr(services.backups.REASONS.get(one.reason, "")), share=4),
            Column(mark("What is in it"), lambda one: words.holds(one.contents), share=5),
            Column(mark("Newest change"), lambda one: words.newest(one.contents, says), width=160),
            Column(mark("Size"), lambda one: words.size(one.size, says), numeric=True, width=84),
        )
        table = ListTable(RowModel(columns, self._rows, self), "backups.table", tr("Backups"))
        table.opened.connect(lambda number: self.chosen.emit(self._backups[number]))
        return table

    def _rows(self, numbers: list[int]) -> list[Any]:
        return [self._backups[number] for number in numbers]

    def _take_back(self) -> None:
        if self._restored is not None:
            self.chosen.emit(self._restored)

    # -- showing

    def show_backups(self, found: Sequence[Backup], restored: Restored | None) -> None:
        """Newest first. `restored`: what took the place of the data when the window opened."""
        self._backups = {one.number: one for one in found}
        self.table.show_ids(list(self._backups), list(found[:200]))
        for part in (self.table, self._hint):
            part.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.say(tr("No backup yet"), tr("The first one is made by itself within half an hour, or now if you like."))
        self._offer_take_back(next((one for one in found if one.reason == "restore"), None), restored)

    def _offer_take_back(self, before: Backup | None, restored: Restored | None) -> None:
        """As long as a restore was lately; `before` holds what was there until then, unless that could not be backed up."""
        kept = restored.kept if restored is not None else None
        lately = before is not None and date.today() - before.at.astimezone().date() <= timedelta(1)
        self._restored = before if lately and kept is None else None
        self._back.setVisible(self._restored is not None)
        if self._restored is not None:
            at = words.when(self._restored.at, self._desk.words)
            self._restored_text.setText(tr("You restored a backup {when}. What you had before is kept.", when=at))
        elif kept is not None:
            where = breakable(str(kept))
            text = tr("You restored a backup. What you had before could not be backed up: it is kept in {where}.", where=where)
            self._restored_text.setText(text)
        self._wash.setVisible(self._restored is not None or kept is not None)

    def show_status(self, status: BackupStatus, *, busy: bool) -> None:
        line = words.line(status, self._desk.words, busy=busy)
        self._line.setText(line.text)
        self._damaged, self._trouble = not status.healthy, status.trouble
        self._say_notice()

    def _say_notice(self) -> None:
        """What is wrong, worst first: what the last check found, or that there is something to find."""
        told = [self._desk.words.say(one) for one in self._findings[:MOST_FINDINGS]]
        if len(self._findings) > MOST_FINDINGS:
            told.append(tr("And %n more.", len(self._findings) - MOST_FINDINGS))
        if self._damaged and not told:
            told.append(tr("Damage was noticed in your data. Check it to see what it is; a backup below can be restored."))
        if self._damaged:
            told.append(tr("Until a check finds all well, no older backup is thrown away."))
        if self._trouble is not None:
            told.append(tr("The last backup failed: {why}", why=self._desk.words.say(self._trouble)))
        self._notice_text.setText("\n".join(breakable(short(text, LONGEST), LONGEST_WORD) for text in told))
        self._attention.setVisible(bool(told))

    def show_second_place(self, settings: Settings) -> None:
        """Where the last one went, and how long ago that is."""
        if not settings.second_place_on:
            text = tr("If this computer breaks or is stolen, only a backup elsewhere helps: a USB stick, say. It is one file.")
        else:
            day = date.fromisoformat(settings.second_place_on)
            folder = breakable(short(settings.second_place, LONGEST_FOLDER), LONGEST_WORD)
            text = tr("Last saved on {day}, to {folder}.", day=self._desk.words.day(day), folder=folder)
            days = (date.today() - day).days
            if days > LATELY:
                text += " " + tr("That was %n day(s) ago.", days)
        self._far.setText(text)

    def show_health(self, health: Health, at: str) -> None:
        """What a check found, and when it looked."""
        self._findings = health.findings
        self._checked.setText(tr("Checked {when}: all is well.", when=at) if health.well else "")
        self._checked.setVisible(health.well)
        self._say_notice()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        for column in (NEWEST, SIZE):
            self.table.show_column(column, wide)
