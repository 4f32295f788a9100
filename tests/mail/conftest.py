"""What tests of sending share: servers that this computer trusts, an account there, and a message with a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from clientcare.mail.account import Account
from clientcare.said import Said
from mail.loopback import SENDER, USER, Loopback


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Loopback]]:
    """Starts a server, `security` "tls" or "starttls"; its authority is trusted here. Ended after the test."""
    with ExitStack() as running:

        def started(security: str = "tls", **how: Any) -> Loopback:
            server = running.enter_context(Loopback(tmp_path / f"server{len(list(tmp_path.iterdir()))}", security, **how))
            monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
            return server

        yield started


def account_at(server: Loopback, **other: Any) -> Account:
    usual = {"host": server.host, "port": server.port, "security": server.security, "user": USER, "sender": SENDER}
    return Account(**usual | other)


def words(said: Said) -> str:
    """The sentence as the owner reads it; it must be one that JSON can keep."""
    assert all(isinstance(value, str | int) for value in said.values.values())
    return said.text.format(**said.values)


def letter(text: str = "Hello Dana,\n\n.. it is done.\n.\nAna ☺\n", pdf: bytes = b"%PDF-1.7\n\x00\xff.\r\n.\n" * 99) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "Ana Rivera <ana@rivera.example>", "dana@home.example", "Your hall ✓"
    message["Message-ID"] = "<1@rivera.example>"
    message.set_content(text)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="letter.pdf")
    message.set_boundary("the-same-each-time")
    return message.as_bytes()
