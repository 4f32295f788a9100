"""Takes a finished letter out of the window: to a file, the printer, the owner's mail program, or the clipboard."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from clientcare.errors import InvalidInput, WorldError
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper import pdf_pages
from clientcare.ui.paper.printing import print_pdf
from clientcare.ui.paper.sheet import Whole
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

Settle = Callable[[Whole, Callable[[Whole], None]], None]
MAIL_FOLDER = "clientcare-mail-"
KEPT_HOURS = 24  # a mail program may be slow to open the draft, but a letter must not lie about for ever
NOT_SAVED = mark("The PDF could not be saved in “{folder}”: {why}. Nothing there was changed. Choose another folder.")
SAVED, PRINTED = mark("Saved as {name}."), mark("The letter went to the printer.")
NO_MAIL_FILE = mark("The e-mail could not be made: {why}. Save the PDF and attach it yourself.")
OPENS = mark("The e-mail opens in your mail program. Send it there.")
NO_ADDRESS = mark("Their e-mail address cannot be used as it is, so the e-mail has none yet. Type it there.")


@dataclass(frozen=True)
class MailDraft:
    """The e-mail draft as a file. `addressed` is False when the client's address could not be used."""

    path: Path
    addressed: bool


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
        self._desk.jobs.work(partial(_file_name, whole.letter, ".pdf"), partial(self._ask_where, whole))

    def _ask_where(self, whole: Whole, name: str) -> None:
        chosen = self._desk.dialogs.file_to_save(self._window, tr("Save the letter"), name, tr("PDF (*.pdf)"))
        if chosen:
            self._settle(whole, partial(self._save_at, chosen))

    def _save_at(self, chosen: Path, whole: Whole) -> None:
        self._desk.jobs.work(partial(write_file, chosen, whole.pdf), partial(self._saved, whole))

    def _saved(self, whole: Whole, path: Path) -> None:
        self._done("saved", whole, Said(SAVED, {"name": path.name}))

    def print(self, whole: Whole) -> None:
        self._desk.jobs.work(partial(pdf_pages.page_count, whole.pdf), partial(self._ask_printer, whole))

    def _ask_printer(self, whole: Whole, pages: int) -> None:
        printer = self._desk.dialogs.printer(self._window, whole.letter.subject, pages)
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
            self._done("emailed", whole, Said(OPENS if draft.addressed else NO_ADDRESS))
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
        self._desk.jobs.work(partial(pdf_pages.page_count, pdf), partial(self._ask_printer_again, pdf, title))

    def _ask_printer_again(self, pdf: bytes, title: str, pages: int) -> None:
        printer = self._desk.dialogs.printer(self._window, title, pages)
        if printer:
            self._desk.jobs.work(partial(_print, pdf, printer), self._tell_printed)

    def _tell_printed(self, _: QPrinter) -> None:
        self._desk.tell(Said(PRINTED))

    def show_file(self, path: str, whole: Whole) -> None:
        """Open the folder of an e-mail draft, to take it from there."""
        folder = str(Path(path).parent)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
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
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly) or file.write(pdf) != len(pdf) or not file.commit():
        raise WorldError(Said(NOT_SAVED, {"folder": str(path.parent), "why": file.errorString()}))
    return path


def write_mail_draft(whole: Whole) -> MailDraft:
    """The `.eml` in a private folder of its own; earlier ones are cleared away."""
    from clientcare.letters import email_draft

    to, addressed = whole.letter.recipient.email, True
    try:
        content = email_draft.build(whole.letter, whole.letterhead, to, whole.pdf)
    except InvalidInput:
        content, addressed = email_draft.build(whole.letter, whole.letterhead, "", whole.pdf), False
    _clear_old()
    try:
        path = Path(tempfile.mkdtemp(prefix=MAIL_FOLDER)) / _file_name(whole.letter, ".eml")
        path.write_bytes(content)
    except OSError as error:
        raise WorldError(Said(NO_MAIL_FILE, {"why": error.strerror or str(error)})) from error
    return MailDraft(path, addressed)


def _clear_old() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{MAIL_FOLDER}*"):
        try:
            if time.time() - folder.stat().st_mtime > KEPT_HOURS * 3600:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # another account's


def _print(pdf: bytes, printer: QPrinter) -> QPrinter:
    print_pdf(pdf, printer)
    return printer  # carried home, so that it goes on the thread it was made on


def _file_name(letter: Letter, suffix: str) -> str:
    from clientcare.letters import email_draft

    return email_draft.file_name(letter, suffix)
