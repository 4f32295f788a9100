"""An owner in a hurry: answers given faster than they are written, on screens left before that, in two disputes at once."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider, QWidget

from clientcare.records import DecisionForm, DisputeForm
from clientcare.said import Said
from clientcare.services import decisions, disputes, traits
from clientcare.ui.steps.answers import Unsaved


@pytest.fixture
def other(owner: Any) -> int:
    id: int = owner.write(lambda s: disputes.create(s, DisputeForm("The relaunch", client_name="Ines Ahlgren")))
    owner.write(lambda s: disputes.update(s, id, asked=Decimal(1500)))
    owner.write(lambda s: decisions.answer(s, id, closer=True))
    return id


def press(owner: Any, name: str) -> None:
    """Press as soon as it is there, whatever is still on its way."""
    arrive(owner, name)
    QTest.mouseClick(owner.find(name), Qt.MouseButton.LeftButton)


def arrive(owner: Any, name: str) -> None:
    owner.qtbot.waitUntil(lambda: owner.sees(name), timeout=20_000)


def answers(owner: Any, id: int) -> dict[str, Any]:
    owner.window.page("dispute").leave()
    owner.settle()
    return dict(owner.read(lambda s: disputes.detail(s, id)).answers)


def test_answers_on_screens_left_at_once_are_all_kept(owner: Any, tiles: int) -> None:
    owner.write(lambda s: decisions.answer(s, tiles, closer=True))
    owner.go("dispute", tiles, "weigh.yours")
    for name, text in (("fight_hours", "7"), ("harm", "900"), ("mistake_words", "two weekends"), ("revenue", "1400")):
        arrive(owner, f"answer.{name}")
        owner.type(f"answer.{name}", text)
        press(owner, "dispute.next")
    press(owner, "answer.refill.12")
    press(owner, "dispute.back")
    press(owner, "dispute.next")
    arrive(owner, "answer.refill.12")
    assert owner.find("answer.refill.12").isChecked(), "going back and on shows an older answer"
    press(owner, "dispute.next")
    press(owner, "answer.part.mostly")
    owner.type("answer.part_note", "The quote")
    press(owner, "dispute.back")
    kept = answers(owner, tiles)
    assert [kept[name]["value"] for name in ("fight_hours", "harm", "refill")] == [7, 900, 12]
    assert kept["mistake_words"] == "two weekends" and kept["revenue"] == 1400
    assert (kept["part"], kept["part_note"]) == ("mostly", "The quote")


def test_answers_in_two_disputes_stay_where_they_were_given(owner: Any, tiles: int, other: int) -> None:
    owner.write(lambda s: decisions.answer(s, tiles, closer=True))
    for turn in range(4):
        for id in (tiles, other):
            owner.window.go("dispute", id, "weigh.others")
            page = owner.window.page("dispute")
            owner.qtbot.waitUntil(lambda page=page, id=id: page._dispute is not None and page._dispute.id == id)
            arrive(owner, "answer.harm")
            owner.type("answer.harm", f"{id}{turn}")
    kept = {id: answers(owner, id)["harm"]["value"] for id in (tiles, other)}
    assert kept == {id: float(f"{id}3") for id in (tiles, other)}


def test_back_pressed_while_another_dispute_opens_does_nothing(owner: Any, tiles: int, other: int) -> None:
    owner.go("dispute", tiles, "weigh.answer")
    page = owner.window.page("dispute")
    back, board = owner.find("dispute.back"), owner.find("answer.board")
    page.open(other, "weigh.others")
    page.back()
    page._menu.delete()
    page._menu.close_or_reopen()
    QTest.mouseClick(board, Qt.MouseButton.LeftButton)  # it is on its way out, and spoke of the dispute before
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    owner.settle()
    assert page._at.key == "weigh.others" and not answers(owner, tiles)["closer"]
    assert {tiles, other} <= set(owner.read(disputes.ids))


def test_an_older_answer_that_could_not_be_saved_never_takes_the_place_of_a_newer_one(owner: Any, tiles: int) -> None:
    owner.dialogs.expects_trouble = True
    unsaved = Unsaved(owner.window.jobs, QLabel(owner.window), owner.window)
    unsaved.turn_to(tiles)
    unsaved.note("dispute", "their_words", "First.")
    unsaved.note("dispute", "agreed_where", "x" * 100_000)  # cannot be kept, and takes the whole batch with it
    unsaved.save()
    unsaved.note("dispute", "their_words", "Second.")
    unsaved.save()
    owner.settle()
    assert owner.dialogs.troubles and "their_words" not in unsaved.names
    assert owner.read(lambda s: disputes.detail(s, tiles)).answers["their_words"] == "Second."


def decided(owner: Any, id: int) -> None:
    day = date.today() + timedelta(days=90)
    owner.write(lambda s: decisions.decide(s, DecisionForm(id, "hold", look_back_on=day)))


def versions(owner: Any, id: int) -> int:
    return len(owner.read(lambda s: decisions.versions(s, id)))


def test_weighing_a_decided_dispute_anew_makes_one_version_however_fast(owner: Any, tiles: int) -> None:
    owner.write(lambda s: decisions.answer(s, tiles, closer=True))
    decided(owner, tiles)
    owner.go("dispute", tiles, "weigh.part")
    for part in ("none", "mostly", "some", "mostly"):
        press(owner, f"answer.part.{part}")
    owner.type("answer.part_note", "The quote")
    press(owner, "dispute.next")
    owner.go("dispute", tiles, "weigh.others")
    for text in ("1", "2", "3"):
        owner.type("answer.harm", text)
        owner.window.page("dispute")._unsaved.save()
    owner.go("dispute", tiles, "weigh.board")
    moved: list[str] = []
    for slider in [w for w in owner.window.findChildren(QWidget) if isinstance(w, QSlider) and w.isVisible()][:4]:
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 3, slider.height() // 2))
        moved.append(slider.objectName())
        owner.window.page("dispute").leave()
    kept = answers(owner, tiles)
    assert moved and versions(owner, tiles) == 2
    assert (kept["part"], kept["part_note"], kept["harm"]["value"]) == ("mostly", "The quote", 3)


def test_looking_at_a_decided_dispute_makes_no_version(owner: Any, tiles: int) -> None:
    owner.write(lambda s: decisions.answer(s, tiles, closer=True))
    decided(owner, tiles)
    owner.go("dispute", tiles, "weigh.answer")
    page = owner.window.page("dispute")
    while page._at.key != "decide":
        press(owner, "dispute.next")
        owner.settle()
    assert versions(owner, tiles) == 1


def rows(session: Any) -> dict[str, list[Any]]:
    """Everything in the file, as it is stored; not how far the search has caught up meanwhile."""
    run = session.connection().exec_driver_sql
    names = [name for (name,) in run("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    found = {name: sorted(map(repr, run(f'SELECT * FROM "{name}"'))) for name in names if not name.startswith("search_")}
    return found | {"setting": [row for row in found["setting"] if "search_index" not in row]}


@pytest.mark.parametrize("frozen", [False, True])
def test_taking_back_every_removal_leaves_the_file_as_it_was(owner: Any, tiles: int, frozen: bool) -> None:
    """Offers with guesses about them, traits with marks, one after the other and back again."""

    def prepare(session: Any) -> None:
        traits.suggest(session)
        client = disputes.detail(session, tiles).client.id
        for place, trait in enumerate(traits.rows(session)):
            traits.mark(session, client, trait.id, place % 2 == 0)
        for offer in disputes.detail(session, tiles).offers:
            decisions.move(session, tiles, f"accept.offer-{offer.id}", 0.4, "sure")

    owner.write(prepare)
    if frozen:
        decided(owner, tiles)
    before = owner.read(rows)
    chance, undo, steps = random.Random(7), Said("Removed."), 0
    for _ in range(6):
        offers = [offer.id for offer in owner.read(lambda s: disputes.detail(s, tiles)).offers]
        of_traits = [trait.id for trait in owner.read(traits.rows)]
        for remove, ids in ((decisions.delete_offer, offers), (traits.delete, of_traits)):
            if ids:
                id = chance.choice(ids)
                owner.window.jobs.write(lambda s, remove=remove, id=id: remove(s, id), undo=undo)
                steps += 1
    owner.settle()
    assert steps == 7 and not owner.read(traits.rows) and owner.read(rows) != before
    for _ in range(steps):
        owner.window.undo()
    owner.settle()
    assert owner.read(rows) == before


def test_a_way_or_a_trait_removed_twice_is_removed_once_and_quietly(owner: Any, tiles: int) -> None:
    owner.write(traits.suggest)
    owner.write(lambda s: decisions.answer(s, tiles, closer=True))
    for screen, start in (("weigh.ways", "ways.offer."), ("weigh.fit", "trait.")):
        owner.go("dispute", tiles, screen)
        if screen == "weigh.fit":
            owner.click("fit.change")
        remove = next(w for w in owner.window.findChildren(QWidget)
                      if w.objectName().startswith(start) and w.objectName().endswith(".remove") and w.isVisible())
        for _ in range(2):
            QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
        owner.settle()
    assert len(owner.read(lambda s: disputes.detail(s, tiles)).offers) == 1 and len(owner.read(traits.rows)) == 4


def test_the_next_trait_may_be_typed_while_the_one_before_is_added(owner: Any, tiles: int) -> None:
    owner.write(traits.suggest)
    owner.write(lambda s: decisions.answer(s, tiles, closer=True))
    owner.go("dispute", tiles, "weigh.fit")
    owner.click("fit.change")
    owner.type("trait.new", "Asks first\nSays thank")
    owner.settle()
    assert owner.find("trait.new").text() == "Says thank"
    assert [trait.text for trait in owner.read(traits.rows)][-1] == "Asks first"
