"""What a client paid in the last year beside the year before: a sentence, the months as bars, one of them in words."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import PaymentYears
from clientcare.ui.clients.years_chart import YearsChart
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import Wording, tr


class TwoYears(QWidget):
    """Takes no room while nothing was paid in either year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words = desk.words
        self._trend = label("", wrap=True, name="client.payments.trend")
        self._chart = YearsChart(desk.theme, desk.words)
        self._month = label("", "soft", wrap=True, name="client.payments.month")
        self._chart.chosen.connect(self._say_month)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._trend, self._chart, self._month):
            column.addWidget(part)
        self.hide()

    def show_years(self, years: PaymentYears) -> None:
        said = in_words(years, self._words)
        drawn = any(now or before for _, now, before in years.months)
        self._trend.setText(said)
        self._chart.show_months(years.months)
        self._trend.setVisible(bool(said))
        self._chart.setVisible(drawn)
        self._month.setVisible(drawn)
        self._say_month("")
        self.setVisible(bool(said) or drawn)

    def _say_month(self, _: str) -> None:
        self._month.setText(self._chart.sentence or tr("Month by month, beside the same month a year before in grey."))


def in_words(years: PaymentYears, words: Wording) -> str:
    """How the last twelve months compare with the twelve before; "" where there is nothing to say."""
    now, before = years.now, years.before
    sums = {"now": words.money(now), "before": words.money(before)}
    if not now and not before:
        return ""
    if not before:
        return tr("{now} in the last 12 months, nothing in the 12 before.", **sums)
    if not now:
        return tr("Nothing in the last 12 months, {before} in the 12 before.", **sums)
    if now <= 0 or before <= 0:
        return tr("{now} in the last 12 months, {before} in the 12 before.", **sums)
    share = now / before - 1
    if abs(share) < Decimal("0.005"):
        return tr("{now} in the last 12 months, as much as in the 12 before.", **sums)
    if share >= 1:
        return tr("{now} in the last 12 months, much more than the {before} of the 12 before.", **sums)
    percent = words.percent(abs(float(share)))
    if share > 0:
        return tr("{now} in the last 12 months, {percent} more than the {before} of the 12 before.", percent=percent, **sums)
    return tr("{now} in the last 12 months, {percent} less than the {before} of the 12 before.", percent=percent, **sums)
