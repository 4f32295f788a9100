"""Earlier versions of a draft: kept while it is written, one a minute at most, to go back to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import LetterVersion, StoredLetter
from clientcare.records import LetterDraft, VersionOfLetter
from clientcare.services import checks
from clientcare.services.writing.letter_going import unfinished
from clientcare.texts import fold

APART = timedelta(minutes=1)
MOST = 60


def remember(letter: StoredLetter, draft: LetterDraft) -> None:
    """Keep how the stored draft stands before `draft` replaces it, unless its words stay or were kept just now."""
    before, after = (letter.subject, letter.edits), (draft.subject, dict(draft.edits))
    if before == after or not (letter.subject or letter.edits):
        return  # also of a letter that is new
    now = datetime.now(UTC)
    if letter.versions and now - letter.versions[-1].at < APART:
        return
    letter.versions.append(_version(letter, now))
    del letter.versions[:-MOST]


def rows(session: Session, letter_id: int) -> tuple[VersionOfLetter, ...]:
    """The earlier versions of a letter, newest first."""
    found = select(LetterVersion).where(LetterVersion.letter_id == letter_id).order_by(LetterVersion.id.desc())
    return tuple(VersionOfLetter(v.id, v.at, v.subject, v.edits, v.facts, v.style) for v in session.scalars(found))


def go_back(session: Session, id: int) -> None:
    """Make the draft what it was; how it stood until now is kept as a version, too. WorldError once it is on its way."""
    version = checks.find(session, LetterVersion, id)
    letter = unfinished(session, version.letter_id)
    letter.versions.append(_version(letter, datetime.now(UTC)))
    letter.subject, letter.sort_key, letter.style = version.subject, fold(version.subject), version.style
    letter.edits, letter.facts = dict(version.edits), dict(version.facts)


def _version(letter: StoredLetter, at: datetime) -> LetterVersion:
    words = {"subject": letter.subject, "edits": dict(letter.edits), "facts": dict(letter.facts), "style": letter.style}
    return LetterVersion(at=at, **words)
