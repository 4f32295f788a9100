"""A letter's true PDF as pictures, its pages one below the other, drawn off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from clientcare.ui.jobs import Jobs
from clientcare.ui.paper import pdf_pages
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import tr

REAL_SIZE = 96 / pdf_pages.POINTS_PER_INCH  # window pixels a point, at 100 %
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
GAP = 12  # between two pages
LARGEST = 24_000_000  # pixels of one picture; beyond, the page is drawn a little less sharp
SCROLL_BAR = 14


@dataclass(frozen=True)
class View:
    """What can be seen: the window's pixels, `zoom` in parts of real size (None fills the width), pixels a window pixel."""

    width: int
    height: int
    top: int
    zoom: float | None
    ratio: float


@dataclass(frozen=True)
class Drawn:
    """The places of all pages, the pictures of those in sight, and the scale they were drawn at."""

    scale: float = 1.0
    pages: tuple[QRect, ...] = ()
    pictures: Mapping[int, QImage] = field(default_factory=dict)

    @property
    def size(self) -> QSize:
        width = max((page.width() for page in self.pages), default=0)
        return QSize(width, self.pages[-1].bottom() + 1 if self.pages else 0)


def draw(pdf: bytes, view: View) -> Drawn:
    """Draw the pages in sight, and what is half a window away from it."""
    with pdf_pages.opened(pdf) as document:
        sizes = [document.pagePointSize(number) for number in range(document.pageCount())]
        widest = max((size.width() for size in sizes), default=1.0)
        scale = view.zoom * REAL_SIZE if view.zoom else max(view.width, 50) / widest
        pages, top = [], 0
        for size in sizes:
            pages.append(QRect(0, top, round(size.width() * scale), round(size.height() * scale)))
            top = pages[-1].bottom() + 1 + GAP
        near = range(view.top - view.height // 2, view.top + view.height + view.height // 2)
        seen = [n for n, page in enumerate(pages) if page.bottom() >= near.start and page.top() <= near.stop]
        pictures = {n: pdf_pages.picture(document, n, _pixels(pages[n].size(), view.ratio)) for n in seen or [0]}
    return Drawn(scale, tuple(pages), pictures)


def _pixels(size: QSize, ratio: float) -> QSize:
    wanted = size.width() * size.height() * ratio * ratio
    ratio *= min(1.0, (LARGEST / max(wanted, 1)) ** 0.5)
    return QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))


class _Sheets(QWidget):
    """Paints the pages; a page whose picture is still being drawn is blank paper."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.drawn = Drawn()

    def show_drawn(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.setMinimumSize(drawn.size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left = max(0, (self.width() - self.drawn.size.width()) // 2)
        for number, page in enumerate(self.drawn.pages):
            place = page.translated(left, 0)
            if not place.intersects(event.rect()):
                continue
            picture = self.drawn.pictures.get(number)
            if picture is None:
                painter.fillRect(place, Qt.GlobalColor.white)
            else:
                painter.drawImage(place, picture)
            painter.setPen(QColor(self._theme.tokens.line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()


class Preview(QWidget):
    """Shows a PDF; `show_pdf` may be called at every keystroke, the picture on show stays until the next one is ready."""

    def __init__(self, jobs: Jobs, theme: Theme, name: str = "preview") -> None:
        super().__init__()
        self.setObjectName(name)
        self._jobs, self._pdf = jobs, b""
        self._zoom: float | None = None
        self._sheets, self._area, self._note = _Sheets(theme), QScrollArea(), label("", "soft", wrap=True, name=f"{name}.note")
        self._page, self._bar = label("", "soft", name=f"{name}.page"), QWidget()
        self._stack = QStackedWidget()
        self._build(name)
        self._settle = QTimer(self, singleShot=True, interval=30)  # a window being dragged larger draws once it rests
        self._settle.timeout.connect(self._draw)
        theme.changed.connect(self._sheets.update)
        self.show_note("")

    def _build(self, name: str) -> None:
        self._area.setWidget(self._sheets)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setProperty("look", "paper")
        self._area.setObjectName(f"{name}.paper")
        self._area.setAccessibleName(tr("The letter as it will look on paper"))
        self._sheets.setProperty("look", "clear")
        self._area.viewport().installEventFilter(self)
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.setProperty("look", "clear")
        self._stack.addWidget(self._note)
        self._stack.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self._zoom_row(name)

    def _zoom_row(self, name: str) -> None:
        turns = (
            (button("‹", self.page_up, "plain", f"{name}.up"), tr("Page before"), ("Ctrl+PgUp",)),
            (button("›", self.page_down, "plain", f"{name}.down"), tr("Next page"), ("Ctrl+PgDown",)),
        )
        buttons = (
            (button("−", self.zoom_out, "plain", f"{name}.out"), tr("Smaller"), ("Ctrl+-",)),
            (button(tr("Fit width"), self.fit, "plain", f"{name}.fit"), tr("As wide as there is room"), ("Ctrl+0",)),
            (button("+", self.zoom_in, "plain", f"{name}.in"), tr("Larger"), ("Ctrl++", "Ctrl+=")),
        )
        self._turns = tuple(made for made, _, _ in turns)
        line = row(self._page, *self._turns, None, *(made for made, _, _ in buttons), spacing=4)
        self._bar.setLayout(line)
        for made, title, keys in (*turns, *buttons):
            made.setAccessibleName(title)
            made.setToolTip(f"{title} ({keys[0]})")
            for key in keys:
                QShortcut(QKeySequence(key), self, made.click)

    def show_pdf(self, pdf: bytes, text: str) -> None:
        """Show these pages; `text` is the same for who cannot see them."""
        self._pdf = pdf
        self._note.setText("")  # no longer so, though the page may take a moment
        self._area.setAccessibleDescription(text)
        self._draw()

    def show_note(self, text: str) -> None:
        """Say why there is no letter to see yet."""
        self._pdf = b""
        self._note.setText(text)
        self._show(paper=False)

    @property
    def zoom(self) -> float:
        """How large the pages are: 1 is their real size."""
        return self._zoom or self._sheets.drawn.scale / REAL_SIZE

    @property
    def pages(self) -> int:
        return len(self._sheets.drawn.pages) if self._pdf else 0

    def zoom_in(self) -> None:
        self._zoom_to(next((step for step in ZOOMS if step > self.zoom * 1.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        self._zoom_to(next((step for step in reversed(ZOOMS) if step < self.zoom * 0.99), ZOOMS[0]))

    def page_down(self) -> None:
        """To the top of the next page."""
        self._turn(+1)

    def page_up(self) -> None:
        """To the top of this page, or from there of the one before."""
        self._turn(-1)

    def _turn(self, way: int) -> None:
        bar, tops = self._area.verticalScrollBar(), [page.top() for page in self._sheets.drawn.pages]
        here = bar.value()
        further = [top for top in tops if (top - here) * way > 0]
        if further:
            bar.setValue(min(further) if way > 0 else max(further))

    def fit(self) -> None:
        self._zoom_to(None)

    def _zoom_to(self, zoom: float | None) -> None:
        self._zoom = zoom
        self._draw()

    def _show(self, *, paper: bool) -> None:
        self._stack.setCurrentWidget(self._area if paper else self._note)
        self._bar.setVisible(paper)

    def _view(self) -> View:
        bar = self._area.verticalScrollBar()
        # The width that is left beside a scroll bar, shown or not: else it comes and goes by what it changes.
        width = self._stack.width() - SCROLL_BAR
        return View(width, self._area.viewport().height(), bar.value(), self._zoom, self.devicePixelRatioF())

    def _draw(self) -> None:
        if self._pdf and self.isVisible():
            self._jobs.work(partial(draw, self._pdf, self._view()), self._show_drawn, key=f"draw {self.objectName()}")

    def _show_drawn(self, drawn: Drawn) -> None:
        if not self._pdf:
            return
        bar, before = self._area.verticalScrollBar(), max(1, self._sheets.height())
        kept = bar.value() / before if drawn.scale != self._sheets.drawn.scale else None
        self._sheets.show_drawn(drawn)
        self._show(paper=True)
        if kept is not None:
            bar.setValue(round(kept * max(drawn.size.height(), 1)))
        self._say_page()

    def _scrolled(self) -> None:
        self._say_page()
        missing = set(self._in_sight()) - set(self._sheets.drawn.pictures)
        if missing:
            self._draw()

    def _in_sight(self) -> list[int]:
        top = self._area.verticalScrollBar().value()
        seen = QRect(0, top, 1_000_000, self._area.viewport().height())
        return [number for number, page in enumerate(self._sheets.drawn.pages) if page.intersects(seen)]

    def _say_page(self) -> None:
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 2
        at = sum(page.top() <= middle for page in self._sheets.drawn.pages)
        self._page.setText(tr("Page {page} of {pages}", page=max(at, 1), pages=self.pages))
        for made in self._turns:
            made.setVisible(self.pages > 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settle.start()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            return True
        return super().eventFilter(watched, event)
