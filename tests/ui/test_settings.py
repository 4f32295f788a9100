"""The settings: saved as typed, refused beside the field, in force at once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.settings import Settings
from clientcare.ui.pages.settings import TITLES
from clientcare.ui.widgets.locales import currencies, locales


@pytest.fixture
def page(owner: Any) -> Any:
    return owner.go("settings")


def stored(owner: Any) -> Settings:
    return owner.read(services.settings.load)  # type: ignore[no-any-return]


def saved(owner: Any) -> None:
    owner.qtbot.waitUntil(lambda: owner.window.page("settings").status.text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def test_every_setting_stands_here_or_on_the_sheet_under_its_title(owner: Any, page: Any) -> None:
    owner.click("settings.own_style.ask")
    owner.click("settings.mail_way.direct")
    sheet = {name for name in TITLES if name.startswith("work_")}
    here = TITLES.keys() - sheet - {"disputes_view", "second_place", "second_place_on"}  # those are chosen where they matter
    titles = {label.text() for label in page.findChildren(QLabel)}
    assert {TITLES[name] for name in here} <= titles
    for name in here:
        assert owner.find(f"settings.{name}").accessibleName() == TITLES[name]
    owner.click("settings.how_we_work")
    for name in sheet:
        assert owner.find(f"sheet.{name}").accessibleName() == TITLES[name]


def test_the_business_name_is_saved_and_stands_in_the_side_bar(owner: Any, page: Any) -> None:
    owner.type("settings.business_name", "Rivera Home Repairs")
    saved(owner)
    assert stored(owner).business_name == "Rivera Home Repairs"
    assert "Rivera Home Repairs" in owner.reads(owner.window.side_bar)


def test_several_fields_typed_at_once_are_all_saved(owner: Any, page: Any) -> None:
    owner.type("settings.owner_name", "Ana Rivera")
    owner.type("settings.address", "14 Mill Lane\nNorthampton")
    owner.type("settings.hour_worth", "42.50")
    owner.go("today")
    found = stored(owner)
    assert (found.owner_name, found.address, found.hour_worth) == ("Ana Rivera", "14 Mill Lane\nNorthampton", Decimal("42.50"))


def test_an_email_that_is_none_is_refused_and_stays_while_the_rest_is_saved(owner: Any, page: Any) -> None:
    owner.type("settings.email", "ana at rivera")
    owner.type("settings.phone", "555")
    page.leave()
    owner.settle()
    assert "not an e-mail address" in owner.find("settings.email.trouble").text()
    assert owner.find("settings.email").text() == "ana at rivera"
    assert stored(owner).email == "" and stored(owner).phone == "555"
    owner.type("settings.email", "ana@rivera.example")
    saved(owner)
    assert stored(owner).email == "ana@rivera.example" and not owner.sees("settings.email.trouble")


def test_margin_is_typed_in_percent(owner: Any, page: Any) -> None:
    assert owner.find("settings.margin").text() == "40"
    owner.type("settings.margin", "35")
    saved(owner)
    assert stored(owner).margin == Decimal("0.35")
    owner.type("settings.margin", "350")
    page.leave()
    owner.settle()
    assert "100 %" in owner.find("settings.margin.trouble").text() and stored(owner).margin == Decimal("0.35")


def test_savings_may_stay_unknown(owner: Any, page: Any) -> None:
    owner.type("settings.savings", "11,400")
    saved(owner)
    assert stored(owner).savings == 11400
    owner.type("settings.savings", "")
    saved(owner)
    assert stored(owner).savings is None


def test_appearance_changes_at_once_and_lasts(owner: Any, page: Any, open_window: Callable[..., Any]) -> None:
    light = owner.window.theme.tokens
    owner.click("settings.appearance.dark")
    assert owner.window.theme.tokens != light and stored(owner).appearance == "dark"
    owner.click("settings.appearance.dark")
    assert stored(owner).appearance == "dark", "a second tap is no third answer"
    owner.click("settings.appearance.light")
    assert owner.window.theme.tokens == light


def test_paper(owner: Any, page: Any) -> None:
    owner.click("settings.paper.a4")
    saved(owner)
    assert stored(owner).paper == "a4"


def choose(owner: Any, name: str, typed: str) -> None:
    box = owner.find(name)
    box.lineEdit().selectAll()
    owner.qtbot.keyClicks(box.lineEdit(), typed)
    owner.qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    box.completer().popup().hide()


def test_a_currency_is_found_by_typing_it(owner: Any, page: Any) -> None:
    choose(owner, "settings.currency", "Euro (EUR)")
    saved(owner)
    assert stored(owner).currency == "EUR"
    choose(owner, "settings.currency", "seashells")
    owner.settle()
    assert owner.find("settings.currency").currentText() == "Euro (EUR)" and stored(owner).currency == "EUR"


def test_how_dates_and_money_look_is_in_force_at_once(owner: Any, page: Any) -> None:
    owner.type("settings.savings", "11,400.50")
    saved(owner)
    box = owner.find("settings.locale")
    place = box.findData("de_DE")
    assert "18 Nov 2026" in box.itemText(place) and "1.250,50" in box.itemText(place)
    box.setCurrentIndex(place)
    box.activated.emit(place)
    saved(owner)
    assert stored(owner).locale == "de_DE" and owner.window.words.number(1.5, 1) == "1,5"
    owner.qtbot.waitUntil(lambda: owner.find("settings.savings").text() == "11.400,50")
    assert stored(owner).savings == Decimal("11400.50")


def test_the_lists_hold_what_owners_need(qapp: Any) -> None:
    codes = {code for code, _ in currencies()}
    assert {"USD", "EUR", "GBP", "CAD", "MXN", "CHF", "JPY", "PLN", "INR"} <= codes and len(codes) > 100
    assert len({code for code, _ in currencies()}) == len(currencies())
    assert {"en_US", "es_ES", "de_DE"} <= {name for name, _ in locales()}


def test_a_setting_from_elsewhere_is_shown_as_it_is(owner: Any, page: Any) -> None:
    owner.write(lambda session: services.settings.update(session, currency="XTS", locale="eo"))
    assert owner.find("settings.currency").value() == "XTS" and owner.find("settings.locale").value() == "eo"


def test_it_says_where_the_data_lives_and_opens_it(owner: Any, page: Any, opened_urls: list[QUrl], tmp_path: Path) -> None:
    assert owner.find("settings.folder").text() == str(tmp_path / "data")
    owner.click("settings.open_folder")
    assert [url.toLocalFile() for url in opened_urls] == [str(tmp_path / "data")]


def traits(owner: Any) -> list[str]:
    return [trait.text for trait in owner.read(services.traits.rows)]


def test_right_client_traits_are_added_in_order_and_reworded_as_typed(owner: Any, page: Any) -> None:
    assert owner.sees("traits.suggest")
    for text in ("Pays on time", "Asks first"):
        owner.type("trait.new", text)
        owner.click("trait.add")
    assert traits(owner) == ["Pays on time", "Asks first"] and not owner.sees("traits.suggest")
    assert owner.find("trait.new").hasFocus(), "ready for the next one"
    first = owner.read(services.traits.rows)[0].id
    owner.type(f"trait.{first}", "Pays within a week")
    saved(owner)
    assert traits(owner) == ["Pays within a week", "Asks first"]
    owner.type(f"trait.{first}", "Pays")
    owner.go("today")
    assert traits(owner) == ["Pays", "Asks first"], "leaving saves what is still in the fingers"


def test_a_trait_that_says_nothing_is_refused_beside_it(owner: Any, page: Any) -> None:
    owner.write(lambda s: services.traits.save(s, "Pays on time"))
    id = owner.read(services.traits.rows)[0].id
    owner.type(f"trait.{id}", "")
    page.leave()
    owner.settle()
    assert owner.find(f"trait.{id}.trouble").text() and traits(owner) == ["Pays on time"]
    owner.type(f"trait.{id}", "Pays")
    assert not owner.sees(f"trait.{id}.trouble")
    page.leave()
    owner.settle()
    assert traits(owner) == ["Pays"]


def test_a_trait_is_removed_and_brought_back_in_its_place(owner: Any, page: Any) -> None:
    owner.click("traits.suggest")
    before = traits(owner)
    second = owner.read(services.traits.rows)[1].id
    assert owner.find(f"trait.{second}.remove").accessibleName() == f"Remove: {before[1]}"
    owner.type(f"trait.{second}", "half typed")
    owner.click(f"trait.{second}.remove")
    assert traits(owner) == [before[0], *before[2:]] and not owner.sees(f"trait.{second}")
    owner.click("toast.undo")
    assert traits(owner) == [before[0], "half typed", *before[2:]], "as it stood when it was removed"
    assert owner.find(f"trait.{second}").text() == "half typed"


def test_a_trait_that_was_emptied_can_be_removed(owner: Any, page: Any) -> None:
    id = owner.write(lambda s: services.traits.save(s, "Pays on time"))
    owner.type(f"trait.{id}", "")
    owner.click(f"trait.{id}.remove")
    assert traits(owner) == []
    owner.click("toast.undo")
    assert owner.find(f"trait.{id}").text() == "Pays on time"


def test_typing_a_trait_is_not_overwritten_by_what_is_read_meanwhile(owner: Any, page: Any) -> None:
    owner.write(lambda s: services.traits.save(s, "Pays on time"))
    id = owner.read(services.traits.rows)[0].id
    owner.type(f"trait.{id}", "Pays at on")
    owner.write(lambda s: services.settings.update(s, phone="555"))
    assert owner.find(f"trait.{id}").text() == "Pays at on"
    owner.qtbot.keyClicks(owner.find(f"trait.{id}"), "ce")
    saved(owner)
    assert traits(owner) == ["Pays at once"]
