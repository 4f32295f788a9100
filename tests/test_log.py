"""The log tells what went wrong and where, and nothing about anybody."""

from __future__ import annotations

import logging
import os
import stat
import sys
from pathlib import Path

import pytest

from clientcare import log
from clientcare.errors import InvalidInput
from clientcare.said import Said, mark

CANARY = "Dana Canary Okafor"


def logged(folder: Path) -> str:
    for handler in logging.getLogger("clientcare").handlers:
        handler.close()
    logging.getLogger("clientcare").handlers = []
    return (folder / "log" / "clientcare.log").read_text("utf-8")


def test_an_error_is_logged_by_kind_and_place_without_its_words(tmp_path: Path) -> None:
    log.start(tmp_path)
    try:
        try:
            raise ValueError(f"cannot read {CANARY}")
        except ValueError as error:
            raise InvalidInput(Said(mark("{name} cannot be used."), {"name": CANARY})) from error
    except InvalidInput as error:
        logging.getLogger("clientcare.ui").error("unhandled", exc_info=error)
    written = logged(tmp_path)
    assert "InvalidInput" in written and "ValueError" in written and "test_log.py" in written
    assert CANARY not in written and "cannot" not in written


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    log.start(tmp_path)
    logging.getLogger("clientcare").error("nobody hears this")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
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
    assert len(sizes) == 2 and sum(sizes) <= 2.2 * log.LIMIT
