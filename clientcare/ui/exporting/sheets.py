"""The lists that can be saved as files, in the words of this window; what they hold, `services.exporting.sheets` knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from clientcare.said import Said
from clientcare.services.exporting import sheets
from clientcare.ui.wording import Wording

Heading = tuple[str, Callable[[Any], Any]]  # what a column is called, and what a row says in it
tags = sheets.tags


@dataclass(frozen=True)
class Sheet:
    """`file`: the name that is proposed; `rows(session, ids)`, a bite of ids at a time; `headings(rows, words)`."""

    file: str
    rows: Callable[[Any, Sequence[int]], Sequence[Any]]
    columns: Callable[[Sequence[Any]], list[sheets.Column]]

    def headings(self, rows: Sequence[Any], words: Wording) -> list[Heading]:
        return [(words.say(title), partial(_worded, words, cell)) for title, cell in self.columns(rows)]


def _worded(words: Wording, cell: Callable[[Any], Any], row: Any) -> Any:
    said = cell(row)
    return words.say(said) if isinstance(said, Said) else said


SHEETS = {name: Sheet(one.file, one.rows, one.columns) for name, one in sheets.SHEETS.items()}
