"""kill -9 while a backup is restored: the next start finds one usable data file, what was there or what was asked for."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from two_states import BEFORE, SINCE, clients_in, left_open

from clientcare.db.database import FILE
from clientcare.services import backups, restoring

PROGRAM = Path(__file__).with_name("restoring_program.py")
# Where it would hurt most: the journal, the data file going, its log going, the other one coming, the journal's end.
TENDER = (
    ("os.rename", "restore.json"),
    ("os.rename clientcare.db ", "aside"),
    ("os.rename clientcare.db-wal", "aside"),
    ("os.rename restore-", "clientcare.db clientcare.db"),
    ("os.remove", "restore.json"),
)
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return left_open(tmp_path_factory.mktemp("prepared") / "data")


def run(folder: Path, source: Path | str, kill_before: int = 0) -> tuple[bool, list[str]]:
    """Whether it was killed, and the steps it had begun."""
    line = [sys.executable, PROGRAM, folder, source, str(kill_before)]
    ended = subprocess.run([str(word) for word in line], capture_output=True, text=True, timeout=60)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode != 0, ended.stdout.splitlines()


def restore(folder: Path, kill_before: int = 0) -> list[str]:
    """Ask for it, be killed at the end of asking at the latest, and start again, to be killed there if not before."""
    _, asked = run(folder, next((folder / "backups").glob("*-1.db")), kill_before)
    if kill_before and len(asked) < kill_before:
        was_killed, carried_out = run(folder, "", kill_before - len(asked))
        assert was_killed
        return asked + carried_out
    return asked + ([] if kill_before else run(folder, "")[1])


def by_time(folder: Path, source: Path | str, after: float) -> bool:
    """Whether it was killed so many seconds after its beginning, rather than ended before."""
    line = [str(word) for word in (sys.executable, PROGRAM, folder, source, 0)]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    _, trouble = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), trouble
    return process.returncode != 0


@dataclass
class Figures:
    tried: int = 0
    again: int = 0  # killed once more while it was put in order
    old: int = 0
    new: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        tried = f"{self.tried} kills, and {self.again} more while it was put in order"
        return f"restore: tried {tried}; {self.old} as before, {self.new} restored, lost {len(self.lost)}"


def killed(prepared: Path, folder: Path, kill_before: int, figures: Figures, *, again: int = 0) -> None:
    """Kill it there, perhaps once more while the next start puts it in order; then it must be all there."""
    shutil.copytree(prepared, folder)
    steps = restore(folder, kill_before)
    figures.tried += 1
    if again:
        figures.again += run(folder, "", again)[0]
    judged(folder, figures, f"{kill_before}, then {again}: {steps[-1:]}")


def judged(folder: Path, figures: Figures, killed: str) -> None:
    try:
        is_in_order(folder, figures)
    except (AssertionError, Exception) as error:
        figures.lost.append(f"{killed} {error!r}")
    shutil.rmtree(folder)


def is_in_order(folder: Path, figures: Figures) -> None:
    restoring.finish(folder)
    left = {place.name for place in folder.iterdir()}
    assert FILE in left and not {name for name in left - {restoring.OUTCOME} if name.startswith(("restore", "aside"))}
    found = clients_in(folder)
    assert found in (BEFORE, SINCE)
    figures.old, figures.new = figures.old + (found == SINCE), figures.new + (found == BEFORE)
    if found == BEFORE:  # and the way back is there
        newest = backups.all(folder)[0]
        assert newest.reason == "restore"
        restoring.adopt(folder, restoring.stage(folder, newest.file))
        assert restoring.finish(folder) is not None and clients_in(folder) == SINCE


def none_lost(figures: Figures) -> None:
    print(figures)
    assert figures.lost == []


@on_posix
def test_killed_where_it_hurts_most_it_ends_with_one_usable_data_file(prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path / "whole")
    steps = restore(tmp_path / "whole")
    figures = Figures()
    for begins, ends in TENDER:
        place = next(place for place, step in enumerate(steps, 1) if step.startswith(begins) and ends in step)
        killed(prepared, tmp_path / "data", place, figures)
    none_lost(figures)
    assert figures.tried == len(TENDER) and figures.old and figures.new


@on_posix
@pytest.mark.slow
def test_killed_at_every_step_of_restoring_none_is_lost(prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path / "whole")
    steps = restore(tmp_path / "whole")
    chance, figures = random.Random(50), Figures()
    for place in range(1, len(steps) + 1):
        killed(prepared, tmp_path / "data", place, figures, again=chance.choice((0, chance.randint(1, 25))))
    none_lost(figures)
    assert figures.tried >= 50 and figures.old and figures.new and figures.again


@on_posix
@pytest.mark.slow
def test_killed_at_any_moment_while_restoring_none_is_lost(prepared: Path, tmp_path: Path) -> None:
    """Also where SQLite or the system is busy for us, so by the clock."""
    chance, figures, folder = random.Random(24), Figures(), tmp_path / "data"
    shutil.copytree(prepared, tmp_path / "whole")
    source = next((tmp_path / "whole" / "backups").glob("*-1.db"))
    began = time.monotonic()
    run(tmp_path / "whole", source)
    asking = time.monotonic() - began
    for _ in range(24):
        shutil.copytree(prepared, folder)
        source = next((folder / "backups").glob("*-1.db"))
        after = chance.uniform(0.2 * asking, 1.3 * asking)
        figures.tried += by_time(folder, source, after)
        figures.again += by_time(folder, "", chance.uniform(0.2 * asking, asking))
        judged(folder, figures, f"{after:.2f} s")
    none_lost(figures)
    assert figures.tried == 24
