"""The quiet panel over the list of disputes: step, due date, age, sum and client to sift it by."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import DisputeSift
from clientcare.said import mark
from clientcare.ui.clients.filters import Pick
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.client_name import ClientName
from clientcare.ui.widgets.fields import NumberField
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import tr

STEP = (
    ("", mark("Any step")),
    ("listen", mark("Listen")),
    ("weigh", mark("Weigh")),
    ("decide", mark("Decide")),
    ("write", mark("Write")),
    ("follow", mark("Follow through")),
    ("learn", mark("Learn")),
)
DUE = (
    ("", mark("Any date")),
    ("overdue", mark("Overdue")),
    ("week", mark("Next 7 days")),
    ("month", mark("Next 30 days")),
    ("none", mark("No date")),
)
OPENED = (
    ("", mark("Any time")),
    ("month", mark("Last 30 days")),
    ("quarter", mark("Last 3 months")),
    ("older", mark("Longer ago")),
    ("year", mark("Over a year")),
)
SUM_WIDTH, CLIENT_WIDTH = 92, 166  # px


class SiftPanel(Card):
    """`edited` when something else is wanted. `kept`: the button of the filters that were kept, which stands at the end.

    `clear_button` stands where it is seen also while the panel is folded.
    """

    edited = Signal()

    def __init__(self, desk: Desk, kept: QWidget) -> None:
        super().__init__(margin=14, spacing=8)
        self.setObjectName("disputes.sift")
        self._picks = {
            "stage": _pick("disputes.sift.stage", tr("Step"), STEP, 9),
            "due": _pick("disputes.sift.due", tr("Due"), DUE, 8),
            "opened": _pick("disputes.sift.opened", tr("Opened"), OPENED, 9),
        }
        self._sums = {
            "asked_from": NumberField(desk.words.locale, "disputes.sift.from", tr("They ask at least"), tr("any sum")),
            "asked_to": NumberField(desk.words.locale, "disputes.sift.to", tr("They ask at most"), tr("any sum")),
        }
        self._client = ClientName(desk.jobs, "disputes.sift.client", tr("Client"), tr("Any client"))
        self.clear_button = button(tr("Clear"), self.clear, "plain", "disputes.sift.clear")
        self.clear_button.setAccessibleName(tr("Clear the filter"))
        self.clear_button.hide()
        self._lay_out(kept)
        self._connect()
        self.hide()

    def _lay_out(self, kept: QWidget) -> None:
        self._client.setFixedWidth(CLIENT_WIDTH)
        self._client.setClearButtonEnabled(True)
        for field in self._sums.values():
            field.setFixedWidth(SUM_WIDTH)
        stage, due, opened = self._picks.values()
        least, most = self._sums.values()
        asked = [(tr("They ask from"), least), (tr("to"), most)]
        fields = [(tr("Step"), stage), (tr("Due"), due), (tr("Opened"), opened), *asked, (tr("Client"), self._client)]
        self.column.addWidget(Flow(*(_under(title, field) for title, field in fields), _low(kept), spacing=12))

    def _connect(self) -> None:
        for pick in self._picks.values():
            pick.edited.connect(lambda _: self._changed())
        for field in self._sums.values():
            field.edited.connect(lambda _: self._changed())
        self._client.known_changed.connect(lambda _: self._changed())

    def _changed(self) -> None:
        self.clear_button.setVisible(self.count > 0)
        self.edited.emit()

    # -- what it says

    def value(self) -> DisputeSift:
        stage, due, opened = (pick.value() for pick in self._picks.values())
        least, most = (_sum_in(field) for field in self._sums.values())
        return DisputeSift(stage, due, least, most, self._client.known, opened)

    @property
    def count(self) -> int:
        """By how many things the list is sifted."""
        sift = self.value()
        asked = sift.asked_from is not None or sift.asked_to is not None
        return sum(map(bool, (sift.stage, sift.due, sift.opened, asked, sift.client_id is not None)))

    def content(self) -> dict[str, Any]:
        """As it is kept under a name."""
        sift = self.value()
        sums = {name: str(value) for name in self._sums if (value := getattr(sift, name)) is not None}
        picked = {name: pick.value() for name, pick in self._picks.items() if pick.value()}
        client = {"client_id": sift.client_id, "client": self._client.value()} if sift.client_id is not None else {}
        return {**picked, **sums, **client}

    def put(self, content: Mapping[str, Any]) -> None:
        """Show what was kept; tells nobody."""
        self.blockSignals(True)
        for name, pick in self._picks.items():
            pick.set_value(str(content.get(name, "")))
        for name, field in self._sums.items():
            field.set_value(_sum(content.get(name)))
        self._client.forget()
        self._client.set_value(content.get("client", ""))
        known = content.get("client_id")
        self._client.known = known if isinstance(known, int) else None
        self.blockSignals(False)
        self.clear_button.setVisible(self.count > 0)

    def clear(self) -> None:
        self.put({})
        self.edited.emit()


def _pick(name: str, title: str, options: tuple[tuple[str, str], ...], letters: int) -> Pick:
    made = Pick(name, title, letters)
    made.offer([(value, tr(text)) for value, text in options])
    return made


def _under(title: str, field: QWidget) -> QWidget:
    """The field below its name."""
    made, name = QWidget(), label(title, "soft")
    made.setProperty("look", "clear")
    name.setBuddy(field)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(name)
    column.addWidget(field)
    return made


def _low(control: QWidget) -> QWidget:
    """On the line of the fields beside it."""
    return _under("", control)


def _sum_in(field: NumberField) -> Decimal | None:
    return None if field.invalid else field.value()


def _sum(text: object) -> Decimal | None:
    try:
        found = Decimal(str(text)) if text is not None else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
