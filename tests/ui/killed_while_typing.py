"""Run as a process of its own: types at one place of the window, and is killed with the keys still going.

Prints what had been typed `SOON` seconds earlier: that much has to be in the file.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clientcare import app, services
from clientcare.records import DisputeForm
from ui.test_write import decided

CANARY = "may-his-grout-crumble-7741"
SOON = 1.2  # seconds
KEY = 0.12  # seconds from one key to the next
SHEET = "how_we_work"  # a page, no screen of a dispute
# Place: screen, the control that leads to the field, the field, the keys. A trait is written in a pause: one that says
# nothing for a moment is refused.
PLACES = {
    "estimate": ("weigh.others", "", "answer.harm", "78945612"),
    "between": ("listen.between", "", "answer.really_need", "A hall they are proud of by the time her parents come to stay"),
    "call": ("listen.words", "call.open", "call.notes", "She says the tiles looked matt in the brochure she had in hand"),
    "offer": ("weigh.ways", "ways.add_offer", "offer.part.rework.cost", "78945612"),
    "new_trait": ("weigh.fit", "fit.change", "trait.new", "Asks before they change their mind, and says when they are glad"),
    "trait": ("weigh.fit", "fit.change", "trait.1", "Pays on time"),
    "passage": ("write", "", "passage.close", "With thanks for the two talks we had, and for your patience"),
    "message": ("write", "write.copy", "message.text", "Dear Dana, here is what we can do about the hall, as we said"),
    "question": ("write", "", "question.settled", "the hall laid again in matt grey, the week before they come"),
    "sheet": (SHEET, "", "sheet.work_scope", "We lay floors"),
}
PAUSES = ("trait", "sheet")
DIALOGS = ("call", "offer", "message")


def begin(session: Any, place: str) -> int:
    if place in ("passage", "message", "question"):
        written: int = decided(session)
        if place == "question":
            services.letters.save_draft(session, services.letters.current_draft(session, written, "thank_you"))
        return written
    services.traits.suggest(session)
    id = services.disputes.create(session, DisputeForm("Hall tiles laid in the wrong shade", client_name="Dana Okafor"))
    services.disputes.update(session, id, asked=480)
    services.decisions.answer(session, id, closer=True)
    return id


class Hands:
    """Types as an owner does, and remembers what stood there when."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.lag = 0.0  # the longest the window was not looking: a busy machine is no loss of ours
        self.typed: list[tuple[float, str]] = []

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            QApplication.processEvents()
            time.sleep(0.003)
            self.lag = max(self.lag, time.monotonic() - now - 0.003)

    def wait_until(self, so: Callable[[], object]) -> None:
        until = time.monotonic() + 60
        while not so():
            assert time.monotonic() < until, "waited too long"
            self.wait(0.005)

    def settle(self) -> None:
        for _ in range(5):
            self.wait_until(lambda: not self.window.jobs.busy)
            self.wait(0.01)

    def find(self, name: str) -> QWidget:
        place = QApplication.activeModalWidget() or self.window
        self.wait_until(lambda: any(w.isVisible() for w in place.findChildren(QWidget, name)))
        return next(w for w in place.findChildren(QWidget, name) if w.isVisible())

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def type(self, field: Any, keys: Iterable[str], until: float, key: float) -> None:
        text = ""
        for letter in keys:
            if time.monotonic() > until:
                return
            QTest.keyClicks(field, letter)
            text += letter
            self.typed.append((time.monotonic(), text))
            self.wait(key)

    def must_be_kept(self, *, after_pauses: bool) -> str:
        """What was typed soon enough; `after_pauses`: and not typed on for as long."""
        now, late = time.monotonic(), SOON + self.lag
        nexts = [when for when, _ in self.typed[1:]] + [now]
        ends = nexts if after_pauses else [now] * len(nexts)
        kept = [text for (when, text), end in zip(self.typed, ends, strict=True) if end - when >= late]
        return kept[-1] if kept else ""


def main(folder: Path, place: str, seed: int) -> None:
    chance = random.Random(seed)
    window = app.build(app.application_object(), folder)
    window.show()
    window.start()
    hands = Hands(window)
    hands.wait_until(lambda: window.jobs.ready and not window.jobs.busy)
    ids: list[int] = []
    window.jobs.write(lambda session: begin(session, place), then=ids.append)
    hands.wait_until(lambda: ids)
    window.go("dispute", ids[0], "listen.mood")
    vent: Any = hands.find("vent.text")
    QTest.keyClicks(vent, CANARY)
    hands.settle()
    screen, way_in, *_ = PLACES[place]
    window.go(SHEET) if screen == SHEET else window.go("dispute", ids[0], screen)
    hands.settle()
    if place not in DIALOGS:
        if way_in:
            hands.click(way_in)
        type_and_die(hands, place, chance)
    dialog_is_there = QTimer(interval=20)  # whose loop runs inside the one below
    dialog_is_there.timeout.connect(lambda: _in_dialog(dialog_is_there, lambda: type_and_die(hands, place, chance)))
    dialog_is_there.start()
    hands.click(way_in)
    hands.wait(60)


def _in_dialog(timer: QTimer, then: Callable[[], None]) -> None:
    if QApplication.activeModalWidget() is not None:
        timer.stop()
        then()


def type_and_die(hands: Hands, place: str, chance: random.Random) -> None:
    *_, name, keys = PLACES[place]
    if place == "offer":
        hands.click("offer.part.rework")
    field: Any = hands.find(name)
    field.setFocus()
    field.selectAll()
    hands.lag = 0.0
    until = time.monotonic() + chance.uniform(SOON + 0.5, SOON + 3)
    hands.type(field, keys, until, chance.uniform(KEY / 2, 2 * KEY))
    hands.wait(max(0.0, until - time.monotonic()))
    print(hands.must_be_kept(after_pauses=place in PAUSES), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
