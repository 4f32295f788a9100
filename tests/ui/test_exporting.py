"""Any list saved as a file, exactly as it is sifted and sorted, by the menu or from the chosen rows."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clientcare import services
from clientcare.records import DisputeForm, EventForm, PaymentForm, ProviderForm


@pytest.fixture
def made(owner: Any) -> dict[str, int]:
    def write(session: Any) -> dict[str, int]:
        made = {name: services.clients.create(session, name) for name in ("Dana Okafor", "Ángel Ruiz", "Zoë")}
        services.payments.save(session, PaymentForm(made["Zoë"], date.today(), Decimal("1950.5"), "=Gate"))
        made["gate"] = services.disputes.create(session, DisputeForm("Gate", client_id=made["Zoë"]))
        at = datetime(2026, 3, 4, 10, tzinfo=UTC)
        services.entries.save(session, EventForm(made["gate"], "call", at, "They called", "them"))
        services.referrals.save(session, ProviderForm("Clear Drains", "Plumbing", tie="my cousin"))
        return made

    made: dict[str, int] = owner.write(write)
    return made


def saved(owner: Any, tmp_path: Path, begin: Any) -> list[dict[str, str]]:
    owner.dialogs.save_to = tmp_path / "list.csv"
    begin()
    owner.settle()
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_clients_as_they_are_sifted_and_sorted(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    page = owner.go("clients")
    page.table.horizontalHeader().sectionClicked.emit(0)
    owner.settle()
    lines = saved(owner, tmp_path, owner.window.export_list)
    assert [line["Name"] for line in lines] == ["Zoë", "Dana Okafor", "Ángel Ruiz"]
    assert lines[0]["Last 12 months"] == "1950.50" and lines[0]["Open disputes"] == "1"
    assert owner.window.toast.text == "Saved “list.csv”: 3 lines."


def test_only_the_chosen_ones(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    page = owner.go("clients")
    page.picked.choose([made["Zoë"]])
    assert [line["Name"] for line in saved(owner, tmp_path, owner.window.export_list)] == ["Zoë"]
    action = next(one for one in page.chosen_bar._actions if one.name == "export")
    payments = dict(action.choices())["Their payments…"]
    (line,) = saved(owner, tmp_path, lambda: payments([made["Zoë"]]))
    assert (line["Client"], line["Amount"], line["What for"]) == ("Zoë", "1950.50", "'=Gate")


def test_disputes_say_their_next_step_in_words(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    owner.go("disputes")
    (line,) = saved(owner, tmp_path, owner.window.export_list)
    assert (line["Dispute"], line["Client"], line["Status"], line["Next step"]) == ("Gate", "Zoë", "Open", "Listen to them")
    assert line["Opened"] == date.today().isoformat()


def test_the_timeline_of_a_dispute(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    owner.go("dispute", made["gate"])
    lines = saved(owner, tmp_path, owner.window.export_list)
    call = next(line for line in lines if line["Text"] == "They called")
    assert (call["What"], call["By"], call["Private"]) == ("Call", "by the client", "private")


def test_the_payments_of_a_client(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    owner.go("client", made["Zoë"])
    assert [line["Amount"] for line in saved(owner, tmp_path, owner.window.export_list)] == ["1950.50"]


def test_firms(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    owner.go("referrals")
    (line,) = saved(owner, tmp_path, owner.window.export_list)
    assert (line["Name"], line["What they do"], line["Fee or tie"]) == ("Clear Drains", "Plumbing", "my cousin")


def test_where_nothing_is_to_save_it_is_said(owner: Any, tmp_path: Path) -> None:
    owner.dialogs.save_to = tmp_path / "list.csv"
    for place in ("letters", "today"):
        owner.go(place)
        owner.window.export_list()
        owner.settle()
        assert "list" in owner.window.toast.text
    assert not (tmp_path / "list.csv").exists()


def test_a_folder_that_takes_nothing_is_said(owner: Any, made: dict[str, int], tmp_path: Path) -> None:
    owner.go("clients")
    owner.dialogs.expects_trouble = True
    owner.dialogs.save_to = tmp_path / "gone" / "list.csv"
    owner.window.export_list()
    owner.settle()
    assert len(owner.dialogs.troubles) == 1
