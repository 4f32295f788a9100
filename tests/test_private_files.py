"""Whatever the umask: what ClientCare keeps can be read by its owner alone; what the owner saves is as the owner has it set."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")

# A business on a day: saved, a photo filed and shown small, logged, backed up, an e-mail made, a file opened.
A_DAY = """
import io, os, sys
from datetime import UTC, datetime
from pathlib import Path

os.umask(int(sys.argv[2], 8))
top = Path(sys.argv[1])
os.environ["TMPDIR"] = str(top / "tmp")
(top / "tmp").mkdir()
os.chmod(top / "tmp", 0o777)
(top / "saved").mkdir()

from PIL import Image
from clientcare import log, services, temporary
from clientcare.records import AttachmentRow, DisputeForm, EventForm
from clientcare.services.exporting import spreadsheet
from clientcare.services.store import Store
from clientcare.ui.paper.delivery import write_file
from clientcare.ui.timeline import opening

data = top / "data"
store = Store.open(data)
log.start(data)
png = io.BytesIO()
Image.new("RGB", (400, 300), "red").save(png, "PNG")
taken = services.attachments.take(store.files, png.getvalue(), "hall.png")

def a_day(session):
    id = services.disputes.create(session, DisputeForm("The hall", None, "Dana Okafor"))
    event = services.entries.save(session, EventForm(id, "call", datetime.now(UTC), "The hall"))
    services.attachments.add(session, event, [taken])
    return services.entries.rows(session, id)[0].attachments[0]

one = store.write(a_day).result
assert services.attachments.thumbnail(store.files, one)
print(opening.copy(store.files, one))
(temporary.folder(temporary.HANDED) / "letter.eml").touch()
services.backups.take(data, "asked")
services.attachments.copy_out(store.files, one, top / "saved" / "hall.png")
spreadsheet.write(top / "saved" / "list.csv", ["Name"], [("Dana",)], "en_US")
write_file(top / "saved" / "letter.pdf", b"%PDF")
for each in sorted(top.rglob("*")):
    kind = "folder" if each.is_dir() else "file"
    print(f"{oct(each.stat().st_mode & 0o777)} {kind} {each.relative_to(top)}")
sys.stdout.flush()
os._exit(0)  # as it lies while the window is open
"""


@pytest.fixture(scope="module", params=["000", "077", "027"])
def a_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Mode and kind of every file and folder, with the umask it was all made under."""
    line = [sys.executable, "-c", A_DAY, str(tmp_path_factory.mktemp("day")), request.param]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 0, done.stderr
    found = [line.split(" ", 2) for line in done.stdout.splitlines() if line.startswith("0o")]
    return {path: (mode, kind) for mode, kind, path in found} | {"umask": (request.param, "")}


def test_all_that_is_kept_is_the_owners_alone(a_day: dict[str, tuple[str, str]]) -> None:
    kept = {path: found for path, found in a_day.items() if path.startswith("data")}
    wrong = {path: mode for path, (mode, kind) in kept.items() if mode != {"file": "0o600", "folder": "0o700"}[kind]}
    assert not wrong
    names = " ".join(kept)
    database = ("clientcare.db", "clientcare.db-wal", "clientcare.db-shm")
    for part in (*database, "files/small/", "log/clientcare.log", "backups/files/"):
        assert part in names, f"{part} was not even made"


def test_copies_for_other_programs_are_private_too(a_day: dict[str, tuple[str, str]]) -> None:
    copies = {path: found for path, found in a_day.items() if path.startswith("tmp/")}
    assert {mode for mode, kind in copies.values() if kind == "folder"} == {"0o700"}
    assert any(path.endswith("hall.png") for path in copies)


def test_what_the_owner_saves_is_as_they_have_it_set(a_day: dict[str, tuple[str, str]]) -> None:
    wanted = oct(0o666 & ~int(a_day["umask"][0], 8))
    assert {path: mode for path, (mode, _) in a_day.items() if path.startswith("saved/")} == {
        f"saved/{name}": wanted for name in ("hall.png", "list.csv", "letter.pdf")
    }


def test_a_file_that_is_replaced_may_be_read_by_whoever_could_before(tmp_path: Path) -> None:
    from clientcare.services.whole_file import whole_file

    (tmp_path / "list.csv").touch(0o600)
    (tmp_path / "list.csv").chmod(0o640)
    with whole_file(tmp_path / "list.csv") as file:
        file.write(b"new")
    assert stat.S_IMODE((tmp_path / "list.csv").stat().st_mode) == 0o640 and (tmp_path / "list.csv").read_bytes() == b"new"
