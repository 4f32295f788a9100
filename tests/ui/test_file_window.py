"""A file is shown, marked, by the file window of each system: on Linux by a real D-Bus, elsewhere by what would be run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from clientcare.ui.paper import file_window

PYTHON = "/usr/bin/python3"  # the distribution's own, which finds what it packages
FILE_MANAGER = """
import subprocess, sys
from gi.repository import Gio, GLib
kind = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.freedesktop.FileManager1"><method name="ShowItems">
    <arg type="as" name="URIs" direction="in"/><arg type="s" name="StartupId" direction="in"/></method></interface></node>''')
loop = GLib.MainLoop()
def asked(connection, sender, place, interface, method, values, call):
    print(method, values.unpack()[0][0], flush=True)
    call.return_value(None)
def here(connection, name):
    connection.register_object("/org/freedesktop/FileManager1", kind.interfaces[0], asked, None, None)
def ready(connection, name):
    child = subprocess.Popen(sys.argv[1:])
    GLib.child_watch_add(child.pid, lambda *_: loop.quit())
Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.FileManager1", 0, here, ready, None)
GLib.timeout_add_seconds(30, loop.quit)
loop.run()
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session") or not Path(PYTHON).exists(), reason="no D-Bus to try it on here")
def test_the_file_window_of_a_linux_desktop_is_asked_for_the_very_file(tmp_path: Path) -> None:
    if subprocess.run([PYTHON, "-c", "from gi.repository import Gio"], capture_output=True).returncode:
        pytest.skip("python3-gi is not installed")
    file = tmp_path / "Łukasz & Söns #1.eml"
    ask = f"from pathlib import Path; from clientcare.ui.paper import file_window; print(file_window.show(Path({str(file)!r})))"
    line = ["dbus-run-session", "--", PYTHON, "-c", FILE_MANAGER, sys.executable, "-c", ask]
    said = subprocess.run(line, capture_output=True, text=True, timeout=60).stdout.split()
    assert said[0] == "ShowItems" and unquote(said[1]) == f"file://{file}" and said[2] == "True"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a desktop of Linux")
def test_without_a_file_window_nothing_is_shown(tmp_path: Path) -> None:
    assert file_window.show(tmp_path / "letter.eml") is False


def test_what_windows_and_macos_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Any] = []
    monkeypatch.setattr(subprocess, "Popen", lambda line: ran.append(line))
    monkeypatch.setattr(sys, "platform", "win32")
    assert file_window.show(Path("a b/letter, new.eml"))
    assert ran == [f'explorer /select,"{Path("a b/letter, new.eml")}"']
    ended = subprocess.CompletedProcess([], 0)
    monkeypatch.setattr(subprocess, "run", lambda line, **_: ran.append(line) or ended)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert file_window.show(Path("/a b/letter.eml")) and ran[-1] == ["open", "-R", "/a b/letter.eml"]
    ended.returncode = 1
    assert not file_window.show(Path("/gone.eml"))


def test_a_system_without_its_file_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(line: str) -> None:
        raise FileNotFoundError(line)

    monkeypatch.setattr(subprocess, "Popen", missing)
    monkeypatch.setattr(sys, "platform", "win32")
    assert not file_window.show(Path("letter.eml"))
