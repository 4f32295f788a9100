"""Room to agree: the strip from nothing to what they ask, and its sentence."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.widgets.room import RoomStrip
from clientcare.ui.wording import tr


class RoomCard(Card):
    """Hidden where no money is asked. `wanted(name)`: a sum on the strip was looked at."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=6)
        self._words = desk.words
        self.strip = RoomStrip(desk.theme, desk.words)
        self.strip.chosen.connect(self.wanted)
        self._sentence = label("", wrap=True, name="weigh.room")
        dots = tr("Dots: what each of your ways to meet them is worth to them.")
        self._legend = label(dots, "soft", wrap=True)
        for part in (self._sentence, self.strip, self._legend):
            self.column.addWidget(part)

    def show_weighed(self, weighed: Weighed) -> None:
        room, said, a = weighed.weighing.room, weighed.advice.room, weighed.assessment
        self.setVisible(room is not None and said is not None)
        if room is None or said is None:
            return
        agree = bool(said.values)  # without sums it says that money alone will not do
        found = way_words.points(weighed.weighing, a, room, agree, self._words)
        self.strip.show_points(found, a.ask, (room.least, room.most) if agree else None)
        self._sentence.setText(way_words.say(said, self._words))
        self._legend.setVisible(any(point.key.startswith("way:") for point in found))
