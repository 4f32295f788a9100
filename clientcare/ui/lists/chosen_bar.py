"""The bar over a list of which several rows are chosen: how many, what can be done with them, and none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import button, label
from clientcare.ui.wording import tr

Call = Callable[[list[int]], object]
Choices = Sequence[tuple[str, Call]]


@dataclass(frozen=True)
class Action:
    """Something done with the chosen records: `call(ids)`, in the order of the list, or one of `choices()` from a menu.

    `text` is what its button says, `name` what it is called by (letters only). `fits()`: whether it is offered now.
    """

    text: str
    call: Call | None = None
    name: str = ""
    choices: Callable[[], Choices] | None = None
    fits: Callable[[], bool] | None = None

    def offered(self) -> bool:
        return self.fits is None or self.fits()


class ChosenBar(QWidget):
    """`wanted(call)`: the owner pressed what does `call` with the chosen ids. `none_wanted`: choose none."""

    wanted = Signal(object)
    none_wanted = Signal()

    def __init__(self, name: str, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions
        self.count = label("", "strong", name=f"{name}.chosen")
        self._buttons = [self._button(name, action) for action in actions]
        none = button(tr("Choose none"), self.none_wanted.emit, "plain", f"{name}.chosen.none")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.count)
        line.addWidget(Flow(*self._buttons, none, spacing=6), 1)
        self.hide()

    def _button(self, name: str, action: Action) -> QPushButton:
        made = button(action.text, lambda: None, name=f"{name}.chosen.{action.name}")
        if action.choices is None:
            made.clicked.connect(lambda: self.wanted.emit(action.call))
        else:
            made.setAccessibleDescription(tr("Opens a menu"))
            made.clicked.connect(lambda: self._open_menu(made, action))
        return made

    def _open_menu(self, under: QPushButton, action: Action) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{under.objectName()}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, action)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def fill(self, menu: QMenu, action: Action) -> None:
        """One line for each choice of the action."""
        for text, call in action.choices() if action.choices else ():
            menu.addAction(text.replace("&", "&&"), partial(self.wanted.emit, call))

    def add_to(self, menu: QMenu) -> None:
        """All that can be done, for a hand on the keyboard."""
        for action in self._actions:
            if action.offered() and action.choices is not None:
                self.fill(menu.addMenu(action.text), action)
            elif action.offered():
                menu.addAction(action.text, partial(self.wanted.emit, action.call))

    def show_count(self, n: int) -> None:
        """So many are chosen; of none there is nothing to do."""
        self.count.setText(tr("%n chosen", n))
        for action, made in zip(self._actions, self._buttons, strict=True):
            made.setVisible(action.offered())
        self.setVisible(n > 0)
