"""One dispute from first word to closing, as an owner walks it; every answer saved as typed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.ui.steps.questions import STAGES
from clientcare.ui.widgets.fields import TextField


@pytest.fixture
def dispute(owner: Any) -> int:
    form = DisputeForm("Hall tiles laid in the wrong shade", client_name="Dana Okafor", due_on=date.today() + timedelta(2))
    id: int = owner.write(lambda session: services.disputes.create(session, form))
    owner.go("dispute", id)
    return id


def answers(owner: Any, id: int) -> dict[str, Any]:
    detail = owner.read(lambda session: services.disputes.detail(session, id))
    return {**detail.answers, "title": detail.title, "screen": detail.screen, "status": detail.status}


def saved(owner: Any) -> None:
    owner.qtbot.waitUntil(lambda: owner.window._shown.status.text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def test_the_head_says_who_what_and_when(owner: Any, dispute: int) -> None:
    shown = owner.reads()
    for part in ("Hall tiles laid in the wrong shade", "Dana Okafor", "Due in 2 days", "D-"):
        assert part in shown


def pause(owner: Any, id: int, hours: float) -> str:
    """Let it rest for so long; returns what the head says then."""
    until = datetime.now(UTC) + timedelta(hours=hours)
    owner.write(lambda session: services.disputes.pause(session, id, until))
    pill = owner.window.page("dispute").pill
    return str(pill.text()) if pill.isVisible() else ""


def test_the_head_says_quietly_until_when_it_rests(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "listen.words")
    assert pause(owner, tiles, 20).startswith("Resting until ")
    assert owner.window.page("dispute").pill.property("tone") == "quiet"
    assert pause(owner, tiles, -1) == ""  # the night is over


def test_an_answer_that_is_due_soon_is_more_urgent_than_the_rest(owner: Any, dispute: int) -> None:
    assert pause(owner, dispute, 20) == "Due in 2 days"


def test_an_answer_just_given_stands_there_when_one_goes_straight_back(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "listen.words")
    owner.type("answer.their_words", "It was matt")
    page = owner.window.page("dispute")
    page.go_on()
    page.back()  # before anything has come home from the file
    assert page._shown.findChild(TextField, "answer.their_words").toPlainText() == "It was matt"


def test_listening_screen_by_screen_saves_what_is_typed(owner: Any, dispute: int) -> None:
    owner.click("answer.mood.furious")
    owner.click("dispute.next")
    owner.type("answer.their_words", "The brochure showed matt grey!")
    owner.click("answer.channel.phone")
    saved(owner)
    owner.click("dispute.next")
    owner.type("answer.about", "your hall floor")
    owner.click("dispute.next")
    owner.click("answer.triage.none")
    owner.click("dispute.next")
    owner.type("answer.agreed", "Tile A-114")
    owner.click("dispute.next")
    owner.type("answer.led_to_it", "The photo in the brochure")
    owner.click("dispute.next")
    owner.type("answer.rephrase", "the photo led you to expect matt grey")
    owner.click("answer.feeling.let_down")
    owner.click("dispute.next")
    owner.type("answer.really_need", "A hall to be proud of")
    owner.type("answer.common_ground", "It is laid well")
    owner.type("answer.stranger", "The quote was hard to read")
    owner.click("dispute.next")  # on to the weighing; what was typed goes with it
    kept = answers(owner, dispute)
    assert kept["mood"] == "furious" and kept["their_words"] == "The brochure showed matt grey!"
    assert kept["about"] == "your hall floor"
    assert kept["channel"] == "phone" and kept["triage"] == [] and kept["agreed"] == "Tile A-114"
    assert kept["led_to_it"] == "The photo in the brochure"
    assert kept["rephrase"] == "the photo led you to expect matt grey" and kept["feeling"] == "let_down"
    assert kept["really_need"] == "A hall to be proud of" and kept["common_ground"] == "It is laid well"
    assert kept["stranger"] == "The quote was hard to read"
    assert kept["screen"] == "weigh.asked"


def test_a_second_after_the_last_key_it_is_saved(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "listen.words")
    owner.type("answer.their_words", "I wanted matt")
    assert answers(owner, dispute)["their_words"] == ""
    saved(owner)
    assert answers(owner, dispute)["their_words"] == "I wanted matt"


def test_what_is_typed_while_another_answer_is_saved_stays(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "listen.words")
    owner.click("answer.channel.email")
    owner.window.page("dispute")._unsaved.save()
    owner.type("answer.their_words", "typed during the save")
    owner.settle()
    assert owner.find("answer.their_words").toPlainText() == "typed during the save"
    saved(owner)
    assert answers(owner, dispute)["their_words"] == "typed during the save"


def test_leaving_the_page_saves_at_once(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "listen.words")
    owner.type("answer.their_words", "half a sent")
    owner.go("clients")
    assert answers(owner, dispute)["their_words"] == "half a sent"


def test_closing_the_window_saves_and_the_dispute_opens_where_it_was_left(
    open_window: Callable[..., Any], tmp_path: Path
) -> None:
    first = open_window(tmp_path / "data")
    id = first.write(lambda s: services.disputes.create(s, DisputeForm("Tiles", client_name="Dana")))
    first.go("dispute", id)
    for _ in range(4):
        first.click("dispute.next")
    first.type("answer.agreed", "by word of mouth")
    first.window.close()
    second = open_window(tmp_path / "data")
    second.go("dispute", id)
    assert second.find("answer.agreed").toPlainText() == "by word of mouth"


def test_the_steps_can_be_picked_by_mouse_and_key(owner: Any, dispute: int) -> None:
    owner.click("step.learn")
    assert owner.sees("answer.cause")
    listen = owner.find("step.listen")
    listen.setFocus()
    owner.qtbot.keyClick(listen, Qt.Key.Key_Space)
    owner.settle()
    assert owner.sees("answer.mood")


def test_every_step_says_its_state_to_a_screen_reader(owner: Any, dispute: int) -> None:
    owner.click("step.weigh")
    names = [owner.find(f"step.{key}").accessibleName() for key, _ in STAGES]
    assert "done" in names[0] and "you are here" in names[1] and "still to come" in names[2]


def test_a_sum_is_asked_when_part_is_owed(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "weigh.owe")
    assert not owner.sees("answer.owe_sum")
    owner.click("answer.owe.part")
    owner.type("answer.owe_sum", "150")
    saved(owner)
    kept = answers(owner, dispute)
    assert kept["owe"] == "part" and kept["owe_sum"] == Decimal(150)


def test_the_timeline_takes_a_note_and_gives_it_back_after_removing(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "listen.words")
    owner.type("timeline.text", "She rang again")
    owner.click("timeline.add")
    assert "She rang again" in owner.reads() and "Private" in owner.reads()
    event = owner.read(lambda s: services.disputes.detail(s, dispute)).events[0]
    owner.click(f"timeline.remove.{event.id}")
    assert "She rang again" not in owner.reads()
    owner.click("toast.undo")
    assert "She rang again" in owner.reads()


def test_an_empty_note_is_not_added(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "listen.words")
    owner.click("timeline.add")
    assert owner.read(lambda s: services.disputes.detail(s, dispute)).events == ()


def test_deleting_a_dispute_can_be_taken_back(owner: Any, dispute: int) -> None:
    owner.window.page("dispute")._menu.delete()
    owner.settle()
    assert owner.read(lambda s: services.disputes.ids(s)) == []
    owner.click("toast.undo")
    assert owner.read(lambda s: services.disputes.ids(s)) == [dispute]


def test_following_through_to_the_end_closes_it(owner: Any, dispute: int) -> None:
    owner.click("step.follow")
    owner.click("answer.answer.accepted")
    owner.click("dispute.next")
    owner.click("answer.delivered")
    owner.click("dispute.next")
    owner.click("answer.stayed.yes")
    owner.click("dispute.next")
    owner.click("answer.cause.quote")
    owner.click("dispute.next")
    owner.type("answer.lesson", "A photo on every quote")
    assert owner.find("dispute.next").text() == "Close the dispute"
    owner.click("dispute.next")
    kept = answers(owner, dispute)
    assert kept["status"] == "closed" and kept["cause"] == "quote" and kept["lesson"] == "A photo on every quote"
    assert owner.place[0] == "today"


def test_a_dispute_deleted_elsewhere_leads_back_to_the_list(owner: Any, dispute: int) -> None:
    owner.write(lambda s: services.disputes.delete(s, dispute))
    owner.settle()
    assert owner.place[0] == "disputes"


@pytest.mark.parametrize("name", ["O'Brien & <b>Söns</b>", "Ωμέγα Παπαδοπούλου", "Şükrü Iğdır", "N" * 300])
def test_any_name_is_shown_as_it_is(owner: Any, name: str) -> None:
    id = owner.write(lambda s: services.disputes.create(s, DisputeForm(f"About {name}"[:300], client_name=name)))
    owner.go("dispute", id)
    assert owner.window._shown.title.text() == f"About {name}"[:300]
    assert owner.window.width() <= 1400  # a long name never widens the window


KILLED = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from clientcare import app, services
window = app.build(app.application_object(), Path(sys.argv[1]))
window.show(); window.start()
def until(done):
    while not done(): QApplication.processEvents(); time.sleep(.005)
until(lambda: window.jobs.ready and not window.jobs.busy)
window.go("dispute", int(sys.argv[2]), "listen.agreed")
until(lambda: window.findChildren(object, "answer.agreed"))
field = window.findChildren(object, "answer.agreed")[0]
QTest.keyClicks(field, "typed before the kill")
until(lambda: window._shown.status.text() == "Saved a moment ago")
print("saved", flush=True)
while True: QApplication.processEvents(); time.sleep(.01)
"""


def test_what_was_typed_survives_a_kill(open_window: Callable[..., Any], tmp_path: Path) -> None:
    first = open_window(tmp_path / "data")
    id = first.write(lambda s: services.disputes.create(s, DisputeForm("Tiles", client_name="Dana")))
    first.window.close()
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "data"), str(id)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "saved"
    started = time.monotonic()
    child.kill()
    child.wait()
    child.stdout.close()
    assert time.monotonic() - started < 5
    second = open_window(tmp_path / "data")
    second.go("dispute", id, "listen.agreed")
    assert second.find("answer.agreed").toPlainText() == "typed before the kill"


def test_a_name_from_right_to_left_does_not_turn_the_line_it_stands_in(owner: Any) -> None:
    form = DisputeForm("Hall tiles", client_name="نور الدين")
    page = owner.go("dispute", owner.write(lambda s: services.disputes.create(s, form)))
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout = QTextLayout(page.soft.text())
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    places = [line.cursorToX(page.soft.text().index(word))[0] for word in ("نور", "opened", "D-20")]
    assert places == sorted(places)
