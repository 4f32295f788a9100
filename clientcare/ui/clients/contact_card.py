"""How to reach and address a client: the main address, e-mail and phone, and as many others as there are, saved as typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import Gone, InvalidInput
from clientcare.letters.languages import LANGUAGES
from clientcare.records import ClientDetail, ContactRow
from clientcare.said import Said, mark
from clientcare.ui.clients.contact_line import ContactLine, FurtherLine
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.widgets.saving import SavesAsTyped
from clientcare.ui.wording import tr

KINDS = {  # of each: what the main one is called, another one, and what adds one
    "address": (mark("Address, as on an envelope"), mark("Another address")),
    "email": (mark("E-mail"), mark("Another e-mail")),
    "phone": (mark("Phone"), mark("Another phone")),
}
REMOVED = {
    "address": mark("An address was removed."),
    "email": mark("An e-mail address was removed."),
    "phone": mark("A phone number was removed."),
}
MADE_MAIN = {
    "address": mark("Letters go to this address now."),
    "email": mark("E-mails go to this address now."),
    "phone": mark("This is their main number now."),
}
DOUBT_AFTER_MS = 700  # half an address is none yet


class ContactCard(Card):
    """`form` keeps the main ones with the client; the others, and what each is, are kept here."""

    def __init__(self, desk: Desk, form: SavedForm) -> None:
        super().__init__(label(tr("How to reach them"), "heading"), spacing=12)
        self._desk, self._form = desk, form
        self._client: int | None = None
        self._further: dict[int, FurtherLine] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._new: int | None = None  # just added: it wants to be typed in
        self.saver = SavesAsTyped(self, desk.jobs, _update(0))
        self.saver.refused.connect(self._refused)
        self.saver.saved.connect(self._saved)
        self._ask("name", tr("Name"), LineField())
        self._ask("greeting", tr("How they like to be addressed"), LineField(hint=tr("Dana, or Ms. Okafor")))
        self._main = {kind: self._ask_kind(kind) for kind in KINDS}
        languages = OneAlways(tuple(LANGUAGES.items()), "client.language", tr("Language"))
        self._ask("language", tr("Letters to them are in"), languages)
        self._pause = QTimer(self, singleShot=True, interval=DOUBT_AFTER_MS)
        self._pause.timeout.connect(self._judge)

    def _ask(self, name: str, title: str, field: QWidget) -> None:
        field.setObjectName(f"client.{name}")
        self.column.addWidget(self._form.add(name, Labelled(title, field)))

    def _ask_kind(self, kind: str) -> ContactLine:
        title, another = KINDS[kind]
        line = ContactLine(f"client.{kind}", kind, tr(title))
        self._form.add(kind, line)
        self._watch(line, f"{kind}_label", "")
        place = self._places[kind] = QVBoxLayout()
        place.setSpacing(6)
        add = button(tr(another), partial(self.add, kind), "small", f"client.{kind}.add")
        whole = QVBoxLayout()
        whole.setSpacing(6)
        whole.addWidget(line)
        whole.addLayout(place)
        whole.addLayout(row(add, None))
        self.column.addLayout(whole)
        return line

    def _watch(self, line: ContactLine, label: str, value: str) -> None:
        """Save what is typed in a line under these names ("": somebody else does), and look at it once it is whole."""
        line.label.edited.connect(partial(self.saver.note, label))
        edited = line.field.edited  # type: ignore[attr-defined]
        edited.connect(partial(self._edited, line))
        if value:
            edited.connect(partial(self.saver.note, value))

    # showing

    def use(self, client_id: int) -> None:
        """What is typed from now on is this client's."""
        self.saver.use(_update(client_id), ("contact", client_id))

    def show_client(self, client: ClientDetail) -> None:
        if client.id != self._client:
            self._client = client.id
            self._new = None
        rows = {row.id: row for row in client.contacts}
        for id in self._further.keys() - rows.keys():
            self._drop(id)
        for row_ in rows.values():
            self._show_line(row_)
        for kind, line in self._main.items():
            if not self.saver.holds(f"{kind}_label"):
                line.label.set_value(client.answers[f"{kind}_label"])
            several = any(each.kind == kind for each in rows.values())
            line.label.setVisible(several or bool(line.label.value()))
        self._judge()

    def _show_line(self, shown: ContactRow) -> None:
        fresh = shown.id not in self._further  # also where it was removed and brought back
        if fresh:
            line = self._further[shown.id] = FurtherLine(shown.id, shown.kind, tr(KINDS[shown.kind][1]))
            self._watch(line, f"{shown.id}.label", f"{shown.id}.value")
            line.main_wanted.connect(self.make_main)
            line.remove_wanted.connect(self.remove)
            self._places[shown.kind].addWidget(line)
        line = self._further[shown.id]
        if fresh or not self.saver.holds(f"{shown.id}.label"):
            line.label.set_value(shown.label)
        if fresh or not self.saver.holds(f"{shown.id}.value"):
            line.field.set_value(shown.value)  # type: ignore[attr-defined]
            line.set_trouble("")
        if shown.id == self._new:
            self._new = None
            line.field.setFocus()

    def _drop(self, id: int) -> None:
        line = self._further.pop(id)
        focused: QWidget | None = self.focusWidget()
        if focused is not None and line.isAncestorOf(focused):
            self._main[line.kind].field.setFocus()
        line.hide()
        line.deleteLater()

    # doubts

    def _edited(self, line: ContactLine, _: object) -> None:
        line.set_doubt("")
        self._pause.start()

    def _judge(self) -> None:
        """Ask off the window's thread what seems wrong; the answer is for what is typed now."""
        asked = {name: (line.kind, line.typed) for name, line in self._lines().items()}
        locale = self._desk.words.locale
        self._desk.jobs.work(partial(_doubts, asked, locale), partial(self._doubted, asked), key="client.contacts")

    def _lines(self) -> dict[str, ContactLine]:
        lines: dict[str, ContactLine] = {str(id): line for id, line in self._further.items()}
        return {name: line for name, line in (self._main | lines).items() if line.kind != "address"}

    def _doubted(self, asked: dict[str, tuple[str, str]], doubts: dict[str, Said]) -> None:
        for name, line in self._lines().items():
            if asked.get(name) == (line.kind, line.typed):
                line.set_doubt(self._desk.words.say(doubts[name]) if name in doubts else "")

    # doing

    def add(self, kind: str) -> None:
        """One more line, empty; an empty one that is there already is typed in first."""
        client = self._client
        for line in self._further.values():
            if line.kind == kind and not line.typed:
                line.field.setFocus()
                return
        if client is not None:
            self._desk.jobs.write(lambda session: services.contacts.add(session, client, kind), self._added)

    def _added(self, id: int) -> None:
        self._new = id  # the page is read again now, and shows it

    def make_main(self, id: int) -> None:
        self._form.saver.flush()
        self.saver.flush()
        said = Said(MADE_MAIN[self._further[id].kind])
        self._desk.jobs.write(lambda session: services.contacts.make_main(session, id), undo=said)

    def remove(self, id: int) -> None:
        self.saver.flush()
        line = self._further[id]
        said = Said(REMOVED[line.kind]) if line.typed else None
        self._desk.jobs.write(lambda session: services.contacts.delete(session, id), undo=said)

    def _line(self, name: str) -> ContactLine | None:
        """Where what is saved under this name is typed; None where its line has gone."""
        id = name.partition(".")[0]
        return self._further.get(int(id)) if id.isdecimal() else self._main.get(id.removesuffix("_label"))

    def _saved(self, name: str) -> None:
        line = self._line(name)
        if line is not None:
            line.set_trouble("")

    def _refused(self, name: str, error: Exception) -> None:
        line = self._line(name)
        if isinstance(error, InvalidInput) and line is not None:
            line.set_trouble(self._desk.words.say(error.said))
        elif is_held(error) and line is not None:
            line.set_trouble(tr("Not saved yet. What you typed is still here."))
        elif not isinstance(error, Gone):  # its line has gone from the page already
            self._desk.jobs.failed.emit(error)


def _doubts(asked: dict[str, tuple[str, str]], locale: str) -> dict[str, Said]:
    found = {name: services.contacts.doubt(kind, text, locale) for name, (kind, text) in asked.items()}
    return {name: said for name, said in found.items() if said is not None}


def _update(client_id: int) -> Any:
    """Writes "12.value" or "12.label" of a further one, or "email_label" and the like of the client."""

    def update(session: Any, **fields: Any) -> None:
        for name, value in fields.items():
            id, dot, field = name.partition(".")
            if dot:
                services.contacts.update(session, int(id), **{field: value})
            else:
                services.clients.update(session, client_id, **{name: value})

    return update
