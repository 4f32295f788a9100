"""The few figures below the board, each with its meaning: what they are worth, the fit, our part, fairness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from clientcare.decision.assessment import Part
from clientcare.records import Fit
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.figure import Figure
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card
from clientcare.ui.wording import tr

NAMES = ("worth", "share", "fit", "part", "fairness")
PARTS = {Part.NONE: mark("None"), Part.SOME: mark("Some"), Part.MOSTLY: mark("Most")}
GAP, NARROWEST, WIDEST = 4, 112, 190  # px between figures, and how wide one is
Found = tuple[str, str, str]  # name, figure, meaning


class FiguresCard(Card):
    """Each figure explains itself when it is pressed: `wanted(name)`."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=12)
        self._words = desk.words
        self._weighed: Weighed | None = None
        self._fit: Fit | None = None
        self._answers: Mapping[str, Any] = {}
        self._figures = {name: Figure(desk.theme, f"figure.{name}") for name in NAMES}
        for name, figure in self._figures.items():
            figure.clicked.connect(partial(self._pressed, name))
        self.column.addWidget(Flow(*self._figures.values(), spacing=GAP))

    def _pressed(self, name: str, _: bool = False) -> None:
        self.wanted.emit(name)

    def show_answers(self, answers: Mapping[str, Any]) -> None:
        """Take the owner's own words: what the mistake costs them, what our part was."""
        self._answers = answers
        self._show()

    def show_fit(self, fit: Fit) -> None:
        self._fit = fit
        self._show()

    def show_weighed(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self._show()

    def _show(self) -> None:
        if self._weighed is None:
            return
        found = {name: (figure, meaning) for name, figure, meaning in self._found(self._weighed)}
        for name, figure in self._figures.items():
            figure.setVisible(name in found)
            if name in found:
                figure.show_figure(*found[name])
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Side by side as long as each figure fits on one line, else on two or three lines of one width."""
        shown = [figure for figure in self._figures.values() if not figure.isHidden()]
        margins = self.column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2
        least = max([NARROWEST, *(figure.least_width() for figure in shown)])
        beside = min(max(1, (room + GAP) // (least + GAP)), len(shown) or 1)
        lines = -(-len(shown) // beside)
        if lines == 1 and not all(figure.fits(self._width_of(room, beside, least)) for figure in shown):
            lines = 2  # the owner's own words need more room
        beside = -(-len(shown) // lines) if lines else 1  # three and two rather than four and one
        for figure in shown:
            figure.take_width(self._width_of(room, beside, least))

    def _width_of(self, room: int, beside: int, least: int) -> int:
        return max(least, min((room + GAP) // beside - GAP, WIDEST))

    def _found(self, weighed: Weighed) -> Iterator[Found]:
        a = weighed.assessment
        if a.money_known:
            yield self._worth(weighed)
        if a.revenue_share is not None:
            yield "share", self._words.percent(a.revenue_share), tr("of your yearly revenue")
        if self._fit is not None and self._fit.marks:
            values = {"having": self._fit.having, "total": len(self._fit.traits)}
            yield "fit", tr("{having} of {total}", **values), tr("right-client traits")
        note = _in_a_line(self._answers.get("part_note"))
        yield "part", tr(PARTS[a.part]), tr("of it was ours: {note}", note=note) if note else tr("of it was ours")
        yield from self._fairness(weighed)

    def _worth(self, weighed: Weighed) -> Found:
        worth, years = weighed.weighing.value_if_they_stay, weighed.assessment.years
        if worth < 0:
            kindly = tr("over %n year(s): this work costs you more than it brings", years)
            return "worth", self._words.whole_money(worth), kindly
        meaning = tr("their work over %n year(s)", years)
        if (left := weighed.weighing.value_after_refill) < worth:
            own = self._words.whole_money(left)
            meaning = tr("their work over %n year(s); {sum} of it other work would not bring", years, sum=own)
        return "worth", self._words.whole_money(worth), meaning

    def _fairness(self, weighed: Weighed) -> Iterator[Found]:
        """What the leading way gives them over what the mistake costs them; words stay words."""
        cost, in_words = weighed.assessment.mistake_cost, _in_a_line(self._answers.get("mistake_words"))
        fairness, gives = weighed.weighing.fairness, weighed.weighing.leader.gives
        if fairness is None or cost is None:
            if in_words and round(gives) > 0:
                yield "fairness", self._words.money(round(gives)), tr("is what they get, for: {words}", words=in_words)
            return
        values = {"gives": self._words.money(round(gives)), "cost": self._words.money(round(cost.likely))}
        if in_words:
            meaning = tr("of what the mistake costs them: {gives} for {cost}, and {words}", **values, words=in_words)
        else:
            meaning = tr("of what the mistake costs them: {gives} for {cost}", **values)
        yield "fairness", self._words.percent(fairness), meaning


def _in_a_line(text: object) -> str:
    """The owner's words on one line, as the end of a sentence."""
    return " ".join(str(text or "").split()).rstrip(".")
