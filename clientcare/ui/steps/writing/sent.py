"""A letter whose page is fixed: on its way or gone. What became of it, and the way to one more."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from clientcare import services
from clientcare.letters import kinds
from clientcare.records import LetterRow
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.paper import pdf_pages
from clientcare.ui.paper.delivery import LetterDelivery, pdf_name
from clientcare.ui.steps.writing.page import PageCard
from clientcare.ui.widgets.fingerprint import Fingerprint
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label, scrolled
from clientcare.ui.widgets.sending_card import SendingCard
from clientcare.ui.wording import tr

HOW = {
    "saved": mark("It went out on {moment}, saved as a PDF."),
    "printed": mark("It went out on {moment}, printed."),
    "emailed": mark("It went out on {moment}, by e-mail."),
    "copied": mark("It went out on {moment}, as a short message."),
    "posted": mark("It went out on {moment}, by post."),
    "handed": mark("It was handed over on {moment}."),
    "sent": mark("It was sent by e-mail on {moment}."),
}


class SentCard(Card):
    """Shows the stored page on `page`; it can be saved, printed and sent again, never changed.

    `another`: write a new one; `correction(id)`: write one that puts this right; `again(id)`: send this page once more.
    """

    another = Signal()
    correction = Signal(int)
    again = Signal(int)

    def __init__(self, desk: Desk, delivery: LetterDelivery, page: PageCard) -> None:
        super().__init__(margin=24, spacing=12)
        self._desk, self._delivery, self._page = desk, delivery, page
        self._shown: int | None = None
        self.kind = ""
        self._pdf, self._name, self.has_gone = b"", "", False
        self._title, self._how = label("", "heading", wrap=True, name="sent.title"), label("", wrap=True, name="sent.how")
        self._to, self._next = label("", wrap=True, name="sent.to"), label("", "soft", wrap=True, name="sent.next")
        self._mark = Fingerprint("sent.sha256")
        self.sending = SendingCard(desk)
        self._build()

    def _build(self) -> None:
        saves = button(tr("Save PDF…"), self._save, name="sent.save")
        prints = button(tr("Print…"), self._print, name="sent.print")
        self._send = button(tr("Send it again…"), self._send_again, name="sent.again")
        self._put_right = button(tr("Write a correction"), self._correct, name="sent.correct")
        self._with_page = (saves, prints, self._send)
        another = button(tr("Write another letter"), self.another.emit, name="sent.another")
        said = (self._title, self.sending, self._how, self._to, self._next, self._mark)
        self.column.addWidget(scrolled(*said, Flow(*self._with_page), Flow(self._put_right, another), spacing=12))

    def show_letter(self, letter: LetterRow) -> None:
        """A letter in the outbox, or one that has gone."""
        self.kind, self.has_gone = letter.kind, letter.state == "done"
        kind = tr(kinds.kind(letter.kind).title)
        subject = one_line(letter.subject)  # "" until it has gone, where the owner left it as suggested
        self._title.setText(f"{kind}: {subject}" if subject else kind)
        self._say_how(letter)
        self.sending.show_letter(letter.id)
        self._send.setVisible(self.has_gone)
        self._send.setEnabled(letter.standing == "sent")
        self._put_right.setVisible(self.has_gone)
        if letter.id != self._shown:
            self._fetch(letter.id)

    def _say_how(self, letter: LetterRow) -> None:
        for line in (self._how, self._to, self._next):
            line.setVisible(self.has_gone)
        if not self.has_gone:
            return
        at, words = letter.sent_at or letter.written_at, self._desk.words
        moment = words.moment(at) if letter.how == "sent" else words.day(at.astimezone().date())  # else only the day is known
        self._how.setText(tr(HOW[letter.how], moment=moment))
        self._to.setText(tr("To {to}", to=letter.sent_to))
        self._to.setVisible(bool(letter.sent_to))
        self._next.setText(
            tr("They know that you are on it. Now take your time.")
            if kinds.kind(letter.kind).next == "ours"
            else tr("It is kept exactly as it went and cannot change.")
        )
        if letter.corrected_at is not None:
            self._next.setText(tr("Corrected by the letter of {day}.", day=words.day(letter.corrected_at.astimezone().date())))

    def _fetch(self, id: int) -> None:
        for made in self._with_page:
            made.setEnabled(False)
        self._mark.hide()
        self._shown = id
        fetched = partial(self._fetched, id)  # or it was taken back meanwhile: then the panel says how it stands
        stored = partial(_stored, id)
        self._desk.jobs.read(stored, fetched, self._desk.jobs.fail_unless_gone)

    def _fetched(self, id: int, stored: tuple[str, bytes]) -> None:
        if id == self._shown:
            self._name, self._pdf = stored
            self._desk.jobs.work(partial(_known, self._pdf), partial(self._known, id))

    def _known(self, id: int, known: tuple[str, str]) -> None:
        if id != self._shown:
            return
        text, fingerprint = known
        self._page.show_stored(self._pdf, text)
        self._mark.show_digits(fingerprint)
        for made in self._with_page:
            made.setEnabled(True)

    def put_away(self) -> None:
        """Another letter is being written."""
        self._shown = None
        self.sending.show_letter(None)

    def _save(self) -> None:
        self._delivery.save_again(self._pdf, self._name)

    def _print(self) -> None:
        self._delivery.print_again(self._pdf, self._name)

    def _send_again(self) -> None:
        if self._shown is not None:
            self.again.emit(self._shown)

    def _correct(self) -> None:
        if self._shown is not None:
            self.correction.emit(self._shown)


def _stored(id: int, session: Any) -> tuple[str, bytes]:
    """What its page is called as a file, and the page."""
    letter, page, _to = services.letters.as_it_went(session, id)
    return pdf_name(letter), page


def _known(pdf: bytes) -> tuple[str, str]:
    """What stands on the page, to be read out, and the fingerprint of its bytes."""
    return pdf_pages.text_of(pdf), hashlib.sha256(pdf).hexdigest()
