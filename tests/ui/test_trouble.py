"""What went wrong is told once, in plain words, on whatever thread it happened; and a report is read before it is saved."""

from __future__ import annotations

import errno
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from clientcare import app, log, temporary
from clientcare.errors import WorldError, reason
from clientcare.said import Said, mark
from clientcare.settings import Settings
from clientcare.ui import trouble
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.trouble import TroubleDialog
from clientcare.ui.uncaught import Uncaught
from clientcare.ui.wording import Wording

CANARY = "Dana Canary Okafor"
FULL = mark("The disk is full, so nothing was saved. Free some space, then try again.")


def ours(words: str = CANARY) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def worlds(text: str = FULL) -> WorldError:
    return WorldError(Said(text))


class Reader(QObject):
    """Reads each dialog that comes up, does something in it if asked to, and presses its last button."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.act: Callable[[QDialog], object] = lambda dialog: None
        self.most = 0
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, TroubleDialog) and each.isVisible()]
        self.most = max(self.most, len(shown))
        if shown:
            dialog = shown[-1]
            self.read.append(said(dialog))
            self.act(dialog)
            press(dialog, "trouble.go_on")


def said(dialog: QDialog) -> str:
    return dialog.findChild(QLabel, "trouble.said").text()


def press(dialog: QDialog, name: str) -> None:
    found = dialog.findChild(QPushButton, name)
    assert found.isVisible()
    found.click()


@pytest.fixture
def reader(qapp: QApplication) -> Iterator[Reader]:
    made = Reader()
    yield made
    made._timer.stop()
    made.deleteLater()


@pytest.fixture
def dialogs(qapp: QApplication) -> Dialogs:
    return Dialogs(Wording(Settings()))


@pytest.fixture
def parent(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_worlds_errors_say_what_to_do_and_offer_no_report(dialogs: Dialogs, parent: QWidget, reader: Reader) -> None:
    seen: list[bool] = []
    reader.act = lambda dialog: seen.append(dialog.findChild(QPushButton, "trouble.look") is None)
    dialogs.trouble(parent, worlds())
    assert reader.read == [FULL] and seen == [True]


def test_ours_says_so_plainly_and_quotes_nobody(dialogs: Dialogs, parent: QWidget, reader: Reader) -> None:
    texts: list[str] = []
    reader.act = lambda dialog: texts.extend(each.text() for each in dialog.findChildren(QLabel))
    dialogs.trouble(parent, ours())
    assert "our mistake, not yours" in reader.read[0] and "still here" in reader.read[0]
    assert not any(CANARY in text or "ValueError" in text for text in texts)


def test_a_report_is_read_before_it_is_saved(
    dialogs: Dialogs, parent: QWidget, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.txt"
    monkeypatch.setattr(dialogs, "file_to_save", lambda *_: file)
    logging.getLogger("clientcare.ui").info("the step before")
    shown: list[str] = []

    def look_and_save(dialog: QDialog) -> None:
        text = dialog.findChild(QPlainTextEdit)
        assert not text.isVisible() and not dialog.findChild(QPushButton, "trouble.save").isVisible()
        press(dialog, "trouble.look")
        assert text.isVisible() and text.isReadOnly() and not file.exists()
        shown.append(text.toPlainText())
        press(dialog, "trouble.save")
        assert "report.txt" in dialog.findChild(QLabel, "trouble.outcome").text()

    reader.act = look_and_save
    dialogs.trouble(parent, ours())
    assert file.read_text("utf-8") == shown[0]
    assert "test_trouble.py" in shown[0] and "ValueError" in shown[0] and "the step before" in shown[0]
    assert CANARY not in shown[0]


def test_a_report_that_cannot_be_saved_says_why_and_stays(
    dialogs: Dialogs, parent: QWidget, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "file_to_save", lambda *_: tmp_path / "gone" / "report.txt")
    told: list[str] = []

    def try_to_save(dialog: QDialog) -> None:
        press(dialog, "trouble.look")
        press(dialog, "trouble.save")
        told.append(dialog.findChild(QLabel, "trouble.outcome").text())

    reader.act = try_to_save
    dialogs.trouble(parent, ours())
    assert "not there any more" in told[0] and "Choose another folder" in told[0]


def test_one_is_never_on_top_of_another_and_none_is_told_twice(dialogs: Dialogs, parent: QWidget, reader: Reader) -> None:
    other = mark("The disk reported an error, so nothing was saved.")

    def more_goes_wrong(dialog: QDialog) -> None:
        for error in (ours(), worlds(), worlds(other), ours("again"), worlds(other)):
            dialogs.trouble(parent, error)

    reader.act = more_goes_wrong
    dialogs.trouble(parent, worlds())
    assert reader.most == 1
    assert [text.partition(",")[0] for text in reader.read] == [
        "The disk is full", "This is our mistake", "The disk reported an error"
    ]  # fmt: skip


def test_what_comes_back_at_once_is_not_told_again_but_later_it_is(
    dialogs: Dialogs, parent: QWidget, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(trouble.time, "monotonic", lambda: clock[0])
    dialogs.trouble(parent, ours())
    for _ in range(20):  # as painting would, again and again
        clock[0] += 0.1
        dialogs.trouble(parent, ours())
    assert len(reader.read) == 1
    clock[0] += 3
    dialogs.trouble(parent, ours())
    assert len(reader.read) == 2


# -- what nobody caught


@pytest.fixture
def uncaught(qapp: QApplication) -> Iterator[Uncaught]:
    made = Uncaught()
    made.install()
    yield made
    made.remove()
    made.deleteLater()


@pytest.fixture
def told(uncaught: Uncaught) -> list[BaseException]:
    errors: list[BaseException] = []
    uncaught.happened.connect(errors.append)
    return errors


def fails(*_: object) -> None:
    raise ValueError(CANARY)


class PaintsBadly(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        fails()


def in_a_slot(qtbot: Any) -> None:
    QTimer.singleShot(0, fails)


def on_a_thread(qtbot: Any) -> None:
    thread = threading.Thread(target=fails, name="post")
    thread.start()
    thread.join()


def in_painting(qtbot: Any) -> QWidget:
    made = PaintsBadly()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("where", [in_a_slot, on_a_thread, in_painting], ids=lambda each: each.__name__)
def test_it_is_told_on_the_windows_thread_and_logged_without_its_words(
    where: Callable[[Any], object], told: list[BaseException], uncaught: Uncaught, qtbot: Any, capfd: Any
) -> None:
    threads: list[int] = []
    uncaught.happened.connect(lambda _: threads.append(threading.get_ident()))
    kept = where(qtbot)
    qtbot.waitUntil(lambda: bool(told))
    del kept
    assert isinstance(told[0], ValueError) and set(threads) == {threading.get_ident()}
    entry = next(line for line in reversed(log.recent()) if "unhandled" in line)
    assert "fails" in entry and "ValueError" in entry and CANARY not in "".join(log.recent())
    assert CANARY not in "".join(capfd.readouterr())


def test_what_python_leaves_behind_is_only_logged(told: list[BaseException], qtbot: Any, capfd: Any) -> None:
    class Left:
        def __del__(self) -> None:
            raise KeyError(CANARY)

    Left()
    qtbot.wait(10)
    assert told == [] and any("left behind" in line and "KeyError" in line for line in log.recent())
    assert CANARY not in "".join(log.recent()) and CANARY not in "".join(capfd.readouterr())


def test_qts_own_warnings_are_logged_once_each_by_place_only(uncaught: Uncaught, capfd: Any) -> None:
    for _ in range(3):
        qWarning(f"QFile::open (/home/{CANARY}.pdf): no such file")
        qWarning(f"cannot open {CANARY}")
    warned = [line for line in log.recent() if "Qt warns" in line]
    assert sum("QFile::open" in line for line in warned) == 1 and CANARY not in "".join(warned)
    assert CANARY not in "".join(capfd.readouterr())


def test_afterwards_all_is_as_it_was(qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = Uncaught()
    made.install()
    assert sys.excepthook != before[0]
    made.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    made.deleteLater()


def test_an_error_on_a_page_is_told_by_the_window_and_it_goes_on(owner: Any, told: list[BaseException]) -> None:
    def broken(session: Any) -> None:
        raise ValueError(CANARY)

    owner.dialogs.expects_trouble = True
    owner.window.jobs.write(broken)
    owner.settle()
    assert [type(error) for error in owner.dialogs.troubles] == [ValueError] and told == []
    assert any("a job failed: ValueError" in line and "in broken" not in line and " broken" in line for line in log.recent())
    owner.go("clients")
    assert owner.place[0] == "clients"


# -- before there is a window


def test_an_error_before_the_window_is_told_in_a_dialog_and_ends_with_1(
    qapp: QApplication, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    monkeypatch.setattr(app, "build", fails)
    monkeypatch.setattr(temporary, "_mine", {})  # the icons of the tests' window stay
    assert app.run(str(tmp_path / "data")) == 1
    assert "our mistake" in reader.read[0] and "still here" not in reader.read[0]
    assert CANARY not in "".join(capfd.readouterr()) and not (tmp_path / "data").exists()


def test_reasons_of_the_system_are_said_in_plain_words() -> None:
    said = {code: reason(OSError(code, "")).text for code in (errno.ENOSPC, errno.EROFS, errno.ENOENT, errno.EIO, errno.EPIPE)}
    assert "no room" in said[errno.ENOSPC] and "only be read" in said[errno.EROFS] and "not there" in said[errno.ENOENT]
    assert len(set(said.values())) == 5
