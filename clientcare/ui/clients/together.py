"""What can be done with several clients at once, each in one write that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.clients.new_tag import NewTag, tagged
from clientcare.ui.desk import Desk
from clientcare.ui.lists.chosen_bar import Action, Choices
from clientcare.ui.wording import tr

MANY = 20  # clients: to delete more than these, the owner is asked first
MOST_TAGS = 30  # offered in the menu


class Together(QObject):
    """`tags`: those in use; `archived`: which clients the list shows, "active", "archived" or "" for both."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self.tags: list[str] = []
        self.shown = "active"

    def actions(self) -> Sequence[Action]:
        return (
            Action(tr("Tag"), name="tag", choices=self._to_add),
            Action(tr("Untag"), name="untag", choices=self._to_remove, fits=lambda: bool(self.tags)),
            Action(tr("Archive"), self.archive, "archive", fits=lambda: self.shown != "archived"),
            Action(tr("Take back from the archive"), self.take_back, "take_back", fits=lambda: self.shown != "active"),
            Action(tr("Delete"), self.delete, "delete"),
        )

    def _to_add(self) -> Choices:
        known = [(tag, partial(self.tag, tag)) for tag in self.tags[:MOST_TAGS]]
        return [(tr("New tag…"), self.new_tag), *known]

    def _to_remove(self) -> Choices:
        return [(tag, partial(self.untag, tag)) for tag in self.tags[:MOST_TAGS]]

    def new_tag(self, ids: list[int]) -> None:
        NewTag(self._desk, self._page.window(), ids).ask()

    def tag(self, tag: str, ids: list[int]) -> None:
        self._desk.jobs.write(lambda session: services.tags.add(session, ids, tag), undo=tagged(tag, ids))

    def untag(self, tag: str, ids: list[int]) -> None:
        said = Said(mark("“{tag}” taken from %n client(s)."), {"tag": tag}, len(ids))
        self._desk.jobs.write(lambda session: services.tags.remove(session, ids, tag), undo=said)

    def archive(self, ids: list[int]) -> None:
        said = Said(mark("Put into the archive: %n client(s)."), n=len(ids))
        self._desk.jobs.write(lambda session: services.clients.archive(session, ids), undo=said)

    def take_back(self, ids: list[int]) -> None:
        said = Said(mark("Back in the list: %n client(s)."), n=len(ids))
        self._desk.jobs.write(lambda session: services.clients.take_back(session, ids), undo=said)

    def delete(self, ids: list[int]) -> None:
        if len(ids) > MANY:
            title = tr("Delete %n client(s)?", len(ids))
            text = tr("Their payments, disputes and letters go too. You can take it back until you close ClientCare.")
            if not self._desk.dialogs.confirm(self._page.window(), title, text, tr("Delete them")):
                return
        self._desk.keeper.before_several(len(ids), partial(self._delete, ids))

    def _delete(self, ids: list[int]) -> None:
        said = Said(mark("Deleted: %n client(s)."), n=len(ids))
        self._desk.jobs.write(lambda session: services.clients.delete_all(session, ids), undo=said)

