"""Step 1's helpers: the box that keeps nothing, the pause, the call helper."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QApplication

from clientcare import log, services
from clientcare.ui.steps.listening import calm, clock
from clientcare.ui.steps.listening.call import CallDialog
from clientcare.ui.steps.listening.pause import tomorrow_morning
from clientcare.ui.steps.listening.prompts import PROMPTS
from ui.conftest import close

CANARY = "may-his-grout-crumble-7741"


@pytest.fixture
def mood(owner: Any, tiles: int) -> int:
    owner.go("dispute", tiles, "listen.mood")
    return tiles


@pytest.fixture
def words(owner: Any, tiles: int) -> int:
    owner.go("dispute", tiles, "listen.words")
    return tiles


def dispute(owner: Any, id: int) -> Any:
    return owner.read(lambda s: services.disputes.detail(s, id))


def update(owner: Any, id: int, **answers: Any) -> None:
    owner.write(lambda s: services.disputes.update(s, id, **answers))


def said(owner: Any, name: str) -> str:
    return str(owner.find(name).text())


def traces(folder: Path) -> list[str]:
    """The files below the folder that hold the canary, as any encoding would write it."""
    wanted = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "clientcare.db" for path in files)
    return [path.name for path in files if any(text in path.read_bytes() for text in wanted)]


# -- the box that keeps nothing


def test_what_is_vented_leaves_no_trace_in_any_file(open_window: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    log.start(folder)
    owner = open_window(folder)
    id = owner.write(lambda s: services.disputes.create(s, _form()))
    owner.go("dispute", id, "listen.mood")
    owner.type("vent.text", CANARY)
    assert owner.find("vent.text").toPlainText() == CANARY
    owner.click("answer.mood.furious")  # the screen saves and is read again meanwhile
    owner.qtbot.wait(1500)  # longer than anything waits that saves as one types
    assert owner.find("vent.text").toPlainText() == CANARY
    assert traces(folder) == []  # as a kill at this moment would leave it
    owner.click("dispute.next")
    owner.go("today")
    assert traces(folder) == []
    close(owner)
    assert traces(folder) == []


def _form() -> Any:
    from clientcare.records import DisputeForm

    return DisputeForm("Hall tiles", client_name="Dana Okafor")


def test_the_trace_would_be_found_if_there_were_one(open_window: Callable[..., Any], tmp_path: Path) -> None:
    owner = open_window(tmp_path / "data")
    id = owner.write(lambda s: services.disputes.create(s, _form()))
    owner.go("dispute", id, "listen.words")
    owner.type("answer.their_words", CANARY)
    owner.go("today")
    assert traces(tmp_path / "data")


def test_it_is_gone_after_leaving_the_screen_or_the_page(owner: Any, mood: int) -> None:
    box = owner.find("vent.text")
    owner.type("vent.text", CANARY)
    owner.click("dispute.next")
    owner.click("dispute.back")
    assert owner.find("vent.text").toPlainText() == ""
    owner.type("vent.text", CANARY)
    box = owner.find("vent.text")
    owner.go("today")
    assert box.toPlainText() == "" and not box.document().isUndoAvailable()
    owner.window.go_back()
    owner.settle()
    assert owner.find("vent.text").toPlainText() == ""


def test_closing_the_window_empties_it(owner: Any, mood: int) -> None:
    owner.type("vent.text", CANARY)
    box = owner.find("vent.text")
    owner.window.close()
    assert box.toPlainText() == ""


def test_a_window_put_aside_for_a_moment_keeps_it(owner: Any, mood: int) -> None:
    owner.type("vent.text", CANARY)
    box = owner.find("vent.text")
    aside = QHideEvent()
    assert not aside.spontaneous()
    QApplication.sendEvent(box, aside)  # as when the screen is left
    assert box.toPlainText() == ""
    owner.type("vent.text", CANARY)
    owner.window.showMinimized()
    owner.settle()
    owner.window.showNormal()
    owner.settle()
    assert owner.find("vent.text").toPlainText() == CANARY


def test_let_it_go_empties_the_box_for_good(owner: Any, mood: int) -> None:
    assert not owner.find("vent.go").isEnabled()
    owner.type("vent.text", CANARY)
    assert not owner.sees("vent.gone")
    owner.click("vent.go")
    box = owner.find("vent.text")
    assert box.toPlainText() == "" and box.hasFocus() and "Gone" in said(owner, "vent.gone")
    owner.qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.toPlainText() == ""
    owner.type("vent.text", "And another thing")
    assert not owner.sees("vent.gone")


def test_who_comes_back_is_not_told_again_that_it_is_gone(owner: Any, mood: int) -> None:
    owner.type("vent.text", CANARY)
    owner.click("vent.go")
    owner.go("today")
    owner.window.go_back()
    owner.settle()
    assert owner.sees("vent.text") and not owner.sees("vent.gone")


def test_nothing_of_it_reaches_the_clipboard(owner: Any, mood: int) -> None:
    board = QGuiApplication.clipboard()
    board.setText("the number of the insurer")
    owner.type("vent.text", CANARY)
    box = owner.find("vent.text")
    box.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        owner.qtbot.keyClick(box, key, Qt.KeyboardModifier.ControlModifier)
        assert board.text() == "the number of the insurer"
    assert box.toPlainText() == ""  # cut is gone, not kept
    owner.type("vent.text", CANARY)
    box.selectAll()
    box.copy()
    assert CANARY not in board.text()
    assert not box.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText
    assert box.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def test_a_selection_in_it_does_not_crash_the_program_at_its_end() -> None:
    """The clipboard lives on when Python is gone; what it was handed must not need it."""
    ends = """
from PySide6.QtWidgets import QApplication
from clientcare.ui.steps.listening.vent import VentBox
app = QApplication([])
box = VentBox()
box.setPlainText("as angry as it is")
box.selectAll()
box.copy()
"""
    ended = subprocess.run([sys.executable, "-c", ends], capture_output=True, timeout=60)
    assert ended.returncode == 0, ended.stderr.decode()


def test_it_says_that_it_keeps_nothing(owner: Any, mood: int) -> None:
    assert "saved" in said(owner, "vent.promise")
    assert owner.find("vent.text").accessibleDescription() == said(owner, "vent.promise")


# -- the pause


@pytest.fixture
def zone() -> Any:
    """Sets the owner's zone for a test."""
    before = os.environ.get("TZ")

    def live_in(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield live_in
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


def at(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="only where the zone of a process can be set")
@pytest.mark.parametrize(
    ("place", "now", "until"),
    [
        ("America/New_York", at(2026, 11, 18, 3), at(2026, 11, 18, 14)),  # still the 17th there
        ("America/New_York", at(2026, 10, 31, 18), at(2026, 11, 1, 14)),  # clocks go back that night
        ("Asia/Tokyo", at(2026, 11, 17, 16), at(2026, 11, 19, 0)),  # already the 18th there
        ("UTC", at(2026, 12, 31, 23), at(2027, 1, 1, 9)),
    ],
)
def test_tomorrow_nine_is_on_the_owners_clock(zone: Any, place: str, now: datetime, until: datetime) -> None:
    zone(place)
    assert tomorrow_morning(now) == until


def test_it_rests_until_tomorrow_and_can_be_taken_up_again(owner: Any, mood: int) -> None:
    tomorrow = tomorrow_morning()
    moment = owner.window.words.moment(tomorrow)
    assert moment in said(owner, "pause.until") and moment.endswith("09:00")
    owner.click("pause.sleep")
    assert dispute(owner, mood).answers["paused_until"] == tomorrow
    assert moment in said(owner, "pause.said")
    assert not owner.sees("pause.sleep") and owner.find("dispute.next").isEnabled()
    owner.click("pause.end")
    assert dispute(owner, mood).answers["paused_until"] is None
    assert owner.sees("pause.sleep") and not owner.sees("pause.end")


def test_a_pause_can_be_taken_back_like_anything_else(owner: Any, mood: int) -> None:
    owner.click("pause.sleep")
    owner.window.undo()
    owner.settle()
    assert dispute(owner, mood).answers["paused_until"] is None and owner.sees("pause.sleep")


def test_a_pause_that_is_over_is_offered_again(owner: Any, mood: int) -> None:
    owner.write(lambda s: services.disputes.pause(s, mood, datetime.now(UTC) - timedelta(minutes=1)))
    assert owner.sees("pause.sleep") and not owner.sees("pause.end")


def test_the_furious_are_gently_advised_to_sleep_and_may_go_on(owner: Any, mood: int) -> None:
    assert "furious" not in said(owner, "pause.said")
    owner.click("answer.mood.furious")
    assert "You are furious" in said(owner, "pause.said")
    assert owner.find("dispute.next").isEnabled()
    owner.click("answer.mood.calm")
    assert "furious" not in said(owner, "pause.said")


def test_nothing_is_offered_that_passes_the_day_an_answer_is_due(owner: Any, mood: int) -> None:
    update(owner, mood, due_on=date.today())
    assert "due today" in said(owner, "pause.said") and not owner.sees("pause.sleep")
    overdue = date.today() - timedelta(days=3)
    update(owner, mood, due_on=overdue)
    assert owner.window.words.day(overdue, year=False) in said(owner, "pause.said") and not owner.sees("pause.sleep")
    update(owner, mood, due_on=date.today() + timedelta(days=1))  # all of tomorrow is left after nine
    assert owner.sees("pause.sleep")


def test_nor_is_it_after_midnight_has_passed_on_the_open_screen(
    owner: Any, mood: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(owner, mood, due_on=date.today() + timedelta(days=1))
    a_day_on = tomorrow_morning() + timedelta(days=1)
    monkeypatch.setattr(calm, "tomorrow_morning", lambda: a_day_on)
    owner.click("pause.sleep")
    assert dispute(owner, mood).answers["paused_until"] is None
    assert not owner.sees("pause.sleep")


def test_a_pause_says_so_when_an_answer_falls_due_meanwhile(owner: Any, mood: int) -> None:
    owner.click("pause.sleep")
    update(owner, mood, due_on=date.today())
    assert "due today" in said(owner, "pause.said") and owner.sees("pause.end")


def test_what_is_answered_or_closed_needs_no_sleep(owner: Any, mood: int) -> None:
    owner.write(lambda s: services.disputes.close(s, mood))
    assert not owner.sees("pause.sleep") and not owner.sees("pause.said")


# -- the call helper


def call(owner: Any, fill: Callable[[CallDialog], object]) -> None:
    owner.dialogs.fill = fill
    owner.click("call.open")
    owner.settle()


def events(owner: Any, id: int) -> list[Any]:
    return [event for event in dispute(owner, id).events if event.kind == "call"]


def prompt(dialog: CallDialog) -> str:
    return dialog.prompts.accessibleName()


def test_the_prompts_go_on_by_key_and_all_stay_in_sight(owner: Any, words: int) -> None:
    def fill(dialog: CallDialog) -> None:
        assert dialog.prompts.hasFocus() or dialog.focusWidget() is dialog.prompts
        for place, text in enumerate(PROMPTS):
            assert prompt(dialog) == f"{place + 1} of 6: {text}"
            assert [owner.find(f"call.prompt.{n}", within=dialog).property("look") for n in range(6)].index("prompt") == place
            large, small = (owner.find(f"call.prompt.{n}", within=dialog) for n in (place, (place + 1) % 6))
            assert large.font().pixelSize() > 1.4 * small.font().pixelSize()
            owner.qtbot.keyClick(dialog.prompts, (Qt.Key.Key_Space, Qt.Key.Key_Down)[place % 2])
        assert prompt(dialog).startswith("6 of 6")  # the last one stays
        assert not owner.find("call.next", within=dialog).isEnabled()
        owner.click("call.back", dialog)
        assert prompt(dialog).startswith("5 of 6")
        owner.qtbot.mouseClick(owner.find("call.prompt.1", within=dialog), Qt.MouseButton.LeftButton)
        assert prompt(dialog) == "2 of 6: Listen to the end. Do not interrupt."
        dialog.reject()

    call(owner, fill)


def test_who_just_begins_to_write_writes_into_the_notes(owner: Any, words: int) -> None:
    def fill(dialog: CallDialog) -> None:
        dialog.activateWindow()
        owner.settle()
        for letter in "Two weeks":
            owner.qtbot.keyClicks(dialog.focusWidget(), letter)
        assert owner.find("call.notes", within=dialog).toPlainText() == "Two weeks"
        assert prompt(dialog).startswith("1 of 6")  # the blank was written, it did not go on
        dialog.reject()

    call(owner, fill)


def test_arrows_go_on_except_in_the_notes(owner: Any, words: int) -> None:
    def fill(dialog: CallDialog) -> None:
        dialog.activateWindow()
        owner.settle()
        owner.qtbot.keyClick(dialog.prompts, Qt.Key.Key_Right)
        assert prompt(dialog).startswith("2 of 6")
        notes = owner.find("call.notes", within=dialog)
        notes.setFocus()
        owner.qtbot.keyClicks(notes, "ab ")
        owner.qtbot.keyClick(notes, Qt.Key.Key_Left)
        owner.qtbot.keyClick(notes, Qt.Key.Key_Right)
        assert prompt(dialog).startswith("2 of 6")
        assert notes.toPlainText() == "ab "
        for key, place in ((Qt.Key.Key_N, "3"), (Qt.Key.Key_B, "2")):  # and from there by the letters of the buttons
            owner.qtbot.keyClick(notes, key, Qt.KeyboardModifier.AltModifier)
            owner.qtbot.waitUntil(lambda place=place: prompt(dialog).startswith(f"{place} of 6"), timeout=2000)
        assert notes.hasFocus()
        start = owner.find("clock.start", within=dialog)
        start.setFocus()
        owner.qtbot.keyClick(start, Qt.Key.Key_Right)
        assert prompt(dialog).startswith("3 of 6")
        owner.qtbot.keyClick(start, Qt.Key.Key_Left)
        assert prompt(dialog).startswith("2 of 6")
        dialog.reject()

    call(owner, fill)


@pytest.fixture
def elapsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Milliseconds on the stop watch since it was last started, for the test to set."""
    now = [0]

    class Watch:
        def start(self) -> None:
            now[0] = 0

        def elapsed(self) -> int:
            return now[0]

    monkeypatch.setattr(clock, "QElapsedTimer", Watch)
    return now


def test_a_call_is_put_on_the_timeline_with_how_long_it_took(owner: Any, words: int, elapsed: list[int]) -> None:
    def fill(dialog: CallDialog) -> None:
        assert said_in(owner, dialog, "clock.time") == "00:00"
        owner.click("clock.start", dialog)
        elapsed[0] = 8 * 60_000 + 5_400
        owner.qtbot.waitUntil(lambda: said_in(owner, dialog, "clock.time") == "08:05", timeout=5000)
        owner.type("call.notes", "She saw the matt tile.\nHer parents come on the 12th.", dialog)
        owner.click("call.save", dialog)

    before = datetime.now(UTC)
    call(owner, fill)
    (made,) = events(owner, words)
    assert made.text == "It took 8 minutes.\nShe saw the matt tile.\nHer parents come on the 12th."
    assert made.private and before <= made.at <= datetime.now(UTC)
    assert made.text.split("\n")[1] in owner.reads()  # the timeline below shows it
    assert owner.read(lambda s: services.drafts.get(s, "call", words)) is None


def said_in(owner: Any, dialog: CallDialog, name: str) -> str:
    return str(owner.find(name, within=dialog).text())


def test_the_clock_stops_and_goes_on(owner: Any, words: int, elapsed: list[int]) -> None:
    def fill(dialog: CallDialog) -> None:
        def shows(time: str) -> None:
            owner.qtbot.waitUntil(lambda: said_in(owner, dialog, "clock.time") == time, timeout=5000)

        owner.click("clock.start", dialog)
        elapsed[0] = 10_700
        shows("00:10")
        owner.click("clock.start", dialog)
        assert not dialog.clock.running
        elapsed[0] = 60_000  # passes while it stands still
        owner.qtbot.wait(1200)
        shows("00:10")
        owner.click("clock.start", dialog)
        elapsed[0] = 5_000
        shows("00:15")
        owner.click("call.save", dialog)

    call(owner, fill)
    assert events(owner, words)[0].text == "It took less than a minute."


@pytest.mark.parametrize("how", ["reject", "cancel"])
def test_closing_keeps_the_notes_and_offers_them_again(owner: Any, words: int, how: str) -> None:
    def first(dialog: CallDialog) -> None:
        assert not owner.sees("call.again", dialog)
        owner.click("clock.start", dialog)
        dialog.clock.set_seconds(75)
        owner.type("call.notes", "Two coats, she says", dialog)
        dialog.reject() if how == "reject" else owner.click("call.cancel", dialog)

    call(owner, first)
    assert events(owner, words) == []
    began = datetime.now(UTC)
    seen: list[str] = []

    def again(dialog: CallDialog) -> None:
        assert owner.sees("call.again", dialog)
        seen.extend([said_in(owner, dialog, "clock.time"), owner.find("call.notes", within=dialog).toPlainText()])
        owner.click("call.save", dialog)

    call(owner, again)
    assert seen == ["01:15", "Two coats, she says"]
    (made,) = events(owner, words)
    assert made.text == "It took 1 minute.\nTwo coats, she says" and made.at <= began
    call(owner, lambda dialog: seen.append(owner.find("call.notes", within=dialog).toPlainText()) or dialog.reject())
    assert seen[-1] == ""


def test_notes_are_kept_while_they_are_typed(owner: Any, words: int) -> None:
    def fill(dialog: CallDialog) -> None:
        owner.type("call.notes", "She never got the brochure", dialog)
        owner.qtbot.wait(1300)
        owner.settle()
        kept = owner.read(lambda s: services.drafts.get(s, "call", words))
        assert kept["notes"] == "She never got the brochure"
        dialog.reject()

    call(owner, fill)


def test_starting_afresh_forgets_notes_and_clock(owner: Any, words: int) -> None:
    def first(dialog: CallDialog) -> None:
        dialog.clock.set_seconds(75)
        owner.type("call.notes", "The call before", dialog)
        dialog.reject()

    def again(dialog: CallDialog) -> None:
        owner.click("call.afresh", dialog)
        assert owner.find("call.notes", within=dialog).toPlainText() == ""
        assert said_in(owner, dialog, "clock.time") == "00:00"
        dialog.reject()

    call(owner, first)
    call(owner, again)
    assert owner.read(lambda s: services.drafts.get(s, "call", words)) is None


def test_an_empty_call_says_what_is_missing(owner: Any, words: int) -> None:
    def fill(dialog: CallDialog) -> None:
        owner.click("call.save", dialog)
        assert "Nothing to keep yet" in dialog.fields["notes"].trouble
        dialog.reject()

    call(owner, fill)
    assert events(owner, words) == []


def test_everything_in_the_call_helper_has_a_name_and_fits(owner: Any, words: int) -> None:
    def fill(dialog: CallDialog) -> None:
        for name in ("call.prompts", "call.notes", "clock.start", "clock.time"):
            assert owner.find(name, within=dialog).accessibleName()
        assert dialog.minimumSizeHint().width() <= 900 and dialog.minimumSizeHint().height() <= 600
        dialog.reject()

    update(owner, words, title="x" * 200)
    owner.write(lambda s: services.clients.update(s, dispute_client(s, words), name="Wolfeschlegelsteinhausenbergerdorff " * 3))
    call(owner, fill)


def dispute_client(session: Any, id: int) -> int:
    client: int = services.disputes.detail(session, id).client.id
    return client
