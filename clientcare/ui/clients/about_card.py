"""What else there is to know about a client: tags, notes, who sent them to us, and whom they sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.records import ClientDetail, PersonRow
from clientcare.texts import one_line
from clientcare.ui.clients.tags_field import TagsField
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.client_name import ClientName
from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.kept import Kept
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, empty, label
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.wording import tr

MOST_SENT = 12  # names shown
MOST_LETTERS = 28  # of a name


class AboutCard(Card):
    """Notes are kept by `form`, tags and who sent them as soon as they are entered. `go(id)` opens another client."""

    def __init__(self, desk: Desk, form: SavedForm, go: Callable[[int], object]) -> None:
        super().__init__(label(tr("What to know about them"), "heading"), spacing=12)
        self._desk, self._go = desk, go
        self._client: ClientDetail | None = None
        self.tags = TagsField(desk)
        self.column.addWidget(Labelled(tr("Tags"), self.tags))
        notes = TextField("client.notes", lines=3, hint=tr("What helps when you talk to them"))
        self.column.addWidget(form.add("notes", Labelled(tr("Notes for yourself"), notes)))
        self.sent_by = ClientName(desk.jobs, "client.sent_by", tr("Who sent them to you"), tr("A client of yours"))
        self._kept = Kept(self, desk.jobs, "client.sent_by", {"sent_by": self.sent_by})  # while it is nobody's name
        self._kept.put_back.connect(self.sent_by.look_up)
        self._sender = Labelled(tr("Who sent them to you"), self.sent_by)
        self.column.addWidget(self._sender)
        self._count = label("", wrap=True, name="client.sent")
        self._sent = QVBoxLayout()
        self.column.addWidget(self._count)
        self.column.addLayout(self._sent)
        self.sent_by.known_changed.connect(self._known)
        self.sent_by.edited.connect(lambda _: self._sender.set_trouble(""))
        self.sent_by.editingFinished.connect(self.keep)

    def show_client(self, client: ClientDetail) -> None:
        another = self._client is None or client.id != self._client.id
        self._client = client
        self.tags.show_client(client.id, client.tags)
        if another or not self.sent_by.hasFocus():
            self._show_sender(client.sent_by, another=another)
        if another:
            self._kept.turn_to(client.id)
        self._count.setText(tr("They sent you %n client(s).", len(client.sent)))
        self._count.setVisible(bool(client.sent))
        empty(self._sent)
        if client.sent:
            self._sent.addWidget(Flow(*map(self._person, client.sent[:MOST_SENT]), spacing=6))

    def _show_sender(self, sender: PersonRow | None, *, another: bool) -> None:
        if not another and sender is None and self._sender.trouble:
            return  # a name that is no client's stays as typed
        self.sent_by.blockSignals(True)
        self.sent_by.forget()
        self.sent_by.known = sender.id if sender else None
        self.sent_by.set_value(one_line(sender.name) if sender else "")
        self.sent_by.blockSignals(False)
        self._sender.set_trouble("")

    def _person(self, person: PersonRow) -> QPushButton:
        name = one_line(person.name)
        shown = name if len(name) <= MOST_LETTERS else name[:MOST_LETTERS] + "…"
        made = button(shown.replace("&", "&&"), partial(self._go, person.id), "pill", f"client.sent.{person.id}")
        made.setAccessibleName(tr("Open {name}", name=name))
        return made

    def _known(self, id: int | None) -> None:
        if id is not None:
            self._write(id)

    def keep(self) -> None:
        """Keep what is in the fingers: no name is nobody, a name nobody has is said and left standing."""
        self.tags.keep()
        client = self._client
        if client is None or self.sent_by.known is not None:
            return
        if self.sent_by.value():
            self._sender.set_trouble(tr("Nobody among your clients has this name. Choose one as you type, or add them first."))
        elif client.sent_by is not None:
            self._write(None)

    def forget(self) -> None:
        """Nothing that is typed has anywhere to go any more."""
        self._kept.forget()
        self._client = None
        self.tags.forget()

    def _write(self, sender: int | None) -> None:
        client = self._client
        if client is not None and sender != (client.sent_by.id if client.sent_by else None):
            write = services.clients.update
            call = partial(write, id=client.id, sent_by_id=sender)
            self._desk.jobs.fingers.save(("client.sent_by", client.id), call, self._written, self._refused)
        else:
            self._kept.drop()

    def _written(self, _: object) -> None:
        self._sender.set_trouble("")
        self._kept.drop()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._sender.set_trouble(self._desk.words.say(error.said))
        elif is_held(error):
            self._sender.set_trouble(tr("Not saved yet. What you typed is still here."))
        else:
            self._desk.jobs.failed.emit(error)
