"""What a mail server says: replies of a length that fits, and whether one came before anybody asked."""

from __future__ import annotations

import smtplib
import ssl
from typing import Any

LONGEST = 1 << 16  # bytes; the longest replies of honest servers, to EHLO, have a few hundred
AT_ONCE = 1 << 12


class Conversation(smtplib.SMTP):
    """smtplib's, which would read a reply that never ends until no memory is left."""

    file: Any

    def getreply(self) -> tuple[int, bytes]:
        """Code (-1: none) and words. SMTPException where the reply is too long or the line has ended."""
        self._replies().left = LONGEST
        return super().getreply()

    def has_spoken(self) -> bool:
        """Whether something has come, or the line has ended, that no reply was read from yet."""
        return self._replies().is_waiting()

    def _replies(self) -> _Replies:
        if self.file is None:
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("no line")
            self.file = _Replies(self.sock)
        replies: _Replies = self.file
        return replies


class _Replies:
    """The lines that come; `left`: how many bytes of them are still taken."""

    def __init__(self, sock: Any) -> None:
        self._sock, self._unread, self.left = sock, b"", LONGEST

    def readline(self, most: int) -> bytes:
        """As a file would, so that smtplib can read from it; half a line is none. OSError where it is more than is taken."""
        while b"\n" not in self._unread and len(self._unread) < most:
            if not (more := self._sock.recv(AT_ONCE)):
                return b""
            self._unread += more
        end = min(self._unread.find(b"\n") + 1 or most, most)
        line, self._unread = self._unread[:end], self._unread[end:]
        self.left -= len(line)
        if self.left < 0:
            raise ConnectionAbortedError
        return line

    def is_waiting(self) -> bool:
        """Look, without waiting for it."""
        patience = self._sock.gettimeout()
        self._sock.settimeout(0.0)
        try:
            self._unread += (more := self._sock.recv(AT_ONCE))
            return not more or bool(self._unread)
        except (BlockingIOError, ssl.SSLWantReadError):
            return bool(self._unread)
        finally:
            self._sock.settimeout(patience)

    def close(self) -> None:
        """As files have it; the line itself is closed by whoever opened it."""
