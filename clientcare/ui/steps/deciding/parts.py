"""The parts of the decision: the suggestion, the ways out to choose from, what goes into the letter, the prediction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from clientcare.decision.assessment import Mood
from clientcare.decision.rules import LEAVING, OFFERS
from clientcare.decision.weighing import WayResult
from clientcare.records import DisputeDetail, OfferRow
from clientcare.said import Said
from clientcare.ui.steps.listening.pause import can_rest, may_sleep, rests_until, tomorrow_morning
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.lever import Slider
from clientcare.ui.widgets.parts import Card, empty, label, row
from clientcare.ui.widgets.pick_row import PickRow
from clientcare.ui.wording import Wording, capital, tr

LOOK_BACK_DAYS = 90


class SuggestionCard(Card):
    """The recommendation in words."""

    def __init__(self, words: Wording) -> None:
        super().__init__(spacing=6)
        self._words = words
        self._headline = label("", "heading", wrap=True, name="decide.headline")
        self._explanation = label("", wrap=True, name="decide.explanation")
        self._calm = label("", "soft", wrap=True, name="decide.calm")
        for part in (self._headline, self._explanation, self._calm):
            self.column.addWidget(part)

    def show_weighed(self, weighed: Weighed, dispute: DisputeDetail) -> None:
        advice = weighed.advice
        self._headline.setText(way_words.say(advice.headline, self._words))
        self._explanation.setText(way_words.say(advice.explanation, self._words))
        said_above = any(caution.key == "anger" for caution in advice.cautions)
        calm = calming(dispute, self._words, said_above=said_above)
        self._calm.setText(calm)
        self._calm.setVisible(bool(calm))


def calming(dispute: DisputeDetail, words: Wording, *, said_above: bool) -> str:
    """Until when it rests, or may rest; "" for those who need not be told, or are told `said_above` with the cautions."""
    resting = rests_until(dispute)
    if resting is not None:
        return tr("This rests until {moment}. Your choice is kept; deciding now is fine, too.", moment=words.moment(resting))
    if dispute.answers.get("mood") != Mood.FURIOUS or said_above or not can_rest(dispute):
        return ""
    if not may_sleep(dispute):
        return tr("You said you are furious, and an answer cannot wait for tomorrow. Take a breath before you choose.")
    until = words.moment(tomorrow_morning())
    return tr("You said you are furious. Your choice is kept if you let it rest until {moment}.", moment=until)


class ReasonsCard(Card):
    """Why that is suggested, and what would change it."""

    def __init__(self, words: Wording) -> None:
        super().__init__(spacing=6)
        self._words = words
        self._reasons = [label("", wrap=True) for _ in range(4)]
        self._changes = [label("", "soft", wrap=True) for _ in range(4)]
        self._why, self._change = label(tr("Why we suggest it"), "heading"), label(tr("What would change it"), "strong")
        for part in (self._why, *self._reasons, self._change, *self._changes):
            self.column.addWidget(part)

    def show_weighed(self, weighed: Weighed) -> None:
        self._fill(self._why, self._reasons, weighed.advice.reasons)
        self._fill(self._change, self._changes, weighed.advice.would_change)
        self.setVisible(bool(weighed.advice.reasons or weighed.advice.would_change))

    def _fill(self, title: QWidget, lines: list[QLabel], texts: Sequence[Said]) -> None:
        title.setVisible(bool(texts))
        for place, line in enumerate(lines):
            line.setVisible(place < len(texts))
            line.setText(way_words.say(texts[place], self._words) if place < len(texts) else "")


class WaysCard(Card):
    """Every way out as a row to choose, the suggested one first. `chosen(key)` follows the owner's hand."""

    chosen = Signal(str)

    def __init__(self, words: Wording) -> None:
        super().__init__(spacing=8)
        self._words = words
        self._group = QButtonGroup(self)
        self._radios: dict[str, QRadioButton] = {}
        self._shown: list[tuple[str, ...]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addWidget(label(tr("What will you do?"), "heading"))
        self.column.addWidget(label(tr("You decide. Choosing against the suggestion is fine."), "soft", wrap=True))
        self.column.addLayout(self._rows)

    def show_weighed(self, weighed: Weighed, key: str) -> None:
        rows = [self._texts(result, weighed) for result in in_order(weighed)]
        if rows != self._shown:  # made anew only when something else is to be read: a row may hold the focus
            self._shown = rows
            empty(self._rows)
            self._radios = {}
            for texts in rows:
                self._rows.addWidget(self._row(*texts))
        if key in self._radios:
            self._radios[key].setChecked(True)

    def _texts(self, result: WayResult, weighed: Weighed) -> tuple[str, ...]:
        known = weighed.assessment.money_known
        said = way_words.difference(result, self._words) if known else ""
        suggested = tr("suggested") if result == weighed.weighing.leader else ""
        note = way_words.note(result, weighed.assessment)
        return result.way.key, way_words.say(result.way.label, self._words, longest=140), said, note, suggested

    def _row(self, key: str, title: str, soft: str, note: str, suggested: str) -> PickRow:
        radio = QRadioButton()
        radio.setObjectName(f"decide.way.{key}")
        self._group.addButton(radio)
        self._radios[key] = radio
        radio.toggled.connect(partial(self._toggled, key))
        return PickRow(radio, title, capital(soft), capital(note), suggested)

    def _toggled(self, key: str, checked: bool) -> None:
        if checked:
            self.chosen.emit(key)

    def focus_chosen(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.TabFocusReason)


def in_order(weighed: Weighed) -> list[WayResult]:
    """The suggested way first, then the others as the board ranks them."""
    leader = weighed.weighing.leader
    return [leader, *(result for result in weighed.weighing.results if result != leader)]


class LetterCard(Card):
    """Which compromises the letter lays out for the client, each with what is then owed. The chosen one always is."""

    edited = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__(spacing=8)
        self._words = words
        self._boxes: dict[int, QCheckBox] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addWidget(label(tr("What does the letter offer?"), "heading"))
        self.column.addWidget(label(tr("A choice of two or three is easier to say yes to than one."), "soft", wrap=True))
        self.column.addLayout(self._rows)

    def show_offers(self, offers: Sequence[OfferRow], ticked: Collection[int], chosen: int) -> None:
        empty(self._rows)
        self._boxes = {}
        for offer in offers:
            box = QCheckBox()
            box.setObjectName(f"decide.offer.{offer.id}")
            box.setChecked(offer.id == chosen or offer.id in ticked)
            box.setEnabled(offer.id != chosen)
            box.clicked.connect(lambda _: self.edited.emit())
            self._boxes[offer.id] = box
            self._rows.addWidget(PickRow(box, offer.title, then_owed(offer, self._words)))

    def ticked(self) -> tuple[int, ...]:
        return tuple(id for id, box in self._boxes.items() if box.isChecked())


def then_owed(offer: OfferRow, words: Wording) -> str:
    """What is still owed once the client has said yes to this."""
    if offer.owed_from == "nobody" or not offer.owed:
        return tr("Then nothing more is owed.")
    owed = words.money(offer.owed)
    by = words.day(offer.owed_by) if offer.owed_by else ""
    if offer.owed_from == "us":
        return tr("Then you owe {sum} by {day}.", sum=owed, day=by) if by else tr("Then you owe {sum}.", sum=owed)
    return tr("Then they owe {sum} by {day}.", sum=owed, day=by) if by else tr("Then they owe {sum}.", sum=owed)


class PredictionCard(Card):
    """What the owner expects, when to look back at it, and why they chose so."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=8)
        asked = tr("How likely is it that they stay?")
        self._percent = label("", "strong", name="decide.stay.value")
        self.slider = Slider("decide.stay", asked)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.day = DayField("decide.look_back_on", tr("Look back on"), may_be_empty=False)
        self.why = LineField("decide.why", tr("Why, in a line (only for you)"), tr("Her brother sends us two jobs a year"))
        self._asked = label(asked, wrap=True)
        asked_and_said = row(self._asked, self._percent)
        asked_and_said.setStretch(0, 1)
        self.column.addLayout(asked_and_said)
        self.column.addWidget(self.slider)
        self.column.addWidget(label(tr("Look back on"), wrap=True))
        self.column.addWidget(self.day)
        why = tr("That day you see what you expected and what came. It sharpens your eye.")
        self.column.addWidget(label(why, "soft", wrap=True))
        self.column.addWidget(label(tr("Why, in a line (only for you)"), wrap=True))
        self.column.addWidget(self.why)
        self.day.set_value(date.today() + timedelta(days=LOOK_BACK_DAYS))
        self.slider.valueChanged.connect(self._slid)
        for field in (self.day, self.why):
            field.edited.connect(lambda _: self.edited.emit())

    def preset(self, result: WayResult, percent: int | None) -> None:
        """Show what the weighing expects of this way, or what the owner said of it before."""
        for part in (self._asked, self._percent, self.slider):
            part.setHidden(result.way.kind in LEAVING)
        self.slider.blockSignals(True)
        self.slider.setValue(round(result.stay * 100) if percent is None else percent)
        self.slider.blockSignals(False)
        self._say()

    def _slid(self, _: int) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        said = tr("{share} %", share=self.slider.value())
        self._percent.setText(said)
        self.slider.setAccessibleDescription(said)


def is_offer(result: WayResult) -> bool:
    return result.way.kind in OFFERS


def quiet_sentence() -> QWidget:
    return label(tr("You may never hear “you were right”. You don't need it."), "soft", wrap=True)
