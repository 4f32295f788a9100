"""Where things are: the data folder, and resources in a source tree, a wheel or a frozen build."""

from __future__ import annotations

import os
import sys
from pathlib import Path


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
    """The owner's data folder: `chosen`, else CLIENTCARE_DATA_DIR, else the platform's usual place."""
    named = chosen or os.environ.get("CLIENTCARE_DATA_DIR")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("ClientCare", appauthor=False))


def sample_folder() -> Path:
    """The folder of the sample business, beside the owner's own and never mixed with it."""
    return data_folder().with_name(data_folder().name + "-sample")
