"""The right client: the owner's traits marked for one client, what they come to in words, and the traits themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from clientcare import services
from clientcare.records import Fit, PaymentForm
from clientcare.ui.steps.weighing.fit import FitPanel


@pytest.fixture
def fresh(owner: Any, tiles: int) -> FitPanel:
    """The screen of an owner who has no traits yet."""
    return on(owner, tiles)


@pytest.fixture
def traits(owner: Any, tiles: int) -> list[int]:
    """The five usual ones, and the screen open."""
    owner.write(lambda s: services.traits.suggest(s))
    on(owner, tiles)
    return [trait.id for trait in rows(owner)]


def on(owner: Any, id: int) -> FitPanel:
    if not owner.read(lambda s: services.disputes.detail(s, id)).answers["closer"]:
        owner.write(lambda s: services.decisions.answer(s, id, closer=True))
    owner.go("dispute", id, "weigh.fit")
    found = owner.window.findChildren(FitPanel)[-1]
    assert isinstance(found, FitPanel)
    return found


def rows(owner: Any) -> Any:
    return owner.read(services.traits.rows)


def client(owner: Any, id: int) -> int:
    found: int = owner.read(lambda s: services.disputes.detail(s, id)).client.id
    return found


def fit(owner: Any, id: int) -> Fit:
    theirs = client(owner, id)
    found: Fit = owner.read(lambda s: services.traits.fit(s, theirs))
    return found


def text(owner: Any, name: str) -> str:
    return str(owner.find(name, QLabel).text())


def mark(owner: Any, traits: list[int], *states: str) -> None:
    for trait, state in zip(traits, states, strict=False):
        owner.click(f"fit.{trait}.{state}")


def test_without_traits_five_usual_ones_are_offered_and_marked_from_there(owner: Any, tiles: int, fresh: FitPanel) -> None:
    assert not owner.sees("fit.count") and owner.sees("trait.new")
    owner.click("traits.suggest")
    found = rows(owner)
    assert len(found) == 5 and not owner.sees("traits.suggest")
    shown = owner.reads(fresh)
    assert all(trait.text in shown for trait in found)
    assert all(owner.find(f"fit.{trait.id}.unknown").isChecked() for trait in found)
    assert text(owner, "fit.count").startswith("Nothing is marked yet.")
    focused = QApplication.focusWidget()
    assert focused is not None and (focused is fresh or fresh.isAncestorOf(focused)), "the keyboard stays on this screen"


def test_a_tap_is_a_mark_in_the_file_and_can_be_taken_back(owner: Any, tiles: int, traits: list[int]) -> None:
    mark(owner, traits, "yes", "no")
    assert fit(owner, tiles).marks == {traits[0]: True, traits[1]: False}
    assert text(owner, "fit.count") == "They have 1 of 5 of your right-client traits. 3 not known yet."
    owner.click(f"fit.{traits[0]}.yes")
    assert fit(owner, tiles).marks[traits[0]] is True, "a second tap changes nothing"
    owner.go("today")
    on(owner, tiles)
    assert owner.find(f"fit.{traits[1]}.no").isChecked()
    mark(owner, traits, "unknown", "unknown")
    assert fit(owner, tiles).marks == {}


def test_marking_by_keyboard(owner: Any, tiles: int, traits: list[int]) -> None:
    chip = owner.find(f"fit.{traits[0]}.yes")
    assert chip.accessibleName() == "Pays on time: Yes"
    chip.setFocus()
    owner.qtbot.keyClick(chip, Qt.Key.Key_Right)
    owner.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    owner.settle()
    assert fit(owner, tiles).marks == {traits[0]: False}
    assert QApplication.focusWidget() is owner.find(f"fit.{traits[0]}.no"), "and the next one is a Tab away"


def test_marks_made_in_quick_succession_all_stand(owner: Any, tiles: int, traits: list[int]) -> None:
    for trait in traits:
        owner.qtbot.mouseClick(owner.find(f"fit.{trait}.yes"), Qt.MouseButton.LeftButton)
    assert all(owner.find(f"fit.{trait}.yes").isChecked() for trait in traits)
    owner.settle()
    assert fit(owner, tiles).having == 5 and all(owner.find(f"fit.{trait}.yes").isChecked() for trait in traits)
    assert text(owner, "fit.count") == "They have 5 of 5 of your right-client traits."


def test_the_conclusion_is_kind_and_nothing_keeps_from_going_on(owner: Any, tiles: int, traits: list[int]) -> None:
    mark(owner, traits, "yes")
    assert text(owner, "fit.title") == "What it comes to", "one of five is too little to say more"
    mark(owner, traits, "yes", "yes", "yes", "no", "yes")
    assert text(owner, "fit.title") == "Mostly the right client"
    mark(owner, traits, "no", "no")
    assert text(owner, "fit.title").startswith("Right in some ways")
    mark(owner, traits, "no", "no", "no", "no", "yes")
    assert text(owner, "fit.title").startswith("Not the right fit")
    assert "no reason to treat them worse" in text(owner, "fit.kindly")
    onward = owner.window.page("dispute")._next
    assert onward.isEnabled() and onward.text() == "Continue"
    owner.qtbot.mouseClick(onward, Qt.MouseButton.LeftButton)
    owner.settle()
    assert owner.read(lambda s: services.disputes.detail(s, tiles)).screen == "weigh.ways"


def test_going_on_needs_no_traits(owner: Any, tiles: int, fresh: FitPanel) -> None:
    assert owner.window.page("dispute")._next.isEnabled()


def test_the_pattern_of_the_best_and_the_worst_once_enough_are_marked(owner: Any, tiles: int, traits: list[int]) -> None:
    assert "Mark a few other clients" in text(owner, "fit.pattern") and not owner.sees(f"fit.{traits[0]}.pattern")

    def mark_others(session: Any) -> None:
        for number in range(10):
            id = services.clients.create(session, f"Client {number}")
            payment = PaymentForm(id, date.today() - timedelta(days=9), Decimal(100 * (number + 1)))
            services.payments.save(session, payment)
            services.traits.mark(session, id, traits[0], number > 5)
            if number < 5:
                services.traits.mark(session, id, traits[1], True)

    owner.write(mark_others)
    assert text(owner, f"fit.{traits[0]}.pattern") == "Among your best clients 2 of 2, among your worst 0 of 2."
    assert text(owner, f"fit.{traits[1]}.pattern") == "Among your worst clients 2 of 2."
    assert not owner.sees("fit.pattern")


def test_a_trait_of_ones_own_is_added_in_place(owner: Any, tiles: int, fresh: FitPanel) -> None:
    owner.click("trait.add")
    assert "in a few words" in text(owner, "trait.new.trouble") and rows(owner) == ()
    owner.type("trait.new", "Laughs at my jokes\n")
    owner.settle()
    (trait,) = rows(owner)
    assert trait.text == "Laughs at my jokes" and owner.sees(f"fit.{trait.id}.yes")
    owner.click("fit.change")
    assert owner.find("trait.new").text() == "", "ready for the next one"
    owner.type("trait.new", "Asks first")
    owner.click("trait.add")
    owner.click("fit.change")
    assert [t.text for t in rows(owner)] == ["Laughs at my jokes", "Asks first"]
    assert "Asks first" in owner.reads(fresh)


def test_a_trait_half_typed_survives_a_kill(open_window: Callable[..., Any]) -> None:
    first = open_window()
    first.go("settings")
    first.type("trait.new", "Pays the same w")
    first.qtbot.wait(1200)  # the pause after which it is kept
    first.settle()
    again = open_window()  # the first one never said good-bye
    again.go("settings")
    assert again.find("trait.new").text() == "Pays the same w"
    again.click("trait.add")
    assert [t.text for t in rows(again)] == ["Pays the same w"]
    assert again.read(lambda s: services.drafts.get(s, "trait", 0)) is None


def test_traits_are_reworded_and_removed_in_place(owner: Any, tiles: int, traits: list[int]) -> None:
    mark(owner, traits, "yes", "no")
    owner.click("fit.change")
    owner.type(f"trait.{traits[0]}", "Pays within a week")
    owner.click(f"trait.{traits[1]}.remove")
    owner.click("fit.change")
    assert rows(owner)[0].text == "Pays within a week" and len(rows(owner)) == 4
    panel = owner.window.findChildren(FitPanel)[-1]
    assert "Pays within a week" in owner.reads(panel) and not owner.sees(f"fit.{traits[1]}.yes")
    assert owner.find(f"fit.{traits[0]}.yes").isChecked(), "reworded, it is still the same trait"
    owner.click("toast.undo")
    assert owner.find(f"fit.{traits[1]}.no").isChecked(), "its marks come back with it"
    assert [t.id for t in rows(owner)] == traits


def test_long_traits_and_a_long_name_fit_the_smallest_window(owner: Any, tiles: int, traits: list[int]) -> None:
    long = "Says <b>what</b> they want & stays with it " * 6
    owner.write(lambda s: services.traits.save(s, long[:250], traits[0]))
    id = client(owner, tiles)
    owner.write(lambda s: services.clients.update(s, id, name="Wilhelmina " * 25))
    owner.window.resize(900, 600)
    owner.settle()
    shown = next(w for w in owner.window.findChildren(QLabel) if w.isVisible() and w.text().startswith("Says <b>"))
    assert shown.textFormat() == Qt.TextFormat.PlainText and owner.window.width() == 900
    panel = owner.window.findChildren(FitPanel)[-1]
    for state in ("yes", "no", "unknown"):
        chip = owner.find(f"fit.{traits[0]}.{state}")
        assert chip.mapTo(panel, chip.rect().topRight()).x() <= panel.width()
