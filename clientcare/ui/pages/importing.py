"""Taking clients, firms or payments in from a file, step by step; nothing is kept before the last one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.services.importing.plan import CLIENTS, KINDS, PAYMENTS, PROVIDERS, Plan
from clientcare.services.progress import Progress, Stopped
from clientcare.ui.desk import Desk
from clientcare.ui.importing import words
from clientcare.ui.importing.checking import Checking
from clientcare.ui.importing.choosing import Choosing
from clientcare.ui.importing.columns import Columns
from clientcare.ui.importing.done import DoneCard
from clientcare.ui.importing.past_imports import announce
from clientcare.ui.importing.waiting import Waiting
from clientcare.ui.pages.page import Page
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import short, tr

if TYPE_CHECKING:
    from clientcare.records import TakenBack, TakenIn
    from clientcare.services.importing.source import Source, Wanted

KINDS_OF_FILE = mark("Tables and address cards (*.csv *.tsv *.txt *.vcf *.vcard);;All files (*)")
LISTS = {CLIENTS: "clients", PAYMENTS: "clients", PROVIDERS: "referrals"}


class ImportPage(Page):
    """Choose a file, say what its columns hold, see what becomes of every row, take it in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Import"), scrolls=False)
        self._kind = self._file = ""
        self._wanted: Wanted | None = None
        self._plan: Plan | None = None
        self._progress = Progress()
        self._done: TakenIn | None = None
        self.choosing, self.columns, self.checking = Choosing(desk), Columns(desk), Checking(desk)
        self.waiting, self.done = Waiting(), DoneCard()
        self._steps = QStackedWidget()
        self._steps.setProperty("look", "clear")
        for step in (self.choosing, self.columns, self.checking, self.waiting, self.done):
            self._steps.addWidget(step)
        self.body.addWidget(self._steps, 1)
        self._back = button(tr("Another file"), self._go_back, name="import.back")
        self._next = button("", self._go_on, "primary", "import.next")
        self.footer.addWidget(self._back)
        self.footer.addWidget(self._next)
        self._connect()
        self._show(self.choosing)

    def _connect(self) -> None:
        self.choosing.wanted.connect(self.choose)
        self.choosing.chosen.connect(self.read)
        self.columns.changed.connect(self._label_buttons)
        self.checking.changed.connect(self._label_buttons)
        self.done.take_back.connect(self._take_back)
        self.done.show_list.connect(self._show_list)

    # opening

    def open(self, record: int | None, screen: str = "") -> None:
        """`screen`: what the owner came for, one of plan.KINDS. A file under way is gone on with."""
        self._kind = screen if screen in KINDS else ""
        if self._steps.currentWidget() is self.done:
            self._show(self.choosing)
        super().open(record, screen)

    def load(self) -> None:
        self.choosing.past.load()

    def choose(self) -> None:
        path = self.desk.dialogs.file_to_open(self, tr("Import a file"), tr(KINDS_OF_FILE))
        if path is not None:
            self.read(path)

    # the steps

    def read(self, path: Path) -> None:
        """Look at a file off the window's thread."""
        self._file = short(path.name, 100)
        progress = self._wait(tr("Reading the file"), self.choosing)
        self.desk.jobs.work(lambda: services.imports.read(path, progress), self._was_read, self._stopped)

    def _was_read(self, source: Source) -> None:
        self.columns.show_source(source, self._kind)
        self._show(self.columns)

    def _compare(self) -> None:
        """Read all rows, then look who of them is here already."""
        wanted = self._wanted = self.columns.wanted()
        progress = self._wait(tr("Reading every row"), self.columns, wanted.source.rows)
        self.desk.jobs.work(lambda: services.imports.plan(wanted, progress), self._planned, self._stopped)

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        self._wait(tr("Looking who is here already"), self.columns)
        self.desk.jobs.read(lambda session: services.imports.here(session), self._know_here, self._stopped)

    def _know_here(self, here: Any) -> None:
        plan, progress = self._plan, self._progress
        assert plan is not None
        self.desk.jobs.work(lambda: services.imports.compare(plan, here, progress), self._compared, self._stopped)

    def _compared(self, _: object) -> None:
        plan, wanted = self._plan, self._wanted
        assert plan is not None and wanted is not None
        self.desk.jobs.read(lambda session: services.imports.check(session, plan, wanted), self._checked, self._stopped)

    def _checked(self, plan: Plan) -> None:
        assert self._wanted is not None
        self.checking.show_plan(plan, self._wanted)
        self._show(self.checking)

    def _take_in(self) -> None:
        """First a backup, then all of it at once."""
        progress = self._wait(tr("Making a backup first"), self.checking, promise=tr("Until it is done nothing is changed."))
        self.desk.keeper.before("import", self._take_in_now, self._not_taken_in, progress)

    def _not_taken_in(self) -> None:
        self._show(self._before)

    def _take_in_now(self) -> None:
        plan = self._plan
        assert plan is not None
        progress = self._wait(tr("Taking it in"), self.checking, promise=tr("Until it is done nothing is changed."))
        self.desk.jobs.write(lambda session: services.imports.take_in(session, plan, progress), self._taken_in, self._stopped)

    def _taken_in(self, done: TakenIn) -> None:
        self._done, said = done, words.short(done)
        self.done.show_done(done)
        self._show(self.done)
        announce(self.desk)
        if done.clients or done.joined or done.firms or done.payments:
            self.desk.jobs.offer_undo(said, self._take_back)

    def _take_back(self) -> None:
        done = self._done
        if done is None:
            return
        self._done = None  # a second press finds nothing
        self.desk.jobs.withdraw_undo(self._take_back)
        progress = self._wait(tr("Taking it back"), self.done, promise=tr("Until it is done nothing is changed."))
        call = partial(_taken_back, id=done.id, progress=progress)
        self.desk.jobs.write(call, self._taken_back, partial(self._not_taken_back, done))

    def _taken_back(self, done: TakenBack) -> None:
        self.done.show_taken_back(done)
        self._show(self.done)
        if not self.isVisible():  # by undo, from another page
            self.desk.tell(Said(words.taken_back(done)))
        announce(self.desk)

    def _not_taken_back(self, done: TakenIn, error: Exception) -> None:
        self._done = done
        self._stopped(error)

    # waiting

    def _wait(self, what: str, comes_back: QWidget, total: int = 0, promise: str = "") -> Progress:
        """Show that something is under way; if it is stopped or fails the owner is back where they were."""
        self._progress, self._before = Progress(total), comes_back
        self.waiting.show_progress(what, self._progress, promise)
        self._show(self.waiting)
        return self._progress

    def _stopped(self, error: Exception) -> None:
        self._show(self._before)
        if not isinstance(error, Stopped):
            self.desk.jobs.failed.emit(error)

    # where the owner is

    def _show(self, step: QWidget) -> None:
        if step is not self.waiting:
            self.waiting.end()
        self._steps.setCurrentWidget(step)
        if step is self.done:
            self.done.take_up()
        self._label_buttons()
        self.set_soft("" if step in (self.choosing, self.done) else self._file)
        if step is self.choosing:
            self.choosing.past.load()

    def _label_buttons(self) -> None:
        step = self._steps.currentWidget()
        self._back.setVisible(step in (self.columns, self.checking, self.done))
        self._back.setText(tr("Back") if step is self.checking else tr("Another file"))
        self._next.setVisible(step in (self.columns, self.checking))
        self.status.setText("")
        if step is self.columns:
            self._next.setText(tr("See what becomes of it"))
            self._next.setEnabled(not self.columns.lack)
        elif step is self.checking:
            taken = self.checking.counts["new"] + self.checking.counts["joins"]
            self._next.setText(tr("Take in %n row(s)", taken))
            self._next.setEnabled(taken > 0 and not self.checking.waiting)
            if self.checking.waiting:
                self.status.setText(tr("%n name(s) to decide first", self.checking.waiting))

    def _go_back(self) -> None:
        self._show(self.columns if self._steps.currentWidget() is self.checking else self.choosing)

    def _go_on(self) -> None:
        if self._steps.currentWidget() is self.columns:
            self._compare()
        else:
            self._take_in()

    def _show_list(self) -> None:
        self.desk.go(LISTS[self._plan.kind if self._plan is not None else CLIENTS])


def _taken_back(session: Any, id: int, progress: Progress) -> TakenBack:
    return services.imports.take_back(session, id, progress)


