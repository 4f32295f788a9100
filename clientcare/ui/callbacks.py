"""Who is to hear of a result, and whether they are still there to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

Then = Callable[[Any], None]


@dataclass(frozen=True)
class Asked:
    """A job and who is to hear of it."""

    call: Callable[[], Any]
    receiver: QObject | None
    then: Then
    failed: Then | None


def lives(receiver: QObject | None) -> bool:
    """Whether a callback may still be called: Qt has not deleted the widget it belongs to."""
    return receiver is None or shiboken6.isValid(receiver)


def receiver_of(then: Any) -> QObject | None:
    """The widget a callback belongs to, so that it is not called once that has gone."""
    while isinstance(then, partial):
        then = then.func
    owner = getattr(then, "__self__", None)
    return owner if isinstance(owner, QObject) else None
