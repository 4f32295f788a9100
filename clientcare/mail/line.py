"""A protected line to a mail server: reached, its certificate checked, logged in; it can be cut at any moment."""

from __future__ import annotations

import hmac
import queue
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

from clientcare.mail import failing
from clientcare.mail.account import Account
from clientcare.mail.failing import Failed

if TYPE_CHECKING:
    import socket
    import ssl

Reply = tuple[int, bytes]
NAME = "[127.0.0.1]"  # how we greet: the name and address of this computer are nobody's business
TICK = 0.05  # seconds between two looks at whether to stop
WHOLE = 20  # times the time limit of a phase: the longest all phases together may take
PATIENCE = 4  # times that limit: how long the final answer may take, for not to know it is worse than to wait
GRACE = 5.0  # seconds for the server to finish what it has begun to take, once the window wants to close
PARTING = 2.0  # seconds for a goodbye nobody needs


class Line:
    """One conversation. Every method raises Failed, in words, for whatever goes wrong before the message leaves.

    `cancelled` is asked many times a second, from another thread. `stopped` tells that it said yes.
    """

    def __init__(self, account: Account, timeout: float, cancelled: Callable[[], bool]) -> None:
        from clientcare.mail.replies import Conversation  # smtplib comes with it

        self.account, self.timeout = account, timeout
        self.smtp = Conversation(local_hostname=NAME, timeout=timeout)  # reaches for nobody yet
        self.stopped = self.claimed = False
        self._cancelled = cancelled
        self._deadline = time.monotonic() + WHOLE * timeout
        self._handle: socket.socket | None = None
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="mail-watch", daemon=True)

    def __enter__(self) -> Line:
        self._watcher.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._over.set()
        self._watcher.join()
        self.smtp.close()
        if self._handle is not None:
            self._handle.close()

    def _watch(self) -> None:
        """Cuts the line once it is to stop or has taken too long, whatever it is waiting for."""
        while not self._over.wait(TICK):
            if not self.stopped and self._cancelled():
                self.stopped = True
                self._deadline = min(self._deadline, time.monotonic() + (GRACE if self.claimed else 0))
            if self._handle is not None and time.monotonic() >= self._deadline:
                with suppress(OSError):
                    self._handle.shutdown(2)  # both ways; a blocked read or write returns at once

    def open(self, password: str) -> None:
        """Reach the server, protect the line, log in."""
        with failing.phase(self, failing.unreachable):
            sock = self._reach()
            self._handle = sock.dup()
            self.smtp.sock = self._protected(sock) if self.account.security == "tls" else sock
            greeting = self.smtp.getreply()
        failing.expect(self, greeting, 220, failing.GREETING)
        self._greet()
        if self.account.security == "starttls":
            self._start_protection()
            self._greet()
        if self.account.user:
            self._log_in(password)

    def ask(self, *command: str) -> Reply:
        """Say a command and wait for its answer."""
        if self.stopped:
            raise Failed("later", failing.said(self, failing.CANCELLED))
        with failing.phase(self):
            return self.smtp.docmd(*command)

    @property
    def reached(self) -> bool:
        return self._handle is not None

    def offers(self, extension: str) -> bool:
        return self.smtp.has_extn(extension)

    def hand_over(self, pieces: Iterable[bytes]) -> Reply:
        """Send the message piece by piece and wait for the final answer. Raises whatever the network does.

        What was said before the last piece, which ends the message, is no answer to it, unless it is a no.
        """
        sock = self.smtp.sock
        assert sock is not None
        last = b""
        try:
            for piece in pieces:
                sock.sendall(last)
                last = piece
            if self.smtp.has_spoken():
                raise ConnectionAbortedError
            sock.sendall(last)
        except OSError:
            answer = self.smtp.getreply()  # refused before its end: the reason may have come first
            if failing.is_no(answer[0]):
                return answer
            raise
        sock.settimeout(self.timeout * PATIENCE)
        return self.smtp.getreply()

    def part(self) -> None:
        """Say goodbye; whether it is heard does not matter, and nobody waits for it who wants to close the window."""
        self.claimed = False
        self._deadline = min(self._deadline, time.monotonic() + min(self.timeout, PARTING))
        with suppress(OSError, failing.smtp_errors()):
            if not self.stopped and self.smtp.sock is not None:
                self.smtp.docmd("QUIT")

    def _reach(self) -> socket.socket:
        """Connect, on a thread that can be left behind: looking up a name cannot be interrupted."""
        import socket

        found: queue.SimpleQueue[socket.socket | Exception] = queue.SimpleQueue()
        left = threading.Event()

        def connect() -> None:
            try:
                # Of several addresses the first may lead nowhere (IPv6 often does); time must be left for another.
                sock = socket.create_connection((self.account.host, self.account.port), self.timeout / 3)
                sock.settimeout(self.timeout)
            except (OSError, UnicodeError) as error:
                found.put(error)
            else:
                sock.close() if left.is_set() else found.put(sock)

        threading.Thread(target=connect, name="mail-reach", daemon=True).start()
        until = time.monotonic() + self.timeout
        while not self.stopped and time.monotonic() < until:
            with suppress(queue.Empty):
                result = found.get(timeout=TICK)
                if isinstance(result, Exception):
                    raise result
                return result
        left.set()
        raise TimeoutError

    def _protected(self, sock: socket.socket) -> ssl.SSLSocket:
        """The line under TLS, once the certificate has proved whose it is. The system says whom to trust."""
        import ssl

        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks certificate and name
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            return context.wrap_socket(sock, server_hostname=self.account.host)
        except BaseException:
            sock.close()
            raise

    def _greet(self) -> None:
        with failing.phase(self):
            answer = self.smtp.ehlo()
        failing.expect(self, answer, 250, failing.GREETING)

    def _start_protection(self) -> None:
        if not self.offers("starttls"):
            raise Failed("stopped", failing.said(self, failing.UNPROTECTED))
        failing.expect(self, self.ask("STARTTLS"), 220, failing.NOT_PROTECTED)
        with failing.phase(self, failing.unreachable):
            assert self.smtp.sock is not None
            # What the server said unprotected counts no more, neither heard nor still unread.
            self.smtp.sock, self.smtp.file = self._protected(self.smtp.sock), None
            self.smtp.esmtp_features = {}

    def _log_in(self, password: str) -> None:
        offered = self.smtp.esmtp_features.get("auth", "").upper().split()
        ways = [way for way in ("PLAIN", "LOGIN", "CRAM-MD5") if way in offered]
        if not ways:
            raise Failed("stopped", failing.said(self, failing.ONLY_WEB if offered else failing.NO_LOG_IN))
        if not password or not failing.is_password(password):
            raise Failed("stopped", failing.said(self, failing.PASSWORD_UNUSABLE if password else failing.NO_PASSWORD))
        answer: Reply = (504, b"")
        for way in ways:
            answer = self._log_in_by(way, self.account.user.encode(), password.encode())
            if answer[0] != 504:  # the one answer that asks for another way
                break
        failing.expect(self, answer, 235, failing.not_accepted(self.account))

    def _log_in_by(self, way: str, user: bytes, password: bytes) -> Reply:
        if way == "PLAIN":
            return self.ask("AUTH", "PLAIN " + _in_letters(b"\0" + user + b"\0" + password))
        answer = self.ask("AUTH", way)
        if way == "LOGIN":
            return self._each(answer, user, password)
        digest = hmac.new(password, _challenge(answer), "md5").hexdigest()
        return self._each(answer, user + b" " + digest.encode())

    def _each(self, answer: Reply, *parts: bytes) -> Reply:
        for part in parts:
            if answer[0] == 334:
                answer = self.ask(_in_letters(part))
        return answer


def _in_letters(content: bytes) -> str:
    return b64encode(content).decode()


def _challenge(answer: Reply) -> bytes:
    try:
        return b64decode(answer[1])
    except ValueError:
        return b""
