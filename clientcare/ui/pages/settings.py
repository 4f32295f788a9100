"""The settings: who the business is, what its money is worth, whom it is for, how the app looks, where the data lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import Artwork, TraitRow
from clientcare.said import mark
from clientcare.settings import TITLES, Settings
from clientcare.ui.desk import Desk
from clientcare.ui.importing.past_imports import PastImports
from clientcare.ui.keeping.card import BackupsCard
from clientcare.ui.pages.page import Page
from clientcare.ui.pages.settings_letters import HowWeWorkCard, LettersCard, RoutesCard
from clientcare.ui.pages.settings_mail import MailCard
from clientcare.ui.pages.settings_reminders import RemindersCard
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import LineField, NumberField, TextField
from clientcare.ui.widgets.job_margins import JobMarginsCard
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.locales import PickOne, currencies, locales
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.widgets.style_fields import StyleCard
from clientcare.ui.widgets.traits import TraitsEditor
from clientcare.ui.wording import tr

APPEARANCES = (("system", mark("As the system")), ("light", mark("Light")), ("dark", mark("Dark")))


Found = tuple[Settings, Path, tuple[TraitRow, ...], Mapping[str, Artwork]]


class SettingsPage(Page):
    """Every setting under its own title, saved as typed."""

    kinds = ("Setting", "Trait", "JobMargin", "Artwork")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Settings"))
        self._form = SavedForm(self, desk, _update, self.status, "settings")
        self._folder: Path | None = None
        left, right = QVBoxLayout(), QVBoxLayout()
        self._style = StyleCard(desk, self._form, tr("How you talk"), "settings", "own_style", of_me=True)
        self._letters, self._mail = LettersCard(desk, self._ask), MailCard(desk, self._ask)
        routes, sheet, self._job_margins = RoutesCard(self._ask), HowWeWorkCard(desk), JobMarginsCard(desk)
        self._imports = PastImports(desk, "settings.imports")
        reminders = RemindersCard(desk.jobs, self._ask, self._save_calendar)
        keeping = (BackupsCard(desk), self._data())
        sides = (
            (left, (self._business(), self._mail, self._style, self._right_client(), sheet, self._imports)),
            (right, (self._money(), self._job_margins, self._letters, routes, reminders, self._looks(), *keeping)),
        )
        for column, cards in sides:
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._all = QWidget()
        self._all.setProperty("look", "clear")
        columns = QHBoxLayout(self._all)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self.body.addWidget(self._all)
        self.body.addStretch(1)
        self._all.hide()  # until there is something to show

    def _ask(self, card: Card, name: str, field: Any, why: str = "", *, share: bool = False) -> None:
        beside = isinstance(field, NumberField)
        if beside:
            field.setFixedWidth(120)
        field.setObjectName(f"settings.{name}")
        card.column.addWidget(self._form.add(name, Labelled(tr(TITLES[name]), field, why, beside=beside), share=share))

    def _business(self) -> Card:
        card = Card(label(tr("Your business"), "heading"), spacing=12)
        self._ask(card, "business_name", LineField(), tr("Stands at the head of every letter."))
        self._ask(card, "owner_name", LineField(), tr("You sign with it."))
        self._ask(card, "address", TextField(lines=3))
        self._ask(card, "phone", LineField())
        self._ask(card, "email", LineField())
        self._ask(card, "website", LineField())
        return card

    def _money(self) -> Card:
        card, words = Card(label(tr("Money"), "heading"), spacing=12), self.desk.words

        def number(unit: str = "") -> NumberField:
            return NumberField(words.locale, unit=unit)

        self._ask(card, "currency", PickOne(currencies))
        self._ask(card, "locale", PickOne(locales))
        self._ask(card, "hour_worth", number(), tr("When an hour goes into a dispute, this is what it costs."))
        self._ask(card, "margin", number("%"), tr("In percent. Most small firms keep 20 to 50."), share=True)
        self._ask(card, "savings", number(), tr("Only to warn you when one client is too much of your living."))
        self._ask(card, "monthly_costs", number(), tr("Rent, food, wages: what must be paid whatever happens."))
        return card

    def _right_client(self) -> Card:
        why = tr("What the clients have in common whom you want more of. In each dispute you mark how it is with that one.")
        self._traits = TraitsEditor(self.desk)
        self._traits.noted.connect(lambda: self.status.setText(""))
        self._traits.saved.connect(lambda: self.status.setText(tr("Saved a moment ago")))
        return Card(label(tr("The right client"), "heading"), label(why, "soft", wrap=True), self._traits, spacing=12)

    def _looks(self) -> Card:
        card = Card(label(tr("Looks"), "heading"), spacing=12)
        appearance = OneAlways(APPEARANCES, "settings.appearance", tr(TITLES["appearance"]))
        self._ask(card, "appearance", appearance)
        appearance.edited.connect(self._appear)
        return card

    def _data(self) -> Card:
        self._where = ElidedLabel("", "")
        self._where.setObjectName("settings.folder")
        self._open = button(tr("Open the folder"), self.open_folder, name="settings.open_folder")
        card = Card(label(tr("Your data"), "heading"), spacing=8)
        card.column.addWidget(label(tr("Everything you type is on this computer only, in this folder:"), "soft", wrap=True))
        card.column.addWidget(self._where)
        card.column.addLayout(row(self._open, None))
        return card

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.desk.jobs.read(_read, self._show)
            self._job_margins.load()
            self._imports.load()

    def _show(self, found: Found) -> None:
        settings, self._folder, traits, artwork = found
        self._traits.show_traits(traits)
        self._letters.show_artwork(artwork)
        self._form.show(asdict(settings))
        self._style.show_style()
        self._mail.show_settings(settings)
        self._where.setText(str(self._folder))
        self._all.show()
        if self.wanted == "mail":
            self.wanted = ""
            QTimer.singleShot(0, self._mail, self._mail.take_up)  # once it has its place on the page

    def _appear(self, appearance: object) -> None:
        """At once, not only when it is saved."""
        self._form.saver.flush()
        self.desk.theme.appear(str(appearance))

    def _save_calendar(self) -> None:
        from clientcare.ui.reminding.calendar_export import CalendarExport

        if self.desk.jobs.ready:
            CalendarExport(self.desk, self.window()).begin()

    def open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def leave(self) -> None:
        self._mail.leave()
        self._form.saver.flush()
        self._traits.flush()
        self._job_margins.flush()


def _read(session: Any) -> Found:
    settings, folder = services.settings.load(session), services.settings.folder(session)
    return settings, folder, services.traits.rows(session), services.artwork.rows(session)


def _update(session: Any, **fields: Any) -> None:
    services.settings.update(session, **fields)
