"""A new dispute in three lines: who, what about, and by when they want an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.client_name import ClientName, only_one_named
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import tr


class NewDispute(FormDialog):
    """Finds the client as the name is typed, or takes a new one. `client` presets one as (id, name)."""

    def __init__(self, desk: Desk, parent: QWidget, client: tuple[int, str] | None = None) -> None:
        title, verb, record = tr("New dispute"), tr("Start the dispute"), client[0] if client else 0
        super().__init__(desk, parent, title, verb, draft="new_dispute", record=record)
        self._preset = client
        self._add_fields()
        if client:
            self.set_values({"client_name": client[1]})
            self._name.setReadOnly(True)

    def _add_fields(self) -> None:
        self._name = ClientName(self.desk.jobs, "new_dispute.client", tr("Who is upset?"), tr("Name of the client"))
        self.ask_for("client_name", tr("Who is upset?"), self._name)
        self._who = label("", "soft", name="new_dispute.who")
        self.column.addWidget(self._who)
        self._who.hide()
        self._name.known_changed.connect(lambda _: self._say_who())
        self._name.edited.connect(lambda _: self._say_who())
        title = LineField("new_dispute.title", tr("What is it about?"), tr("Hall tiles laid in the wrong shade"))
        self.ask_for("title", tr("What is it about?"), title)
        due, why = DayField("new_dispute.due"), tr("Leave it empty if they named no day.")
        self.ask_for("due_on", tr("When do they expect an answer?"), due, why)

    def _say_who(self) -> None:
        known = self._name.known is not None
        self._who.setText(tr("A client you know") if known else tr("A new client is added with this name."))
        self._who.setVisible(bool(self._name.value()) and self._preset is None)

    def check(self) -> bool:
        if not self.value("client_name"):
            return self.object_to("client_name", tr("Please say who it is. A first name will do."))
        if not self.value("title"):
            return self.object_to("title", tr("Please say in a few words what it is about."))
        return True

    def save(self) -> Callable[[Any], int]:
        id = self._preset[0] if self._preset else self._name.known
        form = DisputeForm(self.value("title"), id, self.value("client_name"), self.value("due_on"))
        return lambda session: _create(session, form)

    def saved(self, id: int) -> None:
        self.desk.go("dispute", id)


def _create(session: Any, form: DisputeForm) -> int:
    """Create it, for the one client of just that name if the owner typed it in full."""
    if form.client_id is None:
        form = replace(form, client_id=only_one_named(session, form.client_name))
    return services.disputes.create(session, form)
