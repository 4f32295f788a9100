"""A window that asks for a restore, or the next start that carries it out; killed before a given step on the disk."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "shutil.rmtree"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main(folder: str, source: str, kill_before: int) -> None:
    """Prints each step as it begins; what SQLite does for itself is none of them. A window that asked never ends well."""
    steps = 0

    def watch(event: str, args: tuple[object, ...]) -> None:
        nonlocal steps
        if event not in WATCHED or (event == "open" and not (isinstance(args[2], int) and args[2] & WRITING)):
            return
        places = [str(one) for one in args[:2] if isinstance(one, str | Path) and str(one).startswith(folder)]
        if places:
            steps += 1
            print(event, *(os.path.relpath(place, folder) for place in places), flush=True)
            if steps == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    data = Path(folder)
    if source:
        store = Store.open(data)
        store.read(lambda session: session.connection())  # from now on the log stays
        restoring.adopt(data, restoring.stage(data, Path(source)))
        os.kill(os.getpid(), signal.SIGKILL)
    restoring.finish(data)
    Store.open(data).close()


if __name__ == "__main__":
    from clientcare.services.keeping import restoring
    from clientcare.services.store import Store

    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
