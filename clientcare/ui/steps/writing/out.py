"""Has the letter gone out? Asked quietly after it was saved, printed, e-mailed or copied; only the owner knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from clientcare.said import mark
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

OUT = "out"  # kept among the draft's facts under this name, which no letter knows
LONGEST = 45_000  # characters the record holds; a longer letter is asked about until the window closes
WENT = {
    "saved": mark("You saved it as a PDF on {day}. Did it go out?"),
    "printed": mark("You printed it on {day}. Did it go out?"),
    "emailed": mark("It was in your mail program on {day}. Did it go out?"),
    "copied": mark("You copied it as a message on {day}. Did it go out?"),
}
TODAY = {
    "saved": mark("You saved it as a PDF. Did it go out?"),
    "printed": mark("You printed it. Did it go out?"),
    "emailed": mark("It is in your mail program. Did it go out?"),
    "copied": mark("You copied it as a message. Did it go out?"),
}


@dataclass(frozen=True)
class Out:
    """A letter that left the window, exactly as it was then."""

    how: str
    on: date
    letter: Letter

    def to_text(self) -> str:
        return json.dumps({"how": self.how, "on": self.on.isoformat(), "letter": self.letter.to_json()})


def out_of(facts: Mapping[str, str]) -> Out | None:
    """What the draft remembers to have left the window."""
    from clientcare.letters.letter import Letter

    if OUT not in facts:
        return None
    kept = json.loads(facts[OUT])
    return Out(kept["how"], date.fromisoformat(kept["on"]), Letter.from_json(kept["letter"]))


class OutCard(Card):
    """`on_its_way`: the owner says so; `otherwise`: in another way, or on another day. `file_wanted`: show the e-mail draft
    no mail program would open."""

    on_its_way = Signal()
    otherwise = Signal()
    file_wanted = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__(look="wash", margin=12)
        self._words = words
        self._text = label("", wrap=True, name="out.text")
        self._yes = button(tr("It is on its way"), self._said_yes, name="out.yes")
        self._else = button(tr("Otherwise…"), self.otherwise.emit, "plain", "out.otherwise")
        self._else.setAccessibleName(tr("It went in another way, on another day or to somebody else"))
        self._file = button(tr("Show the file"), self.file_wanted.emit, name="out.file")
        self.column.addWidget(self._text)
        self.column.addWidget(Flow(self._file, self._yes, self._else))
        self.hide()

    def ask(self, out: Out, *, changed: bool) -> None:
        """Ask about this letter, unless the words have `changed` since and it would be kept other than it reads."""
        if changed:
            self._text.setText(tr("You have changed the letter since. Print, save or e-mail it once more before it goes."))
        else:
            today = out.on == date.today()
            self._text.setText(tr(TODAY[out.how]) if today else tr(WENT[out.how], day=self._words.day(out.on, year=False)))
        self._show(yes=not changed, file=False)

    def say_no_mail(self) -> None:
        self._text.setText(tr("No mail program answered. The e-mail is ready as a file that you can open or attach."))
        self._show(yes=False, file=True)

    def _show(self, *, yes: bool, file: bool) -> None:
        self._yes.setVisible(yes)
        self._yes.setEnabled(True)
        self._else.setVisible(yes)
        self._file.setVisible(file)
        self.show()

    def _said_yes(self) -> None:
        self._yes.setEnabled(False)
        self.on_its_way.emit()

    def ask_again(self) -> None:
        self._yes.setEnabled(True)
