"""Staging: a backup, whatever form it comes in, laid out in a folder of its own inside the data folder, and verified there.

What is read was made by others, perhaps to do harm: no name of theirs becomes a path, nothing is believed that was not
looked at, and nothing outside the folder is written.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from clientcare.db import admitting
from clientcare.db import attachments as kept
from clientcare.db.admitting import Refused
from clientcare.db.copying import opened, sync
from clientcare.db.database import FILE
from clientcare.db.errors import in_plain_words
from clientcare.errors import WorldError
from clientcare.incoming import file_names
from clientcare.records import Staged
from clientcare.said import Said, mark
from clientcare.services.finding import index
from clientcare.services.keeping import backups, fetching, manifest, pool
from clientcare.services.keeping.fetching import Fetch
from clientcare.services.keeping.manifest import Manifest
from clientcare.services.keeping.swap import FILES, STAGING
from clientcare.services.keeping.unpacking import Archive
from clientcare.services.progress import Progress
from clientcare.services.sending import restored

UNFIT = {
    "foreign": mark("{name} was not made by ClientCare, so nothing was changed. Choose a backup or a data file of ClientCare."),
    "newer": mark("{name} was made by a newer ClientCare, so nothing was changed. Install the newest one, then restore it."),
    "damaged": mark("{name} is damaged and cannot be restored, so nothing was changed. Choose another backup."),
    "altered": mark("{name} was altered by another program, so nothing was changed. Choose another backup."),
    "changing": mark("{name} is being changed by another program, so nothing was changed here. Close that, then try again."),
    "same": mark("{name} is the data file in use. Choose a backup."),
    "unread": mark("{name} could not be read. Check that its disk is connected and that it may be opened, then try again."),
}
_SQLITE, _ZIP = b"SQLite format 3\0", b"PK\3\4"
_BESIDE = ("-wal", "-journal")  # what belongs to a data file that was not closed


def lay_out(data: Path, source: Path, progress: Progress) -> Staged:
    """WorldError, and nothing left, where it cannot be used; Stopped where the owner had it stopped."""
    source = source / FILE if source.is_dir() else source
    with in_plain_words():
        kept.private(data)
        folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=data))
        folder.chmod(0o700)  # whatever the umask
    try:
        with _told(source), in_plain_words(), ExitStack() as open_until_then:
            return _laid_out(data, source, folder, progress, open_until_then)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _laid_out(data: Path, source: Path, folder: Path, progress: Progress, stack: ExitStack) -> Staged:
    """The database first, by itself; then the files that it, and nothing else, says are needed."""
    fetching.state(source)  # first, whether it is there at all
    if (data / FILE).exists() and source.samefile(data / FILE):  # opening it would drop the locks on it
        raise Refused("same")
    stream = stack.enter_context(fetching.regular(source))
    begins = next(fetching.blocks(stream, 16), b"")
    slip: Manifest | None
    if begins.startswith(_ZIP):
        with fetching.reading():
            archive = Archive(stream)
        slip, fetch = archive.manifest, fetching.from_archive(archive, folder)
        _begin(folder, archive.size(FILE) or 0, progress)
        with archive.open(FILE) as inside:
            fetching.copy(inside, folder / FILE, slip.sha256, progress)
    elif begins == _SQLITE:
        slip, fetch = manifest.load(source), fetching.from_folder(source.parent / FILES, folder)
        _begin(folder, fetching.state(source)[0], progress)
        _copy_database(source, folder, slip, progress)
    else:
        raise Refused("foreign")
    contents, needed = admitting.admit(folder / FILE, lambda: progress.step(0), index.again)
    with opened(folder / FILE) as connection:
        restored.hold_back(connection)
    sync(folder / FILE)
    progress.step((folder / FILE).stat().st_size)
    progress.total += sum(needed.values())
    missing = _gather(data, folder, needed, fetch, progress)
    return Staged(folder, source, slip.at if slip else None, contents, slip.version if slip else "", missing)


def _begin(folder: Path, size: int, progress: Progress) -> None:
    """Of what has no room not a byte is copied: whoever works beside it would find the disk full, too."""
    if size > shutil.disk_usage(folder).free:
        raise OSError(errno.ENOSPC, "no room", str(folder))
    progress.begin(2 * size)


def _gather(data: Path, folder: Path, needed: Mapping[str, int], fetch: Fetch, progress: Progress) -> int:
    """Lay out the files that are needed; how many there are no more."""
    places = (fetching.as_link(data / FILES, folder), fetch, fetching.from_folder(data / backups.FOLDER / pool.FOLDER, folder))
    missing = 0
    for sha256, size in needed.items():
        missing += not any(fetching.is_sound(place, sha256) for place in places)
        progress.step(size)
    for inner in (*folder.glob(f"{FILES}/??"), *folder.glob(FILES), folder):
        sync(inner)
    return missing


def _copy_database(source: Path, folder: Path, slip: Manifest | None, progress: Progress) -> None:
    """With a slip, exactly what that says; without one, together with what the program that wrote it has not folded in."""
    sources = [source] + [beside for end in _BESIDE if not slip and (beside := source.with_name(source.name + end)).exists()]
    before = [fetching.state(one) for one in sources]
    for one in sources:
        with fetching.regular(one) as stream:
            to = folder / (FILE + one.name.removeprefix(source.name))
            fetching.copy(stream, to, slip.sha256 if slip else "", progress)
    if before != [fetching.state(one) for one in sources]:
        raise Refused("changing")


@contextmanager
def _told(source: Path) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise WorldError(Said(UNFIT[str(refusal)], {"name": file_names.shown(source.name)})) from refusal
