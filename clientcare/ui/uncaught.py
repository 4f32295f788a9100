"""Errors that nobody caught, on whatever thread, and what Qt warns of: all goes to the log, and the errors to the owner."""

from __future__ import annotations

import re
import sys
import threading
import warnings
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

KINDS = {QtMsgType.QtWarningMsg: "warns", QtMsgType.QtCriticalMsg: "is in trouble", QtMsgType.QtFatalMsg: "ends"}
# What Qt says may quote a file or a text; the name of its own function, with which it mostly begins, never does.
_PLACE = re.compile(r"Q[A-Za-z]+::[A-Za-z~]+")


class Uncaught(QObject):
    """From `install` to `remove` nothing of an error goes to the terminal, where its words could quote somebody.

    `happened(error)` follows on the window's thread, in a turn of its own: never within the painting that went wrong.
    """

    happened = Signal(object)
    _noticed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._noticed.connect(self.happened, Qt.ConnectionType.QueuedConnection)
        self._said: set[str] = set()
        self._before: list[Callable[[], object]] = []

    def install(self) -> None:
        """Listen to everybody."""
        hooks, thread_hook, unraisable = sys.excepthook, threading.excepthook, sys.unraisablehook
        qt = qInstallMessageHandler(self._of_qt)
        self._before = [
            lambda: setattr(sys, "excepthook", hooks),
            lambda: setattr(threading, "excepthook", thread_hook),
            lambda: setattr(sys, "unraisablehook", unraisable),
            lambda: qInstallMessageHandler(qt),
        ]
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._of_python, self._of_thread, self._of_nobody
        if not sys.warnoptions:
            warnings.simplefilter("ignore")  # meant for programmers, and they quote the line they come from

    def remove(self) -> None:
        """Let things be as they were."""
        while self._before:
            self._before.pop()()

    def _of_python(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.note("unhandled", error)
        self._noticed.emit(error)

    def _of_thread(self, trouble: threading.ExceptHookArgs) -> None:
        if trouble.exc_value is not None and not isinstance(trouble.exc_value, SystemExit):
            self.note("unhandled on a thread", trouble.exc_value)
            self._noticed.emit(trouble.exc_value)

    def _of_nobody(self, trouble: sys.UnraisableHookArgs) -> None:
        """Python went on all the same: nothing the owner could have noticed."""
        if trouble.exc_value is not None:
            self.note("left behind", trouble.exc_value)

    def note(self, what: str, error: BaseException) -> None:
        """To the log."""
        import logging

        from clientcare import log  # noqa: F401 - from now on the entry is remembered, and stands in no terminal

        logging.getLogger(__name__).error("%s", what, exc_info=(type(error), error, error.__traceback__))

    def _of_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in KINDS:
            return
        import logging

        from clientcare import log  # noqa: F401 - as above

        place = _PLACE.match(message)
        said = f"Qt {KINDS[kind]}: {place[0] if place else context.category}"
        if said not in self._said:
            self._said.add(said)
            logging.getLogger(__name__).warning("%s", said)
