"""The plain frozen values that travel between services and ui. Money is Decimal in the business's currency, times are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from clientcare.said import Said

LONGEST_SLEEP = timedelta(days=60)  # a night that ends later than that was set by a clock that has been put back since


@dataclass(frozen=True)
class Changes:
    """Which records a write touched: pairs of (kind, id), the kind being the record's class name ("Client", "Dispute")."""

    ids: frozenset[tuple[str, int]] = frozenset()

    def touches(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.ids)


@dataclass(frozen=True)
class ClientRow:
    """One line of the list of clients. `yearly_revenue`: paid in the last 365 days; `worth`: lifetime value or None."""

    id: int
    name: str
    email: str
    phone: str
    yearly_revenue: Decimal
    worth: Decimal | None
    disputes_open: int


@dataclass(frozen=True)
class ClientDetail:
    """One client with the money figures; `answers` holds every editable field by its column name.

    `own_style`: how the owner talks, from the settings.
    """

    id: int
    name: str
    answers: Mapping[str, Any]
    yearly_revenue: Decimal
    revenue_share: float | None
    worth: Decimal | None
    yearly_contribution: Decimal
    payments: tuple[PaymentRow, ...]
    disputes: tuple[DisputeRow, ...]
    own_style: str = ""


@dataclass(frozen=True)
class PaymentRow:
    id: int
    paid_on: date
    amount: Decimal
    what: str


@dataclass(frozen=True)
class PaymentForm:
    client_id: int
    paid_on: date
    amount: Decimal
    what: str = ""
    id: int | None = None


@dataclass(frozen=True)
class DisputeRow:
    """One line of the list of disputes. `stage` is the step it stands at, `status` one of open, waiting, closed."""

    id: int
    reference: str
    title: str
    client_id: int
    client_name: str
    asked: Decimal | None
    status: str
    stage: str
    due_on: date | None
    waiting_until: date | None
    opened_on: date


@dataclass(frozen=True)
class DisputeForm:
    """A new dispute: an existing client, or a name for a new one. `title` is the one line that says what it is about."""

    title: str
    client_id: int | None = None
    client_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class EventRow:
    """One entry of the timeline. `kind`: call, visit, email, letter, offer, answer, payment, note; `by`: us or them.

    `how` and `to`: of a letter of ours, in which way it went and to whom.
    """

    id: int
    kind: str
    at: datetime
    by: str
    text: str
    private: bool
    how: str = ""
    to: str = ""


@dataclass(frozen=True)
class EventForm:
    dispute_id: int
    kind: str
    at: datetime
    text: str
    by: str = "us"
    private: bool = True
    id: int | None = None


@dataclass(frozen=True)
class PartRow:
    """One part of an offer. `kind`: money, rework, extra, credit, time or own. `cost`, `worth` money, `hours` our own."""

    kind: str
    cost: Decimal = Decimal(0)
    worth: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)


@dataclass(frozen=True)
class OfferRow:
    """A compromise. `cost` ours, `worth` to them, `hours` our own; then `owed` is due by `owed_by`, paid by `owed_from`.

    `owed_from`: "them" (the client then owes us), "us" (we pay it back) or "nobody" (nothing more is owed).
    `parts` it is built from (none: the owner typed the sums); `reaches` 0 to 1: how far it meets what they want, or None.
    """

    id: int
    title: str
    details: str
    cost: Decimal
    worth: Decimal
    hours: Decimal
    owed_from: str
    owed: Decimal
    owed_by: date | None
    parts: tuple[PartRow, ...] = ()
    reaches: float | None = None


@dataclass(frozen=True)
class OfferForm:
    dispute_id: int
    title: str
    cost: Decimal
    worth: Decimal
    details: str = ""
    hours: Decimal = Decimal(0)
    owed_from: str = "nobody"
    owed: Decimal = Decimal(0)
    owed_by: date | None = None
    parts: tuple[PartRow, ...] = ()
    reaches: float | None = None
    id: int | None = None


@dataclass(frozen=True)
class Default:
    """What a question counts as while nobody has answered it. `value` None: nothing is known and nothing is taken.

    `unit`: money, chance or share (0 to 1), hours, months or clients. `origin`: where it comes from, in a short sentence.
    """

    value: float | None
    unit: str
    origin: Said


@dataclass(frozen=True)
class TraitRow:
    """One of the owner's right-client traits."""

    id: int
    text: str


@dataclass(frozen=True)
class TraitPattern:
    """How many of the best and of the worst clients that were judged have a trait."""

    trait_id: int
    best: int
    best_of: int
    worst: int
    worst_of: int


@dataclass(frozen=True)
class Fit:
    """How one client stands to the owner's traits. `marks`: by trait id; one that is missing is not known."""

    client_id: int
    traits: tuple[TraitRow, ...]
    marks: Mapping[int, bool]
    pattern: tuple[TraitPattern, ...]

    @property
    def having(self) -> int:
        """How many of the traits they have."""
        return sum(self.marks.get(trait.id, False) for trait in self.traits)


@dataclass(frozen=True)
class Known:
    """What is known before the owner answers anything more: a default by question, the fit, the owner's own past.

    `last_time`: a similar dispute and how it ended, in a sentence. `hour_worth` in money.
    """

    defaults: Mapping[str, Default]
    fit: Fit
    last_time: Said | None
    hour_worth: Decimal


@dataclass(frozen=True)
class VersionRow:
    """One weighing of a dispute. `known`: what it rested on, as JSON, once frozen by a decision; None: it is still live."""

    version: int
    frozen_at: datetime | None
    way: str
    known: Mapping[str, Any] | None


@dataclass(frozen=True)
class DecisionRow:
    """What was decided. `way` is the key of the way out, `advised` the one that led; `stay` the predicted chance (0 to 1)."""

    id: int
    way: str
    way_kind: str
    advised: str
    offer_ids: tuple[int, ...]
    why: str
    stay: float
    look_back_on: date
    decided_at: datetime


@dataclass(frozen=True)
class DecisionForm:
    dispute_id: int
    way: str
    offer_ids: tuple[int, ...] = ()
    why: str = ""
    stay: float = 0.5
    look_back_on: date | None = None


@dataclass(frozen=True)
class DisputeDetail:
    """Everything the dispute page shows. `answers` maps each field of the steps to its value (None or "" = not answered)."""

    id: int
    reference: str
    title: str
    client: ClientRow
    status: str
    stage: str
    screen: str
    opened_at: datetime
    answers: Mapping[str, Any]
    offers: tuple[OfferRow, ...]
    decision: DecisionRow | None
    events: tuple[EventRow, ...]
    letters: tuple[LetterRow, ...]
    referrals: tuple[ReferralRow, ...] = ()


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


@dataclass(frozen=True)
class ProviderRow:
    """Another firm of the directory. `sent`: clients referred to it; of those `well`, `mixed` and `badly` looked after."""

    id: int
    name: str
    does: str
    phone: str
    email: str
    website: str
    tie: str
    notes: str
    area: str = ""
    person: str = ""
    address: str = ""
    sent: int = 0
    well: int = 0
    mixed: int = 0
    badly: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class ReferralRow:
    """A client referred to a firm in a dispute; fields as `db.models.Referral`."""

    id: int
    dispute_id: int
    provider_id: int
    provider_name: str
    client_name: str
    title: str
    referred_on: date
    consent: str
    consent_on: date | None
    consent_how: str
    may_know: tuple[str, ...]
    handed_over_on: date | None
    went: str
    note: str
    thanked_on: date | None


@dataclass(frozen=True)
class ProviderDetail:
    """One firm with the clients sent to it, the newest first."""

    firm: ProviderRow
    referrals: tuple[ReferralRow, ...]


@dataclass(frozen=True)
class Suggestion:
    """A firm for one dispute. `fits`: it does what is needed; `part`: what of all it does, "" where only its name says so.

    `why`: what else speaks for it, and against it, in order.
    """

    provider_id: int
    fits: bool
    part: str = ""
    why: tuple[Said, ...] = ()
    went_badly: bool = False


@dataclass(frozen=True)
class ProviderForm:
    """Another firm the owner may send a client to. `tie`: any fee or relationship, disclosed in every referral."""

    name: str
    does: str = ""
    area: str = ""
    person: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    tie: str = ""
    notes: str = ""
    id: int | None = None


@dataclass(frozen=True)
class TodayItem:
    """One thing that needs the owner; `screen` is where to go.

    `what`: reply, letter, reread, stopped, maybe, answer, deliver, lesson or look_back. `why`: what stopped an e-mail.
    """

    dispute_id: int
    what: str
    client_name: str
    title: str
    when: date | None
    screen: str
    why: Said | None = None


@dataclass(frozen=True)
class TodayView:
    """Today: the items, most urgent first, and the quiet figures below them."""

    items: tuple[TodayItem, ...]
    open_disputes: int
    waiting: int
    settled_this_year: int
    kept_this_year: int
    top_cause: str
    top_cause_count: int
    causes_of: int
    any_clients: bool
