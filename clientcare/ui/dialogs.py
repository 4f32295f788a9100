"""Every modal dialog behind one object, so that a test or the tour can answer in the owner's place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from clientcare import __version__
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from clientcare.ui.paper.pdf_pages import Extent
    from clientcare.ui.trouble import Troubles


class Dialogs:
    """Asks and tells. Each method blocks until the owner has answered."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._troubles: Troubles | None = None
        # The folder a file was last found in, and the printer last used, while the window is open.
        self._folder, self._printer = Path.home(), ""

    def run(self, dialog: QDialog) -> bool:
        """Show a form dialog; True when it was saved."""
        return dialog.exec() == QDialog.DialogCode.Accepted

    def trouble(self, parent: QWidget | None, error: BaseException) -> None:
        """One plain dialog for both kinds of error: the world's says what to do, ours what can be reported."""
        from clientcare.ui.trouble import Troubles

        self._troubles = self._troubles or Troubles(self._words, self)
        self._troubles.show(parent, error)

    def about(self, parent: QWidget) -> None:
        """Which version this is."""
        text = tr("ClientCare {version}\nMIT licence. Everything stays on this computer.", version=__version__)
        QMessageBox.about(parent, "ClientCare", text)

    def confirm(self, parent: QWidget, title: str, text: str, verb: str) -> bool:
        """A yes or no where there is no undo. `verb` is the button that does it."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.NoButton, parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        go_on = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.setEscapeButton(box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole))  # as elsewhere, without a picture
        box.exec()
        return box.clickedButton() is go_on

    def file_to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where to save, or None."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Which folder to save into, or None."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(self._folder))
        return Path(chosen) if chosen else None

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Which file to read, or None."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(self._folder), kinds)
        if not chosen:
            return None
        self._folder = Path(chosen).parent
        return Path(chosen)

    def folder_to_use(self, parent: QWidget, title: str) -> Path | None:
        """Which folder, or None."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(self._folder))
        return Path(chosen) if chosen else None

    def files_to_open(self, parent: QWidget, title: str) -> list[Path]:
        """Which files to read, of any kind; none where the owner thought better of it."""
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(self._folder))
        if chosen:
            self._folder = Path(chosen[0]).parent
        return [Path(each) for each in chosen]

    def printer(self, parent: QWidget, title: str, extent: Extent) -> QPrinter | None:
        """The system's print dialog; the printer it was set to, or None."""
        from clientcare.ui.paper.print_dialog import ask

        printer = ask(parent, title, extent, self._printer)
        if printer is not None:
            self._printer = printer.printerName()
        return printer
