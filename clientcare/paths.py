"""Where things are: the data folder, and resources in a source tree, a wheel or a frozen build."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from clientcare.errors import WorldError
from clientcare.said import Said, mark

CHOSEN = "folder.txt"  # in the state folder
HOMELESS = mark("No home folder is known here, so there is no place for your data. Name one with --data-dir FOLDER.")


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`, wherever this build keeps it."""
    return _resources().joinpath(*parts)


def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def data_folder(chosen: str | None = None) -> Path:
    """The owner's folder: `chosen`, else CLIENTCARE_DATA_DIR, else the one they went over to in the window, else the platform's
    usual place; WorldError without a home."""
    try:
        named = chosen or os.environ.get("CLIENTCARE_DATA_DIR") or _remembered()
        if named:
            return Path(os.path.abspath(Path(named).expanduser()))  # noqa: PTH100 - also without "..", unlike absolute()
        import platformdirs

        return Path(platformdirs.user_data_dir("ClientCare", appauthor=False))
    except RuntimeError as error:
        raise WorldError(Said(HOMELESS)) from error


def remember_folder(folder: Path) -> None:
    """From now on this is the owner's folder, unless another one is named at the start."""
    with suppress(OSError, RuntimeError):
        state_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        (state_folder() / CHOSEN).write_text(str(folder), "utf-8")


def _remembered() -> str:
    with suppress(OSError, ValueError):
        named = (state_folder() / CHOSEN).read_text("utf-8").strip()
        return named if Path(named).is_absolute() else ""
    return ""


def state_folder() -> Path:
    """What this computer remembers of the data folders: CLIENTCARE_STATE_DIR, else the platform's place; RuntimeError without
    a home."""
    named = os.environ.get("CLIENTCARE_STATE_DIR")
    if named:
        return Path(os.path.abspath(Path(named).expanduser()))  # noqa: PTH100 - as above
    import platformdirs

    return Path(platformdirs.user_state_dir("ClientCare", appauthor=False))


def sample_folder() -> Path:
    """The folder of the sample business, beside the owner's own and never mixed with it."""
    own = data_folder()
    return own.parent / f"{own.name or 'ClientCare'}-sample"
