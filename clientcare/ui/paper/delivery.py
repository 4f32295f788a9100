"""Takes a finished letter out of the window: to a file, the printer, the owner's mail program, or the clipboard."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from clientcare.errors import WorldError, reason
from clientcare.said import Said, mark
from clientcare.services.whole_file import whole_file
from clientcare.ui.desk import Desk
from clientcare.ui.paper import file_window, pdf_pages
from clientcare.ui.paper.mail_file import MailDraft, write_mail_draft
from clientcare.ui.paper.printing import print_pdf
from clientcare.ui.paper.sheet import Whole
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

Settle = Callable[[Whole, Callable[[Whole], None]], None]
NOT_SAVED = mark("The PDF could not be saved in “{folder}”: {why}. Nothing there was changed. Choose another folder.")
SAVED, PRINTED = mark("Saved as {name}."), mark("The letter went to the printer.")
OPENS = mark("The e-mail opens in your mail program. Send it there.")
OPENS_TO_READ = mark("The e-mail opens in your mail program. If it opens only to be read, choose Message, Send Again.")
NO_ADDRESS = mark("Their e-mail address cannot be used as it is, so the e-mail has none yet. Type it there.")


class LetterDelivery(QObject):
    """Each way out works off the window's thread. `went(how, whole)`: saved, printed, emailed or copied; never when it failed.

    Before a letter goes, and after the owner has said where, `settle(whole, go)` may make it final: it calls `go` with the
    letter that is to go, now or later. `no_mail(path, whole)`: the e-mail draft is there, but no mail program answered.
    """

    went = Signal(str, object)
    no_mail = Signal(str, object)

    def __init__(self, desk: Desk, window: QWidget, settle: Settle | None = None) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._settle: Settle = settle or _as_it_is

    def copy(self, whole: Whole) -> None:
        """The short message for text or WhatsApp, to paste."""
        self._settle(whole, self._copy)

    def _copy(self, whole: Whole) -> None:
        QGuiApplication.clipboard().setText(whole.letter.short)
        self._done("copied", whole, Said(mark("The short message is copied. Paste it where you write to them.")))

    def save(self, whole: Whole) -> None:
        self._desk.jobs.work(partial(pdf_name, whole.letter), partial(self._ask_where, whole))

    def _ask_where(self, whole: Whole, name: str) -> None:
        chosen = self._desk.dialogs.file_to_save(self._window, tr("Save the letter"), name, tr("PDF (*.pdf)"))
        if chosen:
            self._settle(whole, partial(self._save_at, chosen))

    def _save_at(self, chosen: Path, whole: Whole) -> None:
        self._desk.jobs.work(partial(write_file, chosen, whole.pdf), partial(self._saved, whole))

    def _saved(self, whole: Whole, path: Path) -> None:
        self._done("saved", whole, Said(SAVED, {"name": path.name}))

    def print(self, whole: Whole) -> None:
        self._desk.jobs.work(partial(pdf_pages.extent, whole.pdf), partial(self._ask_printer, whole))

    def _ask_printer(self, whole: Whole, extent: pdf_pages.Extent) -> None:
        printer = self._desk.dialogs.printer(self._window, whole.letter.subject, extent)
        if printer:
            self._settle(whole, partial(self._print_on, printer))

    def _print_on(self, printer: QPrinter, whole: Whole) -> None:
        self._desk.tell(Said(mark("Printing…")))
        self._desk.jobs.work(partial(_print, whole.pdf, printer), partial(self._printed, whole))

    def _printed(self, whole: Whole, _: QPrinter) -> None:
        self._done("printed", whole, Said(PRINTED))

    def email(self, whole: Whole) -> None:
        """Open a draft with the PDF attached in the owner's mail program, where it is sent."""
        self._settle(whole, self._email)

    def _email(self, whole: Whole) -> None:
        self._desk.jobs.work(partial(write_mail_draft, whole), partial(self._open_mail, whole))

    def _open_mail(self, whole: Whole, draft: MailDraft) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft.path))):
            opens = OPENS_TO_READ if sys.platform == "darwin" else OPENS  # Apple's Mail knows no drafts from outside
            self._done("emailed", whole, Said(opens if draft.addressed else NO_ADDRESS))
        else:
            self.no_mail.emit(str(draft.path), whole)

    def save_again(self, pdf: bytes, name: str, title: str = "") -> None:
        """A letter that has gone, or another page, saved; nothing follows from it."""
        chosen = self._desk.dialogs.file_to_save(self._window, title or tr("Save the letter"), name, tr("PDF (*.pdf)"))
        if chosen:
            self._desk.jobs.work(partial(write_file, chosen, pdf), self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self._desk.tell(Said(SAVED, {"name": path.name}))

    def print_again(self, pdf: bytes, title: str) -> None:
        self._desk.jobs.work(partial(pdf_pages.extent, pdf), partial(self._ask_printer_again, pdf, title))

    def _ask_printer_again(self, pdf: bytes, title: str, extent: pdf_pages.Extent) -> None:
        printer = self._desk.dialogs.printer(self._window, title, extent)
        if printer:
            self._desk.jobs.work(partial(_print, pdf, printer), self._tell_printed)

    def _tell_printed(self, _: QPrinter) -> None:
        self._desk.tell(Said(PRINTED))

    def show_file(self, path: str, whole: Whole) -> None:
        """Show the file of an e-mail draft where it is, to take it from there."""
        self._desk.jobs.work(partial(file_window.show, Path(path)), partial(self._shown, path, whole))

    def _shown(self, path: str, whole: Whole, shown: bool) -> None:
        if not shown and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent))):
            QGuiApplication.clipboard().setText(path)
            self._desk.tell(Said(mark("No folder window answered either. Where the file is, is copied: paste it.")))
        self.went.emit("emailed", whole)

    def _done(self, how: str, whole: Whole, said: Said) -> None:
        self._desk.tell(said)
        self.went.emit(how, whole)


def _as_it_is(whole: Whole, go: Callable[[Whole], None]) -> None:
    go(whole)


def write_file(chosen: Path, pdf: bytes) -> Path:
    """Write the PDF whole or not at all, and say where. WorldError with the system's reason."""
    named = chosen.with_name(f"{chosen.name}.pdf")
    # The dialog has asked before replacing a file of the name typed, not one of the name with an ending.
    path = chosen if chosen.suffix.lower() == ".pdf" or named.exists() else named
    try:
        with whole_file(path) as file:
            file.write(pdf)
    except OSError as error:
        raise WorldError(Said(NOT_SAVED, {"folder": str(path.parent), "why": reason(error)})) from error
    return path


def _print(pdf: bytes, printer: QPrinter) -> QPrinter:
    print_pdf(pdf, printer)
    return printer  # carried home, so that it goes on the thread it was made on


def pdf_name(letter: Letter) -> str:
    """What its page is called as a file, on the disk and in an e-mail. Off the window's thread: the e-mail library loads."""
    from clientcare.letters import email_draft

    return email_draft.file_name(letter, ".pdf")
