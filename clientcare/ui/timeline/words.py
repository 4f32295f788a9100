"""What the timeline says of an entry, of a file and of the time since the last contact; how a time of day is typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from clientcare import called
from clientcare.records import AttachmentRow, DisputeDetail, EventRow, EventVersionRow
from clientcare.said import mark
from clientcare.ui.wording import Wording, tr

BY = (("us", mark("By us")), ("them", mark("By the client")))
AS_IF_READ = mark("Write as if the client may one day read this.")
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)


def title(kind: str) -> str:
    return tr(dict(called.EVENTS).get(kind, kind))


def when(event: EventRow | EventVersionRow, words: Wording) -> str:
    """Of what the owner sent in their own way, only the day is known."""
    only_day = isinstance(event, EventRow) and event.how not in ("", "sent")
    return words.day(event.at.astimezone().date()) if only_day else words.moment(event.at)


def whose(event: EventRow | EventVersionRow) -> str:
    if isinstance(event, EventRow) and event.how and event.to:
        return tr(called.WENT_TO[event.how], to=event.to)
    return tr(called.BY["them" if event.by == "them" else "us"])


def usual_by(kind: str) -> str:
    """Who an entry of that kind is mostly of."""
    return "them" if kind == "answer" else "us"


def size(one: AttachmentRow, words: Wording) -> str:
    """`240 kB`, `3.2 MB`."""
    if one.size < 1_000_000:
        return tr("{number} kB", number=words.number(max(1, round(one.size / 1000))))
    return tr("{number} MB", number=words.number(one.size / 1_000_000, 1 if one.size < 10_000_000 else 0))


def since_contact(dispute: DisputeDetail) -> str:
    """How long the client has heard nothing, or we have not; "" where it is closed or nobody spoke yet."""
    if dispute.last_contact is None or dispute.status == "closed":
        return ""
    days = (date.today() - dispute.last_contact.astimezone().date()).days
    if days <= 0:
        return tr("Last contact today")
    return tr("%n day(s) since the last contact", days)


def clock(text: str) -> time | None:
    """A time of day as people type it: `14:02`, `9`, `2.30 pm`; None where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment(day: date, at: time) -> datetime:
    """That time of that day in the owner's zone."""
    return datetime.combine(day, at).astimezone()
