"""The rows of the ways out: each with its letter, what it means here, and whatever rule stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare.decision.assessment import Assessment
from clientcare.letters import kinds
from clientcare.letters.needs import MOST_OFFERS
from clientcare.records import OfferRow
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import offer_words
from clientcare.ui.steps.weighing.offer_fields import Sum
from clientcare.ui.widgets.choice import WrappedCheck
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, label, row
from clientcare.ui.wording import Wording, as_sentence, tr


class WayRow(Card):
    """One way out. `key` names it among the controls, `kind` is the kind of way its letter follows from."""

    def __init__(self, key: str, kind: str, title: str) -> None:
        super().__init__(margin=16, spacing=4)
        self.key = key
        self.setObjectName(f"ways.{key}")
        self._line = label("", wrap=True, name=f"ways.{key}.line")
        self._note = label("", "trouble", wrap=True, name=f"ways.{key}.note")
        head = row(label(title, "strong", wrap=True), label(_letter(kind), "soft", name=f"ways.{key}.letter"))
        head.setStretch(0, 1)
        self._line.setMinimumWidth(80)  # an offer's name may be one word without end
        self.column.addLayout(head)
        self.column.addWidget(self._line)
        self.column.addWidget(self._note)
        self._note.hide()

    def say(self, line: str, note: str = "") -> None:
        """What the way means here, and what stands against it."""
        self._line.setText(line)
        self._note.setText(as_sentence(note))
        self._note.setVisible(bool(note))


def _letter(kind: str) -> str:
    title = tr(kinds.kind(kinds.letter_kind_for(kind)).title)
    if kind == "settle_part":
        return tr("Letter: {kind}, later {other}", kind=title, other=tr(kinds.kind(kinds.letter_kind_for("part")).title))
    return tr("Letter: {kind}", kind=title)


class RepaidRow(WayRow):
    """A way that ends it, with the sum that goes back to them. `repaid(key, sum or None)`: None is what is owed."""

    repaid = Signal(str, object)

    def __init__(self, key: str, title: str, words: Wording) -> None:
        super().__init__(key, key, title)
        self._words = words
        self.sum = Sum(words.locale, f"ways.cost.{key}", words.currency)
        self.sum.edited.connect(lambda value: self.repaid.emit(f"cost.{key}", None if value is None else float(value)))
        self._asked = label("")
        self._usual = label("", "soft", wrap=True, name=f"ways.cost.{key}.usual")
        self._asked.setBuddy(self.sum)
        self.money = QWidget()
        self.money.setProperty("look", "clear")
        line = QHBoxLayout(self.money)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(12)
        for part in (self._asked, self.sum):
            line.addWidget(part)
        line.addWidget(self._usual, 1)
        self.column.addWidget(self.money)

    def show_repaid(self, assessment: Assessment, guesses: Mapping[str, Any], typing: set[str]) -> None:
        """The sum as it was set; while it was not, what is owed stands in its place."""
        asked = tr("You repay") if assessment.we_hold else tr("You take off the bill")
        self._asked.setText(asked)
        self.sum.setAccessibleName(asked)
        self.sum.setPlaceholderText(self._words.money(assessment.owed))
        self.sum.setToolTip(tr("Left empty, it is what you said you owe."))
        name = f"cost.{self.key}"
        if name not in typing:
            self.sum.set_value((guesses.get(name) or {}).get("value"))
        self._usual.setText("" if self.sum.text() else tr("what you said you owe"))


class ReferRow(RepaidRow):
    """Sending them to somebody who can: only for a need that is not ours to meet. `answered(name, value)`."""

    answered = Signal(str, object)
    providers_wanted = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__("refer", tr("Refer them elsewhere"), words)
        self.unmet = WrappedCheck(tr("It needs something we cannot offer"))
        self.unmet.setObjectName("ways.need_unmet")
        self.need = LineField("ways.what_it_needs", tr("What it needs"), tr("A same-day repair, a matt glaze, …"))
        self._add = button(tr("Add a firm under Referrals"), self.providers_wanted.emit, "plain", "ways.providers")
        self.unmet.clicked.connect(lambda ticked: self.answered.emit("need_unmet", ticked))
        self.need.edited.connect(lambda text: self.answered.emit("need", text))
        self.column.removeWidget(self.money)
        self.column.addWidget(self.unmet, alignment=Qt.AlignmentFlag.AlignLeft)  # only the words can be pressed
        self.column.addWidget(self.need)
        self.column.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.money)

    def show_answers(self, answers: Mapping[str, Any], typing: set[str]) -> None:
        if "need_unmet" not in typing:
            self.unmet.setChecked(bool(answers.get("need_unmet")))
        if "need" not in typing:
            self.need.set_value(answers.get("need"))

    def show_open(self, assessment: Assessment) -> None:
        """Whether referring may be offered at all, and what is still missing for it."""
        threats, bill, ticked = "threats" in assessment.triage, not assessment.we_hold, self.unmet.isChecked()
        closed = threats or bill
        for part in (self.unmet, self.need, self._add, self.money):
            part.setVisible(not closed and (ticked or part is self.unmet))
        self._add.setVisible(not closed and ticked and not assessment.has_provider)
        self.money.setVisible(not closed and ticked and assessment.has_provider)
        if threats:
            self.say(tr("Not a way out of threats or abuse. Would you send a friend this client?"))
        elif bill:
            self.say(tr("Not a way out of an unpaid bill. Would you send a friend this client?"))
        elif ticked and assessment.has_provider:
            self.say(tr("They go where they are better served. You name up to three firms, and any tie you have with them."))
        elif ticked:
            self.say(tr("Who could? Add a firm you would send a friend to, and this becomes a way out."))
        else:
            self.say(tr("Only where they need something you do not do, and you know who does."))


class OffersCard(WayRow):
    """The compromises, up to four: add, change, remove, or have a first one suggested."""

    offer_wanted = Signal(object)  # an OfferRow to change, or None for a new one
    offer_dropped = Signal(int)
    suggestion_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("offers", "compromise", tr("Meet them part of the way"))
        self._desk = desk
        self._shown: tuple[Any, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._add = button(tr("Add a way to meet them"), partial(self.offer_wanted.emit, None), name="ways.add_offer")
        self._suggest = button(tr("Suggest one"), self.suggestion_wanted.emit, "plain", "ways.suggest")
        self.column.addLayout(self._rows)
        self.column.addLayout(row(self._add, self._suggest, None))

    def show_offers(self, offers: Sequence[OfferRow], notes: Mapping[int, str], can_suggest: bool) -> None:
        """`notes`: by offer id, what stands against it."""
        self._suggest.setVisible(can_suggest and not offers)
        self._add.setEnabled(len(offers) < MOST_OFFERS)
        self._add.setToolTip("" if self._add.isEnabled() else tr("Four are enough: too many choices help nobody."))
        empty_yet = tr("Nothing here yet: some money back, the work done again, something they would value more.")
        self.say(tr("Part of what they ask, or something they value more than it costs you.") if offers else empty_yet)
        shown = (*offers, *sorted(notes.items()))
        if shown != self._shown:  # made anew only when something else is to be read: a row may hold the focus
            self._shown = shown
            empty(self._rows)
            for offer in offers:
                self._rows.addWidget(self._row(offer, notes.get(offer.id, "")))

    def _row(self, offer: OfferRow, note: str) -> QWidget:
        title = ElidedLabel(offer.title, "strong")
        change = button(tr("Change"), partial(self.offer_wanted.emit, offer), "plain", f"ways.offer.{offer.id}.change")
        remove = button(tr("Remove"), partial(self.offer_dropped.emit, offer.id), "plain", f"ways.offer.{offer.id}.remove")
        remove.clicked.connect(lambda: remove.setEnabled(False))  # once; it goes with the next reading
        change.setAccessibleName(tr("Change: {offer}", offer=title.text()))
        remove.setAccessibleName(tr("Remove: {offer}", offer=title.text()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(label(offer_words.facts(offer, self._desk.words), "soft", wrap=True))
        if note:
            words.addWidget(label(as_sentence(note), "trouble", wrap=True, name=f"ways.offer.{offer.id}.note"))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addLayout(words, 1)
        for control in (change, remove):
            line.addWidget(control)
        made = Card(look="wash", margin=12)
        made.column.addLayout(line)
        return made
