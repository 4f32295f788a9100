"""The decision on record: what was chosen and when, and the way to what was known then."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from clientcare import services
from clientcare.called import WAYS
from clientcare.decision.rules import LEAVING
from clientcare.records import DecisionRow, DisputeDetail, VersionRow
from clientcare.ui.desk import Desk
from clientcare.ui.steps.deciding.compare import Comparer, way_decided
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

LONGEST = 140  # letters of a way's name


class DecidedCard(Card):
    """What was decided, by the name it had then. `again`: the owner wants to choose anew."""

    again = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=8)
        self._desk, self._dispute = desk, 0
        self._comparer = Comparer(desk, self)
        self._way = label("", "heading", wrap=True, name="decide.decided")
        self._lines = label("", wrap=True, name="decide.on_record")
        self._why = label("", "soft", wrap=True)
        for part in (self._way, self._lines, self._why):
            self.column.addWidget(part)
        again = button(tr("Decide again"), self.again.emit, name="decide.again")
        then = button(tr("What you knew then"), self._show_then, name="decide.then")
        self.column.addLayout(row(again, then, None))

    def show_dispute(self, dispute: DisputeDetail) -> None:
        """Show the decision that counts, if there is one."""
        decision, id = dispute.decision, dispute.id
        self._dispute = id
        if decision is not None:
            self._lines.setText(self._on_record(decision))
            self._why.setText(decision.why)
            self._why.setVisible(bool(decision.why))
            self._desk.jobs.read(lambda session: services.decisions.versions(session, id), partial(self._name, decision))

    def _name(self, decision: DecisionRow, versions: tuple[VersionRow, ...]) -> None:
        """Say the way by its name at the time; by its kind where the record cannot be read."""
        named = way_decided(versions)
        way = way_words.say(named, self._desk.words, LONGEST) if named else tr(WAYS[decision.way_kind])
        self._way.setText(tr("You decided: {way}", way=way))

    def _on_record(self, decision: DecisionRow) -> str:
        words = self._desk.words
        moment, day = words.moment(decision.decided_at), words.day(decision.look_back_on)
        if decision.way_kind in LEAVING:
            said = tr("Decided on {moment}. You look back on {day}.", moment=moment, day=day)
        else:
            said = tr(
                "Decided on {moment}. You expected {share} that they stay, and look back on {day}.",
                moment=moment,
                share=words.percent(decision.stay),
                day=day,
            )
        own = tr("You chose against the suggestion, and that is fine.") if decision.way != decision.advised else ""
        return f"{said} {own}".rstrip()

    def _show_then(self) -> None:
        self._comparer.show(self._dispute)
