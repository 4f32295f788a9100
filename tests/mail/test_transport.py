"""Handing an e-mail to a real server, with everything that can go wrong on the way: never lost, never twice, always said."""

from __future__ import annotations

import logging
import time
from base64 import b64encode
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientcare.errors import WorldError
from clientcare.mail import line as wire
from clientcare.mail.account import Account
from clientcare.mail.transport import Outcome, send, try_out
from mail.conftest import account_at, letter, words
from mail.loopback import PASSWORD, SENDER, Loopback

TO = "dana@home.example"
SOON, PLENTY = 0.3, 10.0  # seconds of patience in a phase: with a server that keeps silent, and with one that answers
Serve = Callable[..., Loopback]


class Claims:
    """Says yes, and counts how often it was asked."""

    def __init__(self, server: Loopback | None = None, answer: bool = True) -> None:
        self.server, self.answer, self.count = server, answer, 0

    def __call__(self) -> bool:
        self.count += 1
        if self.server is not None:
            assert self.server.talk[-1] == "DATA" and not self.server.received
        return self.answer


def sent(server: Loopback, claim: Callable[[], bool] | None = None, **how: Any) -> Outcome:
    usual = {"password": PASSWORD, "message": letter(), "sender": SENDER, "recipient": TO, "timeout": PLENTY}
    return send(how.pop("account", account_at(server)), claim=claim or Claims(), **usual | how)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_letter_arrives_byte_for_byte(serve: Serve, security: str) -> None:
    server = serve(security)
    claims, message = Claims(server), letter()
    outcome = sent(server, claims, message=message)
    assert outcome.answer == "sent" and claims.count == 1
    assert words(outcome.said) == "“localhost” took the e-mail."
    [taken] = server.received
    assert taken.message == message
    assert (taken.sender, taken.recipients) == (SENDER, (TO,))
    assert server.talk[-1] == "QUIT"


def test_the_name_of_this_computer_is_not_told(serve: Serve) -> None:
    server = serve()
    sent(server)
    assert server.talk[0] == "EHLO [127.0.0.1]"


FAULTS = [  # what goes wrong, what becomes of the letter, whether it was claimed, how many the server has, what is said
    ("CONNECT drop", "later", 0, 0, "broke off before"),
    ("CONNECT silence", "later", 0, 0, "on port"),
    ("CONNECT 421 too busy", "later", 0, 0, "“421 too busy”"),
    ("CONNECT 554 not you", "stopped", 0, 0, "does not want to talk"),
    ("EHLO drop", "later", 0, 0, "broke off before"),
    ("EHLO 550 no", "stopped", 0, 0, "does not want to talk"),
    ("AUTH drop", "later", 0, 0, "broke off before"),
    ("AUTH 454 not now", "later", 0, 0, "“454 not now”"),
    ("AUTH 535 5.7.8 wrong", "stopped", 0, 0, "did not accept this user name and password"),
    ("EHLO without AUTH", "stopped", 0, 0, "asks for no password"),
    ("EHLO offers AUTH XOAUTH2", "stopped", 0, 0, "through its web page"),
    ("MAIL drop", "later", 0, 0, "broke off before"),
    ("MAIL 451 4.3.0 not now", "later", 0, 0, "worth another try"),
    ("MAIL 553 5.7.1 not yours", "stopped", 0, 0, "does not let you send from ana@rivera.example"),
    ("RCPT drop", "later", 0, 0, "broke off before"),
    ("RCPT 450 4.2.0 greylisted", "later", 0, 0, "“450 4.2.0 greylisted”"),
    ("RCPT 550 5.1.1 no such user", "stopped", 0, 0, "to dana@home.example; it answered “550 5.1.1 no such user”"),
    ("DATA drop", "later", 0, 0, "broke off before"),
    ("DATA silence", "later", 0, 0, "stopped answering before"),
    ("DATA 451 not now", "later", 0, 0, "worth another try"),
    ("DATA 554 no", "stopped", 0, 0, "did not take the e-mail"),
    ("BODY drop", "maybe", 1, 0, "Ask dana@home.example whether it arrived"),
    ("BODY silence", "maybe", 1, 0, "Ask dana@home.example whether it arrived"),
    ("END drop", "maybe", 1, 1, "Ask dana@home.example whether it arrived"),
    ("END lose", "maybe", 1, 0, "Ask dana@home.example whether it arrived"),
    ("END silence", "maybe", 1, 1, "Ask dana@home.example whether it arrived"),
    ("END 354 what", "maybe", 1, 0, "Ask dana@home.example whether it arrived"),
    ("END 451 disk full", "later", 1, 0, "“451 disk full”"),
    ("END 550 looks like spam", "stopped", 1, 0, "“550 looks like spam”"),
    ("END 552 too large", "stopped", 1, 0, "too large for “localhost”: “552 too large”"),
    ("END late 0.5", "sent", 1, 1, "took the e-mail"),
    ("QUIT drop", "sent", 1, 1, "took the e-mail"),
    ("QUIT silence", "sent", 1, 1, "took the e-mail"),
    ("* late 0.05", "sent", 1, 1, "took the e-mail"),
]


@pytest.mark.parametrize(("fault", "answer", "claimed", "taken", "says"), FAULTS, ids=[fault for fault, *_ in FAULTS])
def test_whatever_goes_wrong_is_sorted_and_said(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, fault: str, answer: str, claimed: int, taken: int, says: str
) -> None:
    silent = "silence" in fault
    monkeypatch.setattr(wire, "PATIENCE", 1 if silent else 4)
    server, claims = serve(), Claims()
    server.fault = fault
    outcome = sent(server, claims, timeout=SOON if silent or fault == "END late 0.5" else PLENTY)
    assert (outcome.answer, claims.count, len(server.received)) == (answer, claimed, taken)
    assert says in words(outcome.said)


@pytest.mark.parametrize(
    ("fault", "answer", "says"),
    [
        ("EHLO without STARTTLS", "stopped", "offers no protected connection"),
        ("STARTTLS drop", "later", "broke off before"),
        ("STARTTLS 454 not now", "later", "“454 not now”"),
        ("STARTTLS 502 what", "stopped", "did not protect the connection"),
        ("CONNECT silence", "later", "If your mail service names port 465, choose TLS"),
    ],
)
def test_without_protection_neither_password_nor_letter_leaves(serve: Serve, fault: str, answer: str, says: str) -> None:
    server, claims = serve("starttls"), Claims()
    server.fault = fault
    outcome = sent(server, claims, timeout=SOON if "silence" in fault else PLENTY)
    assert outcome.answer == answer and says in words(outcome.said)
    assert not claims.count and not any(line.startswith(("AUTH", "MAIL")) for line in server.talk)


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("certificate", "says"),
    [
        ("other", "proves to be another server"),
        ("expired", "Is the clock of this computer right?"),
        ("unknown", "Nobody this computer trusts vouches for “localhost”"),
    ],
)
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(serve: Serve, security: str, certificate: str, says: str) -> None:
    server = serve(security, certificate=certificate)
    outcome = sent(server)
    assert outcome.answer == "stopped" and says in words(outcome.said)
    assert not any(line.startswith(("AUTH", "MAIL")) for line in server.talk)


def test_protection_of_the_other_kind_is_told(serve: Serve) -> None:
    server = serve("starttls")
    outcome = sent(server, account=account_at(server, security="tls"))
    assert outcome.answer == "stopped" and "TLS mostly goes with port 465" in words(outcome.said)


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b"])
def test_a_server_that_cannot_be_found_may_be_found_later(host: str) -> None:
    outcome = send(Account(host, 465, "tls", "", SENDER), "", letter(), SENDER, TO, Claims(), timeout=5)
    assert outcome.answer == "later" and "cannot be found. Is this computer online" in words(outcome.said)


def test_a_port_nobody_listens_on(serve: Serve) -> None:
    server = serve()
    server.stop()
    outcome = sent(server)
    assert outcome.answer == "later" and "takes no mail on port" in words(outcome.said)


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_logs_in_by_what_the_server_offers(serve: Serve, way: str) -> None:
    server = serve()
    server.fault = f"EHLO offers AUTH {way}"
    assert sent(server).answer == "sent" and f"AUTH {way}" in server.talk
    assert sent(server, password="another").answer == "stopped"


def test_a_password_that_is_gone_or_cannot_be_sent_is_told(serve: Serve) -> None:
    server = serve()
    assert "is not known here" in words(sent(server, password="").said)
    for bad in ("a\0b", "a\nb", "a\ud800b"):
        outcome = sent(server, password=bad)
        assert outcome.answer == "stopped" and "type it anew" in words(outcome.said)
    assert not any(line.startswith("AUTH") for line in server.talk)


def test_the_password_stands_nowhere(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    server, secret = serve(), "open sesame"
    caplog.set_level(logging.DEBUG)
    with pytest.raises(WorldError) as refused:
        try_out(account_at(server), secret)
    error: BaseException | None = refused.value
    told = [caplog.text, repr(account_at(server))]
    while error is not None:
        told += [repr(error), str(error), repr(vars(error))]
        error = error.__cause__ or error.__context__
    on_the_wire = b64encode(f"\0ana@rivera.example\0{secret}".encode()).decode()
    assert not [text for text in told if secret in text or on_the_wire in text]


# -- what arrives


def test_a_message_of_eight_bits_arrives_as_it_is(serve: Serve) -> None:
    server = serve()
    message = letter().replace(b"Hello Dana", "Señora Núñez".encode())
    assert sent(server, message=message).answer == "sent"
    assert server.received[0].message == message and "BODY=8BITMIME" in server.received[0].options


def test_a_server_of_seven_bits_gets_the_same_text_and_the_same_pdf(serve: Serve) -> None:
    server = serve()
    server.fault = "EHLO without 8BITMIME"
    message = EmailMessage()
    message["Subject"], message["To"] = "Así", TO
    message.set_content("Señora Núñez,\n. hello\n", cte="8bit")
    message.add_attachment(b"\0\xff.\r\n", maintype="application", subtype="pdf")
    assert sent(server, message=message.as_bytes()).answer == "sent"
    taken = message_from_bytes(server.received[0].message, policy=default)
    assert server.received[0].message.isascii()
    assert isinstance(taken, EmailMessage)
    body, [pdf] = taken.get_body(), taken.iter_attachments()
    assert body is not None and body.get_content().replace("\r\n", "\n") == "Señora Núñez,\n. hello\n"
    assert pdf.get_content() == b"\0\xff.\r\n" and taken["Subject"] == "Así"


LINES = st.lists(st.binary(max_size=40).map(lambda line: line.translate(None, b"\r\n\0")), max_size=12)


def test_any_lines_arrive_dots_and_all(serve: Serve) -> None:
    server = serve()

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(LINES)
    def arrives(lines: list[bytes]) -> None:
        message = b"\r\n".join([b"Subject: x", b"", b".", *lines, b"." * 998, b""])
        assert sent(server, message=message).answer == "sent"
        assert server.received[-1].message == message

    arrives()


def test_a_large_message_arrives_whole(serve: Serve) -> None:
    server, message = serve(), letter(pdf=bytes(range(256)) * 12_000)
    assert sent(server, message=message).answer == "sent"
    assert server.received[0].message == message


def test_line_ends_of_other_systems_become_those_of_mail(serve: Serve) -> None:
    server = serve()
    assert sent(server, message=b"Subject: x\n\n.one\rtwo\r\n\nthree").answer == "sent"
    assert server.received[0].message == b"Subject: x\r\n\r\n.one\r\ntwo\r\n\r\nthree\r\n"


@pytest.mark.parametrize("line", [b"x" * 999, b"a\0b"])
def test_a_line_no_server_takes_is_not_even_tried(serve: Serve, line: bytes) -> None:
    server = serve()
    outcome = sent(server, message=b"Subject: x\r\n\r\n" + line + b"\r\n")
    assert outcome.answer == "stopped" and not server.talk


# -- size


def test_more_than_the_server_takes_is_told_before_anything_is_sent(serve: Serve) -> None:
    server, claims = serve(largest=25_000_000), Claims()
    outcome = sent(server, claims, message=b"Subject: x\r\n\r\n" + b"x" * 70 + b"\r\n" + (b"y" * 998 + b"\r\n") * 25_001)
    assert outcome.answer == "stopped" and not claims.count
    assert "is 26 MB, but “localhost” takes at most 25 MB" in words(outcome.said)
    assert not any(line.startswith("MAIL") for line in server.talk)


def test_a_server_that_finds_it_too_large_only_at_the_end(serve: Serve) -> None:
    server, claims = serve(largest=1000), Claims()
    server.fault = "EHLO without SIZE"
    outcome = sent(server, claims)
    assert (outcome.answer, claims.count) == ("stopped", 1) and "is too large" in words(outcome.said)


def test_refused_half_way_is_a_definite_no(serve: Serve) -> None:
    server = serve()
    server.fault = "BODY 552 enough"
    outcome = sent(server)
    assert outcome.answer == "stopped" and "“552 enough”" in words(outcome.said)


# -- addresses


def test_letters_beyond_a_to_z_only_where_the_server_takes_them(serve: Serve) -> None:
    server = serve()
    assert sent(server, recipient="núñez@home.example").answer == "sent"
    assert server.received[0].recipients == ("núñez@home.example",) and "SMTPUTF8" in server.received[0].options
    server.fault = "EHLO without SMTPUTF8"
    outcome = sent(server, recipient="núñez@home.example")
    assert outcome.answer == "stopped" and "letters other than a to z" in words(outcome.said)
    sent(server)
    assert "SMTPUTF8" not in server.received[-1].options


def test_no_address_can_add_a_command_or_a_recipient(serve: Serve) -> None:
    server = serve()

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sampled_from(["sender", "recipient"]),
        st.text(max_size=8),
        st.sampled_from(["\r", "\n", "\r\n", "\0", "\x85", "\u2028", "\x1b", ">", "<", ",", " ", "@"]),
        st.text(max_size=8),
    )
    def stops(who: str, before: str, evil: str, after: str) -> None:
        outcome = sent(server, **{who: f"dana{before}{evil}{after}@home.example"})
        assert outcome.answer == "stopped"
        assert "\n" not in words(outcome.said) and "\r" not in words(outcome.said)

    stops()
    assert not server.talk


def test_the_servers_words_cannot_act_on_the_screen(serve: Serve) -> None:
    server = serve()
    server.fault = "RCPT 550 \x1b[31m<b>no</b>\t" + "x" * 400
    said = words(sent(server).said)
    assert "\x1b" not in said and "\t" not in said and "<b>no</b>" in said and len(said) < 400 and "…" in said


# -- the claim, stopping, time


def test_taken_back_at_the_last_moment_nothing_is_sent(serve: Serve) -> None:
    server, claims = serve(), Claims(answer=False)
    outcome = sent(server, claims)
    assert (outcome.answer, claims.count, server.received) == ("withdrawn", 1, [])
    assert server.talk[-1] == "DATA"


def test_a_claim_that_fails_sends_nothing(serve: Serve) -> None:
    server = serve()

    def fails() -> bool:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        sent(server, fails)
    assert not server.received


@pytest.mark.parametrize("fault", ["CONNECT silence", "AUTH silence", "DATA silence"])
def test_stopping_does_not_wait_for_the_server(serve: Serve, fault: str) -> None:
    server, claims, began = serve(), Claims(), time.monotonic()
    server.fault = fault
    outcome = sent(server, claims, timeout=30, cancelled=lambda: time.monotonic() > began + 0.2)
    assert outcome.answer == "later" and not claims.count
    assert "was stopped before" in words(outcome.said)
    assert time.monotonic() - began < 3


def test_stopped_after_the_claim_the_server_has_a_moment_to_finish(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server, claims = serve(), Claims()
    server.fault = "END late 0.4"
    assert sent(server, claims, timeout=30, cancelled=lambda: claims.count > 0).answer == "sent"
    monkeypatch.setattr(wire, "GRACE", 0.2)
    server.fault = "END silence"
    began = time.monotonic()
    assert sent(server, claims, timeout=30, cancelled=lambda: claims.count > 1).answer == "maybe"
    assert time.monotonic() - began < 3


def test_the_whole_is_bounded_however_slowly_a_server_answers(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "WHOLE", 1)
    server, began = serve(), time.monotonic()
    server.fault = "* late 0.4"
    assert sent(server, timeout=0.7).answer == "later"
    assert time.monotonic() - began < 3


# -- trying it out


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_trying_it_out_sends_nothing_and_says_that_it_works(serve: Serve, security: str) -> None:
    server = serve(security)
    said = words(try_out(account_at(server), PASSWORD))
    assert said == "It works: “localhost” accepts your password and sends from ana@rivera.example."
    assert [line.split()[0] for line in server.talk][-4:] == ["AUTH", "MAIL", "RSET", "QUIT"] and not server.received


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("CONNECT drop", "broke off"),
        ("AUTH 535 no", "did not accept this user name and password; it answered “535 no”"),
        ("MAIL 550 no", "does not let you send from ana@rivera.example"),
    ],
)
def test_trying_it_out_says_what_is_wrong(serve: Serve, fault: str, says: str) -> None:
    server = serve()
    server.fault = fault
    with pytest.raises(WorldError) as error:
        try_out(account_at(server), PASSWORD, timeout=PLENTY)
    assert says in words(error.value.said)
