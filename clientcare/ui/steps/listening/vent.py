"""A box to say it all: what is typed into it is on the screen and nowhere else, and gone with it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import tr


class VentBox(TextField):
    """Empties itself whenever it is no longer shown. Nothing listens to it that keeps anything.

    What is selected never gets out, not even to the clipboard, which other programs may keep a history of.
    """

    def __init__(self) -> None:
        super().__init__("vent.text", tr("Say it all here"), tr("As angry as it is"), lines=4, most=10)
        # No word of it into the keyboard's dictionary; "hidden text" would switch off input methods altogether.
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it would offer to copy

    def let_go(self) -> None:
        """Empty the box, and with it what could be undone."""
        if self.hasFocus():
            QGuiApplication.inputMethod().reset()  # also what is half composed
        self.clear()
        self.document().clearUndoRedoStacks()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window put aside for a moment keeps what is being written
            self.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cut):
            self.textCursor().removeSelectedText()
        elif not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What a selection with the mouse hands on by itself: nothing."""
        # The selection of an empty box. The clipboard outlives Python, so it must hold no object that Python made.
        return QPlainTextEdit().createMimeDataFromSelection()


class VentCard(Card):
    """The box, what becomes of it, and the button that lets it go."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.box = VentBox()
        self._go = button(tr("Let it go"), self._let_go, name="vent.go")
        self._gone = label(tr("Gone. Breathe out. You have said it, and nobody was hurt."), wrap=True, name="vent.gone")
        keeps_nothing = label(_keeps_nothing(), "soft", wrap=True, name="vent.promise")
        self.box.setAccessibleDescription(keeps_nothing.text())
        self.column.addWidget(label(tr("Say it all here"), "heading"))
        for part in (keeps_nothing, self.box, self._gone):
            self.column.addWidget(part)
        self.column.addWidget(self._go, alignment=Qt.AlignmentFlag.AlignLeft)
        self._gone.hide()
        self._go.setEnabled(False)
        self.box.textChanged.connect(self._typed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._gone.hide()  # who comes back, to this dispute or another, has let go of nothing yet

    def _typed(self) -> None:
        empty = self.box.document().isEmpty()
        self._go.setEnabled(not empty)
        if not empty:
            self._gone.hide()

    def _let_go(self) -> None:
        self.box.setFocus()  # the button is about to rest
        self.box.let_go()
        self._gone.show()


def _keeps_nothing() -> str:
    return tr("Nothing of it is saved, copied or sent. It is gone when you leave this screen.")
