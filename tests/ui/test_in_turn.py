"""What is done in turn: one thing each time round, so that the window answers in between."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from clientcare.ui.in_turn import InTurn
from clientcare.ui.pages.client import ClientPage


def test_something_else_gets_its_turn_between_two_steps(qapp: QApplication, qtbot: Any) -> None:
    parent, seen = QObject(), []
    other = QTimer(parent, interval=0)
    other.timeout.connect(lambda: seen.append("other"))
    other.start()
    InTurn(parent).begin((lambda: seen.append("a"), lambda: seen.append("b")), lambda: seen.append("end"))
    qtbot.waitUntil(lambda: "end" in seen)
    assert "other" in seen[seen.index("a") : seen.index("b")] and seen.index("b") < seen.index("end")


def test_what_was_begun_gives_way_to_what_is_begun_next(qapp: QApplication, qtbot: Any) -> None:
    parent, seen = QObject(), []
    turns = InTurn(parent)
    turns.begin((lambda: seen.append("old"),))
    turns.begin((lambda: seen.append("new"),))
    qtbot.waitUntil(lambda: "new" in seen)
    assert seen == ["new"]


def test_a_client_page_left_before_it_stands_is_no_trouble(owner: Any) -> None:
    from clientcare import services

    one, other = owner.write(lambda s: [services.clients.create(s, name) for name in ("Ana", "Ben")])
    owner.window.go("client", one)
    page: ClientPage = owner.window.page("client")
    assert not page._cards  # nothing is made yet that would hold the window up
    owner.window.go("client", other)
    owner.window.go("today")
    owner.window.go("client", other)
    owner.settle()
    assert owner.find("client.name").value() == "Ben" and all(card.isVisible() for card in page._cards)
