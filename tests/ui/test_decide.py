"""The decision: suggested, chosen, foretold, put on record, and made again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QSlider

from clientcare import services
from clientcare.records import DecisionForm, OfferForm
from clientcare.ui.steps.deciding.panel import DecidePanel
from clientcare.ui.steps.listening.pause import tomorrow_morning


def at_decide(owner: Any, id: int) -> DecidePanel:
    owner.go("dispute", id, "decide")
    owner.qtbot.waitUntil(lambda: owner.sees("decide.headline") or owner.sees("decide.decided"), timeout=5000)
    owner.settle()
    found = owner.window.findChildren(DecidePanel)[-1]
    assert isinstance(found, DecidePanel)
    return found


@pytest.fixture
def panel(owner: Any, tiles: int) -> DecidePanel:
    return at_decide(owner, tiles)


def dispute(owner: Any, id: int) -> Any:
    return owner.read(lambda s: services.disputes.detail(s, id))


def offer(owner: Any, id: int, title: str) -> int:
    return next(o.id for o in dispute(owner, id).offers if o.title == title)


def radios(panel: DecidePanel) -> list[QRadioButton]:
    return [radio for radio in panel.findChildren(QRadioButton) if radio.isVisible()]


def pick(owner: Any, key: str) -> None:
    """Choose a way as one would with the mouse, wherever it has scrolled to."""
    radio = owner.find(f"decide.way.{key}", QRadioButton)
    radio.click()
    owner.settle()


def rested(owner: Any, panel: DecidePanel) -> None:
    owner.qtbot.waitUntil(lambda: not panel._keep.isActive(), timeout=5000)
    owner.settle()


def test_the_suggested_way_comes_first_and_is_chosen(owner: Any, panel: DecidePanel) -> None:
    first = radios(panel)[0]
    assert first.isChecked() and "suggested" in first.accessibleName()
    assert sum("suggested" in radio.accessibleName() for radio in radios(panel)) == 1
    assert first.accessibleName().split(".")[0] in owner.find("decide.headline", QLabel).text()


def test_every_way_says_how_it_compares_and_what_stands_against_it(owner: Any, panel: DecidePanel) -> None:
    names = [radio.accessibleName() for radio in radios(panel)]
    hold = next(name for name in names if name.startswith("Hold firm"))
    assert "Less than you said you owe" in hold
    assert all("holding firm" in name or name.startswith("Hold firm") for name in names)


def test_arrow_keys_walk_the_ways(owner: Any, panel: DecidePanel) -> None:
    first, second = radios(panel)[:2]
    owner.window.activateWindow()
    first.setFocus()
    owner.qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked() and not first.isChecked()


def test_a_press_anywhere_in_the_row_chooses_it(owner: Any, panel: DecidePanel) -> None:
    row = owner.find("decide.way.give").parentWidget()
    owner.qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert owner.find("decide.way.give").isChecked()


def test_a_compromise_is_put_on_record_with_what_the_letter_offers(owner: Any, panel: DecidePanel, tiles: int) -> None:
    money, again = offer(owner, tiles, "$160 back"), offer(owner, tiles, "Lay it again")
    pick(owner, f"offer-{money}")
    chosen, other = owner.find(f"decide.offer.{money}"), owner.find(f"decide.offer.{again}")
    assert chosen.isChecked() and not chosen.isEnabled() and not other.isChecked()
    assert "Then you owe $160." in chosen.accessibleName()
    assert "Then nothing more is owed." in other.accessibleName()
    other.click()
    owner.find("decide.stay", QSlider).setValue(70)
    owner.type("decide.why", "Her brother sends us jobs")
    owner.click("dispute.next")
    made = dispute(owner, tiles).decision
    assert (made.way, made.offer_ids) == (f"offer-{money}", (money, again))
    assert (made.why, made.stay) == ("Her brother sends us jobs", 0.7)
    assert made.look_back_on == date.today() + timedelta(days=90)
    assert dispute(owner, tiles).stage == "write"
    assert not owner.sees("decide.headline")  # on to the letter


def test_choosing_against_the_advice_asks_nothing(owner: Any, panel: DecidePanel, tiles: int) -> None:
    pick(owner, "hold")
    assert not owner.find("decide.why").text()
    owner.click("dispute.next")
    made = dispute(owner, tiles).decision
    assert made.way == "hold" and made.advised != "hold"


def test_where_they_leave_nothing_is_foretold(owner: Any, panel: DecidePanel, tiles: int) -> None:
    assert owner.sees("decide.stay")
    pick(owner, "part")
    assert not owner.sees("decide.stay")
    owner.click("dispute.next")
    assert dispute(owner, tiles).decision.stay == 0


def test_the_prediction_starts_from_the_weighing_and_stays_as_set(owner: Any, panel: DecidePanel) -> None:
    pick(owner, "hold")
    slider = owner.find("decide.stay", QSlider)
    assert slider.value() == 5  # they would leave quietly
    slider.setValue(40)
    pick(owner, "give")
    assert slider.value() == 80
    pick(owner, "hold")
    assert slider.value() == 40


def test_a_choice_not_yet_made_survives_leaving_the_screen(owner: Any, panel: DecidePanel, tiles: int) -> None:
    again = offer(owner, tiles, "Lay it again")
    pick(owner, f"offer-{again}")
    owner.find(f"decide.offer.{offer(owner, tiles, '$160 back')}").click()
    owner.find("decide.stay", QSlider).setValue(33)
    owner.type("decide.why", "I like her")
    owner.go("today")
    panel = at_decide(owner, tiles)
    assert owner.find(f"decide.way.offer-{again}").isChecked()
    assert len(panel._letter.ticked()) == 2
    assert owner.find("decide.stay", QSlider).value() == 33
    assert owner.find("decide.why").text() == "I like her"
    assert dispute(owner, tiles).decision is None


def test_what_is_decided_is_shown_and_can_be_decided_again(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, "give", stay=0.8, why="Worth it")))
    at_decide(owner, tiles)
    shown = owner.reads()
    assert "You decided: Give all they ask" in shown and "80 %" in shown and "Worth it" in shown
    assert not owner.sees("decide.headline")
    owner.click("decide.again")
    pick(owner, "hold")
    owner.click("dispute.next")
    assert dispute(owner, tiles).decision.way == "hold"
    owner.go("today")
    at_decide(owner, tiles)
    assert "You decided: Hold firm" in owner.reads()


def test_going_on_with_what_is_decided_records_nothing_twice(owner: Any, tiles: int) -> None:
    first = owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, "give")))
    at_decide(owner, tiles)
    owner.click("dispute.next")
    assert dispute(owner, tiles).decision.id == first


def test_a_decision_on_an_offer_since_removed_is_still_named(owner: Any, tiles: int) -> None:
    money = offer(owner, tiles, "$160 back")
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, f"offer-{money}")))
    owner.write(lambda s: services.decisions.delete_offer(s, money))
    at_decide(owner, tiles)
    assert "You decided: $160 back" in owner.reads()


def test_a_decision_keeps_its_name_when_the_offer_is_changed_since(owner: Any, tiles: int) -> None:
    money = offer(owner, tiles, "$160 back")
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, f"offer-{money}")))
    changed = OfferForm(tiles, "$200 back", Decimal(200), Decimal(200), id=money)
    owner.write(lambda s: services.decisions.save_offer(s, changed))
    at_decide(owner, tiles)
    assert "You decided: $160 back" in owner.reads()


def test_a_decision_whose_record_cannot_be_read_is_named_by_its_kind(owner: Any, tiles: int) -> None:
    from clientcare.db.models import StoredAssessment

    def spoil(session: Any) -> None:
        for stored in session.query(StoredAssessment):
            stored.known = {"ways": 3}

    money = offer(owner, tiles, "$160 back")
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, f"offer-{money}")))
    owner.write(spoil)
    at_decide(owner, tiles)
    assert "You decided: A compromise" in owner.reads()


def test_a_long_name_needs_no_more_than_the_smallest_window(owner: Any, tiles: int) -> None:
    long = "We lay the whole hall again in matt grey at our own labour over two mornings in January, whichever the weather"
    owner.write(lambda s: services.decisions.save_offer(s, OfferForm(tiles, long, Decimal(155), Decimal(300))))
    owner.window.resize(900, 600)
    panel = at_decide(owner, tiles)
    assert owner.window.width() == 900
    assert panel._ways.width() + panel._reasons.width() <= panel.width()
    title = next(lab for lab in panel.findChildren(QLabel) if lab.text() == long)
    assert title.heightForWidth(title.width()) <= title.height()  # every line of it


def test_the_furious_may_sleep_on_it(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.disputes.update(s, tiles, mood="furious"))
    at_decide(owner, tiles)
    assert owner.sees("decide.calm") or owner.sees("caution.anger")
    pick(owner, "hold")
    owner.click("decide.sleep")
    assert owner.place[0] == "today"
    moment = owner.window.words.moment(tomorrow_morning())
    assert moment in owner.reads(owner.window.toast)
    assert dispute(owner, tiles).answers["paused_until"] == tomorrow_morning()
    at_decide(owner, tiles)
    assert owner.find("decide.way.hold").isChecked()
    assert moment in owner.find("decide.calm").text()


def test_deciding_ends_the_pause(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.disputes.pause(s, tiles, tomorrow_morning()))
    at_decide(owner, tiles)
    owner.click("dispute.next")
    assert dispute(owner, tiles).answers["paused_until"] is None


def test_sleeping_on_it_is_not_offered_past_the_day_an_answer_is_due(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.disputes.update(s, tiles, mood="furious", due_on=date.today()))
    at_decide(owner, tiles)
    assert not owner.sees("decide.sleep")
    assert "cannot wait for tomorrow" in owner.find("decide.calm").text()
    owner.write(lambda s: services.disputes.update(s, tiles, due_on=date.today() + timedelta(days=1)))
    owner.qtbot.waitUntil(lambda: owner.sees("decide.sleep"), timeout=5000)


def test_where_they_leave_the_record_foretells_nothing(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, "part", stay=0)))
    at_decide(owner, tiles)
    shown = owner.reads()
    assert "You decided: Part ways" in shown and "0 %" not in shown
    assert "against the suggestion" in shown


def test_following_the_suggestion_is_not_called_against_it(owner: Any, tiles: int) -> None:
    money = offer(owner, tiles, "$160 back")
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, f"offer-{money}", stay=0.7)))
    at_decide(owner, tiles)
    assert "against the suggestion" not in owner.reads()


def test_the_calm_are_not_told_to_sleep(owner: Any, panel: DecidePanel) -> None:
    assert not owner.sees("decide.sleep") and not owner.sees("decide.calm")
