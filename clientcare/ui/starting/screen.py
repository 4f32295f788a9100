"""One screen in place of the pages: what is the matter with the data folder, its newest backups, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from clientcare.services.progress import Progress
from clientcare.ui.importing.waiting import Waiting
from clientcare.ui.keeping.words import holds
from clientcare.ui.starting.words import BY_ITSELF, OFFERS, Words
from clientcare.ui.widgets.flow import FlowLayout
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, label, row, rule, scroller
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import Backup

WIDE = 660  # pixels: a sentence is read easily


class Screen(QWidget):
    """`offered(key)`: a key of `OFFERS` was chosen. `backup` is the one shown, None where there is none."""

    offered = Signal(str)

    def __init__(self, words: Wording, folder: Path) -> None:
        super().__init__()
        self.setObjectName("starting")
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes by
        self._words, self._says = words, Words("", "", ())
        self._backups: Sequence[Backup] = ()
        self._primary: QWidget | None = None
        self._title = label("", "title", wrap=True, name="starting.title")
        self._text = label("", wrap=True, name="starting.text")
        self._details = label("", "soft", wrap=True, name="starting.details")
        self._trouble = label("", "trouble", wrap=True, name="starting.trouble")
        self._itself = label(tr(BY_ITSELF), "soft", wrap=True, name="starting.by_itself")
        self._where = ElidedLabel(tr("Folder: {folder}", folder=folder), "soft")
        self._where.setObjectName("starting.folder")
        self._build()

    def _build(self) -> None:
        self._card = Card(self._title, self._text, self._details, self._where, margin=32, spacing=12)
        self._card.column.addWidget(self._backup_box())
        for each in (self._itself, self._trouble, rule()):
            self._card.column.addWidget(each)
        self._ways = FlowLayout(spacing=8)
        self._card.column.addLayout(self._ways)
        self._buttons = row(None)
        self._card.column.addLayout(self._buttons)
        self._waiting = Waiting("starting")
        area, inner = scroller()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(2)
        for one in (self._card, self._waiting):
            one.setFixedWidth(WIDE)
            line = row(None, one, spacing=0)  # an alignment would not let it grow with its text
            line.addStretch(1)
            middle.addLayout(line)
        middle.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._waiting.hide()

    def _backup_box(self) -> QWidget:
        self._choice = QComboBox()
        self._choice.setObjectName("starting.backup")
        self._choice.setAccessibleName(tr("Backup to restore"))
        self._choice.currentIndexChanged.connect(self._show_contents)
        self._contents = label("", "soft", wrap=True, name="starting.contents")
        self._box = Card(label(tr("Your backups"), "strong"), self._choice, self._contents, look="wash", margin=16)
        self._box.hide()
        return self._box

    @property
    def backup(self) -> Backup | None:
        return self._backups[self._choice.currentIndex()] if self._backups else None

    def say(self, words: Words, details: str = "", **values: Any) -> None:
        """Another trouble, or the same again: then nothing moves under the owner's hands."""
        self.end_wait()
        if (words, values) != (self._says, self.property("values")):
            self._says = words
            self.setProperty("values", values)
            self._title.setText(tr(words.title, **values))
            self._text.setText(tr(words.text, **values))
            self._say_or_hide(self._trouble, "")
            self._itself.setVisible(words.waits)
            self.setAccessibleName(self._title.text())
            self.setAccessibleDescription(self._text.text())
            self._offer()
        self._say_or_hide(self._details, details)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Newest first; the newest is chosen."""
        if list(backups) == list(self._backups):
            return
        self._backups = backups
        self._choice.clear()
        for one in backups:
            self._choice.addItem(self._words.moment(one.at))
        self._show_contents()
        self._offer()

    def say_trouble(self, text: str) -> None:
        """What was asked for did not work, and why."""
        self.end_wait()
        self._say_or_hide(self._trouble, text)

    def wait(self, what: str, progress: Progress, promise: str) -> None:
        """Something long is under way."""
        self._say_or_hide(self._trouble, "")
        self._card.hide()
        self._waiting.show()
        self._waiting.show_progress(what, progress, promise)

    def end_wait(self) -> None:
        waited = self._card.isHidden()
        self._waiting.end()
        self._waiting.hide()
        self._card.show()
        if waited:  # what had the focus was out of sight, and lost it
            self.focus_primary()

    def _offer(self) -> None:
        """The primary button is the first of its kind that can be pressed; restoring needs a backup."""
        can = [key for key in self._says.first if self._can(key)]
        ways = [key for key in self._says.ways if key not in can[:1] and self._can(key)]
        self._box.setVisible("restore" in (*can[:1], *ways))
        empty(self._ways)
        empty(self._buttons)
        for key in ways:
            self._ways.addWidget(self._button(key, "plain"))
        self._buttons.addStretch(1)
        self._primary = None
        for key in can[:1]:
            self._primary = self._button(key, "primary")
            self._buttons.addWidget(self._primary)
            self._primary.show()  # nothing that is not seen yet can be focused
        self.focus_primary()

    def focus_primary(self) -> None:
        """Enter does what is usually right, unless it was meant for a text that was just being typed."""
        if self._says.sudden:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._primary is not None:
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _can(self, key: str) -> bool:
        return key != "restore" or bool(self._backups)

    def _button(self, key: str, look: str) -> QWidget:
        return button(tr(OFFERS[key]), partial(self.offered.emit, key), look, f"starting.{key}")

    def _show_contents(self) -> None:
        if (one := self.backup) is not None:
            parts = [tr("Holds {what}.", what=holds(one.contents))]
            if one.contents.newest is not None:
                parts.append(tr("Newest change: {at}.", at=self._words.moment(one.contents.newest)))
            self._contents.setText(" ".join(parts))

    @staticmethod
    def _say_or_hide(where: Any, text: str) -> None:
        where.setText(text)
        where.setVisible(bool(text))
