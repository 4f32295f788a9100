"""One client: saved as typed, valued, paid, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from clientcare import services
from clientcare.records import ClientDetail, DisputeForm, PaymentForm, PaymentRow


@pytest.fixture
def dana(owner: Any) -> int:
    id: int = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    owner.go("client", id)
    return id


def detail(owner: Any, id: int) -> ClientDetail:
    found: ClientDetail = owner.read(lambda session: services.clients.detail(session, id))
    return found


def paid(owner: Any, id: int) -> tuple[PaymentRow, ...]:
    found: tuple[PaymentRow, ...] = owner.read(lambda session: services.payments.view(session, id)).first
    return found


def saved(owner: Any) -> None:
    owner.qtbot.waitUntil(lambda: owner.window.page("client").status.text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def pay(owner: Any, id: int, *sums: int) -> None:
    day = date.today() - timedelta(days=1)
    owner.write(lambda s: [services.payments.save(s, PaymentForm(id, day, Decimal(n), f"Job {n}")) for n in sums])


def test_what_is_typed_is_saved_a_second_later_and_says_so(owner: Any, dana: int) -> None:
    owner.type("client.email", "dana@home.example")
    assert owner.window.page("client").status.text() == ""
    saved(owner)
    assert detail(owner, dana).answers["email"] == "dana@home.example"


def test_leaving_saves_what_is_still_in_the_fingers(owner: Any, dana: int) -> None:
    owner.type("client.phone", "(413) 555-0117")
    owner.type("client.address", "8 Elm Street\nAmherst")
    owner.go("clients")
    answers = detail(owner, dana).answers
    assert answers["phone"] == "(413) 555-0117" and answers["address"] == "8 Elm Street\nAmherst"


def test_closing_the_window_saves_too(open_window: Callable[..., Any]) -> None:
    first = open_window()
    id = first.write(lambda session: services.clients.create(session, "Dana"))
    first.go("client", id)
    first.type("client.notes", "Teaches; call after four")
    first.window.close()
    again = open_window()
    assert detail(again, id).answers["notes"] == "Teaches; call after four"


def test_the_title_follows_the_name(owner: Any, dana: int) -> None:
    owner.type("client.name", "Dana O.")
    assert owner.window.page("client").title.text() == "Dana O."


def test_a_client_without_a_name_is_not_saved_and_says_why(owner: Any, dana: int) -> None:
    owner.type("client.name", "")
    owner.window.page("client").leave()
    owner.settle()
    assert "still empty" in owner.find("client.name.trouble").text()
    assert detail(owner, dana).name == "Dana Okafor" and owner.find("client.name").text() == ""
    owner.type("client.name", "Dana")
    saved(owner)
    assert not owner.sees("client.name.trouble") and detail(owner, dana).name == "Dana"


def test_typing_on_is_never_overwritten_by_what_was_just_saved(owner: Any, dana: int) -> None:
    page = owner.window.page("client")
    field = owner.find("client.greeting")
    owner.type("client.greeting", "D")
    for letter in "ana, or Ms. O":
        page._form.saver.flush()
        owner.qtbot.keyClicks(field, letter)
        owner.qtbot.wait(5)
    owner.settle()
    assert field.text() == "Dana, or Ms. O"
    saved(owner)
    assert detail(owner, dana).answers["greeting"] == "Dana, or Ms. O"


def test_a_new_client_has_the_name_ready_to_type_over(owner: Any) -> None:
    owner.window.new_client()
    owner.settle()
    name = owner.find("client.name")
    assert name.selectedText() == "New client"
    owner.qtbot.keyClicks(name, "Harbour Cafe")
    saved(owner)
    assert owner.read(lambda s: services.clients.suggest(s, "harbour"))[0][1] == "Harbour Cafe"


@pytest.mark.parametrize(("typed", "name", "kept"), [("45", "margin", 0.45), ("80", "retention", 0.8), ("-10", "margin", -0.1)])
def test_percent_is_kept_as_a_share(owner: Any, dana: int, typed: str, name: str, kept: float) -> None:
    owner.type(f"client.{name}", typed)
    saved(owner)
    assert detail(owner, dana).answers[name] == pytest.approx(kept)
    assert owner.find(f"client.{name}").text() == typed


def test_what_is_no_number_stays_and_says_so(owner: Any, dana: int) -> None:
    owner.type("client.hours_beyond", "12")
    saved(owner)
    owner.type("client.hours_beyond", "twelve")
    assert "Please type a number" in owner.find("client.hours_beyond.trouble").text()
    owner.write(lambda s: services.clients.update(s, dana, phone="1"))
    assert owner.find("client.hours_beyond").text() == "twelve" and owner.find("client.phone").text() == "1"
    assert detail(owner, dana).answers["hours_beyond"] == 12


def test_a_chance_above_certainty_is_refused_beside_the_field(owner: Any, dana: int) -> None:
    owner.type("client.retention", "180")
    owner.window.page("client").leave()
    owner.settle()
    assert owner.find("client.retention.trouble").text() and owner.find("client.retention").text() == "180"


def test_the_money_card_says_what_is_at_stake(owner: Any, dana: int) -> None:
    page = owner.window.page("client")
    assert "Add what they paid" in owner.find("client.worth").text()
    pay(owner, dana, 1500, 450)
    said = owner.reads(page.figures)
    assert "$1,950" in said and "100 %" in said and "of your yearly revenue" in said
    owner.write(lambda s: services.clients.update(s, dana, hours_beyond=60))
    assert "cost more than they bring" in owner.find("client.worth").text()


def test_it_says_what_the_worth_rests_on(owner: Any, dana: int) -> None:
    pay(owner, dana, 1950)
    said = owner.find("client.worth").text()
    assert said.startswith("$780 a year is left for you.") and "a usual guess" in said and "70 %" in said
    owner.write(lambda s: services.clients.update(s, dana, retention=0.85))
    said = owner.find("client.worth").text()
    assert "your own guess" in said and "85 %" in said


def test_costing_more_is_said_as_if_they_read_it_one_day(owner: Any, dana: int) -> None:
    pay(owner, dana, 1000)
    owner.write(lambda s: services.clients.update(s, dana, hours_beyond=40))
    said = owner.find("client.worth").text()
    assert "about $1,000 a year" in said and "not about them as a person" in said


def test_their_fit_is_marked_here_too(owner: Any, dana: int) -> None:
    assert not owner.sees("client.fit")
    owner.write(lambda s: services.traits.suggest(s))
    assert not owner.sees("client.fit.choose")
    first, second, *_ = owner.read(services.traits.rows)
    owner.click(f"fit.{first.id}.yes")
    owner.click(f"fit.{second.id}.no")
    assert owner.find("client.fit").text() == "They have 1 of 5 of your right-client traits. 3 not known yet."
    assert owner.read(lambda s: services.traits.fit(s, dana)).marks == {first.id: True, second.id: False}
    other = owner.write(lambda s: services.clients.create(s, "Marc Laurent"))
    owner.go("client", other)
    assert owner.find(f"fit.{first.id}.unknown").isChecked(), "nothing of the one before"


def test_without_traits_they_are_chosen_in_the_settings(owner: Any, dana: int) -> None:
    owner.click("client.fit.choose")
    assert owner.place[0] == "settings" and owner.sees("traits.suggest")


def test_a_payment_is_added_with_day_sum_and_purpose(owner: Any, dana: int) -> None:
    owner.type("client.payment.sum", "1,250.50")
    owner.type("client.payment.what", "Hall floor")
    owner.qtbot.keyClick(owner.find("client.payment.what"), Qt.Key.Key_Return)
    owner.settle()
    (payment,) = paid(owner, dana)
    assert (payment.amount, payment.what, payment.paid_on) == (Decimal("1250.50"), "Hall floor", date.today())
    model = owner.window.page("client").payments.table.rows
    assert [model.index(0, 1).data(), model.index(0, 2).data()] == ["Hall floor", "$1,250.50"]
    assert owner.find("client.payment.sum").text() == "", "ready for the next one"


@pytest.mark.parametrize("typed", ["", "a lot"])
def test_a_payment_without_a_sum_is_asked_for_plainly(owner: Any, dana: int, typed: str) -> None:
    owner.type("client.payment.sum", typed)
    owner.click("client.payment.add")
    assert owner.sees("client.payment.trouble") and paid(owner, dana) == ()


def test_a_payment_is_deleted_and_brought_back(owner: Any, dana: int) -> None:
    pay(owner, dana, 100, 200)
    assert not owner.find("client.payment.delete").isEnabled(), "which one is chosen first"
    owner.find("client.payments").selectRow(0)
    owner.click("client.payment.delete")
    assert len(paid(owner, dana)) == 1 and owner.window.toast.text == "A payment was deleted."
    owner.click("toast.undo")
    assert {p.amount for p in paid(owner, dana)} == {100, 200}


def test_their_disputes_open_and_a_new_one_is_theirs(owner: Any, dana: int) -> None:
    id = owner.write(lambda s: services.disputes.create(s, DisputeForm("Hall tiles", client_id=dana)))
    owner.window.page("client").disputes.table.selectRow(0)
    owner.qtbot.keyClick(owner.find("client.disputes"), Qt.Key.Key_Return)
    owner.settle()
    assert owner.place[:2] == ("dispute", id)
    owner.go("client", dana)

    def fill(dialog: Any) -> None:
        assert dialog.value("client_name") == "Dana Okafor" and owner.find("new_dispute.client", within=dialog).isReadOnly()
        owner.type("new_dispute.title", "Gate", within=dialog)
        owner.click("new_dispute.save", within=dialog)

    owner.dialogs.fill = fill
    owner.click("client.new_dispute")
    assert [d.title for d in detail(owner, dana).disputes] == ["Gate", "Hall tiles"]


def test_a_new_dispute_names_the_client_as_just_typed(owner: Any, dana: int) -> None:
    seen: list[str] = []

    def look(dialog: Any) -> None:
        seen.append(dialog.value("client_name"))
        dialog.cancel()

    owner.type("client.name", "Dana Okafor-Reyes")
    owner.dialogs.fill = look
    owner.click("client.new_dispute")
    assert seen == ["Dana Okafor-Reyes"]


def test_a_client_is_deleted_with_all_theirs_and_brought_back_whole(owner: Any, dana: int) -> None:
    pay(owner, dana, 100)
    owner.write(lambda s: services.disputes.create(s, DisputeForm("Hall tiles", client_id=dana)))
    owner.type("client.notes", "typed just before")
    owner.click("client.delete")
    assert owner.place[0] == "clients" and owner.read(lambda s: services.clients.ids(s)) == []
    assert owner.window.toast.text == "Dana Okafor was deleted."
    owner.click("toast.undo")
    back = detail(owner, dana)
    assert len(paid(owner, dana)) == 1 and len(back.disputes) == 1 and back.answers["notes"] == "typed just before"


def test_a_client_deleted_elsewhere_leads_back_to_the_list(owner: Any, dana: int) -> None:
    owner.write(lambda s: services.clients.delete(s, dana))
    assert owner.place[0] == "clients" and "no longer here" in owner.window.toast.text


def test_another_client_shows_nothing_of_the_one_before(owner: Any, dana: int) -> None:
    owner.type("client.payment.what", "half typed")
    other = owner.write(lambda s: services.clients.create(s, "Marc Laurent"))
    page = owner.go("client", other)
    assert page.title.text() == "Marc Laurent" and owner.find("client.payment.what").text() == ""
    assert detail(owner, dana).name == "Dana Okafor"


def test_a_hostile_name_of_300_letters_is_plain_and_fits(owner: Any) -> None:
    name = ("<img src=x> &amp; " * 20)[:299].strip()
    id = owner.write(lambda s: services.clients.create(s, name))
    owner.window.resize(900, 600)
    page = owner.go("client", id)
    assert page.title.text() == name and page.title.textFormat() == Qt.TextFormat.PlainText
    assert owner.window.width() == 900 and "&lt;img" in page.title.toolTip()
