"""One answer of a few, or several of a list, as chips to tap: by mouse, or by arrow keys and Space or Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from clientcare.ui.widgets.flow import FlowLayout
from clientcare.ui.widgets.parts import PushButton
from clientcare.ui.wording import tr

Options = Sequence[tuple[str, str]]  # (value, marked title)
NARROWEST = 120  # pixels, of a box to tick with its words


class Choice(QWidget):
    """Chips of which one can be chosen; a second tap takes it back ("" = not answered). `small`: beside other words."""

    edited = Signal(object)

    def __init__(self, options: Options, name: str = "", title: str = "", *, small: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title, self._tone = title, "small" if small else ""
        self._chips: dict[str, QPushButton] = {}
        flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for value, text in options:
            flow.addWidget(self._chip(value, tr(text)))

    def _chip(self, value: str, text: str) -> QPushButton:
        chip = PushButton(text)
        chip.setCheckable(True)
        chip.setProperty("look", "chip")
        chip.setProperty("tone", self._tone)
        chip.setObjectName(f"{self.objectName()}.{value}")
        chip.setAccessibleName(f"{self._title}: {text}" if self._title else text)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.setAutoDefault(False)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda checked, value=value: self._tapped(value, checked))
        self._chips[value] = chip
        return chip

    def _tapped(self, value: str, checked: bool) -> None:
        self.set_value(value if checked else "")
        self.edited.emit(self.value())

    def value(self) -> str:
        return next((value for value, chip in self._chips.items() if chip.isChecked()), "")

    def set_value(self, value: object) -> None:
        for own, chip in self._chips.items():
            chip.setChecked(own == value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        chips = list(self._chips.values())
        focused = self.focusWidget()
        if event.key() in steps and focused in chips:
            chips[(chips.index(focused) + steps[Qt.Key(event.key())]) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class OneAlways(Choice):
    """Chips of which one is always chosen: a second tap changes nothing."""

    def _tapped(self, value: str, checked: bool) -> None:
        self.set_value(value)
        if checked:
            self.edited.emit(value)


class WrappedCheck(QCheckBox):
    """A box to tick whose words take a second line where the window is narrow."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        return self._size_of(self._whole)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self._size_of("").height())

    def heightForWidth(self, width: int) -> int:
        return self._size_of(self._wrapped(width)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self._wrapped(self.width()))

    def _size_of(self, text: str) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = self.fontMetrics().size(0, text)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_CheckBox, option, words, self)

    def _wrapped(self, width: int) -> str:
        room, lines = width - self._size_of("").width(), [""]
        for word in self._whole.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.fontMetrics().horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return "\n".join(lines)


class Ticks(QWidget):
    """A list of which any number can be ticked. Its value: the ticked keys, or None while never touched."""

    edited = Signal(object)

    def __init__(self, options: Options, none_text: str, name: str = "", title: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._boxes = {value: WrappedCheck(tr(text)) for value, text in options}
        self._none = WrappedCheck(none_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for value, box in (*self._boxes.items(), ("none", self._none)):
            box.setObjectName(f"{name}.{value}")
            box.clicked.connect(lambda checked, value=value: self._tapped(value, checked))
            column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)

    def _tapped(self, value: str, checked: bool) -> None:
        if value == "none":
            for box in self._boxes.values():
                box.setChecked(False)
        elif checked:
            self._none.setChecked(False)
        self.edited.emit(self.value())

    def value(self) -> list[str] | None:
        ticked = [value for value, box in self._boxes.items() if box.isChecked()]
        return ticked if ticked or self._none.isChecked() else None

    def set_value(self, value: object) -> None:
        chosen = value if isinstance(value, list | tuple) else ()
        for own, box in self._boxes.items():
            box.setChecked(own in chosen)
        self._none.setChecked(value is not None and not chosen)
