"""The log tells what went wrong and where, and nothing about anybody; it stays small, private, and in nobody's way."""

from __future__ import annotations

import ast
import logging
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientcare import log, report
from clientcare.errors import InvalidInput
from clientcare.said import Said, mark

CANARY = "Dana Canary Okafor"
SOURCES = Path(__file__).parents[1] / "clientcare"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    log.stop()


def logged(folder: Path) -> str:
    log.stop()
    return (folder / "log" / "clientcare.log").read_text("utf-8")


def trouble() -> Exception:
    """An error of ours whose words, and those of its causes, quote the owner."""
    try:
        try:
            try:
                raise OSError(28, f"cannot write {CANARY}")
            except OSError:
                raise ValueError(f"cannot read {CANARY}")  # noqa: B904 - what it was met with is told too
        except ValueError as error:
            error.add_note(CANARY)
            raise InvalidInput(Said(mark("{name} cannot be used."), {"name": CANARY})) from error
    except InvalidInput as error:
        return error


def test_an_error_is_logged_by_kind_and_place_without_its_words(tmp_path: Path) -> None:
    log.start(tmp_path)
    logging.getLogger("clientcare.ui").error("unhandled", exc_info=trouble())
    written = logged(tmp_path)
    assert re.search(r"test_log.py:\d+ trouble\nInvalidInput\nbecause of\n", written)
    assert "ValueError\nwhile meeting\n" in written and "OSError 28" in written
    assert CANARY not in written and "cannot" not in written and str(Path(__file__).parent) not in written


def test_what_another_handler_made_of_an_error_is_not_taken_over(tmp_path: Path) -> None:
    log.start(tmp_path)
    record = logging.LogRecord("clientcare", logging.ERROR, "", 0, "unhandled", (), (ValueError, trouble(), None))
    logging.Formatter().format(record)
    assert CANARY in (record.exc_text or "")
    logging.getLogger("clientcare").handle(record)
    assert CANARY not in logged(tmp_path) and CANARY not in "".join(log.recent())


def test_libraries_are_noted_once_and_never_quoted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.start(tmp_path)
    for _ in range(3):
        logging.getLogger("pypdf._reader").warning("Illegal character in %s", CANARY)
    written = logged(tmp_path)
    assert written.count("pypdf._reader") == 1 and "Illegal" not in written
    assert CANARY not in "".join(capfd.readouterr())


def test_what_happened_before_there_was_a_file_is_in_it(tmp_path: Path) -> None:
    before = f"before {os.getpid()} 100 %"
    script = (
        "import logging, sys; from pathlib import Path; from clientcare import log;"
        f"logging.getLogger('clientcare.ui').error('{before}'); log.start(Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert before in logged(tmp_path) and done.stderr == ""


def test_a_deep_error_is_told_in_few_lines() -> None:
    def deeper(level: int) -> None:
        deeper(level - 1) if level else [][0]

    with pytest.raises(IndexError) as error:
        deeper(300)
    told = log.describe(error.value).splitlines()
    assert len(told) <= log.FRAMES + 2 and told[-1] == "IndexError" and "test_a_deep_error" in told[0]


def test_an_error_that_is_its_own_cause_ends() -> None:
    error = ValueError()
    error.__cause__ = KeyError()
    error.__cause__.__cause__ = error
    assert log.describe(error) == "ValueError\nbecause of\nKeyError"


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    log.start(tmp_path)
    logging.getLogger("clientcare").error("nobody hears this")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full here")
def test_a_full_disk_stops_nobody_and_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "clientcare.log").symlink_to("/dev/full")
    log.start(tmp_path)
    logging.getLogger("clientcare").error("unhandled", exc_info=trouble())
    assert any("InvalidInput" in line for line in log.recent())
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o027, 0o277])
def test_only_the_owner_may_read_it(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        log.start(tmp_path)
        for _ in range(12):
            logging.getLogger("clientcare").info("x" * 100_000)
    finally:
        os.umask(before)
    logged(tmp_path)
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "log").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700


def test_the_log_stays_small(tmp_path: Path) -> None:
    log.start(tmp_path)
    for _ in range(30):
        logging.getLogger("clientcare").info("x" * 100_000)
    logged(tmp_path)
    sizes = [file.stat().st_size for file in (tmp_path / "log").iterdir()]
    assert sum(size > 0 for size in sizes) == 2 and max(sizes) <= log.LIMIT and len(log.recent()) <= log.RECENT


@pytest.mark.skipif(sys.platform == "win32", reason="the system says it another way there")
def test_a_hard_end_is_told_by_the_next_start_without_the_ways_of_its_folders(tmp_path: Path) -> None:
    place = tmp_path / "home of Dana Canary Okafor"
    place.mkdir()
    (place / "ends.py").write_text(
        "import faulthandler, sys; from pathlib import Path; from clientcare import log\n"
        "def fall():\n    faulthandler._sigsegv()\n"
        "log.start(Path(sys.argv[1])); fall()\n"
    )
    ended = subprocess.run([sys.executable, str(place / "ends.py"), str(tmp_path)], capture_output=True, text=True)
    assert ended.returncode < 0 and ended.stderr == ""
    log.start(tmp_path)
    written = logged(tmp_path)
    assert "ended hard the last time" in written and "Segmentation fault" in written
    assert re.search(r"  ends.py:\d+ fall", written) and CANARY not in written
    log.start(tmp_path)
    assert logged(tmp_path).count("ended hard") == 1


def test_the_report_holds_versions_places_and_the_log_and_nothing_else() -> None:
    logging.getLogger("clientcare.ui").info("the step before")
    told = report.written(trouble(), "en_US offscreen")
    assert "ClientCare " in told and "Python 3" in told and "en_US offscreen" in told and "the step before" in told
    assert re.search(r"What went wrong\n  test_log.py:\d+ trouble\nInvalidInput", told)
    assert CANARY not in told and str(Path.home()) not in told


def test_nothing_is_ever_logged_but_our_own_words_the_kind_of_an_error_and_numbers() -> None:
    """Read from the source: an entry is a literal, and what it is filled with is `type(error).__name__` or known to be ours."""
    methods = ("debug", "info", "warning", "error", "exception", "critical", "log")
    entries, strange = 0, []
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
                if not re.search(r"getLogger|getChild|_ours\b|^log(ger)?$", ast.unparse(node.func.value)):
                    continue
                entries += 1
                words = [each for each in node.args if not isinstance(each, ast.Constant)]
                strange += [f"{file.name}: {ast.unparse(node)}" for each in words if ast.unparse(each) not in OURS]
    assert entries >= 8 and not strange, strange


OURS = (
    "type(error).__name__",
    "error.said.text",  # a sentence as the source has it, without what it is filled with
    "record.levelno",
    "record.name",  # which library it is
    "told",  # of a crash: kinds and places, see log._CRASH
    "what",  # a literal each time, see Uncaught.note
    "said",  # the name of a function of Qt's, see uncaught._PLACE
)
