"""The clients sent to one firm: how each fared, and a reminder to thank the firm."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from clientcare.records import ProviderDetail, ReferralRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, label, row
from clientcare.ui.wording import short, tr

WENT_THERE = {
    "well": mark("went well"),
    "mixed": mark("went so-so"),
    "badly": mark("went badly"),
    "not_taken": mark("did not go"),
    "": mark("not known yet how it went"),
}
LONGEST_NAME = 40  # letters of a client's, inside a sentence
AT_FIRST, MORE = 5, 50  # lines


class PastReferrals(Card):
    """A line for each client, the newest first; a click opens the dispute where it is followed through."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("Clients you sent there"), "heading", wrap=True), spacing=12)
        self._desk = desk
        self._found: tuple[ReferralRow, ...] = ()
        self._most = AT_FIRST
        self._owed: ReferralRow | None = None
        self._none = label(tr("None yet. When a referral letter that names them goes, it is noted here."), "soft", wrap=True)
        self._good = label("", wrap=True, name="provider.good")
        self._thanks = Card(self._good, look="wash", margin=12)
        self._thanks.column.addLayout(row(button(tr("Say thank you"), self._thank, name="provider.thank"), None))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._more = button("", self._show_more, "plain", "provider.more")
        for part in (self._none, self._thanks):
            self.column.addWidget(part)
        self.column.addLayout(self._lines)
        self.column.addLayout(row(self._more, None))

    def show_firm(self, found: ProviderDetail) -> None:
        if found.referrals != self._found:
            self._found, self._most = found.referrals, AT_FIRST
            self._show_lines()
        self._none.setHidden(bool(self._found))
        unthanked = [one for one in self._found if one.went == "well" and one.thanked_on is None]
        self._owed = unthanked[0] if unthanked else None
        self._thanks.setVisible(bool(unthanked))
        if self._owed:
            name = short(self._owed.client_name, LONGEST_NAME)
            self._good.setText(tr("{name} was looked after well there. A line of thanks is soon written.", name=name))

    def _show_lines(self) -> None:
        empty(self._lines)
        for one in self._found[: self._most]:
            self._lines.addWidget(self._line(one))
        left = len(self._found) - self._most
        self._more.setText(tr("Show %n more", min(left, MORE)) if left > 0 else "")
        self._more.setVisible(left > 0)

    def _show_more(self) -> None:
        self._most += MORE
        self._show_lines()

    def _line(self, one: ReferralRow) -> QPushButton:
        made = button("", partial(self._open, one), "row", f"provider.past.{one.id}")
        who = f"{one.client_name} · {one.title}"
        how = [self._desk.words.day(one.referred_on), tr(WENT_THERE.get(one.went, WENT_THERE[""])), one.note]
        said = " · ".join(part for part in how if part)
        made.setAccessibleName(tr("Open the dispute: {what}", what=" ".join(f"{who}. {said}".split())))
        made.setMinimumHeight(56)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout(made)
        words.setContentsMargins(12, 6, 12, 6)
        words.setSpacing(0)
        words.addWidget(ElidedLabel(who))
        words.addWidget(ElidedLabel(said, "soft"))
        return made

    def _thank(self) -> None:
        if self._owed is not None:
            self._desk.go("dispute", self._owed.dispute_id, f"write:referral_thanks:{self._owed.provider_id}")

    def _open(self, one: ReferralRow) -> None:
        self._desk.go("dispute", one.dispute_id, "follow.referral")
