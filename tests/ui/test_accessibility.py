"""Every control on every screen has a name to be read out, and can be reached with the tab key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QDialog, QLabel, QWidget

from clientcare import services
from clientcare.services import sample
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.widgets.chart import Chart

PAGES = ("today", "disputes", "clients", "client", "referrals", "settings", "buy_time")


@pytest.fixture
def sampled(open_window: Callable[..., Any], tmp_path: Path) -> Any:
    owner = open_window(tmp_path / "sample")
    owner.write(sample.load)
    return owner


def controls(root: QWidget) -> list[QWidget]:
    """What can take the focus and is on screen, without the inner parts of a control."""
    found = [w for w in root.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [w for w in found if w.focusProxy() is None and not (isinstance(w, QAbstractScrollArea) and w.viewport() is None)]


def named(control: QWidget) -> bool:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    buddies = [lab for lab in control.window().findChildren(QLabel) if lab.buddy() is control]
    inner = control.objectName().startswith("qt_")
    return bool(control.accessibleName() or text or buddies or inner)


def path_of(control: QObject) -> str:
    return f"{type(control).__name__} {control.objectName() or '(no name)'} in {type(control.parent()).__name__}"


def nameless(owner: Any) -> list[str]:
    return [path_of(control) for control in controls(owner.window) if not named(control)]


def record_of(owner: Any, page: str) -> int | None:
    return owner.read(lambda s: services.clients.ids(s))[0] if page == "client" else None  # type: ignore[no-any-return]


def test_every_control_of_every_page_has_a_name(sampled: Any) -> None:
    missing = {}
    for page in PAGES:
        sampled.go(page, record_of(sampled, page))
        if found := nameless(sampled):
            missing[page] = found
    assert not missing


def test_every_control_of_every_step_has_a_name(sampled: Any) -> None:
    id = sampled.read(lambda s: services.disputes.ids(s, sort="opened", descending=True))[0]
    missing = {}
    for step in STEPS:
        sampled.go("dispute", id, step.key)
        if found := nameless(sampled):
            missing[step.key] = found
    assert not missing


@pytest.mark.parametrize("step", ["listen.mood", "listen.words", *(step.key for step in STEPS if step.stage == "weigh")])
def test_the_tab_key_reaches_every_control_of_a_screen(sampled: Any, step: str) -> None:
    id = sampled.read(lambda s: services.disputes.ids(s, sort="opened", descending=True))[0]
    sampled.go("dispute", id, step)
    sampled.window.activateWindow()
    wanted = {c for c in controls(sampled.window._shown) if c.isEnabled()}
    reached = set()
    for _ in range(3 * len(controls(sampled.window))):
        sampled.window.focusNextChild()
        focused = QApplication.focusWidget() or sampled.window.focusWidget()
        reached.add(focused)
    assert {path_of(c) for c in wanted - reached} == set()


def tabbed(owner: Any, most: int = 60) -> list[str]:
    """The names of what Tab reaches in the Write step's cards and the footer, starting at the kind of letter."""
    owner.find("write.kind").setFocus()
    names = ["write.kind"]
    for _ in range(most):
        owner.window.focusNextChild()
        focused = QApplication.focusWidget() or owner.window.focusWidget()
        if focused.objectName().startswith("nav."):
            break
        names.append(focused.objectName())
    return names


def test_tab_goes_through_a_letter_as_it_is_read(sampled: Any) -> None:
    def decided(session: Any) -> int:
        waiting = [i.dispute_id for i in services.reminders.today(session, date.today()).items if i.what == "letter"]
        return waiting[0]

    sampled.go("dispute", sampled.read(decided), "write")
    sampled.settle()
    sampled.window.activateWindow()
    in_order = ["write.kind", "passage.subject", "passage.understood", "offers.0", "offers.add"]
    in_order += ["write.copy", "write.save", "dispute.back", "dispute.next"]
    assert [name for name in tabbed(sampled) if name in in_order] == in_order


def newest(owner: Any) -> int:
    return owner.read(lambda s: services.disputes.ids(s, sort="opened", descending=True))[0]  # type: ignore[no-any-return]


def open_call(owner: Any) -> None:
    owner.go("dispute", newest(owner), "listen.words")
    owner.click("call.open")


def open_offer(owner: Any) -> None:
    owner.go("dispute", newest(owner), "weigh.ways")
    owner.click("ways.add_offer")


def open_then_and_now(owner: Any) -> None:
    decided = owner.read(lambda s: services.disputes.ids(s, sort="opened"))
    id = next(i for i in decided if owner.read(lambda s, i=i: services.decisions.versions(s, i)))
    owner.go("dispute", id, "decide")
    owner.qtbot.waitUntil(lambda: owner.sees("decide.then"), timeout=5000)
    owner.click("decide.then")


@pytest.mark.parametrize("open_it", [open_call, open_offer, open_then_and_now])
def test_every_control_of_a_dialog_has_a_name_a_key_of_its_own_and_its_turn(sampled: Any, open_it: Any) -> None:
    looked: list[str] = []

    def look(dialog: QDialog) -> None:
        sampled.settle()
        wanted = {c for c in controls(dialog) if c.isEnabled()}
        assert wanted and [path_of(c) for c in wanted if not named(c)] == []
        reached = set()
        for _ in range(3 * len(wanted)):
            dialog.focusNextChild()
            reached.add(QApplication.focusWidget() or dialog.focusWidget())
        assert {path_of(c) for c in wanted - reached} == set()
        assert [key for key, count in Counter(mnemonics(dialog)).items() if count > 1] == []
        looked.append(dialog.objectName())
        dialog.reject()

    sampled.dialogs.fill = look
    open_it(sampled)
    sampled.qtbot.waitUntil(lambda: bool(looked), timeout=5000)


def mnemonics(root: QWidget) -> list[str]:
    """The letter each visible label and button is reached by with Alt."""
    shown = [w for kind in (QAbstractButton, QLabel) for w in root.findChildren(kind) if w.isVisible()]
    texts = [w.text() for w in shown if not isinstance(w, QLabel) or w.buddy() is not None]
    return [found.group(1).lower() for said in texts if (found := re.search("&([^& ])", said))]


@pytest.mark.parametrize("step", ["weigh.board", "weigh.brings", "weigh.worth"])
def test_every_chart_says_all_it_shows_in_words(sampled: Any, step: str) -> None:
    sampled.go("dispute", newest(sampled), step)
    sampled.qtbot.waitUntil(lambda: any(c.isVisible() for c in sampled.window.findChildren(Chart)), timeout=5000)
    sampled.settle()
    charts = [c for c in sampled.window.findChildren(Chart) if c.isVisible()]
    for chart in charts:
        said = chart.accessibleDescription().splitlines()
        assert chart.accessibleName() and len(said) == len(chart._shown) > 0
        assert all(any(letter.isdigit() for letter in line) for line in said), chart.objectName()
