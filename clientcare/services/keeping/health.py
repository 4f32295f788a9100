"""The health check: whether the data file, its search and its attachments are what they should be, in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from clientcare.db import copying, errors
from clientcare.db import health as looks
from clientcare.db.contents import names
from clientcare.db.database import FILE, found
from clientcare.errors import DataTrouble, WorldError
from clientcare.records import Health
from clientcare.said import Said, mark
from clientcare.services.finding import index
from clientcare.services.keeping import marks, pool, shelf
from clientcare.services.keeping.proving import Copy, copied
from clientcare.services.progress import Progress

FILES = "files"
DAMAGED = errors.DAMAGED  # the file as a whole: nothing more is known
GONE = mark("There is no data file in this folder. Put it back, or restore a backup.")
LOST = mark("%n file(s) beside a timeline are missing or damaged: {names}. Restore a backup that still has them.")
PUT_BACK = mark("%n file(s) beside a timeline were missing or damaged, and were put back from your backups: {names}.")
_NOT_CHECKED = {
    errors.FULL: mark("The disk is full, so your data was not checked. Free some space, then try again."),
    errors.READ_ONLY: mark("The folder may not be written to, so your data was not checked. Allow that, then try again."),
    errors.DISK: mark("The disk reported an error, so your data was not checked. Check the disk and the room left on it."),
    errors.LOCKED: mark("Another program is using the data file, so your data was not checked. Close it, then try again."),
    errors.OUT_OF_REACH: mark("The disk cannot be reached, so your data was not checked. Check that it is connected."),
}
_NAMED = 3  # files that are called by their names


def quick(data: Path, progress: Progress | None = None) -> Health:
    """Look over the file's structure, on a connection of its own, beside whatever else is done with it. WorldError where it
    cannot be read, or is not ours."""
    with _in_words():
        findings = _file_findings(data) or looks.quick(data / FILE, partial((progress or Progress()).step, 0))
    _note(data, findings)
    return Health(findings, whole=False)


def is_damage(health: Health) -> bool:
    """Whether a backup is the way back from what was found; a search that is wrong is made anew at the next opening."""
    return any(one.text not in (looks.SEARCH, PUT_BACK) for one in health.findings)


def whole(data: Path, progress: Progress | None = None) -> Health:
    """Look at everything: integrity, foreign keys, the schema, every word of the search, every attachment's fingerprint.

    What either check finds is noted beside the backups, so that none is thinned out until a whole check finds all well. What
    can be put right without asking is: a file that a backup has, and the search. The look is at a copy, so that nobody waits.
    """
    progress = progress or Progress()
    with _in_words():
        findings, mended = _file_findings(data), tuple[Said, ...]()
        if not findings:
            findings, mended = _looked_over(data, progress)
    _note(data, findings)
    if not findings:
        marks.well(data / shelf.FOLDER)
    return Health(findings + mended, whole=True)


def _file_findings(data: Path) -> tuple[Said, ...]:
    """What can be said without a look inside."""
    try:
        return () if found(data / FILE) else (Said(GONE),)
    except Exception as error:
        if _is_damage(error):
            return (Said(DAMAGED),)
        raise


def _looked_over(data: Path, progress: Progress) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """What is wrong, worst first, and what was and is put right."""
    with shelf.scratch(data / shelf.FOLDER) as new:
        try:
            copy = copied(data, new, progress)
        except Exception as error:
            if _is_damage(error):
                return (Said(DAMAGED),), ()
            raise
        findings = looks.whole(new, partial(progress.step, 0))
        progress.step(copy.size)
        here = pool.found([data / FILES], copy.files, progress.step)
        lost = [one for one in copy.files if one not in here]
        back = [one for one in lost if pool.put_back(data / shelf.FOLDER / pool.FOLDER, data / FILES, one)]
        called = partial(_called, copy)
        return findings + called(LOST, [one for one in lost if one not in back]), called(PUT_BACK, back)


def _called(copy: Copy, text: str, files: Collection[str]) -> tuple[Said, ...]:
    if not files:
        return ()
    with copying.opened(copy.file) as connection:
        said = [*names(connection, files, _NAMED + 1)]
    shown = ", ".join(said[:_NAMED]) + ("…" if len(said) > _NAMED else "")
    return (Said(text, {"names": shown}, len(files)),)


def _note(data: Path, findings: Sequence[Said]) -> None:
    """Damage stops the thinning; a search that is wrong is made anew when the data is opened next."""
    said = {one.text for one in findings}
    if said - {GONE}:
        marks.damaged(data / shelf.FOLDER)
    if said == {looks.SEARCH}:
        with suppress(sqlite.Error), copying.opened(data / FILE) as connection:
            index.again(connection)


def _is_damage(error: Exception) -> bool:
    said = error if isinstance(error, WorldError) else errors.world_error(error)
    return isinstance(said, DataTrouble) and said.why == "damaged"


@contextmanager
def _in_words() -> Iterator[None]:
    """An error of the world, said as what it means for a check."""
    try:
        with errors.in_plain_words():
            yield
    except WorldError as error:
        if error.said.text not in _NOT_CHECKED:
            raise
        raise WorldError(Said(_NOT_CHECKED[error.said.text])) from error
