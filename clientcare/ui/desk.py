"""What every page is given to work with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clientcare.said import Said
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.keeping.keeper import Keeper
from clientcare.ui.outbox import Outbox
from clientcare.ui.theme import Theme
from clientcare.ui.wording import Wording


class Go(Protocol):
    """Shows a page: its name, the record it is about, the screen within it.

    `instead`: the page before is no step back, because what it was about is gone.
    """

    def __call__(self, page: str, id: int | None = None, screen: str = "", *, instead: bool = False) -> None: ...


class BeginAgain(Protocol):
    """Closes the window and opens it anew, on the same data folder or on another one."""

    def __call__(self, folder: Path | None = None) -> None: ...


class Tell(Protocol):
    """Says something in passing, without stopping anybody."""

    def __call__(self, said: Said) -> None: ...


@dataclass(frozen=True)
class Desk:
    """The threads, the words, the look, the dialogs, the way to other pages, a word in passing, the outbox, the data folder,
    a fresh start of the window, and who keeps the backups."""

    jobs: Jobs
    words: Wording
    theme: Theme
    dialogs: Dialogs
    go: Go
    tell: Tell
    outbox: Outbox
    folder: Path
    begin_again: BeginAgain
    keeper: Keeper
