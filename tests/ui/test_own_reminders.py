"""Reminders at the window: added anywhere, done, put off and brought back, told by the tray, saved for a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from clientcare import services
from clientcare.errors import WorldError
from clientcare.records import DisputeForm, ReminderForm, TodayItem
from clientcare.ui.reminding.notices import Notices
from clientcare.ui.reminding.put_off import SHOWN
from clientcare.ui.widgets.moment import MomentDialog

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
HOSTILE = "<b>Zoë</b> & 'Söhne' " * 15


def remind(owner: Any, text: str, minutes: float = -60, repeat: str = "", **of: Any) -> int:
    form = ReminderForm(text, NOW + timedelta(minutes=minutes), repeat, **of)
    id: int = owner.write(lambda session: services.own_reminders.save(session, form))
    return id


def view(owner: Any) -> Any:
    return owner.read(lambda session: services.reminders.today(session, date.today()))


def test_one_is_added_by_a_key_and_stands_on_today(owner: Any) -> None:
    def fill(dialog: Any) -> None:
        dialog.save_button.click()
        assert dialog.fields["text"].trouble
        owner.type("reminder.text", "Look through what is unpaid", within=dialog)
        owner.find("reminder.repeat.week", within=dialog).click()
        dialog.save_button.click()
        owner.settle()

    owner.dialogs.fill = fill
    owner.window.remind()
    owner.settle()
    said = owner.reads(owner.go("today"))
    assert "Look through what is unpaid" in said and "A reminder of yours · every week" in said and "Due tomorrow" in said


def test_what_was_typed_and_not_saved_is_offered_again(owner: Any) -> None:
    def slip(dialog: Any) -> None:
        owner.type("reminder.text", "Call Dana", within=dialog)
        dialog.fields["due_at"].field.set_value(NOW + timedelta(days=30))
        dialog._typed("due_at")
        dialog.reject()

    owner.dialogs.fill = slip
    owner.window.remind()
    owner.settle()
    found: list[Any] = []
    owner.dialogs.fill = lambda dialog: (found.extend((dialog.value("text"), dialog.value("due_at"))), dialog.cancel())
    owner.window.remind()
    owner.settle()
    assert found == ["Call Dana", NOW + timedelta(days=30)]


def test_done_takes_it_away_and_undo_brings_it_back(owner: Any) -> None:
    id = remind(owner, "Call Dana")
    owner.go("today")
    owner.click(f"today.done.own.{id}")
    assert not owner.sees(f"today.own.{id}")
    owner.window.undo()
    owner.settle()
    assert owner.sees(f"today.own.{id}")


def test_each_leads_to_where_it_is_dealt_with(owner: Any, tiles: int) -> None:
    client = owner.read(lambda session: services.disputes.detail(session, tiles)).client.id
    of_dispute, of_client = remind(owner, "a", dispute_id=tiles), remind(owner, "b", client_id=client)
    for id, place in ((of_dispute, ("dispute", tiles)), (of_client, ("client", client))):
        owner.go("today")
        owner.click(f"today.own.{id}")
        assert owner.place[:2] == place
    asked: list[str] = []
    owner.dialogs.fill = lambda dialog: (asked.append(dialog.value("text")), dialog.cancel())
    of_nobody = remind(owner, "c")
    owner.go("today")
    owner.click(f"today.own.{of_nobody}")
    assert asked == ["c"]


def choose_later(owner: Any, name: str, words: str) -> None:
    owner.find(name).click()
    menu = owner.window.page("today")._later
    assert menu.isVisible()
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    menu.hide()
    owner.settle()


def test_later_puts_it_off_quietly_and_it_can_be_brought_back(owner: Any, tiles: int) -> None:
    page = owner.go("today")
    choose_later(owner, f"today.later.reply.{tiles}", "In 1 week")
    assert not owner.sees(f"today.reply.{tiles}") and "Nothing needs you today" in page.soft.text()
    assert "1 thing put off, the first until" in owner.find("today.put_off").text()
    owner.click("today.put_off")
    assert "Answer Dana Okafor" in owner.reads(page)
    owner.click(f"put_off.reply.{tiles}")
    assert owner.sees(f"today.reply.{tiles}") and not owner.sees("today.put_off")
    owner.window.undo()
    owner.settle()
    assert owner.sees("today.put_off")


def test_another_day_and_time_is_asked_for_and_must_be_to_come(owner: Any, tiles: int) -> None:
    seen: list[str] = []

    def fill(dialog: MomentDialog) -> None:
        dialog._moment.set_value(NOW - timedelta(days=1))
        owner.find("moment.save", within=dialog).click()
        seen.append(dialog._asked.trouble)
        dialog._moment.set_value(NOW + timedelta(days=40))
        owner.find("moment.save", within=dialog).click()

    owner.dialogs.fill = fill
    owner.go("today")
    choose_later(owner, f"today.later.reply.{tiles}", "Another day")
    assert "passed" in seen[0] and [item.until for item in view(owner).put_off] == [NOW + timedelta(days=40)]


def test_put_off_beyond_its_day_it_says_when_it_comes_back(owner: Any) -> None:
    due = date.today() + timedelta(days=2)
    id = owner.write(lambda session: services.disputes.create(session, DisputeForm("Tap", client_name="Bo", due_on=due)))
    owner.go("today")
    choose_later(owner, f"today.later.reply.{id}", "In 1 month")
    assert "the day it is due" in owner.reads(owner.window.toast)
    assert "00:00" not in owner.find("today.put_off").text()  # a day, not its midnight


def test_what_is_done_on_one_card_leaves_the_owner_where_they_are(owner: Any) -> None:
    ids = [remind(owner, f"Call {n}", minutes=-n) for n in range(30)]
    page = owner.go("today")
    owner.click("today.more")
    owner.click("today.more")
    bar = page._area().verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before, at = bar.value(), page.list._items[12].reminder_id
    owner.find(f"today.done.own.{at}").setFocus(Qt.FocusReason.TabFocusReason)
    owner.qtbot.keyClick(owner.window.focusWidget(), Qt.Key.Key_Return)
    owner.settle()
    assert len(page.list.cards) == 24 and bar.value() == before and at in ids
    assert page.list.cards[12].isAncestorOf(owner.window.focusWidget())


def test_two_hundred_put_off_are_shown_a_few_at_a_time(owner: Any) -> None:
    def write(session: Any) -> None:
        for n in range(200):
            id = services.own_reminders.save(session, ReminderForm(f"{n} {HOSTILE}"[:300], NOW))
            item = TodayItem(0, "own", "", "", None, "", reminder_id=id)
            services.snoozing.put_off(session, item, NOW + timedelta(days=1 + n))

    owner.window.resize(900, 600)
    owner.write(write)
    page = owner.go("today")
    owner.click("today.put_off")
    assert owner.reads(page._put_off).count("Bring it back") == SHOWN
    owner.click("put_off.more")
    assert owner.reads(page._put_off).count("Bring it back") == 200
    right = page._put_off.mapTo(owner.window, page._put_off.rect().topRight()).x()
    assert right <= 900


def test_a_dispute_and_a_client_have_their_own(owner: Any, tiles: int) -> None:
    client = owner.read(lambda session: services.disputes.detail(session, tiles)).client.id
    remind(owner, HOSTILE[:290], dispute_id=tiles)
    remind(owner, "Send a card", minutes=60 * 24 * 40, repeat="year", client_id=client)
    card = owner.find("reminders", within=owner.go("dispute", tiles, "listen.words"))
    said = owner.reads(card)
    assert HOSTILE[:290].strip() in said and "Since" in said and "Send a card" not in said
    card = owner.find("reminders", within=owner.go("client", client))
    assert "Send a card" in owner.reads(card) and "every year" in owner.reads(card)


def test_they_are_dealt_with_on_the_card_too(owner: Any, tiles: int) -> None:
    first, second = remind(owner, "first", dispute_id=tiles), remind(owner, "second", minutes=60, dispute_id=tiles)
    card = owner.find("reminders", within=owner.go("dispute", tiles, "listen.words"))
    owner.click(f"reminders.done.{first}", within=card)
    assert "first" not in owner.reads(card)

    def action(words: str) -> None:
        menu = owner.find(f"reminders.more.{second}", within=card).findChild(QMenu)
        next(one for one in menu.actions() if one.text() == words).trigger()
        owner.settle()

    def change(dialog: Any) -> None:
        owner.type("reminder.text", "third", within=dialog)
        dialog.save_button.click()
        owner.settle()

    owner.dialogs.fill = change
    action("Change…")
    assert "third" in owner.reads(card)
    action("Delete")
    assert "third" not in owner.reads(card)
    owner.window.undo()
    owner.settle()
    assert "third" in owner.reads(card)


def test_one_is_added_to_the_dispute_that_is_shown(owner: Any, tiles: int) -> None:
    def fill(dialog: Any) -> None:
        owner.type("reminder.text", "Order samples", within=dialog)
        dialog.save_button.click()
        owner.settle()

    owner.dialogs.fill = fill
    page = owner.go("dispute", tiles, "listen.words")
    owner.click("reminders.add", within=page)
    assert "Order samples" in owner.reads(owner.find("reminders", within=page))
    assert [row.text for row in owner.read(lambda s: services.own_reminders.of_dispute(s, tiles))] == ["Order samples"]


# -- the calendar


def test_the_dates_of_all_or_of_one_dispute_are_saved(owner: Any, tiles: int, tmp_path: Path) -> None:
    remind(owner, "Order samples", dispute_id=tiles)
    remind(owner, "Unpaid bills")
    owner.dialogs.save_to = tmp_path / "dates"
    owner.window.save_calendar()
    owner.settle()
    found = Calendar.from_ical((tmp_path / "dates.ics").read_bytes()).walk("VEVENT")
    assert {str(event["summary"]) for event in found} == {"Order samples", "Unpaid bills"}
    page = owner.go("dispute", tiles)
    next(one for one in page._more.menu().actions() if one.text().startswith("Save its dates")).trigger()
    owner.settle()
    found = Calendar.from_ical((tmp_path / "dates.ics").read_bytes()).walk("VEVENT")
    assert [str(event["summary"]) for event in found] == ["Order samples"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("dates")] == ["dates.ics"]


def test_nothing_to_save_is_said(owner: Any) -> None:
    owner.window.save_calendar()
    owner.settle()
    assert "Nothing has a date" in owner.reads(owner.window.toast)


def test_a_folder_that_cannot_be_written_to_is_said_to_be(owner: Any, tmp_path: Path) -> None:
    remind(owner, "Unpaid bills")
    owner.dialogs.expects_trouble, owner.dialogs.save_to = True, tmp_path / "nowhere" / "dates.ics"
    owner.window.save_calendar()
    owner.settle()
    (trouble,) = owner.dialogs.troubles
    assert isinstance(trouble, WorldError) and "another folder" in trouble.said.text


# -- notices


class FakeTray:
    """What the owner sees in the corner of the screen, and their click on it."""

    def __init__(self, parent: Any, on_click: Callable[[], object]) -> None:
        self.shown: list[str] = []
        self.click, self.hidden = on_click, False

    def show(self, title: str, text: str) -> None:
        self.shown.append(text)

    def hide(self) -> None:
        self.hidden = True


@pytest.fixture
def trays(owner: Any) -> list[FakeTray]:
    """The trays that were put up; the window's notices are running."""
    made: list[FakeTray] = []

    def make(parent: Any, on_click: Callable[[], object]) -> FakeTray:
        made.append(FakeTray(parent, on_click))
        return made[-1]

    window = owner.window
    window.notices.stop()
    window.notices = Notices(window.jobs, window._come_forward, window, make)
    window.notices.start()
    return made


def wants(owner: Any, how: str) -> None:
    owner.write(lambda session: services.settings.update(session, notices=how))


def test_unless_the_owner_wants_it_nothing_is_in_the_tray(owner: Any, trays: list[FakeTray]) -> None:
    remind(owner, "Call Dana")
    assert trays == []
    wants(owner, "quiet")
    assert trays[0].shown == ["Something needs you."]
    wants(owner, "")
    assert trays[0].hidden


def test_a_notice_names_nobody_unless_asked_to_and_is_shown_once(owner: Any, trays: list[FakeTray], tiles: int) -> None:
    remind(owner, "Call Dana", dispute_id=tiles)
    remind(owner, "Call Bo", minutes=-30)
    wants(owner, "quiet")
    owner.window.notices.look()
    owner.settle()
    assert trays[0].shown == ["2 things need you."]
    remind(owner, "Call Cy")
    wants(owner, "full")
    owner.window.notices.look()
    owner.settle()
    assert trays[0].shown[1:] == ["Call Cy"]


def test_a_click_goes_there(owner: Any, trays: list[FakeTray], tiles: int) -> None:
    remind(owner, "Call Dana", dispute_id=tiles)
    wants(owner, "quiet")
    owner.go("letters")
    trays[0].click()
    assert owner.place[:2] == ("dispute", tiles)
    trays[0].click()
    assert owner.place[0] == "today"


def test_where_there_is_no_tray_nothing_happens(owner: Any) -> None:
    notices = Notices(owner.window.jobs, owner.window._come_forward, owner.window, lambda parent, click: None)
    notices.start()
    notices.use(owner.read(services.settings.load))
    wants(owner, "quiet")
    notices.use(owner.read(services.settings.load))
    notices.look()
    notices.stop()
