"""What is said of backups: the line in the side bar, what is in one, when and why it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from clientcare.said import mark
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import BackupStatus, Contents

LONG_AGO = 3  # days with changes that no backup has
SIZES = (mark("{size} KB"), mark("{size} MB"), mark("{size} GB"), mark("{size} TB"))


@dataclass(frozen=True)
class Line:
    """What the side bar says; `tone` "" or "attention"; `tip`: what the pointer is told."""

    text: str
    tone: str = ""
    tip: str = ""


def line(status: BackupStatus, words: Wording, *, busy: bool, today: date | None = None) -> Line:
    """How the backups stand, in a few words. `busy`: one is being made."""
    today = today or date.today()
    if busy:
        return Line(tr("Backing up…"))
    if not status.healthy:
        return Line(tr("Your data needs a look"), "attention", tr("Damage was noticed. Here is what to do."))
    if status.trouble is not None:
        return Line(tr("The last backup failed"), "attention", words.say(status.trouble))
    if status.last is None:
        return Line(tr("No backup yet"), "", tr("The first one is made by itself within half an hour."))
    day = status.last.at.astimezone().date()
    if status.changed and today - day >= timedelta(LONG_AGO):
        days = tr("What you changed for %n day(s) has no backup.", (today - day).days)
        return Line(tr("Last backup {day}", day=words.day(day, year=False)), "attention", days)
    return Line(tr("Backed up {when}", when=when(status.last.at, words, today)))


def when(at: datetime, words: Wording, today: date | None = None) -> str:
    """`today 14:02`, `yesterday`, `18 Nov`, within a sentence."""
    today, local = today or date.today(), at.astimezone()
    if local.date() == today:
        return tr("today {time}", time=f"{local:%H:%M}")
    if local.date() == today - timedelta(1):
        return tr("yesterday")
    return words.day(local.date(), year=local.year != today.year)


def holds(contents: Contents) -> str:
    """`212 clients, 48 disputes, 96 letters, 12 files`."""
    parts = [tr("%n client(s)", contents.clients), tr("%n dispute(s)", contents.disputes)]
    parts += [tr("%n letter(s)", contents.letters)] if contents.letters else []
    parts += [tr("%n file(s)", contents.files)] if contents.files else []
    return ", ".join(parts)


def newest(contents: Contents, words: Wording) -> str:
    """When anything in it was changed last; a dash where nothing was."""
    return words.moment(contents.newest) if contents.newest is not None else "–"


def size(bytes: int, words: Wording) -> str:
    """`84 KB`, `1.2 MB`."""
    value, unit = max(bytes, 1000) / 1000, 0
    while value >= 999.5 and unit < len(SIZES) - 1:
        value, unit = value / 1000, unit + 1
    return tr(SIZES[unit], size=words.number(value, 0 if value >= 10 or not unit else 1))
