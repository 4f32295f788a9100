"""How the data is kept safe: backups and what is in each, whether all is well, and what a restore would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clientcare.said import Said


@dataclass(frozen=True)
class Contents:
    """What a data file holds, for an owner to recognise it by. `newest`: when anything in it was changed last."""

    clients: int
    disputes: int
    letters: int
    files: int
    newest: datetime | None


@dataclass(frozen=True)
class Backup:
    """One verified backup. `number` counts them, whatever the clock says; `reason` is a key of `services.backups.REASONS`;
    `size` is bytes, the files beside the timeline included; `version` and `schema` are those of the program that made it."""

    file: Path
    number: int
    at: datetime
    reason: str
    contents: Contents
    size: int
    version: str
    schema: int


@dataclass(frozen=True)
class BackupStatus:
    """`last`: the newest verified backup; `changed`: whether anything was changed since; `trouble`: why the last attempt
    failed, None where it did not; `healthy`: False once damage was noticed, until all is well again."""

    last: Backup | None
    changed: bool
    trouble: Said | None
    healthy: bool


@dataclass(frozen=True)
class Health:
    """What a check found, a sentence each, worst first; nothing where all is well. `whole`: everything was looked at."""

    findings: tuple[Said, ...]
    whole: bool

    @property
    def well(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class Staged:
    """A backup laid out beside the data and verified, ready to take its place; `missing` files of its timeline are gone."""

    folder: Path
    source: Path
    at: datetime | None
    contents: Contents
    version: str
    missing: int


@dataclass(frozen=True)
class Restored:
    """What an opening did about a restore. `trouble`: why everything is as it was, None where `staged` took its place; `kept`:
    the folder that holds what was there before, where no backup does."""

    staged: Staged
    trouble: Said | None
    kept: Path | None


@dataclass(frozen=True)
class LeftOver:
    """What was typed for a record that has gone, kept as the draft of this form and number."""

    form: str
    record_id: int
    text: str


@dataclass(frozen=True)
class Newer:
    """What the data has that a backup does not: what it holds `now`, and what was added or changed since that was made."""

    now: Contents
    clients: int
    disputes: int
    entries: int
    letters: int
    files: int
    decisions: int

    @property
    def changes(self) -> int:
        return self.clients + self.disputes + self.entries + self.letters + self.files + self.decisions
