"""What a client means to the business: paid, share, worth over the years, and the guesses these rest on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from clientcare.decision.client_value import RETENTION
from clientcare.records import ClientDetail
from clientcare.ui.clients.share_bar import ShareBar
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import NumberField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, ElidedLabel, label
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.wording import tr

LEAST_MARGIN = -100


class FiguresCard(Card):
    """Three figures, the share as a bar, and one kind sentence; below them the guesses they rest on, kept by `form`."""

    def __init__(self, desk: Desk, form: SavedForm) -> None:
        super().__init__(label(tr("What they mean to your business"), "heading", wrap=True), spacing=12)
        self._words, self._form = desk.words, form
        self._figures = [(ElidedLabel("", "figure"), label("", "soft", wrap=True)) for _ in range(3)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for place, (figure, text) in enumerate(self._figures):
            grid.addWidget(figure, 0, place)
            grid.addWidget(text, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)
        self.share = ShareBar(desk.theme, desk.words)
        self.column.addWidget(self.share)
        self._kindly = label("", "soft", wrap=True, name="client.worth")
        self.column.addWidget(self._kindly)
        self._add_guesses()

    def _add_guesses(self) -> None:
        margin_why = tr("After its costs, in percent. Empty: as in your settings.")
        self._ask("margin", tr("What is left of each sale"), margin_why, LEAST_MARGIN, "%")
        self._ask("hours_beyond", tr("Hours they take beyond the job"), tr("Calls, changes, worries; in a year."))
        self._ask("retention", tr("Chance they come back"), tr("In any one year, in percent. A guess is fine."), 0, "%")
        self._ask("clients_sent", tr("Clients they send you"), tr("In a year. One every other year is 0.5."))

    def _ask(self, name: str, title: str, why: str, least: int = 0, unit: str = "") -> None:
        field = NumberField(self._words.locale, f"client.{name}", title, unit, least)
        field.setFixedWidth(96)
        labelled = Labelled(title, field, why, beside=True)
        self.column.addWidget(self._form.add(name, labelled, share=unit == "%"))

    def show_client(self, client: ClientDetail) -> None:
        words, share, worth = self._words, client.revenue_share, client.worth
        said = (
            (words.money(client.yearly_revenue), tr("paid in the last 12 months")),
            (words.percent(share) if share is not None else "–", tr("of your yearly revenue")),
            (words.money(worth, rounded=True) if worth is not None and worth >= 0 else "–", tr("worth over the years")),
        )
        for (figure, text), (number, meaning) in zip(self._figures, said, strict=True):
            figure.setText(number)
            text.setText(meaning)
        self.share.show_share(share)
        self._kindly.setText(self._sentence(client))

    def _sentence(self, client: ClientDetail) -> str:
        much = tr("More than a quarter of a year rests on them: one more good client makes you freer.")
        return " ".join((self._of_worth(client), *((much,) if self.share.much else ())))

    def _of_worth(self, client: ClientDetail) -> str:
        if client.worth is None:
            return tr("Add what they paid, and you see what is at stake with them.")
        if client.worth < 0:
            cost = self._words.money(-client.yearly_contribution, rounded=True)
            return tr(
                "They cost more than they bring, about {sum} a year. "
                "That is about time and prices, not about them as a person.",
                sum=cost,
            )
        left, noted = self._words.money(client.yearly_contribution, rounded=True), client.answers.get("retention")
        chance = self._words.percent(RETENTION if noted is None else noted)
        guess = tr("your own guess") if noted is not None else tr("a usual guess")
        return tr(
            "{sum} a year is left for you. What they are worth over the years rests on {guess}: "
            "that they come back with a chance of {chance} each year.",
            sum=left,
            guess=guess,
            chance=chance,
        )
