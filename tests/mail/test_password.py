"""The password lives in the key ring or, where there is none, in memory; never with another server, never in the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from threading import Event

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from clientcare.mail import password
from clientcare.mail.account import Account

ANA = Account("smtp.rivera.example", 465, "tls", "ana", "ana@rivera.example")
SECRET = "open sesame"


class Ring(KeyringBackend):
    """A key ring that works."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(Ring):
    """A key ring whose owner does not unlock it."""

    def get_password(self, service: str, username: str, password: str = "") -> str | None:
        raise RuntimeError(f"locked: {SECRET}")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Plain(Ring):
    """One that writes a file anybody can read, from an add-on."""


Plain.__module__ = "keyrings.alt.file"


@pytest.fixture(autouse=True)
def own_ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(password, "_memory", {})
    monkeypatch.setattr(password, "_fleeting", set())
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def restarted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "_memory", {})


def test_the_key_ring_keeps_it_over_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(Ring())
    assert password.known(ANA) is None and password.where(ANA) == ""
    assert password.keep(ANA, SECRET)
    restarted(monkeypatch)
    assert password.known(ANA) == SECRET and password.where(ANA) == "ring"
    assert password.forget(ANA) and password.known(ANA) is None and password.where(ANA) == ""
    assert password.forget(ANA)  # once more does no harm


def test_no_other_server_or_user_ever_gets_it() -> None:
    keyring.set_keyring(Ring())
    password.keep(ANA, SECRET)
    for other in (("smtp.other.example", "ana"), ("smtp.rivera.example", "bob")):
        assert password.known(Account(other[0], 465, "tls", other[1], "ana@rivera.example")) is None
    assert password.known(Account("SMTP.rivera.example", 587, "starttls", "ana", "ana@rivera.example")) == SECRET


@pytest.mark.parametrize("ring", [fail.Keyring(), null.Keyring(), Plain(), Locked()], ids=["none", "null", "plain", "locked"])
def test_without_a_key_ring_it_is_known_until_closing(ring: KeyringBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(ring)
    assert not password.keep(ANA, SECRET)
    assert password.known(ANA) == SECRET and password.where(ANA) == "memory"
    assert SECRET not in repr(getattr(ring, "kept", ""))
    restarted(monkeypatch)
    assert password.known(ANA) is None


def test_forgetting_says_where_the_key_ring_may_still_have_it() -> None:
    keyring.set_keyring(fail.Keyring())
    password.keep(ANA, SECRET)
    assert password.forget(ANA) and password.known(ANA) is None
    keyring.set_keyring(Locked())
    assert not password.forget(ANA)


def test_of_several_key_rings_the_one_that_keeps_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    good = Ring()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [Plain(), good])
    keyring.set_keyring(chainer.ChainerBackend())
    assert password.keep(ANA, SECRET) and good.kept


def test_a_key_ring_that_never_answers_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = Event()

    class Hangs(Ring):
        def set_password(self, service: str, username: str, password: str) -> None:
            let_go.wait(10)

    monkeypatch.setattr(password, "PATIENCE", 0.1)
    keyring.set_keyring(Hangs())
    began = time.monotonic()
    assert not password.keep(ANA, SECRET)
    assert password.known(ANA) == SECRET and time.monotonic() - began < 2
    let_go.set()


def test_the_log_tells_the_kind_of_trouble_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    keyring.set_keyring(Locked())
    password.keep(ANA, SECRET)
    assert "RuntimeError" in caplog.text and SECRET not in caplog.text and "rivera" not in caplog.text


def test_what_no_key_ring_took_is_known_to_be_forgotten_on_closing() -> None:
    keyring.set_keyring(fail.Keyring())
    assert not password.is_fleeting(ANA)
    password.keep(ANA, SECRET)
    assert password.is_fleeting(ANA)
    keyring.set_keyring(Ring())
    password.keep(ANA, SECRET)
    assert not password.is_fleeting(ANA)
    keyring.set_keyring(fail.Keyring())
    password.keep(ANA, SECRET)
    password.forget(ANA)
    assert not password.is_fleeting(ANA)
