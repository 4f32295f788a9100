"""One firm a client was sent to: their yes and what it covers, the handover note, how it went, and thanks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.called import CONSENT, MAY_KNOW, TURNED_OUT
from clientcare.records import LetterRow, ReferralRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.choice import Choice, OneAlways, WrappedCheck
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.wording import short, tr

WRITTEN = {  # how the note stands → what its button says
    "": mark("Write the handover note"),
    "draft": mark("Go on with the handover note"),
    "sleeping": mark("Go on with the handover note"),
    "reread": mark("Go on with the handover note"),
}
SEE = mark("See the handover note")
HELD_BACK = mark("The handover note has not gone: it says more than they allow now. It is a draft again.")
LONGEST_NAME = 60  # letters of a firm's, inside a sentence
FIELDS = ("consent", "consent_on", "consent_how", "may_know", "handed_over_on", "went", "note")


class MayKnow(QWidget):
    """Boxes for what the firm may know. Its value: those ticked, in order."""

    edited = Signal(object)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._boxes: dict[str, WrappedCheck] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, (key, text) in enumerate(MAY_KNOW):
            box = self._boxes[key] = WrappedCheck(tr(text))
            box.setObjectName(f"{name}.{key}")
            box.clicked.connect(lambda _: self.edited.emit(self.value()))
            grid.addWidget(box, place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> list[str]:
        return [key for key, box in self._boxes.items() if box.isChecked()]

    def set_value(self, value: object) -> None:
        ticked = value if isinstance(value, list | tuple) else ()
        for key, box in self._boxes.items():
            box.setChecked(key in ticked)


class ReferralCard(Card):
    """Saved as it is typed; what comes next shows as soon as it applies."""

    def __init__(self, desk: Desk, referral: ReferralRow) -> None:
        super().__init__(margin=24, spacing=12)
        self._desk, self._referral = desk, referral
        self._note: LetterRow | None = None
        self._narrowed = False  # whether what they allow was just changed here
        self._name = f"referral.{referral.id}"
        self._status = label("", "soft", name=f"{self._name}.status")
        self._form = SavedForm(self, desk, _update(referral.id), self._status, ("referral", referral.id))
        self._firm, self._named = ElidedLabel("", "heading"), label("", "soft", wrap=True)
        self.column.addLayout(row(self._firm, self._status))
        self.column.addWidget(self._named)
        halves = QHBoxLayout()
        halves.setSpacing(32)
        halves.addLayout(self._passing_on(), 4)
        halves.addLayout(self._afterwards(), 3)
        self.column.addLayout(halves)

    # -- what it is made of

    def _passing_on(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        title = tr("Did they agree that you pass something on?")
        self._consent = self._add("consent", title, OneAlways(CONSENT, f"{self._name}.consent", title))
        self._when = self._add("consent_on", tr("When"), self._day("consent_on", tr("When"), may_be_empty=False))
        hint = tr("On the phone: “yes, give them my number”")
        self._how = self._add("consent_how", tr("How they said it"), LineField(hint=hint))
        may_know = tr("What the firm may know")
        self._may = self._add("may_know", may_know, MayKnow(f"{self._name}.may_know", may_know))
        self._write = button("", self._write_note, "", f"{self._name}.write")
        self._first = label(tr("Tick first what they may know."), "soft", wrap=True)
        told = tr("Handed over on")
        self._told = self._add("handed_over_on", told, self._day("handed_over_on", told, may_be_empty=True))
        self._back = label("", "trouble", wrap=True, name=f"{self._name}.taken_back")
        said = row(self._when, self._how)
        said.setStretch(1, 1)
        column.addWidget(self._consent)
        column.addLayout(said)
        for part in (self._may, self._first):
            column.addWidget(part)
        column.addLayout(row(self._write, None))
        column.addWidget(self._told)
        column.addWidget(self._back)
        column.addStretch(1)
        return column

    def _afterwards(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        title = tr("How did it go there?")
        column.addWidget(self._add("went", title, Choice(TURNED_OUT, f"{self._name}.went", title)))
        column.addWidget(self._add("note", tr("Anything to remember"), TextField(lines=2)))
        self._thanked = label("", "soft", wrap=True, name=f"{self._name}.thanked")
        self._thank = button(tr("Say thank you"), self._write_thanks, "", f"{self._name}.thank")
        column.addLayout(row(self._thank, None))
        column.addWidget(self._thanked)
        column.addStretch(1)
        return column

    def _day(self, name: str, title: str, *, may_be_empty: bool) -> DayField:
        made = DayField(f"{self._name}.{name}", title, may_be_empty=may_be_empty, past=True)
        made.setObjectName(f"{self._name}.{name}.day")  # the field itself has the name already
        return made

    def _add(self, name: str, title: str, field: QWidget) -> Labelled:
        field.setObjectName(field.objectName() or f"{self._name}.{name}")
        labelled = self._form.add(name, Labelled(title, field))
        field.edited.connect(lambda _: self._edited(name))  # type: ignore[attr-defined]
        return labelled

    # -- showing

    def show_referral(self, referral: ReferralRow, note: LetterRow | None) -> None:
        """`note`: the newest handover note to this firm, begun or gone."""
        waited = self._note is not None and self._note.standing in ("waiting", "stopped")
        if self._narrowed and waited and note is not None and note.standing == "draft":
            self._desk.tell(Said(HELD_BACK))
        self._referral, self._note, self._narrowed = referral, note, False
        firm = short(referral.provider_name, LONGEST_NAME)
        self._firm.setText(referral.provider_name)
        self._named.setText(tr("Named in your letter of {day}.", day=self._desk.words.day(referral.referred_on)))
        self._consent.field.setAccessibleDescription(firm)
        self._form.show({name: getattr(referral, name) for name in FIELDS})
        self._arrange()

    def _arrange(self) -> None:
        """Show what applies to the answers as they stand on screen."""
        consent, told = self._value("consent"), self._value("handed_over_on")
        allowed = consent == "yes" and bool(self._value("may_know"))
        self._when.setVisible(bool(consent))
        self._how.setVisible(consent in ("yes", "no"))
        self._may.setVisible(consent == "yes")
        self._write.setVisible(consent == "yes")
        self._write.setEnabled(allowed)
        self._write.setText(tr(WRITTEN.get(self._note.standing if self._note else "", SEE)))
        self._first.setVisible(consent == "yes" and not allowed)
        self._told.setVisible(consent == "yes" or told is not None)
        self._back.setVisible(consent != "yes" and told is not None)
        self._back.setText(self._taken_back(told))
        good = self._value("went") == "well"  # the letter says so: nothing else may be thanked for in its words
        thanked = self._referral.thanked_on
        self._thank.setVisible(good and thanked is None)
        self._thanked.setVisible(thanked is not None)
        self._thanked.setText(tr("Thanked on {day}.", day=self._desk.words.day(thanked)) if thanked else "")

    def _taken_back(self, told: Any) -> str:
        """What it means to say no after the firm has been told."""
        if told is None:
            return ""
        return tr(
            "They were told on {day}, which cannot be unsaid. Pass nothing more on, and ask {firm} to delete what they have.",
            day=self._desk.words.day(told), firm=short(self._referral.provider_name, LONGEST_NAME),
        )  # fmt: skip

    def _value(self, name: str) -> Any:
        return self._form.field(name).value()

    # -- doing

    def _edited(self, name: str) -> None:
        if name in ("consent", "may_know", "went"):
            if name != "went" and self._form.saver.holds("handed_over_on"):
                self._form.saver.note("handed_over_on", self._value("handed_over_on"))  # it may be allowed now
            self._narrowed = name != "went"
            self._form.saver.flush()  # a tap is a whole answer
        self._arrange()

    def flush(self) -> None:
        """Write now what is still in the fingers."""
        self._form.saver.flush()

    def _write_note(self) -> None:
        fixed = self._note is not None and self._note.standing not in WRITTEN
        self._go(f"write:{self._note.id}" if self._note and fixed else f"write:handover:{self._referral.provider_id}")

    def _write_thanks(self) -> None:
        self._go(f"write:referral_thanks:{self._referral.provider_id}")

    def _go(self, screen: str) -> None:
        self.flush()
        self._desk.go("dispute", self._referral.dispute_id, screen)


def _update(id: int) -> Callable[..., object]:
    def update(session: Any, **fields: Any) -> None:
        services.referrals.change(session, id, **fields)

    return update
