"""What is said of a letter wherever all letters are listed: what it is, how it stands, when."""

from __future__ import annotations

from datetime import date, datetime

from clientcare.called import STANDS, WENT
from clientcare.letters import kinds
from clientcare.records import LetterListRow
from clientcare.said import mark
from clientcare.texts import fold, one_line
from clientcare.ui.wording import Wording, tr

WENT_ON = {
    "": mark("Sent {day}"),
    "saved": mark("Sent {day}, saved as a PDF"),
    "printed": mark("Sent {day}, printed"),
    "emailed": mark("Sent {day} by e-mail"),
    "copied": mark("Sent {day} as a message"),
    "posted": mark("Posted {day}"),
    "handed": mark("Handed over {day}"),
    "sent": mark("Sent {day} by e-mail"),
}


def kind_of(letter: LetterListRow) -> str:
    return tr(kinds.kind(letter.kind).title)


def title(letter: LetterListRow) -> str:
    """Its kind and what it is about; a draft whose subject is still the suggested one is known by its dispute."""
    return f"{kind_of(letter)}: {one_line(letter.subject or letter.title)}"


def how_it_stands(letter: LetterListRow, words: Wording, *, dated: bool = True) -> str:
    """In few words; `dated`: with the day it went."""
    if letter.standing == "sent":
        day = short_day(letter.at, words)
        return tr(WENT_ON.get(letter.how, WENT_ON[""]), day=day) if dated else tr(WENT.get(letter.how, WENT[""]))
    if letter.standing == "sleeping" and letter.held_until:
        return tr("Sleeps until {moment}", moment=when(letter.held_until, words))
    if letter.standing == "waiting":
        return tr("Waits to be sent") if letter.tries else tr("Goes out shortly")
    return tr(STANDS.get(letter.standing, STANDS["draft"]))


def short_day(at: datetime, words: Wording) -> str:
    """The day, with the year if it is another one."""
    day = at.astimezone().date()
    return words.day(day, year=day.year != date.today().year)


def when(at: datetime, words: Wording) -> str:
    """The hour, if it is today; else the day."""
    local = at.astimezone()
    return f"{local:%H:%M}" if local.date() == date.today() else short_day(at, words)


def kinds_named(text: str) -> tuple[str, ...]:
    """The kinds whose title, as the owner reads it, holds `text`."""
    wanted = fold(text)
    return tuple(kind.key for kind in kinds.KINDS if wanted and wanted in fold(tr(kind.title)))
