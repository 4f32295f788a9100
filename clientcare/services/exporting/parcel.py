"""The folder an export fills: where its files go, under which names, how far it has come, and what could not be had."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, TextIO, TypeVar

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from clientcare.db.models import Base
from clientcare.incoming import file_names
from clientcare.said import Amount, Said
from clientcare.services.batches import in_bites
from clientcare.services.in_english import Say
from clientcare.services.progress import Progress
from clientcare.settings import Settings

T = TypeVar("T")
TITLE = 60  # letters of a title that go into the name of a file
AT_ONCE = 500  # rows


@dataclass
class Parcel:
    """`root`: the folder while it is being filled. `session` sees the data as it was when the export began.

    `letters`, `files`: where the letter, the attachment of an id is, as a path inside the folder with slashes.
    `missing`: attachments that are gone or damaged; `unread`: finished letters whose page is.
    """

    session: Session
    kept: Path
    root: Path
    settings: Settings
    say: Say
    progress: Progress
    letters: dict[int, str] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)  # paths, with the last number that stands behind the same name

    def tell(self, text: str, n: int | None = None, /, **values: Any) -> str:
        """Marked text in the words of whoever reads the export."""
        return self.say(Said(text, values, n))

    def day(self, at: date | datetime) -> str:
        """A day, or of a moment the day here."""
        return self.tell("{day}", day=at.astimezone().date() if isinstance(at, datetime) else at)

    def moment(self, at: datetime) -> str:
        return self.tell("{at}", at=at)

    def money(self, value: Decimal) -> str:
        return self.tell("{sum}", sum=Amount(float(value)))

    def rows(self, query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        """The rows of a query, a few at a time, each counted."""
        yield from self.counted(self.session.execute(query.execution_options(yield_per=AT_ONCE)))

    def counted(self, rows: Iterable[T]) -> Iterator[T]:
        for row in rows:
            self.progress.step()
            yield row

    def text(self, *path: str) -> TextIO:
        """A file of text to write, in folders that are made if need be."""
        return self.place("/".join(path)).open("w", encoding="utf-8", newline="\n")

    def place(self, path: str) -> Path:
        """Where a path inside the folder is on the disk; its folder is there."""
        found = self.root.joinpath(*path.split("/"))
        found.parent.mkdir(parents=True, exist_ok=True)
        return found

    def free(self, folder: str, name: str, ending: str = "") -> str:
        """The path of that name in the folder, safe on every disk; (2), (3), … behind it where it is taken.

        `ending`: of a name that is only a title; without it the name brings its own.
        """
        stem = file_names.safe(name)
        if not ending:
            ending = PurePosixPath(stem).suffix
            stem = stem.removesuffix(ending)
        found = wanted = f"{folder}/{stem}{ending}"
        while (path := _alike(found)) in self._taken:
            number = self._taken[_alike(wanted)] = self._taken[_alike(wanted)] + 1
            found = f"{folder}/{stem} ({number}){ending}"
        self._taken[path] = 1
        return found


def _alike(path: str) -> str:
    """Paths that are one on some disks are one here."""
    return unicodedata.normalize("NFC", path).casefold()


def title(text: str) -> str:
    """What is left of a title in the name of a file, short; a slash in it is no folder."""
    line = " ".join(re.sub(r"[/\\]", "-", text).split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def columns(entity: type[Base], *left_out: str) -> list[InstrumentedAttribute[Any]]:
    """The columns of a table but for what is no text: pages, e-mails and pictures are files of their own."""
    large = ("pdf", "message", "content") if entity.__tablename__ in ("sending", "artwork") else ("pdf",)
    mapper = inspect(entity)
    return [getattr(entity, one.key) for one in mapper.column_attrs if one.key not in (*large, *left_out)]


def beside(session: Session, query: Select[*tuple[Any, ...]], key: Any, ids: Iterable[int]) -> dict[int, list[Any]]:
    """The rows of a query by the id in their column `key`, for these ids, in the order of the query."""
    found: dict[int, list[Any]] = {}
    for some in in_bites(ids):
        for row in session.execute(query.where(key.in_(some))):
            found.setdefault(getattr(row, key.key), []).append(row)
    return found


def all_of(entity: type[Base]) -> Select[*tuple[Any, ...]]:
    """Every column that is text, of every row, the oldest first."""
    return select(*columns(entity)).order_by(*inspect(entity).primary_key)
