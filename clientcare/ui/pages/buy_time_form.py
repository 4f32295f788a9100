"""What an acknowledgement needs: who, where to, what about, by when they hear; kept as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from clientcare import services
from clientcare.letters.dates import working_days
from clientcare.letters.facts import Facts, Letterhead, Recipient
from clientcare.records import ClientDetail, DisputeForm
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.client_name import ClientName
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.wording import tr

DRAFT = ("buy_time", 0)
AFTER_MS = 1000
DAYS = 2  # working days people will wait for an answer without a second thought


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    name: str
    email: str
    about: str
    by: date
    client_id: int | None = None

    @property
    def form(self) -> DisputeForm:
        return DisputeForm(self.about, self.client_id, self.name, self.by)

    def facts(self, letterhead: Letterhead, client: ClientDetail | None) -> Facts:
        """The facts of the letter as long as there is no dispute yet; as `services.letters.facts` will give them."""
        known: dict[str, Any] = dict(client.answers) if client else {}
        name = client.name if client else self.name
        to = Recipient(name, known.get("address", ""), known.get("greeting", ""), self.email)
        today, language = date.today(), known.get("language") or "en"
        return Facts(letterhead, to, "", self.about, today, told_on=today, answer_by=self.by, language=language)


class BuyTimeForm(Card):
    """`changed` follows every edit. What is typed survives a crash until `forget`."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=24, spacing=16)
        self._desk = desk
        self.client: ClientDetail | None = None
        self._own_email = False  # typed by the owner, not the client's on record
        self._name = ClientName(desk.jobs, "buy_time.name", tr("Who is upset?"), tr("Name of the client"))
        self._email = LineField("buy_time.email", tr("Their e-mail"), tr("name@example.com"))
        self._about = LineField("buy_time.about", tr("What is it about?"), tr("Hall tiles laid in the wrong shade"))
        self._by = DayField("buy_time.by", tr("They hear from you by"), may_be_empty=False)
        self._by.set_value(_usual_day())
        self._who = label("", "soft", name="buy_time.who")
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self.keep)
        desk.jobs.fingers.last_call.connect(self.keep_now)
        self._build()

    def _build(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(4)
        who.addWidget(Labelled(tr("Who is upset?"), self._name))
        who.addWidget(self._who)
        self.column.addLayout(who)
        fields = (
            Labelled(tr("What is it about?"), self._about, tr("A few neutral words: they stand in the letter's subject line.")),
            Labelled(tr("They hear from you by"), self._by, tr("Two working days give you time to look at it properly.")),
            Labelled(tr("Their e-mail"), self._email, tr("Only if you want to answer by e-mail.")),
        )
        for field in fields:
            self.column.addWidget(field)
        self.column.addStretch(1)
        self._name.edited.connect(lambda _: self._edited())
        self._name.known_changed.connect(self._look_up)
        self._email.edited.connect(lambda _: self._email_typed())
        for other in (self._about, self._by):
            other.edited.connect(lambda _: self._edited())

    # -- what stands in it

    @property
    def typed(self) -> Typed:
        by = self._by.value() or _usual_day()
        return Typed(self._name.value(), self._email.value(), self._about.value(), by, self._name.known)

    @property
    def is_whole(self) -> bool:
        return bool(self.typed.name and self.typed.about)

    def set_open(self, open: bool) -> None:
        """Closed: the letter has been made of it, and typing would change nothing any more."""
        for field in (self._name, self._email, self._about):
            field.setReadOnly(not open)
        self._by.setEnabled(open)

    def start_afresh(self) -> None:
        for field in (self._name, self._email, self._about):
            field.clear()
        self._by.set_value(_usual_day())
        self._name.forget()
        self.client, self._own_email = None, False
        self._say_who()
        self.set_open(True)
        self._name.setFocus()
        self.changed.emit()

    def focus_first_gap(self) -> None:
        next((field for field in (self._name, self._about, self._email) if not field.value()), self._about).setFocus()

    def _edited(self) -> None:
        if not self._timer.isActive():  # somebody who never pauses is kept too
            self._timer.start()
        self._say_who()
        self.changed.emit()

    def _email_typed(self) -> None:
        self._own_email = bool(self._email.value())
        self._edited()

    def _look_up(self, id: int | None) -> None:
        self.client = None
        if id is None:
            self._show_client(None)
        else:
            self._desk.jobs.read(lambda session: services.clients.detail(session, id), self._show_client)

    def _show_client(self, client: ClientDetail | None) -> None:
        if client is not None and client.id != self._name.known:
            return
        self.client = client
        self._say_who()
        if not self._own_email:
            self._email.set_value(client.answers.get("email", "") if client else "")
        self.changed.emit()

    def _say_who(self) -> None:
        new = tr("A new client is added with this name.") if self._name.value() else ""
        self._who.setText(tr("A client you know") if self.client else new)

    # -- keeping it

    def take_up(self, kept: dict[str, str] | None) -> None:
        """Go on with what was typed before a crash, unless typing has begun."""
        if not kept or self._name.value() or self._about.value():
            return
        self._name.set_value(kept.get("name", ""))
        self._email.set_value(kept.get("email", ""))
        self._about.set_value(kept.get("about", ""))
        self._own_email = bool(kept.get("email"))
        by = date.fromisoformat(kept["by"]) if kept.get("by") else _usual_day()
        self._by.set_value(by if by >= date.today() else _usual_day())
        self._name.look_up()
        self.changed.emit()

    def keep(self) -> None:
        """Keep the texts as they stand."""
        self._timer.stop()
        typed = self.typed
        texts = {"name": typed.name, "email": typed.email, "about": typed.about, "by": typed.by.isoformat()}
        self._desk.jobs.fingers.save(DRAFT, lambda session: services.drafts.keep(session, *DRAFT, texts))

    def keep_now(self) -> None:
        """Keep what is still in the fingers."""
        if self._timer.isActive():
            self.keep()

    def forget(self) -> None:
        """It has become a letter; whoever makes it drops what was kept."""
        self._timer.stop()


def _usual_day() -> date:
    return working_days(date.today(), DAYS)
