"""A letter that has gone: what became of it, and the way to one more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from clientcare import services
from clientcare.letters import kinds
from clientcare.records import LetterRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper import pdf_pages
from clientcare.ui.paper.delivery import LetterDelivery
from clientcare.ui.steps.writing.page import PageCard
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

HOW = {
    "saved": mark("It went out on {day}, saved as a PDF."),
    "printed": mark("It went out on {day}, printed."),
    "emailed": mark("It went out on {day}, by e-mail."),
    "copied": mark("It went out on {day}, as a short message."),
}


class SentCard(Card):
    """Shows the stored page on `page`; it can be saved and printed again, never changed. `another`: write a new one."""

    another = Signal()

    def __init__(self, desk: Desk, delivery: LetterDelivery, page: PageCard) -> None:
        super().__init__(margin=24, spacing=12)
        self._desk, self._delivery, self._page = desk, delivery, page
        self._shown: int | None = None
        self.kind = ""
        self._pdf, self._name = b"", ""
        self._title, self._how = label("", "heading", wrap=True, name="sent.title"), label("", wrap=True, name="sent.how")
        self._next = label("", "soft", wrap=True, name="sent.next")
        saves = button(tr("Save PDF…"), self._save, name="sent.save")
        self._again = (saves, button(tr("Print…"), self._print, name="sent.print"))
        for part in (self._title, self._how, self._next):
            self.column.addWidget(part)
        self.column.addLayout(row(*self._again, None))
        self.column.addLayout(row(button(tr("Write another letter"), self.another.emit, name="sent.another"), None))
        self.column.addStretch(1)

    def show_letter(self, letter: LetterRow, reference: str) -> None:
        self.kind = letter.kind
        kind = tr(kinds.kind(letter.kind).title)
        self._title.setText(f"{kind}: {' '.join(letter.subject.split())}")
        self._how.setText(tr(HOW[letter.how], day=self._desk.words.day(letter.written_at.astimezone().date())))
        self._next.setText(
            tr("They know that you are on it. Now take your time.")
            if kinds.kind(letter.kind).next == "ours"
            else tr("It is kept exactly as it went and cannot change.")
        )
        self._name = f"{reference} {kind}.pdf"
        for made in self._again:
            made.setEnabled(False)
        self._shown = letter.id
        id = letter.id
        self._desk.jobs.read(lambda session: services.letters.pdf(session, id), partial(self._fetched, id))

    def _fetched(self, id: int, pdf: bytes) -> None:
        if id == self._shown:
            self._pdf = pdf
            self._desk.jobs.work(partial(pdf_pages.text_of, pdf), partial(self._known, id))

    def _known(self, id: int, text: str) -> None:
        if id != self._shown:
            return
        self._page.show_stored(self._pdf, text)
        for made in self._again:
            made.setEnabled(True)

    def put_away(self) -> None:
        """Another letter is being written."""
        self._shown = None

    def _save(self) -> None:
        self._delivery.save_again(self._pdf, self._name)

    def _print(self) -> None:
        self._delivery.print_again(self._pdf, self._name)
