"""The slip beside each backup: what is in it, who made it when and why, and the fingerprints of all that belongs to it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clientcare.db.copying import keep
from clientcare.records import Backup, Contents

ENDING = ".json"
MOST = 200_000_000  # bytes; more is no slip of ours
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    """`sha256`: of the data file, which has `bytes`; `files`: those beside the timeline that were kept; `missing`: those that
    were gone or damaged already. `size`: bytes of all of it. `at` is UTC. `verified`: the copy was read back and is whole."""

    number: int
    at: datetime
    reason: str
    version: str
    schema: int
    contents: Contents
    counts: dict[str, int]
    bytes: int
    size: int
    sha256: str
    files: tuple[str, ...]
    missing: tuple[str, ...]
    verified: bool = True

    def backup(self, file: Path) -> Backup:
        return Backup(file, self.number, self.at, self.reason, self.contents, self.size, self.version, self.schema)


def place(database: Path) -> Path:
    """Where the slip of that data file lies."""
    return database.with_suffix(ENDING)


def written(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), default=datetime.isoformat, ensure_ascii=False).encode()


def read(content: bytes) -> Manifest:
    """ValueError where it is not one, whoever wrote it."""
    try:
        return _made(json.loads(content))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a manifest") from error


def load(database: Path) -> Manifest | None:
    """The slip of that data file; None where there is none that can be read."""
    try:
        slip = place(database)
        if not slip.is_file():  # a pipe would never end
            return None
        with slip.open("rb") as stream:
            content = stream.read(MOST + 1)
        return read(content) if len(content) <= MOST else None
    except (OSError, ValueError):
        return None


def save(manifest: Manifest, database: Path, new: Path) -> None:
    """Whole or not at all, and on the disk; called `new` until then."""
    keep(written(manifest), place(database), new)


def _made(found: dict[str, Any]) -> Manifest:
    inside = found["contents"]
    clients, disputes, letters, files = (_number(inside[name]) for name in ("clients", "disputes", "letters", "files"))
    newest = _moment(inside["newest"]) if inside["newest"] else None
    return Manifest(
        number=_number(found["number"]),
        at=_moment(found["at"]),
        reason=_text(found["reason"]),
        version=_text(found["version"]),
        schema=_number(found["schema"]),
        contents=Contents(clients, disputes, letters, files, newest),
        counts={_text(name): _number(count) for name, count in found["counts"].items()},
        bytes=_number(found["bytes"]),
        size=_number(found["size"]),
        sha256=_fingerprint(found["sha256"]),
        files=tuple(_fingerprint(one) for one in found["files"]),
        missing=tuple(_text(one) for one in found["missing"]),
        verified=found["verified"] is True,
    )


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a count")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 300:
        raise ValueError("not a line of text")
    return value


def _fingerprint(value: Any) -> str:
    if not FINGERPRINT.fullmatch(_text(value)):
        raise ValueError("not a fingerprint")
    return str(value)


def _moment(value: Any) -> datetime:
    """Of the first or the last year there would be none by the clocks of some places."""
    at = datetime.fromisoformat(_text(value)).astimezone(UTC)
    if not 1 < at.year < 9999:
        raise ValueError("not a moment of ours")
    return at
