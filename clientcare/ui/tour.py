"""The app walks itself: the real window, driven by clicks and keys through the sample, photographed at every screen."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QScrollArea, QWidget

from clientcare import services
from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.services.keeping.data_folder import DataFolder
from clientcare.ui.collecting import bury
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.main_window import MainWindow
from clientcare.ui.paper.pdf_pages import Extent
from clientcare.ui.tour_keeping import walk_past_bad_starts
from clientcare.ui.tour_letters import write_letters
from clientcare.ui.tour_route import walk_through
from clientcare.ui.wording import Wording

SIZE = (1280, 800)
LONGEST_WAIT = 30.0  # seconds for any one answer of the window
CALM = 0.08  # seconds without anything to do before a picture is taken


class Tour:
    """Walks the window through the route and leaves `NN-name.png`, `dark/NN-name.png`, and `letters/*.pdf` with `.txt`."""

    def __init__(self, application: QApplication, build: Callable[..., MainWindow], out_dir: Path) -> None:
        self._application, self._build, self._out = application, build, out_dir
        self._taken = 0
        self.window: MainWindow
        self._data: DataFolder

    def walk(self) -> None:
        """Walk the whole way. Raises WorldError if the folder cannot be written."""
        self._make_folders()
        before = qInstallMessageHandler(_quiet), sys.excepthook
        # An error in a slot does not come back through Qt: it is noted here, and ends the tour where it settles next.
        sys.excepthook = lambda kind, error, trace: self.dialogs.troubles.append(error)
        with tempfile.TemporaryDirectory(prefix="clientcare-tour-") as data:
            self.begin(Path(data))
            try:
                self._until(lambda: self.window.jobs.ready)
                walk_through(self)
                self._letters()
                write_letters(self.letters_folder)
                walk_past_bad_starts(self)
            finally:
                self.end()
                qInstallMessageHandler(before[0])
                sys.excepthook = before[1]

    def begin(self, data: Path) -> None:
        """Open the window on that folder."""
        self._data = DataFolder(data, sample=True)
        self.window = self._build(self._application, data, appearance="light", dialogs=TourDialogs, data=self._data)
        self.dialogs.letters_folder = self.letters_folder
        self.window.resize(*SIZE)
        self.window.show()
        self.window.start()

    def end(self) -> None:
        """Close it."""
        self.window.close()
        bury(self.window)
        self._data.release()

    def _make_folders(self) -> None:
        try:
            for folder in (self._out, self._out / "dark", self.letters_folder):
                folder.mkdir(parents=True, exist_ok=True)
            for first, twin in self._left_before():
                first.unlink()
                twin.unlink()
        except OSError as error:
            told = mark("The folder {folder} cannot be written. Please name another one.")
            raise WorldError(Said(told, {"folder": str(self._out)})) from error

    def _left_before(self) -> list[tuple[Path, Path]]:
        """What an earlier tour left here, known by its twins; anything else in the folder is the owner's."""
        if not all((folder / "01-today.png").is_file() for folder in (self._out, self._out / "dark")):
            return []
        pictures = [(dark, self._out / dark.name) for dark in (self._out / "dark").glob("[0-9][0-9]-*.png")]
        letters = [(letter, letter.with_suffix(".txt")) for letter in self.letters_folder.glob("*.pdf")]
        return [(first, twin) for first, twin in pictures + letters if twin.is_file()]

    @property
    def letters_folder(self) -> Path:
        return self._out / "letters"

    # -- an owner's hands

    def find(self, name: str) -> Any:
        """The visible control of that name."""
        windows = [*self.window.findChildren(QDialog), self.window]
        for window in windows:
            found = [w for w in window.findChildren(QWidget, name) if w.isVisible()]
            if found:
                return found[0]
        raise LookupError(f"the tour looks for “{name}” and does not see it")

    def click(self, name: str) -> None:
        control = self.find(name)
        self._until(control.isEnabled)
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
        self.settle()

    def choose_from_menu(self, name: str) -> None:
        """Press a menu's entry by its name."""
        entry = self.window.findChild(QAction, name)
        assert isinstance(entry, QAction)
        entry.trigger()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.settle()

    def scroll_to(self, name: str) -> None:
        """Bring a control into sight."""
        for area in self.window.findChildren(QScrollArea):
            if area.isVisible() and area.isAncestorOf(control := self.find(name)):
                area.ensureWidgetVisible(control)
        self.settle()

    def sees(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def await_control(self, name: str) -> None:
        """Wait for what comes in a pause of typing."""
        self._until(lambda: self.sees(name))

    def write(self, name: str, text: str) -> None:
        field = self.find(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def choose(self, name: str, value: str) -> None:
        box = self.find(name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        self.settle()

    def set_day(self, name: str, day: date) -> None:
        self.find(name).setDate(QDate(day.year, day.month, day.day))

    def all_called(self, start: str) -> list[Any]:
        """Every visible control whose name begins so."""
        return [w for w in self.window.findChildren(QAbstractButton) if w.isVisible() and w.objectName().startswith(start)]

    def settle(self) -> None:
        """Wait until everything asked for has come home and is drawn."""
        calm_since = time.monotonic()
        ends = calm_since + LONGEST_WAIT
        while time.monotonic() - calm_since < CALM:
            self._application.processEvents()
            # Outside Qt's own loop nobody else buries what was replaced.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if self.window.jobs.busy or self.window.keeper.busy:
                calm_since = time.monotonic()
            if time.monotonic() > ends:
                raise TimeoutError("the window did not come to rest")
            time.sleep(0.002)
        if self.dialogs.troubles:
            raise self.dialogs.troubles[0]

    def _until(self, done: Callable[[], bool]) -> None:
        ends = time.monotonic() + LONGEST_WAIT
        while not done():
            self._application.processEvents()
            if time.monotonic() > ends:
                raise TimeoutError("the window did not answer")
            time.sleep(0.002)
        self.settle()

    def picture(self, name: str, of: QWidget | None = None, *, toast: bool = False) -> None:
        """Photograph the window, or one dialog, in both themes; with what is said in passing only if that is meant."""
        self._taken += 1
        if not toast:
            self.window.toast.hide()
        for theme, folder in (("light", self._out), ("dark", self._out / "dark")):
            self.window.theme.appear(theme)
            self.settle()
            if not (of or self.window).grab().save(str(folder / f"{self._taken:02}-{name}.png")):
                told = mark("The folder {folder} cannot be written. Please name another one.")
                raise WorldError(Said(told, {"folder": str(folder)}))
        self.window.theme.appear("light")
        self.settle()

    def keep_message(self) -> None:
        """Keep what was copied as a message beside the PDF just saved."""
        self.dialogs.saved_as.with_suffix(".txt").write_text(QGuiApplication.clipboard().text() + "\n", "utf-8")

    @property
    def dialogs(self) -> TourDialogs:
        dialogs = self.window.desk.dialogs
        assert isinstance(dialogs, TourDialogs)
        return dialogs

    # -- the letters of the sample, one of each kind beside those just written

    def _letters(self) -> None:
        gathered: list[Any] = []
        self.window.jobs.read(lambda session: services.letters.finished(session), gathered.extend)
        self.settle()
        from clientcare.letters.compose import short_message

        seen: set[str] = set()
        for letter, pdf in gathered:
            if letter.kind not in seen:
                seen.add(letter.kind)
                (self.letters_folder / f"sample-{letter.kind}.pdf").write_bytes(pdf)
                (self.letters_folder / f"sample-{letter.kind}.txt").write_text(short_message(letter) + "\n", "utf-8")


class TourDialogs(Dialogs):
    """Answers in the owner's place; an error the owner would have been shown ends the tour."""

    def __init__(self, words: Wording) -> None:
        super().__init__(words)
        self.troubles: list[BaseException] = []
        self.letters_folder = self.saved_as = Path()
        self.opens: Path | None = None
        self.fill: Callable[[QDialog], None] = QDialog.reject

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        self.fill(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    def trouble(self, parent: QWidget | None, error: BaseException) -> None:
        self.troubles.append(error)

    def confirm(self, parent: QWidget, title: str, text: str, verb: str) -> bool:
        return True

    def file_to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.saved_as = self.letters_folder / name
        return self.saved_as

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.opens

    def printer(self, parent: QWidget, title: str, extent: Extent) -> QPrinter | None:
        return None


def _quiet(kind: QtMsgType, context: object, message: str) -> None:
    """What the offscreen window system cannot do is no news."""
