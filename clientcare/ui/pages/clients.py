"""Every client, with their tags, what they bring and whether a dispute is open; several can be changed at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.records import ClientRow, TagRow
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.clients.duplicates_button import DuplicatesButton
from clientcare.ui.clients.filters import ClientFilters
from clientcare.ui.clients.rename_tag import RenameTag
from clientcare.ui.clients.together import Together
from clientcare.ui.desk import Desk
from clientcare.ui.lists.chosen_bar import Action
from clientcare.ui.lists.row_model import Column
from clientcare.ui.pages.list_page import ListPage, filter_no_match, shortened
from clientcare.ui.pages.new_client import add_client
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import Changes

WIDE = 860  # px of the page: below, the tags give way, which the filter line finds too
TAGS = 2  # the column


def columns(words: Wording) -> tuple[Column, ...]:
    """The columns of the list; money is said the business's way."""

    def revenue(client: ClientRow) -> str:
        return words.money(client.yearly_revenue) if client.yearly_revenue else "–"

    def worth(client: ClientRow) -> str:
        if client.worth is None:
            return "–"
        return words.money(client.worth, rounded=True) if client.worth >= 0 else tr("costs more")

    def name(client: ClientRow) -> str:
        return tr("{name} (archived)", name=one_line(client.name)) if client.archived else one_line(client.name)

    return (
        Column(mark("Client"), name, "name", strong=True),
        Column(mark("Contact"), lambda client: one_line(client.email or client.phone), share=5),
        Column(mark("Tags"), lambda client: one_line(" · ".join(client.tags)), width=160),
        Column(mark("Last 12 months"), revenue, "revenue", numeric=True, width=130),
        Column(mark("Worth over time"), worth, "worth", numeric=True, width=132),
        Column(mark("Open disputes"), lambda client: str(client.disputes_open or "–"), "open", numeric=True, width=124),
    )


class ClientsPage(ListPage):
    """Opens a client, or adds one; those put away are shown when they are asked for."""

    kinds = ("Client", "Payment", "JobMargin", "Dispute", "Tag", "NotSame", "Setting")

    def __init__(self, desk: Desk) -> None:
        self._sifting = ClientFilters()
        self._tags_read, self._any_archived = False, False
        super().__init__(desk, "clients", tr("Clients"), columns(desk.words), tr("Name, e-mail, phone or tag"))
        self.filter.setFixedWidth(224)
        self._sifting.edited.connect(self._sift)
        self._sifting.rename_wanted.connect(self._rename_tag)
        self.head_buttons.addWidget(button(tr("Import…"), lambda: desk.go("import", screen="clients"), name="clients.import"))
        self._duplicates = DuplicatesButton(desk)
        self.head_buttons.addWidget(self._duplicates)
        self.head_buttons.addWidget(button(tr("New client"), self.new_client, "primary", "clients.new"))

    def filters(self) -> QWidget:
        return self._sifting

    def chosen_actions(self) -> Sequence[Action]:
        self._together = Together(self, self.desk)
        return self._together.actions()

    @property
    def sifted(self) -> bool:
        hidden = self._any_archived and self._sifting.show_.value() == "active"
        return self.filtered or self._sifting.sifts or hidden

    def _sift(self) -> None:
        self._together.shown = self._sifting.show_.value()
        self.load()

    def refresh(self, changes: Changes) -> None:
        self._tags_read = self._tags_read and not changes.touches("Tag")
        super().refresh(changes)

    def open(self, record: int | None, screen: str = "") -> None:
        self._tags_read = False  # they may be others since
        super().open(record, screen)

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.desk.jobs.read(lambda session: services.clients.any_archived(session), self._know_archive)
        super().load()
        if self.desk.jobs.ready and not self._tags_read:
            self._tags_read = True
            self.desk.jobs.read(lambda session: services.tags.known(session), self._show_tags)
            self._duplicates.look()

    def _rename_tag(self, tag: str) -> None:
        RenameTag(self.desk, self.window(), tag, self._sifting.expect).ask()

    def _know_archive(self, any_archived: bool) -> None:
        self._any_archived = any_archived

    def _show_tags(self, known: list[TagRow]) -> None:
        self._together.tags = [tag.text for tag in known]
        self.table.show_column(TAGS, bool(known) and self.width() >= WIDE)
        if self._sifting.offer_tags(known):  # the one that was chosen is nobody's any more
            self._sift()

    def read_ids(self) -> Callable[[Any], list[int]]:
        text, sort, descending, sifting = self.filter.value(), self.sort, self.descending, self._sifting
        wanted = {"show": sifting.show_.value(), "tag": sifting.tag.value(), "disputes": sifting.disputes.value()}
        return lambda session: services.clients.ids(session, text, sort, descending, **wanted)

    def read_rows(self, ids: list[int]) -> Callable[[Any], list[Any]]:
        return lambda session: services.clients.rows(session, ids)

    def open_record(self, id: int) -> None:
        self.desk.go("client", id)

    def say_count(self, n: int) -> str:
        return tr("%n client(s)", n)

    def say_empty(self) -> None:
        if self._perhaps_archived:
            text = tr("Nothing among your active clients holds “{text}”.", text=shortened(self.filter.value()))
            self.empty.say(tr("Nothing found"), text, tr("Look in the archive too"))
        elif self.filtered:
            filter_no_match(self.empty, self.filter.value())
        elif self._sifting.show_.value() == "archived" and not self._sifting.narrows:
            text = tr("Whom you put away stands here, with all that is theirs, until you take them back.")
            self.empty.say(tr("The archive is empty"), text, tr("Show the active ones"))
        elif self._all_archived:
            text = tr("All your clients are in the archive, with all that is theirs.")
            self.empty.say(tr("No active clients"), text, tr("Show the archive"))
        elif self.sifted:
            self.empty.say(tr("Nothing found"), tr("No client is like that."), tr("Show all"))
        else:
            text = tr("Clients stand here with what they bring, so that you know what is at stake before you decide.")
            self.empty.say(tr("No clients yet"), text, tr("Add your first client"))

    @property
    def _all_archived(self) -> bool:
        return self.sifted and not self.filtered and not self._sifting.sifts

    @property
    def _perhaps_archived(self) -> bool:
        return self.filtered and self._any_archived and self._sifting.show_.value() == "active"

    def first_step(self) -> None:
        if self._perhaps_archived:
            self._sifting.show_.set_value("")
            self._sift()
        elif self.sifted:
            show = "archived" if self._all_archived else "active"
            self._sifting.clear()
            self._sifting.show_.set_value(show)
            self._together.shown = show
            self.clear_filter()
        else:
            self.new_client()

    def new_client(self) -> None:
        add_client(self.desk)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.show_column(TAGS, bool(self._together.tags) and self.width() >= WIDE)
