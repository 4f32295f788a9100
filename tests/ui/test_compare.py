"""What was known when it was decided, beside what is known now."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableWidget

from clientcare import services
from clientcare.records import DecisionForm, OfferForm
from clientcare.ui.steps.deciding.compare import CompareDialog


@pytest.fixture
def decided(owner: Any, tiles: int) -> int:
    """The tiles, settled as advised: $160 back."""
    money = next(o.id for o in owner.read(lambda s: services.disputes.detail(s, tiles)).offers if o.title == "$160 back")
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, f"offer-{money}", stay=0.7)))
    return tiles


def answer(owner: Any, id: int, **answers: Any) -> None:
    owner.write(lambda s: services.decisions.answer(s, id, **answers))


def look(owner: Any, id: int, fill: Callable[[CompareDialog], object]) -> None:
    """Open the comparison from the decision on record, and look at it."""
    shown: list[CompareDialog] = []

    def run(dialog: CompareDialog) -> None:
        fill(dialog)
        owner.click("compare.close", dialog)
        shown.append(dialog)

    owner.dialogs.fill = run
    owner.go("dispute", id, "decide")
    owner.qtbot.waitUntil(lambda: owner.sees("decide.then"), timeout=5000)
    owner.click("decide.then")
    owner.qtbot.waitUntil(lambda: bool(shown), timeout=5000)


def text(owner: Any, dialog: CompareDialog, name: str) -> str:
    return str(owner.find(name, within=dialog).text())


def rows(owner: Any, dialog: CompareDialog) -> dict[str, tuple[str, str]]:
    table = owner.find("compare.differences", QTableWidget, dialog)
    cells = [[table.item(line, column).text() for column in range(3)] for line in range(table.rowCount())]
    return {title: (then, now) for title, then, now in cells}


def test_where_nothing_differs_it_says_so(owner: Any, decided: int) -> None:
    def fill(dialog: CompareDialog) -> None:
        assert "Nothing differs" in text(owner, dialog, "compare.same")
        assert not owner.sees("compare.differences", dialog) and not owner.sees("compare.which", dialog)
        assert text(owner, dialog, "compare.then") == text(owner, dialog, "compare.now")
        assert "leads the same way" in text(owner, dialog, "compare.verdict")
        assert "You decided: $160 back" in owner.reads(dialog)

    look(owner, decided, fill)


def test_what_differs_stands_side_by_side(owner: Any, decided: int) -> None:
    owner.write(lambda s: services.disputes.update(s, decided, asked=Decimal(600)))
    answer(owner, decided, if_no="complain")

    def fill(dialog: CompareDialog) -> None:
        found = rows(owner, dialog)
        assert found["What they ask"] == ("$480", "$600")
        assert found["If you say no"] == ("they leave", "they complain in public")
        assert "What you honestly owe" not in found
        assert not owner.sees("compare.same", dialog)

    look(owner, decided, fill)


def test_where_it_leads_elsewhere_today_it_is_judged_by_what_was_known(owner: Any, decided: int) -> None:
    answer(owner, decided, owe="all", part="mostly")  # it turned out to be our fault

    def fill(dialog: CompareDialog) -> None:
        verdict = text(owner, dialog, "compare.verdict")
        assert "led to “$160 back”" in verdict and "not by luck" in verdict
        then, now = text(owner, dialog, "compare.then"), text(owner, dialog, "compare.now")
        assert "$160 back" in then and "$160 back" not in now
        assert rows(owner, dialog)["How much of it was ours"] == ("some of it", "most of it")

    look(owner, decided, fill)


def test_of_several_decisions_one_is_chosen_newest_first(owner: Any, decided: int) -> None:
    answer(owner, decided, owe_sum=Decimal(200))
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(decided, "give", stay=0.8)))
    answer(owner, decided, owe_sum=Decimal(250))

    def fill(dialog: CompareDialog) -> None:
        which = owner.find("compare.which", QComboBox, dialog)
        assert [("Give all they ask" in which.itemText(n), "$160 back" in which.itemText(n)) for n in range(2)] == [
            (True, False),
            (False, True),
        ]
        assert rows(owner, dialog)["What you honestly owe"] == ("$200", "$250")
        assert "You decided: Give all they ask" in owner.reads(dialog)
        owner.qtbot.keyClick(which, Qt.Key.Key_Down)
        assert rows(owner, dialog)["What you honestly owe"] == ("$150", "$250")
        assert "You decided: $160 back" in owner.reads(dialog)

    look(owner, decided, fill)


def test_an_offer_since_changed_is_still_the_same_way(owner: Any, decided: int) -> None:
    money = next(o.id for o in owner.read(lambda s: services.disputes.detail(s, decided)).offers if o.title == "$160 back")
    form = OfferForm(decided, "$160 back", Decimal(170), Decimal(170), owed_from="us", owed=Decimal(170), id=money)
    owner.write(lambda s: services.decisions.save_offer(s, form))

    def fill(dialog: CompareDialog) -> None:
        assert "leads the same way" in text(owner, dialog, "compare.verdict")
        then, now = rows(owner, dialog)["$160 back"]
        assert "$160" in then and "$170" in now

    look(owner, decided, fill)


def test_the_table_is_read_by_keyboard_and_named(owner: Any, decided: int) -> None:
    answer(owner, decided, owe_sum=Decimal(200), if_no="grumble")

    def fill(dialog: CompareDialog) -> None:
        table = owner.find("compare.differences", QTableWidget, dialog)
        assert table.accessibleName() and owner.find("compare.close", within=dialog).text()
        table.setFocus()
        owner.qtbot.keyClick(table, Qt.Key.Key_Down)
        before = table.currentRow()
        owner.qtbot.keyClick(table, Qt.Key.Key_Down)
        assert table.currentRow() == before + 1
        owner.qtbot.keyClicks(table, "x")
        assert rows(owner, dialog)["What you honestly owe"] == ("$150", "$200")

    look(owner, decided, fill)


def test_what_an_owner_typed_is_never_read_as_markup(owner: Any, tiles: int) -> None:
    title = "<b>Two</b> mornings & the tiles on us, whichever shade she likes best of all the samples in the shop"
    owner.write(lambda s: services.decisions.save_offer(s, OfferForm(tiles, title, Decimal(155), Decimal(155))))
    new = next(o.id for o in owner.read(lambda s: services.disputes.detail(s, tiles)).offers if o.title == title)
    owner.write(lambda s: services.decisions.decide(s, DecisionForm(tiles, f"offer-{new}")))
    owner.write(lambda s: services.decisions.delete_offer(s, new))

    def fill(dialog: CompareDialog) -> None:
        assert "<b>Two</b> mornings &" in owner.reads(dialog)
        assert any(cell.startswith("<b>Two</b> mornings &") for cell in rows(owner, dialog))
        assert dialog.minimumSizeHint().width() <= 900 and dialog.minimumSizeHint().height() <= 600

    look(owner, tiles, fill)


def test_a_record_that_cannot_be_read_is_said_in_passing(owner: Any, decided: int) -> None:
    from clientcare.db.models import StoredAssessment

    def spoil(session: Any) -> None:
        for stored in session.query(StoredAssessment):
            stored.known = {"ways": 3}

    owner.write(spoil)
    owner.dialogs.fill = lambda dialog: pytest.fail("there is nothing to show")
    owner.go("dispute", decided, "decide")
    owner.qtbot.waitUntil(lambda: owner.sees("decide.then"), timeout=5000)
    owner.click("decide.then")
    owner.qtbot.waitUntil(lambda: "cannot be read" in owner.reads(owner.window.toast), timeout=5000)
