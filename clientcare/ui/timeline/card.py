"""The timeline of a dispute: a box to add to it, its entries newest first, and a place to drop files and e-mails on."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QScrollArea

from clientcare import services
from clientcare.records import DisputeDetail, EventForm, EventRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.timeline.arrivals import Arrivals, found_in
from clientcare.ui.timeline.composer import Composer
from clientcare.ui.timeline.edit_dialog import EntryDialog
from clientcare.ui.timeline.entry import Entry
from clientcare.ui.timeline.thumbnails import Thumbnails
from clientcare.ui.widgets.parts import Card, button, label, set_tone
from clientcare.ui.widgets.pile import Pile
from clientcare.ui.wording import tr

PAGE = 50  # entries read at once
SOON_MS = 20  # until a layout has settled
AT_ONCE = 2  # entries made in one go, so that the window answers in between


class Timeline(Card):
    """Adds, changes and removes entries itself; the page only says which dispute it is about."""

    def __init__(self, desk: Desk, arrivals: Arrivals) -> None:
        super().__init__(spacing=10)
        self._desk, self._arrivals = desk, arrivals
        self._dispute, self._limit, self._in_all, self._wanted = 0, PAGE, 0, 0
        self._rows: tuple[EventRow, ...] = ()
        self._entries: dict[int, Entry] = {}
        self._thumbnails, self._pile = Thumbnails(desk, self), Pile("timeline.entries")
        self._composer = Composer(desk)
        self._remarks = label("", "trouble", wrap=True, name="timeline.remarks")
        nothing = tr("Calls, visits and letters gather here. Drop photos, files and e-mails on it.")
        self._nothing = label(nothing, "soft", wrap=True)
        self._earlier = button("", self._show_earlier, "plain", "timeline.earlier")
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._make_some)
        self._build()
        self.setAcceptDrops(True)
        self._composer.brings.connect(lambda form, found: self._arrivals.take(form, found))
        arrivals.told.connect(self._told)
        arrivals.filed.connect(self._show_filed)

    def _build(self) -> None:
        head = label(tr("Timeline"), "heading")
        for widget in (head, self._composer, self._remarks, self._nothing, self._pile, self._earlier):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        for widget in (self._remarks, self._nothing, self._earlier):
            widget.hide()

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        """The newest entries came with it; where more were asked for, they are read again."""
        if dispute.id != self._dispute:
            self._dispute, self._limit = dispute.id, PAGE
        self._in_all = dispute.events_in_all
        self._composer.show_dispute(dispute.id)
        self._tell(dispute.id)
        if self._limit > PAGE and self._in_all > PAGE:
            self._read()
        else:
            self._show(dispute.id, dispute.events)

    def focus_first(self) -> None:
        self._composer.setFocus()

    def show_entry(self, id: int) -> None:
        """Bring an entry into sight, however long ago it was."""
        self._wanted = id
        if id in self._entries or not self._dispute:
            self._reveal()
        elif id not in {row.id for row in self._rows}:
            dispute = self._dispute
            self._desk.jobs.read(lambda session: services.entries.place(session, dispute, id), self._widen)

    def _widen(self, place: int | None) -> None:
        if place is not None:
            self._limit = max(self._limit, (place // PAGE + 1) * PAGE)
            self._read()

    def _show_earlier(self) -> None:
        self._limit += PAGE
        self._read()

    def _read(self) -> None:
        dispute, limit = self._dispute, self._limit
        read = partial(self._show, dispute)
        jobs = self._desk.jobs
        jobs.read(lambda session: services.entries.rows(session, dispute, limit), read, jobs.fail_unless_gone)

    def _show(self, dispute: int, rows: tuple[EventRow, ...]) -> None:
        """What has not changed stays where it is, with what is open in it and the cursor."""
        if dispute != self._dispute:
            return
        self._rows = rows
        still = {row.id: row for row in rows}
        for id, entry in list(self._entries.items()):
            if still.get(id) != entry.event_row:
                self._entries.pop(id).hide()
                entry.deleteLater()
        self._nothing.setVisible(not rows)
        self._earlier.setVisible(len(rows) < self._in_all)
        self._earlier.setText(tr("Show earlier entries (%n)", max(0, self._in_all - len(rows))))
        if self._pile.stacked:
            self._make_some()
        else:
            self._more.start()  # the card itself stands there first

    def _make_some(self) -> None:
        made = 0
        for row in self._rows:
            if row.id not in self._entries:
                if made == AT_ONCE:
                    self._stack()
                    self._more.start()
                    return
                self._entries[row.id] = self._made(row)
                made += 1
        self._stack()
        self._reveal()

    def _stack(self) -> None:
        self._pile.stack([self._entries[row.id] for row in self._rows if row.id in self._entries])

    def _made(self, row: EventRow) -> Entry:
        entry = Entry(self._desk, self._thumbnails, row, self._pile)
        entry.changes.connect(self._change)
        entry.removes.connect(self._remove)
        return entry

    def _reveal(self) -> None:
        entry = self._entries.get(self._wanted)
        if entry is not None:
            self._wanted = 0
            set_tone(entry, "found")
            self._scroll_to(entry)

    @property
    def _around(self) -> QScrollArea | None:
        """What this card scrolls in."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around

    def _scroll_to(self, entry: Entry) -> None:
        """As soon as all above it has its height and the room around has grown with it."""
        around = self._around
        if around is None:
            return
        inner = around.widget()
        assert inner is not None  # it holds this card
        if not self._pile.settled or entry.mapTo(inner, entry.rect().bottomLeft()).y() > inner.height():
            QTimer.singleShot(SOON_MS, entry, partial(self._scroll_to, entry))
        else:
            around.ensureWidgetVisible(entry, 0, 40)

    # -- changing

    def _change(self, event: EventRow) -> None:
        form = EventForm(self._dispute, event.kind, event.at, event.text, event.by, event.private, event.id)
        EntryDialog(self._desk, self.window(), form).ask()

    def _remove(self, event: EventRow) -> None:
        id, gone = event.id, Said(mark("Removed from the timeline."))
        self._desk.jobs.write(lambda session: services.entries.delete(session, id), undo=gone)

    # -- files

    def _told(self, dispute: int) -> None:
        """What could not be taken is brought into sight, wherever on the card it was dropped."""
        self._tell(dispute)
        if dispute == self._dispute and self._arrivals.remarks(dispute):
            QTimer.singleShot(SOON_MS, self, self._show_remarks)

    def _show_remarks(self) -> None:
        if self._around is not None:
            self._around.ensureWidgetVisible(self._remarks)

    def _tell(self, dispute: int) -> None:
        if dispute != self._dispute:
            return
        said = [self._desk.words.say(remark) for remark in self._arrivals.remarks(dispute)]
        busy = self._arrivals.busy(dispute)
        set_tone(self._remarks, "soft" if busy else "trouble", "look")
        self._remarks.setText(tr("Adding…") if busy else "\n".join(said))
        self._remarks.setVisible(bool(self._remarks.text()))

    def _show_filed(self, dispute: int, entry: int) -> None:
        """An e-mail stands where it belongs in time, which may be far down."""
        if dispute == self._dispute:
            self._wanted = entry
            self._desk.jobs.read(lambda session: services.entries.place(session, dispute, entry), self._widen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if found_in(event.mimeData()):
            set_tone(self, "drop")
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_tone(self, "")

    def dropEvent(self, event: QDropEvent) -> None:
        """On an entry they go beside it, elsewhere on one of their own."""
        set_tone(self, "")
        event.acceptProposedAction()
        entry = self._entry_at(event.position().toPoint())
        form = EventForm(self._dispute, "note", datetime.now(UTC), "", "us", True)
        self._arrivals.take(form, found_in(event.mimeData()), entry.event_row.id if entry else None)

    def _entry_at(self, place: QPoint) -> Entry | None:
        widget = self.childAt(place)
        while widget is not None and not isinstance(widget, Entry):
            widget = widget.parentWidget()
        return widget
