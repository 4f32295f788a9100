"""One window for a data folder: a second start rings at the first, which comes forward."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from clientcare import folder_lock

if TYPE_CHECKING:
    from clientcare.services.keeping.data_folder import DataFolder

NAME = "clientcare-"
ANSWER = b"here\n"
PATIENCE_MS = 1500  # a window that has not answered by then is busy, or hangs
LONGEST = 300  # letters of what may be asked
TOKEN = "XDG_ACTIVATION_TOKEN"  # by which Wayland lets another program's window come forward


class Doorbell(QObject):
    """Answers for as long as it lives. `rung()`: somebody started ClientCare on this data once more."""

    rung = Signal()

    def __init__(self, data: DataFolder, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come)
        if self._server.listen(_address()):
            _clear(Path(data.note(self._server.fullServerName())))

    def _come(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.readyRead.connect(self._hear)
            if caller.bytesAvailable():
                self._answer(caller)

    def _hear(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._answer(caller)

    def _answer(self, caller: QLocalSocket) -> None:
        token = bytes(caller.read(LONGEST).data()).decode("ascii", "ignore").strip()
        if token:
            os.environ[TOKEN] = token
        self.rung.emit()
        caller.write(ANSWER)
        caller.flush()
        caller.disconnectFromServer()


def rings(folder: Path) -> bool:
    """Ask the window that has the folder to come forward; whether it answered. On any thread."""
    address = folder_lock.address(folder)
    if not address:
        return False
    _let_come_forward()
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(f"{os.environ.get(TOKEN, '')}\n".encode("ascii", "ignore")[:LONGEST])
    if not (socket.bytesAvailable() or socket.waitForReadyRead(PATIENCE_MS)):
        return False
    return bytes(socket.readAll().data()) == ANSWER


def _address() -> str:
    """A name nobody can guess, where only the owner looks, if the system has such a place."""
    name = f"{NAME}{secrets.token_hex(8)}"
    private = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(private) / name) if private and Path(private).is_dir() else name


def _clear(left: Path) -> None:
    """What a window that was killed left behind; the note is only a file's word, so nothing else is ever taken away."""
    if left.name.startswith(NAME) and left.is_socket():
        left.unlink(missing_ok=True)


def _let_come_forward() -> None:
    if os.name == "nt":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # type: ignore[attr-defined, unused-ignore]
