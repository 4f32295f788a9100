"""`python3 tasks.py` where something is in the way: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What set-up reads, in a folder whose name holds a blank."""
    copy = tmp_path / "my tree"
    shutil.copytree(ROOT / "requirements", copy / "requirements")
    shutil.copy(ROOT / "tasks.py", copy)
    return copy


def tasks(tree: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it from another folder, by the Python an owner has: the one of the environment may have no pip."""
    line = [getattr(sys, "_base_executable", sys.executable), str(tree / "tasks.py"), *words]
    env = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""} | environment
    return subprocess.run(line, cwd=tree.parent, env=env, capture_output=True, text=True, timeout=120)


def test_the_package_asks_for_what_the_set_up_installs() -> None:
    listed = (ROOT / "requirements" / "run.in").read_text("utf-8").splitlines()
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    set_up, package = ({re.match(r"[\w-]+", line)[0].lower() for line in lines if line[:1] != "#"} for lines in (listed, asked))
    assert package == set_up


def test_its_commands_are_listed(tree: Path) -> None:
    ended = tasks(tree, "--help")
    assert ended.returncode == 0
    assert all(command in ended.stdout for command in ("run", "test", "bench", "tour", "build"))
    assert not (tree / ".venv").exists()


@pytest.mark.parametrize("left", ["nothing", "file", "dangling link", "folder"])
def test_without_packages_it_says_so_whatever_is_left_of_an_environment(tree: Path, left: str) -> None:
    if left == "file":
        (tree / ".venv").touch()
    elif left == "dangling link":
        (tree / ".venv").symlink_to(tree / "gone")
    elif left == "folder":
        (tree / ".venv").mkdir()
        (tree / ".venv" / "clientcare-set-up.json").write_text('{"python": ')
    ended = tasks(tree, "run")
    assert ended.returncode == 1
    assert "The packages cannot be fetched. Check the network connection" in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout


def test_the_app_is_run_where_the_owner_stands(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.syspath_prepend(str(ROOT))
    import tasks as commands

    places = []
    monkeypatch.setattr(commands, "DISPLAYS", ["DISPLAY"])
    monkeypatch.setattr(commands, "start", lambda line, environment=None, folder=ROOT: places.append(folder) or 0)
    commands.run(commands.argparse.Namespace(), ["--data-dir", "mine"])
    assert places == [tree]


def pytest_line(monkeypatch: pytest.MonkeyPatch, *words: str, slow: bool = False) -> list[str]:
    """What `tasks.py test` runs last."""
    monkeypatch.syspath_prepend(str(ROOT))
    import tasks as commands

    lines: list[list[str]] = []
    monkeypatch.setattr(commands, "quietly", lambda line: (0, ""))
    monkeypatch.setattr(commands, "start", lambda line, environment: lines.append([str(part) for part in line]) or 0)
    assert commands.test(commands.argparse.Namespace(slow=slow), list(words)) == 0
    return lines[-1]


def run_here(line: list[str], folder: Path) -> list[str]:
    """Run it on two small files of tests instead; what it prints."""
    for name in ("test_one.py", "test_two.py"):
        marks = "import pytest\n\n@pytest.mark.slow\ndef test_slow(): pass\n\n"
        (folder / name).write_text(f"{marks}def test_here(worker_id): print('in', worker_id)\n")
    (folder / "conftest.py").write_text("from hypothesis import settings\n\nsettings.register_profile('thorough')\n")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    line = [sys.executable, *line[1:], "-p", "no:cacheprovider", "-rP"]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=120).stdout.strip().splitlines()


def test_the_tests_go_a_process_a_core_and_end_with_the_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = run_here(pytest_line(monkeypatch, "--maxprocesses", "2"), tmp_path)
    assert re.fullmatch(r"=+ 2 passed in [\d.]+s =+", printed[-1]), "the slow ones wait to be asked for"
    assert {line for line in printed if line.startswith("in ")} <= {"in gw0", "in gw1"}


def test_what_is_asked_for_has_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = run_here(pytest_line(monkeypatch, "-n", "0", "test_two.py", slow=True), tmp_path)
    assert "in master" in printed and " 2 passed" in printed[-1]
