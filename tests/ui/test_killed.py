"""kill -9 while the owner types: what was typed more than a second before is there, and of the vent box nothing ever."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clientcare import services
from clientcare.services.store import Store
from ui.killed_while_typing import CANARY, PLACES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


def start(folder: Path, place: str, seed: int) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("killed_while_typing.py")
    command = [sys.executable, str(script), str(folder), place, str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def found(session: Any, place: str) -> str:
    """What the file holds of what was typed at that place."""
    id = services.disputes.ids(session)[0]
    answers = services.disputes.detail(session, id).answers
    if place == "estimate":
        return f"{(answers['harm'] or {}).get('value') or 0:.0f}"
    if place == "between":
        return str(answers["really_need"])
    if place == "call":
        return (services.drafts.get(session, "call", id) or {}).get("notes", "")
    if place == "offer":
        parts = (services.drafts.get(session, "offer", -id) or {}).get("parts", "")
        return str(json.loads(parts or "{}").get("rework", {}).get("cost", ""))
    if place == "new_trait":
        return (services.drafts.get(session, "trait", 0) or {}).get("text", "")
    if place == "sheet":
        return services.settings.load(session).work_scope
    if place in ("passage", "message", "question"):
        draft = services.letters.current_draft(session, id, "thank_you" if place == "question" else None)
        words = {**draft.edits, **draft.facts}
        return words.get({"passage": "close", "message": "short", "question": "typing.settled"}[place], "")
    return services.traits.rows(session)[0].text


def check(folder: Path, place: str, killed: subprocess.Popen[str]) -> str:
    """What had to be kept, once it is known that it was."""
    said, trouble = killed.communicate(timeout=120)
    assert killed.returncode == -9, trouble
    must = said.strip()
    in_files = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Dana Okafor" in in_files and CANARY.encode() not in in_files
    store = Store.open(folder)
    try:
        is_there = store.read(lambda session: found(session, place))
    finally:
        store.close()
    assert is_there.startswith(must), f"{place}: typed {must!r}, found {is_there!r}"
    return must


def test_what_was_typed_a_moment_before_is_there(tmp_path: Path) -> None:
    killed = {place: start(tmp_path / place, place, seed=1) for place in PLACES}
    kept = {place: check(tmp_path / place, place, process) for place, process in killed.items()}
    assert sum(bool(text) for text in kept.values()) >= 8, kept


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_what_was_typed_is_there_whenever_it_happens(tmp_path: Path, place: str) -> None:
    kept = []
    for seed in range(12):
        folder = tmp_path / str(seed)
        kept.append(check(folder, place, start(folder, place, seed)))
    assert any(kept)
