"""Clients who may be one, side by side: what is chosen, what is kept, what can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from clientcare import services
from clientcare.records import PaymentForm
from clientcare.ui.wording import breakable


def add(owner: Any, name: str, **fields: Any) -> int:
    def write(session: Any) -> int:
        id = services.clients.create(session, name)
        services.clients.update(session, id, **fields)
        return id

    made: int = owner.write(write)
    return made


@pytest.fixture
def two(owner: Any) -> tuple[int, int]:
    one = add(owner, "Dana Okafor", email="dana@home.example", phone="413 555 0117", notes="Teaches")
    other = add(owner, "D. Okafor", email="dana@home.example", address="8 Elm Street\nAmherst", language="es", margin=0.2)
    owner.write(lambda s: services.payments.save(s, PaymentForm(other, date.today(), Decimal(300))))
    owner.go("duplicates")
    return one, other


def names(owner: Any) -> list[str]:
    return owner.read(lambda s: [row.name for row in services.clients.rows(s, services.clients.ids(s))])  # type: ignore[no-any-return]


def settled(owner: Any) -> None:
    for _ in range(4):
        owner.settle()


def test_the_clients_say_that_there_are_likely_ones_and_lead_there(owner: Any) -> None:
    add(owner, "Dana Okafor")
    owner.go("clients")
    assert owner.find("clients.duplicates").text() == "Find duplicates"
    add(owner, "Okafor, Dana")
    owner.qtbot.waitUntil(lambda: owner.find("clients.duplicates").text() == "1 likely duplicate", timeout=5000)
    owner.click("clients.duplicates")
    assert owner.place[0] == "duplicates" and owner.find("duplicates.why").text().startswith("The same name")


def test_what_is_chosen_stands_and_what_both_have_is_kept(owner: Any, two: tuple[int, int]) -> None:
    assert owner.find("duplicates.why").text() == "The same e-mail address, and names alike."
    assert owner.find("duplicates.address.other").isChecked(), "only one of the two has an address"
    assert owner.find("duplicates.name.keep").isChecked() and not owner.sees("duplicates.email.keep"), "they agree on it"
    owner.find("duplicates.name.other").click()
    owner.qtbot.mouseClick(owner.find("duplicates.language.other").parentWidget(), Qt.MouseButton.LeftButton)
    owner.click("duplicates.merge")
    settled(owner)
    dana = owner.read(lambda s: services.clients.detail(s, two[0]))
    assert (dana.name, dana.answers["language"], dana.answers["phone"]) == ("D. Okafor", "es", "413 555 0117")
    assert dana.answers["address"] == "8 Elm Street\nAmherst" and dana.answers["margin"] == 0.2
    assert dana.answers["notes"] == "Teaches\n\nAlso known as Dana Okafor." and dana.yearly_revenue == 300
    assert names(owner) == ["D. Okafor"] and owner.sees("duplicates.empty") and not owner.sees("duplicates.merge")
    assert owner.window.toast.text == "Dana Okafor and D. Okafor are one client now."
    owner.click("toast.undo")
    settled(owner)
    assert names(owner) == ["D. Okafor", "Dana Okafor"] and owner.sees("duplicates.merge")


def test_two_who_are_not_one_are_not_asked_about_again(owner: Any, two: tuple[int, int]) -> None:
    owner.click("duplicates.apart")
    settled(owner)
    assert owner.sees("duplicates.empty") and len(names(owner)) == 2
    owner.go("clients")
    owner.go("duplicates")
    assert owner.sees("duplicates.empty")
    owner.click("toast.undo")
    settled(owner)
    assert owner.sees("duplicates.merge")


def test_pairs_come_one_after_the_other_and_begin_again(owner: Any, two: tuple[int, int]) -> None:
    add(owner, "Ana Ruiz")
    add(owner, "Anna Ruiz")
    settled(owner)
    page = owner.window.page("duplicates")
    assert page.pill.text() == "1 of 2"
    owner.click("duplicates.later")
    assert page.pill.text() == "2 of 2" and "Anna Ruiz" in owner.reads()
    owner.click("duplicates.later")
    assert page.pill.text() == "1 of 2" and "Dana Okafor" in owner.reads()


def test_what_was_chosen_outlives_a_change_elsewhere(owner: Any, two: tuple[int, int]) -> None:
    owner.find("duplicates.name.other").click()
    add(owner, "Somebody Else")
    settled(owner)
    assert owner.find("duplicates.name.other").isChecked()


def test_one_of_three_merged_leaves_the_other_two(owner: Any, two: tuple[int, int]) -> None:
    third = add(owner, "Dana Okafor", phone="413 555 0117")
    settled(owner)
    assert len(owner.window.page("duplicates")._pairs) == 3
    owner.click("duplicates.merge")
    settled(owner)
    (left,) = owner.window.page("duplicates")._pairs
    assert owner.sees("duplicates.merge") and len({left.a_id, left.b_id} & {*two, third}) == 2


def test_one_deleted_elsewhere_is_asked_about_no_more(owner: Any, two: tuple[int, int]) -> None:
    owner.write(lambda s: services.clients.delete(s, two[1]))
    settled(owner)
    assert owner.sees("duplicates.empty") and not owner.sees("duplicates.apart")
    owner.click("duplicates.empty.step")
    assert owner.place[0] == "clients"


def test_all_of_it_is_done_by_keys_in_the_order_it_is_read(owner: Any, two: tuple[int, int]) -> None:
    owner.window.activateWindow()
    first = owner.find("duplicates.name.keep")
    first.setFocus()
    owner.qtbot.keyClick(first, Qt.Key.Key_Right)
    assert owner.find("duplicates.name.other").isChecked(), "an arrow goes from one side to the other"
    reached = [owner.window.focusWidget().objectName()]
    while reached[-1] != "duplicates.merge" and len(reached) < 20:
        owner.window.focusNextChild()
        reached.append(owner.window.focusWidget().objectName())
    fields = ["name.other", "address.other", "phone.keep", "language.keep", "margin.other"]
    assert reached == [f"duplicates.{name}" for name in (*fields, "apart", "merge")]
    assert owner.find("duplicates.address.other").accessibleName() == "Address: 8 Elm Street\nAmherst"
    assert owner.find("duplicates.margin.other").accessibleName() == "What is left of each sale: 20 %"


def test_hostile_and_endless_text_stays_text_and_inside_the_window(owner: Any) -> None:
    add(owner, "<b>Dana</b> " + "W" * 280, greeting="W" * 300, address="\n".join(["<img src=x>"] * 60))
    add(owner, "<b>Dana</b> " + "W" * 279, notes="N" * 5000)
    owner.window.resize(900, 600)
    owner.go("duplicates")
    QApplication.processEvents()
    page = owner.window.page("duplicates")
    area = page.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width() and "<b>Dana</b>" in owner.reads().replace("\u200b", "")
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    for label in page.two.findChildren(QLabel):
        needed = label.fontMetrics().boundingRect(label.contentsRect(), Qt.TextFlag.TextWordWrap.value, label.text())
        assert needed.width() <= label.contentsRect().width() + 1, label.text()[:40]


def test_only_very_long_words_may_be_broken() -> None:
    assert breakable("Dana Okafor, 8 Elm Street") == "Dana Okafor, 8 Elm Street"
    assert breakable("x" * 40).replace("\u200b", "") == "x" * 40 and "\u200b" in breakable("x" * 40)
