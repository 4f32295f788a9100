"""Watches over the data folder of a window: opened or not, another start, damage, a cloud service, sudden loss."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from clientcare import services
from clientcare.errors import DataTrouble, WorldError
from clientcare.services.keeping.data_folder import DataFolder
from clientcare.services.progress import Progress, Stopped
from clientcare.ui.desk import Desk
from clientcare.ui.opening import Opening

if TYPE_CHECKING:
    from clientcare.records import Health
    from clientcare.ui.starting.care import StartCare
    from clientcare.ui.starting.doorbell import Doorbell
    from clientcare.ui.starting.loss import LossBar

LOSSES = ("unreachable", "replaced", "read_only", "full", "disk")


class Watch(QObject):
    """Made with the window; what it shows is loaded when there is something to show. `status`: what the process ends with."""

    def __init__(self, desk: Desk, data: DataFolder, opening: Opening, window: Any) -> None:
        super().__init__(window)
        self._desk, self._data, self._opening, self._window = desk, data, opening, window
        self.status = 1
        self._checking, self._checks = Progress(), False
        self._care: StartCare | None = None
        self._bell: Doorbell | None = None
        self._loss: LossBar | None = None
        self._goes_on = False  # the owner knows of the damage, and went on all the same
        self._waiting: list[DataTrouble] = []  # told once it is known whether a screen or a line says so already
        opening.ready.connect(self._opened)
        opening.failed.connect(self._not_opened)
        opening.warm.connect(self._check)
        desk.jobs.troubled.connect(self._troubled)

    def stop(self) -> None:
        """The window closes."""
        self._checking.stop()
        if self._loss is not None:
            self._loss.stop()

    # -- the start

    def _opened(self, _: object) -> None:
        self.status = 0
        if self._care is not None:
            self._care.done()
        self._answer_the_door()
        self._desk.jobs.work(partial(_synced_by, self._data), self._is_synced)

    def _not_opened(self, error: BaseException) -> None:
        self.status = 1
        self._cared().cannot_open(error)
        self._answer_the_door()

    def _is_synced(self, service: str) -> None:
        if service:
            self._cared().is_synced(service)

    def _cared(self) -> StartCare:
        from clientcare.ui.starting.care import StartCare

        if self._care is None:
            self._care = StartCare(self._desk, self._window, self._opening.begin)
            self._care.led_elsewhere.connect(self._is_elsewhere)
            self._care.went_on.connect(self._went_on)
        return self._care

    def _answer_the_door(self) -> None:
        if self._data.held and self._bell is None:
            from clientcare.ui.starting.doorbell import Doorbell

            self._bell = Doorbell(self._data, self)
            self._bell.rung.connect(self._window.come_forward)

    def _is_elsewhere(self) -> None:
        """The window that has the data came forward."""
        self.status = 0
        self._window.close()

    # -- damage

    def _check(self) -> None:
        """Once nothing else has to be loaded, and on a thread and a connection of its own."""
        if not self._checks:
            self._checks = True
            self._desk.jobs.post(partial(_look_over, self._data, self._checking), self._checked, self._not_checked)

    def _checked(self, health: Health) -> None:
        """Damage is told once by a screen; to those who went on all the same, by what it stops, and the side bar."""
        self._checks = False
        if services.health.is_damage(health):
            self._desk.keeper.look()  # the side bar says it, too
            if not self._goes_on:
                self._waiting.clear()
                self._cared().found_damage(health.findings)
        elif not health.well:
            self._desk.tell(health.findings[0])
        self._tell_waiting()

    def _not_checked(self, error: Exception) -> None:
        """What stands in the way of a look stands in the way of a save too, which says so; our own mistakes are told."""
        self._checks = False
        self._tell_waiting()
        if not isinstance(error, WorldError | Stopped):
            self._desk.jobs.failed.emit(error)

    def _went_on(self) -> None:
        self._goes_on = True

    # -- sudden loss

    def _troubled(self, trouble: DataTrouble) -> None:
        """Something failed. Where the data itself is out of reach, a line above the pages says so until it is back."""
        if not self._desk.jobs.ready or self.status:
            return
        if trouble.why == "damaged":
            self._check()  # of the file or of something else: that is what it tells
        elif trouble.why in LOSSES:
            from clientcare.ui.starting.loss import LossBar

            if self._loss is None:
                self._loss = LossBar(self._desk, self._window)
                self._loss.looked.connect(self._looked)
                self._window.add_bar(self._loss)
            self._loss.look()

    def takes(self, error: BaseException) -> bool:
        """Whether this trouble is told here, and not by a dialog as well: by the screen, or the line above the pages. Where
        neither comes, because the data is well when looked at, the dialog follows."""
        if not isinstance(error, DataTrouble) or QApplication.activeModalWidget() is not None:
            return False  # behind a form neither would be seen
        if error.why in LOSSES and self._loss is not None and self._loss.stands:
            self._desk.tell(error.said)  # what was just pressed did not work, and the line says why
            return True
        looks = self._checks if error.why == "damaged" else self._loss is not None and self._loss.looks
        if looks and error.why in (*LOSSES, "damaged"):
            self._waiting.append(error)
            return True
        return False

    def _looked(self, stands: bool) -> None:
        if stands:
            self._waiting = [error for error in self._waiting if error.why not in LOSSES]
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        """Those of whom nobody finds out anything any more."""
        waiting, self._waiting = self._waiting, []
        for error in waiting:
            self._window.show_trouble(error)  # what is still being looked into waits on


def _synced_by(data: DataFolder) -> str:
    return data.synced_by


def _look_over(data: DataFolder, progress: Progress, read: object, write: object) -> Health:
    return services.health.quick(data.path, progress)
