"""What people typed is shown as they typed it: nowhere in the window does a tag in it draw, link or press anything."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from sqlalchemy import Text

import clientcare.ui
from clientcare import services
from clientcare.db.models import Base
from clientcare.errors import InvalidInput
from clientcare.records import EventForm, TodayItem
from clientcare.said import Said
from clientcare.services.disputing import saved_filters
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.page_stack import PAGES
from clientcare.ui.reminding.notices import Notices

from .hostile import CANARY, NOT_TYPED, TAG, TEXTS, dangers, draw_canary, draws, poison
from .inventory import PLACES, RECORD_OF, World, write_world

UI = Path(clientcare.ui.__file__).parent
SETTINGS = ("business_name", "owner_name", "address", "phone", "work_scope", "work_lessons", "routes", "routes_country")
WRITTEN = ("write compromise", "write referral", "write handover")  # the kinds of letters are written on one screen


@pytest.fixture
def world(owner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    draw_canary(tmp_path)

    def write(session: Any) -> World:
        world = write_world(session)
        entry = services.entries.save(session, EventForm(world.dispute, "note", datetime.now(UTC), "before"))
        services.entries.save(session, EventForm(world.dispute, "note", datetime.now(UTC), "after", id=entry))
        taken = services.attachments.take(session.info["files"], b"%PDF-1.7", f"{TAG[:3]}.pdf")
        services.attachments.add(session, entry, [taken])
        services.tags.add(session, [world.client], "VIP")
        saved_filters.save(session, "disputes", "Mine", {"status": "open"})
        poison(session)
        services.settings.update(session, **dict.fromkeys(SETTINGS, CANARY))
        return world

    return owner.write(write)  # type: ignore[no-any-return]


def test_the_canary_sings_where_text_is_taken_for_markup(world: World, qtbot: Any) -> None:
    """Or none of the tests below could fail."""
    label = QLabel(f"{CANARY} Dana")
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.show()
    assert draws(label) and any("reads markup" in danger for danger in dangers(label))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip(CANARY)
    assert not draws(label) and any("tip" in danger for danger in dangers(label))


def test_every_column_that_holds_what_somebody_typed_is_among_those_poisoned() -> None:
    unknown = [
        f"{name}.{column.name}"
        for name, table in Base.metadata.tables.items()
        for column in table.columns
        if isinstance(column.type, Text)
        and column.name not in NOT_TYPED
        and not any(one.__tablename__ == name and column.name in names for one, names in TEXTS.items())
        and not name.startswith("search_")
    ]
    assert unknown == []


def walk(owner: Any, world: World, look: Callable[[str, QWidget], None]) -> None:
    """Look at every page, every step, every dialog."""
    for place in PLACES:
        if place.name.startswith("write ") and place.name not in WRITTEN:
            continue
        seen: list[QDialog] = []

        def at_dialog(dialog: QDialog, name: str = place.name, seen: list[QDialog] = seen) -> None:
            owner.settle()
            seen.append(dialog)
            look(name, dialog)
            dialog.reject()

        owner.dialogs.fill = at_dialog
        place.way(owner, world)
        owner.settle()
        assert bool(seen) == bool(place.dialog), place.name
        if not place.dialog:
            look(place.name, owner.window)


def texts(root: QWidget) -> list[str]:
    """All that stands in labels and fields."""
    lines = [one.text() for kind in (QLabel, QLineEdit) for one in root.findChildren(kind) if one.isVisible()]
    return lines + [one.toPlainText() for one in root.findChildren(QPlainTextEdit) if one.isVisible()]


def test_no_page_no_step_and_no_dialog_takes_data_for_markup(owner: Any, world: World) -> None:
    found: dict[str, list[str]] = {}
    shown: set[str] = set()

    def look(name: str, root: QWidget) -> None:
        if dangerous := dangers(root):
            found[name] = dangerous
        if any("AT&T" in text for text in texts(root)):
            shown.add(name)

    walk(owner, world, look)
    assert not found
    assert {"today", "client", "provider", "dispute", "dispute timeline", "a reminder changed", "an entry changed"} <= shown


def test_every_menu_shows_data_as_it_is(owner: Any, world: World) -> None:
    found: dict[str, list[str]] = {}
    for page in PAGES:
        owner.go(page, getattr(world, RECORD_OF[page]) if page in RECORD_OF else None)
        for menu in owner.window.findChildren(QMenu):
            menu.aboutToShow.emit()
            owner.settle()
            if dangerous := dangers(menu):
                found[f"{page}: {menu.objectName()}"] = dangerous
    assert not found


def test_the_search_shows_what_it_found_as_it_is(owner: Any, world: World) -> None:
    owner.write(lambda session: [services.index.catch_up(session) for _ in range(9)])
    owner.window.search()
    palette = owner.window._palette
    for typed in ("AT&T", "img", CANARY):
        palette.field.setText(typed)
        owner.qtbot.waitUntil(lambda: not owner.window.jobs.busy)
        owner.settle()
        assert palette.view.model().rowCount(QModelIndex()) > 1 and dangers(palette) == []
    palette.close()


def test_a_word_in_passing_and_what_goes_wrong_are_plain(owner: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.window.tell(Said("{name} is here.", {"name": CANARY}))
    owner.settle()
    assert CANARY in owner.window.toast.text and dangers(owner.window) == []
    shown: list[list[str]] = []

    def look(dialog: QDialog) -> int:
        dialog.show()
        shown.append(dangers(dialog))
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    real = Dialogs(owner.window.words)
    real.trouble(owner.window, InvalidInput(Said("{name} cannot be used.", {"name": CANARY})))
    real.trouble(owner.window, ValueError(CANARY))
    assert real.confirm(owner.window, CANARY, CANARY, "Go on") is False
    owner.settle()
    assert len(shown) >= 2 and not any(shown)
    for left in [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]:
        left.close()
        left.deleteLater()


def test_a_notice_of_the_system_holds_no_tag(owner: Any) -> None:
    """The desktops of Linux read some markup in a notice, a picture among it."""
    told: list[tuple[str, str]] = []

    class Tray:
        def show(self, title: str, text: str) -> None:
            told.append((title, text))

        def hide(self) -> None: ...

    notices = Notices(owner.window.jobs, lambda *_: None, owner.window, tray=lambda *_: Tray())
    notices._how, notices._tray = "full", Tray()
    notices._tell((TodayItem(1, "reply", CANARY, CANARY, None, "listen.mood"),))
    notices._tell((TodayItem(1, "own", "", CANARY, None, "", about=CANARY), TodayItem(1, "reply", "Ann", "", None, "")))
    notices.stop()
    assert len(told) == 2 and all("AT&T" in text and "<" not in title + text for title, text in told)


# -- what no walk reaches: how parts are made at all

BANNED = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "RichText", "MarkdownText", "AutoText", "QTextBrowser"}
MAKE_LABELS = {"widgets/parts.py", "search/palette.py", "widgets/remark.py", "widgets/fingerprint.py"}


def test_nothing_of_the_window_is_made_to_read_markup() -> None:
    found = []
    for source in sorted(UI.rglob("*.py")):
        place = source.relative_to(UI).as_posix()
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in BANNED:
                found.append(f"{place}:{node.lineno} {name}")
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
            if made and place not in MAKE_LABELS:
                found.append(f"{place}:{node.lineno} a label that is not made by parts.label")
    assert not found
