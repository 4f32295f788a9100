"""A program of its own that sends e-mails of a data folder, to be killed or raced: `python -m tests.services.sender …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from clientcare.mail.account import Account
from clientcare.services import posting
from clientcare.services.store import Store
from tests.mail.loopback import PASSWORD, SENDER, USER, Folder, running


def account(server: Folder) -> Account:
    return Account(server.host, server.port, server.security, USER, SENDER)


def main(folder: str, server: str, *sendings: str) -> None:
    """Try each of the sendings once, as soon as a line on the input says so, and print how each ended."""
    shared = running(Path(server))
    os.environ["SSL_CERT_FILE"] = str(shared.authority)
    store = Store.open(Path(folder))
    print("ready", flush=True)
    sys.stdin.readline()
    for sending in sendings:
        print(posting.deliver(store.read, store.write, account(shared), PASSWORD, int(sending)).answer, flush=True)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
