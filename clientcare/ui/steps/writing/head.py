"""The head of Write: which letter it is, for whom it is written, and what else can be made of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from clientcare.letters import kinds
from clientcare.letters.communication import STYLES, TITLES, effect
from clientcare.letters.facts import Facts
from clientcare.letters.phrases import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import button, label
from clientcare.ui.wording import capital, short, tr

NAME = 24  # letters of the client's name beside their style


class _Box(QComboBox):
    """A list to choose from that leaves the wheel to the page and takes no more room than there is."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel, which only passes over it
        self.setMinimumWidth(104)
        self.setMaxVisibleItems(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow opens the list: what is passed on the way to another letter is not written."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        """The list is as wide as its longest line needs."""
        wide = max((self.fontMetrics().horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), wide + 48))
        super().showPopup()


class KindBox(_Box):
    """All kinds of letter to this reader: to the client those that fit the decision, then the others. `chosen(kind)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("write.kind", tr("Which letter"))
        self._way: str | None = None
        self._to = "client"
        self.show_fitting("")
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def show_fitting(self, way: str) -> None:
        """Begin with the letters that fit this kind of way out, "" before a decision; to a firm there are only its own."""
        self._show(way, self._to)

    def show_kind(self, kind: str | None) -> None:
        """The kind of the letter in hand; its reader decides which others are offered."""
        if kind:
            self._show(self._way or "", kinds.kind(kind).to)
        self.setCurrentIndex(self.findData(kind) if kind else -1)

    def _show(self, way: str, to: str) -> None:
        if (way, to) == (self._way, self._to):
            return
        self._way, self._to, kind = way, to, self.currentData()
        offered = kinds.to(to)
        fitting = tuple(key for key in kinds.fitting(way) if key in offered)
        self.clear()
        self._add(fitting)
        if fitting:
            self.insertSeparator(self.count())
        self._add([key for key in offered if key not in fitting])
        self.setCurrentIndex(self.findData(kind) if kind else -1)

    def _add(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.addItem(tr(kinds.kind(key).title), key)


class StyleBox(_Box):
    """The client's own style, or one of the four. Closed, it says for whom the letter is written. `chosen(style)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("write.style", tr("Written for somebody who is"))
        self._spoken, self._brief = "", ""  # the second where there is little room
        self.addItem("", "")
        for style in STYLES:
            self.addItem(tr(TITLES[style]), style)
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def show_style(self, chosen: str, usual: str, name: str) -> None:
        """`chosen`: of the draft; `usual`: the client's own, which stands for "" ."""
        own = tr("In plain words")
        if usual:
            own = tr("As {name} likes it: {style}", name=short(name, NAME), style=tr(TITLES[usual]))
        self.setItemText(0, own)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        style = chosen or usual
        self._spoken = tr("Written for: {style}", style=tr(TITLES[style])) if style else own
        self._brief = capital(tr(TITLES[style])) if style else tr("Plain")
        self.setAccessibleDescription(self._spoken)
        self.update()

    @property
    def spoken(self) -> str:
        """What stands in the closed box."""
        return self._spoken

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        ).width()
        fits = self.fontMetrics().horizontalAdvance(self._spoken) <= room
        option.currentText = self.fontMetrics().elidedText(
            self._spoken if fits else self._brief, Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class Head(QWidget):
    """`kind_chosen(kind)`, `style_chosen(style)`, and `.more`, the menu of what else can be made of the letter."""

    kind_chosen = Signal(str)
    style_chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words, self._theme = desk.words, desk.theme
        self.kinds, self.styles = KindBox(), StyleBox()
        self.more = QMenu(self)
        self._effect = label("", "soft", wrap=True, name="write.effect")
        self._button = self._more_button()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.kinds, 6)
        line.addWidget(self.styles, 5)
        line.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._effect)
        self.kinds.chosen.connect(self.kind_chosen)
        self.styles.chosen.connect(self.style_chosen)
        self._draw()

    def _more_button(self) -> QPushButton:
        made = button("", lambda: None, "plain", "write.more")
        made.setFixedSize(40, 36)
        made.setIconSize(QSize(20, 20))
        made.setAccessibleName(tr("More to do with this letter"))
        made.setToolTip(tr("More to do with this letter"))
        made.setMenu(self.more)
        self._theme.changed.connect(self._draw)
        return made

    def _draw(self) -> None:
        self._button.setIcon(self._theme.icon("ellipsis"))

    def show_draft(self, kind: str, style: str, facts: Facts, usual: str) -> None:
        """Which letter it is, and for whom."""
        self.kinds.show_kind(kind)
        self.styles.show_style(style, usual, one_line(facts.recipient.greeting) or one_line(facts.recipient.name))
        self._effect.setText(self._words.say(effect(facts.style)))
