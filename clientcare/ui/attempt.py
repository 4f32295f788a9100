"""One attempt to send a letter of the outbox, on the thread of the network; it can be stopped until the server takes it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.jobs import Ask

if TYPE_CHECKING:
    from clientcare.mail.account import Account
    from clientcare.mail.transport import Outcome

NO_PASSWORD = mark("The password for your e-mail is not known here. Type it in Settings, under Sending e-mail; then it goes.")


class Attempt:
    """Sends the e-mail `id` from `account`; `made` is the call for `Jobs.post`."""

    def __init__(self, id: int, account: Account) -> None:
        self._id, self._account = id, account
        self._lock, self._stopped, self._began = Lock(), False, False

    def made(self, read: Ask, write: Ask) -> Outcome:
        """Everything that may wait, the key ring too."""
        from clientcare.mail import password
        from clientcare.mail.transport import Outcome

        known = password.known(self._account)
        if known is not None:
            return services.posting.deliver(read, write, self._account, known, self._id, self._go_ahead, self._is_stopped)
        outcome = Outcome("stopped", Said(NO_PASSWORD))
        write(lambda session: services.outbox.settle(session, self._id, outcome))
        return outcome

    def stop(self) -> bool:
        """It does not go any more, unless it already does: then True. Called on the window's thread."""
        with self._lock:
            self._stopped = True
            return self._began

    def _go_ahead(self) -> bool:
        """Asked once, before the first byte."""
        with self._lock:
            self._began = not self._stopped
            return self._began

    def _is_stopped(self) -> bool:
        return self._stopped
