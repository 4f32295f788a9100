"""An e-mail as a file (`.eml`): who wrote it, when, what it says and what came with it. Nothing is loaded, nothing opened."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from clientcare.errors import InvalidInput
from clientcare.incoming.file_names import shown
from clientcare.incoming.page_text import text_of
from clientcare.said import Said, mark
from clientcare.texts import keepable

MOST = 60_000_000  # bytes of the file
LONGEST = 15_000  # letters of its text; the e-mail itself is kept whole beside it
DEPTH, PARTS = 20, 300  # how deep its parts may be nested, and how many there may be
MOST_LINES, MOST_EDGES = 1_500_000, 50_000  # of the whole file, and those that could part it
_HEADER = 2_000  # letters of a header that are read
_LOGO = 10_000  # bytes: smaller pictures inside the text belong to a signature
_TYPES = re.compile(rb"(?im)^content-(?:type|disposition)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_BEGINS = re.compile(rb"(?i)\A(?:from [^\r\n]*\r?\n|>)?[\x21-\x39\x3b-\x7e]{1,80}[ \t]*:")
_KNOWN = ("from", "to", "date", "subject", "message-id", "received", "return-path", "delivered-to", "sender", "reply-to")
TOO_LARGE = mark("It is larger than 60 MB.")
NO_MAIL = mark("It does not read as an e-mail.")
TANGLED = mark("It is put together in a way no mail program would.")


@dataclass(frozen=True)
class MailFile:
    """Something that came with an e-mail; `name` is fit to show."""

    name: str
    content: bytes


@dataclass(frozen=True)
class MailMessage:
    """`sender` and `to`: (name, address) each; `at` None where the e-mail does not say soundly; `id` as its program gave it,
    or one made from what it says. `cut`: the text goes on in the e-mail itself.
    """

    id: str
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    subject: str
    at: datetime | None
    text: str
    cut: bool
    files: tuple[MailFile, ...]


def read(content: bytes) -> MailMessage:
    """Take the file apart; InvalidInput in words where it is none, or a trap."""
    if len(content) > MOST:
        raise InvalidInput(Said(TOO_LARGE))
    if not _looks_like_mail(content):
        raise InvalidInput(Said(NO_MAIL))
    _beware(content)
    try:
        message = message_from_bytes(content)
        parts = list(_parts(message))
    except RecursionError as error:
        raise InvalidInput(Said(TANGLED)) from error
    subject, text = _header(message, "Subject"), _text(parts)
    senders = _people(message, "From") or _people(message, "Sender")
    at = _moment(message)
    return MailMessage(
        _header(message, "Message-ID")[:300] or f"none:{hashlib.sha256(content).hexdigest()}",
        senders[0] if senders else ("", ""),
        _people(message, "To"),
        subject,
        at,
        text[:LONGEST].rstrip(),
        len(text) > LONGEST,
        tuple(_files(parts)),
    )


def _looks_like_mail(content: bytes) -> bool:
    """Begins with headers, one of which only an e-mail has."""
    start = content[:200_000].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not _BEGINS.match(start):
        return False
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    names = {line.partition(b":")[0].strip().lower().decode("ascii", "ignore") for line in head.splitlines()}
    return bool(names.intersection(_KNOWN))


def _beware(content: bytes) -> None:
    """Before Python's parser, which takes its time with parts without end: how many there are, how long their types, and how
    many lines, each of which it takes apart."""
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if lines > MOST_LINES or content.count(b"\n--") + content.count(b"\r--") > MOST_EDGES:
        raise InvalidInput(Said(TANGLED))
    kinds = _TYPES.findall(content)
    nested = sum(b"multipart/" in kind.lower() or b"message/" in kind.lower() for kind in kinds)
    if len(kinds) > 3 * PARTS or nested > 3 * DEPTH or any(len(kind) > 5 * _HEADER for kind in kinds):
        raise InvalidInput(Said(TANGLED))


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The leaves; an e-mail inside the e-mail is one of them."""
    if depth > DEPTH:
        raise InvalidInput(Said(TANGLED))
    if message.is_multipart() and message.get_content_maintype() != "message":
        inner: Any = message.get_payload()
        for part in inner[:PARTS]:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _header(message: Message, name: str) -> str:
    """On one line, in letters, however it was written."""
    return shown_line(_decoded(str(message.get(name, ""))[:_HEADER]))


def shown_line(text: str) -> str:
    """Without line breaks and signs nobody sees."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text if letter not in "\u202a\u202b\u202c\u202d\u202e")
    return " ".join(seen.split())


def _decoded(raw: str) -> str:
    try:
        found = decode_header(raw)
    except Exception:  # whatever it makes of a broken one: then as it stands
        return raw
    return "".join(_letters(part, charset) if isinstance(part, bytes) else part for part, charset in found)


def _letters(content: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _people(message: Message, name: str) -> tuple[tuple[str, str], ...]:
    raw = str(message.get(name, ""))[:_HEADER]
    try:
        found = getaddresses([raw.replace("\n", " ").replace("\r", " ")])
    except (RecursionError, ValueError, IndexError):  # brackets within brackets
        return ()
    return tuple((shown_line(_decoded(who)), shown_line(address)) for who, address in found if address)[:50]


def _moment(message: Message) -> datetime | None:
    """When it was written; else when the last server took it in."""
    received = [str(each).rpartition(";")[2] for each in message.get_all("Received", [])[:1]]
    for text in (str(message.get("Date", "")), *received):
        try:
            at = parsedate_to_datetime(text[:200].strip())
            at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
        if datetime(1980, 1, 1, tzinfo=UTC) < at < datetime.now(UTC) + timedelta(days=1):
            return at
    return None


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text" or bool(_file_name(part))


def _text(parts: list[Message]) -> str:
    """The plain words where there are any, else those of the page."""
    texts = [part for part in parts if not _is_file(part)]
    plain = [_letters(_bytes(part), part.get_content_charset()) for part in texts if part.get_content_subtype() != "html"]
    whole = "\n\n".join(text.strip() for text in plain if text.strip())
    if not whole:
        pages = [_letters(_bytes(part), part.get_content_charset()) for part in texts if part.get_content_subtype() == "html"]
        whole = "\n\n".join(filter(None, (text_of(page) for page in pages)))
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    return keepable(whole)


def _files(parts: list[Message]) -> Iterator[MailFile]:
    for number, part in enumerate(parts, 1):
        if not _is_file(part):
            continue
        content = _bytes(part)
        inside = part.get_content_disposition() != "attachment" and bool(part.get("Content-ID"))
        if content and not (inside and part.get_content_maintype() == "image" and len(content) < _LOGO):
            yield MailFile(shown(_file_name(part) or _made_up(part, number)), content)


def _file_name(part: Message) -> str:
    try:
        return _decoded(part.get_filename("")[:_HEADER])
    except Exception:  # a name in a way of writing that does not exist
        return ""


def _made_up(part: Message, number: int) -> str:
    kind = part.get_content_subtype()
    ending = {"jpeg": "jpg", "plain": "txt", "rfc822": "eml", "calendar": "ics"}.get(kind, kind)
    return f"{part.get_content_maintype()}-{number}.{ending}" if ending.isalnum() and len(ending) < 6 else f"file-{number}"


def _bytes(part: Message) -> bytes:
    """What is in it. An e-mail inside the e-mail as it would stand in a file of its own."""
    if part.is_multipart():
        try:
            return b"\n".join(each.as_bytes() for each in part.get_payload() if isinstance(each, Message))
        except Exception:  # one that cannot be written again is in the whole e-mail all the same
            return b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
