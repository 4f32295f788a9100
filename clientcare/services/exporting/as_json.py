"""Everything in the data file as one JSON file that says itself what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TextIO

from clientcare import __version__
from clientcare.db import models
from clientcare.db.database import SCHEMA
from clientcare.services.exporting.parcel import Parcel, all_of

FILE = "clientcare.json"
FORMAT = 1
HOW = (
    "Each list below holds one record a line. An id stands for one record; “client_id” and the like name the record of the "
    "list they speak of. Days are 2026-11-30, moments are in UTC. Sums of money are text, in the currency of the settings, so "
    "that no cent is rounded. What is private is for the owner's eyes only. Paths are inside this folder."
)


@dataclass(frozen=True)
class Listed:
    """A list of the file: what it is, and which table it is read from. `path`: where a record has a file, and its column."""

    about: str
    entity: type[models.Base]
    path: tuple[str, Callable[[Parcel], dict[int, str]]] | None = None


def _letters(parcel: Parcel) -> dict[int, str]:
    return parcel.letters


def _files(parcel: Parcel) -> dict[int, str]:
    return parcel.files


LISTS = {
    "settings": Listed("What the owner set, where it differs from the default; values are JSON.", models.Setting),
    "clients": Listed("Clients, with the address, e-mail and phone that letters go to.", models.Client),
    "contacts": Listed("Further ways to reach clients.", models.ContactPoint),
    "tags": Listed("Words that clients are sorted by.", models.Tag),
    "payments": Listed("What clients paid; a refund is negative.", models.Payment),
    "disputes": Listed("Disputes, with every answer of their six steps.", models.Dispute),
    "timeline": Listed("What happened in a dispute.", models.TimelineEvent),
    "timeline_before": Listed("What an entry of the timeline said until it was changed.", models.EventVersion),
    "files": Listed("Files beside the timeline; “path” is where each is.", models.Attachment, ("path", _files)),
    "weighings": Listed("The stakes of a dispute, as they were weighed.", models.StoredAssessment),
    "offers": Listed("Compromises that were weighed.", models.StoredOffer),
    "decisions": Listed("What was decided, why, and what was expected of it.", models.Decision),
    "letters": Listed("Letters and drafts; “path” is where the page is.", models.StoredLetter, ("path", _letters)),
    "letters_before": Listed("What drafts said earlier.", models.LetterVersion),
    "emails": Listed("Letters that ClientCare sent by e-mail itself, or tried to.", models.Sending),
    "firms": Listed("Other firms that clients can be sent to.", models.Provider),
    "referrals": Listed("Which client was sent to which firm.", models.Referral),
    "reminders": Listed("What the owner wants to be reminded of.", models.Reminder),
    "put_off": Listed("What the owner put off until later.", models.Snooze),
    "traits": Listed("What makes a client the right one; the marks of clients name them by id.", models.Trait),
    "margins": Listed("What is left of each sale, by kind of job.", models.JobMargin),
    "not_the_same": Listed("Pairs of clients that look alike and are not one.", models.NotSame),
    "filters": Listed("What lists were sifted by, under the owner's names.", models.SavedFilter),
    "imports": Listed("Files that were taken in.", models.ImportBatch),
    "wordings": Listed("The owner's own words for passages of letters.", models.OwnWording),
    "words": Listed("Words the owner added to the dictionary.", models.KnownWord),
    "artwork": Listed("What stands on the owner's paper; the pictures are in “files/letterhead”.", models.Artwork),
    "drafts": Listed("What was typed in forms and not saved yet.", models.FormDraft),
}


def write(parcel: Parcel) -> None:
    with parcel.text(FILE) as out:
        out.write('{\n"about": ')
        out.write(_json(_about(parcel)))
        for name, listed in LISTS.items():
            out.write(f',\n\n"{name}": [')
            _list(parcel, listed, out)
            out.write("\n]")
        out.write("\n}\n")


def _about(parcel: Parcel) -> dict[str, Any]:
    return {
        "format": "ClientCare export",
        "format_version": FORMAT,
        "made_by": f"ClientCare {__version__}",
        "made_at": datetime.now(UTC),
        "schema": SCHEMA,
        "business": parcel.settings.business_name,
        "currency": parcel.settings.currency,
        "how_to_read": HOW,
        "lists": {name: listed.about for name, listed in LISTS.items()},
    }


def _list(parcel: Parcel, listed: Listed, out: TextIO) -> None:
    before = "\n"
    for row in parcel.rows(all_of(listed.entity)):
        record = {name: value for name, value in row._mapping.items() if name != "sort_key"}
        if listed.path:
            column, paths = listed.path
            record[column] = paths(parcel).get(record["id"])
        out.write(before)
        out.write(_json(record))
        before = ",\n"


def _json(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no place in the export")
