"""The other firms a client may be sent to when they are better served elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.records import ProviderForm, ProviderRow
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.lists.row_model import Column
from clientcare.ui.pages.list_page import ListPage, filter_no_match
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import tr


def how_it_went(provider: ProviderRow) -> str:
    """"3 clients, 2 well", or nothing while nobody was sent there."""
    if not provider.sent:
        return ""
    parts = [tr("%n client(s)", provider.sent)]
    parts += [tr("{count} well", count=provider.well)] if provider.well else []
    parts += [tr("{count} mixed", count=provider.mixed)] if provider.mixed else []
    parts += [tr("{count} badly", count=provider.badly)] if provider.badly else []
    return ", ".join(parts)


COLUMNS = (
    Column(mark("Name"), lambda provider: one_line(provider.name), "name", strong=True, share=5),
    Column(mark("What they do"), lambda provider: one_line(provider.does), "does", share=6),
    Column(mark("Area"), lambda provider: one_line(provider.area), "area", share=4),
    Column(mark("Contact"), lambda provider: one_line(provider.phone or provider.email or provider.website), width=132),
    Column(mark("Fee or tie"), lambda provider: one_line(provider.tie) or tr("none"), "tie", share=4),
    Column(mark("How it went"), how_it_went, "went", width=160),
)
_ORDER: dict[str, Callable[[ProviderRow], Any]] = {
    "does": lambda provider: (not provider.does, provider.does.casefold()),
    "area": lambda provider: (not provider.area, provider.area.casefold()),
    "tie": lambda provider: (not provider.tie, provider.tie.casefold()),
    "went": lambda provider: (not provider.sent, provider.badly - provider.well, -provider.sent),
}


class ReferralsPage(ListPage):
    """Lists them by name; a click opens one. Few enough to be read whole."""

    kinds = ("Provider",)

    def __init__(self, desk: Desk) -> None:
        self._providers: dict[int, ProviderRow] = {}
        super().__init__(desk, "referrals", tr("Referrals"), COLUMNS, tr("Find by anything you noted"))
        self.set_soft(tr("Firms you would send a client to with a good conscience. A referral letter can name up to three."))
        bring = button(tr("Import…"), lambda: desk.go("import", screen="providers"), name="referrals.import")
        self.head_buttons.addWidget(bring)
        self.head_buttons.addWidget(button(tr("New firm"), self.new_provider, "primary", "referrals.new"))

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.table.show_sort(self.sort, self.descending)
            call = partial(_found, text=self.filter.value(), sort=self.sort, descending=self.descending)
            self.desk.jobs.read(call, self._show_firms)

    def _show_firms(self, firms: list[ProviderRow]) -> None:
        self._providers = {provider.id: provider for provider in firms}
        self.show_found(list(self._providers), firms[:200])

    def _rows(self, ids: list[int]) -> list[Any]:
        return [self._providers[id] for id in ids]

    def open_record(self, id: int) -> None:
        self.desk.go("provider", id)

    def say_count(self, n: int) -> str:
        return tr("%n firm(s)", n)

    def say_empty(self) -> None:
        if self.filtered:
            filter_no_match(self.empty, self.filter.value())
        else:
            text = tr("Who would you send a client to, if they were better served elsewhere? One good name is enough to begin.")
            self.empty.say(tr("No firms yet"), text, tr("Add the first one"))

    def first_step(self) -> None:
        if self.filtered:
            self.clear_filter()
        else:
            self.new_provider()

    def new_provider(self) -> None:
        if self.desk.jobs.ready:
            NewProvider(self.desk, self.window()).ask()


class NewProvider(FormDialog):
    """What a letter needs of a provider; the rest is asked on their page, which opens next."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, tr("New firm"), tr("Save"), draft="provider")

        def line(key: str, title: str, hint: str = "", why: str = "") -> None:
            self.ask_for(key, title, LineField(f"provider.{key}", title, hint), why)

        line("name", tr("Name"), tr("Valley Tile Studio"))
        line("does", tr("What they do"), tr("Tiles, stone floors"))
        line("area", tr("Where they work"), tr("Northampton, Amherst"))
        line("phone", tr("Phone"))
        line("email", tr("E-mail"))
        line("tie", tr("Any fee or tie between you"), tr("none"), tr("Every referral letter says this openly."))

    def check(self) -> bool:
        return bool(self.value("name")) or self.object_to("name", tr("Please give their name."))

    def save(self) -> Callable[[Any], int]:
        form = ProviderForm(**{key: self.value(key) for key in self.fields})
        return lambda session: services.referrals.save(session, form)

    def saved(self, id: int) -> None:
        self.desk.go("provider", id)


def _found(session: Any, text: str, sort: str, descending: bool) -> list[ProviderRow]:
    firms = services.referrals.holding(session, text)
    if sort in _ORDER:
        firms.sort(key=_ORDER[sort], reverse=descending)
    elif descending:
        firms.reverse()
    return firms
