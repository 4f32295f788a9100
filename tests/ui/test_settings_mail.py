"""The card "Sending e-mail": two ways, the usual settings, a password that is never shown again, and a try in words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from mail.loopback import PASSWORD, USER, Loopback
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from clientcare import services
from clientcare.mail import password
from clientcare.settings import Settings

from .test_accessibility import nameless

HOME = "ana.rivera@gmail.com"


class Ring(KeyringBackend):
    """A key ring that works."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    monkeypatch.setattr(password, "_memory", {})
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Loopback]]:
    with ExitStack() as running:

        def started(security: str = "tls") -> Loopback:
            server = running.enter_context(Loopback(tmp_path / "server", security))
            monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
            return server

        yield started


@pytest.fixture
def page(owner: Any, ring: Ring) -> Any:
    owner.write(lambda session: services.settings.update(session, email=HOME))
    made = owner.go("settings")
    owner.click("settings.mail_way.direct")
    return made


def stored(owner: Any) -> Settings:
    owner.window.page("settings").leave()
    owner.settle()
    return owner.read(services.settings.load)  # type: ignore[no-any-return]


def comes(owner: Any, name: str, words: str) -> None:
    """Wait until the label says so."""
    owner.qtbot.waitUntil(lambda: owner.sees(name) and words in owner.find(name).text(), timeout=15_000)


def fill(owner: Any, server: Loopback) -> None:
    owner.click(f"settings.smtp_security.{server.security}")
    for name, value in (("smtp_host", server.host), ("smtp_port", str(server.port)), ("smtp_user", USER)):
        owner.type(f"settings.{name}", value)


def test_at_first_e_mails_leave_through_the_mail_program_and_nothing_else_is_asked(owner: Any, ring: Ring) -> None:
    owner.go("settings")
    assert owner.find("settings.mail_way.program").isChecked()
    assert not owner.sees("settings.smtp_host") and not owner.sees("settings.mail_try")
    owner.click("settings.mail_way.direct")
    assert owner.sees("settings.smtp_host") and stored(owner).mail_way == "direct"
    owner.click("settings.mail_way.program")
    assert not owner.sees("settings.smtp_host") and stored(owner).mail_way == "program"


def test_it_says_who_sends_or_that_nobody_does_yet(owner: Any, page: Any) -> None:
    assert HOME in owner.find("settings.mail_sender").text()
    owner.write(lambda session: services.settings.update(session, email=""))
    assert "have no sender yet" in owner.find("settings.mail_sender").text()
    assert not owner.sees("settings.mail_usual")
    owner.click("settings.mail_try")
    assert owner.sees("settings.mail_result") and "Please type" in owner.find("settings.mail_result").text()


def test_the_usual_settings_are_one_click(owner: Any, page: Any) -> None:
    assert owner.find("settings.mail_usual").text() == "Use the usual settings of Gmail"
    owner.click("settings.mail_usual")
    assert "Gmail takes only an app password here" in owner.find("settings.mail_hint").text()
    assert not owner.sees("settings.mail_usual")
    found = stored(owner)
    assert (found.smtp_host, found.smtp_port, found.smtp_security, found.smtp_user) == ("smtp.gmail.com", "465", "tls", HOME)


def test_the_port_follows_the_protection_unless_it_is_ones_own(owner: Any, page: Any) -> None:
    owner.click("settings.mail_usual")
    owner.click("settings.smtp_security.starttls")
    assert owner.find("settings.smtp_port").text() == "587" and stored(owner).smtp_port == "587"
    owner.type("settings.smtp_port", "2525")
    owner.click("settings.smtp_security.tls")
    assert owner.find("settings.smtp_port").text() == "2525"
    owner.type("settings.smtp_port", "")
    assert owner.find("settings.smtp_port").placeholderText() == "465"


def test_a_port_that_is_none_is_told_beside_it(owner: Any, page: Any) -> None:
    owner.type("settings.smtp_port", "many")
    page.leave()
    owner.settle()
    assert "whole number up to 65535" in owner.find("settings.smtp_port.trouble").text()


def test_the_password_goes_into_the_key_ring_and_out_of_sight(owner: Any, page: Any, ring: Ring, folder: Path) -> None:
    owner.click("settings.mail_usual")
    field = owner.find("settings.mail_password")
    assert field.echoMode() == QLineEdit.EchoMode.Password and not owner.sees("settings.mail_forget")
    owner.type("settings.mail_password", "opensesame")
    owner.qtbot.keyClick(field, Qt.Key.Key_Return)
    comes(owner, "settings.mail_where", "Kept in this computer’s key ring")
    assert ring.kept == {f"{HOME} at smtp.gmail.com": "opensesame"} and field.text() == ""
    stored(owner)
    data = [file for file in folder.rglob("*") if file.is_file()]
    assert data and not [file.name for file in data if b"opensesame" in file.read_bytes()]
    owner.click("settings.mail_forget")
    comes(owner, "settings.mail_where", "Forgotten.")
    assert not ring.kept and not owner.sees("settings.mail_forget")


def test_a_slow_no_does_not_hide_the_password_that_was_kept_meanwhile(
    owner: Any, page: Any, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, may_end = password.where, Event()

    def looks_at_once_and_answers_late(account: Any) -> str:
        found = slow(account)
        may_end.wait(15)
        return found

    monkeypatch.setattr(password, "where", looks_at_once_and_answers_late)
    owner.click("settings.mail_usual")
    owner.type("settings.mail_password", "opensesame")
    owner.qtbot.keyClick(owner.find("settings.mail_password"), Qt.Key.Key_Return)
    comes(owner, "settings.mail_where", "Kept in this computer’s key ring")
    may_end.set()
    owner.qtbot.waitUntil(lambda: not [one for one in threading.enumerate() if one.name == "post"])
    owner.settle()
    assert "Kept in this computer’s key ring" in owner.find("settings.mail_where").text()


def test_opened_again_it_is_known_to_be_kept(owner: Any, page: Any, ring: Ring) -> None:
    owner.click("settings.mail_usual")
    ring.kept[f"{HOME} at smtp.gmail.com"] = "opensesame"
    owner.type("settings.smtp_user", "somebody")
    owner.find("settings.smtp_host").setFocus()
    owner.qtbot.wait(50)
    assert not owner.sees("settings.mail_forget")
    owner.type("settings.smtp_user", HOME)
    owner.find("settings.smtp_host").setFocus()
    comes(owner, "settings.mail_where", "Kept in this computer’s key ring")
    assert "opensesame" not in owner.reads()


def test_without_a_key_ring_it_says_how_long_the_password_is_known(owner: Any, page: Any) -> None:
    keyring.set_keyring(fail.Keyring())
    owner.click("settings.mail_usual")
    owner.type("settings.mail_password", "opensesame")
    owner.find("settings.smtp_host").setFocus()
    comes(owner, "settings.mail_where", "only until you close it")
    assert owner.sees("settings.mail_forget")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_trying_it_out_says_that_it_works(owner: Any, page: Any, serve: Callable[..., Loopback], security: str) -> None:
    server = serve(security)
    fill(owner, server)
    owner.type("settings.mail_password", PASSWORD)
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", f"It works: “localhost” accepts your password and sends from {HOME}")
    assert not server.received
    owner.click("settings.mail_try")  # with the password that is kept
    comes(owner, "settings.mail_result", "It works")


def test_trying_it_out_says_what_is_wrong(owner: Any, page: Any, serve: Callable[..., Loopback]) -> None:
    server = serve()
    fill(owner, server)
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", "The password for “localhost” is not known here.")
    owner.type("settings.mail_password", "wrong")
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", "did not accept this user name and password; it answered “535")
    owner.type("settings.mail_password", "another")
    assert not owner.sees("settings.mail_result"), "that was said of the one before"
    server.stop()
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", f"takes no mail on port {server.port}")


def test_nobody_has_to_wait_for_a_server_that_does_not_answer(owner: Any, page: Any, serve: Callable[..., Loopback]) -> None:
    server = serve()
    server.fault = "CONNECT silence"
    fill(owner, server)
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", "Trying it out")
    assert not owner.sees("settings.mail_try")
    owner.click("settings.mail_stop")
    assert owner.sees("settings.mail_try") and not owner.sees("settings.mail_result")
    server.fault = ""
    owner.type("settings.mail_password", PASSWORD)
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", "It works")


def test_closing_the_window_does_not_wait_for_the_server(owner: Any, page: Any, serve: Callable[..., Loopback]) -> None:
    server = serve()
    server.fault = "CONNECT silence"
    fill(owner, server)
    owner.click("settings.mail_try")
    comes(owner, "settings.mail_result", "Trying it out")
    owner.window.close()  # what is left running is found when the test ends


def test_every_control_has_a_name_and_is_reached_in_reading_order(owner: Any, page: Any) -> None:
    assert not nameless(owner)
    owner.window.activateWindow()
    owner.find("settings.mail_way.program").setFocus()
    reached = []
    for _ in range(12):
        reached.append(QApplication.focusWidget().objectName().removeprefix("settings."))
        owner.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert [name for name in reached if name.startswith(("mail", "smtp"))] == [
        "mail_way.program", "mail_way.direct", "mail_usual", "smtp_host", "smtp_security.tls", "smtp_security.starttls",
        "smtp_port", "smtp_user", "mail_password", "mail_try",
    ]  # fmt: skip


def test_names_of_three_hundred_letters_fit_the_smallest_window(owner: Any, page: Any) -> None:
    owner.window.resize(900, 600)
    owner.type("settings.smtp_host", "x" * 300)
    owner.click("settings.mail_try")
    assert owner.sees("settings.mail_result")
    owner.write(lambda session: services.settings.update(session, email=f"{'a' * 280}@rivera.example"))
    owner.settle()
    card = owner.find("settings.mail_result").parentWidget()
    assert card.width() < 500 and card.mapTo(owner.window, card.rect().topRight()).x() < 500
