"""What the client lets another firm know: asked first, kept as it is said, handed over only with a yes; and the thanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionViewItem, QTableView, QToolButton

from clientcare import services
from clientcare.db.models import Referral
from clientcare.records import DisputeForm, LetterDraft, ProviderForm, ReferralRow
from clientcare.ui.steps.following.referrals import ReferralPanel

from .test_accessibility import nameless

TODAY = date.today()


@pytest.fixture
def dispute(owner: Any) -> int:
    """A dispute whose letter named two firms."""

    def write(session: Any) -> int:
        id = services.disputes.create(session, DisputeForm("Hall tiles", client_name="Dana Okafor"))
        for name in ("Valley Tile Studio", "Pioneer"):
            firm = services.referrals.save(session, ProviderForm(name, "Tiles"))
            session.add(Referral(dispute_id=id, provider_id=firm, referred_on=TODAY - timedelta(4), may_know=[]))
        return id

    id: int = owner.write(write)
    owner.go("dispute", id, "follow.referral")
    return id


def rows(owner: Any, dispute: int) -> list[ReferralRow]:
    return list(owner.read(lambda s: services.disputes.detail(s, dispute)).referrals)


@pytest.fixture
def name(owner: Any, dispute: int) -> str:
    """How the controls of the first card begin."""
    return f"referral.{rows(owner, dispute)[0].id}"


def first(owner: Any, dispute: int) -> ReferralRow:
    return rows(owner, dispute)[0]


def saved(owner: Any, name: str) -> None:
    owner.qtbot.waitUntil(lambda: owner.find(f"{name}.status", QLabel).text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def test_the_screen_is_there_only_where_somebody_was_referred(owner: Any, dispute: int) -> None:
    assert owner.place == ("dispute", dispute, "follow.referral")
    assert owner.find("step.title").text() == "What may the other firm know?"
    plain = owner.write(lambda s: services.disputes.create(s, DisputeForm("Fence", client_name="Eli")))
    owner.go("dispute", plain, "follow.referral")
    assert owner.find("step.title").text() == "Waiting for their answer" and not owner.sees("follow.to_referral")


def test_beside_the_wait_stands_how_it_is_with_each_firm(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "follow.answer")
    shown = owner.reads()
    assert "Valley Tile Studio" in shown and "nothing passed on, not asked yet" in shown
    owner.click("follow.to_referral")
    assert owner.place[2] == "follow.referral" and "Named in your letter of" in owner.reads()


def test_before_a_yes_nothing_can_be_handed_over(owner: Any, dispute: int, name: str) -> None:
    for answer in ("", "asked", "no"):
        if answer:
            owner.click(f"{name}.consent.{answer}")
        assert not any(owner.sees(f"{name}.{part}") for part in ("write", "handed_over_on", "may_know.name"))
        assert first(owner, dispute).consent == answer, "a tap is kept at once"


def test_with_a_yes_to_something_the_note_can_be_written(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.consent.yes")
    assert not owner.find(f"{name}.write").isEnabled() and "Tick first what they may know." in owner.reads()
    owner.click(f"{name}.may_know.phone")
    owner.click(f"{name}.may_know.name")
    assert first(owner, dispute).may_know == ("name", "phone") and first(owner, dispute).consent_on == TODAY
    firm = first(owner, dispute).provider_id
    owner.click(f"{name}.write")
    assert owner.place == ("dispute", dispute, f"write:handover:{firm}")


def test_how_and_when_they_said_it_is_kept_as_typed(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.consent.yes")
    owner.type(f"{name}.consent_how", "By text: <b>sure</b>")
    owner.find(f"{name}.consent_on").setDate(QDate(TODAY.year, TODAY.month, TODAY.day).addDays(-2))
    saved(owner, name)
    kept = first(owner, dispute)
    assert (kept.consent_how, kept.consent_on) == ("By text: <b>sure</b>", TODAY - timedelta(2))
    assert rows(owner, dispute)[1].consent == "", "the other firm has a yes of its own"


def test_what_is_in_the_fingers_is_kept_when_leaving(owner: Any, dispute: int, name: str) -> None:
    owner.type(f"{name}.note", "Rang twice")
    owner.go("today")
    assert first(owner, dispute).note == "Rang twice"


def test_told_without_a_tick_is_refused_beside_the_day_and_kept_once_there_is_one(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.consent.yes")
    owner.find(f"{name}.handed_over_on").setDate(QDate(TODAY.year, TODAY.month, TODAY.day))
    owner.qtbot.waitUntil(lambda: owner.sees(f"{name}.handed_over_on.day.trouble"), timeout=5000)
    assert "Tick first what Valley Tile Studio may know" in owner.reads() and first(owner, dispute).handed_over_on is None
    owner.click(f"{name}.may_know.need")
    saved(owner, name)
    assert first(owner, dispute).handed_over_on == TODAY and not owner.sees(f"{name}.handed_over_on.day.trouble")


def test_a_yes_taken_back_after_the_firm_was_told_says_plainly_what_that_means(owner: Any, dispute: int, name: str) -> None:
    id = first(owner, dispute).id
    owner.write(lambda s: services.referrals.change(s, id, consent="yes", may_know=["name"]))
    owner.write(lambda s: services.referrals.change(s, id, handed_over_on=TODAY))
    owner.click(f"{name}.consent.no")
    said = owner.find(f"{name}.taken_back").text()
    assert "cannot be unsaid" in said and "ask Valley Tile Studio to delete" in said
    assert first(owner, dispute).handed_over_on == TODAY and not owner.sees(f"{name}.write")


def test_how_it_went_and_thanks(owner: Any, dispute: int, name: str) -> None:
    assert not owner.sees(f"{name}.thank")
    owner.click(f"{name}.went.badly")
    assert not owner.sees(f"{name}.thank")
    owner.click(f"{name}.went.well")
    assert first(owner, dispute).went == "well"
    firm = first(owner, dispute).provider_id
    owner.click(f"{name}.thank")
    assert owner.place == ("dispute", dispute, f"write:referral_thanks:{firm}")
    id = first(owner, dispute).id
    owner.write(lambda s: services.referrals.change(s, id, thanked_on=TODAY))
    owner.go("dispute", dispute, "follow.referral")
    assert not owner.sees(f"{name}.thank") and owner.find(f"{name}.thanked").text().startswith("Thanked on")


def test_a_firm_deleted_meanwhile_leaves_the_screen(owner: Any, dispute: int, name: str) -> None:
    one, other = rows(owner, dispute)
    owner.write(lambda s: services.referrals.delete(s, one.provider_id))
    assert not owner.sees(f"{name}.consent") and owner.sees(f"referral.{other.id}.consent")
    owner.write(lambda s: services.referrals.delete(s, other.provider_id))
    assert "Named in your letter" not in owner.reads()


def test_the_panel_goes_on_to_what_comes_next(owner: Any, dispute: int) -> None:
    owner.write(lambda s: services.disputes.update(s, dispute, answer="accepted"))
    owner.go("dispute", dispute, "follow.referral")
    owner.click("dispute.next")
    assert owner.find("step.title").text() == "Keep what you promised"
    owner.click("dispute.back")
    assert owner.find("step.title").text() == "What may the other firm know?"


def test_every_control_has_a_name_and_its_turn(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.consent.yes")
    owner.click(f"{name}.went.well")
    assert not nameless(owner)
    owner.window.activateWindow()
    owner.find(f"{name}.consent.").setFocus()
    passed = []
    for _ in range(40):
        owner.window.focusNextChild()
        passed.append((QApplication.focusWidget() or owner.window.focusWidget()).objectName())
    parts = ("consent.no", "consent_on", "consent_how", "may_know.name", "may_know.agreed", "handed_over_on", "went.well")
    wanted = [f"{name}.{part}" for part in parts]
    assert [one for one in passed if one in wanted] == wanted


def test_a_note_that_waited_and_says_more_than_they_allow_now_is_told_of(owner: Any, dispute: int, name: str) -> None:
    one = first(owner, dispute)
    owner.write(lambda s: services.referrals.change(s, one.id, consent="yes", may_know=["name", "need"]))
    draft = LetterDraft(dispute, "handover", provider_id=one.provider_id)
    owner.write(lambda s: services.letters.save_draft(s, draft))
    [panel] = owner.window.findChildren(ReferralPanel)
    [note] = owner.read(lambda s: services.disputes.detail(s, dispute)).letters
    panel._cards[one.id].show_referral(first(owner, dispute), replace(note, standing="waiting"))
    assert owner.find(f"{name}.write").text() == "See the handover note"
    owner.click(f"{name}.may_know.name")
    assert owner.window.toast.text.startswith("The handover note has not gone")
    assert owner.find(f"{name}.write").text() == "Go on with the handover note"


def test_thanks_are_offered_only_where_all_went_well(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.went.mixed")
    assert not owner.sees(f"{name}.thank"), "the letter says that they were in good hands"


def test_how_they_said_it_is_asked_once_they_have(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.consent.asked")
    assert not owner.sees(f"{name}.consent_how") and owner.sees(f"{name}.consent_on")
    owner.click(f"{name}.consent.no")
    assert owner.sees(f"{name}.consent_how")


def test_a_day_noted_by_mistake_is_emptied_with_the_keyboard(owner: Any, dispute: int, name: str) -> None:
    id = first(owner, dispute).id
    owner.write(lambda s: services.referrals.change(s, id, consent="yes", may_know=["name"]))
    owner.write(lambda s: services.referrals.change(s, id, handed_over_on=TODAY))
    day = owner.find(f"{name}.handed_over_on")
    day.setFocus()
    day.selectAll()
    owner.qtbot.keyClick(day, Qt.Key.Key_Delete)
    assert day.text() == "No date"
    owner.qtbot.waitUntil(lambda: first(owner, dispute).handed_over_on is None, timeout=5000)


def test_the_calendar_is_read_and_opens_at_this_month(owner: Any, dispute: int, name: str) -> None:
    owner.click(f"{name}.consent.yes")
    day = owner.find(f"{name}.handed_over_on")
    owner.qtbot.mousePress(day, Qt.MouseButton.LeftButton, pos=QPoint(day.width() - 10, day.height() // 2))
    calendar = day.calendarWidget()
    try:
        assert (calendar.yearShown(), calendar.monthShown()) == (TODAY.year, TODAY.month)
        assert [button.text() for button in calendar.findChildren(QToolButton) if button.text() in "‹›"] == ["‹", "›"]
        [view] = calendar.findChildren(QTableView)
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.rect, option.text = view.visualRect(view.model().index(3, 3)), "28"
        option.features = QStyleOptionViewItem.ViewItemFeature.HasDisplay
        room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view).width()
        assert room >= view.fontMetrics().horizontalAdvance("28"), "two digits, not three dots"
    finally:
        calendar.window().close()
