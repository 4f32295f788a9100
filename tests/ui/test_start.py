"""The window is up before anything heavy loads, and says hello even while the data is still opening."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PAINT = """
import sys
from pathlib import Path
from clientcare import __main__, app
window = app.build(app.application_object(), Path(sys.argv[1]))
window.show()
window.grab()
heavy = {"sqlalchemy", "sqlcipher3", "alembic", "numpy", "reportlab", "babel", "PIL", "email_validator"}
heavy |= {"pypdf", "uharfbuzz", "bidi", "fontTools", "hunspell", "smtplib", "ssl", "keyring", "truststore"}
heavy |= {"PySide6.QtNetwork", "clientcare.records", "clientcare.db", "clientcare.services.store"}
heavy |= {"clientcare.ui.starting." + name for name in ("care", "doorbell", "loss", "screen")}
heavy |= {"clientcare.ui.held_bar", "clientcare.ui.trouble"}
loaded = sorted(heavy & ({name.partition(".")[0] for name in sys.modules} | set(sys.modules)))
window.close()
print(",".join(loaded))
"""


def test_nothing_heavy_loads_before_the_first_picture(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", PAINT, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == ""


def test_nothing_is_written_before_the_window_shows(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", PAINT, str(tmp_path / "new")], capture_output=True, timeout=60)
    assert not (tmp_path / "new").exists()
