"""The commands of this project, from set-up to a finished program, with nothing but Python: see `tasks.py --help`."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "clientcare-set-up.json"
LOCKS = [ROOT / "requirements" / name for name in ("run.txt", "dev.txt")]
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
LINUX = sys.platform.startswith("linux")
DISPLAYS = [name for name in ("DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(name)]

# What Qt's libraries and plugins link to outside their own wheel (read off with ldd), by Debian's and Ubuntu's names.
QT_PACKAGES = (
    "libbrotli1 libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2 "
    "libwayland-client0 libwayland-cursor0 libx11-6 libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 "
    "libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 "
    "libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxcb1 libxkbcommon-x11-0 libxkbcommon0"
).split()

# Run in .venv: prints what Qt cannot load, one a line. Without a "need" nothing works, without a "want" printing
# or some kind of display.
QT_PROBE = """
import ctypes, importlib, os, pathlib, PySide6
def attempt(kind, load, name):
    try:
        load(name)
    except (ImportError, OSError) as error:
        print(kind, str(error).split(":")[0])
for name in ("QtWidgets", "QtPdf", "QtPrintSupport", "QtSvg", "QtNetwork"):
    attempt("need", importlib.import_module, "PySide6." + name)
plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins"
for plugin, needed in (
        ("platforms/libqoffscreen", True), ("platforms/libqxcb", os.environ.get("DISPLAY")),
        ("platforms/libqwayland", os.environ.get("WAYLAND_DISPLAY")),
        ("xcbglintegrations/libqxcb-glx-integration", False), ("printsupport/libcupsprintersupport", False)):
    attempt("need" if needed else "want", ctypes.CDLL, str(plugins / (plugin + ".so")))
"""

# Run in .venv: fails where PyInstaller would not find Python's own library.
BUILD_PROBE = "from PyInstaller.depend.bindepend import get_python_library_path as find; raise SystemExit(not find())"


class Problem(Exception):
    """What went wrong and what to do about it, for the person at the keyboard."""


# The commands


def run(options: argparse.Namespace, rest: list[str]) -> int:
    """open the app (without a display: take its guided tour into ./tour-output)"""
    if LINUX and not DISPLAYS:
        say("There is no display here, so ClientCare takes its guided tour instead.")
        return take_tour(ROOT / "tour-output")
    return start([PYTHON, "-P", "-m", "clientcare", *rest], folder=Path.cwd())


def test(options: argparse.Namespace, rest: list[str]) -> int:
    """check style, types, import contracts and behaviour; more arguments go to pytest (-n 0: in one process)"""
    checked = [name for name in ("clientcare", "tests", "tasks.py") if (ROOT / name).exists()]
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    for title, line in (
        ("Style (ruff)", ["-m", "ruff", "check", "--quiet", *checked]),
        ("Types (mypy)", ["-m", "mypy", "--no-error-summary"]),
        ("Import contracts (import-linter)", ["-c", contracts, "--no-logo"]),
    ):
        say(title)
        code, output = quietly([PYTHON, *line])
        if code:
            say(output)
            return code
    say("Tests (pytest)")
    # A process a core. A file's tests stay together; files go in the order of the seed, but for the slowest, which begin
    # (tests/conftest.py). What was asked for comes last and wins.
    spread = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
    which = ["--hypothesis-profile", "thorough"] if options.slow else ["-m", "not slow"]
    return start([PYTHON, "-m", "pytest", *spread, *which, *rest], OFFSCREEN)


def bench(options: argparse.Namespace, rest: list[str]) -> int:
    """measure speed; more arguments go to the benchmarks"""
    return start([PYTHON, "-m", "tests.benchmarks", *rest], OFFSCREEN)


def fuzz(options: argparse.Namespace, rest: list[str]) -> int:
    """try hostile files on every reader of files: --minutes N, --only NAME, --seed N (--help says more)"""
    return start([PYTHON, "-m", "tests.fuzz", *rest], OFFSCREEN)


def tone(options: argparse.Namespace, rest: list[str]) -> int:
    """measure the tone guard on labelled sentences: --data DIR names their folder"""
    return start([PYTHON, "-m", "tests.tone_figures", *rest])


def tour(options: argparse.Namespace, rest: list[str]) -> int:
    """take the guided tour and keep its pictures and letters"""
    return take_tour(Path(options.out_dir).absolute())


def build(options: argparse.Namespace, rest: list[str]) -> int:
    """make a program that needs no Python, in dist/clientcare"""
    if LINUX:
        prepare_build()
    say("Building dist/clientcare (a minute or two)")
    code, output = quietly([PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "build.spec"])
    if code:
        raise Problem("PyInstaller could not build the program:\n" + tail(output))
    made = ROOT / "dist" / "clientcare"
    size = sum(file.lstat().st_size for file in made.rglob("*") if not file.is_symlink())
    say(f"Built {made / ('clientcare.exe' if os.name == 'nt' else 'clientcare')} ({size // 1_000_000} MB)")
    return 0


def lock(options: argparse.Namespace, rest: list[str]) -> int:
    """choose the newest fitting packages again and write requirements/*.txt"""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / PYTHON.relative_to(VENV)
        make_venv(Path(folder))
        pip_install(python, "uv", "--only-binary", ":all:")
        how = "--quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"
        for file in LOCKS:
            say(f"Locking requirements/{file.name}")
            line = [*how.split(), "--no-emit-find-links", file.stem + ".in", "-o", file.name]
            code, output = quietly([python, "-m", "uv", "pip", "compile", *line], folder=file.parent)
            if code:
                raise Problem(f"uv could not lock requirements/{file.stem}.in:\n{tail(output)}")
    return 0


COMMANDS = (run, test, bench, fuzz, tone, tour, build, lock)


def take_tour(folder: Path) -> int:
    """Run the tour without a window and say where its results are."""
    code = start([PYTHON, "-m", "clientcare", "tour", folder], OFFSCREEN)
    if code == 0:
        say(f"The tour's pictures and letters are in {folder}")
    return code


# Set-up: .venv, its packages, the system's libraries


def set_up() -> None:
    """Make .venv ready, doing only what has not been done."""
    wanted: dict[str, object] = {
        "python": [sys.base_prefix, "{}.{}".format(*sys.version_info)],
        "root": str(ROOT),
        "packages": hashlib.sha256(b"".join(file.read_bytes() for file in LOCKS)).hexdigest(),
    }
    done = read_stamp()
    if not PYTHON.exists() or any(done.get(key) != wanted[key] for key in ("python", "root")):
        if VENV.exists() or VENV.is_symlink():
            say("Starting .venv afresh: it is unfinished, or was made for another Python or place")
            VENV.unlink() if VENV.is_file() or VENV.is_symlink() else shutil.rmtree(str(VENV))
        make_venv(VENV)
    if done.get("packages") != wanted["packages"] or not STAMP.exists():
        install_packages()
        done = wanted
        STAMP.write_text(json.dumps(done), encoding="utf-8")
    if LINUX and done.get("displays") != DISPLAYS:
        prepare_qt()
        STAMP.write_text(json.dumps({**done, "displays": DISPLAYS}), encoding="utf-8")


def read_stamp() -> dict[str, object]:
    """What earlier set-ups got done."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def make_venv(folder: Path) -> None:
    """Make an environment, also where Debian has split off what puts pip into one."""
    bare = importlib.util.find_spec("ensurepip") is None
    if bare and importlib.util.find_spec("pip") is None:
        raise Problem("This Python has no pip. On Debian or Ubuntu: sudo apt-get install python3-pip, then try again.")
    code, output = quietly([base_python(), "-m", "venv", *(["--without-pip"] if bare else []), folder])
    if code:
        raise Problem(f"Python could not make {folder}:\n{tail(output)}")


def install_packages() -> None:
    """Install exactly what the locks say, and let .venv find this source tree."""
    say("Installing the packages of requirements/ into .venv (some 250 MB to fetch, once; this can take minutes)")
    files = (part for file in LOCKS for part in ("-r", str(file)))
    pip_install(PYTHON, "--require-hashes", "--only-binary", ":all:", *files)
    _code, output = quietly([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    Path(output.strip(), "clientcare-source.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def pip_install(python: Path, *what: str) -> None:
    """Install into the environment of `python`, by its own pip or, if it has none, by the one beside this Python."""
    own = any(python.parent.parent.glob("[Ll]ib*/**/site-packages/pip"))
    pip: list[str | Path] = [python, "-m", "pip"] if own else [base_python(), "-m", "pip", "--python", python]
    manners = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    code, output = quietly([*pip, "install", "--quiet", "--progress-bar", "off", *what], manners)
    if code == 0:
        return
    if any(sign in output for sign in ("No space left", "not enough space")):
        raise Problem(f"The disk is full: free about 1 GB where {python.parent.parent} is and try again.")
    if any(sign in output for sign in ("NewConnectionError", "name resolution", "Timeout", "from versions: none")):
        raise Problem(f"The packages cannot be fetched. Check the network connection and try again.\n{tail(output)}")
    raise Problem("pip could not install the packages; its last words:\n" + tail(output))


def prepare_qt() -> None:
    """See that Qt finds the system's libraries; on Debian and Ubuntu, install what is missing."""
    missing = probe_qt()
    if missing and may_apt():
        try:
            apt_install(QT_PACKAGES, "Qt")
        except Problem:
            if any(line.startswith("need") for line in missing):
                raise
        missing = probe_qt()
    names = ", ".join(sorted({line.split()[1] for line in missing}))
    if any(line.startswith("need") for line in missing):
        raise Problem(f"Qt lacks {names}. {what_to_install(QT_PACKAGES)}")
    if missing:
        say(f"Without {names}, printing or some kinds of display will not work. {what_to_install(QT_PACKAGES)}")


def probe_qt() -> list[str]:
    """The lines of QT_PROBE."""
    code, output = quietly([PYTHON, "-c", QT_PROBE])
    if code:
        raise Problem("PySide6 does not load. Remove the folder .venv and try again.\n" + tail(output))
    return output.splitlines()


def prepare_build() -> None:
    """See that PyInstaller finds Python's own library and binutils, which Debian packages apart."""
    lacking = [] if shutil.which("objcopy") and shutil.which("objdump") else ["binutils"]
    if quietly([PYTHON, "-c", BUILD_PROBE])[0]:
        lacking.append("libpython{}.{}".format(*sys.version_info))
    if lacking and not may_apt():
        raise Problem(f"PyInstaller lacks {' and '.join(lacking)}. {what_to_install(lacking)}")
    if lacking:
        apt_install(lacking, "PyInstaller")


def apt_install(packages: list[str], whose: str) -> None:
    """Install the system's packages, silently unless it fails."""
    say(f"Installing the system libraries that {whose} needs, with apt-get (once)")
    apt = [*([] if os.geteuid() == 0 else ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    quietly([*apt, "update"])
    code, output = quietly([*apt, "install", "--yes", "--no-install-recommends", *packages])
    if code:
        raise Problem(f"apt-get could not install them. {what_to_install(packages)}\n{tail(output)}")


def may_apt() -> bool:
    """Whether apt-get is here and may be used without asking for a password."""
    if not shutil.which("apt-get"):
        return False
    return os.geteuid() == 0 or (shutil.which("sudo") is not None and quietly(["sudo", "-n", "true"])[0] == 0)


def what_to_install(packages: list[str]) -> str:
    """The sentence that helps where this script may not install."""
    if shutil.which("apt-get"):
        return "Run this, then try again:\n  sudo apt-get install " + " ".join(packages)
    return "Install what your system calls these Debian packages, then try again:\n  " + " ".join(packages)


# Small things


def base_python() -> str:
    """The Python that is in no environment, even if this one is."""
    return getattr(sys, "_base_executable", None) or sys.executable


def start(line: Sequence[str | Path], environment: dict[str, str] | None = None, folder: Path = ROOT) -> int:
    """Run with our input and output; return the exit code."""
    return subprocess.run([str(part) for part in line], cwd=folder, env={**os.environ, **(environment or {})}).returncode


def quietly(
    line: Sequence[str | Path], environment: dict[str, str] | None = None, folder: Path = ROOT
) -> tuple[int, str]:
    """Run in silence; return the exit code and all that was printed."""
    finished = subprocess.run(
        [str(part) for part in line],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return finished.returncode, finished.stdout.rstrip()


def tail(output: str) -> str:
    """The last lines that say something."""
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith(("WARNING:", "[notice]"))]
    return "\n".join("  " + line for line in lines[-8:])


def say(text: str) -> None:
    """Print at once, so that it stands before what a child prints."""
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Carry out one command and return its exit code."""
    top = argparse.ArgumentParser(prog="tasks.py", description="Run, test and build ClientCare from its source.")
    parsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for do in COMMANDS:
        one = parsers.add_parser(do.__name__, help=do.__doc__, description=do.__doc__, allow_abbrev=False)
        if do is test:
            one.add_argument("--slow", action="store_true", help="also the tests that take long")
        if do is tour:
            one.add_argument("out_dir", help="where to put them")
    options, rest = top.parse_known_args(arguments)
    command = next(do for do in COMMANDS if do.__name__ == options.command)
    if rest and command not in (run, test, bench, fuzz, tone):
        top.error(f"{options.command} does not know {' '.join(rest)}")
    if command is not lock:
        set_up()
    return command(options, rest)


def begin() -> int:
    """Run as a program: no traceback for what a person can put right."""
    if sys.version_info < (3, 11):
        print("ClientCare needs Python 3.11 or newer, and this is {}.{}.".format(*sys.version_info))
        return 1
    try:
        return main(sys.argv[1:])
    except Problem as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'The system says'}: {error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(begin())
