"""Hands one e-mail of the outbox to the mail server; no transaction is open meanwhile, the file is told before and after."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clientcare.errors import InvalidInput, WorldError
from clientcare.mail import transport
from clientcare.mail.account import Account, account_of
from clientcare.mail.transport import Outcome
from clientcare.said import Said, mark
from clientcare.services import settings
from clientcare.services.sending import outbox

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Ask = Callable[[Callable[[Session], Any]], Any]

NOT_HERE = mark("This e-mail does not wait any more.")
OUR_FAULT = mark("Something in ClientCare went wrong before it was handed over. It is tried again.")
LOST_SIGHT = mark("Something in ClientCare went wrong while it was handed over, so it may have arrived.")
PATIENCE = (0.5, 2.0, 5.0)  # seconds between attempts to keep how it ended: a full disk or a busy file may pass


def account(session: Session) -> Account | None:
    """The account that sends, or None where the owner's own mail program does, or the settings are not complete."""
    known = settings.load(session)
    try:
        return account_of(known) if known.mail_way == "direct" else None
    except InvalidInput:
        return None


def deliver(
    read: Ask,
    write: Ask,
    account: Account,
    password: str,
    sending_id: int,
    go_ahead: Callable[[], bool] = lambda: True,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Try to hand it over once, and keep how that ended. Call it off the window's thread: it waits for the network.

    `read` and `write` run a call with a session in a transaction of its own, as `Store` does; what they return is not
    looked at. `go_ahead` is asked once, last of all before the e-mail is taken in hand. The outcome is "withdrawn" if it
    does not wait any more, or there was no go-ahead. WorldError if the file could not be written: before the claim the
    e-mail then still waits, after it the next `recover` says "maybe"; rest a while before the next try. `cancelled` ends the
    waiting, as `transport.send` has it; before the claim that is no attempt, and is not counted as one.
    """
    with outbox.in_hand(sending_id):
        return _Attempt(read, write, sending_id, go_ahead, cancelled).made(account, password)


class _Attempt:
    """One try; `_number` as `outbox.claim` gave it, 0 until then."""

    def __init__(
        self, read: Ask, write: Ask, sending_id: int, go_ahead: Callable[[], bool], cancelled: Callable[[], bool]
    ) -> None:
        self._read, self._write, self._id, self._go_ahead, self._cancelled = read, write, sending_id, go_ahead, cancelled
        self._number = 0
        self._trouble: WorldError | None = None

    def made(self, account: Account, password: str) -> Outcome:
        parcel = self._parcel()
        if parcel is None:
            return Outcome("withdrawn", Said(NOT_HERE))
        try:
            outcome = self._sent(account, password, parcel)
        except BaseException:  # ours, or the program is ending: the file must say what is true
            self._settle(Outcome("maybe", Said(LOST_SIGHT)) if self._number else Outcome("later", Said(OUR_FAULT)))
            raise
        if self._trouble is not None:
            outcome = Outcome("later", self._trouble.said)
        if self._number or not self._cancelled():
            self._settle(outcome)
        return outcome

    def _sent(self, account: Account, password: str, parcel: outbox.Parcel) -> Outcome:
        message, sender, recipient = parcel.message, parcel.sender, parcel.recipient
        return transport.send(account, password, message, sender, recipient, self._claim, cancelled=self._cancelled)

    def _parcel(self) -> outbox.Parcel | None:
        found: list[outbox.Parcel | None] = []
        self._read(lambda session: found.append(outbox.parcel(session, self._id)))
        return found[0]

    def _claim(self) -> bool:
        """On the disk before the first byte leaves. A file that cannot be written is no reason to send."""
        if not self._go_ahead():
            return False
        numbers: list[int] = []
        try:
            self._write(lambda session: numbers.append(outbox.claim(session, self._id)))
        except WorldError as error:
            self._trouble = error
            return False
        self._number = numbers[-1]
        return self._number > 0

    def _settle(self, outcome: Outcome) -> None:
        for pause in PATIENCE:
            try:
                return self._keep(outcome)
            except WorldError:
                time.sleep(pause)
        return self._keep(outcome)

    def _keep(self, outcome: Outcome) -> None:
        self._write(lambda session: outbox.settle(session, self._id, outcome, self._number))
