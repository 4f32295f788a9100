"""Slips of a hurried hand: pressed twice, held down, deleted meanwhile, taken back too late; nothing flashes up."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.ui.steps.answers import Unsaved
from clientcare.ui.steps.definition import Step
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.widgets.choice import Ticks
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.parts import button


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("step", [step for step in STEPS if step.stage in ("listen", "weigh", "decide")], ids=lambda s: s.key)
def test_no_part_of_a_screen_flashes_up_as_a_window(owner: Any, tiles: int, step: Step) -> None:
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    owner.go("dispute", tiles, step.key)
    QApplication.instance().removeEventFilter(windows)
    assert owner.window.page("dispute")._at == step and not windows.shown


def test_the_short_way_pressed_twice_lands_once_at_the_answer(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.others")
    again = owner.find("weigh.short_way")
    for _ in range(2):
        QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    owner.settle()
    assert owner.window.page("dispute")._at.key == "weigh.answer"
    assert not owner.read(lambda s: services.disputes.detail(s, tiles)).answers["closer"]


def test_a_double_click_presses_once(qtbot: Any) -> None:
    pressed: list[int] = []
    made = button("Continue", lambda: pressed.append(1))
    qtbot.addWidget(made)
    made.show()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(made, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(made, Qt.MouseButton.LeftButton)
    assert pressed == [1]


def test_a_note_removed_twice_is_removed_once_and_quietly(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "listen.words")
    owner.type("timeline.text", "Called at noon.")
    owner.click("timeline.add")
    remove = next(w for w in owner.window.findChildren(QWidget) if w.objectName().startswith("timeline.remove."))
    for _ in range(2):
        QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    owner.settle()
    assert not any(event.text == "Called at noon." for event in owner.read(lambda s: services.disputes.detail(s, tiles)).events)


def test_a_client_deleted_twice_is_deleted_once_and_quietly(owner: Any) -> None:
    owner.window.new_client()
    owner.settle()
    for _ in range(2):
        QTest.mouseClick(owner.find("client.delete"), Qt.MouseButton.LeftButton)
    owner.settle()
    assert owner.place[0] == "clients" and not owner.read(lambda session: services.clients.ids(session))


def test_a_command_key_held_down_is_pressed_once(owner: Any) -> None:
    assert not any(action.autoRepeat() for action in owner.window.actions())


def test_what_could_not_be_saved_is_never_written_to_another_dispute(owner: Any, tiles: int) -> None:
    unsaved = Unsaved(owner.window.jobs, owner.window.page("dispute").status, owner.window)
    unsaved.turn_to(tiles + 1000)  # no such dispute
    unsaved.note("dispute", "their_words", "Not about the tiles.")
    unsaved.turn_to(tiles)
    owner.settle()
    unsaved.save()
    owner.settle()
    assert "no longer here" in owner.window.toast.text and not unsaved.names
    assert not owner.read(lambda s: services.disputes.detail(s, tiles)).answers["their_words"]


def test_back_is_no_trap_when_the_dispute_before_has_gone(owner: Any, tiles: int) -> None:
    owner.go("clients")
    owner.go("dispute", tiles, "listen.words")
    owner.go("referrals")
    owner.write(lambda session: services.disputes.delete(session, tiles))
    owner.window.go_back()
    owner.settle()
    assert owner.place[0] == "disputes" and "no longer here" in owner.window.toast.text
    owner.window.go_back()
    owner.settle()
    assert owner.place[0] == "clients"


def test_deleting_the_client_of_an_open_dispute_and_taking_it_back(owner: Any, tiles: int) -> None:
    client = owner.read(lambda s: services.disputes.detail(s, tiles)).client.id
    owner.go("dispute", tiles, "listen.words")
    owner.type("answer.their_words", "The grey is too dark.")
    owner.go("client", client)
    owner.click("client.delete")
    owner.window.go("dispute", tiles)
    owner.settle()
    assert owner.place[0] == "disputes"
    owner.window.undo()
    owner.settle()
    assert owner.window.toast.text == "Taken back."
    owner.go("dispute", tiles, "listen.words")
    assert owner.find("answer.their_words").toPlainText() == "The grey is too dark."


def test_an_undo_that_comes_too_late_is_a_word_in_passing(owner: Any) -> None:
    owner.window.new_client()
    owner.settle()
    id = owner.place[1]
    owner.write(lambda session: services.clients.update(session, id, phone="555 0100"))
    owner.window.undo()
    owner.settle()
    assert "cannot be undone" in owner.window.toast.text


def test_a_client_typed_in_and_taken_back_says_so_once(owner: Any) -> None:
    owner.window.new_client()
    owner.settle()
    owner.type("client.phone", "555")
    owner.window.undo()
    owner.settle()
    assert owner.place[0] == "clients" and "no longer here" in owner.window.toast.text


@pytest.mark.parametrize("field", [LineField, TextField])
def test_what_no_file_of_text_can_hold_is_left_out(qtbot: Any, field: type[LineField] | type[TextField]) -> None:
    made = field()
    qtbot.addWidget(made)
    made.set_value("Dana\0 Okafor")
    assert made.value() == "Dana Okafor"


def test_long_words_to_tick_take_a_second_line_in_a_narrow_window(qtbot: Any) -> None:
    long = "Someone was hurt or could be, something was damaged, or it may be insured"
    ticks = Ticks((("harm", long),), "None of these", "ticks")
    qtbot.addWidget(ticks)
    ticks.resize(300, ticks.heightForWidth(300))
    ticks.show()
    box = ticks.findChild(QWidget, "ticks.harm")
    wide = box.sizeHint().height()
    assert box.width() <= 300 and box.height() > wide and box.text() == box.accessibleName() == long


def test_an_empty_list_offers_the_first_step_and_nothing_to_sift(owner: Any) -> None:
    owner.go("disputes")
    assert owner.sees("disputes.empty.step") and not owner.sees("disputes.filter")
    owner.write(lambda session: services.disputes.create(session, DisputeForm("Wrong shade", None, "Dana Okafor")))
    assert owner.sees("disputes.filter") and owner.sees("disputes.status.closed")


def test_a_closed_dispute_opened_again_says_so(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.disputes.close(session, tiles))
    owner.go("dispute", tiles, "learn.change")
    owner.click("dispute.next")
    assert owner.window.toast.text == "It is open again." and not owner.window.page("dispute").pill.isVisible()


def test_a_screen_that_does_not_apply_opens_its_own_step(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "follow.outcome")
    assert owner.window.page("dispute")._at.stage == "follow"


def test_the_key_of_the_primary_button_answers_the_question_before_the_letter(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.settings.update(session, business_name="Riverside Tiles", owner_name="Sam"))
    owner.go("dispute", tiles, "decide")
    owner.window.go_on()
    owner.settle()
    asked = owner.find("question").text()
    field = next(w for w in owner.window.findChildren(TextField) if w.isVisible() and w.objectName().startswith("question."))
    owner.type(field.objectName(), "the photo led you to expect matt grey")
    owner.window.go_on()
    owner.settle()
    assert not owner.sees("question") or owner.find("question").text() != asked
