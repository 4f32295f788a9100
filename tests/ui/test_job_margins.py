"""What is left of each kind of job, in the settings: added, changed as typed, removed and brought back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clientcare import services
from clientcare.records import PaymentForm


@pytest.fixture
def settings(owner: Any) -> Any:
    def write(session: Any) -> None:
        dana = services.clients.create(session, "Dana")
        services.payments.save(session, PaymentForm(dana, date.today(), Decimal(100), "Hall", None, "Tiles"))

    owner.write(write)
    return owner.go("settings")


def margins(owner: Any) -> dict[str, float]:
    return {one.job: one.margin for one in owner.read(services.job_kinds.margins)}


def add(owner: Any, job: str, share: str) -> None:
    owner.type("job_margin.new", job)
    owner.type("job_margin.new.share", share)
    owner.click("job_margin.add")


def test_a_kind_is_added_and_changed_as_typed(owner: Any, settings: Any) -> None:
    assert owner.find("job_margin.new").completer().model().stringList() == ["Tiles"], "what payments name is offered"
    add(owner, "tiles", "12.5")
    assert margins(owner) == {"Tiles": 0.125} and owner.find("job_margin.1").text() == "12.50"
    assert owner.find("job_margin.new").text() == "" and owner.find("job_margin.new").completer().model().stringList() == []
    owner.type("job_margin.1", "-20")
    settings.leave()
    owner.settle()
    assert margins(owner) == {"Tiles": -0.2}


@pytest.mark.parametrize("typed", ["", "a lot", "120"])
def test_a_share_that_cannot_be_is_said_and_the_one_before_holds(owner: Any, settings: Any, typed: str) -> None:
    add(owner, "Tiles", "30")
    owner.type("job_margin.1", typed)
    settings.leave()
    owner.settle()
    assert owner.find("job_margin.1.trouble").text() and margins(owner) == {"Tiles": 0.3}
    assert owner.find("job_margin.1").text() == typed


@pytest.mark.parametrize(("job", "share"), [("", "30"), ("Tiles", ""), ("Tiles", "x"), ("Tiles", "120")])
def test_half_a_kind_is_not_added_and_nothing_typed_is_lost(owner: Any, settings: Any, job: str, share: str) -> None:
    add(owner, job, share)
    assert owner.find("job_margin.trouble").text() and margins(owner) == {}
    assert (owner.find("job_margin.new").text(), owner.find("job_margin.new.share").text()) == (job, share)


def test_one_is_removed_and_brought_back(owner: Any, settings: Any) -> None:
    add(owner, "session", "30")  # any word is a kind
    add(owner, "Roofs", "40")
    assert owner.find("job_margin.2").parentWidget().y() < owner.find("job_margin.1").parentWidget().y(), "by name"
    owner.type("job_margin.1", "35")
    settings.leave()
    owner.settle()
    assert margins(owner) == {"Roofs": 0.4, "session": 0.35}
    owner.click("job_margin.2.remove")
    assert margins(owner) == {"session": 0.35} and owner.window.toast.text == "Roofs counts as usual again."
    owner.click("toast.undo")
    assert margins(owner) == {"Roofs": 0.4, "session": 0.35}
