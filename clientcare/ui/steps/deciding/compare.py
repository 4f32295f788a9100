"""What was known when it was decided, beside what is known now: judged by that, not by luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QVBoxLayout, QWidget

from clientcare import services
from clientcare.decision.assessment import Assessment
from clientcare.decision.comparing import Difference, compare, recall
from clientcare.decision.weighing import WayResult
from clientcare.records import VersionRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.deciding.differences import DifferenceTable
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed, weigh_all
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import Wording, capital, tr


@dataclass(frozen=True)
class Then:
    """One decision: when it was made, the way chosen (None: not among the ways any more), what it rested on, what differs."""

    at: datetime
    chosen: WayResult | None
    weighed: Weighed
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """Every decision of a dispute, newest first, beside the weighing as it stands now."""

    now: Weighed
    decisions: tuple[Then, ...]


def compare_all(versions: Sequence[VersionRow], now: Assessment) -> Comparison:
    """Weigh again what each decision rested on; one whose record cannot be read is left out. Belongs on the work thread."""
    return Comparison(weigh_all(now), tuple(then for version in versions if (then := _then(version, now)) is not None))


def _then(version: VersionRow, now: Assessment) -> Then | None:
    if version.known is None or version.frozen_at is None:
        return None
    try:
        assessment = recall(version.known)
    except ValueError:
        return None
    weighed = weigh_all(assessment)
    return Then(version.frozen_at, weighed.weighing.result(version.way), weighed, compare(assessment, now))


def way_decided(versions: Sequence[VersionRow]) -> Said | None:
    """What the newest decision's way was called when it was chosen; None where the record cannot be read."""
    made = next((version for version in versions if version.known is not None), None)
    if made is None or made.known is None:
        return None
    try:
        ways = recall(made.known).ways
    except ValueError:
        return None
    return next((way.label for way in ways if way.key == made.way), None)


class Comparer(QObject):
    """Reads, weighs and shows the comparison of a dispute."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent

    def show(self, dispute: int) -> None:
        self._desk.jobs.read(
            lambda session: (services.decisions.versions(session, dispute), services.decisions.assessment(session, dispute)),
            self._read,
        )

    def _read(self, found: tuple[tuple[VersionRow, ...], Assessment]) -> None:
        self._desk.jobs.work(partial(compare_all, *found), self._compared, key="compare")

    def _compared(self, comparison: Comparison) -> None:
        if not comparison.decisions:
            self._desk.tell(Said(mark("What this decision rested on cannot be read.")))
        elif self._window.isVisible() and QApplication.activeModalWidget() is None:  # not left, not asked for twice
            dialog = CompareDialog(self._desk.words, self._window.window(), comparison)
            self._desk.dialogs.run(dialog)
            dialog.deleteLater()


class CompareDialog(QDialog):
    """The suggestion then and now in words, and a plain table of what differs."""

    def __init__(self, words: Wording, parent: QWidget, comparison: Comparison) -> None:
        super().__init__(parent)
        self._words, self._comparison = words, comparison
        self.setWindowTitle(tr("What you knew then"))
        self.setObjectName("compare")
        self.setMinimumSize(760, 540)
        self.resize(820, 600)
        self._which = self._choice()
        self._then, self._now = Side("compare.then"), Side("compare.now")
        self._verdict = label("", wrap=True, name="compare.verdict")
        self._table = DifferenceTable()
        self._same = label(tr("Nothing differs: you know today what you knew then."), "soft", wrap=True, name="compare.same")
        self._build()
        self._show(0)

    def _choice(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("compare.which")
        box.setAccessibleName(tr("Which decision"))
        for then in self._comparison.decisions:
            box.addItem(self._decided(then))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)  # names may be long
        if box.count() == 1:
            box.hide()
        box.currentIndexChanged.connect(self._show)
        return box

    def _decided(self, then: Then) -> str:
        moment = self._words.moment(then.at)
        if then.chosen is None:
            return moment
        return tr("{moment}: {way}", moment=moment, way=way_words.say(then.chosen.way.label, self._words))

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(tr("What you knew then"), "heading"))
        whole.addWidget(self._which)
        sides = row(self._then, self._now, spacing=16)
        for place in (0, 1):
            sides.setStretch(place, 1)
        whole.addLayout(sides)
        whole.addWidget(self._verdict)
        whole.addWidget(self._table, 1)
        whole.addWidget(self._same, 1, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(row(None, button(tr("&Close"), self.accept, "primary", "compare.close")))

    def _show(self, place: int) -> None:
        then, now, words = self._comparison.decisions[place], self._comparison.now, self._words
        chosen = [way_words.say(then.chosen.way.label, words)] if then.chosen else []
        self._then.show_side(
            tr("Then, {moment}", moment=words.moment(then.at)),
            *_suggested(then.weighed, words),
            *(tr("You decided: {way}", way=way) for way in chosen),
        )
        self._now.show_side(tr("Now"), *_suggested(now, words))
        self._verdict.setText(verdict(then.weighed, now, words))
        self._table.show_differences(then.differences, words)
        self._table.setVisible(bool(then.differences))
        self._same.setVisible(not then.differences)


def _suggested(weighed: Weighed, words: Wording) -> tuple[str, str]:
    """The advice in words, and how sure it is."""
    advice = weighed.advice
    return way_words.say(advice.headline, words), capital(way_words.say(advice.how_sure, words))


def verdict(then: Weighed, now: Weighed, words: Wording) -> str:
    """Whether what is known now leads the same way, and by what to judge the decision if it does not."""
    before, today = then.weighing.leader.way, now.weighing.leader.way
    if before.key == today.key or before.label == today.label:
        return tr("What you know now leads the same way.")
    return tr(
        "What you know now leads to “{now}”. What was known then led to “{then}”: judge the decision by that, not by luck.",
        now=way_words.say(today.label, words),
        then=way_words.say(before.label, words),
    )


class Side(Card):
    """A heading, the suggestion, and soft lines below."""

    def __init__(self, name: str) -> None:
        super().__init__(spacing=6)
        self._heading = label("", "soft", wrap=True)
        self._said = label("", "strong", wrap=True, name=name)
        self._lines = [label("", "soft", wrap=True), label("", wrap=True)]
        for part in (self._heading, self._said, *self._lines):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_side(self, heading: str, said: str, *lines: str) -> None:
        self._heading.setText(heading)
        self._said.setText(said)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(lines))
            line.setText(lines[place] if place < len(lines) else "")
