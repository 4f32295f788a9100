"""The one place where a number explains itself: a plain sentence and its own sum, closed again by Esc."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clientcare.decision.explaining import explain
from clientcare.records import Fit
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.marks import count_in_words
from clientcare.ui.widgets.parts import Card, button, label, scroller, set_tone
from clientcare.ui.wording import Wording, tr

TITLES = {
    "worth": mark("What their work brings you"),
    "share": mark("Their share of your revenue"),
    "fit": mark("The right client?"),
    "part": mark("Our part in it"),
    "fairness": mark("Is it fair to them?"),
    "how_sure": mark("How sure is this?"),
    "owed": mark("What you honestly owe"),
    "room.least": mark("The least that may suit them"),
    "room.most": mark("The most you can give"),
}
NO_TOTAL = ("part", "fit", "how_sure")  # their last line is one like the others
_STATES = {True: mark("yes"), False: mark("no"), None: mark("not known")}


@dataclass(frozen=True)
class Explained:
    """An explanation as it is shown. `beside`: what else is worth knowing, in a quiet line."""

    title: str
    sentence: str
    lines: tuple[tuple[str, str], ...]
    beside: str = ""


def explained(name: str, weighed: Weighed, fit: Fit | None, words: Wording) -> Explained | None:
    """The number `name` explained; None where it is not on the board (any more)."""
    if name == "fit":
        return _fit(fit) if fit is not None and fit.traits else None
    try:
        found = explain(name, weighed.weighing, weighed.assessment)
    except ValueError:
        return None
    lines = tuple((way_words.say(one, words), way_words.say(other, words)) for one, other in found.lines)
    result = weighed.weighing.result(name.partition(":")[2])
    title = way_words.say(result.way.label, words) if result else tr(TITLES[name])
    beside = way_words.sentence(result, weighed.assessment, words) if result else ""
    return Explained(title, way_words.say(found.sentence, words), lines, beside)


def _fit(fit: Fit) -> Explained:
    lines = tuple((trait.text, tr(_STATES[fit.marks.get(trait.id)])) for trait in fit.traits)
    return Explained(tr(TITLES["fit"]), count_in_words(fit), lines)


class ExplanationCard(Card):
    """Shows what `explain` was asked for and follows the sliders; hidden while nothing is asked. `closed`: it was put away."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=0, spacing=4)
        self._desk = desk
        self._name = ""
        self._weighed: Weighed | None = None
        self._fit: Fit | None = None
        self.setObjectName("weigh.explained")
        self._title = label("", "strong", wrap=True, name="weigh.explained.title")
        self._sentence = label("", wrap=True, name="weigh.explained.sentence")
        self._beside = label("", "soft", wrap=True, name="weigh.explained.beside")
        self._close = button("", self.close_it, "small", "weigh.explained.close")
        self._close.setAccessibleName(tr("Close the explanation"))
        self._close.setToolTip(tr("Close (Esc)"))
        self._close.setIconSize(QSize(16, 16))
        self._lines = QGridLayout()
        self._shown: list[tuple[QLabel, QLabel]] = []
        self._build()
        desk.theme.changed.connect(self._draw_cross)
        self._draw_cross()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.setContentsMargins(0, 2, 0, 2)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(3)
        self._lines.setColumnStretch(0, 1)
        self._area, self._inner = scroller()
        inside = QVBoxLayout(self._inner)
        inside.setContentsMargins(0, 0, 14, 0)
        inside.setSpacing(6)
        inside.addWidget(self._sentence)
        inside.addLayout(self._lines)
        inside.addWidget(self._beside)
        inside.addStretch(1)
        self.column.setContentsMargins(20, 12, 6, 14)
        self.column.addLayout(head)
        self.column.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def close_by(self, keys_of: QWidget) -> None:
        """Esc anywhere within `keys_of` puts it away."""
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), keys_of)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.close_it)
        self._escape.setEnabled(False)

    @property
    def name(self) -> str:
        """The number that is explained, "" for none."""
        return self._name

    # -- showing

    def explain(self, name: str) -> None:
        """Explain this number from now on, and say it to a screen reader."""
        self._name = name
        self._show()
        if self._name:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def show_weighed(self, weighed: Weighed) -> None:
        self._weighed = weighed
        if self._name:
            self._show()

    def show_fit(self, fit: Fit) -> None:
        self._fit = fit
        if self._name == "fit":
            self._show()

    def close_it(self) -> None:
        """Put it away; the number stays where it is."""
        self._name = ""
        self._escape.setEnabled(False)
        self.hide()
        self.closed.emit()

    def _show(self) -> None:
        found = explained(self._name, self._weighed, self._fit, self._desk.words) if self._weighed else None
        if found is None:
            if self._name:
                self.close_it()
            return
        self._title.setText(found.title)
        self._sentence.setText(found.sentence)
        self._beside.setText(found.beside)
        self._beside.setVisible(bool(found.beside))
        self._fill(found.lines, with_total=self._name not in NO_TOTAL)
        self.setAccessibleName(found.title)
        told = (found.sentence, *(f"{one}: {other}" for one, other in found.lines), found.beside)
        self.setAccessibleDescription("\n".join(part for part in told if part))
        self._escape.setEnabled(True)
        self.show()
        self._fit_height()

    def _fill(self, lines: tuple[tuple[str, str], ...], with_total: bool) -> None:
        """Set the lines, making labels only where more are needed: this happens while a slider moves."""
        while len(self._shown) < len(lines):
            row, pair = len(self._shown), (label("", "soft", wrap=True), label("", "soft"))
            self._lines.addWidget(pair[0], row, 0)
            self._lines.addWidget(pair[1], row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            self._shown.append(pair)
        for row, pair in enumerate(self._shown):
            for side, widget in enumerate(pair):
                widget.setVisible(row < len(lines))
                widget.setText(lines[row][side] if row < len(lines) else "")
                set_tone(widget, "strong" if with_total and row == len(lines) - 1 else "soft", "look")

    def _draw_cross(self) -> None:
        self._close.setIcon(self._desk.theme.icon("x"))

    # -- size

    def most_height(self) -> int:
        """Not more than half of what stands around it: the sliders above stay in reach."""
        around = self.parentWidget()
        return max(120, (around.height() if around else 600) // 2)

    def _fit_height(self) -> None:
        """As high as what is said, as far as there is room; the rest scrolls."""
        inside, margins, within = self._inner.layout(), self.column.contentsMargins(), self.contentsRect().width()
        if inside is None:
            return
        wanted = inside.totalHeightForWidth(max(within - margins.left() - margins.right(), 160))
        head = max(self._title.heightForWidth(max(within - 70, 120)), self._close.sizeHint().height())
        around = margins.top() + margins.bottom() + head + 10
        self._area.setFixedHeight(max(40, min(wanted, self.most_height() - around)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_height()
