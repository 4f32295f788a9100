"""The hunt for files that harm finds what is wrong on purpose, keeps it to be tried again, and the readers pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.hunt import hunt, replay
from tests.fuzz.targets import by_name

on_posix = pytest.mark.skipif(os.name == "nt", reason="no such limits there")
PLANTED = {
    "stumbles": "KeyError at planted.py",
    "computes": "computes without end at planted.py",
    "dawdles": "slow: ",
    "takes": "greedy: ",
    "calls": "reached out: socket.",
    "writes": "reached out: wrote to ",
    "dies": "ended the process: SIGABRT at planted.py",
}
ROOT = Path(__file__).parents[1]
SEED = 20261122


@on_posix
@pytest.mark.parametrize("name", PLANTED)
def test_what_is_wrong_on_purpose_is_found_and_kept(name: str, tmp_path: Path) -> None:
    (tally,) = hunt([name], SEED, 60, tmp_path, most=2)
    assert tally.tried == 2
    meant = {said: file for said, file in tally.found.items() if said.startswith(PLANTED[name])}
    ((said, file),) = meant.items()  # memory may also run out for the second, which is found by another name
    assert said in file.with_suffix(".txt").read_text("utf-8")
    if name in ("stumbles", "dies"):
        assert replay(name, file.read_bytes()).startswith(PLANTED[name])


def test_the_same_seed_makes_the_same_inputs_and_another_one_others() -> None:
    for name, target in by_name().items():
        few = [target.input(SEED, number) for number in range(8)]
        assert few == [target.input(SEED, number) for number in range(8)], name
        assert few != [target.input(SEED + 1, number) for number in range(8)] and len(set(few)) > 4, name


@pytest.mark.parametrize("name", by_name())
def test_a_short_hunt_finds_nothing(name: str, tmp_path: Path) -> None:
    (tally,) = hunt([name], SEED, 120, tmp_path, most=20)
    assert tally.tried == 20 and not tally.found, tally.words


def test_the_command_says_what_it_found_and_how_it_ended(tmp_path: Path) -> None:
    words = ["--only", "html", "--seed", "5", "--minutes", "0.02", "--out", str(tmp_path / "out")]
    ended = subprocess.run([sys.executable, "-m", "tests.fuzz", *words], capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 0 and "Seed 5" in ended.stdout and "html" in ended.stdout and not ended.stderr
    assert not (tmp_path / "out").exists()
