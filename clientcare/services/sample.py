"""The sample business of `resources/sample`, its dates counted from today, written through the window's own services."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare import paths
from clientcare.db.models import Client, Decision, Dispute, Provider, Setting, StoredAssessment, StoredLetter, TimelineEvent
from clientcare.errors import WorldError
from clientcare.records import (
    DecisionForm,
    DisputeForm,
    EventForm,
    LetterDraft,
    OfferForm,
    PartRow,
    PaymentForm,
    ProviderForm,
    ReminderForm,
)
from clientcare.said import Said, mark
from clientcare.services import settings
from clientcare.services.disputing import disputes
from clientcare.services.people import clients, contacts, payments, tags
from clientcare.services.referring import referrals
from clientcare.services.reminding import own_reminders
from clientcare.services.timeline import attachments, entries
from clientcare.services.weighing import decisions, traits
from clientcare.services.writing import letters

Toml = dict[str, Any]

_DAY = re.compile(r"day ([+-]\d+)(?: (\d\d:\d\d))?")
_DAY_INSIDE = re.compile(r"\{day ([+-]\d+)\}")
_SATURDAY = 5
_NOT_TYPED = ("name", "added", "has", "lacks", "jobs", "regular", "tags", "contacts", "sent_by")
_MARK = "sample"  # the setting that says: what is in this file is made up
NOT_HERE = mark("Your own data is in this folder. It was left as it is. Choose another folder for the sample.")


def is_empty(session: Session) -> bool:
    """Whether nothing of an owner's is in the file yet: no client, no dispute, no other firm."""
    return not any(session.scalar(select(kind.id).limit(1)) for kind in (Client, Dispute, Provider))


def prepare(session: Session) -> None:
    """Have the sample in the file. WorldError, nothing changed, where an owner's own business is."""
    empty = is_empty(session)
    if session.get(Setting, _MARK) is None and not (empty and not settings.load(session).business_name):
        raise WorldError(Said(NOT_HERE))
    if empty:
        load(session)


def load(session: Session, today: date | None = None) -> None:
    """Fill the empty file with the sample business as it stands on `today` (the real one, if None)."""
    day = today or date.today()
    settings.update(session, **_exact(_read("business")))
    session.merge(Setting(key=_MARK, value="true"))
    book = _Book(session, day)
    known_clients = _read("clients")
    named = {trait["id"]: traits.save(session, trait["text"]) for trait in known_clients["trait"]}
    for known in known_clients["client"]:
        book.clients[known["name"]] = _add_client(session, known, named, known_clients["job"], day)
    for known in known_clients["client"]:
        if "sent_by" in known:
            clients.update(session, book.clients[known["name"]], sent_by_id=book.clients[known["sent_by"]])
    for known in _read("providers")["provider"]:
        book.providers[known["name"]] = referrals.save(session, ProviderForm(**known))
    for known in _exact(_dated(_read("disputes"), day))["dispute"]:
        book.add(known)
    session.flush()


@dataclass
class _Book:
    """Knows the ids behind the names the sample's files use, and writes one dispute after the other."""

    session: Session
    today: date
    clients: dict[str, int] = field(default_factory=dict)
    providers: dict[str, int] = field(default_factory=dict)
    opened: Counter[int] = field(default_factory=Counter)
    started: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(seconds=1))

    def add(self, known: Toml) -> None:
        form = DisputeForm(known["title"], self.clients[known["client"]], due_on=known["listen"]["due_on"])
        id = disputes.create(self.session, form)
        self._place(id, known["opened"])
        disputes.update(self.session, id, **known["listen"])
        offers = {offer.pop("id"): self._offer(id, offer) for offer in known.get("offer", [])}
        if "weigh" in known:  # after the offers, so that none is suggested beside them
            self._weigh(id, dict(known["weigh"]))
        self._decide(id, known.get("decision"), offers)
        for letter in known.get("letter", []):
            self._letter(id, letter)
        for sent in known.get("referral", []):
            self._referral(id, dict(sent))
        for event in known["event"]:
            self._event(id, dict(event))
        for reminder in known.get("reminder", []):
            own_reminders.save(self.session, ReminderForm(**reminder, dispute_id=id))
        self._end(id, known, offers)

    def _place(self, id: int, opened: datetime) -> None:
        """Open it in the past, with the number it would have had then: `create` always opens now."""
        dispute = self.session.get_one(Dispute, id)
        year = opened.astimezone().year
        self.opened[year] += 1
        dispute.opened_at, dispute.reference = opened, f"D-{year}-{self.opened[year]:03}"
        self._happened(id, opened)

    def _weigh(self, id: int, answers: Toml) -> None:
        guesses = answers.pop("guesses", {})
        decisions.answer(self.session, id, **answers)
        for key, (value, sure) in guesses.items():
            decisions.guess(self.session, id, key, {"value": value, "sure": sure})

    def _offer(self, id: int, offer: Toml) -> int:
        parts = tuple(PartRow(**part) for part in offer.pop("parts", []))
        return decisions.save_offer(self.session, OfferForm(id, **offer, parts=parts))

    def _decide(self, id: int, made: Toml | None, offers: Mapping[str, int]) -> None:
        if made is None:
            return
        chosen = tuple(offers[name] for name in made.get("offers", []))
        way = f"offer-{offers[made['way']]}" if made["way"] in offers else made["way"]
        way += "-part" if made.get("then_part") else ""
        form = DecisionForm(id, way, chosen, made["why"], float(made["stay"]), made["look_back_on"])
        decision = self.session.get_one(Decision, decisions.decide(self.session, form))
        weighed = self.session.get_one(StoredAssessment, decision.assessment_id)
        decision.decided_at = weighed.frozen_at = made["at"]  # `decide` always decides now
        self._happened(id, made["at"])

    def _letter(self, id: int, known: Toml) -> None:
        """Write and finish a letter with its true PDF, as on the day it was written."""
        from clientcare.letters import compose
        from clientcare.letters.paper import pdf

        draft = LetterDraft(
            id,
            known["kind"],
            facts={name: str(value) for name, value in known.get("facts", {}).items()},
            provider_ids=tuple(self.providers[name] for name in known.get("providers", [])),
            open_until=known.get("open_until"),
        )
        draft = replace(draft, id=letters.save_draft(self.session, draft))
        facts = replace(letters.facts(self.session, id, draft), written_on=known["at"].astimezone().date())
        letter = compose.compose(facts, draft.kind, draft.edits, draft.subject)
        assert draft.id is not None
        page, to = pdf.render(letter, facts.letterhead), letter.recipient.name
        letters.finish(self.session, draft.id, letter, page, known["how"], to)
        sent = self.session.get_one(StoredLetter, draft.id)
        sent.written_at = sent.sent_at = known["at"]  # `finish` always writes now
        self._happened(id, known["at"])
        for one in sent.dispute.referrals:
            one.referred_on = min(one.referred_on, known["at"].astimezone().date())

    def _referral(self, id: int, known: Toml) -> None:
        """What the client said of the firm a letter named, and how it went there."""
        firm = self.providers[known.pop("firm")]
        made = next(one for one in self.session.get_one(Dispute, id).referrals if one.provider_id == firm)
        self.session.flush()
        referrals.change(self.session, made.id, **known)

    def _event(self, id: int, known: Toml) -> None:
        names = known.pop("files", ())
        entry = entries.save(self.session, EventForm(id, **known))
        kept = self.session.info["files"]
        attachments.add(self.session, entry, [attachments.take(kept, paths.resource("sample", name), name) for name in names])

    def _end(self, id: int, known: Toml, offers: Mapping[str, int]) -> None:
        follow = dict(known.get("follow", {}))
        if name := follow.pop("answer_offer", None):
            follow["answer_offer_id"] = offers[name]
        disputes.update(self.session, id, stage=known["stage"], **follow, **known.get("learn", {}))
        if "closed" in known:
            disputes.close(self.session, id)
            self.session.get_one(Dispute, id).closed_at = known["closed"]  # `close` always closes now
        self._happened(id, known.get("closed") or known["opened"])

    def _happened(self, id: int, at: datetime) -> None:
        """What the services have just put on the timeline as of now happened at `at`."""
        just_now = (TimelineEvent.dispute_id == id) & (TimelineEvent.at >= self.started)
        self.session.flush()
        for event in self.session.scalars(select(TimelineEvent).where(just_now)):
            event.at = at


def _add_client(
    session: Session, known: Toml, named: Mapping[str, int], kinds: Mapping[str, Sequence[str]], today: date
) -> int:
    id = clients.create(session, known["name"])
    clients.update(session, id, **{name: value for name, value in known.items() if name not in _NOT_TYPED})
    for name, has in (("has", True), ("lacks", False)):
        for trait in known.get(name, []):
            traits.mark(session, id, named[trait], has)
    session.get_one(Client, id).added_at = _moment(today - timedelta(days=known["added"]), "09:30")  # `create`: now
    if "tags" in known:
        tags.add(session, [id], ", ".join(known["tags"]))
    for kind, value, label in known.get("contacts", ()):
        contacts.add(session, id, kind, value, label)
    for days, amount, what in _payments(known):
        payments.save(session, PaymentForm(id, _paid_on(today, days), Decimal(amount), what, job=_job(what, kinds)))
    return id


def _job(what: str, kinds: Mapping[str, Sequence[str]]) -> str:
    """The first kind of job one of whose words is in `what`."""
    return next((job for job, words in kinds.items() if any(word in what.lower() for word in words)), "")


def _payments(known: Toml) -> Iterator[tuple[int, int, str]]:
    """(days before today, dollars, what for), the single jobs first."""
    yield from known.get("jobs", [])
    for regular in known.get("regular", []):
        for n, amount in enumerate(regular["amounts"]):
            yield round(regular["first"] - n * regular["every"]), amount, regular["what"]


def _paid_on(today: date, days: int) -> date:
    """So many days ago, or the Friday before if that was a weekend."""
    day = today - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def _read(name: str) -> Toml:
    with paths.resource("sample", f"{name}.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal if name == "business" else float)


def _exact(value: Any) -> Any:
    """Whole numbers in these files are money or hours, which are never binary fractions."""
    if isinstance(value, dict):
        return {name: _exact(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    return Decimal(value) if type(value) is int else value


def _dated(value: Any, today: date) -> Any:
    """Put dates for "day -4", moments for "day -4 17:40", and words for "{day -4}" inside a text."""
    if isinstance(value, dict):
        return {name: _dated(inner, today) for name, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, today) for inner in value]
    if not isinstance(value, str):
        return value
    if found := _DAY.fullmatch(value):
        day = today + timedelta(days=int(found[1]))
        return _moment(day, found[2]) if found[2] else day
    return _DAY_INSIDE.sub(lambda inside: _in_words(today + timedelta(days=int(inside[1]))), value)


def _moment(day: date, at: str) -> datetime:
    """That hour of the day, here."""
    return datetime.combine(day, time.fromisoformat(at)).astimezone(UTC)


def _in_words(day: date) -> str:
    from babel.dates import format_date

    return format_date(day, "MMMM d", locale="en_US")
