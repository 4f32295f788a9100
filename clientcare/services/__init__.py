"""What the owner can do with the data, one verb a function; modules load when first used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientcare.services import disputes, drafts, lessons, settings, store
    from clientcare.services.people import clients
    from clientcare.services.referring import referrals
    from clientcare.services.reminding import reminders
    from clientcare.services.sending import outbox, posting
    from clientcare.services.weighing import decisions, known, renewing, traits
    from clientcare.services.writing import (
        artwork,
        dictionary,
        firm_privacy,
        letter_list,
        letter_versions,
        letters,
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


_GATHERED = {
    "people": ("clients",),
    "referring": ("referrals",),
    "reminding": ("reminders",),
    "sending": ("outbox", "posting"),
    "weighing": ("decisions", "known", "renewing", "traits"),
    "writing": ("artwork", "dictionary", "firm_privacy", "letter_list", "letter_versions", "letters", "wordings"),
}
_PLACES = {name: f"{package}.{name}" for package, names in _GATHERED.items() for name in names}


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{_PLACES.get(name, name)}")
