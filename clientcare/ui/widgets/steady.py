"""What has the focus stays where it is on the screen, while cards come and go above it in an area that scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

ROUNDS = 8  # a change asks one layout after the other, up through those it stands in


@contextmanager
def steady(within: QWidget) -> Iterator[None]:
    """Lay out at once what is changed meanwhile, and scroll by as much as the focused control inside `within` has moved."""
    focused, area = QApplication.focusWidget(), _area(within)
    if focused is None or area is None or not within.isAncestorOf(focused):
        yield
        return
    before = _height_of(focused, area)
    yield
    for _ in range(ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    bar = area.verticalScrollBar()
    bar.setValue(bar.value() + _height_of(focused, area) - before)


def bring_into_view(widget: QWidget) -> None:
    """Scroll until the widget can be seen."""
    area = _area(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)


def _height_of(widget: QWidget, area: QScrollArea) -> int:
    return widget.mapTo(area, QPoint(0, 0)).y()


def _area(widget: QWidget) -> QScrollArea | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
