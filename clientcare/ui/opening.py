"""What happens once the first picture is painted: the data is opened, the settings read, the rest of the code loaded."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Signal

from clientcare import services
from clientcare.settings import Settings
from clientcare.ui import page_stack
from clientcare.ui.jobs import Jobs
from clientcare.ui.wording import Wording, here

WARM_UP_MS = 1000  # after Today is read: imports would fight it for the interpreter


class Opening(QObject):
    """`ready(Settings)`: the data can be read, or `failed(error)`. `warm()`: nothing more has to be loaded. `searchable()`: all
    of it can be found."""

    ready = Signal(object)
    failed = Signal(object)
    warm = Signal()
    searchable = Signal()

    def __init__(self, jobs: Jobs, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._words = jobs, words

    def begin(self) -> None:
        QTimer.singleShot(0, self, lambda: self._jobs.open(self._opened, self._not_opened))

    def _not_opened(self, error: Exception) -> None:
        self.failed.emit(error)

    def _opened(self, _: object) -> None:
        self._jobs.read(lambda session: services.settings.load(session), self._configured, self._not_opened)

    def _configured(self, settings: Settings) -> None:
        if settings == Settings() != here():  # the first start: money, dates and paper as this system has them
            settings = here()
            changed = {name: getattr(settings, name) for name in ("currency", "locale", "paper")}
            self._jobs.write(lambda session: services.settings.update(session, **changed))
        self.ready.emit(settings)
        QTimer.singleShot(WARM_UP_MS, self, self._start_warm_up)

    def _start_warm_up(self) -> None:
        self._jobs.work(self._warm_up, self._warmed_up, failed=self._warmed_up)  # what fails here is told when it is needed

    def _warm_up(self) -> None:
        """Off the window's thread: the code and the words for money that the first click would otherwise wait for."""
        self._words.money(1)
        page_stack.load_code()
        import clientcare.ui.search.palette  # noqa: F401

        # What is loaded by now stays: left out, it does not make each full collection stop the window for 45 ms.
        gc.freeze()

    def _warmed_up(self, _: object) -> None:
        from clientcare.ui.search.catching_up import CatchingUp

        self.warm.emit()
        catching_up = CatchingUp(self._jobs, self)
        catching_up.ended.connect(self.searchable)
        catching_up.start()
