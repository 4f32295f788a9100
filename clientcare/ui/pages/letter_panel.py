"""The letter that is chosen in the list: what it is, how it stands, what can be done with it, and its page."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy

from clientcare import services
from clientcare.errors import WorldError
from clientcare.records import LetterListRow
from clientcare.said import Said, mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.pages.letter_reading import Page, Read, page_of, read
from clientcare.ui.paper.delivery import LetterDelivery
from clientcare.ui.paper.letter_words import how_it_stands, kind_of
from clientcare.ui.paper.resend import Resend
from clientcare.ui.widgets.fingerprint import Fingerprint
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label
from clientcare.ui.widgets.preview import Preview
from clientcare.ui.widgets.sending_card import SendingCard
from clientcare.ui.wording import tr

AFTER_STEP_MS = 60  # walking down the list by arrow keys, only where one rests is read
SAID_BY_CARD = ("waiting", "sending", "stopped", "maybe")
FOR_DRAFT, FOR_PAGE = ("open", "delete"), ("open", "print", "save")


class LetterPanel(Card):
    """Follows `show_letter`; `open_wanted(row)`: take it up in its dispute."""

    open_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=16, spacing=6)
        self.setObjectName("letters.panel")
        self._desk = desk
        self._wanted = 0
        self._read: Read | None = None
        self._page: tuple[int, Page] = (0, Page())
        self._delivery, self._resend = LetterDelivery(desk, self), Resend(desk, self)
        self._title, self._to = ElidedLabel("", "heading"), ElidedLabel("", "soft")
        self._stands = label("", "strong", wrap=True, name="letters.stands")
        self._mark = Fingerprint("letters.sha256")
        self._missing = label("", wrap=True, name="letters.missing")
        self.sending = SendingCard(desk, "letters.sending")
        self.preview = Preview(desk.jobs, desk.theme, "letters.preview")
        self._buttons = self._make_buttons()
        self._build()
        self._rest = QTimer(self, singleShot=True, interval=AFTER_STEP_MS)
        self._rest.timeout.connect(self._fetch)

    def _make_buttons(self) -> dict[str, QPushButton]:
        made = {
            "open": (tr("Open"), self.open, tr("Open in the dispute")),
            "print": (tr("Print…"), self._print, tr("Print this page exactly as it is")),
            "save": (tr("Save PDF…"), self._save, tr("Save this page exactly as it is")),
            "again": (tr("Send again…"), self._send_again, tr("Send exactly this letter once more")),
            "delete": (tr("Delete draft"), self._delete, tr("Delete this draft")),
        }
        buttons = {key: button(text, call, name=f"letters.{key}") for key, (text, call, _) in made.items()}
        for key, (_, _, why) in made.items():
            buttons[key].setToolTip(why)
            buttons[key].setAccessibleDescription(why)
        return buttons

    def _build(self) -> None:
        self._title.setObjectName("letters.title")
        self._to.setObjectName("letters.to")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for part in (self._title, self._to, self._stands, self._mark, Flow(*self._buttons.values(), spacing=6), self.sending):
            self.column.addWidget(part)
        self.column.addWidget(self._missing)
        self.column.addWidget(self.preview, 1)
        self.preview.setMinimumHeight(1)  # in a low window it gives way to what is said and can be done

    # -- showing

    def show_letter(self, id: int | None) -> None:
        """Show this letter, as soon as the owner rests on it; None: none is chosen."""
        if id is None:
            self._wanted, self._read, self._page = 0, None, (0, Page())
            self._rest.stop()
            self.sending.show_letter(None)
        elif id != self._wanted:
            self._wanted = id
            self._rest.start()
        else:
            self._fetch()

    def show_row(self, row: LetterListRow) -> None:
        """What the list knows of it already, at once."""
        self._title.setText(f"{kind_of(row)}: {one_line(row.subject)}" if row.subject else kind_of(row))
        self._to.setText(tr("To {name}", name=one_line(row.to)) + f"  ·  {one_line(row.title)}")
        self._stands.setText(how_it_stands(row, self._desk.words))
        self._stands.setVisible(row.standing not in SAID_BY_CARD)
        if self._read is None or self._read.view.row.id != row.id:
            self._offer(())
            self._mark.hide()

    def _fetch(self) -> None:
        id = self._wanted
        if id:
            self._desk.jobs.read(partial(read, id), partial(self._fetched, id), partial(self._no_page, id))

    def _fetched(self, id: int, found: Read) -> None:
        if id != self._wanted:
            return
        self._read = found
        self.show_row(found.view.row)
        self._say_how(found)
        self._offer(self._fitting(found))
        self.sending.show_letter(id if found.view.state != "draft" else None)
        shown, failed = partial(self._show_page, id), partial(self._no_page, id)
        self._desk.jobs.work(partial(page_of, found), shown, failed, key="page of letters")

    def _say_how(self, found: Read) -> None:
        row = found.view.row
        if row.standing == "sent":
            at = f"{row.at.astimezone():%H:%M}" if row.how == "sent" else ""  # of the others the owner named the day alone
            stands = "  ·  ".join(part for part in (how_it_stands(row, self._desk.words), at) if part)
            self._stands.setText("\n".join(line for line in (stands, one_line(row.sent_to)) if line))
        if row.standing == "sleeping" and row.held_until:
            self._stands.setText(tr("Sleeps until {moment}", moment=self._desk.words.moment(row.held_until)))
        self._mark.show_digits(found.view.sha256)

    def _fitting(self, found: Read) -> tuple[str, ...]:
        if found.view.state == "draft":
            return FOR_DRAFT
        return (*FOR_PAGE, "again") if found.view.row.standing == "sent" else FOR_PAGE

    def _offer(self, which: tuple[str, ...]) -> None:
        for key, made in self._buttons.items():
            made.setVisible(key in which)

    def _show_page(self, id: int, page: Page) -> None:
        if id != self._wanted or self._page == (id, page):
            return
        self._page = (id, page)
        self._missing.setVisible(bool(page.missing))
        for said in page.missing[:1]:
            self._missing.setText(tr("Still missing: {question}", question=self._desk.words.say(said)))
        if page.pdf:
            self.preview.show_pdf(page.pdf, page.text)
        else:
            self.preview.show_note(tr("The letter appears here once nothing is missing. Open it to go on."))

    def _no_page(self, id: int, error: Exception) -> None:
        """A page that cannot be drawn, or a letter deleted meanwhile, is told where it would be."""
        if not isinstance(error, WorldError):
            self._desk.jobs.failed.emit(error)
        elif id == self._wanted:
            self._page = (0, Page())
            self._missing.hide()
            self.preview.show_note(self._desk.words.say(error.said))

    # -- doing

    def open(self) -> None:
        if self._read is not None:
            self.open_wanted.emit(self._read.view.row)

    def _print(self) -> None:
        if self._read is not None and self._read.pdf:
            self._delivery.print_again(self._read.pdf, self._read.name)

    def _save(self) -> None:
        if self._read is not None and self._read.pdf:
            self._delivery.save_again(self._read.pdf, self._read.name)

    def _send_again(self) -> None:
        if self._read is not None:
            self._resend.ask(self._read.view.row.id)

    def _delete(self) -> None:
        if self._read is None:
            return
        id = self._read.view.row.id
        said = Said(mark("The draft was deleted."))
        self._desk.jobs.write(partial(_delete, id), undo=said)


def _delete(id: int, session: Any) -> None:
    services.letters.delete_draft(session, id)
