"""Servers no library would be: old protection, no mail server at all, words slipped in before the protection, a slow drip."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from clientcare.mail import line as wire
from clientcare.mail.account import Account
from clientcare.mail.transport import Outcome, send
from mail.conftest import letter, words
from mail.loopback import PASSWORD, SENDER, USER, _certificate

Behave = Callable[[socket.socket], None]


@pytest.fixture
def strange() -> Iterator[Callable[[Behave], int]]:
    """A port at which one connection is treated as `behave` says."""
    threads, listening = [], []

    def at(behave: Behave) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listening.append(listener)

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    behave(connection)

        threads.append(threading.Thread(target=serve))
        threads[-1].start()
        port: int = listener.getsockname()[1]
        return port

    yield at
    for listener in listening:
        listener.close()
    for thread in threads:
        thread.join(10)


def sent(port: int, security: str, timeout: float = 10.0) -> Outcome:
    account = Account("localhost", port, security, USER, SENDER)
    return send(account, PASSWORD, letter(), SENDER, "dana@home.example", lambda: pytest.fail("claimed"), timeout)


def hears(connection: socket.socket) -> bytes:
    """One command, or b"" where the line has ended."""
    heard = b""
    while not heard.endswith(b"\n"):
        more = connection.recv(1)
        if not more:
            return b""
        heard += more
    return heard.strip()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_protection_that_is_too_old_is_no_protection(strange: Callable[[Behave], int], tmp_path: Path) -> None:
    context = _certificate("good", tmp_path / "authority.pem")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")

    def old(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True):
            pass

    outcome = sent(strange(old), "tls")
    assert outcome.answer == "stopped" and "no longer safe" in words(outcome.said)


def test_what_is_no_mail_server_is_told(strange: Callable[[Behave], int]) -> None:
    def web(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        hears(connection)

    outcome = sent(strange(web), "starttls")
    assert outcome.answer == "stopped" and "is no mail server" in words(outcome.said)


def test_words_slipped_in_before_the_protection_count_for_nothing(
    strange: Callable[[Behave], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = _certificate("good", tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    heard: list[bytes] = []

    def meddled(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        hears(connection)
        connection.sendall(b"250-hello\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")
        hears(connection)
        connection.sendall(b"220 go on\r\n250-slipped in\r\n250 AUTH PLAIN\r\n235 welcome\r\n")
        with context.wrap_socket(connection, server_side=True) as protected:
            heard.append(hears(protected))
            protected.sendall(b"250-hello\r\n250 AUTH LOGIN\r\n")
            heard.append(hears(protected))
            protected.sendall(b"535 no\r\n")
            heard.append(hears(protected))

    outcome = sent(strange(meddled), "starttls")
    assert outcome.answer == "stopped" and "“535 no”" in words(outcome.said)
    assert heard[:2] == [b"ehlo [127.0.0.1]", b"AUTH LOGIN"]


def test_an_answer_in_drips_ends_some_time(strange: Callable[[Behave], int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "WHOLE", 2)

    def drips(connection: socket.socket) -> None:
        for _ in range(200):
            connection.sendall(b"220-and then\r\n")
            time.sleep(0.02)

    began = time.monotonic()
    assert sent(strange(drips), "starttls", timeout=0.3).answer == "later"
    assert time.monotonic() - began < 2


def test_the_password_goes_over_a_protected_line_only(strange: Callable[[Behave], int]) -> None:
    """Where somebody in between strips the offer of protection off, and asks for the password in the open."""
    heard: list[bytes] = []

    def open_line(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        while (command := hears(connection)):
            heard.append(command)
            connection.sendall(b"250-hello\r\n250 AUTH PLAIN LOGIN\r\n")

    outcome = sent(strange(open_line), "starttls")
    assert outcome.answer == "stopped" and "offers no protected connection" in words(outcome.said)
    assert b64encode(PASSWORD.encode()) not in b"".join(heard) and [line[:4].upper() for line in heard] == [b"EHLO"]


YES = {b"EHLO": b"250-hello\r\n250 AUTH PLAIN\r\n", b"AUTH": b"235 ok\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


@pytest.fixture
def handed(
    strange: Callable[[Behave], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Outcome, float]]:
    """How it ends, and in how many seconds, where this is the answer to one command (END: to the final dot)."""
    context = _certificate("good", tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))

    def hand(command: bytes, answer: Behave, timeout: float = 10.0) -> tuple[Outcome, float]:
        def behave(bare: socket.socket) -> None:
            with context.wrap_socket(bare, server_side=True) as connection:
                connection.sendall(b"220 hello\r\n")
                body = False
                for said in connection.makefile("rb"):
                    phase = b"END" if body and said == b".\r\n" else b"" if body else said[:4].upper()
                    if phase == command:
                        answer(connection)
                    elif phase:
                        connection.sendall(YES.get(phase, b"250 ok\r\n"))
                    body = phase == b"DATA" or (body and phase != b"END")

        account = Account("localhost", strange(behave), "tls", USER, SENDER)
        began = time.monotonic()
        outcome = send(account, PASSWORD, letter(), SENDER, "dana@home.example", lambda: True, timeout)
        return outcome, time.monotonic() - began

    return hand


def saying(words: bytes) -> Behave:
    return lambda connection: connection.sendall(words)


def test_an_answer_without_end_fills_no_memory(handed: Callable[..., tuple[Outcome, float]]) -> None:
    given: list[int] = []

    def endless(connection: socket.socket) -> None:
        for _ in range(10_000):
            connection.sendall(b"250-and then\r\n" * 100)
            given.append(1)

    outcome, _ = handed(b"MAIL", endless)
    assert outcome.answer == "later" and len(given) < 5_000, "it was cut long before its end"


def test_a_yes_before_the_letter_was_there_is_no_yes(handed: Callable[..., tuple[Outcome, float]]) -> None:
    outcome, _ = handed(b"DATA", saying(b"354 go on\r\n250 have it\r\n"))
    assert outcome.answer == "maybe"


def test_a_no_before_the_letter_was_there_is_a_no(handed: Callable[..., tuple[Outcome, float]]) -> None:
    outcome, _ = handed(b"DATA", saying(b"354 go on\r\n552 no room\r\n"))
    assert outcome.answer == "stopped" and "552 no room" in words(outcome.said)


@pytest.mark.parametrize("half", [b"250", b"250-taken\r\n250", b"450-no"])
def test_half_a_final_answer_is_none(handed: Callable[..., tuple[Outcome, float]], half: bytes) -> None:
    def breaks_off(connection: socket.socket) -> None:
        connection.sendall(half)
        connection.shutdown(socket.SHUT_RDWR)

    assert handed(b"END", breaks_off)[0].answer == "maybe"


def test_a_goodbye_in_drips_keeps_nobody(handed: Callable[..., tuple[Outcome, float]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "PARTING", 0.2)

    def drips(connection: socket.socket) -> None:
        for _ in range(100):
            connection.sendall(b"221-bye\r\n")
            time.sleep(0.02)

    outcome, took = handed(b"QUIT", drips)
    assert outcome.answer == "sent" and took < 1.5
