"""The other firms a referral letter names: those that suit come first, each with why; one to three are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clientcare.letters.needs import MOST_PROVIDERS
from clientcare.records import ProviderRow, Suggestion
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.parts import button, empty, label, row
from clientcare.ui.widgets.pick_row import PickRow
from clientcare.ui.wording import short, tr

SUGGESTED, SHOWN = 5, 12  # rows: of those that suit, of the whole list
MANY = 8  # firms: from here on there is a line to find one by
LONGEST = 90  # characters of a firm's name or tie; the rest stands in the letter


class FirmsPick(QWidget):
    """Ticks for one to three of the referrals. `picked(ids)` in the order they are suggested."""

    picked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words = desk.words
        self._firms: dict[int, ProviderRow] = {}
        self._order: tuple[Suggestion, ...] = ()
        self._ticked: set[int] = set()
        self._kept: tuple[int, ...] | None = None
        self._boxes: dict[int, QCheckBox] = {}
        self._all = False
        self._say = label("", "soft", wrap=True, name="firms.say")
        self._find = LineField("firms.find", tr("Find a firm"), tr("Find by name or trade"))
        self._find.edited.connect(lambda _: self._show_rows())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._left = label("", "soft", wrap=True, name="firms.left")
        self._turn = button("", self._turn_all, "plain", "firms.all")
        self._build(button(tr("Open the referrals"), lambda: desk.go("referrals"), "plain", "firms.open"))

    def _build(self, go: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._say)
        column.addWidget(self._find)
        column.addLayout(self._rows)
        column.addWidget(self._left)
        column.addLayout(row(self._turn, go, None, spacing=4))

    # -- showing

    def show_firms(self, firms: Sequence[ProviderRow], chosen: Sequence[int], suggested: Sequence[Suggestion] = ()) -> None:
        """Show the firms in the order they are `suggested`, those `chosen` ticked."""
        known = {firm.id: firm for firm in firms}
        order = tuple(one for one in suggested if one.provider_id in known)
        order += tuple(Suggestion(id, False) for id in known.keys() - {one.provider_id for one in order})
        again = tuple(chosen) != self._kept  # else what is ticked and not used yet stays
        if again:
            self._kept, self._ticked = tuple(chosen), set(chosen)
        if again or (known, order) != (self._firms, self._order):
            self._firms, self._order = known, order
            self._ticked &= known.keys()
            self._show_rows()

    @property
    def ticked(self) -> tuple[int, ...]:
        return tuple(one.provider_id for one in self._order if one.provider_id in self._ticked)

    def _show_rows(self) -> None:
        fitting = [one for one in self._order if one.fits]
        folded = bool(fitting) and not self._all
        wanted = self._wanted(fitting[:SUGGESTED] if folded else list(self._order), folded=folded)
        at = next((id for id, box in self._boxes.items() if box.hasFocus()), None)
        empty(self._rows)
        self._boxes = {}
        for one in wanted[:SHOWN]:
            self._rows.addWidget(self._row(self._firms[one.provider_id], one))
        left = len(wanted) - SHOWN
        self._left.setText(tr("And %n more. Type above what you look for.", left) if left > 0 else "")
        self._left.setVisible(left > 0)
        self._say.setText(self._said(fitting))
        self._find.setVisible(not folded and len(self._order) > MANY)
        self._turn.setText(tr("Show all") if folded else tr("Only those that fit"))
        self._turn.setVisible(bool(fitting) and len(self._order) > len(wanted if folded else fitting[:SUGGESTED]))
        self._limit()
        if at in self._boxes:
            self._boxes[at].setFocus()  # a tick builds the rows anew, and the keyboard stays where it was

    def _wanted(self, shown: list[Suggestion], *, folded: bool) -> list[Suggestion]:
        """With those ticked, wherever they stand; of the whole list those that hold what is looked for."""
        ids, text = {one.provider_id for one in shown}, self._find.value().casefold()
        if folded:
            return shown + [one for one in self._order if one.provider_id in self._ticked - ids]
        return [one for one in shown if one.provider_id in self._ticked or text in self._known_of(one.provider_id)]

    def _known_of(self, id: int) -> str:
        firm = self._firms[id]
        return f"{firm.name}\n{firm.does}\n{firm.area}".casefold()

    def _said(self, fitting: list[Suggestion]) -> str:
        if not self._order:
            return tr("Your list of other firms is still empty.")
        if not fitting:
            return tr("None of your firms clearly fits. Tick whom you would send them to with a good conscience.")
        return tr("These fit best. Tick one to three.")

    def _row(self, firm: ProviderRow, one: Suggestion) -> PickRow:
        box = QCheckBox()
        box.setObjectName(f"firms.{firm.id}")
        box.setChecked(firm.id in self._ticked)
        box.clicked.connect(lambda checked, id=firm.id: self._clicked(id, checked))
        name, why = one_line(firm.name), self._why(firm, one)
        tie = tr("Between you: {tie}", tie=short(firm.tie, LONGEST)) if firm.tie.strip() else ""
        made = PickRow(box, short(name, LONGEST), why, tie)
        box.setAccessibleName(name)
        box.setAccessibleDescription(". ".join(part for part in (why, tie) if part))
        self._boxes[firm.id] = box
        return made

    def _why(self, firm: ProviderRow, one: Suggestion) -> str:
        """In one line what it does for this need, and what else speaks for it or against it."""
        does = tr("Fits: {what}", what=one.part) if one.part else short(firm.does, LONGEST)
        return " · ".join(part for part in (does, *(self._words.say(said) for said in one.why)) if part)

    # -- ticking

    def _clicked(self, id: int, checked: bool) -> None:
        if checked:
            self._ticked.add(id)
        else:
            self._ticked.discard(id)
        self._limit()
        self.picked.emit(self.ticked)

    def _limit(self) -> None:
        full = len(self._ticked) >= MOST_PROVIDERS
        for id, box in self._boxes.items():
            box.setEnabled(id in self._ticked or not full)

    def _turn_all(self) -> None:
        self._all = not self._all
        self._find.set_value("")
        self._show_rows()
