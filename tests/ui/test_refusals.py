"""What cannot be kept as it is typed stands in its field again the next time, and goes with what can."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from clientcare import services
from clientcare.records import DisputeForm, ProviderForm
from clientcare.ui.widgets.saving import SavesAsTyped

from .conftest import close


@pytest.fixture
def dispute(owner: Any) -> int:
    def write(session: Any) -> int:
        id: int = services.disputes.create(session, DisputeForm("Garden wall", client_name="Rosa Grey"))
        services.disputes.update(session, id, asked=Decimal(480))
        services.decisions.answer(session, id, closer=True)
        return id

    return owner.write(write)  # type: ignore[no-any-return]


def asked(owner: Any, id: int) -> Any:
    return owner.read(lambda session: services.disputes.detail(session, id)).answers["asked"]


@pytest.mark.parametrize(("screen", "name", "text"), [("asked", "asked", "about 5oo"), ("others", "harm", "lots"),
                                                      ("brings", "margin", "140")])  # fmt: skip
def test_a_number_that_cannot_be_read_is_offered_again_as_it_was_typed(
    owner: Any, dispute: int, open_window: Callable[..., Any], screen: str, name: str, text: str
) -> None:
    owner.go("dispute", dispute, f"weigh.{screen}")
    owner.type(f"answer.{name}", text)
    owner.go("today")
    owner.go("dispute", dispute, f"weigh.{screen}")
    assert owner.find(f"answer.{name}").text() == text and owner.sees(f"answer.{name}.trouble")
    folder = owner.window.desk.folder
    close(owner)
    again = open_window(folder)
    again.go("dispute", dispute, f"weigh.{screen}")
    assert again.find(f"answer.{name}").text() == text and again.sees(f"answer.{name}.trouble")
    assert screen == "asked" or asked(again, dispute) == Decimal(480)
    again.type(f"answer.{name}", "50")
    again.go("today")
    again.go("dispute", dispute, f"weigh.{screen}")
    assert again.find(f"answer.{name}").text() == "50" and not again.sees(f"answer.{name}.trouble")


def test_two_that_cannot_be_read_do_not_take_each_others_place(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "weigh.asked")
    owner.type("answer.asked", "much")
    owner.go("dispute", dispute, "weigh.others")
    owner.type("answer.harm", "lots")
    owner.type("answer.others", "more")
    owner.type("answer.others", "")
    owner.go("dispute", dispute, "weigh.asked")
    assert owner.find("answer.asked").text() == "much"
    owner.go("dispute", dispute, "weigh.others")
    assert (owner.find("answer.harm").text(), owner.find("answer.others").text()) == ("lots", "")


def test_of_a_dispute_that_has_gone_it_is_kept_aside(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "weigh.asked")
    owner.type("answer.asked", "about 5oo")
    owner.go("today")
    owner.write(lambda session: services.disputes.delete(session, dispute))
    assert [one.text for one in owner.read(services.drafts.left_over)] == ["about 5oo"]


def test_what_is_said_on_the_board_since_takes_its_place(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "weigh.others")
    owner.type("answer.harm", "lots")
    owner.go("today")
    owner.write(lambda s: services.decisions.guess(s, dispute, "harm", {"value": 900.0, "sure": "sure"}))
    owner.go("dispute", dispute, "weigh.others")
    assert owner.find("answer.harm").text() == "900" and not owner.sees("answer.harm.trouble")


def test_what_is_refused_after_another_record_is_shown_stays_with_its_own(owner: Any) -> None:
    firms = owner.write(lambda s: [services.referrals.save(s, ProviderForm(name, "Tiles")) for name in ("Valley", "Hill")])
    owner.go("provider", firms[0])
    owner.type("provider.email", "half@")
    owner.go("provider", firms[1])
    owner.go("today")
    owner.go("provider", firms[1])
    assert owner.find("provider.email").text() == ""
    owner.go("provider", firms[0])
    assert owner.find("provider.email").text() == "half@"


def test_a_save_that_comes_home_late_does_not_let_go_of_what_cannot_be_kept(owner: Any) -> None:
    saver = SavesAsTyped(owner.window, owner.window.jobs, lambda session, **fields: None)
    saver.note("sum", 5)
    saver.flush()
    saver.withdraw("sum")  # now it says "5x"
    owner.settle()
    assert saver.holds("sum")
