"""A start of the program as a test sees it: a real process that tells what it shows and does what it is told."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

SCRIPT = Path(__file__).with_name("started_window.py")
PATIENCE = 30.0  # seconds


class Start:
    """`with Start(folder) as one`: ended in the end, however the test went. `named=False`: the folder's parent is only where
    this system keeps programs' data, as on an owner's computer."""

    def __init__(self, folder: Path, *, named: bool = True, **environment: str) -> None:
        places = {"CLIENTCARE_STATE_DIR": str(folder.parent / "state"), "XDG_DATA_HOME": str(folder.parent)}
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), *(["--data-dir", str(folder)] if named else [])],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | places | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def sees(self, wanted: str, patience: float = PATIENCE) -> str:
        """Wait for a line that begins so; returns the whole of it."""
        until = time.monotonic() + patience
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            self.said.append(line)
            if line.startswith(wanted):
                return line
        raise AssertionError(f"not seen: {wanted}; but: {self.said}")

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        print(line, file=self.process.stdin, flush=True)

    def press(self, name: str) -> None:
        self.tell(f"press {name}")

    def ends(self, patience: float = PATIENCE) -> int:
        """Wait until it has ended by itself; the exit status."""
        status = self.process.wait(patience)
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            self.said.append(line)
        return status

    def close(self) -> int:
        self.tell("close")
        return self.ends()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def __enter__(self) -> Start:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.kill()
        self._reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
