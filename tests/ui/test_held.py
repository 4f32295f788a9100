"""What could not be saved, and what was typed for records that have gone: said above every page, until it is made good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from clientcare import services
from clientcare.errors import DataTrouble, Gone, InvalidInput, WorldError
from clientcare.said import Said

from .conftest import close
from .test_nothing_lost import full_disk, three_seconds_pass, warm

DISK = WorldError(Said("The disk is full"))


def setting(owner: Any, name: str) -> str:
    return str(getattr(owner.read(services.settings.load), name))


@pytest.fixture
def unsaved(owner: Any) -> Any:
    """The owner has typed the name of the business while the disk was full."""
    owner.dialogs.expects_trouble = True
    warm(owner)
    owner.go("settings")
    with full_disk(owner):
        owner.type("settings.business_name", "Rivera Home Repairs")
        three_seconds_pass(owner)
    return owner


def test_the_line_says_it_and_one_press_makes_it_good(unsaved: Any) -> None:
    assert "Not saved yet" in unsaved.find("held.unsaved").text()
    assert "Not saved yet" in unsaved.find("status").text()
    assert "disk is full" in unsaved.find("loss.said").text() and not unsaved.dialogs.troubles, "why is told once"
    unsaved.go("today")
    unsaved.click("held.again")
    assert setting(unsaved, "business_name") == "Rivera Home Repairs"
    assert not unsaved.sees("held.again") and not unsaved.dialogs.troubles


def test_it_is_tried_again_by_itself(unsaved: Any) -> None:
    unsaved.window._held._timer.timeout.emit()
    unsaved.settle()
    assert setting(unsaved, "business_name") == "Rivera Home Repairs" and not unsaved.sees("held.again")


def test_what_is_typed_afterwards_is_what_is_saved(unsaved: Any) -> None:
    unsaved.type("settings.business_name", "Rivera and Daughter")
    three_seconds_pass(unsaved)
    unsaved.window.jobs.fingers.try_again()
    unsaved.settle()
    assert setting(unsaved, "business_name") == "Rivera and Daughter" and not unsaved.sees("held.again")


def test_the_window_does_not_close_on_what_is_not_saved_without_asking(unsaved: Any) -> None:
    unsaved.dialogs.confirms = False
    with full_disk(unsaved):
        assert not unsaved.window.close()
    assert unsaved.dialogs.asked == ["Close without saving?"] and unsaved.window.isVisible()
    unsaved.click("held.again")
    assert unsaved.window.close() and len(unsaved.dialogs.asked) == 1


def test_closing_saves_what_could_not_be_saved_before(open_window: Callable[..., Any], unsaved: Any, tmp_path: Path) -> None:
    unsaved.window.jobs.fingers.try_again()
    close(unsaved)
    again = open_window(tmp_path / "data")
    assert setting(again, "business_name") == "Rivera Home Repairs"


def test_words_of_a_record_that_has_gone_can_be_copied_and_let_go(owner: Any, open_window: Callable[..., Any]) -> None:
    id = owner.write(lambda session: services.clients.create(session, "Dana"))
    owner.go("client", id)
    owner.type("client.notes", "Best after four")
    owner.write(lambda session: services.clients.delete(session, id))
    three_seconds_pass(owner)
    assert owner.place[0] == "clients" and "Best after four" in owner.find("held.text").accessibleName()
    owner.click("held.copy")
    assert QApplication.clipboard().text() == "Best after four"
    folder = owner.window.desk.folder
    close(owner)
    again = open_window(folder)
    warm(again)
    again.click("held.let_go")
    assert not again.sees("held.text") and again.read(services.drafts.left_over) == ()


def test_a_record_brought_back_has_its_draft_again(owner: Any) -> None:
    warm(owner)
    id = owner.write(lambda session: services.clients.create(session, "Dana"))
    owner.go("client", id)
    owner.type("client.payment.what", "Hall floor")
    three_seconds_pass(owner)
    owner.window.page("client").delete()
    owner.settle()
    three_seconds_pass(owner)
    assert "Hall floor" in owner.find("held.text").accessibleName()
    owner.window.undo()
    owner.settle()
    three_seconds_pass(owner)
    assert not owner.sees("held.text")
    owner.go("client", id)
    assert owner.find("client.payment.what").text() == "Hall floor"


class Tries:
    """A save that fails as often as it is told to, and remembers what was written."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.written = list(errors), list[str]()

    def of(self, text: str) -> Callable[[Any], None]:
        return lambda _: self.write(text)

    def write(self, text: str) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.written.append(text)


def test_an_older_save_never_comes_after_a_newer_one(owner: Any) -> None:
    owner.dialogs.expects_trouble = True
    tries, fingers = Tries(DISK, DISK), owner.window.jobs.fingers
    fingers.save("a", tries.of("old"))
    fingers.save("a", tries.of("older"))
    fingers.save("a", tries.of("new"))
    owner.settle()
    fingers.try_again()
    owner.settle()
    assert tries.written == ["new"] and not fingers.hold_something


def test_a_save_held_gives_way_to_a_newer_one_while_both_fail(owner: Any) -> None:
    owner.dialogs.expects_trouble = True
    tries, fingers = Tries(DISK, DISK), owner.window.jobs.fingers
    for text in ("old", "new"):
        fingers.save("a", tries.of(text))
        owner.settle()
    assert len(owner.dialogs.troubles) == 1  # one trouble is told of once
    fingers.try_again()
    owner.settle()
    assert tries.written == ["new"]


def test_what_no_second_try_would_change_is_not_held(owner: Any) -> None:
    tries, fingers, heard = Tries(InvalidInput(Said("no"), "a"), Gone(Said("gone"))), owner.window.jobs.fingers, []
    fingers.save("a", tries.of("no number"), failed=heard.append)
    fingers.save("b", tries.of("of nobody"), failed=heard.append, typed="Words of mine")
    owner.settle()
    assert [type(error) for error in heard] == [InvalidInput, Gone] and not fingers.hold_something
    assert [one.text for one in owner.read(services.drafts.left_over)] == ["Words of mine"]


def test_what_is_still_being_tried_is_not_tried_beside_it(owner: Any) -> None:
    """Another program has the file for a minute: what is held is tried every so often, and must not pile up meanwhile."""
    owner.dialogs.expects_trouble = True
    tries, fingers = Tries(DISK), owner.window.jobs.fingers
    fingers.save("a", tries.of("text"))
    owner.settle()
    for _ in range(3):
        fingers.try_again()
    owner.settle()
    assert tries.written == ["text"]


def test_what_can_be_saved_by_now_is_saved_on_closing_without_asking(unsaved: Any) -> None:
    assert unsaved.window.close() and unsaved.dialogs.asked == []


def test_a_page_stays_where_its_data_cannot_be_read_for_a_moment(owner: Any) -> None:
    owner.dialogs.expects_trouble = True
    id = owner.write(lambda session: services.clients.create(session, "Dana"))
    owner.go("client", id)
    owner.type("client.notes", "Best after four")
    owner.window.page("client")._not_read(DataTrouble("locked", Said("Another program has your data.")))
    assert owner.place[0] == "client" and owner.find("client.notes").toPlainText() == "Best after four"
    assert len(owner.dialogs.troubles) == 1
