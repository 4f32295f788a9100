"""Whose mail server sends, and as whom; and the usual settings of the mail services most owners have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from clientcare.errors import InvalidInput
from clientcare.said import Said, mark
from clientcare.settings import Settings

LARGEST = 25_000_000  # bytes of an e-mail as it is sent; hardly any mailbox takes more
PORTS = {"tls": 465, "starttls": 587}  # the usual one of each way to protect the line
_LONGEST = 254  # letters of an address, by RFC 5321; and ample for a host or a user name
_ADDRESS = re.compile(r'[^\s@<>()\[\],;:\\"]+@[^\s@<>()\[\],;:\\"]+')


@dataclass(frozen=True)
class Account:
    """Where e-mail is handed over. `security`: "tls" from the first byte, or "starttls"; `user` "": no log-in.

    Raises InvalidInput naming the setting (smtp_host, smtp_port, smtp_security, smtp_user, email) that cannot be used.
    The password is no part of it.
    """

    host: str
    port: int
    security: str
    user: str
    sender: str

    def __post_init__(self) -> None:
        if not self.host:
            _objection("smtp_host", mark("Please type the name of your mail server. Your mail service tells it."))
        if not _plain(self.host) or re.search(r"[\s/@<>]", self.host):
            _objection("smtp_host", mark("This is no name of a mail server. It looks like smtp.example.com, without blanks."))
        if not 1 <= self.port <= 65535:
            _objection("smtp_port", mark("A port is a whole number up to 65535, usually 465 or 587."))
        if self.security not in PORTS:
            _objection("smtp_security", mark("Please choose how the connection is protected."))
        if not _plain(self.user):
            _objection("smtp_user", mark("Please type this user name anew. It is mostly your whole e-mail address."))
        if not self.sender:
            _objection("email", mark("Your e-mails have no sender yet. Please type your e-mail under “Your business”."))
        if not is_address(self.sender):
            _objection("email", mark("No e-mail can be sent from your own address. Please check it under “Your business”."))


@dataclass(frozen=True)
class Provider:
    """A well-known mail service: the endings of its addresses, its server, and what to know about its password."""

    name: str
    domains: tuple[str, ...]
    host: str
    security: str = "tls"
    hint: str = ""


def account_of(settings: Settings) -> Account:
    """The account the settings describe. Raises InvalidInput naming the setting that is missing or cannot be used."""
    usual = PORTS.get(settings.smtp_security, 0)
    port = settings.smtp_port.strip()
    number = int(port) if port.isascii() and port.isdecimal() and len(port) <= 5 else 0
    return Account(
        host=settings.smtp_host.strip(),
        port=number if port else usual,
        security=settings.smtp_security,
        user=settings.smtp_user.strip(),
        sender=settings.email.strip(),
    )


def is_address(text: str) -> bool:
    """Whether one e-mail address stands here and nothing else: no name, no list, nothing a header could be made of."""
    return _plain(text) and text.isprintable() and _ADDRESS.fullmatch(text) is not None


def guess(address: str) -> Account | None:
    """The usual account of whoever has this address, or None where its mail service is not a well-known one."""
    provider = provider_of(address)
    if provider is None or not is_address(address.strip()):
        return None
    return Account(provider.host, PORTS[provider.security], provider.security, address.strip(), address.strip())


def provider_of(address: str) -> Provider | None:
    """The well-known mail service this address belongs to."""
    domain = address.strip().rpartition("@")[2].casefold()
    return next((one for one in PROVIDERS if _belongs(domain, one)), None)


def hint(host: str) -> Said | None:
    """What to know about the password at this server: that it wants an app password, and where to find one."""
    words = next((one.hint for one in PROVIDERS if one.host == host.casefold() or _same_service(host, one)), "")
    return Said(words) if words else None


def _belongs(domain: str, provider: Provider) -> bool:
    """`yahoo.*` stands for yahoo.com, yahoo.es, yahoo.co.uk."""
    return any(
        domain == one or (one.endswith(".*") and re.fullmatch(re.escape(one[:-1]) + r"[a-z]{2,3}(\.[a-z]{2})?", domain))
        for one in provider.domains
    )


def _same_service(host: str, provider: Provider) -> bool:
    return provider.name == "Outlook" and host.casefold().endswith((".office365.com", ".outlook.com"))


def _plain(text: str) -> bool:
    """Short, and without control, formatting or half characters."""
    return len(text) <= _LONGEST and not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in text)


def _objection(field: str, words: str) -> NoReturn:
    raise InvalidInput(Said(words), field)


_GMAIL = mark(
    "Gmail takes only an app password here, not your usual one: in your Google account, under Security, turn on 2-Step "
    "Verification, then look for “App passwords” and make one for ClientCare."
)
_OUTLOOK = mark(
    "Microsoft takes only an app password here: in your Microsoft account, under Security, “Advanced security options”, turn "
    "on two-step verification, then make one. If it refuses that too, as it often does now, send through your mail program."
)
_ICLOUD = mark(
    "iCloud takes only an app-specific password here: on account.apple.com, under “Sign-In and Security”, choose “App-Specific "
    "Passwords” and make one for ClientCare."
)
_YAHOO = mark(
    "Yahoo takes only an app password here, not your usual one: on your account page, under Security, choose to make an app "
    "password, and name it ClientCare."
)
_AOL = mark(
    "AOL takes only an app password here, not your usual one: on your account page, under Security, choose to make an app "
    "password, and name it ClientCare."
)
_FASTMAIL = mark(
    "Fastmail takes only an app password here: in its settings, under “Privacy & Security”, choose “Manage app passwords” and "
    "make one that may send mail."
)
_ZOHO = mark("With two-factor sign-in, Zoho takes only an app password: on accounts.zoho.com, under Security, “App Passwords”.")
_GMX = mark("GMX takes your password from other programs once you allow it: in its e-mail settings, under “POP3 & IMAP”.")
_WEB = mark("WEB.DE takes your password from other programs once you allow it: in its e-mail settings, under “POP3/IMAP”.")
_TELEKOM = mark("T-Online takes only a password for mail programs here: make one in its customer centre, under E-mail.")

PROVIDERS = (
    Provider("Gmail", ("gmail.com", "googlemail.com"), "smtp.gmail.com", hint=_GMAIL),
    Provider("Outlook", ("outlook.*", "hotmail.*", "live.*", "msn.com"), "smtp-mail.outlook.com", "starttls", _OUTLOOK),
    Provider("iCloud", ("icloud.com", "me.com", "mac.com"), "smtp.mail.me.com", "starttls", _ICLOUD),
    Provider("Yahoo", ("yahoo.*", "ymail.com", "rocketmail.com"), "smtp.mail.yahoo.com", hint=_YAHOO),
    Provider("AOL", ("aol.*",), "smtp.aol.com", hint=_AOL),
    Provider("Fastmail", ("fastmail.com", "fastmail.fm"), "smtp.fastmail.com", hint=_FASTMAIL),
    Provider("Zoho", ("zoho.com", "zohomail.com"), "smtp.zoho.com", hint=_ZOHO),
    Provider("GMX", ("gmx.net", "gmx.de", "gmx.at", "gmx.ch"), "mail.gmx.net", hint=_GMX),
    Provider("GMX", ("gmx.com", "gmx.us", "gmx.co.uk"), "mail.gmx.com", hint=_GMX),
    Provider("WEB.DE", ("web.de",), "smtp.web.de", "starttls", _WEB),
    Provider("T-Online", ("t-online.de",), "securesmtp.t-online.de", hint=_TELEKOM),
    Provider("Posteo", ("posteo.de", "posteo.net"), "posteo.de"),
    Provider("mailbox.org", ("mailbox.org",), "smtp.mailbox.org"),
    Provider("Orange", ("orange.fr", "wanadoo.fr"), "smtp.orange.fr"),
    Provider("Comcast", ("comcast.net",), "smtp.comcast.net", "starttls"),
)
