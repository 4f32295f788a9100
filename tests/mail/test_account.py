"""Whose server, as whom: the usual settings of well-known services, and nothing that could add a header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.errors import InvalidInput
from clientcare.mail.account import PORTS, PROVIDERS, Account, account_of, guess, hint, is_address, provider_of
from clientcare.mail.failing import NOT_ACCEPTED, not_accepted
from clientcare.settings import Settings

GOOD = {"host": "smtp.rivera.example", "port": 465, "security": "tls", "user": "ana", "sender": "ana@rivera.example"}
EVIL = st.sampled_from(["\r", "\n", "\r\n", "\0", "\x85", "\u2028", "\u2029", "\x1b", "\u200b", "\ud800"])


@pytest.mark.parametrize(
    ("address", "host", "port", "security"),
    [
        ("ana@gmail.com", "smtp.gmail.com", 465, "tls"),
        (" Ana@GoogleMail.com ", "smtp.gmail.com", 465, "tls"),
        ("ana@outlook.es", "smtp-mail.outlook.com", 587, "starttls"),
        ("ana@hotmail.co.uk", "smtp-mail.outlook.com", 587, "starttls"),
        ("ana@me.com", "smtp.mail.me.com", 587, "starttls"),
        ("ana@yahoo.com.mx", "smtp.mail.yahoo.com", 465, "tls"),
        ("ana@gmx.net", "mail.gmx.net", 465, "tls"),
    ],
)
def test_well_known_services_are_guessed(address: str, host: str, port: int, security: str) -> None:
    assert guess(address) == Account(host, port, security, address.strip(), address.strip())


@pytest.mark.parametrize(
    "address", ["", "ana@rivera.example", "ana@notgmail.com", "ana@yahoo.evil.example", "gmail.com", "a b@gmail.com"]
)
def test_others_are_not(address: str) -> None:
    assert guess(address) is None


def test_every_service_with_a_password_of_its_own_says_where_to_find_it() -> None:
    for name in ("Gmail", "Outlook", "iCloud", "Yahoo"):
        provider = next(one for one in PROVIDERS if one.name == name)
        assert provider_of(f"ana@{provider.domains[0].replace('*', 'com')}") is provider
        assert "password here" in not_accepted(Account(**GOOD | {"host": provider.host.upper()}))
    assert "Microsoft" in not_accepted(Account(**GOOD | {"host": "smtp.office365.com"}))
    assert hint("smtp.rivera.example") is None and not_accepted(Account(**GOOD)) == NOT_ACCEPTED


def test_the_settings_make_an_account_and_an_empty_port_is_the_usual_one() -> None:
    known = Settings(email=" ana@rivera.example ", smtp_host=" smtp.rivera.example ", smtp_user="ana")
    assert account_of(known) == Account(**GOOD)
    later = Settings(email="ana@rivera.example", smtp_host="x.example", smtp_security="starttls")
    assert account_of(later).port == PORTS["starttls"] == 587


@pytest.mark.parametrize(
    ("setting", "value", "field"),
    [
        ("smtp_host", "", "smtp_host"),
        ("smtp_host", "smtp.example.com/path", "smtp_host"),
        ("smtp_port", "70000", "smtp_port"),
        ("smtp_port", "²", "smtp_port"),
        ("email", "", "email"),
        ("email", "Ana <ana@rivera.example>", "email"),
        ("email", "a@b.example, c@d.example", "email"),
    ],
)
def test_what_is_missing_or_wrong_names_its_setting(setting: str, value: str, field: str) -> None:
    fine = {"email": "ana@rivera.example", "smtp_host": "smtp.rivera.example"}
    with pytest.raises(InvalidInput) as error:
        account_of(Settings(**fine | {setting: value}))
    assert error.value.field == field


@given(st.sampled_from(["host", "user", "sender"]), st.text(max_size=9), EVIL, st.text(max_size=9))
def test_no_control_character_gets_in(where: str, before: str, evil: str, after: str) -> None:
    text = before + evil + after + ("@home.example" if where == "sender" else "")
    with pytest.raises(InvalidInput):
        Account(**GOOD | {where: text})
    assert not is_address(f"{text}@home.example")


@given(st.text(max_size=30))
def test_what_is_taken_for_an_address_is_one_on_one_line(text: str) -> None:
    if is_address(text):
        assert text.count("@") == 1 and not set(text) & set(" \t\r\n<>,;:") and text.isprintable()
