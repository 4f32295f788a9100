"""What the owner can do with the data, one verb a function; modules load when first used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientcare.services import drafts, settings, store
    from clientcare.services.disputing import dispute_batches, disputes, lessons, saved_filters
    from clientcare.services.exporting import everything, exports, spreadsheet
    from clientcare.services.finding import index, recent, search
    from clientcare.services.importing import imports
    from clientcare.services.keeping import backups, data_folder, health, newer, restoring
    from clientcare.services.people import clients, contacts, duplicates, job_kinds, merging, payments, tags
    from clientcare.services.referring import referrals
    from clientcare.services.reminding import calendar, notices, own_reminders, reminders, snoozing
    from clientcare.services.sending import outbox, posting
    from clientcare.services.timeline import attachments, entries, filing
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
    "attachments",
    "backups",
    "calendar",
    "clients",
    "contacts",
    "data_folder",
    "decisions",
    "dictionary",
    "dispute_batches",
    "disputes",
    "drafts",
    "duplicates",
    "entries",
    "everything",
    "exports",
    "filing",
    "firm_privacy",
    "health",
    "imports",
    "index",
    "job_kinds",
    "known",
    "lessons",
    "letter_list",
    "letter_versions",
    "letters",
    "merging",
    "newer",
    "notices",
    "outbox",
    "own_reminders",
    "payments",
    "posting",
    "recent",
    "referrals",
    "reminders",
    "renewing",
    "restoring",
    "saved_filters",
    "search",
    "settings",
    "snoozing",
    "spreadsheet",
    "store",
    "tags",
    "traits",
    "wordings",
]


_GATHERED = {
    "disputing": ("dispute_batches", "disputes", "lessons", "saved_filters"),
    "exporting": ("everything", "exports", "spreadsheet"),
    "finding": ("index", "recent", "search"),
    "importing": ("imports",),
    "keeping": ("backups", "data_folder", "health", "newer", "restoring"),
    "people": ("clients", "contacts", "duplicates", "job_kinds", "merging", "payments", "tags"),
    "referring": ("referrals",),
    "reminding": ("calendar", "notices", "own_reminders", "reminders", "snoozing"),
    "sending": ("outbox", "posting"),
    "timeline": ("attachments", "entries", "filing"),
    "weighing": ("decisions", "known", "renewing", "traits"),
    "writing": ("artwork", "dictionary", "firm_privacy", "letter_list", "letter_versions", "letters", "wordings"),
}
_PLACES = {name: f"{package}.{name}" for package, names in _GATHERED.items() for name in names}


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{_PLACES.get(name, name)}")
