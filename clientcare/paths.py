"""Where things are: the data folder, and resources in a source tree, a wheel or a frozen build."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from clientcare.errors import WorldError
from clientcare.said import Said, mark

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
    """The owner's folder: `chosen`, else CLIENTCARE_DATA_DIR, else the platform's usual place; WorldError without a home."""
    named = chosen or os.environ.get("CLIENTCARE_DATA_DIR")
    try:
        if named:
            return Path(os.path.abspath(Path(named).expanduser()))  # noqa: PTH100 - also without "..", unlike absolute()
        import platformdirs

        return Path(platformdirs.user_data_dir("ClientCare", appauthor=False))
    except RuntimeError as error:
        raise WorldError(Said(HOMELESS)) from error


def sample_folder() -> Path:
    """The folder of the sample business, beside the owner's own and never mixed with it."""
    own = data_folder()
    return own.parent / f"{own.name or 'ClientCare'}-sample"
