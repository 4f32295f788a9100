"""Beside the questions about what a client brings: the sum built up, the staircase over the years, the total in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clientcare import services
from clientcare.decision.assessment import Assessment
from clientcare.decision.money_words import feels_like
from clientcare.records import Known
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing.following import Following
from clientcare.ui.steps.weighing.worth import BUILT_FROM, GUESSED, Worth, number, reckon
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.widgets.staircase import Staircase
from clientcare.ui.wording import Wording, tr

AHEAD = (("3", mark("3 years")), ("5", mark("5 years")), ("10", mark("10 years")))
FOLLOWED = (*BUILT_FROM, *GUESSED, "years")


class WorthCard(Following):
    """The worth, anew at every answer it rests on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sum = _Sum()
        self.stairs = Staircase(desk.theme, desk.words)
        self._said = label("", "soft", wrap=True, name="worth.year")
        self._sent = label("", "soft", wrap=True, name="worth.sent")
        self._total = label("", "strong", wrap=True, name="worth.total")
        self._felt = label("", "soft", wrap=True, name="worth.felt")
        self._origin = label("", "soft", wrap=True, name="worth.origin")
        self._ahead = OneAlways(AHEAD, "worth.years", tr("Look ahead"), small=True)
        self._card = self._build()
        self._chosen: int | None = None  # how far, while that is not in the file
        self._card.hide()  # until there is something to show
        self._ahead.edited.connect(self._look_ahead)
        self.stairs.chosen.connect(lambda _: self._say_year())

    def _build(self) -> Card:
        card = Card(label(tr("What they are worth to you"), "heading", wrap=True), margin=24, spacing=10)
        for part in (self._total, self._felt, self._sum, self.stairs, self._said):
            card.column.addWidget(part)
        card.column.addWidget(label(tr("Look ahead"), "soft"))
        card.column.addWidget(self._ahead)
        for part in (self._sent, self._origin):
            card.column.addWidget(part)
        self.column.addWidget(card)
        return card

    # -- what is known and typed

    @staticmethod
    def read(session: Any, id: int) -> tuple[Assessment, Known]:
        return services.decisions.assessment(session, id), services.known.about(session, id)

    def answer(self, name: str, value: object) -> None:
        if name in FOLLOWED:
            super().answer(name, value)

    def _look_ahead(self, years: object) -> None:
        id, ahead = self._id, int(str(years))
        self.answer("years", ahead)
        self._chosen, save = ahead, self.desk.jobs.fingers.save
        key = ("answer", id, "assessment", "years")
        save(key, lambda session: services.decisions.answer(session, id, years=ahead), self._looked_ahead)

    def _looked_ahead(self, _: object) -> None:
        self._chosen = None

    # -- showing

    def work_out(self, base: tuple[Assessment, Known]) -> None:
        assessment, known = base
        try:
            worth = reckon(assessment, known, self.answers, self.typed.keys())
        except ValueError:
            return  # said beside the question; what stood here before still holds
        words = self.desk.words
        self._sum.show_worth(worth, words)
        self.stairs.show_stairs(worth.stairs)
        self._total.setText(_total(worth, words))
        counts = worth.contribution >= 0 and round(worth.total) > 0
        felt = feels_like(worth.total, worth.hour_worth) if counts else None
        _say(self._felt, tr("That is {felt}.", felt=words.say(felt)) if felt is not None else "")
        _say(self._sent, _sent(worth, words))
        self._origin.setText(self._from_where(worth, known))
        self._ahead.set_value(str(self._chosen or worth.years))
        self._say_year()
        self._card.show()

    def _say_year(self) -> None:
        bars = tr("Filled: what only they bring, pale the years before. Dashed: what other work would bring.")
        fewer = tr("Each step is one year. Arrow keys read them.")
        dashed = any(step.stair.other_work > 0 for step in self.stairs.steps)
        self._said.setText(self.stairs.sentence or (bars if dashed else fewer))

    def _from_where(self, worth: Worth, known: Known) -> str:
        chance = self.desk.words.percent(worth.retention)
        if number(self.answers.get("retention")) is not None:
            return tr("Chance that they come back each year: {chance}, your own guess.", chance=chance)
        origin = self.desk.words.say(known.defaults["retention"].origin)
        return " ".join((tr("Chance that they come back each year: {chance}.", chance=chance), origin))


class _Sum(QWidget):
    """The year's sum, a line each: what is left of the sales, less the hours beyond, is what is left for you."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._lines = [self._line(name, look) for name, look in (("sales", "soft"), ("time", "soft"), ("left", "strong"))]

    def _line(self, name: str, look: str) -> tuple[Any, Any]:
        place = self._grid.rowCount()
        made = label("", look, wrap=True, name=f"worth.{name}"), label("", look, name=f"worth.{name}.sum")
        self._grid.addWidget(made[0], place, 0)
        self._grid.addWidget(made[1], place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return made

    def show_worth(self, worth: Worth, words: Wording) -> None:
        left = tr("Left for you in a year")
        if worth.sales is None or worth.time is None:
            said = [(tr("As you set it on the board"), ""), ("", ""), (left, words.whole_money(worth.contribution))]
        else:
            sales = tr("{revenue} a year, {share} of it left", **_sales(worth, words))
            time = tr("{hours} h beyond the job, at {sum}", hours=words.count(worth.hours), sum=words.money(worth.hour_worth))
            said = [
                (sales, words.whole_money(worth.sales)),
                (time if worth.hours else "", words.whole_money(worth.time) if worth.hours else ""),
                (left, words.whole_money(worth.contribution)),
            ]
        for (title, figure), (text, amount) in zip(self._lines, said, strict=True):
            _say(title, text)
            _say(figure, amount)


def _sales(worth: Worth, words: Wording) -> dict[str, str]:
    return {"revenue": words.whole_money(worth.revenue), "share": words.percent(worth.margin)}


def _total(worth: Worth, words: Wording) -> str:
    """The whole in words an owner could show the client one day."""
    if worth.contribution < 0:
        cost = words.money(round(-worth.contribution))
        return tr(
            "Working for them costs you more than it brings, about {sum} a year. "
            "That is about time and prices, not about them as a person.",
            sum=cost,
        )
    total = words.money(abs(round(worth.total)))
    if round(worth.total) <= 0:
        return tr("Other work would bring you the same. What you lose with them is not money.")
    return tr(
        "Their work is worth about {sum} to you over %n year(s), beyond what other work would bring.", worth.years, sum=total
    )


def _sent(worth: Worth, words: Wording) -> str:
    if not worth.sent_clients:
        return ""
    about = words.money(abs(round(worth.sent)))
    clients = words.count(worth.sent_clients)
    more = tr("In it are about {sum} for the clients they send you, {clients} a year.", clients=clients, sum=about)
    less = tr("The clients they send you, {clients} a year, make up for about {sum} of it.", clients=clients, sum=about)
    return less if worth.contribution < 0 else more


def _say(shown: Any, text: str) -> None:
    shown.setText(text)
    shown.setVisible(bool(text))
