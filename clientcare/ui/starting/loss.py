"""The line above every page that says the data is suddenly out of reach, what to do, and goes by itself once it is back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.starting import folder
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

AGAIN_MS = 2000
# Out of reach, told apart by what is still there: the folder, or the one it was in.
GONE, FOLDER_GONE = "gone", "folder_gone"
WORDS = {
    GONE: mark(
        "Your data file is gone from its folder. ClientCare can still read it: put it back, or bring it back yourself if you "
        "moved it. Nothing is saved until then."
    ),
    FOLDER_GONE: mark(
        "The folder with your data cannot be found. If it is on another disk or computer, connect that again. If it was "
        "deleted, put it back: ClientCare can still read it. Nothing is saved until then."
    ),
    "unreachable": mark(
        "The folder with your data cannot be reached. If it is on another disk or computer, connect that again. "
        "Nothing is saved until then."
    ),
    "replaced": mark(
        "Another file took the place of your data file. Put yours back (the other is kept in the folder “aside”), or open the "
        "one that is there now. Nothing is saved until then."
    ),
    "read_only": mark("Your data may not be changed any more. Allow writing to its folder. Nothing is saved until then."),
    "full": mark("The disk is full. Free some space. Nothing is saved until then."),
    "disk": mark("The disk reports an error. Check its cable and the room left on it. Nothing is saved until then."),
}
BACK = mark("Your data is back, and what you type is saved again.")


class LossBar(QWidget):
    """Out of sight while all is well; looks every two seconds while it is not. `looked(bool)`: whether it says something."""

    looked = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "clear")
        self._desk = desk
        self._looking = self._stopped = False
        self._said = label("", wrap=True, name="loss.said")
        self._back = button(tr("Put it back"), self._put_back, name="loss.put_back")
        self._there = button(tr("Open the other one"), self._open_other, name="loss.open")
        self._folder = button(tr("Show the folder"), self._show_folder, name="loss.show")
        card = Card(self._said, look="attention", margin=12)
        card.column.addLayout(row(None, self._folder, self._there, self._back))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.addWidget(card)
        self._timer = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    @property
    def stands(self) -> bool:
        """Whether it says something, on whatever page."""
        return not self.isHidden()

    @property
    def looks(self) -> bool:
        """Whether the answer is not known yet."""
        return self._looking

    def look(self) -> None:
        """Ask whether a save would reach the disk now."""
        if not self._looking and not self._stopped:
            self._looking = True
            self._desk.jobs.probe(self._reachable, self._lost)

    def stop(self) -> None:
        self._stopped = True
        self._timer.stop()

    def _reachable(self, _: object) -> None:
        self._looking = False
        if self.stands:
            self.hide()
            self._desk.tell(Said(BACK))
            self._desk.jobs.fingers.try_again()
        self.looked.emit(False)

    def _lost(self, error: Exception) -> None:
        self._looking = False
        why = folder.why(error, self._desk.folder)
        if why == "unreachable":
            place = self._desk.folder
            why = GONE if place.is_dir() else FOLDER_GONE if place.parent.is_dir() else why
        if why in WORDS:
            text = tr(WORDS[why])
            if text != self._said.text():
                self._said.setText(text)
                self.setAccessibleName(text)
            self._back.setVisible(why in (GONE, FOLDER_GONE, "replaced"))
            self._there.setVisible(why == "replaced")
            self.show()
        if self.stands:
            self._timer.start()
        self.looked.emit(self.stands)

    def _put_back(self) -> None:
        self._timer.stop()
        self._desk.jobs.put_back(self._reachable, self._not_put_back)

    def _not_put_back(self, error: Exception) -> None:
        """It could not be read or written; the line stays, and says what it said."""
        self._timer.start()
        if isinstance(error, WorldError):
            self._desk.tell(error.said)
        else:
            self._desk.jobs.failed.emit(error)

    def _open_other(self) -> None:
        self._desk.begin_again()

    def _show_folder(self) -> None:
        folder.show(self._desk.folder)
