"""The page of one client: how to reach them, what they paid, and every dispute with its answers, letters and timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select

from clientcare.db.models import Client, ContactPoint, Dispute, Payment, Reminder, Tag, Trait
from clientcare.letters import communication, languages
from clientcare.said import Amount, mark
from clientcare.services.exporting import dispute_part, markup, words
from clientcare.services.exporting.markup import Html, listed, own, tag
from clientcare.services.exporting.parcel import Parcel, beside, columns

SENT_BY = mark("Sent to you by")
FIGURES = (  # what the owner knows better than the payments say
    ("margin", mark("What is left of each sale"), "%"),
    ("hours_beyond", mark("Hours they take beyond the job"), ""),
    ("retention", mark("Chance they come back"), "%"),
    ("clients_sent", mark("Clients they send you"), ""),
)
PRIVATE = mark("This page holds private notes. It is for you, not for the client.")


@dataclass(frozen=True)
class Page:
    """The page of the client `id`."""

    id: int
    content: str


def pages(parcel: Parcel, ids: Sequence[int]) -> Iterator[Page]:
    """One for each client, in the order of `ids`; what they are made of is read together."""
    session = parcel.session
    found = {row.id: row for row in session.execute(select(*columns(Client)).where(Client.id.in_(ids)))}
    of = {entity: partial(_of, parcel, entity, ids) for entity in (ContactPoint, Tag, Payment, Dispute, Reminder)}
    contacts, tags = of[ContactPoint](ContactPoint.position), of[Tag](Tag.sort_key)
    payments, disputes, reminders = of[Payment](Payment.paid_on), of[Dispute](Dispute.opened_at), of[Reminder](Reminder.due_at)
    around = dispute_part.Around(session, [one.id for some in disputes.values() for one in some])
    traits: dict[str, str] = {str(one.id): one.text for one in session.scalars(select(Trait))}
    senders = {one.sent_by_id for one in found.values() if one.sent_by_id}
    names = {one.id: one.name for one in session.execute(select(Client.id, Client.name).where(Client.id.in_(senders)))}
    for id in ids:
        body = (
            *_head(parcel, found[id], contacts.get(id, []), tags.get(id, []), traits, names.get(found[id].sent_by_id, "")),
            *_paid(parcel, payments.get(id, [])),
            *_reminders(parcel, reminders.get(id, [])),
            *(dispute_part.section(parcel, one, around) for one in disputes.get(id, ())),
        )
        yield Page(id, markup.page(found[id].name, "en", *body))


def _of(parcel: Parcel, entity: Any, ids: Sequence[int], order: Any) -> dict[int, list[Any]]:
    return beside(parcel.session, select(*columns(entity)).order_by(order, entity.id), entity.client_id, ids)


def _head(
    parcel: Parcel, client: Any, contacts: Sequence[Any], tags: Sequence[Any], traits: dict[str, str], sender: str
) -> Iterator[Html]:
    tell = parcel.tell
    yield tag("p", markup.link("../index.html", tell(mark("All clients"))))
    yield tag("h1", own(client.name))
    yield tag("p", tell(PRIVATE), class_="soft")
    main = ("address", "email", "phone")
    reach = [(words.CONTACTS[kind], getattr(client, kind), getattr(client, f"{kind}_label")) for kind in main]
    reach += [(words.CONTACTS.get(one.kind, one.kind), one.value, one.label) for one in contacts]
    known = [(f"{tell(kind)} ({label})" if label else tell(kind), value) for kind, value, label in reach]
    known.append((tell(mark("Form of address")), client.greeting))
    known.append((tell(mark("Language")), _worded(parcel, languages.LANGUAGES, client.language)))
    known += [(tell(mark("Tags")), ", ".join(one.text for one in tags)), (tell(mark("Notes, private")), client.notes)]
    for has, what in ((True, mark("Has")), (False, mark("Has not"))):
        marked = [traits[id] for id, mark_ in (client.marks or {}).items() if mark_ is has and id in traits]
        known.append((tell(what), "\n".join(marked)))
    known += [(tell(mark("How they talk")), _worded(parcel, communication.TITLES, client.style)), (tell(SENT_BY), sender)]
    known += [(tell(what), _figure(getattr(client, name), of)) for name, what, of in FIGURES]
    known.append((tell(mark("Client since")), parcel.day(client.added_at)))
    if client.archived_at:
        known.append((tell(mark("In the archive since")), parcel.day(client.archived_at)))
    yield listed(*((what, value) for what, value in known if value))


def _worded(parcel: Parcel, known: Mapping[str, str], key: str) -> str:
    return parcel.say(words.named(known, key))


def _figure(value: float | None, of: str) -> str:
    return "" if value is None else f"{value * 100:.4g} %" if of == "%" else f"{value:.10g}"


def _paid(parcel: Parcel, payments: Sequence[Any]) -> Iterator[Html]:
    if not payments:
        return
    tell = parcel.tell
    total = sum((one.amount for one in payments), Decimal(0))
    in_all = tell(mark("%n payment(s), {sum} in all"), len(payments), sum=Amount(float(total)))
    rows = ((parcel.day(one.paid_on), _what_for(one), parcel.money(one.amount)) for one in payments)
    yield tag("h2", tell(mark("Payments")))
    yield tag("details", tag("summary", in_all), markup.table((), *rows, sums=(2,)))


def _what_for(payment: Any) -> str:
    return " · ".join(filter(None, (payment.what, payment.job, payment.reference)))


def _reminders(parcel: Parcel, reminders: Sequence[Any]) -> Iterator[Html]:
    if reminders:
        yield tag("h2", parcel.tell(mark("Reminders")))
        yield markup.table((), *(dispute_part.reminder(parcel, one) for one in reminders))
