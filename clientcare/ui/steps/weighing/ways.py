"""The ways out of a dispute, each in one plain line: what it means here, which letter follows, what stands against it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from clientcare import services
from clientcare.decision.assessment import Assessment, WayKind
from clientcare.decision.weighing import WayResult
from clientcare.records import Changes, DisputeDetail, Known, OfferRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.answers import Unsaved
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.weighing import offer_words, way_words
from clientcare.ui.steps.weighing.way_rows import OffersCard, ReferRow, RepaidRow, WayRow
from clientcare.ui.steps.weighing.weigher import WEIGHED_FROM, Weighed, Weigher
from clientcare.ui.widgets.parts import Card, button, label, scroller
from clientcare.ui.wording import Wording, short, tr

LONGEST, NARROWEST = 240, 80  # letters of the owner's own words in one line; pixels, so that a word without end widens nothing


class WaysPanel(Panel):
    """Every way out as a calm row. Offers are added, changed and removed here; the sums that end it can be set."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._weighed: Weighed | None = None
        words, self._status = desk.words, label("", "soft", name="ways.status")
        self._unsaved = Unsaved(desk.jobs, self._status, self)
        self._weigher = Weigher(desk.jobs, self)
        self._weigher.weighed.connect(self._show)
        self._needs = NeedsCard(words)
        self._hold, self._offers = WayRow("hold", "hold", tr("Hold firm")), OffersCard(desk)
        self._settle = WayRow("settle_part", "settle_part", tr("Settle fairly, then part"))
        self._give = WayRow("give", "give", tr("Give all they ask"))
        self._refer, self._part = ReferRow(words), RepaidRow("part", tr("Part ways"), words)
        self._rows = (self._hold, self._offers, self._settle, self._give, self._refer, self._part)
        self._build()
        self._needs.between_wanted.clicked.connect(self._to_between)
        self._offers.offer_wanted.connect(self._edit_offer)
        self._offers.offer_dropped.connect(self._drop_offer)
        self._offers.suggestion_wanted.connect(self._suggest)
        self._refer.answered.connect(self._answered)
        self._refer.providers_wanted.connect(self._to_referrals)
        for ending in (self._refer, self._part):
            ending.repaid.connect(self._repay)

    def _build(self) -> None:
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for part in (self._needs, *self._rows, self._status):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        for row in self._rows:
            row.hide()  # until it is known what to say

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._dispute = dispute
        self._unsaved.turn_to(dispute.id)
        self._refer.show_answers(dispute.answers, self._unsaved.names)
        self._needs.show_dispute(dispute)
        self._read(dispute.id)

    def refresh(self, changes: Changes) -> None:
        if self._dispute is not None and changes.touches(*WEIGHED_FROM):
            self._read(self._dispute.id)

    def _read(self, id: int) -> None:
        self._weigher.read(id)
        self.desk.jobs.read(lambda session: services.known.about(session, id), self._known, self.desk.jobs.fail_unless_gone)

    def _known(self, known: Known) -> None:
        self._needs.show_last_time(known)

    def _show(self, weighed: Weighed) -> None:
        dispute = self._dispute
        if dispute is None:
            return
        self._weighed, a, words = weighed, weighed.assessment, self.desk.words
        self._needs.show_money(a)
        self._hold.say(_hold_line(a, words), self._note("hold"))
        notes = {offer.id: note for offer in dispute.offers if (note := self._note(f"offer-{offer.id}"))}
        self._offers.show_offers(dispute.offers, notes, can_suggest=a.ask > 0)
        fair = next((result for result in weighed.weighing.results if result.way.kind == WayKind.SETTLE_PART), None)
        self._settle.say(_settle_line(fair, a, dispute, words), way_words.note(fair, a) if fair else "")
        self._give.say(_give_line(a, words), self._note("give"))
        self._refer.show_open(a)
        self._part.say(_part_line(a), self._note("part"))
        guesses, typing = dispute.answers.get("guesses") or {}, self._unsaved.names
        for ending in (self._refer, self._part):
            ending.show_repaid(a, guesses, typing)
        for row in self._rows:
            row.show()

    def _note(self, key: str) -> str:
        assert self._weighed is not None
        result = self._weighed.weighing.result(key)
        return way_words.note(result, self._weighed.assessment) if result else ""

    def primary_text(self) -> str:
        return tr("See the board")

    def leave(self) -> None:
        self._unsaved.save()

    # -- what the owner does

    def _answered(self, name: str, value: object) -> None:
        self._unsaved.note("assessment", name, value)
        if name == "need_unmet":
            self._unsaved.save()  # a tick is a whole answer
            if self._weighed is not None:
                self._refer.show_open(self._weighed.assessment)

    def _repay(self, key: str, sum: float | None) -> None:
        self._unsaved.note("guess", key, sum)

    def _edit_offer(self, offer: OfferRow | None) -> None:
        from clientcare.ui.steps.weighing.offer_form import OfferDialog

        if self._dispute is not None:
            OfferDialog(self.desk, self._dispute.id, offer, self).ask()

    def _drop_offer(self, id: int) -> None:
        gone = Said(mark("A way to meet them was removed."))
        self.desk.jobs.write(lambda session: services.decisions.delete_offer(session, id), undo=gone)

    def _suggest(self) -> None:
        if self._dispute is not None:
            id, added = self._dispute.id, Said(mark("A suggestion was added. Change it until it fits."))
            self.desk.jobs.write(lambda session: services.decisions.suggest_offers(session, id), undo=added)

    def _to_referrals(self) -> None:
        self.desk.go("referrals")

    def _to_between(self) -> None:
        self.wanted.emit("listen.between")


class NeedsCard(Card):
    """What the ways come from: what they really need, what both agree on, how the money stands, and the last time."""

    def __init__(self, words: Wording) -> None:
        super().__init__(look="wash", spacing=6)
        self._words = words
        self._lines = {name: label("", wrap=True, name=f"ways.{name}") for name in ("need", "agree", "money", "last_time")}
        self.between_wanted = button(tr("Write down what they really need"), lambda: None, "plain", "ways.between")
        self.column.addWidget(label(tr("Which ways out are there?"), "heading", wrap=True))
        self.column.addWidget(label(tr("Ways out come from what they need, more than from what they ask."), "soft", wrap=True))
        for line in self._lines.values():
            line.setMinimumWidth(NARROWEST)
            line.hide()
            self.column.addWidget(line)
        self.column.addWidget(self.between_wanted, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        need, agree = (short(dispute.answers.get(name) or "", LONGEST) for name in ("really_need", "common_ground"))
        self._say("need", tr("What they really need: {need}", need=need) if need else "")
        self._say("agree", tr("What you both agree on: {ground}", ground=agree) if agree else "")
        self.between_wanted.setHidden(bool(need))

    def show_money(self, a: Assessment) -> None:
        self._say("money", _money_line(a, self._words))

    def show_last_time(self, known: Known) -> None:
        self._say("last_time", way_words.say(known.last_time, self._words) if known.last_time else "")

    def _say(self, name: str, text: str) -> None:
        self._lines[name].setText(text)
        self._lines[name].setVisible(bool(text))


def _money_line(a: Assessment, words: Wording) -> str:
    if not a.money_known:
        return tr("What all they ask would cost is still open, so there are no sums yet.")
    if a.ask == 0:
        return tr("They do not ask for money. What counts is how far each way meets what they want.")
    said = (
        tr("They ask for {ask}, and you hold the money.", ask=words.money(a.ask))
        if a.we_hold
        else tr("It is about a bill of {ask}: they hold the money, and you would have to pursue it.", ask=words.money(a.ask))
    )
    owed = tr("You said you honestly owe {sum}; nothing below that leads.", sum=words.money(a.owed))
    return f"{said} {owed}" if a.owed > 0 else said


def _hold_line(a: Assessment, words: Wording) -> str:
    if not a.ask:
        return tr("You give nothing, and say kindly why.")
    ask = words.money(a.ask)
    if a.we_hold:
        return tr("You give nothing, and say kindly why. Their {ask} stays open, and they may pursue it.", ask=ask)
    return tr("The bill of {ask} stands, said kindly. You may have to pursue it.", ask=ask)


def _give_line(a: Assessment, words: Wording) -> str:
    if not a.ask:
        return tr("You do all they ask. Settled at once, and often well remembered.")
    ask, feels = words.money(a.ask), offer_words.feels(Decimal(str(a.ask)), Decimal(0), Decimal(str(a.hour_worth)), words)
    costs = tr("It costs you {ask}.", ask=ask) if a.we_hold else tr("You let the bill of {ask} go.", ask=ask)
    return f"{costs} {feels}".strip()


def _settle_line(fair: WayResult | None, a: Assessment, dispute: DisputeDetail, words: Wording) -> str:
    if fair is not None:
        offer = next((o.title for o in dispute.offers if fair.way.key == f"offer-{o.id}-part"), "")
        said = tr("A fair end: “{offer}”, and then you go separate ways.", offer=short(offer, way_words.LONGEST))
        why = tr("Of your offers it costs you least and still gives what you owe.")
        return f"{said} {why}" if len(dispute.offers) > 1 else said
    if dispute.offers:
        owed = words.money(min(a.owed, a.ask))
        return tr("None of your offers gives the {sum} you said you owe. One that does can also be a fair end.", sum=owed)
    return tr("An offer that gives what you owe can also be a fair end. Add one first.")


def _part_line(a: Assessment) -> str:
    if not a.we_hold:
        return tr("You finish or hand over what is begun, and end it in good order.")
    return tr("You repay what is fair, finish or hand over what is begun, and end it in good order.")
