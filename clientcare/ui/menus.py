"""The menus of the window, made from the commands: quiet by default, and called up by a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from clientcare.ui.commands import COMMANDS
from clientcare.ui.wording import tr

ALWAYS = ("close", "about")  # commands that need no data


def make(window: QMainWindow) -> None:
    """Give the window every command, as an action of its own and in its menu."""
    menus: dict[str, QMenu] = {}
    for command in COMMANDS:
        menu = menus.get(command.menu) or window.menuBar().addMenu(tr(command.menu))
        menus[command.menu] = menu
        action = QAction(tr(command.text), window)
        action.setShortcut(QKeySequence(command.shortcut))
        action.setAutoRepeat(False)  # a key held down is pressed once
        action.setObjectName(command.method)
        method: Callable[[], object] = getattr(window, command.method)
        action.triggered.connect(lambda _=False, method=method: method())
        menu.addAction(action)
        window.addAction(action)
    # Alt or F10 shows the menus where they are not the system's own.
    window.menuBar().setVisible(window.menuBar().isNativeMenuBar())


def allow(window: QMainWindow, *, everything: bool) -> None:
    """Whether every command can be given now, or only those that need no data."""
    for action in window.actions():
        action.setEnabled(everything or action.objectName() in ALWAYS)


def released(window: QMainWindow, event: QKeyEvent) -> None:
    """Show or hide them, if that was their key."""
    if event.key() in (Qt.Key.Key_Alt, Qt.Key.Key_F10) and not event.modifiers():
        window.menuBar().setVisible(not window.menuBar().isVisible())
