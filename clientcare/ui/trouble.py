"""The dialog for what went wrong: the world's errors in a sentence, ours with a report the owner may read, save and send."""

from __future__ import annotations

import time
from collections import deque
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from clientcare.errors import WorldError, reason
from clientcare.services.whole_file import whole_file
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import Wording, breakable, tr

if TYPE_CHECKING:
    from clientcare.ui.dialogs import Dialogs

AGAIN = 0.5  # seconds within which the same trouble is the one just read, come back before anybody could do anything
WIDE, READING = 520, (680, 520)  # pixels: across, and both ways with the report on show


class Troubles:
    """Shows one trouble after the other, never one on top of another, and none again before anybody could do anything."""

    def __init__(self, words: Wording, dialogs: Dialogs) -> None:
        self._words, self._dialogs = words, dialogs
        self._waiting: deque[tuple[str, BaseException]] = deque()
        self._seen: dict[str, float] = {}  # when each was told, or came again, last
        self._showing = False

    def show(self, parent: QWidget | None, error: BaseException) -> None:
        """Blocks until the owner has read it; where one is being read already, this one comes after it."""
        said = self._words.say(error.said) if isinstance(error, WorldError) else ""
        if self._is_known(said):
            return
        self._waiting.append((said, error))
        if not self._showing:
            self._show_all(parent)

    def _is_known(self, said: str) -> bool:
        """Each is told once in a row of them. Of our own errors one is enough: the report has them all."""
        now = time.monotonic()
        if not self._showing:
            self._seen = {key: at for key, at in self._seen.items() if now - at < AGAIN}
        known = said in self._seen
        self._seen[said] = now
        return known

    def _show_all(self, parent: QWidget | None) -> None:
        self._showing = True
        try:
            while self._waiting and (parent is None or shiboken6.isValid(parent)):
                said, error = self._waiting.popleft()
                dialog = TroubleDialog(QApplication.activeModalWidget() or parent, said, error, self._dialogs, self._words)
                dialog.exec()
                if shiboken6.isValid(dialog):  # not if what it stood on has gone meanwhile
                    dialog.deleteLater()
        finally:
            self._showing = False
            self._waiting.clear()
            self._seen = dict.fromkeys(self._seen, time.monotonic())


class TroubleDialog(GrowingDialog):
    """What happened and what to do. `said`: the sentence for an error of the world's, "" for one of ours."""

    def __init__(self, parent: QWidget | None, said: str, error: BaseException, dialogs: Dialogs, words: Wording) -> None:
        super().__init__(parent)
        self._error, self._dialogs, self._words, self._ours = error, dialogs, words, not said
        title = tr("Something went wrong in ClientCare") if self._ours else tr("That did not work")
        self.setWindowTitle(title)
        self.setObjectName("trouble")
        self.setMinimumWidth(WIDE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self._column.addWidget(label(title, "heading", wrap=True))
        self._column.addWidget(label(breakable(said) or _sorry(here=parent is not None), wrap=True, name="trouble.said"))
        self._go_on = button(tr("Go on") if self._ours and parent else tr("OK"), self.accept, "primary", "trouble.go_on")
        self._go_on.setDefault(True)
        if self._ours:
            self._add_report()
        else:
            self._column.addStretch(1)
            self._column.addLayout(row(None, self._go_on))
        self._go_on.setFocus()

    def _add_report(self) -> None:
        self._about = label(_about_report(), "soft", wrap=True, name="trouble.about")
        self._text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self._text.hide()
        self._text.setObjectName("trouble.report")
        self._text.setAccessibleName(tr("The whole report"))
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setMinimumHeight(180)
        self._outcome = label("", "soft", wrap=True, name="trouble.outcome")
        self._outcome.hide()
        self._look = button(tr("Save a report…"), self._show_report, name="trouble.look")
        self._save = button(tr("Save this report…"), self._save_report, name="trouble.save")
        self._save.hide()
        for each in (self._about, self._text, self._outcome):
            self._column.addWidget(each)
        self._column.setStretchFactor(self._text, 100)
        self._column.addStretch(1)
        self._column.addLayout(row(self._look, self._save, None, self._go_on))

    def _show_report(self) -> None:
        """Read before it is saved: nobody should have to take our word for what is in it."""
        from clientcare import report

        self._text.setPlainText(report.written(self._error, _here()))
        self._text.show()
        self._look.hide()
        self._save.show()
        self._save.setFocus()
        self.resize(max(self.width(), READING[0]), max(self.height(), READING[1]))

    def _save_report(self) -> None:
        name = f"ClientCare report {date.today():%Y-%m-%d}.txt"
        path = self._dialogs.file_to_save(self, tr("Save the report"), name, tr("Text (*.txt)"))
        if path is not None:
            self._outcome.setText(self._written(path))
            self._outcome.show()

    def _written(self, path: Path) -> str:
        try:
            with whole_file(path) as file:
                file.write(self._text.toPlainText().encode())
        except OSError as error:
            return tr("The report could not be saved there: {why}. Choose another folder.", why=self._words.say(reason(error)))
        return tr("Saved as {name}. Send it only if you like.", name=path.name)


def _sorry(*, here: bool) -> str:
    if here:
        return tr(
            "This is our mistake, not yours. What you typed is still here: go on where you were. "
            "If it happens again, close ClientCare and open it once more."
        )
    return tr(
        "This is our mistake, not yours. ClientCare cannot go on and closes now. All that was saved is there: "
        "open it once more."
    )


def _about_report() -> str:
    return tr(
        "A report helps to mend it. It tells where in the program it went wrong, and has no names, texts or sums of yours. "
        "You read it before you save it, and it goes nowhere by itself."
    )


def _here() -> str:
    """What decides how a window looks and reads on this computer."""
    ratio = ", ".join(f"{screen.devicePixelRatio():g}×" for screen in QGuiApplication.screens())
    return " ".join((QLocale.system().name(), QGuiApplication.platformName(), ratio)).strip()
