"""The answer of a weighing on screen: cautions first, then the words, the board, and the few figures behind them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clientcare.decision.advice import Caution
from clientcare.decision.assessment import Part
from clientcare.decision.weighing import Swing
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.board import Board
from clientcare.ui.widgets.flow import FlowLayout
from clientcare.ui.widgets.parts import Card, button, empty, label, pill, set_tone
from clientcare.ui.wording import Wording, tr

MATTER_MOST = 4


class AnswerCard(Card):
    """The leading way in words, the board, and the way the owner looks at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=10)
        self._words = desk.words
        self._weighed: Weighed | None = None
        self._headline = label("", "heading", wrap=True, name="weigh.headline")
        self._pill, self._unsure = pill(), label("", "soft", wrap=True, name="weigh.first_question")
        self._explanation = label("", wrap=True, name="weigh.explanation")
        self._now = label("", wrap=True, name="weigh.cost_and_future")
        self.board = Board(desk.theme, desk.words)
        self.board.chosen.connect(self._look_at)
        self._legend = label(_legend(), "soft", wrap=True)
        self._chosen, self._room = _Chosen(desk.words), label("", wrap=True, name="weigh.room")
        self._no_sums = label(_no_sums(), "soft", wrap=True, name="weigh.no_sums")
        words = (self._headline, self._pill, self._unsure, self._explanation, self._no_sums)
        for part in (*words, self.board, self._legend, self._now, self._room, self._chosen):
            self.column.addWidget(part)

    def show_weighed(self, weighed: Weighed) -> None:
        self._weighed = weighed
        say, advice = partial(way_words.say, words=self._words), weighed.advice
        self._headline.setText(say(advice.headline))
        self._show_how_sure(weighed)
        self._explanation.setText(say(advice.explanation))
        self._now.setText(f"{say(advice.cost_now)} {say(advice.future)}")
        self.board.show_bars(way_words.bars(weighed.weighing, weighed.assessment, self._words))
        self._room.setText(say(advice.room) if advice.room else "")
        self._room.setVisible(advice.room is not None)
        known = weighed.assessment.money_known
        self._no_sums.setHidden(known)
        for part in (self.board, self._legend, self._chosen):
            part.setVisible(known)
        self._show_chosen()

    def _show_how_sure(self, weighed: Weighed) -> None:
        close, said = weighed.weighing.close_call, way_words.say(weighed.advice.how_sure, self._words)
        self._pill.setText(tr("too close to call") if close else said)
        set_tone(self._pill, "attention" if close else "")
        self._unsure.setText(said)
        self._unsure.setVisible(close)

    def _look_at(self, _: str) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._weighed is not None:
            self._chosen.show_way(self._weighed, self.board.key)


def _legend() -> str:
    sides = tr("← worse than holding firm on average · better →")
    return sides + "     " + tr("Bars: 8 of 10 real outcomes, luck included. Dot: the average.")


def _no_sums() -> str:
    return tr("The board appears once you have said what all they ask would cost you. If it is not money, type 0 there.")


class _Chosen(Card):
    """The row that was clicked, in plain words, with its own sum behind a button."""

    def __init__(self, words: Wording) -> None:
        super().__init__(look="wash", margin=12)
        self._words = words
        self._sentence = label("", wrap=True, name="weigh.chosen")
        self._toggle = button(tr("Show the sums"), self._unfold, "plain", "weigh.show_sums")
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setVerticalSpacing(2)
        self._lines.setColumnStretch(0, 1)
        self._sums = QWidget()
        self._sums.setProperty("look", "clear")
        self._sums.setObjectName("weigh.sums")
        self._sums.setLayout(self._lines)
        self._sums.hide()
        self._shown: way_words.Lines = []
        self.column.addWidget(self._sentence)
        self.column.addWidget(self._toggle, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._sums)

    def show_way(self, weighed: Weighed, key: str) -> None:
        result = weighed.weighing.result(key)
        self._toggle.setVisible(result is not None)
        if result is None:
            self._sums.hide()
            self._sentence.setText(tr("Choose a way, by a click or the arrow keys, to see what it comes to."))
            return
        self._sentence.setText(way_words.sentence(result, weighed.assessment, self._words))
        if not self._sums.isHidden():
            self._fill(way_words.sum_lines(result, weighed.assessment, self._words))
        else:
            self._shown = way_words.sum_lines(result, weighed.assessment, self._words)

    def _unfold(self) -> None:
        opening = self._sums.isHidden()
        if opening:
            self._fill(self._shown)
        self._sums.setVisible(opening)
        self._toggle.setText(tr("Hide the sums") if opening else tr("Show the sums"))

    def _fill(self, lines: way_words.Lines) -> None:
        """Set the lines, making labels only where more are needed: this happens while a slider moves."""
        self._shown = lines
        while self._lines.count() < 2 * len(lines):
            row = self._lines.count() // 2
            self._lines.addWidget(label("", "soft", wrap=True), row, 0)
            self._lines.addWidget(label("", "soft"), row, 1, Qt.AlignmentFlag.AlignRight)
        for place in range(self._lines.count()):
            item, (row, side) = self._lines.itemAt(place), divmod(place, 2)
            widget = item.widget() if item else None
            assert isinstance(widget, QLabel)
            widget.setVisible(row < len(lines))
            widget.setText(lines[row][side] if row < len(lines) else "")


class Cautions(QWidget):
    """What stands above every sum, each with what to do."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[Caution, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setObjectName("weigh.cautions")
        self.hide()

    def show_cautions(self, cautions: tuple[Caution, ...]) -> None:
        if cautions == self._shown:
            return
        self._shown = cautions
        empty(self._column)
        for caution in cautions:
            title = label(self._words.say(caution.title), "strong", wrap=True)
            what_to_do = label(self._words.say(caution.what_to_do), wrap=True, name=f"caution.{caution.key}")
            self._column.addWidget(Card(title, what_to_do, look="attention", margin=16, spacing=4))
        self.setVisible(bool(cautions))


class FiguresCard(Card):
    """At most four figures, each with its meaning."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._figures = [(label("", "figure"), label("", "soft", wrap=True)) for _ in range(4)]
        holder = QWidget()
        holder.setProperty("look", "clear")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder, 12)
        self._blocks: list[Card] = []
        for figure, meaning in self._figures:
            block = Card(figure, meaning, look="clear", margin=4, spacing=2)
            block.setFixedWidth(156)
            self._blocks.append(block)
            flow.addWidget(block)
        self.column.addWidget(holder)

    def show_weighed(self, weighed: Weighed) -> None:
        found = self._found(weighed)
        for place, (block, (figure, meaning)) in enumerate(zip(self._blocks, self._figures, strict=True)):
            block.setVisible(place < len(found))
            if place < len(found):
                figure.setText(found[place][0])
                meaning.setText(found[place][1])

    def _found(self, weighed: Weighed) -> list[tuple[str, str]]:
        a, weighing, words = weighed.assessment, weighed.weighing, self._words
        found = []
        if a.money_known:
            worth = weighing.value_if_they_stay
            said = tr("what their work brings you over %n year(s)", a.years)
            costs = tr("over %n year(s): they cost you more than they bring", a.years)
            found.append((words.signed(worth).lstrip("+"), costs if worth < 0 else said))
        if a.revenue_share is not None:
            found.append((words.percent(a.revenue_share), tr("of your yearly revenue")))
        parts = {Part.NONE: tr("None"), Part.SOME: tr("Some"), Part.MOSTLY: tr("Most")}
        found.append((parts[a.part], tr("of it was ours")))
        if weighing.fairness is not None:
            found.append((words.percent(weighing.fairness), tr("of what the mistake costs them is met")))
        return found


class WhyCard(Card):
    """What would change the answer, and which guesses matter most."""

    def __init__(self, words: Wording) -> None:
        super().__init__(spacing=6)
        self._words = words
        self._change = [label("", wrap=True) for _ in range(4)]
        self._matter = [label("", wrap=True) for _ in range(MATTER_MOST)]
        self._change_title = label(tr("What would change it"), "strong")
        self._matter_title = label(tr("What matters most"), "strong")
        self.setObjectName("weigh.why")
        for widget in (self._change_title, *self._change, self._matter_title, *self._matter):
            self.column.addWidget(widget)

    def show_weighed(self, weighed: Weighed) -> None:
        change = [way_words.say(said, self._words) for said in weighed.advice.would_change]
        self._fill(self._change_title, self._change, change)
        swings = [swing for swing in weighed.weighing.swings[:MATTER_MOST] if round(swing.size)]
        self._fill(self._matter_title, self._matter, [self._swing(swing) for swing in swings])
        self.setVisible(bool(change or swings))

    def _swing(self, swing: Swing) -> str:
        title, about = way_words.say(swing.title, self._words), self._words.money(swing.size, rounded=True)
        if swing.flips:
            return tr("{guess}: moves it by about {sum}, enough to change the answer", guess=title, sum=about)
        return tr("{guess}: moves it by about {sum}", guess=title, sum=about)

    @staticmethod
    def _fill(title: QWidget, labels: list[QLabel], texts: list[str]) -> None:
        title.setVisible(bool(texts))
        for place, line in enumerate(labels):
            line.setVisible(place < len(texts))
            line.setText(texts[place] if place < len(texts) else "")
