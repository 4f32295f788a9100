"""A new dispute in three lines: who, what about, and by when they want an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import DayField, LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import tr

AFTER_KEY_MS = 120
ID = Qt.ItemDataRole.UserRole


class NewDispute(FormDialog):
    """Finds the client as the name is typed, or takes a new one. `client` presets one as (id, name)."""

    def __init__(self, desk: Desk, parent: QWidget, client: tuple[int, str] | None = None) -> None:
        title, verb, record = tr("New dispute"), tr("Start the dispute"), client[0] if client else 0
        super().__init__(desk, parent, title, verb, draft="new_dispute", record=record)
        self._client_id, self._preset = (client[0] if client else None), client
        self._known: list[tuple[int, str]] = []
        self._add_fields()
        self._suggest_clients()
        if client:
            self.set_values({"client_name": client[1]})
            self._name.setReadOnly(True)

    def _add_fields(self) -> None:
        self._name = LineField("new_dispute.client", tr("Who is upset?"), tr("Name of the client"))
        self.ask_for("client_name", tr("Who is upset?"), self._name)
        self._who = label("", "soft", name="new_dispute.who")
        self.column.addWidget(self._who)
        self._who.hide()
        title = LineField("new_dispute.title", tr("What is it about?"), tr("Hall tiles laid in the wrong shade"))
        self.ask_for("title", tr("What is it about?"), title)
        due, why = DayField("new_dispute.due"), tr("Leave it empty if they named no day.")
        self.ask_for("due_on", tr("When do they expect an answer?"), due, why)

    def _suggest_clients(self) -> None:
        self._names = QStandardItemModel(self)
        completer = QCompleter(self._names, self)
        # The service has filtered already, forgiving accents; Qt would filter again by the letter.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        self._name.setCompleter(completer)
        self._pause = QTimer(self, singleShot=True, interval=AFTER_KEY_MS)
        self._pause.timeout.connect(self._ask_names)
        self._name.edited.connect(self._name_typed)

    def _name_typed(self, _: object) -> None:
        self._client_id = None
        self._pause.start()

    def _ask_names(self) -> None:
        text = self._name.value()
        if text:
            self.desk.jobs.read(lambda session: services.clients.suggest(session, text), self._show_names)
        else:
            self._show_names([])

    def _show_names(self, known: list[tuple[int, str]]) -> None:
        self._known = known
        self._names.clear()
        for id, name in known:
            item = QStandardItem(" ".join(name.split()))
            item.setData(id, ID)
            self._names.appendRow(item)
        if known and self._name.hasFocus() and self._client_id is None:
            self._name.completer().complete()
        self._say_who()

    def _chosen(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self._client_id = index.data(ID)
        self._say_who()

    def _say_who(self) -> None:
        typed = self._name.value().casefold()
        known = self._client_id is not None or any(name.casefold() == typed for _, name in self._known)
        self._who.setText(tr("A client you know") if known else tr("A new client is added with this name."))
        self._who.setVisible(bool(typed) and self._preset is None)

    def check(self) -> bool:
        if not self.value("client_name"):
            return self.object_to("client_name", tr("Please say who it is. A first name will do."))
        if not self.value("title"):
            return self.object_to("title", tr("Please say in a few words what it is about."))
        return True

    def save(self) -> Callable[[Any], int]:
        form = DisputeForm(self.value("title"), self._client_id, self.value("client_name"), self.value("due_on"))
        return lambda session: _create(session, form)

    def saved(self, id: int) -> None:
        self.desk.go("dispute", id)


def _create(session: Any, form: DisputeForm) -> int:
    """Create it, for the one client of just that name if the owner typed it in full."""
    if form.client_id is None:
        wanted = form.client_name.casefold()
        same = [id for id, name in services.clients.suggest(session, form.client_name) if name.casefold() == wanted]
        if len(same) == 1:
            form = replace(form, client_id=same[0])
    return services.disputes.create(session, form)
