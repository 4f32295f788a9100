"""From letter to e-mail: the draft for the owner's mail program, the one ClientCare sends itself, and names of its files."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from clientcare.errors import InvalidInput
from clientcare.letters.facts import Letterhead
from clientcare.letters.letter import Letter
from clientcare.letters.phrases import one_line
from clientcare.letters.short import email_text
from clientcare.said import Said, mark

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
_LONGEST_NAME = 100
_LONGEST_BYTES = 240  # a file's name may have 255 bytes on Linux, and some folders add to it
_CANNOT_SEND = mark("“{address}” is not an e-mail address we can write to. Please check it.")
_NOT_PLAIN = mark("Before its @, “{address}” has a letter many mail servers refuse. Ask for an address in the letters a to z.")
_NO_SENDER = mark("Your own e-mail address is missing, or cannot be used as it is. Type it in the settings, then send again.")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 !#$%&'*+/^_`{|}~-]{0,60}")
_PLAIN_SUBJECT = 66
_ENCODED_LINE = 76
_UTF_8 = Charset("utf-8")
_UTF_8.header_encoding = QP  # the mail programs built on GMime lose what follows a padded piece of base64
_ASCII = SMTP.clone(cte_type="7bit")  # not every mail server passes on anything else unchanged


def build(letter: Letter, letterhead: Letterhead, to: str, pdf: bytes, message_id: str = "") -> bytes:
    """The draft as `.eml`, marked unsent: the short letter as text with the PDF attached.

    `to` is one address, or "" to leave it to the mail program. Raises InvalidInput (field "to") for an address that
    cannot be used; names and subject lose control characters, so that none of them can add a header or a recipient.
    """
    names = _sender(letter, letterhead) + (_mailbox("To", letter.recipient.name, usable(to)) if to.strip() else "")
    first = {"X-Unsent": "1"} | ({"Message-ID": _header(message_id)} if message_id else {})
    return (names + _subject(letter)).encode("ascii") + _message(letter, pdf, first)


def to_send(letter: Letter, letterhead: Letterhead, to: str, pdf: bytes, message_id: str, at: datetime) -> bytes:
    """The e-mail that goes, in plain ASCII and short lines: the short letter as text with the PDF attached, dated `at`.

    InvalidInput, field "to" for an address that cannot be used, "email" where the business has none itself.
    """
    name = letter.business_name or letter.sender_name
    names = _mailbox("From", name, own_address(letterhead)) + _mailbox("To", letter.recipient.name, usable(to))
    first = {"Date": format_datetime(at.astimezone()), "Message-ID": _header(message_id)}
    return (names + _subject(letter)).encode("ascii") + _message(letter, pdf, first)


def new_message_id(letterhead: Letterhead) -> str:
    """An id never given before, at the business's own domain: it tells nothing about this machine. Errors as `own_address`."""
    return f"<{secrets.token_hex(16)}@{own_address(letterhead).rpartition('@')[2]}>"


def own_address(letterhead: Letterhead) -> str:
    """The business's address as mail servers want it. InvalidInput (field "email") where it has none that can be used."""
    try:
        return usable(letterhead.email)
    except InvalidInput as error:
        raise InvalidInput(Said(_NO_SENDER), "email") from error


def usable(address: str) -> str:
    """The address as mail servers want it, its domain in ASCII. InvalidInput (field "to") says why it cannot be used."""
    from email_validator import EmailNotValidError, validate_email  # takes a while, and the outbox looks in at every start

    plain = address.strip()
    if plain != _header(plain):
        raise InvalidInput(Said(_CANNOT_SEND, {"address": _header(address)}), "to")
    try:
        return str(validate_email(plain, check_deliverability=False, allow_smtputf8=False).ascii_email)
    except EmailNotValidError as error:
        words = _CANNOT_SEND if plain.rpartition("@")[0].isascii() else _NOT_PLAIN
        raise InvalidInput(Said(words, {"address": plain}), "to") from error


def file_name(letter: Letter, suffix: str) -> str:
    """The letter's file name, safe on all three systems, at most 100 characters: "D-2026-014 Dana Okafor compromise.pdf"."""
    kind = letter.kind.replace("_", " ")
    ending = f" {kind}{suffix}"
    stem = _safe(f"{letter.reference} {letter.recipient.name}")[: _LONGEST_NAME - len(ending) - 1].strip(" .")
    while len((stem + ending).encode()) > _LONGEST_BYTES:
        stem = stem[:-1].rstrip(" .")
    return _RESERVED.sub(r"_\1", stem + ending if stem else ending.strip())


def _safe(text: str) -> str:
    plain = _UNSAFE.sub(" ", unicodedata.normalize("NFC", _header(text)))
    return " ".join(plain.split()).strip(" .")


def _header(text: str) -> str:
    """One line without control, formatting or unpaired surrogate characters."""
    return "".join(c for c in one_line(text) if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))


def _sender(letter: Letter, letterhead: Letterhead) -> str:
    """From whom; left to the mail program when the letterhead's address cannot be used."""
    try:
        return _mailbox("From", letter.business_name or letter.sender_name, own_address(letterhead))
    except InvalidInput:
        return ""


def _mailbox(field: str, name: str, address: str) -> str:
    """One header line of a name and an address. The standard library drops the quotes of a long name where it breaks the
    line, and what was a comma or an address in the name is then one more recipient: so such names go encoded."""
    shown = _header(name)
    if not _PLAIN_NAME.fullmatch(shown):
        shown = _encoded(field, shown)
    gap = " " if len(field + shown + address) < _ENCODED_LINE - len(":  <>") else "\r\n "
    return f"{field}: {shown}{gap}<{address}>\r\n" if shown else f"{field}: {address}\r\n"


def _encoded(field: str, text: str, charset: str | Charset = "utf-8") -> str:
    return Header(text, charset, maxlinelen=_ENCODED_LINE, header_name=field).encode(linesep="\r\n")


def _subject(letter: Letter) -> str:
    """The subject's header line. The standard library breaks a long one into pieces longer than some programs read, and
    leaves one that looks encoded for them to decode."""
    shown = _header(letter.subject)
    if not shown.isascii() or "=?" in shown or len(shown) > _PLAIN_SUBJECT:
        shown = _encoded("Subject", shown, _UTF_8)
    return f"Subject: {shown}\r\n"


def _message(letter: Letter, pdf: bytes, first: Mapping[str, str]) -> bytes:
    message = EmailMessage(policy=_ASCII)
    for name, value in first.items():
        message[name] = value
    message.set_content(email_text(letter))
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=file_name(letter, ".pdf"))
    message["Content-Language"] = letter.locale.replace("_", "-")  # last: setting the content takes such headers away
    return message.as_bytes()
