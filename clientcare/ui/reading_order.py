"""The Tab key follows what the eye reads, also where rows and boxes were put in later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLayout, QScrollArea, QStackedWidget, QWidget

from clientcare.ui.widgets.pile import Pile

WHOLE = (QAbstractSpinBox, QComboBox, QAbstractScrollArea)  # controls made of parts that are not ours to order


def go(focused: QWidget | None, roots: Sequence[QWidget | None], *, forward: bool) -> bool:
    """Move the focus to what is read next (or before) in these widgets; False where there is nothing to move to."""
    stops = [stop for root in roots for stop in _stops(root, focused)]
    if not stops:
        return False
    target = stops[_next(focused, stops, forward) % len(stops)]
    focus(target, Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def focus(target: QWidget, why: Qt.FocusReason) -> None:
    """Move the focus there, and what scrolls so that it is seen."""
    target.setFocus(why)
    above = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target)
        above = above.parentWidget()


def _next(focused: QWidget | None, stops: list[QWidget], forward: bool) -> int:
    if focused is None:
        return 0 if forward else -1
    if focused in stops:  # a control, or a screen that holds the focus as a whole: on from there
        return stops.index(focused) + (1 if forward else -1)
    for place, stop in enumerate(stops):
        if stop.isAncestorOf(focused):
            return place + 1 if forward else place - 1
    # A window holds the focus as a whole: it begins with its first control.
    within = (place for place, stop in enumerate(stops) if focused.isAncestorOf(stop))
    first = next(within, 0)
    return first if forward else first - 1


def _stops(widget: QWidget | None, focused: QWidget | None) -> Iterator[QWidget]:
    """What Tab reaches, as it is read; with it what is focused now, which need not be one of them."""
    if widget is None or not widget.isVisible():
        return
    stop = widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    if stop or widget is focused:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from _stops(widget.widget(), focused)
    elif isinstance(widget, QStackedWidget):
        yield from _stops(widget.currentWidget(), focused)
    elif isinstance(widget, Pile):
        for one in widget.stacked:
            yield from _stops(one, focused)
    elif not isinstance(widget, WHOLE):
        yield from _in_layout(widget.layout(), focused)


def _in_layout(layout: QLayout | None, focused: QWidget | None) -> Iterator[QWidget]:
    for part in _placed(layout) if layout is not None else ():
        yield from _in_layout(part, focused) if isinstance(part, QLayout) else _stops(part, focused)


def _placed(layout: QLayout) -> list[QWidget | QLayout]:
    """What stands in a layout, in its order, without asking it for its items: PySide keeps the wrapper of an item beyond the
    item's own life, then takes whatever is made at the same address for it, and the program crashes."""
    around = layout.parentWidget()
    parts = [*(around.children() if around is not None else ()), *layout.children()]
    places = {layout.indexOf(part): part for part in parts if isinstance(part, QWidget | QLayout)}
    return [places[place] for place in sorted(places) if place >= 0]
