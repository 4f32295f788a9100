"""The report an owner may send us: versions, the system, where it went wrong and what happened before; nobody's data."""

from __future__ import annotations

import platform
import sys
from datetime import UTC, datetime

from clientcare import __version__, log

MOST = 100  # entries of the log
_PARTS = (("PySide6", "__version__"), ("sqlalchemy", "__version__"), ("sqlcipher3.dbapi2", "sqlite_version"))
_PARTS_OF_PAPER = (("reportlab", "__version__"), ("pypdf", "__version__"), ("PIL", "__version__"))
HEAD = "A report from ClientCare. It says where in the program something went wrong. It holds no names, texts or sums of yours."


def written(error: BaseException | None, here: str = "") -> str:
    """The whole report. `here`: what else is known of the system, such as its language and its kind of display."""
    system = " ".join((platform.system(), platform.release(), platform.machine()))
    parts = [
        HEAD,
        "\n".join((f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", versions(), f"{system} {here}".strip())),
        f"What went wrong\n{log.describe(error)}" if error is not None else "",
        "What happened before, newest last\n" + "\n".join(log.recent()[-MOST:]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def versions() -> str:
    """Ours, Python's, and those of the libraries that are loaded by now."""
    loaded = [(name.partition(".")[0], getattr(sys.modules.get(name), at, "")) for name, at in _PARTS + _PARTS_OF_PAPER]
    return ", ".join(
        [f"ClientCare {__version__}", f"Python {platform.python_version()}", *(f"{name} {at}" for name, at in loaded if at)]
    )
