"""What would change the answer: which guesses matter most, painted, and where another way would take the lead, in words."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.widgets.tornado import Tornado
from clientcare.ui.wording import tr

MOST_CHANGES = 4


class WhyCard(Card):
    """`wanted(key)`: a guess was pressed, to be found among the sliders."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=6)
        self._words = desk.words
        self.setObjectName("weigh.why")
        self._change_title = label(tr("What would change it"), "strong")
        self._change = [label("", wrap=True) for _ in range(MOST_CHANGES)]
        self._matter_title = label(tr("What matters most"), "strong")
        self.tornado = Tornado(desk.theme, desk.words)
        self.tornado.pressed.connect(self.wanted)
        self._legend = label("", "soft", wrap=True)
        for widget in (self._matter_title, self.tornado, self._legend, self._change_title, *self._change):
            self.column.addWidget(widget)

    def show_weighed(self, weighed: Weighed) -> None:
        weighing, known = weighed.weighing, weighed.assessment.money_known
        spreads = way_words.spreads(weighing, weighed.assessment, self._words) if known else []
        self.tornado.show_spreads(spreads, weighing.swings[0].likely if spreads else 0.0)
        alone = sum(result.may_lead for result in weighing.results) < 2
        self._legend.setText(_alone() if alone else _legend())
        for part in (self._matter_title, self.tornado, self._legend):
            part.setVisible(bool(spreads))
        for place, line in enumerate(self._change):
            found = weighed.advice.would_change[place : place + 1]
            line.setText(way_words.say(found[0], self._words) if found else "")
            line.setVisible(bool(found))


def _legend() -> str:
    bars = tr("Each bar: how far the leading way is ahead, from a guess’s low end to its high end.")
    return bars + " " + tr("Upright line: as it stands now. Below nought another way leads. Press a guess to find its slider.")


def _alone() -> str:
    bars = tr("Each bar: what the only fair way comes to, from a guess’s low end to its high end.")
    return bars + " " + tr("Press a guess to find its slider.")
