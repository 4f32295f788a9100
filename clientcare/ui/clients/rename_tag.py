"""Another word for a tag, with every client who has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.wording import short, tr


class RenameTag(FormDialog):
    """Asks for the word; then all have it, in one write that can be taken back. `then(word)` before that."""

    def __init__(self, desk: Desk, parent: QWidget, tag: str, then: Callable[[str], object]) -> None:
        title = tr("Rename “{tag}”", tag=short(tag, 40))
        super().__init__(desk, parent, title, tr("Rename"), draft="rename_tag")
        self._tag, self._then = tag, then
        why = tr("Every client who has it keeps it, under its new name. A tag you have already: the two become one.")
        self.ask_for("tag", tr("New name"), LineField("rename_tag.tag", tr("New name")), why)
        self.set_values({"tag": tag})

    def check(self) -> bool:
        return bool(self.value("tag")) or self.object_to("tag", tr("Please type a word."))

    def save(self) -> Callable[[Any], int]:
        text = self.value("tag")
        return lambda session: services.tags.check_one(session, text)

    def saved(self, id: int) -> None:
        old, new = self._tag, self.value("tag")
        self._then(new)
        told = Said(mark("“{old}” is called “{new}” now."), {"old": old, "new": new})
        self.desk.jobs.write(lambda session: services.tags.rename(session, old, new), undo=told)
