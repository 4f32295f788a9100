"""From letter to an e-mail draft that opens in the owner's own mail program, and names for the letter's files."""

from __future__ import annotations

import re
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from clientcare.errors import InvalidInput
from clientcare.letters.facts import Letterhead
from clientcare.letters.letter import Letter
from clientcare.letters.phrases import one_line
from clientcare.letters.plain_text import plain_text
from clientcare.said import Said, mark

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
_LONGEST_NAME = 100
_LONGEST_BYTES = 240  # a file's name may have 255 bytes on Linux, and some folders add to it
_CANNOT_SEND = mark("“{address}” is not an e-mail address we can write to. Please check it, or leave it out.")


def build(letter: Letter, letterhead: Letterhead, to: str, pdf: bytes, message_id: str = "") -> bytes:
    """The draft as `.eml`, marked unsent: the letter as text with the PDF attached.

    `to` is one address, or "" to leave it to the mail program. Raises InvalidInput (field "to") for an address that
    cannot be used; names and subject lose control characters, so that none of them can add a header or a recipient.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if message_id:
        message["Message-ID"] = _header(message_id)
    sender = _sender(letter, letterhead)
    if sender:
        message["From"] = sender
    if to.strip():
        message["To"] = _address(letter.recipient.name, to)
    message["Subject"] = _header(letter.subject)
    message["Content-Language"] = letter.locale.replace("_", "-")
    message.set_content(plain_text(letter))
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=file_name(letter, ".pdf"))
    return message.as_bytes()


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


def _sender(letter: Letter, letterhead: Letterhead) -> Address | None:
    """From whom; left to the mail program when the letterhead's address cannot be used."""
    try:
        return _address(letter.business_name or letter.sender_name, letterhead.email)
    except InvalidInput:
        return None


def _address(name: str, address: str) -> Address:
    plain = address.strip()
    try:
        if plain != _header(plain) or " " in plain:
            raise ValueError
        made = Address(display_name=_header(name), addr_spec=plain)
    except (ValueError, IndexError, MessageError) as error:
        raise InvalidInput(Said(_CANNOT_SEND, {"address": _header(address)}), "to") from error
    if not made.username or not made.domain or not plain.isascii():
        raise InvalidInput(Said(_CANNOT_SEND, {"address": _header(address)}), "to")
    return made
