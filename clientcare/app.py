"""The composition root: the one file that joins services and ui."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from clientcare import __version__, paths, temporary
from clientcare.errors import DataTrouble, WorldError
from clientcare.services.keeping.data_folder import DataFolder
from clientcare.settings import Settings
from clientcare.ui.collecting import bury
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.main_window import MainWindow
from clientcare.ui.theme import Theme
from clientcare.ui.uncaught import Uncaught
from clientcare.ui.wording import Wording

if TYPE_CHECKING:
    from clientcare.services.store import Store


def run(data_dir: str | None, *, sample: bool = False) -> int:
    """Open the window on the data folder and stay until it is closed. WorldError if there is no place for a folder."""
    folder = paths.sample_folder() if sample and not data_dir else paths.data_folder(data_dir)
    application, status = application_object(), 0
    uncaught = Uncaught(application)
    uncaught.install()
    try:
        status = _windows(application, folder, uncaught, sample=sample, named=bool(data_dir))
    except WorldError:
        raise
    except Exception as error:
        status = 1
        uncaught.note("no window", error)
        Dialogs(Wording(Settings())).trouble(None, error)
    finally:
        uncaught.remove()
        temporary.clear()
    return status


def _windows(application: QApplication, folder: Path, uncaught: Uncaught, *, sample: bool, named: bool) -> int:
    """One window after the other, as long as one wants to begin again; the exit status. A folder that the owner went over to
    is theirs at the next start too, unless this one was `named`."""
    status, where = 0, QByteArray()
    next_one: Path | None = folder
    while next_one is not None:
        data = DataFolder(next_one, sample=sample and next_one == folder)
        try:
            if _is_open_elsewhere(data):
                return 0
            status, next_one, where = _one_window(application, data, uncaught, where)
            if data.path != folder and not (status or sample or named):
                paths.remember_folder(data.path)
        finally:
            data.release()
    return status


def _is_open_elsewhere(data: DataFolder) -> bool:
    """Whether another window has the data, and came forward. One that does not answer is for our window to tell of."""
    try:
        data.seize()
    except DataTrouble:
        from clientcare.ui.starting import doorbell

        return doorbell.rings(data.path)
    return False


def _one_window(
    application: QApplication, data: DataFolder, uncaught: Uncaught, where: QByteArray
) -> tuple[int, Path | None, QByteArray]:
    """Open the window and stay until it is closed: the exit status, the folder to begin again on, if any, and `where` the
    window stood."""
    window = build(application, data.path, data=data)
    window.restoreGeometry(where)
    told = uncaught.happened.connect(partial(_unhandled, window))
    window.show()
    window.start()
    status = application.exec() or window.watch.status
    uncaught.happened.disconnect(told)
    opened, again, where = window.keeper.opened, window.again, window.saveGeometry()
    window.theme.deleteLater()
    bury(window)
    temporary.clear()
    if opened and again != data.path:
        _back_up(data.path)
    return status, again, where


def _back_up(folder: Path) -> None:
    """On quitting after changes; the window is gone, so nobody waits. Where it fails, the next window says so."""
    from clientcare import services

    try:
        if services.backups.status(folder).changed:
            services.backups.take(folder, "quit")
    except WorldError as error:
        import logging

        logging.getLogger(__name__).info("no backup on quitting: %s", error.said.text)


def tour(out_dir: Path) -> None:
    """Drive the real window through the sample dispute and leave pictures and letters in `out_dir`."""
    from clientcare.ui.tour import Tour

    Tour(application_object(), build, out_dir).walk()


def application_object() -> QApplication:
    """The one QApplication of the process, named for the system."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("ClientCare")
    application.setApplicationDisplayName("ClientCare")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("clientcare")
    application.setWindowIcon(QIcon(str(paths.resource("icons", "clientcare.svg"))))
    return application


def build(
    application: QApplication,
    folder: Path,
    *,
    sample: bool = False,
    appearance: str = "system",
    dialogs: type[Dialogs] = Dialogs,
    data: DataFolder | None = None,
) -> MainWindow:
    """Join the parts: the store opens later, on its own thread, once the window is painted."""
    data = data or DataFolder(folder, sample=sample)
    jobs, words = Jobs(partial(_open_store, data)), Wording(Settings())
    return MainWindow(jobs, Theme(application, appearance), words, dialogs(words), data)


def _open_store(data: DataFolder) -> Store:
    from clientcare import log

    store = data.open()
    log.start(data.path)  # only now: in a folder that is not ours, nothing is written
    temporary.clear_left()
    if data.sample:
        from clientcare.services import sample as sample_business

        try:
            store.write(sample_business.prepare)
        except BaseException:
            store.close()
            raise
    return store


def _unhandled(window: MainWindow, error: BaseException) -> None:
    window.close() if isinstance(error, KeyboardInterrupt) else window.show_trouble(error)
