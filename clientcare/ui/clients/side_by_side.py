"""Two clients beside each other: where they differ one of two is chosen, and what both have is kept anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QSizePolicy, QWidget

from clientcare.letters.communication import TITLES
from clientcare.letters.languages import LANGUAGES
from clientcare.records import ClientSide
from clientcare.said import mark
from clientcare.texts import one_line
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.wording import Wording, breakable, capital, short, tr

FIELDS = {
    "name": mark("Name"),
    "greeting": mark("How they like to be addressed"),
    "address": mark("Address"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "language": mark("Letters to them are in"),
    "style": mark("How they talk"),
    "margin": mark("What is left of each sale"),
    "hours_beyond": mark("Hours they take beyond the job"),
    "retention": mark("Chance they come back"),
    "clients_sent": mark("Clients they send you"),
}
REACHED_BY = ("address", "email", "phone")
LONGEST, LONGEST_NAME, LONGEST_WORD = 240, 80, 16  # letters shown of a text, of a name over its column, and in one piece
MOST_LINES = 6  # of an address
LINE_PX = 6  # above and below a line, so that it stands beside its round box
SIDES = ("keep", "other")


class Option(QWidget):
    """One of two values: a round box, and its words over as many lines as they need."""

    def __init__(self, text: str, name: str, title: str) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.box = QRadioButton()
        self.box.setObjectName(name)
        self.box.setAccessibleName(f"{title}: {text}")
        self.box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.box.toggled.connect(self._stand)
        self.words = _wrapped(text)
        self.words.setContentsMargins(0, LINE_PX, 0, LINE_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _stand(self, chosen: bool) -> None:
        """Tab stops once at each question, at what is chosen; from there the arrow keys go to the other."""
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.click()


class SideBySide(Card):
    """`choices()` says by field which side was chosen, as `merging.merge` takes it."""

    def __init__(self, words: Wording) -> None:
        super().__init__(spacing=0)
        self._words = words
        self._groups: dict[str, QButtonGroup] = {}
        self._whole: QWidget | None = None

    def show_two(self, left: ClientSide, right: ClientSide) -> None:
        """Show these two in place of those before."""
        if self._whole is not None:
            self.column.removeWidget(self._whole)
            self._whole.hide()
            self._whole.deleteLater()
        self._groups = {}
        self._whole = QWidget()
        self._whole.setProperty("look", "clear")
        self._grid = QGridLayout(self._whole)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        for column, share in enumerate((3, 5, 5)):
            self._grid.setColumnStretch(column, share)
        self._fill(left, right)
        self.column.addWidget(self._whole)

    def choices(self) -> dict[str, str]:
        return {name: SIDES[group.checkedId()] for name, group in self._groups.items()}

    def _fill(self, left: ClientSide, right: ClientSide) -> None:
        self._line("", *(_wrapped(short(side.name, LONGEST_NAME), "heading") for side in (left, right)))
        self._line("", *(label(self._about(side), "soft", wrap=True) for side in (left, right)))
        same = []
        for name, title in FIELDS.items():
            here, there = left.fields[name], right.fields[name]
            if here != there:
                self._ask(name, tr(title), here, there)
            elif here not in ("", None) and name != "language":
                same.append((tr(title), self._said(name, here)))
        for title, text in same:
            self._line(title, _wrapped(text, "soft"))
        for title, here, there in self._kept(left, right):
            self._line(title, *(_wrapped(short(text, LONGEST) or "–", "soft") for text in (here, there)))

    def _line(self, title: str, *content: QWidget) -> None:
        line, heading = self._grid.rowCount(), label(title, wrap=True)
        self._place(heading, line, 0, 1)
        for column, widget in enumerate(content, 1):
            self._place(widget, line, column, 3 - len(content))

    def _place(self, widget: QWidget, line: int, column: int, columns: int) -> None:
        """The columns share the width as they should, however long a word is."""
        if isinstance(widget, QLabel):
            widget.setAlignment(Qt.AlignmentFlag.AlignTop)
            widget.setContentsMargins(0, LINE_PX, 0, LINE_PX)
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        self._grid.addWidget(widget, line, column, 1, columns, Qt.AlignmentFlag(0))

    def _ask(self, name: str, title: str, here: Any, there: Any) -> None:
        group = self._groups[name] = QButtonGroup(self._whole)
        options = []
        for number, value in enumerate((here, there)):
            option = Option(self._said(name, value), f"duplicates.{name}.{SIDES[number]}", title)
            group.addButton(option.box, number)
            options.append(option)
        options[int(here in ("", None))].box.setChecked(True)
        self._line(title, *options)

    def _kept(self, left: ClientSide, right: ClientSide) -> Iterator[tuple[str, str, str]]:
        """What nobody has to choose: both sides' stay."""
        more, tags, notes = tr("Further addresses"), tr("Tags"), tr("Notes")
        for title, here, there in (
            (more, _listed(left.fields["contacts"]), _listed(right.fields["contacts"])),
            (tags, _listed(left.tags), _listed(right.tags)),
            (notes, _listed((left.fields["notes"],)), _listed((right.fields["notes"],))),
        ):
            if here or there:
                yield title, here, there

    def _said(self, name: str, value: Any) -> str:
        if value in ("", None):
            return tr("not noted")
        if name in ("margin", "retention"):
            return self._words.percent(value)
        if isinstance(value, float):
            return self._words.count(value)
        named: Mapping[str, str] = {"language": LANGUAGES, "style": TITLES}.get(name, {})
        if value in named:
            return capital(tr(named[value]))
        return str(value).strip() if len(value) <= LONGEST and value.count("\n") < MOST_LINES else short(str(value), LONGEST)

    def _about(self, side: ClientSide) -> str:
        said = {"payment": mark("%n payment(s)"), "dispute": mark("%n dispute(s)"), "reminder": mark("%n reminder(s)")}
        parts = [tr("Added {day}", day=self._words.day(side.fields["added_at"].astimezone().date()))]
        parts += [tr(text, side.holds[kind]) for kind, text in said.items() if side.holds[kind]]
        if side.archived:
            parts.append(tr("archived"))
        return " · ".join(parts)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(map(one_line, texts))


def _wrapped(text: str, look: str = "") -> QLabel:
    return label(breakable(text, LONGEST_WORD), look, wrap=True)
