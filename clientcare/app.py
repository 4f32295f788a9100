"""The composition root: the one file that joins services and ui."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from clientcare import __version__, paths
from clientcare.settings import Settings
from clientcare.ui.collecting import bury
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.main_window import MainWindow
from clientcare.ui.paper import mail_file
from clientcare.ui.theme import Theme
from clientcare.ui.timeline import opening
from clientcare.ui.wording import Wording

if TYPE_CHECKING:
    from clientcare.services.store import Store


def run(data_dir: str | None, *, sample: bool = False) -> int:
    """Open the window on the data folder and stay until it is closed. WorldError if there is no place for a folder."""
    folder = paths.sample_folder() if sample and not data_dir else paths.data_folder(data_dir)
    application = application_object()
    window = build(application, folder, sample=sample)
    sys.excepthook = lambda kind, error, trace: _unhandled(window, error, trace)
    window.show()
    window.start()
    status = application.exec()
    bury(window)
    mail_file.clear_old()
    opening.clear()
    return status


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
) -> MainWindow:
    """Join the parts: the store opens later, on its own thread, once the window is painted."""
    jobs, words = Jobs(lambda: _open_store(folder, sample=sample)), Wording(Settings())
    return MainWindow(jobs, Theme(application, appearance), words, dialogs(words))


def _open_store(folder: Path, *, sample: bool) -> Store:
    from clientcare import log
    from clientcare.services.store import Store

    store = Store.open(folder)
    log.start(folder)  # only now: in a folder that is not ours, nothing is written
    mail_file.clear_old()
    opening.clear_old()
    if sample:
        from clientcare.services import sample as sample_business

        try:
            store.write(sample_business.prepare)
        except BaseException:
            store.close()
            raise
    return store


def _unhandled(window: MainWindow, error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        window.close()
        return
    import logging

    logging.getLogger(__name__).error("unhandled", exc_info=(type(error), error, trace))
    window.show_trouble(error)
