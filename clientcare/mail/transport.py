"""Hands one e-mail to a mail server and says honestly what became of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clientcare.errors import WorldError
from clientcare.mail import failing
from clientcare.mail.account import Account, is_address
from clientcare.mail.failing import Failed
from clientcare.mail.line import Line
from clientcare.said import Said, mark

PIECE = 1 << 18  # bytes worked on at a time: the window's thread waits while one is searched
LINE_END, LINE_BEGINS_WITH_DOT = re.compile(rb"\r\n|\r|\n"), re.compile(rb"(?m)^\.")
TOO_LONG = re.compile(rb"(?m)^[^\n]{1000}")  # 998 bytes and CRLF are the most, by RFC 5322
MEGABYTE = 1_000_000

SENT = mark("“{host}” took the e-mail.")
WITHDRAWN = mark("It was taken back before the e-mail was on its way.")
MAYBE = mark(
    "The connection broke off before “{host}” said whether it took the e-mail. Ask {recipient} whether it arrived before you "
    "send it again."
)
WORKS = mark("It works: “{host}” accepts your password and sends from {sender}.")
WORKS_OPEN = mark("It works: “{host}” sends from {sender} and asks for no password.")
NO_ADDRESS = mark("“{recipient}” is not an e-mail address we can write to. Please check it.")
NO_SENDER = mark("“{sender}” cannot be used to send from. Please check your e-mail address in the settings.")
UNSENDABLE = mark("This e-mail is not made the way mail servers want it. Take it back and send the letter again.")
TOO_LARGE = mark("The e-mail is {size} MB, but “{host}” takes at most {most} MB. Use smaller pictures, or print the letter.")
TOO_LARGE_ANSWER = mark("The e-mail is too large for “{host}”: “{answer}”. Use smaller pictures, or print the letter.")
OTHER_LETTERS = mark(
    "“{host}” cannot send to or from addresses with letters other than a to z. Send through your mail program instead."
)
SENDER_REFUSED = mark(
    "“{host}” does not let you send from {sender}; it answered “{answer}”. Is it the address of this mail account?"
)
RECIPIENT_REFUSED = mark(
    "“{host}” does not take e-mails to {recipient}; it answered “{answer}”. Take it back, check the address and send it again."
)
NOT_TAKEN = mark("“{host}” did not take the e-mail; it answered “{answer}”. Send it through your mail program, or print it.")


@dataclass(frozen=True)
class Outcome:
    """What became of it. `answer`: sent, later (not sent, worth another try by itself), stopped (not sent, and will not be
    as it is), maybe (nobody knows) or withdrawn (the claim said no, nothing was sent)."""

    answer: str
    said: Said


def _never() -> bool:
    return False


def send(
    account: Account,
    password: str,
    message: bytes,
    sender: str,
    recipient: str,
    claim: Callable[[], bool],
    timeout: float = 30.0,
    cancelled: Callable[[], bool] = _never,
) -> Outcome:
    """Send `message`, a whole e-mail, to one recipient. Whatever the world does is an Outcome; what `claim` raises is raised.

    `claim` is called at most once: the server has agreed to everything, and not a byte of the message has left. From then
    on only the server's final answer tells; without it the outcome is "maybe". `timeout` in seconds holds for each phase
    (four times for the final answer), twenty times that for the whole. `cancelled` is asked all the while from another
    thread: before the claim it ends in "later" at once, after it the server has five seconds to finish.
    """
    try:
        content = _content(message)
        _check(sender, recipient)
        with Line(account, timeout, cancelled) as line:
            line.open(password)
            content = _announce(line, content, sender, recipient)
            failing.expect(line, line.ask("DATA"), 354, NOT_TAKEN)
            if line.stopped:
                raise Failed("later", failing.said(line, failing.CANCELLED))
            if not claim():
                return Outcome("withdrawn", Said(WITHDRAWN))
            return _handed_over(line, content, recipient)
    except Failed as failed:
        return Outcome(failed.answer, failed.said)


def try_out(account: Account, password: str, timeout: float = 30.0, cancelled: Callable[[], bool] = _never) -> Said:
    """Everything but a message: reach, protect, log in, ask to send. Returns that it works; raises WorldError why not."""
    try:
        with Line(account, timeout, cancelled) as line:
            line.open(password)
            _from(line, account.sender, _utf8(line, account.sender))
            failing.expect(line, line.ask("RSET"), 250, SENDER_REFUSED, sender=account.sender)
            line.part()
            return Said(WORKS if account.user else WORKS_OPEN, {"host": account.host, "sender": account.sender})
    except Failed as failed:
        raise WorldError(failed.said) from failed


def _content(message: bytes) -> bytes:
    """The message with every line ended as the wire wants it, and none too long."""
    content = b"".join(LINE_END.sub(b"\r\n", piece) for piece in _pieces(message))
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    if b"\0" in content or any(TOO_LONG.search(piece) for piece in _pieces(content)):
        raise Failed("stopped", Said(UNSENDABLE))
    return content


def _pieces(message: bytes) -> Iterator[bytes]:
    """The message in pieces that end where a line does."""
    start = 0
    while start < len(message):
        end = message.find(b"\n", start + PIECE) + 1 or len(message)
        yield message[start:end]
        start = end


def _on_the_wire(content: bytes) -> Iterator[bytes]:
    """Dots at the beginning of a line doubled, and the lone dot that ends it."""
    for piece in _pieces(content):
        yield LINE_BEGINS_WITH_DOT.sub(b"..", piece)
    yield b".\r\n"


def _check(sender: str, recipient: str) -> None:
    if not is_address(sender):
        raise Failed("stopped", Said(NO_SENDER, {"sender": _shown(sender)}))
    if not is_address(recipient):
        raise Failed("stopped", Said(NO_ADDRESS, {"recipient": _shown(recipient)}))


def _shown(address: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in address).split())[:100]


def _announce(line: Line, content: bytes, sender: str, recipient: str) -> bytes:
    """Tell the server from whom, to whom and how large; returns the content in the letters it takes."""
    head = content.partition(b"\r\n\r\n")[0].decode("latin-1")
    options = _utf8(line, sender, recipient, head)
    if not content.isascii() and not line.offers("8bitmime"):
        content = _seven_bit(content)
    elif not content.isascii():
        options += " BODY=8BITMIME"
    if line.offers("size"):
        options += f" SIZE={len(content)}"
    _fits(line, len(content))
    _from(line, sender, options)
    answer = line.ask("RCPT", f"TO:<{recipient}>")
    if answer[0] != 251:  # "will forward" is a yes too
        failing.expect(line, answer, 250, RECIPIENT_REFUSED, recipient=recipient)
    return content


def _utf8(line: Line, *texts: str) -> str:
    """The option that addresses beyond a to z need, where they need it."""
    if all(text.isascii() for text in texts):
        return ""
    if not line.offers("smtputf8"):
        raise Failed("stopped", failing.said(line, OTHER_LETTERS))
    line.smtp.command_encoding = "utf-8"
    return " SMTPUTF8"


def _seven_bit(content: bytes) -> bytes:
    """The same message for a server that takes ASCII only."""
    from email import message_from_bytes
    from email.policy import SMTP

    return message_from_bytes(content, policy=SMTP.clone(cte_type="7bit")).as_bytes()


def _fits(line: Line, size: int) -> None:
    offered = line.smtp.esmtp_features.get("size", "")
    most = int(offered) if offered.isascii() and offered.isdecimal() and len(offered) < 19 else 0
    if most and size > most:
        raise Failed("stopped", failing.said(line, TOO_LARGE, size=-(-size // MEGABYTE), most=most // MEGABYTE))


def _from(line: Line, sender: str, options: str) -> None:
    answer = line.ask("MAIL", f"FROM:<{sender}>{options}")
    words = TOO_LARGE_ANSWER if answer[0] == 552 else SENDER_REFUSED
    failing.expect(line, answer, 250, words, sender=sender)


def _handed_over(line: Line, content: bytes, recipient: str) -> Outcome:
    """The message itself: from here on nothing but the server's final answer tells."""
    line.claimed = True
    try:
        code, text = line.hand_over(_on_the_wire(content))
    except Exception as error:  # whatever it was, the server may have the message
        logging.getLogger(__name__).info("no final answer: %s", type(error).__name__)
        code, text = 0, b""
    if 200 <= code < 300:
        line.part()
        return Outcome("sent", failing.said(line, SENT))
    if not failing.is_no(code):
        return Outcome("maybe", failing.said(line, MAYBE, recipient=recipient))
    failing.expect(line, (code, text), 250, TOO_LARGE_ANSWER if code == 552 else NOT_TAKEN)
    raise AssertionError("a no has been raised")
