"""Pictures of every state of the outbox, from the real window and a real mail server: `python -m tests.outbox_pictures DIR`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from clientcare import app, services
from clientcare.mail import password
from clientcare.services import outbox
from clientcare.services.sending import outbox_rows
from clientcare.ui.collecting import bury
from clientcare.ui.tour import SIZE, Tour, TourDialogs
from tests.mail.loopback import PASSWORD, USER, Loopback

DISPUTE = "sash"  # decided in the sample, its letter not yet written
FAULTS = {  # what the server does so that the letter stands so
    "waiting": "CONNECT drop",
    "stopped": "RCPT 550 5.1.1 There is no such mailbox here",
    "maybe": "END lose",
    "sending": "END late 10",
}


class OutboxTour(Tour):
    """The hands of the tour at one letter, which a real server takes, refuses, or leaves in the dark."""

    def __init__(self, out: Path, server: Loopback) -> None:
        super().__init__(app.application_object(), app.build, out)
        self._server = server

    def walk(self) -> None:
        self._make_folders()
        with tempfile.TemporaryDirectory(prefix="clientcare-outbox-") as data:
            self.window = self._build(self._application, Path(data), sample=True, appearance="light", dialogs=TourDialogs)
            self.window.resize(*SIZE)
            self.window.show()
            self.window.start()
            try:
                self._until(lambda: self.window.jobs.ready)
                self._set_up()
                self._walk_states()
            finally:
                self.window.close()
                bury(self.window)

    def _set_up(self) -> None:
        server, found = self._server, []

        def settings(session: Any) -> None:
            services.settings.update(session, mail_way="direct", smtp_host=server.host, smtp_port=str(server.port))
            services.settings.update(session, smtp_security=server.security, smtp_user=USER)

        self.window.jobs.write(settings)
        self.window.jobs.read(lambda session: services.posting.account(session), found.append)
        self.settle()
        password._memory[password._name(found[0])] = PASSWORD

    def _walk_states(self) -> None:
        self._show_letter()
        self._send(picture=True)
        self.picture("counting", toast=True)
        for module in (outbox, outbox_rows):
            module.UNDO_FOR = timedelta(milliseconds=50)
        for state in FAULTS:
            self._bring_about(state)
        self._until_it_is("sent")
        self._photograph("sent")

    def _show_letter(self) -> None:
        found: list[int] = []
        self.window.jobs.read(lambda session: services.disputes.ids(session, text=DISPUTE), found.extend)
        self.settle()
        self.window.go("dispute", found[0], "write")
        self.settle()

    def _send(self, *, picture: bool = False) -> None:
        def confirm(dialog: QDialog) -> None:
            self.settle()
            if picture:
                self.picture("asks-once-more", dialog)
            self.click("send.go")

        self.dialogs.fill = confirm
        self.click("dispute.next")

    def _bring_about(self, state: str) -> None:
        """Take the letter back, or send it again where that cannot be, to a server that makes it stand so."""
        self._server.fault = FAULTS[state]
        if self.sees("sending.resend"):
            self.click("sending.resend")
        else:
            self.click("sending.back")
            self._send()
        self._until_it_is(state)
        self._photograph(state)

    def _photograph(self, state: str) -> None:
        self._show_letter()
        self.picture(state)
        for page in ("today", "letters"):
            self.window.go(page)
            self.settle()
            self.picture(f"{state}-{page}")
        self._show_letter()

    def _until_it_is(self, state: str) -> None:
        self._until(lambda: self._standing() == state)

    def _standing(self) -> str:
        """How the letter last worked on stands; in the window's own way, which waits for nobody."""
        return str(self.window.jobs.now(lambda s: services.letter_list.rows(s, services.letter_list.ids(s)[:1]))[0].standing)


def main(out: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder, Loopback(Path(folder) / "server") as server:
        os.environ["SSL_CERT_FILE"] = str(server.authority)
        OutboxTour(out, server).walk()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
