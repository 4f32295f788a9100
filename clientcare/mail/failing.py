"""What can go wrong on the way to a mail server, sorted into later and stopped, each in words that say what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clientcare.mail.account import PORTS, Account, hint
from clientcare.said import Said, mark

if TYPE_CHECKING:
    from clientcare.mail.line import Line

LONGEST_ANSWER = 200  # letters of the server's own words
EXPIRED, NOT_YET, OTHER_NAME, OTHER_NUMBER = 10, 9, 62, 64  # OpenSSL's reasons against a certificate

NOT_FOUND = mark("“{host}” cannot be found. Is this computer online, and is the name of the mail server right?")
REFUSED = mark("“{host}” takes no mail on port {port} just now. If it stays so, check the port: it is mostly 465 or 587.")
NO_ANSWER = mark("“{host}” does not answer on port {port}. Is this computer online, and is the port right?")
SAYS_NOTHING = mark("“{host}” says nothing on port {port}. If your mail service names port 465, choose TLS, else try later.")
OUT_OF_REACH = mark("This computer cannot reach “{host}”. Is it online?")
BROKE_OFF = mark(
    "The connection to “{host}” broke off before the e-mail was on its way. It is worth another try in a little while."
)
WENT_SILENT = mark("“{host}” stopped answering before the e-mail was on its way. It is worth another try in a little while.")
LATER = mark("“{host}” takes no e-mails just now; it answered “{answer}”. It is worth another try in a little while.")
CANCELLED = mark("It was stopped before the e-mail was on its way.")
OUT_OF_DATE = mark(
    "The certificate of “{host}” is not valid today, so nothing was sent. Is the clock of this computer right? If so, ask "
    "your mail service."
)
SOMEBODY_ELSE = mark(
    "What answers as “{host}” proves to be another server, so nothing was sent, not even your password. Please check the "
    "name of the mail server."
)
UNKNOWN = mark(
    "Nobody this computer trusts vouches for “{host}”, so nothing was sent, not even your password. Please check its name; "
    "a virus scanner or a company network may cause this too."
)
OTHER_PROTECTION = mark(
    "“{host}” protects the connection another way on port {port}. TLS mostly goes with port 465, STARTTLS with port 587."
)
TOO_OLD = mark(
    "“{host}” only knows protection that is no longer safe, so nothing was sent. Ask your mail service for another server."
)
UNPROTECTED = mark(
    "“{host}” offers no protected connection on port {port}, so nothing was sent, not even your password. Try TLS with port "
    "{other}, or another network: some strip the protection off."
)
NOT_PROTECTED = mark(
    "“{host}” did not protect the connection, so nothing was sent; it answered “{answer}”. Try TLS with port {other}."
)
NO_MAIL_SERVER = mark("What answers at “{host}” on port {port} is no mail server. Please check both.")
GREETING = mark("“{host}” does not want to talk to this computer; it answered “{answer}”. Ask your mail service why.")
NO_LOG_IN = mark("“{host}” asks for no password on port {port}. Try the other protection, or leave the user name empty.")
ONLY_WEB = mark(
    "“{host}” only lets programs in that sign in through its web page, which ClientCare cannot. Send through your mail "
    "program instead."
)
NO_PASSWORD = mark("The password for “{host}” is not known here. Please type it in the settings, under “Sending e-mail”.")
PASSWORD_UNUSABLE = mark("The password holds a sign that no mail server takes. Please type it anew.")
NOT_ACCEPTED = mark("“{host}” did not accept this user name and password; it answered “{answer}”. Please type both anew.")


class Failed(Exception):
    """It did not go. `answer`: "later" (worth another try by itself) or "stopped"; `said`: why, and what to do."""

    def __init__(self, answer: str, said: Said) -> None:
        super().__init__(answer)
        self.answer, self.said = answer, said


def said(line: Line, words: str, answer: str = "", **values: object) -> Said:
    """These words about this line's server."""
    account = line.account
    usual = {"host": account.host, "port": account.port, "answer": answer, "other": PORTS["tls"]}
    return Said(words, {name: value for name, value in (usual | values).items() if f"{{{name}}}" in words})


def expect(line: Line, reply: tuple[int, bytes], code: int, words: str, **values: object) -> None:
    """Raise Failed unless the server gave that answer: later where it says so itself (4xx), else stopped, in these words."""
    given, text = reply
    if given == code:
        return
    if given < 100:
        raise Failed("stopped", said(line, NO_MAIL_SERVER))
    if 400 <= given < 500:
        raise Failed("later", said(line, LATER, quoted(given, text)))
    raise Failed("stopped", said(line, words, quoted(given, text), **values))


def is_no(code: int) -> bool:
    """Whether the server definitely did not take what it was given."""
    return 400 <= code < 600


def quoted(code: int, text: bytes) -> str:
    """The server's own words on one line, short, without anything that could act on a screen: "550 No such user"."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text.decode(errors="replace"))
    line = " ".join(f"{code} {plain}".split())
    return line if len(line) <= LONGEST_ANSWER else f"{line[: LONGEST_ANSWER - 1]}…"


def not_accepted(account: Account) -> str:
    """The words for a refused log-in: at well-known services, which password they want and where to find it."""
    known = hint(account.host)
    return known.text if known else NOT_ACCEPTED


def is_password(password: str) -> bool:
    """Whether every letter can be sent as part of a log-in."""
    return all(unicodedata.category(c) not in ("Cc", "Cs") for c in password)


def smtp_errors() -> type[Exception]:
    import smtplib

    return smtplib.SMTPException


@contextmanager
def phase(line: Line, sort: Callable[[Line, Exception], Failed] | None = None) -> Iterator[None]:
    """Turn what the network does within into Failed; `sort` looks closer where a certificate or a name may be wrong."""
    try:
        yield
    except (OSError, UnicodeError, smtp_errors()) as error:
        if line.stopped:
            raise Failed("later", said(line, CANCELLED)) from error
        raise (sort or _lost)(line, error) from error


def unreachable(line: Line, error: Exception) -> Failed:
    """Why the server could not be reached, or not be trusted."""
    import socket
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return Failed("stopped", said(line, _against(error)))
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        old = "PROTOCOL_VERSION" in (error.reason or "") or "UNSUPPORTED_PROTOCOL" in (error.reason or "")
        return Failed("stopped", said(line, TOO_OLD if old else OTHER_PROTECTION))
    if isinstance(error, socket.gaierror | UnicodeError):
        return Failed("later", said(line, NOT_FOUND))
    if isinstance(error, ConnectionRefusedError):
        return Failed("later", said(line, REFUSED))
    if _timed_out(error):
        return Failed("later", said(line, SAYS_NOTHING if line.reached and line.account.security == "starttls" else NO_ANSWER))
    if isinstance(error, ConnectionError | ssl.SSLError | smtp_errors()):
        return _lost(line, error)
    return Failed("later", said(line, OUT_OF_REACH))


def _against(error: object) -> str:
    code = getattr(error, "verify_code", 0)
    if code in (EXPIRED, NOT_YET):
        return OUT_OF_DATE
    return SOMEBODY_ELSE if code in (OTHER_NAME, OTHER_NUMBER) else UNKNOWN


def _lost(line: Line, error: Exception) -> Failed:
    return Failed("later", said(line, WENT_SILENT if _timed_out(error) else BROKE_OFF))


def _timed_out(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)  # smtplib wraps it
