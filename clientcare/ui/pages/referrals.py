"""The other firms a client may be sent to when they are better served elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.records import ProviderForm, ProviderRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.pages.list_page import ListPage, filter_no_match, one_line
from clientcare.ui.row_model import Column
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import tr

COLUMNS = (
    Column(mark("Name"), lambda provider: one_line(provider.name), strong=True),
    Column(mark("What they do"), lambda provider: one_line(provider.does)),
    Column(mark("Contact"), lambda provider: one_line(provider.phone or provider.email or provider.website)),
    Column(mark("Fee or tie"), lambda provider: one_line(provider.tie) or tr("none"), width=200),
)


class ReferralsPage(ListPage):
    """Lists them by name; a click opens one to change it. Few enough to be read whole."""

    kinds = ("Provider",)

    def __init__(self, desk: Desk) -> None:
        self._providers: dict[int, ProviderRow] = {}
        super().__init__(desk, "referrals", tr("Referrals"), COLUMNS, tr("Find by name or trade"))
        self.set_soft(tr("Firms you would send a client to with a good conscience. A referral letter can name up to three."))
        self.head_buttons.addWidget(button(tr("New provider"), self.new_provider, "primary", "referrals.new"))

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.desk.jobs.read(lambda session: services.referrals.rows(session), self._sift)

    def _sift(self, providers: list[ProviderRow]) -> None:
        wanted = self.filter.value().casefold()
        found = [p for p in providers if wanted in f"{p.name}\n{p.does}".casefold()]
        self._providers = {provider.id: provider for provider in found}
        self.show_found(list(self._providers), found)

    def _rows(self, ids: list[int]) -> list[Any]:
        return [self._providers[id] for id in ids]

    def open_record(self, id: int) -> None:
        ProviderDialog(self.desk, self.window(), self._providers[id]).ask()

    def say_count(self, n: int) -> str:
        return tr("%n provider(s)", n)

    def say_empty(self) -> None:
        if self.filtered:
            filter_no_match(self.empty, self.filter.value())
        else:
            text = tr("Who would you send a client to, if they were better served elsewhere? One good name is enough to begin.")
            self.empty.say(tr("No providers yet"), text, tr("Add the first one"))

    def first_step(self) -> None:
        if self.filtered:
            self.clear_filter()
        else:
            self.new_provider()

    def new_provider(self) -> None:
        if self.desk.jobs.ready:
            ProviderDialog(self.desk, self.window()).ask()


class ProviderDialog(FormDialog):
    """One provider, new or known."""

    def __init__(self, desk: Desk, parent: QWidget, provider: ProviderRow | None = None) -> None:
        title = tr("Change this provider") if provider else tr("New provider")
        super().__init__(desk, parent, title, tr("Save"), draft="provider", record=provider.id if provider else 0)
        self._id = provider.id if provider else None
        self._add_fields()
        if provider:
            self.set_values({key: getattr(provider, key) for key in self.fields})
            self.buttons.insertWidget(0, button(tr("Delete"), self._delete, "plain", "provider.delete"))

    def _add_fields(self) -> None:
        def line(key: str, title: str, hint: str = "", why: str = "") -> None:
            self.ask_for(key, title, LineField(f"provider.{key}", title, hint), why)

        line("name", tr("Name"), tr("Valley Tile Studio"))
        line("does", tr("What they do"), tr("Tiles, stone floors"))
        line("phone", tr("Phone"))
        line("email", tr("E-mail"))
        line("website", tr("Website"))
        line("tie", tr("Any fee or tie between you"), tr("none"), tr("Every referral letter says this openly."))
        self.ask_for("notes", tr("Notes for yourself"), TextField("provider.notes", lines=2))

    def check(self) -> bool:
        return bool(self.value("name")) or self.object_to("name", tr("Please give their name."))

    def save(self) -> Callable[[Any], int]:
        form = ProviderForm(**{key: self.value(key) for key in self.fields}, id=self._id)
        return lambda session: services.referrals.save(session, form)

    def _delete(self) -> None:
        id = self._id
        assert id is not None
        said = Said(mark("{name} was deleted."), {"name": self.value("name")})
        self.desk.jobs.write(lambda session: services.referrals.delete(session, id), undo=said)
        self.cancel()
