"""The form for one way to meet the client: what it is made of, what it costs us and gives them, what is then owed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.decision.offer_parts import total
from clientcare.decision.rules import asks_for_silence
from clientcare.decision.ways_out import compromise
from clientcare.records import OfferForm, OfferRow
from clientcare.said import Said
from clientcare.ui import reading_order
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import offer_words
from clientcare.ui.steps.weighing.offer_fields import OwedFrom, Reaches, Sum
from clientcare.ui.steps.weighing.offer_parts import PartsField, usual_worth
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import label, row, scroller
from clientcare.ui.wording import tr

TYPED = ("cost", "worth", "hours")  # the sums of an offer that is not built from parts
WIDTH, LEAST_HEIGHT = 620, 560  # pixels


@dataclass(frozen=True)
class About:
    """What the form follows: what they ask (None: not said), who holds the money, an hour's worth, the letters' language."""

    asked: Decimal | None = None
    they_hold: bool = False
    hour_worth: Decimal = Decimal(0)
    language: str = "en"


class OfferDialog(FormDialog):
    """Adds an offer, or changes `offer`. `accepted` once it is in the file. Title and debt follow the parts until typed."""

    def __init__(self, desk: Desk, dispute_id: int, offer: OfferRow | None, parent: QWidget) -> None:
        title = tr("Change a way to meet them") if offer else tr("Add a way to meet them")
        # What was typed for a new one is kept by its dispute: the minus keeps it apart from the ids of offers.
        super().__init__(desk, parent, title, tr("Save"), draft="offer", record=offer.id if offer else -dispute_id)
        self._dispute, self._changed, self._about = dispute_id, offer, About()
        self._suggested, self._proposed = "", offer_words.NOTHING_OWED
        self._grow = QTimer(self, singleShot=True, interval=0)
        self._grow.timeout.connect(self._make_room)
        self._silence = label(_silence_words(), "trouble", wrap=True, name="offer.silence")
        self._sum = label("", "strong", wrap=True, name="offer.total")
        self._feels = label("", "soft", wrap=True, name="offer.feels")
        self._ask_what()
        self._ask_how_far()
        self._ask_owed()
        self._fill()

    def _lay_out(self, title: str) -> None:
        """What is asked scrolls by itself: the heading and the buttons are always in sight."""
        super()._lay_out(title)
        whole: Any = self.layout()
        place = whole.indexOf(self.column)
        whole.removeItem(self.column)
        self._area, inner = scroller()
        self.column.setContentsMargins(0, 0, 12, 0)
        inner.setLayout(self.column)
        whole.insertWidget(place, self._area, 1)
        whole.setStretch(place + 1, 0)
        self.setMinimumWidth(WIDTH)

    def _ask_what(self) -> None:
        parts: Any = PartsField(self.desk.words)
        parts.begun.connect(self._begin_parts)
        self.ask_for("parts", tr("What is it made of?"), parts, tr("Tick what fits, or only type sums below."))
        self.column.addWidget(self._sum)
        self._ask_sums()
        self.column.addWidget(self._feels)
        self.ask_for("title", tr("What you offer"), LineField("offer.title", hint=tr("$160 back, and you keep the tiles")))
        self.column.addWidget(self._silence)
        details = TextField("offer.details", hint=tr("We seal the floor on a day that suits you."), lines=2)
        self.ask_for("details", tr("How and when, as it will stand in the letter"), details)

    def _ask_sums(self) -> None:
        self._ask_sum("cost", tr("What it costs you"), self.desk.words.currency)
        self._ask_sum("worth", tr("Worth to them"), tr("the same"))
        self._ask_sum("hours", tr("Your own hours"), tr("none"))
        self._side_by_side("cost", "worth", "hours")

    def _ask_how_far(self) -> None:
        reaches: Any = Reaches("offer.reaches", tr("How far does this meet what they want?"))
        self.ask_for("reaches", tr("How far does this meet what they want?"), reaches, tr("They do not ask for money."))

    def _ask_owed(self) -> None:
        owed_from: Any = OwedFrom("offer.owed_from", tr("What is then still owed?"))
        self.ask_for("owed_from", tr("What is then still owed?"), owed_from)
        self._ask_sum("owed", tr("How much?"), self.desk.words.currency)
        self.ask_for("owed_by", tr("By when?"), DayField("offer.owed_by", tr("By when?")))
        self._side_by_side("owed", "owed_by")

    def _ask_sum(self, name: str, title: str, hint: str) -> None:
        field: Any = Sum(self.desk.words.locale, f"offer.{name}", hint)
        self.ask_for(name, title, field)

    def _side_by_side(self, *names: str) -> None:
        for name in names:
            self.column.removeWidget(self.fields[name])
        line = row(*(self.fields[name] for name in names), None, spacing=16)
        for name in names:
            line.setAlignment(self.fields[name], Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)

    def focusNextPrevChild(self, next: bool) -> bool:
        return reading_order.go(self.focusWidget(), (self,), forward=next)

    # -- asking

    def ask(self) -> None:
        """Show the form once it is known what the dispute is about."""
        id = self._dispute
        self.desk.jobs.read(lambda session: _about(session, id), self._told)

    def _told(self, about: About) -> None:
        self._about = about
        self._field("parts").hour_worth = about.hour_worth
        if about.they_hold:
            self._field("parts").of_a_bill()
        self._fill()
        super().ask()

    def _fill(self) -> None:
        values = {name: getattr(self._changed, name, None) for name in self.fields}
        offer = self._changed
        if offer and offer.worth == usual_worth("", offer.cost, offer.hours, self._about.hour_worth):
            values["worth"] = None  # it follows the cost
        self.set_values(values)

    def set_values(self, values: Any) -> None:
        super().set_values(values)
        parts = self.value("parts")
        self._suggested, self._proposed = self._title_of(parts), self._owed_of(parts)
        self._show_what_applies()

    # -- following what is typed

    def _typed(self, key: str) -> None:
        super()._typed(key)
        if key == "parts":
            self._follow_parts()
        self._show_what_applies()

    def _begin_parts(self) -> None:
        self._field("parts").start_with(*(self._field(name).sum() for name in TYPED))

    def _follow_parts(self) -> None:
        """The title and what is then owed say what the parts say, unless the owner has said it otherwise.

        Without any part they are again what they were in the file.
        """
        parts, before = self.value("parts"), self._changed
        title, owed = self._title_of(parts), self._owed_of(parts)
        if self.value("title") in ("", self._suggested):
            title = before.title if before and not parts else title
            self._field("title").set_value(title)
        if (self.value("owed_from") or "nobody", self._field("owed").sum() or 0) == self._proposed[:2]:
            owed = offer_words.Owed(before.owed_from, before.owed, before.owed_by) if before and not parts else owed
            self._field("owed_from").set_value(owed.owed_from)
            self._field("owed").set_value(owed.owed or None)
            if self.value("owed_by") in (None, self._proposed.owed_by):
                self._field("owed_by").set_value(owed.owed_by)
        self._suggested, self._proposed = title, owed

    def _title_of(self, parts: Any) -> str:
        return offer_words.title(parts, self._about.they_hold, self.desk.words, self._about.language)

    def _owed_of(self, parts: Any) -> offer_words.Owed:
        return offer_words.owed(parts, self._about.asked, self._about.they_hold, date.today())

    def _show_what_applies(self) -> None:
        built, owed = bool(self.value("parts")), self.value("owed_from") in ("us", "them")
        for name in TYPED:
            self.fields[name].setHidden(built)
        for name in ("owed", "owed_by"):
            self.fields[name].setVisible(owed)
        self.fields["reaches"].setVisible(self._about.asked == 0)
        self._show_sums(built)
        text = f"{self.value('title')} {self.value('details')}"
        self._silence.setVisible(asks_for_silence(compromise("new", Said("{text}", {"text": text}), 0, 0)))
        self._grow.start()

    def _show_sums(self, built: bool) -> None:
        offer = self._form()
        self._sum.setText(tr("In all: {facts}", facts=offer_words.facts(offer, self.desk.words)))
        self._sum.setVisible(built)
        feels = offer_words.feels(offer.cost, offer.hours, self._about.hour_worth, self.desk.words)
        self._feels.setText(feels)
        self._feels.setVisible(bool(feels))
        self._field("worth").setPlaceholderText(self.desk.words.money(offer.worth) if offer.worth else tr("the same"))

    def object_to(self, key: str, text: str) -> bool:
        self._grow.start()
        built = key in TYPED and bool(self.value("parts"))  # then its own field is not in sight
        said = super().object_to("parts" if built else key, text)
        self._area.ensureWidgetVisible(self.fields["parts" if built else key])
        return said

    def _make_room(self) -> None:
        """Grow with what is asked, as far as the window behind is high; from there on it scrolls."""
        whole = self.layout()
        if whole is None:
            return
        whole.activate()
        content = self.column.totalHeightForWidth(self._area.viewport().width())
        parent = self.parentWidget()
        behind = parent.window().height() if parent else LEAST_HEIGHT
        wanted = self.height() - self._area.height() + content
        self.resize(self.width(), max(self.height(), min(wanted, max(behind - 32, LEAST_HEIGHT))))

    # -- saving

    def check(self) -> bool:
        if self._field("parts").wrong():
            focused = self.focusWidget()
            self.object_to("parts", tr("Type a number, 0 or more. A guess is fine."))
            if focused is not None:
                focused.setFocus()
            return False
        if not self.value("title"):
            return self.object_to("title", tr("Say in a few words what you offer."))
        built = bool(self.value("parts"))
        for name in ("owed",) if built else (*TYPED, "owed"):
            if self._field(name).invalid:
                return self.object_to(name, tr("Type a number, 0 or more."))
        if not built and self.value("cost") is None:
            return self.object_to("cost", tr("A guess is fine, or 0."))
        return True

    def save(self) -> Callable[[Any], int]:
        form = self._form()
        return lambda session: services.decisions.save_offer(session, form)

    def _form(self) -> OfferForm:
        """What was typed; a worth left empty is what it costs."""
        parts, owed_from = self.value("parts"), self.value("owed_from") or "nobody"
        owes = owed_from != "nobody"
        cost, worth, hours = total(parts) if parts else self._sums_typed()
        return OfferForm(
            dispute_id=self._dispute,
            title=self.value("title"),
            cost=cost,
            worth=worth,
            details=self.value("details"),
            hours=hours,
            owed_from=owed_from,
            owed=(self._field("owed").sum() or Decimal(0)) if owes else Decimal(0),
            owed_by=self.value("owed_by") if owes else None,
            parts=parts,
            reaches=self.value("reaches") if self._about.asked == 0 else None,
            id=self._changed.id if self._changed else None,
        )

    def _sums_typed(self) -> tuple[Decimal, Decimal, Decimal]:
        cost, worth, hours = (self._field(name).sum() for name in TYPED)
        cost, hours = cost or Decimal(0), hours or Decimal(0)
        return cost, usual_worth("", cost, hours, self._about.hour_worth) if worth is None else worth, hours


def _about(session: Any, dispute_id: int) -> About:
    dispute = services.disputes.detail(session, dispute_id)
    answers, client = dispute.answers, services.clients.detail(session, dispute.client.id).answers
    hour_worth = services.settings.load(session).hour_worth
    return About(answers["asked"], bool(answers["they_hold"]), hour_worth, client["language"])


def _silence_words() -> str:
    return tr("This seems to ask for silence, or for a review to go. Leave that out: a fair offer stands by itself.")
