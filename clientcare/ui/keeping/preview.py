"""A backup that was laid out and verified, beside what there is now: what would come back, what would go out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clientcare.ui.desk import Desk
from clientcare.ui.keeping import words
from clientcare.ui.widgets.parts import Card, empty, label, scrolled
from clientcare.ui.wording import breakable, short, tr

if TYPE_CHECKING:
    from clientcare.records import Contents, Newer, Staged

LONGEST = 100  # letters of a file's name


class Preview(QWidget):
    """Shows a Staged and a Newer; asks nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = label("", "heading", wrap=True, name="restore.title")
        self._about = label("", "soft", wrap=True, name="restore.about")
        self._grid = QVBoxLayout()
        card = Card(self._title, self._about, spacing=10)
        card.column.addLayout(self._grid)
        self._lost = label("", wrap=True, name="restore.lost")
        kept = tr("What you have now is backed up first. Afterwards you can take the restore back.")
        newer = Card(self._lost, label(kept, "soft", wrap=True), look="attention", margin=16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(card, newer))

    def show_staged(self, staged: Staged, newer: Newer | None) -> None:
        """`newer`: None where what is there now cannot be read."""
        says = self._desk.words
        if staged.at is not None:
            self._title.setText(tr("Backup of {when}", when=says.moment(staged.at)))
        else:
            self._title.setText(tr("Data file “{name}”", name=breakable(short(staged.source.name, LONGEST))))
        about = [tr("Everything in it was read and checked.")]
        if staged.missing:
            about = [tr("It was read and checked; %n file(s) of its timelines are missing.", staged.missing)]
        about.append(tr("Nothing has changed yet."))
        self._about.setText(" ".join(about))
        empty(self._grid)
        self._grid.addWidget(self._side_by_side(staged.contents, newer.now if newer is not None else None))
        self._lost.setText(lost(newer))

    def _side_by_side(self, then: Contents, now: Contents | None) -> QWidget:
        says = self._desk.words
        box = QWidget()
        box.setProperty("look", "clear")
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        titles = ("", tr("Clients"), tr("Disputes"), tr("Letters"), tr("Files"), tr("Newest change"))
        for number, title in enumerate(titles):
            grid.addWidget(label(title, "soft"), number, 0)
        sides = [(tr("In this backup"), then, "strong")]
        sides += [(tr("What you have now"), now, "")] if now is not None else []
        for column, (head, held, look) in enumerate(sides, 1):
            grid.addWidget(label(head, "soft"), 0, column)
            counts = (says.number(count) for count in (held.clients, held.disputes, held.letters, held.files))
            for number, value in enumerate((*counts, words.newest(held, says)), 1):
                made = label(value, look)
                made.setAccessibleName(f"{titles[number]}: {value}")
                grid.addWidget(made, number, column, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(3, 1)
        return box


def lost(newer: Newer | None) -> str:
    """What is newer than the backup, counted by kind."""
    if newer is None:
        return tr("What you have now cannot be read in full. It is set aside, and nothing of it is thrown away.")
    counted = (
        tr("%n client(s)", newer.clients) if newer.clients else "",
        tr("%n dispute(s)", newer.disputes) if newer.disputes else "",
        tr("%n note(s) in timelines", newer.entries) if newer.entries else "",
        tr("%n letter(s)", newer.letters) if newer.letters else "",
        tr("%n file(s)", newer.files) if newer.files else "",
        tr("%n decision(s)", newer.decisions) if newer.decisions else "",
    )
    told = ", ".join(text for text in counted if text)
    if not told:
        return tr("Nothing was added since. Whatever else you changed goes back to how it was then.")
    return tr("If you restore it, what is newer goes out of sight: {what}, and whatever else you changed since.", what=told)
