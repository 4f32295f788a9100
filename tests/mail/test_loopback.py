"""The test server in a process of its own: driven through its folder, and not hurt by a sender that is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mail.conftest import letter
from mail.loopback import apart

SENDER = """
import sys
sys.path[:0] = {path!r}
from mail.conftest import account_at, letter
from mail.loopback import PASSWORD, SENDER, running
from pathlib import Path
from clientcare.mail.transport import send
server = running(Path(sys.argv[1]))
claim = lambda: print("claimed", flush=True) or True
print(send(account_at(server), PASSWORD, letter(), SENDER, "dana@home.example", claim, timeout=20).answer, flush=True)
"""


def sender(folder: Path, authority: Path) -> subprocess.Popen[str]:
    environment = dict(os.environ, SSL_CERT_FILE=str(authority))
    code = SENDER.format(path=[str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True, env=environment)


def test_a_sender_killed_between_message_and_answer_leaves_the_message_with_the_server(tmp_path: Path) -> None:
    with apart(tmp_path) as server:
        server.fault = "END late 20"
        with sender(tmp_path, server.authority) as process:
            assert process.stdout is not None and process.stdout.readline() == "claimed\n"
            while not server.received:
                assert process.poll() is None
            process.kill()
            assert process.stdout.read() == ""  # it never learned that its letter was taken
        server.fault = ""
        with sender(tmp_path, server.authority) as process:
            assert process.stdout is not None and process.stdout.read() == "claimed\nsent\n"
        assert [taken.message for taken in server.received] == [letter(), letter()]
