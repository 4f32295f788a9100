"""The Tab key asks a layout for nothing that PySide would keep too long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpacerItem, QWidgetItem

import clientcare.ui
from clientcare.ui.widgets.flow import FlowLayout


def kept_items() -> set[int]:
    """The layout items that have a wrapper in Python; those a `FlowLayout` keeps itself are its own."""
    wrapped = shiboken6.getAllValidWrappers()
    own = {id(item) for flow in wrapped if isinstance(flow, FlowLayout) for item in flow._items}
    return {id(item) for item in wrapped if isinstance(item, QWidgetItem | QSpacerItem)} - own


def test_tab_leaves_no_wrapper_that_outlives_what_it_stands_for(owner: Any, tiles: int) -> None:
    before = kept_items()
    for screen in ("listen.mood", "weigh.yours", "weigh.board"):
        owner.go("dispute", tiles, screen)
        for _ in range(8):
            owner.qtbot.keyClick(owner.window.focusWidget() or owner.window, Qt.Key.Key_Tab)
    assert kept_items() <= before


def test_no_layout_is_asked_for_its_items() -> None:
    """A wrapper of an item that Qt deleted meanwhile ends the program sooner or later (`reading_order._placed`)."""
    sources = Path(clientcare.ui.__file__).parent.rglob("*.py")
    assert not [path.name for path in sources if ".itemAt(" in path.read_text("utf-8")]
