"""Today: the greeting first, then what needs the owner, each with the one button that leads to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.db.models import Sending, StoredLetter
from clientcare.records import DisputeForm, LetterDraft, TodayItem, TodayView
from clientcare.ui.pages.today import greeting, summary
from clientcare.ui.reminding.today_cards import figures
from clientcare.ui.reminding.today_list import AT_A_TIME
from clientcare.ui.widgets.parts import Card

TODAY = date.today()
HOSTILE = "<b>Zoë</b> & 'Söhne' " * 15


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def add(owner: Any, title: str = "Wrong shade", due: date | None = None, client: str = "Dana Okafor", **answers: Any) -> int:
    def write(session: Any) -> int:
        id = services.disputes.create(session, DisputeForm(title, client_name=client, due_on=due))
        services.disputes.update(session, id, **answers)
        return id

    id: int = owner.write(write)
    return id


def test_the_title_stands_before_there_is_any_data(qapp: Any, open_window: Callable[..., Any], tmp_path: Path) -> None:
    owner = open_window()
    assert owner.window.page("today").title.text() in {greeting(hour) for hour in range(24)}


@pytest.mark.parametrize(("hour", "said"), [(5, "morning"), (12, "afternoon"), (18, "evening"), (4, "evening")])
def test_the_greeting_knows_the_time_of_day(hour: int, said: str) -> None:
    assert greeting(hour) == f"Good {said}"


def test_on_the_first_day_it_offers_the_first_steps(owner: Any) -> None:
    page = owner.go("today")
    assert "this computer" in page.soft.text()
    owner.click("today.first.settings")
    assert owner.place[0] == "settings"
    owner.go("today")
    owner.click("today.first.buy_time")
    assert owner.place[0] == "buy_time"


def test_the_first_step_of_a_named_business_is_done(owner: Any) -> None:
    owner.write(lambda session: services.settings.update(session, business_name="Rivera"))
    assert "Done" in owner.reads(owner.go("today"))


def test_adding_the_first_client_leads_to_their_page(owner: Any) -> None:
    owner.go("today")
    owner.click("today.first.client")
    assert owner.place[0] == "client" and owner.place[2] == "new"
    owner.go("today")
    assert not owner.sees("today.first.client") and "Nothing needs you today" in owner.window.page("today").soft.text()


def test_a_reply_that_is_due_leads_to_where_the_owner_left_off(owner: Any) -> None:
    id = add(owner, due=in_days(2), screen="listen.words")
    page = owner.go("today")
    said = owner.reads(page)
    assert "One thing needs you today." in said and "Answer Dana Okafor" in said and "Due in 2 days" in said
    owner.click(f"today.reply.{id}")
    assert owner.place == ("dispute", id, "listen.words")


def test_every_kind_of_thing_has_its_words_and_its_button(owner: Any) -> None:
    answer = add(owner, "Café", stage="follow", waiting_until=in_days(-2))
    letter = add(owner, "Tiles", stage="write", due=in_days(1))
    deliver = add(owner, "Tap", stage="follow", answer="accepted", deliver_by=in_days(1))
    lesson = add(owner, "Deck", stage="learn", lesson="A photo", lesson_by=in_days(0))
    said = owner.reads(owner.go("today"))
    for words in ("Waiting since", "Write to Dana Okafor", "Keep your word to Dana Okafor", "Make the change you planned"):
        assert words in said
    for name, screen in ((f"answer.{answer}", "follow.answer"), (f"letter.{letter}", "write")):
        owner.go("today")
        owner.click(f"today.{name}")
        assert owner.place[2] == screen
    owner.go("today")
    assert owner.sees(f"today.deliver.{deliver}") and owner.sees(f"today.lesson.{lesson}")


def test_an_e_mail_that_stopped_or_may_have_gone_leads_to_that_letter(owner: Any) -> None:
    """With the reason in words where there is one, and whoever it is to named as typed."""
    id = add(owner, "Tiles", client=HOSTILE[:290])

    def mailed(session: Any) -> list[int]:
        letter_ids = []
        for state in ("stopped", "waiting", "maybe"):
            letter = session.get_one(StoredLetter, services.letters.save_draft(session, LetterDraft(id, "holding")))
            now = datetime.now(UTC) - timedelta(hours=1)
            trouble = {"text": "There is no mailbox {to}.", "values": {"to": "<dana>"}}
            whole = {"sender": "a@b.example", "recipient": "d@b.example", "message_id": "<1@b.example>", "message": b""}
            letter.sendings.append(Sending(state=state, queued_at=now, due_at=now, trouble=trouble, **whole))
            letter_ids.append(letter.id)
        return letter_ids

    stopped, waiting, maybe = owner.write(mailed)
    said = owner.reads(owner.go("today"))
    spoken = ("Your letter to <b>Zoë</b>", "There is no mailbox <dana>.", "Not sent", "Not certain", "Did your letter")
    for words in (*spoken, "still waits", "Not sent yet"):
        assert words in said
    for what, letter in (("stopped", stopped), ("waiting", waiting), ("maybe", maybe)):
        owner.go("today")
        owner.click(f"today.{what}.{id}")
        assert owner.place[:2] == ("dispute", id)
        assert owner.window.page("dispute")._shown._panel._which.id == letter


def test_overdue_is_said_and_stands_first(owner: Any) -> None:
    soon = add(owner, "Soon", due=in_days(3))
    late = add(owner, "Late", due=in_days(-1))
    assert "1 day overdue" in owner.reads(owner.go("today"))
    down = [owner.find(f"today.reply.{id}").mapTo(owner.window, QPoint()).y() for id in (late, soon)]
    assert down[0] < down[1]


def test_many_things_come_a_few_at_a_time_under_headings(owner: Any) -> None:
    for number in range(AT_A_TIME + 3):
        add(owner, f"Trouble {number}", due=in_days(number % 5 - 2))
    page = owner.go("today")
    assert len(page.findChildren(Card)) < AT_A_TIME + 6
    assert "Overdue" in owner.reads(page) and page.list.more.text() == "Show 3 more"
    owner.click("today.more")
    assert not page.list.more.isVisible() and "This week" in owner.reads(page)
    for number in range(AT_A_TIME + 3):
        assert f"Trouble {number}" in owner.reads(page)


def test_a_hostile_name_is_plain_and_fits_the_smallest_window(owner: Any) -> None:
    owner.window.resize(900, 600)
    id = add(owner, HOSTILE[:290], due=in_days(1), client=HOSTILE[:290])
    owner.go("today")
    button = owner.find(f"today.reply.{id}")
    assert button.mapTo(owner.window, button.rect().topRight()).x() <= 900
    assert button.accessibleName().startswith("Continue: Answer <b>Zoë</b>")


def test_closing_a_dispute_takes_it_off_the_page(owner: Any) -> None:
    id = add(owner, due=in_days(0))
    owner.go("today")
    owner.write(lambda session: services.disputes.close(session, id))
    assert not owner.sees(f"today.reply.{id}")


def item(days: int | None) -> TodayItem:
    return TodayItem(1, "reply", "Dana", "Tiles", None if days is None else in_days(days), "")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "Nothing needs you today. Go"),
        ([6], "Nothing needs you today. This is coming"),
        ([0], "One thing needs you today"),
        ([0, 1, 5], "Two things need you today"),
        ([0] * 9, "Nine things need you today"),
        ([0] * 10, "10 things need you today"),
        ([None], "One thing"),
    ],
)
def test_the_sentence_counts_what_cannot_wait(days: list[int | None], said: str) -> None:
    assert summary(tuple(item(day) for day in days), TODAY).startswith(said)


def test_figures_say_only_what_is_known(qtbot: Any, owner: Any) -> None:
    nothing = TodayView((), 0, 0, 0, 0, "", 0, 0, True)
    assert figures(nothing) == []
    full = TodayView((), 4, 2, 14, 11, "quote", 5, 9, True)
    words = [[child.text() for child in card.findChildren(QLabel)] for card in figures(full)]
    assert words == [
        ["4", "open disputes, 2 waiting for their answer"],
        ["11 of 14", "clients kept after a dispute this year"],
        ["Unclear quote", "behind 5 of your last 9 disputes"],
    ]


def test_the_two_buttons_at_the_top(owner: Any) -> None:
    asked: list[str] = []
    owner.dialogs.fill = lambda dialog: (asked.append(dialog.windowTitle()), dialog.cancel())
    owner.go("today")
    owner.click("today.new_dispute")
    assert asked == ["New dispute"]
    owner.click("today.buy_time")
    assert owner.place[0] == "buy_time"
