"""What tests of sending from the window share: a mail server on this computer, and a business that sends through it."""

from __future__ import annotations

import email
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

from clientcare import services
from clientcare.mail import password
from tests.mail.loopback import PASSWORD, USER, Loopback

from .test_write import Writer, decided

DANA = "dana@home.example"
LONG, SHORT = timedelta(seconds=30), timedelta(milliseconds=40)


class Sender(Writer):
    """The owner at the Write step of a business that sends its e-mails itself."""

    def __init__(self, owner: Any, server: Loopback, *, knows: str = PASSWORD, to: str = DANA) -> None:
        self.server = server

        def prepare(session: Any) -> int:
            id = decided(session)
            services.settings.update(session, mail_way="direct", smtp_host=server.host, smtp_port=str(server.port))
            services.settings.update(session, smtp_security=server.security, smtp_user=USER)
            client = services.disputes.detail(session, id).client.id
            services.clients.update(session, client, email=to)
            return id

        id = owner.write(prepare)
        account = owner.read(lambda session: services.posting.account(session))
        password._memory.clear()
        if knows:
            password._memory[password._name(account)] = knows
        super().__init__(owner, id)

    def send(self, to: str = "") -> None:
        """Press Send by e-mail and confirm, with another address if one is given."""

        def confirm(dialog: Any) -> None:
            if to:
                self.owner.type("send.to", to, within=dialog)
            self.owner.click("send.go", within=dialog)

        self.owner.dialogs.fill = confirm
        self.owner.click("dispute.next")
        self.settle()

    @property
    def standing(self) -> str:
        return str(self.detail.letters[0].standing)

    @property
    def address(self) -> str:
        """Where the client's e-mails go."""
        client = self.detail.client.id
        return str(self.owner.read(lambda session: services.clients.detail(session, client)).answers["email"])

    def standing_of_all(self) -> list[str]:
        return [row.standing for row in self.detail.letters if row.standing != "draft"]

    def becomes(self, standing: str) -> None:
        """Wait until the letter stands so."""
        self.owner.qtbot.waitUntil(lambda: self.standing == standing, timeout=8000)
        self.settle()

    @property
    def taken(self) -> list[EmailMessage]:
        """What the server took."""
        return [email.message_from_bytes(one.message, policy=default) for one in self.server.received]
