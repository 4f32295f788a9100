"""What is left of each kind of job, as a list to change: each line saved as typed, and one to add another kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.records import JobMargin
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.widgets.fields import NumberField
from clientcare.ui.widgets.job_field import JobField
from clientcare.ui.widgets.kept import Kept
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row
from clientcare.ui.widgets.saving import SavesAsTyped
from clientcare.ui.wording import short, tr

HUNDRED = Decimal(100)
LEAST = -100  # percent
SUM_WIDTH = 72
Found = tuple[tuple[JobMargin, ...], tuple[str, ...]]


class JobMarginsCard(Card):
    """Reads for itself when it is told to `load`; kinds that payments name are offered."""

    def __init__(self, desk: Desk) -> None:
        why = tr("Where some work leaves more than other: in percent, after its costs. A client’s own margin goes before it.")
        super().__init__(label(tr("What is left of each kind of job"), "heading"), label(why, "soft", wrap=True), spacing=12)
        self.setObjectName("settings.job_margins")
        self._desk = desk
        self._lines: dict[str, _Line] = {}
        self._number = 0  # of the newest line
        self._saver = SavesAsTyped(self, desk.jobs, _update, "job margins")
        self._saver.refused.connect(self._refused)
        self._saver.saved.connect(self._saved)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.job = JobField("job_margin.new", tr("Another kind of job"), tr("Tiles, repairs, advice …"))
        left = tr("What is left of it, in percent")
        self.share = NumberField(desk.words.locale, "job_margin.new.share", left, tr("%"), LEAST)
        self.share.setFixedWidth(SUM_WIDTH)
        self._kept = Kept(self, desk.jobs, "job_margin", {"job": self.job, "share": self.share})
        add = button(tr("Add"), self.add, name="job_margin.add")
        add.setAccessibleName(tr("Add the kind of job"))
        self._trouble = label("", "trouble", wrap=True, name="job_margin.trouble")
        self._trouble.hide()
        self.column.addLayout(self._list)
        self.column.addLayout(row(self.job, self.share, add, spacing=8))
        self.column.addWidget(self._trouble)
        for field in (self.job, self.share):
            field.returnPressed.connect(self.add)
            field.textEdited.connect(lambda _: self._trouble.hide())

    def load(self) -> None:
        self._desk.jobs.read(_read, self._show)
        self._kept.turn_to(0)

    def _show(self, found: Found) -> None:
        margins, kinds = found
        self.share.speak(self._desk.words.locale)
        for job in self._lines.keys() - {one.job for one in margins}:
            gone = self._lines.pop(job)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._show_lines(margins)
        self.job.offer([kind for kind in kinds if kind not in self._lines])

    def _show_lines(self, margins: Sequence[JobMargin]) -> None:
        for place, one in enumerate(margins):
            if one.job not in self._lines:
                self._lines[one.job] = self._made(one.job)
                self._list.insertWidget(place, self._lines[one.job])
            self._lines[one.job].field.speak(self._desk.words.locale)
            if not self._saver.holds(one.job):
                self._lines[one.job].field.set_value(Decimal(str(one.margin)) * HUNDRED)
                self._lines[one.job].set_trouble("")

    def _made(self, job: str) -> _Line:
        self._number += 1
        made = _Line(self._desk.words.locale, job, f"job_margin.{self._number}")
        made.edited.connect(partial(self._typed, job))
        made.unwanted.connect(partial(self._remove, job))
        return made

    def _typed(self, job: str, share: Decimal | None) -> None:
        line = self._lines[job]
        if share is None:
            self._saver.withdraw(job)
            line.set_trouble(tr("Please type a number. What was saved before still holds."))
        else:
            line.set_trouble("")
            self._saver.note(job, share / HUNDRED)

    def _saved(self, job: str) -> None:
        if job in self._lines:
            self._lines[job].set_trouble("")

    def _refused(self, job: str, error: Exception) -> None:
        if isinstance(error, InvalidInput) and job in self._lines:
            self._lines[job].set_trouble(self._desk.words.say(error.said))
        elif is_held(error) and job in self._lines:
            self._lines[job].set_trouble(tr("Not saved yet. What you typed is still here."))
        else:
            self._desk.jobs.failed.emit(error)

    def _remove(self, job: str) -> None:
        self._saver.flush()
        self.job.setFocus()
        said = Said(mark("{job} counts as usual again."), {"job": short(job, 60)})
        self._desk.jobs.write(lambda session: services.job_kinds.delete_margin(session, job), undo=said)

    def add(self) -> None:
        job, share = self.job.value(), None if self.share.invalid else self.share.value()
        if not job or share is None:
            self._say(tr("Type the kind of job, and what is left of each sale in percent."))
            (self.share if job else self.job).setFocus()
            return
        write = partial(_add, job, float(share / HUNDRED))
        self._desk.jobs.write(write, self._added, self._not_added)

    def _added(self, _: object) -> None:
        self.job.set_value("")
        self.share.set_value(None)
        self._kept.drop()
        self.job.setFocus()

    def _not_added(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._say(self._desk.words.say(error.said))
        else:
            self._say(tr("Not saved yet. What you typed is still here."))
            self._desk.jobs.failed.emit(error)

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()

    def flush(self) -> None:
        """Write now what is still in the fingers."""
        self._saver.flush()
        self._kept.keep_now()


class _Line(QWidget):
    """One kind: its name, the percent, and a way to be rid of it. `edited(percent or None)`."""

    edited = Signal(object)
    unwanted = Signal()

    def __init__(self, locale: str, job: str, name: str) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        title = tr("What is left of {job}, in percent", job=short(job, 60))
        self.field = NumberField(locale, name, title, tr("%"), LEAST)
        self.field.setFixedWidth(SUM_WIDTH)
        self._remove = button(tr("Remove"), self.unwanted.emit, "plain", f"{name}.remove")
        self._remove.setAccessibleName(tr("Remove: {job}", job=short(job, 60)))
        self._remove.clicked.connect(lambda: self._remove.setEnabled(False))  # once; it goes with the next reading
        self._trouble = label("", "trouble", wrap=True, name=f"{name}.trouble")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(ElidedLabel(job), self.field, self._remove, spacing=8))
        column.addWidget(self._trouble)
        self._trouble.hide()
        self.field.edited.connect(self.edited)
        self.field.textEdited.connect(lambda _: self.edited.emit(None) if self.field.invalid else None)

    def set_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))


def _read(session: Any) -> Found:
    return services.job_kinds.margins(session), services.job_kinds.kinds(session)


def _update(session: Any, /, **shares: Decimal) -> None:
    for job, share in shares.items():
        services.job_kinds.change_margin(session, job, float(share))


def _add(job: str, margin: float, session: Any) -> None:
    services.job_kinds.save_margin(session, job, margin)
