"""No room on the disk, one that may only be read, a drive that is gone: clear words, nothing lost, and it works again after."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from first_day import first_day

from clientcare import services, temporary
from clientcare.db import errors
from clientcare.errors import WorldError
from clientcare.records import AttachmentRow, CalendarEntry, DisputeForm, EventForm
from clientcare.services.exporting import spreadsheet
from clientcare.services.importing.plan import CLIENTS, Plan
from clientcare.services.importing.source import Wanted
from clientcare.services.progress import Progress
from clientcare.services.reminding import calendar_file
from clientcare.services.store import Store
from clientcare.ui.paper.delivery import write_file
from clientcare.ui.timeline import opening

if sys.platform == "win32":
    pytest.skip("no such disks and limits there", allow_module_level=True)

from no_room import Disk, files_no_larger, small_disk

LARGE = os.urandom(400_000)
BEFORE = b"as it was before"


@dataclass
class Business:
    """A store with a client, a dispute and a file on its timeline, and a folder to save things in."""

    store: Store
    client: int
    dispute: int
    file: AttachmentRow
    plan: Plan
    saves: Path

    @property
    def notes(self) -> str:
        return str(self.store.read(lambda session: services.clients.detail(session, self.client)).answers["notes"])

    def everything(self) -> tuple[Any, ...]:
        """All that must not change when something fails."""
        rows = self.store.read(lambda session: services.entries.rows(session, self.dispute))
        kept = sorted(path.name for path in self.store.files.rglob("*") if path.is_file() and path.parent.name != "small")
        names = self.store.read(lambda s: [row.name for row in services.clients.rows(s, services.clients.ids(s))])
        saved = {path.name: path.read_bytes() for path in self.saves.iterdir()}
        return self.notes, rows, kept, names, saved


def business(folder: Path, saves: Path) -> Business:
    store = Store.open(first_day(folder))
    taken = services.attachments.take(store.files, LARGE, "hall.pdf")

    def fill(session: Any) -> tuple[int, int, AttachmentRow]:
        client = services.clients.create(session, "Dana Okafor")
        services.clients.update(session, client, notes="as they were")
        dispute = services.disputes.create(session, DisputeForm("The hall", client))
        event = services.entries.save(session, EventForm(dispute, "call", datetime.now(UTC), "She rang."))
        services.attachments.add(session, event, [taken])
        return client, dispute, services.entries.rows(session, dispute)[0].attachments[0]

    plan = of_many_people(folder.with_name("people.csv"))

    saves.mkdir(exist_ok=True)
    for name in ("list.csv", "days.ics", "letter.pdf", "copy.pdf"):
        (saves / name).write_bytes(BEFORE)
    return Business(store, *store.write(fill).result, plan, saves)


def of_many_people(file: Path) -> Plan:
    """The import of a file, looked through and about to be taken in."""
    file.write_text("Name,Notes\n" + "\n".join(f"Client {number},{'n' * 2000}" for number in range(400)))
    source = services.imports.read(file, Progress())
    made = services.imports.plan(Wanted(source, CLIENTS, source.mappings[CLIENTS], "USD"), Progress())
    file.unlink()
    return made


# What an owner does that needs room. Each raises WorldError where there is none.


def save(at: Business) -> None:
    def write(session: Any) -> None:
        for number in range(15):
            id = services.clients.create(session, f"Client {number}")
            services.clients.update(session, id, notes=f"{number}" * 20_000)

    at.store.write(write)


def file_something(at: Business) -> None:
    taken = services.attachments.take(at.store.files, os.urandom(600_000), "more.pdf")
    event = EventForm(at.dispute, "call", datetime.now(UTC), "More.")
    at.store.write(lambda s: services.attachments.add(s, services.entries.save(s, event), [taken]))


def take_in_a_file(at: Business) -> None:
    at.store.write(lambda session: services.imports.take_in(session, at.plan, Progress()))


def save_a_list(at: Business) -> None:
    spreadsheet.write(at.saves / "list.csv", ["Name"], (("n" * 1000,) for _ in range(800)), "en_US")


def save_days(at: Business) -> None:
    entry = CalendarEntry("reminder", 1, "Dana Okafor", "Call", date.today())
    calendar_file.save(at.saves / "days.ics", [calendar_file.Worded(entry, "Call " * 2000, "") for _ in range(80)], "n", "UTC")


def save_a_letter(at: Business) -> None:
    write_file(at.saves / "letter.pdf", LARGE * 2)


def save_a_copy(at: Business) -> None:
    services.attachments.copy_out(at.store.files, at.file, at.saves / "copy.pdf")


def back_up(at: Business) -> None:
    services.backups.take(at.store.files.parent, "asked")


KEEP = (save, file_something, take_in_a_file, back_up)  # on the disk of the data
GIVE = (save_a_list, save_days, save_a_letter, save_a_copy)  # wherever the owner likes
named: dict[str, Any] = {"ids": lambda each: each.__name__}


def said(error: WorldError) -> str:
    """The sentence as the owner reads it, whole."""
    text = str(error.said)
    assert "{" not in text and "Errno" not in text and "Said(" not in text and text.endswith(".")
    return text


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
def on_the_disk(disk: Disk) -> Iterator[Business]:
    made = business(disk.path / "data", disk.path / "saves")
    yield made
    made.store.close()


@pytest.fixture
def beside_the_disk(disk: Disk, tmp_path: Path) -> Iterator[Business]:
    made = business(tmp_path / "data", disk.path / "saves")
    yield made
    made.store.close()


@pytest.mark.parametrize("does", (*KEEP, *GIVE), **named)
@pytest.mark.parametrize("left", [0, 300_000])
def test_a_full_disk_is_said_loses_nothing_and_works_again_after(
    on_the_disk: Business, disk: Disk, does: Callable[[Business], None], left: int
) -> None:
    before = on_the_disk.everything()
    disk.fill(left)
    with pytest.raises(WorldError) as error:
        does(on_the_disk)
    assert "full" in said(error.value) or "no room" in said(error.value) or "room left" in said(error.value)
    assert on_the_disk.everything() == before
    disk.free()
    does(on_the_disk)
    assert on_the_disk.everything() != before or does is back_up


@pytest.mark.parametrize("does", (*KEEP, *GIVE), **named)
def test_files_that_may_not_grow_are_said_and_lose_nothing(
    tmp_path: Path, does: Callable[[Business], None]
) -> None:
    at = business(tmp_path / "data", tmp_path / "saves")
    try:
        before = at.everything()
        with files_no_larger(200_000), pytest.raises(WorldError) as error:
            does(at)
        assert "disk" in said(error.value)
        assert at.everything() == before
        does(at)
    finally:
        at.store.close()


@pytest.mark.parametrize("does", GIVE, **named)
def test_a_disk_that_may_only_be_read_is_said(beside_the_disk: Business, disk: Disk, does: Callable[[Business], None]) -> None:
    before = beside_the_disk.everything()
    disk.only_read()
    with pytest.raises(WorldError) as error:
        does(beside_the_disk)
    assert "only be read" in said(error.value) and beside_the_disk.everything() == before
    disk.only_read(False)
    does(beside_the_disk)
    assert beside_the_disk.everything() != before


@pytest.mark.parametrize("does", GIVE, **named)
def test_a_folder_that_is_gone_is_said(tmp_path: Path, does: Callable[[Business], None]) -> None:
    at = business(tmp_path / "data", tmp_path / "saves")
    try:
        at.saves.rename(tmp_path / "unplugged")
        with pytest.raises(WorldError) as error:
            does(at)
        assert "not there any more" in said(error.value) and not at.saves.exists()
        (tmp_path / "unplugged").rename(at.saves)
        does(at)
    finally:
        at.store.close()


def test_data_on_a_disk_that_may_only_be_read_is_said_and_not_touched(disk: Disk) -> None:
    made = business(disk.path / "data", disk.path / "saves")
    made.store.close()
    files = {path: path.read_bytes() for path in disk.path.rglob("*") if path.is_file()}
    disk.only_read()
    with pytest.raises(WorldError) as error:
        Store.open(disk.path / "data")
    assert error.value.said.text == errors.READ_ONLY
    assert {path: path.read_bytes() for path in disk.path.rglob("*") if path.is_file()} == files
    disk.only_read(False)
    store = Store.open(disk.path / "data")
    assert store.read(lambda session: len(services.clients.ids(session))) == 1
    store.close()


@pytest.mark.parametrize("does", KEEP, **named)
def test_a_drive_that_is_gone_is_said_and_works_again_once_it_is_back(
    tmp_path: Path, does: Callable[[Business], None]
) -> None:
    at = business(tmp_path / "data", tmp_path / "saves")
    try:
        before = at.everything()
        (tmp_path / "data").rename(tmp_path / "unplugged")
        with pytest.raises(WorldError) as error:
            does(at)
        assert said(error.value)
        left = [path for path in tmp_path.rglob("clientcare.db") if path.parent.name == "data"]
        assert not left, "a new file was begun where the drive had been"
        back(tmp_path / "unplugged", tmp_path / "data")
        assert at.everything() == before
        does(at)
    finally:
        at.store.close()


def back(folder: Path, place: Path) -> None:
    """The drive is there again; what was made in its place meanwhile lies hidden below it, as under a mount."""
    if place.exists():
        place.rename(place.with_name("below"))
    folder.rename(place)


def test_no_room_for_a_copy_to_open_or_an_e_mail_to_send_is_said(
    on_the_disk: Business, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(disk.path))
    monkeypatch.setattr(temporary, "_mine", {})
    disk.fill(8192)
    with pytest.raises(WorldError) as error:
        opening.copy(on_the_disk.store.files, on_the_disk.file)
    assert "hall.pdf could not be" in said(error.value) and "no room" in said(error.value)
    disk.free()
    assert opening.copy(on_the_disk.store.files, on_the_disk.file).read_bytes() == LARGE
    temporary.clear()
