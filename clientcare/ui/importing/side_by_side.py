"""One row of a file beside the client or firm it may be, and what the owner wants with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from clientcare.services.importing.plan import ADD, CLIENTS, JOIN, PAYMENTS, PROVIDERS, SKIP, Item
from clientcare.ui.desk import Desk
from clientcare.ui.importing import words
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.client_name import ClientName
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row, scroller
from clientcare.ui.wording import short, tr

if TYPE_CHECKING:
    from clientcare.services.importing.sides import Sides

LONGEST = 160  # letters of a fact
WIDTH = 316
_MAY_BREAK = "\u200b"
_TOO_LONG = re.compile(r"\S{16,}")  # for a line of the column
_BREAKS = re.compile(r"[@._/\-](?=\S)|[^\s@._/\-]{13}(?=\S)")


class SideBySide(Card):
    """Shows one Item. `decided(choice)`: ADD, JOIN or SKIP; `joined(id)`: another client than the one proposed."""

    decided = Signal(object)
    joined = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=16, spacing=10)
        self._desk = desk
        self.setObjectName("import.beside")
        self.setFixedWidth(WIDTH)
        self._name, self._why = ElidedLabel("", "heading"), label("", "soft", wrap=True, name="import.why")
        self._choice: Choice | None = None
        self._place = QVBoxLayout()
        area, inner = scroller()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self._facts: QWidget | None = None
        for each in (self._name, self._why):
            self.column.addWidget(each)
        self.column.addLayout(self._place)
        self.column.addWidget(self._anyone())
        self.column.addWidget(area, 1)

    def _anyone(self) -> QWidget:
        """Whom nothing in the file tells to be a client may be one all the same."""
        self._who = ClientName(self._desk.jobs, "import.anyone", tr("Or a client of yours"), tr("Name of the client"))
        self._join = button(tr("Join"), lambda: self.joined.emit(self._who.known), name="import.anyone.join")
        self._join.setAccessibleName(tr("Join with this client"))
        self._who.known_changed.connect(lambda id: self._join.setEnabled(id is not None))
        self._any = QWidget()
        self._any.setProperty("look", "clear")
        line = row(spacing=8)
        line.addWidget(self._who, 1)
        line.addWidget(self._join)
        line.setContentsMargins(0, 0, 0, 0)
        self._any.setLayout(line)
        return self._any

    def show_item(self, kind: str, item: Item, sides: Sides) -> None:
        """Show a row with its two sides."""
        party = item.party
        self._name.setText(party.person.name if party is not None else tr("Row {number}", number=item.number))
        self._why.setText(self._say_why(kind, item, sides))
        self._offer(kind, item)
        if self._facts is not None:
            self._facts.hide()
            self._facts.deleteLater()
        self._facts = self._both(sides)
        self._column.insertWidget(0, self._facts)

    def _say_why(self, kind: str, item: Item, sides: Sides) -> str:
        party = item.party
        if item.why is not None or party is None:
            return words.fate(kind, item, self._desk.words)
        several = tr("Of theirs in this file: %n payment(s).", party.rows) if kind == PAYMENTS else ""
        if party.twin is None:
            return several
        what = [tr("%n payment(s)", sides.payments)] if sides.payments else []
        what += [tr("%n dispute(s)", sides.disputes)] if sides.disputes else []
        has = tr("{name} has {what} here.", name=short(party.twin_name, 60), what=", ".join(what)) if what else ""
        joins = tr("Joining adds what is new; nothing you know of them is replaced.") if kind != PAYMENTS else ""
        return " ".join(text for text in (several, has, joins) if text)

    def _offer(self, kind: str, item: Item) -> None:
        """The answers there are for this row; none where the row itself cannot go in."""
        if self._choice is not None:
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = None
        party = item.party
        offered = party is not None and item.why is None
        self._any.setVisible(offered and kind != PROVIDERS)
        self._who.forget()
        self._who.set_value("")
        self._join.setEnabled(False)
        if party is None or not offered:
            return
        new = tr("New client") if kind in (CLIENTS, PAYMENTS) else tr("New firm")
        options = [(JOIN, tr("The same"))] if party.twin is not None else []
        options += [(ADD, tr("Keep both") if party.twin is not None else new), (SKIP, tr("Leave out"))]
        self._choice = _Answers(options, "import.choice", tr("What becomes of it"), small=True)
        self._choice.set_value(party.choice)
        self._choice.edited.connect(self.decided)
        self._place.addWidget(self._choice)

    def _both(self, sides: Sides) -> QWidget:
        """Each fact with what the file and what the data say, the differing ones in strong letters."""
        box = QWidget()
        box.setProperty("look", "clear")
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        if sides.here:
            grid.addWidget(label(tr("In the file"), "soft"), 0, 0)
            grid.addWidget(label(tr("Here already"), "soft"), 0, 1)
        for key in ("name", "email", "phone", "address", "website", "tags", "notes"):
            file, here = sides.file.get(key, ""), sides.here.get(key, "")
            if file or here:
                self._add_fact(grid, tr(words.FIELDS[key]), file, here if sides.here else None)
        return box

    def _add_fact(self, grid: QGridLayout, title: str, file: str, here: str | None) -> None:
        line = grid.rowCount()
        heading = label(title, "soft")
        heading.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(heading, line, 0, 1, 2)
        if here is None:
            grid.addWidget(_fact(file, strong=False), line + 1, 0, 1, 2)
            return
        differs = bool(file and here) and file.casefold() != here.casefold()
        for column, text in enumerate((file, here)):
            grid.addWidget(_fact(text, strong=differs), line + 1, column, Qt.AlignmentFlag.AlignTop)


class _Answers(Choice):
    """One of them is the answer; none while the owner has not said anything."""

    def _tapped(self, value: str, checked: bool) -> None:
        self.set_value(value)
        if checked:
            self.edited.emit(value)


def _fact(text: str, *, strong: bool) -> QLabel:
    """A fact in full, as long as it is not a whole letter; words too long for the column may be cut anywhere."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    made = label(_TOO_LONG.sub(_broken, shown) or "–", "strong" if strong else "", wrap=True)
    made.setMinimumWidth(1)
    return made


def _broken(word: re.Match[str]) -> str:
    return _BREAKS.sub(f"\\g<0>{_MAY_BREAK}", word[0])
