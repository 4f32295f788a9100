"""What the owner can do with the data, one verb a function; modules load when first used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientcare.services import (
        artwork,
        clients,
        decisions,
        dictionary,
        disputes,
        drafts,
        firm_privacy,
        known,
        lessons,
        letter_list,
        letter_versions,
        letters,
        outbox,
        posting,
        referrals,
        reminders,
        renewing,
        settings,
        store,
        traits,
        wordings,
    )

__all__ = [
    "artwork",
    "clients",
    "decisions",
    "dictionary",
    "disputes",
    "drafts",
    "firm_privacy",
    "known",
    "lessons",
    "letter_list",
    "letter_versions",
    "letters",
    "outbox",
    "posting",
    "referrals",
    "reminders",
    "renewing",
    "settings",
    "store",
    "traits",
    "wordings",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
