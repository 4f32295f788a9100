"""The filters the owner keeps under a name: a button with a menu to choose, keep, rename and delete them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from clientcare import services
from clientcare.records import KeptFilter
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import PushButton
from clientcare.ui.wording import short, tr

SHOWN = 40  # letters of a name in the menu


class KeptFilters(PushButton):
    """Of the list `place`. `chosen(content)`: sift it so; `content()` says how it is sifted now."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, place: str, content: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__(tr("Saved filters"))
        self._desk, self._place, self._content = desk, place, content
        self.setObjectName(f"{place}.kept")
        self.setAccessibleDescription(tr("Opens a menu"))
        self.setAutoDefault(False)
        self.clicked.connect(lambda _: self.ask())

    def ask(self) -> None:
        """Open the menu, as soon as it is known what is kept."""
        place = self._place
        self._desk.jobs.read(lambda session: services.saved_filters.kept(session, place), self._open)

    def _open(self, found: list[KeptFilter]) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self._place}.kept.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill(menu, found)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def fill(self, menu: QMenu, found: list[KeptFilter]) -> None:
        for one in found:
            menu.addAction(_line(one.name), partial(self.chosen.emit, one.content))
        menu.addSeparator()
        keep = menu.addAction(tr("Save this filter…"), self.keep)
        keep.setEnabled(bool(self._content()))
        if found:
            renaming, deleting = menu.addMenu(tr("Rename")), menu.addMenu(tr("Delete"))
            for one in found:
                renaming.addAction(_line(one.name), partial(self.rename, one))
                deleting.addAction(_line(one.name), partial(self.delete, one))

    def keep(self) -> None:
        """Ask for a name and keep how the list is sifted now."""
        _Name(self._desk, self.window(), self._place, dict(self._content())).ask()

    def rename(self, one: KeptFilter) -> None:
        _Name(self._desk, self.window(), self._place, {}, one).ask()

    def delete(self, one: KeptFilter) -> None:
        gone = Said(mark("The filter “{name}” was deleted."), {"name": short(one.name, SHOWN)})
        self._desk.jobs.write(partial(_delete, one.id), undo=gone)


class _Name(FormDialog):
    """Asks for the name of a filter, new or kept."""

    def __init__(
        self, desk: Desk, parent: QWidget, place: str, content: Mapping[str, Any], one: KeptFilter | None = None
    ) -> None:
        title = tr("Rename the filter") if one else tr("Save this filter")
        super().__init__(desk, parent, title, tr("Save"), draft="filter", record=one.id if one else 0)
        self._place, self._kept_content, self._one = place, content, one
        why = "" if one else tr("One that has this name already is replaced.")
        self.ask_for("name", tr("What do you call it?"), LineField("filter.name", "", tr("Large and overdue")), why)
        if one is not None:
            self.set_values({"name": one.name})

    def check(self) -> bool:
        return bool(self.value("name")) or self.object_to("name", tr("Please give it a name."))

    def save(self) -> Callable[[Any], Any]:
        name, one = self.value("name"), self._one
        if one is not None:
            return partial(_rename, one.id, name)
        place, content = self._place, self._kept_content
        return lambda session: services.saved_filters.save(session, place, name, content)


def _rename(id: int, name: str, session: Any) -> None:
    services.saved_filters.rename(session, id, name)


def _delete(id: int, session: Any) -> None:
    services.saved_filters.delete(session, id)


def _line(name: str) -> str:
    return short(name, SHOWN).replace("&", "&&")
