"""A new tag for the clients that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.wording import tr


class NewTag(FormDialog):
    """Asks for the word; then every one of `ids` has it, in one write that can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Sequence[int]) -> None:
        super().__init__(desk, parent, tr("Tag %n client(s)", len(ids)), tr("Tag them"), draft="new_tag")
        self._ids = tuple(ids)
        field = LineField("new_tag.tag", tr("Tag"), tr("VIP"))
        self.ask_for("tag", tr("Tag"), field, tr("A word to find them by. Several: with commas between."))

    def check(self) -> bool:
        return bool(self.value("tag")) or self.object_to("tag", tr("Please type a word."))

    def save(self) -> Callable[[Any], int]:
        text = self.value("tag")
        return lambda session: services.tags.check(session, text)

    def saved(self, id: int) -> None:
        text, ids = self.value("tag"), self._ids
        self.desk.jobs.write(lambda session: services.tags.add(session, ids, text), undo=tagged(text, ids))


def tagged(tag: str, ids: Sequence[int]) -> Said:
    """What is said once they have it."""
    return Said(mark("Tagged “{tag}”: %n client(s)."), {"tag": tag}, len(ids))
