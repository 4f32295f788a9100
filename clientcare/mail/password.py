"""Where the password of the mail account is: in the system's key ring, or, where there is none, in memory until closing.

A key ring may ask its owner to unlock it, may hang, may raise: every call here may take seconds, so none belongs on the
window's thread, but `is_fleeting`.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from clientcare.mail.account import Account

SERVICE = "ClientCare e-mail"
PATIENCE = 60.0  # seconds: time enough to unlock a key ring that asks for its own password
NONE_AT_ALL = ("keyring.backends.fail", "keyring.backends.null")
IN_FILES = "keyrings."  # add-ons that write plain files, or ask at a terminal nobody sees

_memory: dict[str, str] = {}
_fleeting: set[str] = set()  # what no key ring took


def keep(account: Account, password: str) -> bool:
    """Remember the password; whether the key ring has it. False: it is known until the window closes, and no longer."""
    name = _name(account)
    _memory[name] = password
    _fleeting.add(name)
    kept = _asked(lambda ring: ring.set_password(SERVICE, name, password) or True) is True
    if kept:
        _fleeting.discard(name)
    return kept


def is_fleeting(account: Account) -> bool:
    """Whether no key ring took the password given last, so that closing forgets it; this one is answered at once."""
    return _name(account) in _fleeting


def known(account: Account) -> str | None:
    """The password for this server and user, or None. Of another server's or user's nothing is ever returned."""
    here = _memory.get(_name(account))
    return here if here is not None else _asked(lambda ring: ring.get_password(SERVICE, _name(account)))


def where(account: Account) -> str:
    """Where it is: "ring" (known tomorrow too), "memory" (until the window closes), or "" (nowhere)."""
    if _asked(lambda ring: ring.get_password(SERVICE, _name(account))):
        return "ring"
    return "memory" if _name(account) in _memory else ""


def forget(account: Account) -> bool:
    """Forget it here and in the key ring; False where the key ring may still have it."""
    _memory.pop(_name(account), None)
    _fleeting.discard(_name(account))

    def delete(ring: Any) -> bool:
        if ring.get_password(SERVICE, _name(account)) is not None:
            ring.delete_password(SERVICE, _name(account))
        return True

    return _ring() is None or _asked(delete) is True


def _name(account: Account) -> str:
    return f"{account.user} at {account.host.casefold()}"


def _ring() -> Any:
    """The system's key ring, or None where there is none that keeps a secret."""
    import keyring

    found = keyring.get_keyring()
    for ring in getattr(found, "backends", (found,)):  # several at once come chained
        place = type(ring).__module__
        if place not in NONE_AT_ALL and not place.startswith(IN_FILES):
            return ring
    return None


def _asked(call: Callable[[Any], Any]) -> Any:
    """What the key ring answers, or None: there is none, it refuses, or it has not answered for a minute."""
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        answer = None
        try:
            ring = _ring()
            answer = call(ring) if ring is not None else None
        except Exception as error:  # each key ring has errors of its own; what matters is that it did not answer
            logging.getLogger(__name__).info("no key ring: %s", type(error).__name__)
        answers.put(answer)

    threading.Thread(target=ask, name="key-ring", daemon=True).start()
    with suppress(queue.Empty):
        return answers.get(timeout=PATIENCE)
    logging.getLogger(__name__).info("no key ring: it does not answer")
    return None
