"""What is at stake: every guess on a slider, the ways to meet them, and the need that is not ours to meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from clientcare.decision.levers import Lever
from clientcare.letters.needs import MOST_OFFERS
from clientcare.records import Known, OfferRow
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import offer_words, way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.widgets.choice import WrappedCheck
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.lever import LeverRow
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, label, rule, scroller
from clientcare.ui.wording import tr

SHOWN = 7  # sliders, before the rest is unfolded
LONGEST_TITLE = 60  # letters of an offer's name in a title


class StakesCard(Card):
    """Scrolls by itself. What the owner does in it is told by signals; nothing is written here."""

    moved = Signal(str, float)
    judged = Signal(str, str)
    usual = Signal(str)
    answered = Signal(str, object)
    offer_wanted = Signal(object)  # an OfferRow to change, or None for a new one
    offer_dropped = Signal(int)
    suggestions_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=0)
        self._desk = desk
        self._rows: dict[str, LeverRow] = {}
        self._bring = QTimer(self, singleShot=True, interval=0)
        self._bring.timeout.connect(self._bring_focused)
        self._known: Known | None = None
        self._touched: set[str] = set()
        self._aside = ""
        self._first, self._rest = _column(6), _column(6)
        self._offers = _column(8)
        self._more = button(tr("More guesses"), self._unfold, "plain", "weigh.more_guesses")
        self._rest_holder = _holder(self._rest)
        self._rest_holder.hide()
        self.column.setContentsMargins(1, 8, 1, 8)
        self._area = self._scrolled()
        self.column.addWidget(self._area)

    def _scrolled(self) -> QScrollArea:
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(19, 8, 13, 12)
        column.setSpacing(8)
        column.addWidget(label(tr("What is at stake?"), "heading"))
        column.addWidget(label(tr("Best guesses are fine. Drag one and watch."), "soft", wrap=True))
        column.addLayout(self._first)
        column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rest_holder)
        column.addWidget(rule())
        self._build_offers(column)
        column.addWidget(rule())
        self._build_need(column)
        column.addStretch(1)
        return area

    def _build_offers(self, column: QVBoxLayout) -> None:
        self._no_offers = label(
            tr("A way between all and nothing: some money back, the work done again, something they would value more."),
            "soft",
            wrap=True,
        )
        self._add = button(tr("Add a way to meet them"), partial(self.offer_wanted.emit, None), name="weigh.add_offer")
        self._suggest = button(tr("Suggest some"), self.suggestions_wanted.emit, "plain", "weigh.suggest_offers")
        column.addWidget(label(tr("Ways to meet them"), "strong"))
        column.addWidget(self._no_offers)
        column.addLayout(self._offers)
        for control in (self._add, self._suggest):
            column.addWidget(control, alignment=Qt.AlignmentFlag.AlignLeft)

    def _build_need(self, column: QVBoxLayout) -> None:
        self._unmet = WrappedCheck(tr("It needs something we cannot offer"))
        self._unmet.setObjectName("weigh.need_unmet")
        self._need = LineField("weigh.need", tr("What it needs"), tr("A same-day repair, a matt glaze, …"))
        hint = tr("Add a firm that can under Referrals, and sending them there becomes a way out.")
        self._no_provider = label(hint, "soft", wrap=True)
        self._referrals = button(tr("Open referrals"), lambda: self._desk.go("referrals"), "plain", "weigh.referrals")
        self._unmet.clicked.connect(self._ticked)
        self._need.edited.connect(partial(self.answered.emit, "need"))
        for control in (self._unmet, self._need, self._no_provider):
            column.addWidget(control)
        column.addWidget(self._referrals, alignment=Qt.AlignmentFlag.AlignLeft)
        self._has_provider = True
        self._show_need()

    # -- showing

    def show_answers(self, answers: Mapping[str, Any], typing: set[str]) -> None:
        """Show the tick and its line, except what is being typed."""
        if "need_unmet" not in typing:
            self._unmet.setChecked(bool(answers.get("need_unmet")))
        if "need" not in typing:
            self._need.set_value(answers.get("need"))
        self._aside = " ".join(str(answers.get("mistake_words") or "").split())
        self._show_asides()
        self._show_need()

    def show_known(self, known: Known) -> None:
        """Take what each guess counts as while nobody says otherwise."""
        self._known = known
        for key in self._rows:
            self._show_usual(key)

    def show_touched(self, keys: set[str]) -> None:
        """Take which guesses the owner has set."""
        before, self._touched = self._touched, set(keys)
        for key in before ^ self._touched:
            self._show_usual(key)

    def _show_usual(self, key: str) -> None:
        if row := self._rows.get(key):
            row.show_usual(self._known.defaults.get(key) if self._known else None, key in self._touched)

    def _show_asides(self) -> None:
        if row := self._rows.get("mistake_cost"):
            row.show_aside(self._aside)

    def show_weighed(self, weighed: Weighed) -> None:
        """Bring the sliders up to date; they are made anew only when others are needed."""
        found = {lever.key: lever for lever in weighed.levers}
        if found.keys() != self._rows.keys():
            self._make_rows(weighed.levers, weighed.assessment.hour_worth)
        for key, row in self._rows.items():
            row.show_lever(found[key])
        self._has_provider = weighed.assessment.has_provider
        self._show_need()

    def _make_rows(self, levers: Sequence[Lever], hour_worth: float) -> None:
        empty(self._first)
        empty(self._rest)
        self._rows = {}
        first = first_of(levers)
        for lever in levers:
            title, whole = (way_words.say(lever.title, self._desk.words, longest) for longest in (LONGEST_TITLE, 1000))
            row = LeverRow(lever, title, self._desk.words, hour_worth, "" if whole == title else whole)
            row.moved.connect(self.moved)
            row.judged.connect(self.judged)
            row.usual.connect(self.usual)
            (self._first if lever.key in first else self._rest).addWidget(row)
            self._rows[lever.key] = row
            self._show_usual(lever.key)
        self._show_asides()
        self._more.setVisible(len(levers) > SHOWN)

    def reveal(self, key: str) -> None:
        """Bring the slider of this guess into view, ready to be moved; a guess without one of its own changes nothing."""
        row = self._rows.get(key) or self._rows.get(key.removesuffix("-part"))
        if row is None:
            return
        if self._rest.indexOf(row) >= 0 and self._rest_holder.isHidden():
            self._unfold()
        row.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring.start()  # a row that was folded away stands nowhere yet

    def _bring_focused(self) -> None:
        for row in self._rows.values():
            if row.slider.hasFocus():
                self._area.ensureWidgetVisible(row, 0, 24)

    def show_offers(self, offers: Sequence[OfferRow]) -> None:
        empty(self._offers)
        for offer in offers:
            self._offers.addWidget(self._offer_row(offer))
        self._no_offers.setHidden(bool(offers))
        self._suggest.setHidden(bool(offers))
        self._add.setEnabled(len(offers) < MOST_OFFERS)
        self._add.setToolTip("" if self._add.isEnabled() else tr("Four are enough: too many choices help nobody."))

    def _offer_row(self, offer: OfferRow) -> QWidget:
        facts = ElidedLabel(offer_words.facts(offer, self._desk.words), "soft")
        made = Card(ElidedLabel(offer.title), facts, look="wash", margin=10, spacing=2)
        menu_button = button("", lambda: None, "small", f"offer.{offer.id}.menu")
        menu_button.setIcon(self._desk.theme.icon("ellipsis"))
        menu_button.setIconSize(QSize(18, 18))
        menu_button.setAccessibleName(tr("Change or remove: {offer}", offer=offer.title))
        menu_button.setMenu(self._offer_menu(offer, menu_button))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(made, 1)
        row.addWidget(menu_button)
        return _holder(row)

    def _offer_menu(self, offer: OfferRow, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.addAction(tr("Change")).triggered.connect(lambda: self.offer_wanted.emit(offer))
        menu.addAction(tr("Remove")).triggered.connect(lambda: self.offer_dropped.emit(offer.id))
        return menu

    # -- hands

    def _unfold(self) -> None:
        folded = self._rest_holder.isHidden()
        self._rest_holder.setVisible(folded)
        self._more.setText(tr("Fewer guesses") if folded else tr("More guesses"))

    def _ticked(self, ticked: bool) -> None:
        self._show_need()
        self.answered.emit("need_unmet", ticked)

    def _show_need(self) -> None:
        ticked = self._unmet.isChecked()
        self._need.setVisible(ticked)
        for hint in (self._no_provider, self._referrals):
            hint.setVisible(ticked and not self._has_provider)


def first_of(levers: Sequence[Lever]) -> set[str]:
    """The keys of the seven to start with: the usual order, with the hours of one offer only."""
    hours = [lever.key for lever in levers if lever.key.startswith("hours.offer")]
    ahead = [lever.key for lever in levers if lever.key not in hours[1:]]
    return set([*ahead, *hours[1:]][:SHOWN])


def _column(spacing: int = 10) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def _holder(layout: QVBoxLayout | QHBoxLayout) -> QWidget:
    made = QWidget()
    made.setProperty("look", "clear")
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made
