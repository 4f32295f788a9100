"""The lines below the search: what was found by kind, the commands that are called so, the last searches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from clientcare.called import EVENTS
from clientcare.letters import kinds
from clientcare.records import Found, Hit
from clientcare.said import mark
from clientcare.texts import fold
from clientcare.ui.commands import COMMANDS, Command
from clientcare.ui.wording import Wording, tr

Spans = tuple[tuple[int, int], ...]
GROUPS = (  # kind, what stands above it, its icon
    ("client", mark("Clients"), "user"),
    ("dispute", mark("Disputes"), "scale"),
    ("event", mark("Timeline"), "clock"),
    ("letter", mark("Letters"), "mail"),
    ("attachment", mark("Files"), "file-text"),
    ("provider", mark("Other firms"), "handshake"),
)
MOST_COMMANDS = 5
_EVENTS = dict(EVENTS)


@dataclass(frozen=True)
class Line:
    """One line. `heading`: only names the lines below it. `goes_to`: page, record, screen; or `command`; or `typed`: a
    search to be made again."""

    title: str
    icon: str = ""
    title_spans: Spans = ()
    text: str = ""
    text_spans: Spans = ()
    beside: str = ""
    heading: bool = False
    goes_to: tuple[str, int | None, str] | None = None
    command: str = ""
    typed: str = ""

    @property
    def read_out(self) -> str:
        """All of it in one sentence."""
        return ". ".join(part for part in (self.title, self.text, self.beside) if part)


def of_found(found: Found, words: Wording) -> Iterator[Line]:
    """What was found, the commands called so last."""
    for kind, title, icon in GROUPS:
        hits = found.of(kind)
        if hits:
            more = tr("the best %n, there are more", len(hits)) if kind in found.more else ""
            yield Line(tr(title), beside=more, heading=True)
        yield from (_line(hit, icon, words) for hit in hits)
    named = list(_commands(found.text))
    if named:
        yield Line(tr("Commands"), heading=True)
    yield from named


def of_recent(searches: Iterable[str]) -> Iterator[Line]:
    """The last searches, to be made again."""
    said = list(searches)
    if said:
        yield Line(tr("You looked for"), heading=True)
    yield from (Line(text, "search", typed=text) for text in said)


def _line(hit: Hit, icon: str, words: Wording) -> Line:
    day = _day(hit, words)
    made = partial(Line, icon=icon, beside=day, goes_to=_place(hit))
    if hit.kind == "event":
        about = _joined(*_before(hit), tr(_EVENTS.get(hit.what, hit.what)), hit.title, hit.who)
        return made(hit.text or hit.title, title_spans=hit.text_spans if hit.text else hit.title_spans, text=about)
    before = _joined(*_before(hit))
    shift = len(before) + (3 if before and hit.text else 0)
    spans = tuple((start + shift, end + shift) for start, end in hit.text_spans)
    title, marked = (hit.title, hit.title_spans) if hit.title else (_kind_of_letter(hit), ())
    return made(title, title_spans=marked, text=_joined(before, hit.text), text_spans=spans)


def _before(hit: Hit) -> Iterator[str]:
    """What is said of it before its own words."""
    if hit.private:
        yield tr("Private")
    if hit.kind == "letter" and hit.title:
        yield _kind_of_letter(hit)
    if hit.kind == "dispute" and hit.what == "closed":
        yield tr("Closed")
    if hit.kind != "event":
        yield hit.who


def _kind_of_letter(hit: Hit) -> str:
    return tr(kinds.kind(hit.what).title)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _day(hit: Hit, words: Wording) -> str:
    if hit.at is None:
        return ""
    day = hit.at.astimezone().date()
    return words.day(day, year=day.year != date.today().year)


def _place(hit: Hit) -> tuple[str, int | None, str]:
    if hit.event_id is not None:
        return "dispute", hit.dispute_id, f"timeline:{hit.event_id}"
    pages = {"client": "client", "dispute": "dispute", "letter": "letters", "provider": "provider"}
    return pages[hit.kind], hit.id, ""


def _commands(text: str) -> Iterator[Line]:
    """Commands of whose name each word typed begins one."""
    typed = fold(text).split()
    if not typed or len(typed[0]) < 2:
        return
    fitting = [command for command in COMMANDS if command.method != "search" and _called(command, typed)]
    for command in fitting[:MOST_COMMANDS]:
        yield Line(_name(command), "chevron-right", beside=_key(command), command=command.method)


def _called(command: Command, typed: list[str]) -> bool:
    said = fold(_name(command)).rstrip("…").split()
    return all(any(word.startswith(one) for word in said) for one in typed)


def _name(command: Command) -> str:
    return tr(command.text).replace("&", "")


def _key(command: Command) -> str:
    from PySide6.QtGui import QKeySequence

    return QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
