"""The directory of providers: added, changed, deleted, and nothing typed lost on the way."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from clientcare import services
from clientcare.db.models import Provider, Referral
from clientcare.records import DisputeForm, ProviderForm, ProviderRow

from .test_accessibility import nameless


def rows(owner: Any) -> list[ProviderRow]:
    return owner.read(services.referrals.rows)  # type: ignore[no-any-return]


@pytest.fixture
def provider(owner: Any) -> int:
    form = ProviderForm("Valley Tile Studio", "Tiles", "Amherst", phone="555-0182", tie="They pay us $50 a job")
    id: int = owner.write(lambda session: services.referrals.save(session, form))
    owner.go("referrals")
    return id


def sent(owner: Any, provider: int, client: str, went: str, note: str = "") -> int:
    """A dispute whose client was sent to this firm."""

    def write(session: Any) -> int:
        id = services.disputes.create(session, DisputeForm("Hall tiles", client_name=client))
        session.add(Referral(dispute_id=id, provider_id=provider, referred_on=date.today(), may_know=[], went=went, note=note))
        return id

    id: int = owner.write(write)
    return id


def referral_of(owner: Any, dispute: int) -> int:
    id: int = owner.read(lambda s: services.disputes.detail(s, dispute)).referrals[0].id
    return id


def test_an_empty_directory_says_what_belongs_here(owner: Any) -> None:
    def fill(dialog: Any) -> None:
        owner.type("provider.name", "Valley Tile Studio", dialog)
        owner.type("provider.tie", "My cousin's firm", dialog)
        owner.click("provider.save", dialog)

    owner.dialogs.fill = fill
    assert "No firms yet" in owner.reads(owner.go("referrals"))
    owner.click("referrals.empty.step")
    assert [(p.name, p.tie) for p in rows(owner)] == [("Valley Tile Studio", "My cousin's firm")]
    assert owner.place[0] == "provider", "what else there is to say of them is asked on their page"


def test_each_line_says_who_what_where_any_tie_and_how_it_went(owner: Any, provider: int) -> None:
    model = owner.find("referrals.table").rows
    line = [model.index(0, column).data() for column in range(6)]
    assert line == ["Valley Tile Studio", "Tiles", "Amherst", "555-0182", "They pay us $50 a job", ""]


def test_the_list_counts_the_clients_sent_and_how_it_went(owner: Any, provider: int) -> None:
    for number, how in enumerate(("well", "well", "mixed", "badly", "")):
        sent(owner, provider, f"Client {number}", how)
    model = owner.find("referrals.table").rows
    assert model.index(0, 5).data() == "5 clients, 2 well, 1 mixed, 1 badly"


@pytest.mark.parametrize(("column", "first"), [(0, "Alder"), (1, "Zeder"), (5, "Valley Tile Studio")])
def test_the_list_is_sorted_by_its_headers(owner: Any, provider: int, column: int, first: str) -> None:
    for name, does in (("Zeder", "Acoustics"), ("Alder", "Zinc")):
        owner.write(lambda s, name=name, does=does: services.referrals.save(s, ProviderForm(name, does)))
    sent(owner, provider, "Dana", "well")
    table = owner.find("referrals.table")
    table.horizontalHeader().sectionClicked.emit(column)
    owner.settle()
    shown = table.rows.index(0, 0).data()
    assert shown == ("Zeder" if column == 0 else first), "the list stands by name already: one click turns it"
    table.horizontalHeader().sectionClicked.emit(column)
    owner.settle()
    assert table.rows.index(2 if column else 0, 0).data() == first


# -- one firm


def page(owner: Any) -> Any:
    return owner.window.page("provider")


def open_first(owner: Any) -> Any:
    table = owner.find("referrals.table")
    table.selectRow(0)
    owner.qtbot.keyClick(table, Qt.Key.Key_Return)
    owner.settle()
    return page(owner)


def saved(owner: Any) -> None:
    owner.qtbot.waitUntil(lambda: page(owner).status.text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def test_a_click_opens_the_firm_and_what_is_typed_is_kept(owner: Any, provider: int) -> None:
    assert open_first(owner).title.text() == "Valley Tile Studio"
    assert owner.place[:2] == ("provider", provider) and owner.find("provider.phone").text() == "555-0182"
    owner.type("provider.phone", "555-0199")
    owner.type("provider.address", "3 Canal Street\nHolyoke")
    saved(owner)
    owner.type("provider.person", "Lena")
    owner.go("today")
    firm = rows(owner)[0]
    assert (firm.phone, firm.address, firm.person) == ("555-0199", "3 Canal Street\nHolyoke", "Lena")
    assert firm.tie == "They pay us $50 a job"


def test_what_cannot_be_is_said_beside_its_field_and_stays_there(owner: Any, provider: int) -> None:
    owner.go("provider", provider)
    wrong = (("name", "", "still empty"), ("email", "lena at tiles", "needs one @"), ("website", "tiles", "tiles.example"))
    for field, text, said in wrong:
        owner.type(f"provider.{field}", text)
        page(owner).leave()
        owner.settle()
        assert said in owner.find(f"provider.{field}.trouble").text() and owner.find(f"provider.{field}").text() == text
    owner.go("provider", provider)
    assert owner.find("provider.email").text() == "lena at tiles", "also after a look elsewhere"
    assert (rows(owner)[0].name, rows(owner)[0].email, rows(owner)[0].website) == ("Valley Tile Studio", "", "")


def test_the_clients_sent_there_and_how_each_fared(owner: Any, provider: int) -> None:
    dispute = sent(owner, provider, "Dana Okafor", "mixed", "Late <b>twice</b>")
    sent(owner, provider, "Zoë", "")
    shown = owner.reads(owner.go("provider", provider))
    assert "Dana Okafor · Hall tiles" in shown and "went so-so · Late <b>twice</b>" in shown
    assert "Zoë · Hall tiles" in shown and "not known yet how it went" in shown
    assert not owner.sees("provider.thank"), "nobody is known to have fared well"
    owner.click(f"provider.past.{referral_of(owner, dispute)}")
    assert owner.place == ("dispute", dispute, "follow.referral")


def test_many_clients_are_shown_a_few_at_a_time(owner: Any, provider: int) -> None:
    for number in range(8):
        sent(owner, provider, f"Client {number}", "badly")
    owner.go("provider", provider)
    assert owner.find("provider.more").text() == "Show 3 more" and "Client 0 ·" not in owner.reads(page(owner))
    owner.click("provider.more")
    assert "Client 0 ·" in owner.reads(page(owner)) and not owner.sees("provider.more")


def test_a_firm_that_did_well_is_thanked_from_here(owner: Any, provider: int) -> None:
    dispute = sent(owner, provider, "Dana Okafor", "well")
    owner.go("provider", provider)
    assert "Dana Okafor was looked after well there" in owner.find("provider.good").text()
    went = []
    page(owner).past._desk = replace(owner.window.desk, go=lambda *place: went.append(place))
    owner.click("provider.thank")
    assert went == [("dispute", dispute, f"write:referral_thanks:{provider}")]
    id = referral_of(owner, dispute)
    owner.write(lambda s: services.referrals.change(s, id, thanked_on=date.today()))
    assert not owner.sees("provider.thank")


def test_a_provider_is_deleted_with_what_was_noted_and_brought_back(owner: Any, provider: int) -> None:
    sent(owner, provider, "Dana", "well")
    owner.go("provider", provider)
    owner.click("provider.delete")
    assert rows(owner) == [] and owner.place[0] == "referrals"
    assert owner.window.toast.text == "Valley Tile Studio was deleted, and what you noted about 1 client sent there."
    owner.click("toast.undo")
    assert [(p.id, p.well) for p in rows(owner)] == [(provider, 1)]


def test_a_provider_gone_meanwhile_leads_back_to_the_list(owner: Any, provider: int) -> None:
    owner.go("provider", provider)
    owner.write(lambda s: services.referrals.delete(s, provider))
    assert owner.place[0] == "referrals" and "no longer here" in owner.window.toast.text


def test_every_control_of_a_firm_has_a_name_and_its_turn(owner: Any, provider: int) -> None:
    sent(owner, provider, "Dana Okafor", "well")
    owner.go("provider", provider)
    assert not nameless(owner)
    owner.window.activateWindow()
    owner.find("provider.name").setFocus()
    passed = ["provider.name"]
    for _ in range(16):
        owner.window.focusNextChild()
        passed.append((QApplication.focusWidget() or owner.window.focusWidget()).objectName())
    order = ("name", "does", "area", "person", "phone", "email", "website", "address", "tie", "notes", "thank", "delete", "all")
    wanted = [f"provider.{part}" for part in order]
    assert [one for one in passed if one in wanted] == wanted


def test_hostile_words_stay_words(owner: Any) -> None:
    evil = "<img src=x>" * 20
    id = owner.write(lambda s: services.referrals.save(s, ProviderForm(evil, evil, area=evil, tie=evil, notes=evil)))
    sent(owner, id, evil, "well", evil)
    owner.go("referrals")
    owner.go("provider", id)
    assert page(owner).title.text() == evil and page(owner).title.textFormat() == Qt.TextFormat.PlainText
    labels = [w for w in page(owner).findChildren(QLabel) if "<img" in w.text()]
    assert labels and all(w.textFormat() == Qt.TextFormat.PlainText for w in labels)


def test_two_thousand_firms_stay_quick(owner: Any) -> None:
    def add(session: Any) -> None:
        session.add_all(Provider(name=f"Firm {n}", sort_key=f"firm {n:04}", does="Slate roofs " * 9) for n in range(2000))

    owner.write(add)
    began = time.perf_counter()
    owner.go("referrals")
    owner.type("referrals.filter", "1999 sláte")
    owner.qtbot.wait(200)
    owner.settle()
    assert owner.find("referrals.table").rows.rowCount() == 1 and time.perf_counter() - began < 3


# -- a new one


def test_cancel_changes_nothing_and_forgets(owner: Any, provider: int) -> None:
    offered: list[bool] = []

    def fill(dialog: Any) -> None:
        offered.append(owner.sees("provider.again", dialog))
        owner.type("provider.name", "Another", dialog)
        dialog.keep()
        owner.click("provider.cancel", dialog)

    owner.dialogs.fill = fill
    for _ in range(2):
        owner.click("referrals.new")
    assert offered == [False, False] and [p.name for p in rows(owner)] == ["Valley Tile Studio"]


def test_a_provider_without_a_name_is_asked_for_it(owner: Any) -> None:
    said: list[str] = []

    def fill(dialog: Any) -> None:
        owner.click("provider.save", dialog)
        said.append(owner.find("provider.name.trouble", within=dialog).text())
        dialog.cancel()

    owner.go("referrals")
    owner.dialogs.fill = fill
    owner.click("referrals.new")
    assert said == ["Please give their name."] and rows(owner) == []


def test_escape_may_be_a_slip_so_what_was_typed_is_offered_again(owner: Any) -> None:
    seen: list[str] = []

    def slip(dialog: Any) -> None:
        owner.type("provider.name", "Valley Ti", dialog)
        owner.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def again(dialog: Any) -> None:
        seen.append(owner.find("provider.name", within=dialog).text())
        owner.click("provider.afresh", dialog)
        seen.append(owner.find("provider.name", within=dialog).text())
        dialog.cancel()

    owner.go("referrals")
    owner.dialogs.fill = slip
    owner.click("referrals.new")
    owner.dialogs.fill = again
    owner.click("referrals.new")
    assert seen == ["Valley Ti", ""]


def test_what_was_typed_survives_a_kill(open_window: Callable[..., Any], tmp_path: Path) -> None:
    """A copy of the folder, taken while the form stands open, is what a power cut would leave."""
    first, left = open_window(), tmp_path / "left"

    def type_then_die(dialog: Any) -> None:
        first.type("provider.name", "Valley <Tile>", dialog)
        first.type("provider.area", "Amherst", dialog)
        first.qtbot.wait(1100)
        first.settle()
        shutil.copytree(tmp_path / "data", left)
        dialog.cancel()

    first.go("referrals")
    first.dialogs.fill = type_then_die
    first.click("referrals.new")
    again = open_window(left)
    seen: dict[str, Any] = {}

    def look(dialog: Any) -> None:
        seen.update(name=dialog.value("name"), area=dialog.value("area"), said=again.sees("provider.again", dialog))
        again.click("provider.save", dialog)

    again.go("referrals")
    again.dialogs.fill = look
    again.click("referrals.new")
    assert seen == {"name": "Valley <Tile>", "area": "Amherst", "said": True}
    assert [p.name for p in rows(again)] == ["Valley <Tile>"]
    assert again.read(lambda session: services.drafts.get(session, "provider", 0)) is None, "saved, so offered no more"


def test_the_filter_looks_at_all_that_is_noted(owner: Any, provider: int) -> None:
    known = {"email": "hello@bright.example", "notes": "Old wiring"}
    form = ProviderForm("Brightline", "Electrician", "Köln", "Keisha", "88 Canal Street", **known)
    owner.write(lambda session: services.referrals.save(session, form))
    found = {"TILE": 1, "electric": 1, "koln": 1, "keisha": 1, "canal bright": 1, "wiring": 1, "$50": 1, "e": 2, "zzz": 0}
    for typed, count in found.items():
        owner.type("referrals.filter", typed)
        owner.qtbot.wait(200)
        owner.settle()
        assert owner.window.page("referrals").table.rows.rowCount() == count, typed
