"""The lists an owner knows, each as a table for a spreadsheet; clients, payments and firms can be taken in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from clientcare import called
from clientcare.db.models import (
    Attachment,
    Client,
    Decision,
    Dispute,
    Provider,
    Referral,
    Reminder,
    StoredAssessment,
    StoredLetter,
    StoredOffer,
    TimelineEvent,
)
from clientcare.said import Said, mark
from clientcare.services.batches import in_bites
from clientcare.services.exporting import answers, sheets, spreadsheet, words
from clientcare.services.exporting.parcel import AT_ONCE, Parcel, beside
from clientcare.services.exporting.sheets import SHEETS, Column

FOLDER = "csv"


def write(parcel: Parcel) -> None:
    session = parcel.session
    clients, disputes, letters, firms = (
        session.scalars(select(one.id).order_by(*order)).all()
        for one, order in (
            (Client, (Client.sort_key, Client.id)),
            (Dispute, (Dispute.id,)),
            (StoredLetter, (StoredLetter.id,)),
            (Provider, (Provider.sort_key, Provider.id)),
        )
    )
    known = list(_read(parcel, "clients", clients))  # all of them, as they make out how many columns there are
    _table(parcel, "clients", SHEETS["clients"].columns(known), known)
    _table(parcel, "payments", sheets.payments(()), _read(parcel, "payments", clients))
    _table(parcel, "disputes", [*_of(0, sheets.disputes(())), *_of(1, _answered(parcel))], _disputes(parcel, disputes))
    went = (Said(mark("File")), lambda row: parcel.letters.get(row.id, ""))
    _table(parcel, "letters", [*sheets.letters(()), went], _read(parcel, "letters", letters))
    _table(parcel, "firms", sheets.firms(()), _read(parcel, "referrals", firms))
    _table(parcel, "timeline", _TIMELINE, _timeline(parcel))
    for name, columns, query in _OTHERS:
        _table(parcel, name, columns, parcel.rows(query))


def _table(parcel: Parcel, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> None:
    """`columns` say of each row, or of what stands for one, what is in it."""

    def worded(cell: Callable[[Any], Any], row: Any) -> spreadsheet.Cell:
        said = cell(row)
        return parcel.say(said) if isinstance(said, Said) else said

    header = [parcel.say(title) for title, _ in columns]
    cells = ([worded(cell, row) for _, cell in columns] for row in rows)
    spreadsheet.write(parcel.place(f"{FOLDER}/{name}.csv"), header, cells, parcel.settings.locale)


def _read(parcel: Parcel, sheet: str, ids: Sequence[int]) -> Iterator[Any]:
    for some in in_bites(ids):
        yield from parcel.counted(SHEETS[sheet].rows(parcel.session, some))


def _of(place: int, columns: Sequence[Column]) -> list[Column]:
    """Columns of one part of a row that is made of several."""
    return [(title, partial(_part, place, cell)) for title, cell in columns]


def _part(place: int, cell: Callable[[Any], Any], parts: Sequence[Any]) -> Any:
    return cell(parts[place])


# -- disputes: a row of the list, with every answer behind it


def _disputes(parcel: Parcel, ids: Sequence[int]) -> Iterator[tuple[Any, Any]]:
    for some in in_bites(ids):
        rows = SHEETS["disputes"].rows(parcel.session, some)
        given = {one.id: one for one in parcel.session.execute(select(Dispute.__table__).where(Dispute.id.in_(some)))}
        for row in parcel.counted(rows):
            yield row, given[row.id]


def _answered(parcel: Parcel) -> list[Column]:
    listed = {"due_on", "waiting_until", "asked"}
    return [(Said(one.title), _answer(parcel, one)) for one in answers.OF_DISPUTE if one.name not in listed]


def _answer(parcel: Parcel, one: answers.Asked) -> Callable[[Any], Any]:
    def cell(row: Any) -> Any:
        value = getattr(row, one.name)
        if not isinstance(value, list | str | bool) or value == "":
            return value  # a sum and a day stay what they are, so that a spreadsheet can reckon with them
        given = (said for _, said in answers.given((one,), row))
        return "; ".join(each if isinstance(each, str) else parcel.say(each) for each in given)

    return cell


# -- the timeline


def _timeline(parcel: Parcel) -> Iterator[tuple[Any, str]]:
    """Each entry with the paths of its files."""
    a, e, last = Attachment, TimelineEvent, 0
    query = select(e.id, Dispute.reference, Client.name, e.at, e.kind, e.by, e.private, e.text)
    query = query.join(Dispute, Dispute.id == e.dispute_id).join(Client, Client.id == Dispute.client_id).order_by(e.id)
    while rows := parcel.session.execute(query.where(e.id > last).limit(AT_ONCE)).all():
        last = rows[-1].id
        files = beside(parcel.session, select(a.event_id, a.id).order_by(a.id), a.event_id, [row.id for row in rows])
        for row in parcel.counted(rows):
            paths = (parcel.files.get(one.id, "") for one in files.get(row.id, ()))
            yield row, "; ".join(filter(None, paths))


_DISPUTE: list[Column] = [
    (Said(mark("Number")), lambda one: one.reference),
    (Said(mark("Client")), lambda one: one.name),
]
_TIMELINE: list[Column] = [
    *_of(
        0,
        [
            *_DISPUTE,
            (Said(mark("When")), lambda one: one.at),
            (Said(mark("What")), lambda one: words.named(called.EVENTS, one.kind)),
            (Said(mark("By")), lambda one: words.named(called.BY, one.by)),
            (Said(mark("Private")), lambda one: Said(words.PRIVATE if one.private else words.SHAREABLE)),
            (Said(mark("Text")), lambda one: one.text),
        ],
    ),
    (Said(mark("Files")), lambda one: one[1]),
]


# -- the rest, as it stands in the file


def _of_disputes(entity: Any, *columns: Any) -> Any:
    """A query for rows of `entity`, with the dispute and the client they belong to."""
    query = select(Dispute.reference, Client.name, *columns).select_from(entity)
    if entity is StoredOffer:
        query = query.join(StoredAssessment, StoredAssessment.id == StoredOffer.assessment_id)
        return query.join(Dispute, Dispute.id == StoredAssessment.dispute_id).join(Client).order_by(entity.id)
    return query.join(Dispute, Dispute.id == entity.dispute_id).join(Client).order_by(entity.id)


_OFFERS: list[Column] = [
    *_DISPUTE,
    (Said(mark("Compromise")), lambda one: one.title),
    (Said(mark("Details")), lambda one: one.details),
    (Said(mark("What it costs you")), lambda one: one.cost),
    (Said(mark("What it is worth to them")), lambda one: one.worth),
    (Said(mark("Your hours")), lambda one: one.hours),
    (Said(mark("Due by")), lambda one: one.owed_by),
]
_DECISIONS: list[Column] = [
    *_DISPUTE,
    (Said(mark("Decided")), lambda one: one.decided_at),
    (Said(mark("What you decided")), lambda one: words.named(called.WAYS, one.way_kind)),
    (Said(mark("Why")), lambda one: one.why),
    (Said(mark("Chance they stay, in %")), lambda one: round(one.stay * 100)),
    (Said(mark("Look back on")), lambda one: one.look_back_on),
]
_REFERRALS: list[Column] = [
    *_DISPUTE,
    (Said(mark("Firm")), lambda one: one.firm),
    (Said(mark("Referred on")), lambda one: one.referred_on),
    (Said(mark("May pass on their data")), lambda one: words.named(called.CONSENT, one.consent)),
    (Said(mark("How it went")), lambda one: words.named(called.TURNED_OUT, one.went)),
    (Said(mark("Notes")), lambda one: one.note),
    (Said(mark("Thanked on")), lambda one: one.thanked_on),
]
_REMINDERS: list[Column] = [
    (Said(mark("Reminder")), lambda one: one.text),
    (Said(mark("When")), lambda one: one.due_at),
    (Said(mark("Repeats")), lambda one: words.named(called.REPEAT, one.repeat)),
    (Said(mark("Number")), lambda one: one.reference),
    (Said(mark("Client")), lambda one: one.name),
    (Said(mark("Done")), lambda one: one.done_at),
]
_O, _D, _R = StoredOffer, Decision, Referral
_OTHERS: tuple[tuple[str, list[Column], Any], ...] = (
    ("offers", _OFFERS, _of_disputes(_O, _O.title, _O.details, _O.cost, _O.worth, _O.hours, _O.owed_by)),
    ("decisions", _DECISIONS, _of_disputes(_D, _D.decided_at, _D.way_kind, _D.why, _D.stay, _D.look_back_on)),
    (
        "referrals",
        _REFERRALS,
        _of_disputes(
            _R, Provider.name.label("firm"), _R.referred_on, _R.consent, _R.went, _R.note, _R.thanked_on
        ).join(Provider, Provider.id == _R.provider_id),
    ),
    (
        "reminders",
        _REMINDERS,
        select(Reminder.text, Reminder.due_at, Reminder.repeat, Reminder.done_at, Dispute.reference, Client.name)
        .outerjoin(Dispute, Dispute.id == Reminder.dispute_id)
        .outerjoin(Client, Client.id == Reminder.client_id)
        .order_by(Reminder.id),
    ),
)
