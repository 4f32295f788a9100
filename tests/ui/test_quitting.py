"""Quitting, by the very loop that the program runs: what was changed is backed up once the window is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from clientcare import app, services
from clientcare.ui.main_window import MainWindow


def test_what_was_changed_is_backed_up_after_the_window_is_gone(qapp: Any, tmp_path: Path) -> None:
    folder, seen, steps = tmp_path / "data", list[bool](), iter(("write", "close"))

    def windows() -> list[MainWindow]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]

    def on() -> None:
        """An owner who adds a client and closes the window."""
        for window in windows():
            if window.jobs.ready and not window.jobs.busy:
                step = next(steps, "")
                if step == "write":
                    window.jobs.write(lambda session: services.clients.create(session, "Dana Okafor"))
                elif step == "close":
                    window.close()

    def take(*asked: Any) -> Any:
        seen.append(not windows())
        return taken(*asked)

    taken, services.backups.take = services.backups.take, take
    hands = QTimer(interval=20)
    hands.timeout.connect(on)
    hands.start()
    try:
        assert app.run(str(folder)) == 0
    finally:
        hands.stop()
        services.backups.take = taken
    assert seen == [True], "nobody waits looking at it"
    assert [(one.reason, one.contents.clients) for one in services.backups.all(folder)] == [("quit", 1)]
