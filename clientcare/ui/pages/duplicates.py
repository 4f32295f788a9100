"""Clients who may be one person twice, a pair at a time: made one, kept as two, or left for later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from clientcare import services
from clientcare.records import ClientSide, Pair
from clientcare.said import Said, mark
from clientcare.texts import one_line
from clientcare.ui.clients.duplicate_search import DuplicateSearch
from clientcare.ui.clients.side_by_side import SideBySide
from clientcare.ui.desk import Desk
from clientcare.ui.pages.page import Page
from clientcare.ui.widgets.empty_state import EmptyState
from clientcare.ui.widgets.parts import button, label
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import Changes

WHY = {
    ("email",): mark("The same e-mail address. Perhaps one office or family, perhaps one person."),
    ("phone",): mark("The same phone. Perhaps one office or family, perhaps one person."),
    ("email", "phone"): mark("The same e-mail address and phone, under two names."),
    ("name",): mark("The same name. It may be chance."),
    ("alike",): mark("Names that look or sound alike. It may be chance."),
    ("email", "name"): mark("The same name and e-mail address."),
    ("phone", "name"): mark("The same name and phone."),
    ("email", "phone", "name"): mark("The same name, e-mail address and phone."),
    ("email", "alike"): mark("The same e-mail address, and names alike."),
    ("phone", "alike"): mark("The same phone, and names alike."),
    ("email", "phone", "alike"): mark("The same e-mail address and phone, and names alike."),
}


class DuplicatesPage(Page):
    """Nothing of either is lost, and each step can be taken back."""

    kinds = ("Client", "ContactPoint", "NotSame", "ImportBatch")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Possible duplicates"))
        self._pairs: tuple[Pair, ...] = ()
        self._place = 0
        self._shown: tuple[ClientSide, ClientSide] | None = None
        self._secured = False  # a backup holds what was here before the first of several merges
        self._search = DuplicateSearch(self, desk.jobs)
        self._search.found.connect(self._show_pairs)
        self._make()

    def _make(self) -> None:
        self._why = label("", wrap=True, name="duplicates.why")
        self.two = SideBySide(self.desk.words)
        kept = tr("Payments, disputes, letters, tags, notes and reminders of both stay; so does an address you do not choose.")
        self._kept = label(kept, "soft", wrap=True)
        self.empty = EmptyState("duplicates.empty", lambda: self.desk.go("clients"))
        for part in (self._why, self.two, self._kept):
            self.body.addWidget(part)
            part.hide()
        self.body.addWidget(self.empty, 1)
        self.body.addStretch(0)
        self.empty.say("", tr("Looking through your clients…"))
        self._later = button(tr("Next pair"), self.later, name="duplicates.later")
        self._apart = button(tr("Not the same person"), self.keep_apart, name="duplicates.apart")
        self._merge = button(tr("Merge"), self.merge, "primary", "duplicates.merge")
        for made in (self._later, self._apart, self._merge):
            self.footer.addWidget(made)
            made.hide()

    # -- finding and showing

    def open(self, record: int | None, screen: str = "") -> None:
        self._secured = False
        super().open(record, screen)

    def load(self) -> None:
        if self.desk.jobs.ready:
            self._search.begin()

    def refresh(self, changes: Changes) -> None:
        if self.isVisible():
            super().refresh(changes)

    def _show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        looked_at = self._pair
        self._pairs = pairs
        self._place = next((n for n, pair in enumerate(pairs) if _ids(pair) == _ids(looked_at)), self._place)
        self._read()

    @property
    def _pair(self) -> Pair | None:
        return self._pairs[self._place] if self._place < len(self._pairs) else None

    def _read(self) -> None:
        """Read the pair it is the turn of; after the last comes the first."""
        if self._place >= len(self._pairs):
            self._place = 0
        pair = self._pair
        if pair is None:
            self._show_nobody()
        else:
            gone = partial(self._gone, pair)
            self.desk.jobs.read(lambda session: (_side(session, pair.a_id), _side(session, pair.b_id)), self._show, gone)

    def _show(self, sides: tuple[ClientSide, ClientSide]) -> None:
        pair = self._pair
        if pair is None or (pair.a_id, pair.b_id) != (sides[0].id, sides[1].id):
            return
        self.empty.hide()
        if sides != self._shown:  # else what was chosen so far would be lost
            self._shown = sides
            self.two.show_two(*sides)
        self._why.setText(tr(WHY[pair.why]))
        self.set_pill(tr("{place} of {count}", place=self._place + 1, count=len(self._pairs)), "quiet")
        for part in (self._why, self.two, self._kept, self._merge, self._apart):
            part.show()
        self._later.setVisible(len(self._pairs) > 1)

    def _show_nobody(self) -> None:
        self._shown = None
        self.set_pill("")
        for part in (self._why, self.two, self._kept, self._merge, self._apart, self._later):
            part.hide()
        text = tr("No two of your clients look like the same person.")
        self.empty.say(tr("Nobody stands here twice"), text, tr("Back to the clients"))
        self.empty.show()

    def _gone(self, pair: Pair, error: Exception) -> None:
        """One of the two was deleted meanwhile."""
        self._drop({pair.a_id, pair.b_id})
        self.desk.jobs.fail_unless_gone(error)

    # -- doing

    def later(self) -> None:
        self._place += 1
        self._read()

    def keep_apart(self) -> None:
        pair = self._pair
        if pair is not None:
            said = Said(mark("Kept as two clients."))
            write = partial(_keep_apart, pair)
            self._pairs = tuple(one for one in self._pairs if one != pair)
            self.desk.jobs.write(write, self._went_on, undo=said)

    def merge(self) -> None:
        pair, shown = self._pair, self._shown
        if pair is None or shown is None or (pair.a_id, pair.b_id) != (shown[0].id, shown[1].id):
            return
        merge = partial(self._merge_now, pair, shown, self.two.choices())
        if self._secured:
            merge()
        else:
            self.desk.keeper.before("merge", merge)

    def _merge_now(self, pair: Pair, shown: tuple[ClientSide, ClientSide], choices: dict[str, str]) -> None:
        self._secured = True
        names = {"name": one_line(shown[0].name), "other": one_line(shown[1].name)}
        said = Said(mark("{name} and {other} are one client now."), names)
        self._drop({pair.b_id}, read=False)  # a second press finds the next pair, not yet shown
        self.desk.jobs.write(partial(_merge, pair, choices), self._went_on, self._not_merged, said)

    def _went_on(self, _: object) -> None:
        self._read()

    def _not_merged(self, error: Exception) -> None:
        self.load()
        self.desk.jobs.failed.emit(error)

    def _drop(self, ids: set[int], *, read: bool = True) -> None:
        """Whoever is no more makes no pair."""
        self._pairs = tuple(pair for pair in self._pairs if not ids & {pair.a_id, pair.b_id})
        if read:
            self._read()


def _ids(pair: Pair | None) -> tuple[int, int] | None:
    return (pair.a_id, pair.b_id) if pair else None


def _side(session: Any, id: int) -> ClientSide:
    return services.merging.side(session, id)


def _merge(pair: Pair, choices: dict[str, str], session: Any) -> int:
    return services.merging.merge(session, pair.a_id, pair.b_id, choices)


def _keep_apart(pair: Pair, session: Any) -> None:
    services.duplicates.not_same(session, pair.a_id, pair.b_id)
