"""Sends a letter that has gone once more, exactly as it went: from here, or as a draft in the owner's mail program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.ui.desk import Desk
from clientcare.ui.paper.delivery import LetterDelivery, pdf_name
from clientcare.ui.paper.sheet import Whole
from clientcare.ui.widgets.send_dialog import ask_to_send


@dataclass(frozen=True)
class Stored:
    """A letter as it is kept, the name its page goes by, whether ClientCare can send it by itself, and its dispute."""

    whole: Whole
    name: str
    to: str
    direct: bool
    dispute: int


class Resend(QObject):
    """One letter at a time, by its number."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._delivery = LetterDelivery(desk, window)
        self._delivery.no_mail.connect(self._delivery.show_file)

    def ask(self, letter_id: int) -> None:
        """To whom, and then send it; nothing in the letter changes."""
        self._desk.jobs.read(partial(_stored, letter_id), partial(self._ask, letter_id))

    def _ask(self, letter_id: int, stored: Stored) -> None:
        if not stored.direct:
            self._delivery.email(stored.whole)
            return
        send = partial(self._desk.outbox.send_again, letter_id)
        ask_to_send(self._desk, self._window, stored.to, stored.whole.letter.subject, stored.name, send, stored.dispute)


def _stored(letter_id: int, session: Any) -> Stored:
    letter, pdf, sent_to = services.letters.as_it_went(session, letter_id)
    whole = Whole(letter, services.letters.letterhead(session), pdf)
    to = sent_to if "@" in sent_to else letter.recipient.email
    dispute = services.letter_list.view(session, letter_id).row.dispute_id
    return Stored(whole, pdf_name(letter), to, services.posting.account(session) is not None, dispute)
