"""A real mail server on this computer for tests: TLS or STARTTLS, a name and password, and whatever can go wrong on request.

In a test:

    with Loopback(tmp_path / "server") as server:          # or security="starttls", certificate="expired", largest=1000
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))   # this computer trusts its certificate
        account = Account(server.host, server.port, server.security, USER, SENDER)   # the password is PASSWORD
        server.fault = "RCPT 550 no such user"             # from the next command on; "" = all is well again
        assert server.received[0].message == ...           # what it took, in order

As a process of its own, which outlives a killed sender (`with apart(folder) as server:` does it, same attributes):

    python tests/mail/loopback.py FOLDER tls|starttls [good|other|expired|unknown] [PORT]

It prints "ready" once FOLDER/address.json holds host, port, security and authority. Faults are lines in FOLDER/fault, each
"PHASE ACTION". PHASE: CONNECT EHLO STARTTLS AUTH MAIL RCPT DATA BODY (half-way through the message) END (after the final
dot) RSET QUIT, or * for each of them. ACTION:

    drop             the connection breaks off; at END the message has been taken
    lose             END only: it breaks off and the message was not taken
    silence          nothing is ever answered
    late 0.5         half a second later, then as usual; at END the message is taken first
    550 any words    that answer (BODY: and then it breaks off)
    without A B      EHLO only: does not offer A and B
    offers AUTH X    EHLO only: offers this in place of its own line

What was taken lies in FOLDER/received: 1.eml, 2.eml, … as sent, beside 1.json with sender, recipients and options; a message
is there before its answer leaves, so nothing a sender was told can be missing.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of names of its own

HOST = "localhost"
USER = "ana@rivera.example"
PASSWORD = "correct horse 🐎"
SENDER = "ana@rivera.example"
CERTIFICATES = ("good", "other", "expired", "unknown")


@dataclass(frozen=True)
class Received:
    """A message the server took."""

    sender: str
    recipients: tuple[str, ...]
    options: tuple[str, ...]
    message: bytes


class Folder:
    """What a running server shares with whoever drives it: where it listens, what is to go wrong, what it took."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.host, self.port, self.security, self.authority = HOST, 0, "tls", folder / "authority.pem"

    @property
    def fault(self) -> str:
        file = self.folder / "fault"
        return file.read_text() if file.exists() else ""

    @fault.setter
    def fault(self, lines: str) -> None:
        fresh = self.folder / "fault.new"
        fresh.write_text(lines)
        fresh.replace(self.folder / "fault")

    @property
    def received(self) -> list[Received]:
        notes = sorted((self.folder / "received").glob("*.json"), key=lambda note: int(note.stem))
        return [_received(note) for note in notes]

    @property
    def talk(self) -> list[str]:
        """Every command it was given so far, without what followed AUTH."""
        file = self.folder / "talk"
        return file.read_text().splitlines() if file.exists() else []


def _received(note: Path) -> Received:
    said = json.loads(note.read_text())
    return Received(said["sender"], tuple(said["recipients"]), tuple(said["options"]), note.with_suffix(".eml").read_bytes())


class Loopback(Folder):
    """The server, on a thread of this process while the `with` block lasts."""

    def __init__(
        self, folder: Path, security: str = "tls", certificate: str = "good", largest: int = 30_000_000, port: int = 0
    ) -> None:
        super().__init__(folder)
        (folder / "received").mkdir(parents=True, exist_ok=True)
        self.security, self.largest, self._wanted = security, largest, port
        self._context = _certificate(certificate, self.authority)
        self._loop = asyncio.new_event_loop()
        self.talks: list[Talk] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="loopback", daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        implicit = self._context if self.security == "tls" else None
        made = self._loop.create_server(lambda: Talk(self, self._context), "127.0.0.1", self._wanted, ssl=implicit)
        self._server = asyncio.run_coroutine_threadsafe(made, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        address = {"host": HOST, "port": self.port, "security": self.security, "authority": str(self.authority)}
        (self.folder / "address.json").write_text(json.dumps(address))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Nobody listens any more; twice does no harm."""
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        for talk in self.talks:
            talk.hang_up()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def take(self, envelope: Any) -> None:
        place = self.folder / "received" / f"{len(self.received) + 1}.eml"
        place.write_bytes(envelope.content)
        said = {"sender": envelope.mail_from, "recipients": envelope.rcpt_tos, "options": envelope.mail_options}
        fresh = place.with_suffix(".new")
        fresh.write_text(json.dumps(said))
        fresh.replace(place.with_suffix(".json"))

    def note(self, line: str) -> None:
        with (self.folder / "talk").open("a") as file:
            file.write(line + "\n")


class Hooks:
    """What the server offers, and what becomes of a message."""

    async def handle_EHLO(self, talk: Any, session: Any, envelope: Any, hostname: str, lines: list[str]) -> list[str]:
        session.host_name = hostname
        action, words = talk.fault("EHLO")
        gone = words.split() if action == "without" else [words.partition(" ")[0]] if action == "offers" else []
        kept = [line for line in lines if line[4:].partition(" ")[0] not in gone]
        return [*kept[:-1], f"250-{words}", kept[-1]] if action == "offers" else kept

    async def handle_DATA(self, talk: Any, session: Any, envelope: Any) -> str:
        action, words = talk.fault("END")
        if action.isdigit():
            return f"{action} {words}"
        if action != "lose":
            talk.server.take(envelope)
        await talk.stumbles("END")
        return "250 OK, taken"


class Talk(SMTP):
    """One connection, which goes wrong where the server's fault says."""

    line_length_limit = 1001

    def __init__(self, server: Loopback, context: ssl.SSLContext) -> None:
        self.server = server
        server.talks.append(self)
        later = server.security == "starttls"
        super().__init__(
            Hooks(), data_size_limit=server.largest, enable_SMTPUTF8=True, hostname="mail.loopback.example",
            tls_context=context if later else None, require_starttls=later, auth_require_tls=later,
            authenticator=_known, loop=asyncio.get_running_loop(),
        )  # fmt: skip
        self._auth_required = True  # aiosmtpd warns where only the connection itself is protected

    def fault(self, phase: str) -> tuple[str, str]:
        """What is to go wrong now: (action, its words), or ("", "")."""
        for line in self.server.fault.splitlines():
            where, _, rest = line.strip().partition(" ")
            if where in (phase, "*"):
                action, _, words = rest.partition(" ")
                return action, words
        return "", ""

    async def stumbles(self, phase: str) -> bool:
        """Whether the phase has been dealt with, by going wrong."""
        action, words = self.fault(phase)
        if action in ("drop", "lose"):
            self.transport.abort()
        if action in ("drop", "lose", "silence"):
            await asyncio.sleep(3600)  # until the connection has gone, which ends this
        if action == "late":
            await asyncio.sleep(float(words))
        if action.isdigit():
            await self.push(f"{action} {words}")
        return action.isdigit()

    def hang_up(self) -> None:
        for transport in (self.transport, self._original_transport):
            if transport is not None:
                with suppress(AttributeError):  # Python 3.11.2 stumbles over a protected line that has gone already
                    transport.abort()

    async def _handle_client(self) -> None:
        if await self.stumbles("CONNECT"):
            self.transport.close()
        else:
            await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:
        self.server.note("DATA")
        if await self.stumbles("DATA"):
            return
        if self.fault("BODY")[0] not in ("", "late"):
            await self.push("354 go on")
            await self._reader.read(500)
            if await self.stumbles("BODY"):
                self.transport.close()
                return
        await super().smtp_DATA(arg)

    async def auth_CRAM__MD5(self, _: Any, args: list[str]) -> AuthResult:
        challenge = b"<1.2@mail.loopback.example>"
        answer = await self.challenge_auth(challenge)
        expected = hmac.new(PASSWORD.encode(), challenge, "md5").hexdigest()
        return AuthResult(success=answer == f"{USER} {expected}".encode(), handled=False)


def _phase(name: str) -> Any:
    usual = getattr(SMTP, f"smtp_{name}")

    async def command(self: Talk, arg: str) -> None:
        self.server.note(f"{name} {arg.split()[0] if name == 'AUTH' else arg or ''}".strip())
        if not await self.stumbles(name):
            await usual(self, arg)

    return command


for _name in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "RSET", "QUIT"):
    setattr(Talk, f"smtp_{_name}", _phase(_name))


def _known(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


def _certificate(kind: str, authority: Path) -> ssl.SSLContext:
    """A server's context with its certificate; `authority` is written with who vouches for all but the unknown one."""
    assert kind in CERTIFICATES
    vouches = trustme.CA()
    vouches.cert_pem.write_to_path(authority)
    names = ("mail.elsewhere.example",) if kind == "other" else (HOST, "127.0.0.1")
    ended = datetime.now(UTC) - timedelta(days=1) if kind == "expired" else None
    issuer = trustme.CA() if kind == "unknown" else vouches
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(*names, not_after=ended).configure_cert(context)
    return context


@contextmanager
def apart(folder: Path, security: str = "tls", certificate: str = "good", port: int = 0) -> Iterator[Folder]:
    """The server in a process of its own; ended with the `with` block. What it took stays in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, str(folder), security, certificate, str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            yield running(folder)
        finally:
            process.kill()


def running(folder: Path) -> Folder:
    """A server that another process runs."""
    shared, address = Folder(folder), json.loads((folder / "address.json").read_text())
    shared.host, shared.port, shared.security = address["host"], address["port"], address["security"]
    shared.authority = Path(address["authority"])
    return shared


def main(folder: str, security: str = "tls", certificate: str = "good", port: str = "0") -> None:
    """The process of its own, until whoever started it lets go of its input."""
    with Loopback(Path(folder), security, certificate, port=int(port)):
        print("ready", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
