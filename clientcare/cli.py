"""The commands that need no window: back up, restore, check and export, told in plain words on a terminal."""

from __future__ import annotations

import argparse
import logging
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from clientcare import paths
from clientcare.errors import WorldError
from clientcare.said import Said
from clientcare.services.progress import Progress, Stopped

if TYPE_CHECKING:
    from clientcare.records import Contents

# Everything else is imported where it is needed: a window starts through here as well.

DATA = "clientcare.db"
Action = Callable[[Path, Path, Progress], int]


def add(commands: Any) -> None:
    """Make the commands known to `argparse`."""
    told = {
        "backup": ("FILE", "write a backup with all attachments as one file, or into a folder, verified"),
        "restore": ("FILE", "put a backup in the place of the data; what is there now is backed up first"),
        "check": ("", "look over the data: 0 where all is well, 1 with what is not"),
        "export": ("DIR", "write everything to a new folder in DIR, readable without ClientCare"),
    }
    for name, (place, what) in told.items():
        command = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        command.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help="where the data is")
        if place:
            command.add_argument("place", metavar=place, type=Path)


def run(chosen: argparse.Namespace) -> int:
    """Do what was asked for; the exit status: 0 well, 1 not. WorldError says why not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name that this terminal cannot show is no reason to fail
    data = paths.sample_folder() if chosen.sample and not chosen.data_dir else paths.data_folder(chosen.data_dir)
    action = _ACTIONS[chosen.command]
    if chosen.command != "restore" and not (data / DATA).exists() and not (data / "restore.json").exists():
        return _say(f"There is no data in {data}.", 1)
    try:
        with _alone(data), _stoppable() as progress:
            return action(data, getattr(chosen, "place", data), progress)
    except Stopped:
        return _say(_stopped(data), 1)
    except (WorldError, ImportError):
        raise
    except Exception as error:
        logging.getLogger(__name__).error("unhandled", exc_info=error)
        return _say(f"A mistake in ClientCare stopped this: {type(error).__name__}. Where is in {data / 'log'}.", 1)


def plain(said: Said) -> str:
    """The sentence in English, its values written plainly."""
    from clientcare.services.in_english import teller
    from clientcare.settings import Settings

    return teller(Settings())(said)


def _when(at: datetime) -> str:
    return plain(Said("{at}", {"at": at}))


def _stopped(data: Path) -> str:
    from clientcare.services import restoring

    begun = "Stopped half-way. The next start brings the restore to its end."
    return begun if restoring.is_noted(data) else "Stopped. Nothing was changed."


def _backup(data: Path, place: Path, progress: Progress) -> int:
    from clientcare.services import backups

    file = place / f"ClientCare {date.today():%Y-%m-%d}.clientcare" if place.is_dir() else place
    made = backups.take_elsewhere(data, file.absolute(), progress)
    return _tell(f"Backed up to {file}: {_contents(made.contents)}.")


def _restore(data: Path, place: Path, progress: Progress) -> int:
    from clientcare.services import backups, restoring

    staged = restoring.stage(data, place.absolute(), progress)
    of = f" of {_when(staged.at)}" if staged.at else ""
    _tell(f"{place.name} is a sound backup{of}: {_contents(staged.contents)}.")
    if staged.missing:
        _tell(f"Attached files that it does not have any more: {staged.missing}.")
    restoring.adopt(data, staged, progress)
    done, told = restoring.finish(data), restoring.told(data)
    if done is None:
        return _say(plain(told.trouble) if told and told.trouble else "Nothing was restored; everything is as it was.", 1)
    if told and told.kept:
        _tell(f"Restored. What was there before could not be backed up, so it is kept in {told.kept}.")
    elif before := next((one.file for one in backups.all(data) if one.reason == "restore"), None):
        _tell(f"Restored. To take it back: clientcare restore {_quoted(before)} --data-dir {_quoted(data)}")
    else:
        _tell("Restored.")
    return 0


def _check(data: Path, place: Path, progress: Progress) -> int:
    from clientcare.services import health

    found = health.whole(data, progress)
    for finding in found.findings:
        _tell(plain(finding))
    return _tell("All is well.") if found.well else 1


def _export(data: Path, place: Path, progress: Progress) -> int:
    from clientcare.services.exporting.everything import export_everything
    from clientcare.services.store import Store

    store = Store.open(data)
    try:
        made = export_everything(store, place.absolute(), progress)
    finally:
        store.close()
    if made.lost:
        _tell(f"Files that were missing or damaged: {made.lost}.")
    return _tell(f"Everything is in {made.folder}. Open index.html there.")


_ACTIONS: Mapping[str, Action] = {"backup": _backup, "restore": _restore, "check": _check, "export": _export}


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """The folder is ours alone meanwhile, and what a kill left half done in it is done. WorldError where it is in use."""
    from clientcare import folder_lock, log
    from clientcare.db.attachments import private
    from clientcare.db.errors import in_plain_words
    from clientcare.services import restoring

    with in_plain_words():
        private(data)
        lock = folder_lock.take(data)
        try:
            log.start(data)
            if restoring.finish(data):
                _tell("First, a backup that was chosen before took the place of the data.")
            yield
        finally:
            lock.release()


class _Shown(Progress):
    """Tells on a terminal how far it is."""

    _said = -1

    def step(self, steps: int = 1) -> None:
        super().step(steps)
        share = min(100 * self.done // self.total, 100) if self.total else 0
        if steps and share != self._said:
            self._said = share
            print(f"\r{share:3} %", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._said >= 0:
            print("\r     \r", end="", file=sys.stderr, flush=True)


@contextmanager
def _stoppable() -> Iterator[Progress]:
    """Control-C ends it where nothing is half done; the second time, at once."""
    progress = _Shown() if sys.stderr and sys.stderr.isatty() else Progress()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        progress.stop()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    except KeyboardInterrupt:
        raise Stopped from None
    finally:
        signal.signal(signal.SIGINT, before)
        if isinstance(progress, _Shown):
            progress.end()


def _contents(inside: Contents) -> str:
    counted = ((inside.clients, "client"), (inside.disputes, "dispute"), (inside.letters, "letter"), (inside.files, "file"))
    newest = f", newest change {_when(inside.newest)}" if inside.newest else ""
    return ", ".join(f"{many} {what}{'' if many == 1 else 's'}" for many, what in counted) + newest


def _quoted(path: Path) -> str:
    return f'"{path}"' if re.search(r"\s", str(path)) else str(path)


def _tell(text: str) -> int:
    print(text)
    return 0


def _say(trouble: str, status: int) -> int:
    print(f"clientcare: {trouble}", file=sys.stderr)
    return status
