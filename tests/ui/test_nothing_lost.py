"""Every field of every page and dialog: what is typed there is in the file, or offered again, whatever happens next."""

from __future__ import annotations

import errno
import json
import pkgutil
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton, QWidget
from sqlalchemy import event

import clientcare.ui
from clientcare import services
from clientcare.said import Said
from clientcare.ui.page_stack import PAGES
from clientcare.ui.steps.questions import STEPS

from .conftest import close
from .inventory import (
    FRAMES,
    GROUPS,
    NOTHING_TYPED,
    PLACES,
    TYPED,
    Place,
    World,
    content,
    fields,
    named,
    type_in,
    write_world,
)

SOON_MS = 3000  # what is typed is in the file by then
Hands = Callable[[QWidget], object]
Typed = dict[str, str]  # by field: what stood there
_numbers = count(1)


@pytest.fixture
def world(owner: Any) -> World:
    return owner.write(write_world)  # type: ignore[no-any-return]


def visit(owner: Any, world: World, place: Place, hands: Hands) -> None:
    """Go there and do this."""
    done: list[bool] = []

    def at_work(root: QWidget) -> None:
        owner.settle()
        hands(root)
        done.append(True)
        if isinstance(root, QDialog):
            root.reject()

    owner.dialogs.fill = at_work
    place.way(owner, world)
    owner.settle()
    if not place.dialog:
        at_work(owner.window._shown)
    assert done, f"{place.name} did not open"


def type_everywhere(root: QWidget, *, words_only: bool = False) -> Typed:
    """Choose and type something new in every field; what stands in those that were touched."""
    before = {name: content(field) for name, field in named(fields(root)).items()}
    chosen: set[str] = set()  # of a few to choose from, one
    for name in () if words_only else before:
        field, of = named(fields(root)).get(name), name.rpartition(".")[0]
        if field is not None and not isinstance(field, TYPED) and (of not in chosen or not isinstance(field, QPushButton)):
            chosen |= {of} if _choose(root, name) else set()
    for name in before:
        field = named(fields(root)).get(name)
        if isinstance(field, TYPED):
            type_in(field, next(_numbers))
    now = {name: content(field) for name, field in named(fields(root)).items()}
    return {name: text for name, text in now.items() if text != before.get(name, "")}


def _choose(root: QWidget, name: str) -> bool:
    """Choose it, unless it is; where that takes away what is to be typed in, choose again what was chosen before."""
    there = named(fields(root))
    typed = {key for key, field in there.items() if isinstance(field, TYPED)}
    field = there[name]
    group = [one for one in there.values() if one.parentWidget() is field.parentWidget() and isinstance(one, QAbstractButton)]
    before = next((one.objectName() for one in group if one.isChecked()), name)
    if isinstance(field, QAbstractButton) and field.isChecked() and len(group) > 1:
        return False
    type_in(field, next(_numbers))
    now = named(fields(root))
    if typed - now.keys() and before in now:
        type_in(now[before], next(_numbers))
    return True


def three_seconds_pass(owner: Any) -> None:
    """Whatever is to happen within three seconds happens, and what that sets off."""
    for again in (False, True, True):
        for timer in owner.window.findChildren(QTimer):
            if timer.isActive() and timer.interval() <= SOON_MS and not (again and not timer.isSingleShot()):
                _goes_off(timer)
        owner.settle()


def _goes_off(timer: QTimer) -> None:
    interval = timer.interval()
    timer.start(0)
    timer.setInterval(0)
    QApplication.processEvents()
    timer.setInterval(interval)
    if timer.isSingleShot():
        timer.stop()


def warm(owner: Any) -> None:
    """Once the window has done whatever it does by itself after its start."""
    owner.qtbot.waitUntil(lambda: owner.window._held is not None, timeout=20_000)
    owner.settle()


def in_file(folder: Path) -> bytes:
    """All the bytes on the disk, as a killed process leaves them; read by another, so that no lock of ours is dropped."""
    return subprocess.run(f"cat '{folder}'/clientcare.db*", shell=True, check=True, capture_output=True).stdout


def lost(typed: Typed, folder: Path) -> list[str]:
    """The fields whose words are not in the file. Words only: a number might stand there for another reason."""
    found = in_file(folder)
    return [f"{name}: {text}" for name, text in typed.items() if text.startswith("Typed") and text.encode() not in found]


def differs(owner: Any, world: World, place: Place, typed: Typed) -> list[str]:
    """The fields that do not show what had been typed, when the owner comes there again."""
    found: list[str] = []

    def look(root: QWidget) -> None:
        shown = {name: content(field) for name, field in named(fields(root)).items()}
        tags = [chip.text() for chip in root.findChildren(QAbstractButton, "client.tag.remove")]
        for key, text in typed.items():
            if shown.get(key) != text and not (key == "client.tag" and text in tags):  # a tag left is a tag
                found.append(f"{place.name}: {key}: {text!r}, now {shown.get(key)!r}")

    visit(owner, world, place, look)
    return found


def test_every_place_where_something_is_typed_is_in_the_inventory() -> None:
    modules = [import_module(one.name) for one in pkgutil.walk_packages(clientcare.ui.__path__, "clientcare.ui.")]
    kinds = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    dialogs = {kind.__name__ for kind in kinds if issubclass(kind, QDialog) and kind.__module__.startswith("clientcare")}
    known = {place.dialog for place in PLACES if place.dialog} | NOTHING_TYPED | FRAMES
    assert dialogs == known, "a dialog that no test of what is typed goes to"
    names = " ".join(place.name for place in PLACES)
    assert not [page for page in PAGES if page not in names]
    assert not [step.key for step in STEPS if step.key != "write" and step.key not in names]


SLOWER = [pytest.param(way, marks=pytest.mark.slow) for way in ("logged out", "left")]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("way", ["killed", *SLOWER])
def test_what_is_typed_is_there_again(owner: Any, world: World, tmp_path: Path, way: str, group: str) -> None:
    """Typed and killed three seconds later, at once before the session ends, or at once before another page is shown."""
    gone, tried = list[str](), 0
    for place in GROUPS[group]:
        typed: Typed = {}
        visit(owner, world, place, partial(_typed_then, owner, way, typed, gone, tmp_path / "data"))
        owner.go("today")
        tried += len(typed)
        gone += differs(owner, world, place, typed)
    print(f"{way}, {group}: fields tried {tried}, lost {len(gone)}")
    assert tried > 40 and not gone, "\n" + "\n".join(gone)


def _typed_then(owner: Any, way: str, typed: Typed, gone: list[str], folder: Path, root: QWidget) -> None:
    typed |= type_everywhere(root)
    if way == "killed":
        three_seconds_pass(owner)
    elif way == "logged out":
        owner.window._session_ends(None)
    if way != "left":
        gone.extend(f"{way}: {one}" for one in lost(typed, folder))


# -- a failed save looks failed


@contextmanager
def full_disk(owner: Any) -> Iterator[list[int]]:
    """Until the end no commit succeeds; how many were tried."""
    tried: list[int] = []

    def fail(_: object) -> None:
        tried.append(1)
        raise OSError(errno.ENOSPC, "No space left on device")

    engine = owner.window.jobs._store._database.reading
    event.listen(engine, "commit", fail)
    try:
        yield tried
    finally:
        event.remove(engine, "commit", fail)


def says_not_saved(owner: Any, root: QWidget) -> bool:
    where = root if isinstance(root, QDialog) else owner.window
    return any("Not saved yet" in one.text() for one in where.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize("group", GROUPS)
def test_a_failed_save_looks_failed_and_is_made_good(owner: Any, world: World, tmp_path: Path, group: str) -> None:
    owner.dialogs.expects_trouble = True
    warm(owner)
    wrong, tried = list[str](), 0
    for place in GROUPS[group]:
        typed: Typed = {}
        visit(owner, world, place, partial(_typed_on_a_full_disk, owner, typed, wrong, tmp_path / "data"))
        owner.go("today")
        tried += len(typed)
        wrong += differs(owner, world, place, typed)
        owner.dialogs.troubles.clear()
    print(f"failed saves, {group}: fields tried {tried}, lost {len(wrong)}")
    assert tried > 40 and not wrong, "\n" + "\n".join(wrong)


def _typed_on_a_full_disk(owner: Any, typed: Typed, wrong: list[str], folder: Path, root: QWidget) -> None:
    """It says so, once; the words stay; and they are saved as soon as there is room."""
    where = root.objectName() or str(owner.place)
    owner.dialogs.troubles.clear()
    with full_disk(owner) as commits:
        typed |= type_everywhere(root)
        three_seconds_pass(owner)
        if typed and commits and not says_not_saved(owner, root):
            wrong.append(f"{where}: does not say that it is not saved")
        if typed and commits and len(owner.dialogs.troubles) + owner.sees("loss.said") != 1:
            wrong.append(f"{where}: {len(owner.dialogs.troubles)} dialogs for one trouble, or beside the line that tells it")
        now = {name: content(field) for name, field in named(fields(root)).items()}
        wrong.extend(f"{where}: {name} lost {text}" for name, text in typed.items() if now.get(name) != text)
    owner.window.jobs.fingers.try_again()
    owner.settle()
    if says_not_saved(owner, root):
        wrong.append(f"{where}: still says that it is not saved")
    wrong.extend(f"{where}: {one}" for one in lost(typed, folder))


# -- the record deleted meanwhile

DELETES: dict[str, tuple[str, Callable[[Any, int], object], tuple[str, ...]]] = {  # record, how, places it is typed about
    "client": ("client", services.clients.delete, ("client", "new dispute of a client", "a reminder of a client")),
    "dispute": (
        "dispute", services.disputes.delete,
        (*(f"dispute {step.key}" for step in STEPS if step.stage in ("listen", "weigh", "decide", "learn")),
         "dispute timeline", "the call", "an offer", "an entry", "an entry changed", "a reminder of a dispute"),
    ),
    "letter": ("letter", services.disputes.delete, ("write apology", "write courteous_no", "write farewell")),
    "ready": ("ready", services.disputes.delete, ("it has gone", "send", "keep the wording", "the short message")),
    "referred": ("referred", services.disputes.delete, ("dispute follow.referral", "write handover")),
    "provider": ("provider", services.referrals.delete, ("provider",)),
    "payment": ("payment", services.payments.delete, ("client, a payment changed",)),
    "entry": ("entry", services.entries.delete, ("an entry changed",)),
    "reminder": ("reminder", services.own_reminders.delete, ("a reminder changed",)),
}  # fmt: skip


def left_over(owner: Any) -> str:
    """All that is offered of records that have gone."""
    return "\n".join(one.text for one in owner.read(services.drafts.left_over))


@pytest.mark.parametrize("record", DELETES)
def test_what_is_typed_for_a_record_deleted_meanwhile_is_offered(owner: Any, world: World, record: str) -> None:
    name, delete, places = DELETES[record]
    id, wrong, tried = getattr(world, name), list[str](), 0
    warm(owner)
    three_seconds_pass(owner)
    for place in (one for one in PLACES if one.name in places):
        typed: Typed = {}
        visit(owner, world, place, partial(_typed_and_deleted, owner, typed, partial(delete, id=id)))
        three_seconds_pass(owner)
        owner.go("today")
        three_seconds_pass(owner)
        of_it = "client.payment." if record == "payment" else ""
        words = [text for key, text in typed.items() if text.startswith("Typed") and key.startswith(of_it)]
        kept = left_over(owner)
        tried += len(words)
        wrong += [f"{place.name}: {key}: {text}" for key, text in typed.items() if text in words and text not in kept]
        if words and not owner.sees("held.copy"):
            wrong.append(f"{place.name}: nothing is offered")
        owner.window.undo()
        owner.settle()
        while owner.sees("held.let_go"):
            owner.click("held.let_go")
    print(f"{record} deleted: fields tried {tried}, lost {len(wrong)}")
    assert tried and not wrong, "\n" + "\n".join(wrong)


def _typed_and_deleted(owner: Any, typed: Typed, delete: Callable[[Any], object], root: QWidget) -> None:
    typed |= type_everywhere(root, words_only=True)
    owner.window.jobs.write(lambda session: delete(session), undo=Said("Deleted"))
    owner.settle()


# -- for real: a process of its own, killed; a window of its own, closed


def a_world(folder: Path) -> World:
    """The same records in every folder."""
    from first_day import first_day

    from clientcare.services.store import Store

    store = Store.open(first_day(folder))
    made: World = store.write(write_world).result
    store.close()
    return made


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
def test_what_is_typed_is_there_after_a_real_kill(open_window: Callable[..., Any], tmp_path: Path) -> None:
    world, gone, tried = a_world(tmp_path / "world"), [], 0
    script, said = Path(__file__).with_name("killed_anywhere.py"), json.dumps(asdict(world))

    def killed(place: Place) -> Typed:
        folder = tmp_path / place.name
        shutil.copytree(tmp_path / "world", folder)
        command = [sys.executable, str(script), str(folder), place.name, said]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        assert ended.returncode == -signal.SIGKILL, f"{place.name}: {ended.stderr[-2000:]}"
        return json.loads(ended.stdout.splitlines()[-1])  # type: ignore[no-any-return]

    with ThreadPoolExecutor(4) as together:
        for place, typed in zip(PLACES, together.map(killed, PLACES), strict=True):
            owner = open_window(tmp_path / place.name)
            tried += len(typed)
            gone += differs(owner, world, place, typed)
            close(owner)
    print(f"killed for real at {len(PLACES)} places: fields tried {tried}, lost {len(gone)}")
    assert tried > 300 and not gone, "\n" + "\n".join(gone)


@pytest.mark.slow
def test_what_is_typed_at_the_last_moment_is_there_after_closing(open_window: Callable[..., Any], tmp_path: Path) -> None:
    world, gone, tried = a_world(tmp_path / "world"), [], 0
    for place in (place for place in PLACES if not place.dialog):  # a window behind a dialog cannot be closed
        typed: Typed = {}
        folder = tmp_path / place.name
        shutil.copytree(tmp_path / "world", folder)
        owner = open_window(folder)
        visit(owner, world, place, lambda root, typed=typed: typed.update(type_everywhere(root)))
        close(owner)
        again = open_window(folder)
        tried += len(typed)
        gone += differs(again, world, place, typed)
        close(again)
    print(f"closed: fields tried {tried}, lost {len(gone)}")
    assert tried > 250 and not gone, "\n" + "\n".join(gone)
