"""The form for one way to meet the client: what it is, what it costs us, what it gives them, and what is then owed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.decision.rules import asks_for_silence
from clientcare.decision.ways_out import compromise
from clientcare.records import OfferForm, OfferRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.fields import DayField, LineField, NumberField, TextField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import label, row
from clientcare.ui.wording import tr

OWED_FROM = (("nobody", mark("Nothing")), ("us", mark("We owe them")), ("them", mark("They owe us")))
NUMBERS = ("cost", "worth", "hours", "owed")


class OfferDialog(FormDialog):
    """Adds an offer, or changes `offer`."""

    def __init__(self, desk: Desk, dispute_id: int, offer: OfferRow | None, parent: QWidget) -> None:
        title = tr("Change a way to meet them") if offer else tr("Add a way to meet them")
        # What was typed for a new one is kept by its dispute: the minus keeps it apart from the ids of offers.
        super().__init__(desk, parent, title, tr("Save"), draft="offer", record=offer.id if offer else -dispute_id)
        self._dispute, self._changed = dispute_id, offer
        self._grow = QTimer(self, singleShot=True, interval=0)
        self._grow.timeout.connect(self._make_room)
        self._silence = label(_silence_words(), "trouble", wrap=True, name="offer.silence")
        self._ask_what()
        self._ask_how_much()
        self._ask_owed()
        if offer:
            self.set_values({name: getattr(offer, name) for name in self.fields})
        self._show_what_applies()

    def _ask_what(self) -> None:
        self.ask_for("title", tr("What you offer"), LineField("offer.title", hint=tr("$160 back, and you keep the tiles")))
        self.column.addWidget(self._silence)
        details = TextField("offer.details", hint=tr("We seal the floor on a day that suits you."), lines=2)
        self.ask_for("details", tr("How and when, as it will stand in the letter"), details)

    def _ask_how_much(self) -> None:
        self._ask_sum("cost", tr("What it costs you"), self.desk.words.currency)
        self._ask_sum("worth", tr("Worth to them"), tr("the same"))
        self._ask_sum("hours", tr("Your own hours"), tr("none"))
        self._side_by_side("cost", "worth", "hours")

    def _ask_owed(self) -> None:
        owed_from: Any = _Owed(OWED_FROM, "offer.owed_from", tr("What is then still owed?"))
        self.ask_for("owed_from", tr("What is then still owed?"), owed_from)
        self._ask_sum("owed", tr("How much?"), self.desk.words.currency)
        self.ask_for("owed_by", tr("By when?"), DayField("offer.owed_by", tr("By when?")))
        self._side_by_side("owed", "owed_by")

    def _ask_sum(self, name: str, title: str, hint: str) -> None:
        field: Any = _Sum(self.desk.words.locale, f"offer.{name}", hint)
        self.ask_for(name, title, field)

    def _side_by_side(self, *names: str) -> None:
        for name in names:
            self.column.removeWidget(self.fields[name])
        line = row(*(self.fields[name] for name in names), None, spacing=16)
        for name in names:
            line.setAlignment(self.fields[name], Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)

    def set_values(self, values: Any) -> None:
        super().set_values(values)
        self._show_what_applies()

    def _typed(self, key: str) -> None:
        super()._typed(key)
        self._show_what_applies()

    def _show_what_applies(self) -> None:
        owed = self.value("owed_from") in ("us", "them")
        for name in ("owed", "owed_by"):
            self.fields[name].setVisible(owed)
        text = f"{self.value('title')} {self.value('details')}"
        self._grow.start()
        self._silence.setVisible(asks_for_silence(compromise("new", Said("{text}", {"text": text}), 0, 0)))

    def object_to(self, key: str, text: str) -> bool:
        self._grow.start()
        return super().object_to(key, text)

    def _make_room(self) -> None:
        """What wraps needs more height than Qt gives a dialog by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    # -- saving

    def check(self) -> bool:
        if not self.value("title"):
            return self.object_to("title", tr("Say in a few words what you offer."))
        for name in NUMBERS:
            if self._field(name).invalid:
                return self.object_to(name, tr("Type a number, 0 or more."))
        if self.value("cost") is None:
            return self.object_to("cost", tr("A guess is fine, or 0."))
        return True

    def save(self) -> Callable[[Any], int]:
        form = self._form()
        return lambda session: services.decisions.save_offer(session, form)

    def _form(self) -> OfferForm:
        """What was typed; a worth left empty is what it costs, as for money handed over."""
        worth, owed_from = self.value("worth"), self.value("owed_from") or "nobody"
        owes = owed_from != "nobody"
        return OfferForm(
            self._dispute,
            self.value("title"),
            self.value("cost"),
            self.value("cost") if worth is None else worth,
            self.value("details"),
            self.value("hours") or Decimal(0),
            owed_from,
            (self.value("owed") or Decimal(0)) if owes else Decimal(0),
            self.value("owed_by") if owes else None,
            self._changed.id if self._changed else None,
        )


class _Sum(NumberField):
    """A number that takes back its own raw text, as it was kept."""

    def __init__(self, locale: str, name: str, unit: str) -> None:
        super().__init__(locale, name, unit=unit)
        self.setFixedWidth(128)

    def set_value(self, value: object) -> None:
        if isinstance(value, str):
            self.setText(value)
            self._typed()
        else:
            super().set_value(value)


class _Owed(Choice):
    """The choice with its value as the text that is kept."""

    def text(self) -> str:
        return self.value()


def _silence_words() -> str:
    return tr("This seems to ask for silence, or for a review to go. Leave that out: a fair offer stands by itself.")
