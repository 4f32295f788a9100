"""The window as a whole: going places and back, folding, menus, and what it says in passing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.said import Said, mark
from clientcare.ui.page_stack import PAGES
from clientcare.ui.side_bar import NARROW, PLACES, WIDE


@pytest.mark.parametrize("place", [place for place, _, _ in PLACES])
def test_every_place_of_the_side_bar_opens_and_is_marked(owner: Any, place: str) -> None:
    owner.click(f"nav.{place}")
    assert owner.place[0] == place
    checked = [name for name, _, _ in PLACES if owner.find(f"nav.{name}").isChecked()]
    assert checked == [place]


def test_going_back_returns_to_the_page_before(owner: Any) -> None:
    id = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    owner.go("clients")
    owner.go("client", id)
    owner.window.go_back()
    owner.settle()
    assert owner.place[0] == "clients"


def test_the_side_bar_folds_in_a_narrow_window(owner: Any) -> None:
    owner.window.resize(1200, 700)
    owner.settle()
    assert owner.window.side_bar.width() == WIDE
    owner.window.resize(900, 600)
    owner.settle()
    assert owner.window.side_bar.width() == NARROW
    assert owner.find("nav.today").accessibleName() == "Today" and owner.find("nav.today").toolTip() == "Today"


@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_page_needs_more_room_than_the_smallest_window(owner: Any, page: str) -> None:
    owner.window.resize(900, 600)
    owner.go(page)
    assert owner.window.minimumSizeHint().width() <= 900 and owner.window.width() == 900


def test_the_business_name_appears_as_soon_as_it_is_known(owner: Any) -> None:
    owner.write(lambda session: services.settings.update(session, business_name="Rivera <b>Home</b> Repairs"))
    owner.settle()
    assert "Rivera <b>Home</b> Repairs" in owner.reads(owner.window.side_bar)


def test_a_word_in_passing_is_plain_text_and_goes_without_a_click(owner: Any) -> None:
    owner.window.tell(Said(mark("Saved {name}."), {"name": "<img src=x>"}))
    assert owner.window.toast.text == "Saved <img src=x>." and owner.window.toast.isVisible()
    assert not owner.window.toast.undo_button.isVisible()
    owner.window.toast._timer.timeout.emit()
    assert not owner.window.toast.isVisible()


def test_undo_with_nothing_to_undo_says_so(owner: Any) -> None:
    owner.window.undo()
    assert "nothing" in owner.window.toast.text


def test_alt_shows_the_menus_and_hides_them_again(owner: Any) -> None:
    menus = owner.window.menuBar()
    if menus.isNativeMenuBar():
        pytest.skip("the system shows the menus")
    owner.qtbot.keyClick(owner.window, Qt.Key.Key_F10)
    assert menus.isVisible()
    owner.qtbot.keyClick(owner.window, Qt.Key.Key_F10)
    assert not menus.isVisible()


def test_one_key_presses_the_primary_button_of_any_page(owner: Any) -> None:
    id = owner.write(lambda s: services.disputes.create(s, DisputeForm("Tiles", client_name="Dana")))
    owner.go("dispute", id)
    owner.window.activateWindow()
    owner.qtbot.keyClick(owner.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    owner.settle()
    assert owner.sees("answer.their_words")


def test_settings_change_the_look_at_once(owner: Any) -> None:
    owner.write(lambda session: services.settings.update(session, appearance="dark"))
    owner.settle()
    assert owner.window.theme.tokens.page == "#171C1E"


def test_what_was_deleted_meanwhile_is_said_in_passing(owner: Any) -> None:
    owner.window.jobs.write(lambda session: services.disputes.update(session, 999, about="your hall"))
    owner.settle()
    assert "no longer here" in owner.window.toast.text
