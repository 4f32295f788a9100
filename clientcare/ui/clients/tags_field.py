"""A client's tags as chips that a press takes away, and a line to type another into, with those in use offered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QPushButton, QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.records import TagRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.kept import Kept
from clientcare.ui.widgets.parts import button, empty, label
from clientcare.ui.wording import tr

MOST_LETTERS = 32  # of a chip; its name says the whole


class TagLine(LineField):
    """`entered`: the owner came to it."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class TagsField(QWidget):
    """The tags of one client, each kept as soon as it is entered or left; one that is taken away can be brought back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._desk = desk
        self._client: int | None = None
        self._shown: tuple[str, ...] = ()
        self.line = TagLine("client.tag", tr("Add a tag"), tr("Add a tag: VIP, kitchen, slow to pay"))
        self._kept_line = Kept(self, desk.jobs, "client.tag", {"tag": self.line})  # until it is a tag
        self._trouble = label("", "trouble", wrap=True, name="client.tag.trouble")
        self._trouble.hide()
        self._known = QStringListModel(self)
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._place)
        column.addWidget(self.line)
        column.addWidget(self._trouble)
        self._offer()
        desk.theme.changed.connect(self._show_chips)  # each bears a cross in the theme's colour
        self.line.entered.connect(self._read_known)
        self.line.editingFinished.connect(self.keep)
        self.line.textEdited.connect(lambda _: self._trouble.hide())

    def _offer(self) -> None:
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)

    def _read_known(self) -> None:
        if self._desk.jobs.ready:
            self._desk.jobs.read(services.tags.known, self._offered)

    def _offered(self, known: list[TagRow]) -> None:
        self._known.setStringList([tag.text for tag in known if tag.text not in self._shown])

    def show_client(self, client_id: int, tags: tuple[str, ...]) -> None:
        if client_id != self._client:
            self._client = client_id
            self.line.set_value("")
            self._trouble.hide()
            self._kept_line.turn_to(client_id)
        if tags != self._shown:
            self._shown = tags
            self._show_chips()

    def _show_chips(self) -> None:
        held = self.focusWidget()
        empty(self._place)
        if self._shown:
            self._place.addWidget(Flow(*map(self._chip, self._shown), spacing=6))
        if isinstance(held, QPushButton):
            self.line.setFocus()

    def _chip(self, tag: str) -> QPushButton:
        said = tag if len(tag) <= MOST_LETTERS else tag[:MOST_LETTERS] + "…"
        chip = button(said.replace("&", "&&"), partial(self.remove, tag), "pill", "client.tag.remove")
        chip.setIcon(self._desk.theme.icon("x", self._desk.theme.tokens.accent, 14))
        chip.setIconSize(QSize(12, 12))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the word
        chip.setAccessibleName(tr("Take away the tag {tag}", tag=tag))
        chip.setToolTip(tr("Take away"))
        return chip

    def keep(self) -> None:
        """Keep what is typed as a tag, or several with commas between."""
        text, client = self.line.value(), self._client
        if text and client is not None:
            kept = partial(self._kept, text)
            save, key = self._desk.jobs.fingers.save, ("client.tags", client, text)
            save(key, lambda session: services.tags.add(session, [client], text), kept, self._refused, typed=text)

    def forget(self) -> None:
        """What is typed has nowhere to go any more."""
        self._kept_line.forget()
        self._client = None
        self.line.set_value("")

    def _kept(self, text: str, _: int) -> None:
        self._trouble.hide()
        if self.line.value() == text:
            self.line.set_value("")
            self._kept_line.drop()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._trouble.setText(self._desk.words.say(error.said))
        elif is_held(error):
            self._trouble.setText(tr("Not saved yet. What you typed is still here."))
        else:
            self._desk.jobs.failed.emit(error)
            return
        self._trouble.show()

    def remove(self, tag: str) -> None:
        client = self._client
        if client is not None:
            said = Said(mark("The tag “{tag}” was taken away."), {"tag": tag})
            self._desk.jobs.write(lambda session: services.tags.remove(session, [client], tag), undo=said)
