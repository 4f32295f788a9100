"""Text that would draw a picture wherever it is taken for markup, put into every text of the data; and who looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)
from sqlalchemy import select

from clientcare.db import models

PICTURE = "canary.png"  # beside the process: no long path is needed to name it
TAG = f'<img src="{PICTURE}">'
CANARY = f"{TAG}<b>AT&T"
COLOUR = QColor(254, 0, 253)  # nothing else on any screen has it
MORE_ROWS = 30  # of a list that are asked for their tips
TEXTS: dict[Any, tuple[str, ...]] = {
    models.Client: ("name", "greeting", "address", "phone", "notes", "address_label", "email_label", "phone_label"),
    models.ContactPoint: ("label", "value"),
    models.Tag: ("text",),
    models.Trait: ("text",),
    models.Payment: ("what", "job", "reference"),
    models.JobMargin: ("job",),
    models.Dispute: (
        *("title", "their_words", "about", "agreed", "rephrase", "led_to_it", "really_need", "common_ground", "stranger"),
        *("answer_note", "lesson"),
    ),
    models.StoredAssessment: ("part_note", "need", "mistake_words"),
    models.StoredOffer: ("title", "details"),
    models.Decision: ("why",),
    models.TimelineEvent: ("text",),
    models.EventVersion: ("text",),
    models.Attachment: ("name",),
    models.StoredLetter: ("subject", "sent_to"),
    models.LetterVersion: ("subject",),
    models.Provider: ("name", "does", "area", "person", "address", "phone", "website", "tie", "notes"),
    models.Referral: ("consent_how", "note"),
    models.Reminder: ("text",),
    models.SavedFilter: ("name",),
    models.ImportBatch: ("file_name",),
    models.OwnWording: ("text",),
    models.KnownWord: ("word",),
    models.Artwork: ("file_name",),
}
NOT_TYPED = {  # columns of text that hold a key, a fingerprint or a folded copy, never what somebody typed
    "sort_key", "reference", "status", "stage", "screen", "mood", "channel", "agreed_where", "feeling", "answer", "stayed",
    "complained", "cause", "language", "style", "style_answers", "kind", "by", "message_id", "state", "how", "sha256", "owe",
    "want_back", "if_no", "part", "owed_from", "way", "way_kind", "advised", "consent", "went", "repeat", "what", "place",
    "passage", "email", "key", "value", "form", "names", "body", "sender", "recipient", "name",
}  # fmt: skip


def draw_canary(folder: Path) -> None:
    """The picture that must never be seen."""
    picture = QImage(24, 24, QImage.Format.Format_RGB32)
    picture.fill(COLOUR)
    assert picture.save(str(folder / PICTURE))


def poison(session: Any) -> None:
    """Put the canary before every text that somebody typed."""
    for entity, names in TEXTS.items():
        for record in session.scalars(select(entity)).all():
            for name in names:
                setattr(record, name, f"{CANARY} {getattr(record, name)}"[:300])


def draws(window: QWidget) -> bool:
    """Whether the picture is to be seen in it."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes((COLOUR.blue(), COLOUR.green(), COLOUR.red(), 255)) * 6 in bytes(image.constBits())


def dangers(window: QWidget) -> list[str]:
    """Every part of the window that would take data for markup, or a sign of it for a key."""
    found = [danger for widget in (window, *window.findChildren(QWidget)) for danger in _of_widget(widget)]
    for action in window.findChildren(QAction):
        found += _key(action, action.text()) + _tip(action, action.toolTip())
    if draws(window):
        found.append("the canary is drawn")
    return found


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from _tip(widget, widget.toolTip())
    yield from _tip(widget, widget.whatsThis())
    if isinstance(widget, QLabel):
        if widget.textFormat() != Qt.TextFormat.PlainText and widget.text():
            yield f"{named(widget)} reads markup: {widget.text()[:60]}"
        if widget.buddy() is not None:
            yield from _key(widget, widget.text())
    elif isinstance(widget, QAbstractButton | QGroupBox):
        yield from _key(widget, widget.title() if isinstance(widget, QGroupBox) else QAbstractButton.text(widget))
    elif isinstance(widget, QMenu):
        yield from _key(widget, widget.title())
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield from _key(widget, widget.tabText(number)) + _tip(widget, widget.tabToolTip(number))
    elif isinstance(widget, QTextEdit):
        if widget.acceptRichText() or widget.document().toHtml().count("<img"):
            yield f"{named(widget)} takes markup"
    elif isinstance(widget, QAbstractItemView | QComboBox):
        yield from _rows(widget)


def _rows(view: QAbstractItemView | QComboBox) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(QModelIndex()), MORE_ROWS) if model is not None else 0):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            tip = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
            yield from _tip(view, tip if isinstance(tip, str) else "")


def _tip(owner: Any, text: str) -> list[str]:
    """A tooltip whose first line looks like markup is read as such: a tag of somebody's must not stand in it as one."""
    if "<img" not in text:
        return []
    return [f"the tip of {named(owner)} reads markup: {text[:80]}"]


def _key(owner: Any, text: str) -> list[str]:
    """A single & would be taken for the sign of a key."""
    return [f"{named(owner)} takes & for a key: {text[:80]}"] if "AT&T" in text else []


def named(one: Any) -> str:
    return f"{type(one).__name__} {one.objectName() or '(no name)'} in {type(one.parent()).__name__}"

