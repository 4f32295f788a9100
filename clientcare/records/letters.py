"""Letters, drafts, and e-mails on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from clientcare.said import Said

LONGEST_SLEEP = timedelta(days=60)  # a night that ends later than that was set by a clock that has been put back since


@dataclass(frozen=True)
class LetterRow:
    """A letter of a dispute. `state`: draft, outbox or done; `how`: once done, in which way it went (`services.letters.HOW`).

    `standing`, from state, sleep and sending: draft, sleeping, reread (it has slept, and wants to be read once more), waiting
    (to be sent), sending, stopped, maybe or sent. `provider_id`: the firm it is written to; None: the client.
    `corrected_at`: when the letter went that puts this one right.
    """

    id: int
    kind: str
    state: str
    how: str
    subject: str
    written_at: datetime
    standing: str = "draft"
    held_until: datetime | None = None
    provider_id: int | None = None
    corrects_id: int | None = None
    sent_at: datetime | None = None
    sent_to: str = ""
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class SendingRow:
    """One e-mail of a letter on its way. `state`: waiting, handing_over, sent, maybe or stopped; `trouble`: why it waits."""

    id: int
    letter_id: int
    state: str
    recipient: str
    message_id: str
    queued_at: datetime
    due_at: datetime
    tries: int
    trouble: Said | None
    ended_at: datetime | None


@dataclass(frozen=True)
class LetterListRow:
    """One line of the list of letters. `to`: whom it is written to; `at`: when it went, or was last worked on.

    `tries`: how often its e-mail was tried.
    """

    id: int
    dispute_id: int
    kind: str
    to: str
    title: str
    reference: str
    subject: str
    standing: str
    how: str
    at: datetime
    held_until: datetime | None
    sent_to: str
    tries: int = 0


@dataclass(frozen=True)
class LetterView:
    """A letter beside the list. `state` as stored; `sha256` of its page, once that is fixed."""

    row: LetterListRow
    state: str
    sha256: str


@dataclass(frozen=True)
class LetterDraft:
    """The letter being written: its kind, the owner's own words for passages (key → text), and facts asked for it only.

    `style`: how it talks, "" as the client does; `kept`: what the tone guard found and the owner kept, "rule: words".
    `held_until`: it sleeps until then, or has slept; `provider_id`: written to that firm; `corrects_id`: puts it right.
    """

    dispute_id: int
    kind: str
    subject: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    provider_ids: tuple[int, ...] = ()
    open_until: date | None = None
    style: str = ""
    kept: tuple[str, ...] = ()
    id: int | None = None
    held_until: datetime | None = None
    provider_id: int | None = None
    corrects_id: int | None = None

    def sleeps(self, now: datetime) -> bool:
        """Whether its night is not over yet."""
        return self.held_until is not None and now < self.held_until <= now + LONGEST_SLEEP


@dataclass(frozen=True)
class SleepLimit:
    """The latest moment (UTC) a draft may sleep until, and why not longer. Not after now: it may not sleep at all."""

    until: datetime
    why: Said


@dataclass(frozen=True)
class VersionOfLetter:
    """A draft as it stood at `at`."""

    id: int
    at: datetime
    subject: str
    edits: Mapping[str, str]
    facts: Mapping[str, str]
    style: str


@dataclass(frozen=True)
class Artwork:
    """What stands on the owner's paper beside words: `name` logo, signature or letterhead, from the file `file_name`."""

    name: str
    content: bytes
    file_name: str
