"""Search everything: a box over the window. As one types it is found; Enter goes there, Esc back to where one was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from clientcare import services
from clientcare.records import Found
from clientcare.ui import reading_order
from clientcare.ui.desk import Desk
from clientcare.ui.keys import ENTER
from clientcare.ui.search import lines
from clientcare.ui.search.line_view import LineView
from clientcare.ui.search.lines import Line
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.parts import Card, button, label, row, rule
from clientcare.ui.wording import tr

WIDE, ABOVE, BESIDE = 720, 72, 24  # px: of the box, over it, and at least at its sides
SCRIM = 70  # of 255: how much darker the window behind is
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class Palette(QWidget):
    """Covers `window`; a click beside the box closes it. One search is under way at a time, then what stands there by then."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._focus_before: QWidget | None = None
        self._searching: str | None = None
        self._shown = ""  # what was looked for, of which the lines are
        self._entered = False  # Enter was pressed, and waits for what is being looked for
        self.setObjectName("search")
        self.setAccessibleName(tr("Search everything"))
        self.field = LineField("search.text", tr("Search everything"), tr("A name, words, a file, or what to do"))
        self.field.setClearButtonEnabled(True)
        self.field.setProperty("look", "search")
        self.view = LineView(desk.theme, self)
        self.view.setObjectName("search.found")
        self.view.setAccessibleName(tr("What was found"))
        self._said = label("", "soft", wrap=True, name="search.said")
        self._help = label(tr("“in quotes” for just these words, -word to leave one out"), "soft")
        self._forget = button(tr("Forget these"), self._forget_searches, "small", "search.forget")
        self._build()
        self.field.textChanged.connect(self._changed)
        self.field.installEventFilter(self)
        self.view.wanted.connect(self._go_to)
        window.installEventFilter(self)
        desk.jobs.changed.connect(self._changed_below)
        self.hide()

    def _build(self) -> None:
        self._icon = QLabel()
        self.box = Card(margin=12, spacing=6)
        self.box.setParent(self)
        self.box.column.addLayout(row(self._icon, self.field, spacing=8))
        self.box.column.addWidget(rule())
        self.box.column.addWidget(self._said)
        self.box.column.addWidget(self.view, 1)
        self._foot = row(self._help, None, self._forget)
        self.box.column.addLayout(self._foot)

    # -- coming and going

    def open(self) -> None:
        """Show it, empty, with the last searches; what was in focus gets it back."""
        if self.isVisible():
            self.field.selectAll()
            self.field.setFocus()
            return
        self._entered, self._shown = False, ""
        self._focus_before = QApplication.focusWidget() or self._window.focusWidget()
        self._icon.setPixmap(self._desk.theme.icon("search").pixmap(20, 20))
        self.field.clear()
        self._show_lines([])
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed()

    def close_it(self) -> None:
        """Hide it, and give the focus back."""
        before, self._focus_before = self._focus_before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_again(self) -> None:
        """What can be found has grown."""
        if self.isVisible():
            self._typed()

    def _changed_below(self, _: object) -> None:
        """What is shown may be gone by now, or be called otherwise; while Enter waits, nothing moves under it."""
        if not self._entered:
            self.search_again()

    # -- searching

    def _changed(self, _: str) -> None:
        self._entered = False  # who types on does not want to go yet
        self._typed()

    def _typed(self) -> None:
        if self._searching is None and self._desk.jobs.ready and self.isVisible():
            self._searching = text = self.field.value()
            if text:
                self._desk.jobs.read(lambda session: services.search.find(session, text), self._found, self._failed)
            else:
                self._desk.jobs.read(services.recent.searches, self._recent, self._failed)

    def _found(self, found: Found) -> None:
        if self._still(found.text):
            shown = list(lines.of_found(found, self._desk.words))
            self._say(found, shown)
            self._show_lines(shown, self.view.chosen if found.text == self._shown else None)
            self._shown = found.text
            self._announce()
            self._enter()

    def _recent(self, searches: tuple[str, ...]) -> None:
        if self._still(""):
            self._said.hide()
            shown = list(lines.of_recent(searches))
            self._show_lines(shown)
            self._forget.setVisible(bool(shown))
            self._place()

    def _still(self, text: str) -> bool:
        """Whether what came home is what stands there; else that is looked for now."""
        self._searching = None
        if self.field.value() != text:
            self._typed()
        return self.field.value() == text

    def _failed(self, error: Exception) -> None:
        self._searching = None
        self._desk.jobs.failed.emit(error)

    def _say(self, found: Found, shown: list[Line]) -> None:
        said = [] if shown else [_why_nothing(found.text)]
        if not found.complete:
            said.append(tr("Older entries are still being made ready to be searched."))
        self._said.setText(" ".join(said))
        self._said.setVisible(bool(said))

    def _show_lines(self, shown: list[Line], keep: Line | None = None) -> None:
        self._forget.hide()
        self.view.show_lines(shown, keep)
        self.view.setVisible(bool(shown))
        self._place()

    def _announce(self) -> None:
        """To a screen reader, whose cursor stays in the field."""
        chosen = self.view.chosen
        said = chosen.read_out if chosen else self._said.text()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    # -- going there

    def _enter(self) -> None:
        """Go to the line that is chosen; whoever typed faster than it was found goes once it is."""
        if self._entered and self._searching is None:
            self._entered = False
            if self.view.chosen is not None:
                self._go_to(self.view.chosen)

    def _go_to(self, line: Line) -> None:
        if line.typed:
            self.field.setText(line.typed)
            return
        text = self.field.value()
        if not line.command:
            self._desk.jobs.write(lambda session: services.recent.remember(session, text))
        self.close_it()
        if line.command:
            getattr(self._window, line.command)()
        elif line.goes_to is not None:
            self._desk.go(*line.goes_to)

    def _forget_searches(self) -> None:
        self._desk.jobs.write(services.recent.forget, then=self._forgotten)

    def _forgotten(self, _: object) -> None:
        self.field.setFocus()
        self._typed()

    # -- keys, clicks and place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether the key moved through the lines, or went to one."""
        key = Qt.Key(event.key())
        if key in STEPS or key in PAGES:
            self.view.step(STEPS.get(key, 0) or PAGES[key] * self.view.lines_at_once)
            self._announce()
        elif key in ENTER and not event.isAutoRepeat():
            self._entered = True
            self._enter()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return reading_order.go(self.focusWidget(), (self.box,), forward=next)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_it()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        low = self.height() < 680
        top = ABOVE // 2 if low else ABOVE
        width = min(WIDE, self.width() - 2 * BESIDE)
        self.box.setFixedWidth(width)
        self.view.setFixedHeight(1)
        most = self.height() - top - BESIDE - self._height(width)
        self.view.setFixedHeight(min(self.view.needed_height + 4, most) if self.view.lines else 1)
        self.box.setGeometry(QRect((self.width() - width) // 2, top, width, self._height(width)))

    def _height(self, width: int) -> int:
        """What the box needs."""
        column = self.box.column
        column.activate()
        return column.heightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = QColor(self._desk.theme.tokens.ink if self._desk.theme.tokens.page > "#8" else "#000000")
        shade.setAlpha(SCRIM)
        QPainter(self).fillRect(self.rect(), shade)


def _why_nothing(text: str) -> str:
    if any(letter.isalnum() for letter in text):
        return tr("Nothing holds all of these words.")
    return tr("Letters and numbers can be searched for, signs alone cannot.")
