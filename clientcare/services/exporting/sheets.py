"""What each list holds as a file: how it is called, how its rows are read, what stands in its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientcare import services
from clientcare.records import DisputeRow, EventRow, ExportedClient, ExportedPayment, LetterListRow, ProviderRow
from clientcare.said import mark
from clientcare.ui.wording import Wording, tr

Heading = tuple[str, Callable[[Any], Any]]  # what a column is called, and what a row says in it
KINDS_OF_CONTACT = {"email": mark("E-mail"), "phone": mark("Phone"), "address": mark("Address")}


@dataclass(frozen=True)
class Sheet:
    """`file`: the name that is proposed; `rows(session, ids)`, a bite of ids at a time; `headings(rows, words)`."""

    file: str
    rows: Callable[[Any, Sequence[int]], Sequence[Any]]
    headings: Callable[[Sequence[Any], Wording], list[Heading]]


def clients(rows: Sequence[ExportedClient], words: Wording) -> list[Heading]:
    """The further ways to reach them stand in columns of their own, as many as one of them has."""
    return [
        (tr("Name"), lambda one: one.name),
        (tr("Form of address"), lambda one: one.greeting),
        (tr("E-mail"), lambda one: one.email),
        (tr("Phone"), lambda one: one.phone),
        (tr("Address"), lambda one: one.address),
        *_further(rows),
        (tr("Language"), lambda one: one.language),
        (tr("Tags"), lambda one: tags(one.tags)),
        (tr("Notes"), lambda one: one.notes),
        (tr("Client since"), lambda one: _day(one.added_at)),
        (tr("In the archive since"), lambda one: _day(one.archived_at)),
        (tr("Last 12 months"), lambda one: one.yearly_revenue),
        (tr("Worth over time"), lambda one: one.worth),
        (tr("Open disputes"), lambda one: one.disputes_open),
    ]


def _further(rows: Sequence[ExportedClient]) -> list[Heading]:
    found: list[Heading] = []
    for kind, title in KINDS_OF_CONTACT.items():
        most = max((sum(contact[0] == kind for contact in row.contacts) for row in rows), default=0)
        for number in range(most):
            named = {"kind": tr(title), "number": number + 2}
            found.append((tr("{kind} {number} - Label", **named), _contact(kind, number, 1)))
            found.append((tr("{kind} {number} - Value", **named), _contact(kind, number, 2)))
    return found


def _contact(kind: str, number: int, part: int) -> Callable[[ExportedClient], str]:
    def cell(one: ExportedClient) -> str:
        own = [contact for contact in one.contacts if contact[0] == kind]
        return own[number][part] if number < len(own) else ""

    return cell


def tags(words: Sequence[str]) -> str:
    """In one cell, as `incoming.people` takes them apart; a sign at the end says by which."""
    text = "".join(words)
    if ";" in text:
        return " ::: ".join(words) + " :::"
    return "; ".join(words) + (";" if len(words) == 1 and set(text) & set(",|:\n") else "")


def payments(rows: Sequence[ExportedPayment], words: Wording) -> list[Heading]:
    return [
        (tr("Date"), lambda one: one.paid_on),
        (tr("Client"), lambda one: one.client_name),
        (tr("E-mail"), lambda one: one.client_email),
        (tr("Amount"), lambda one: one.amount),
        (tr("Currency"), lambda one: one.currency),
        (tr("What for"), lambda one: one.what),
        (tr("Kind of job"), lambda one: one.job),
        (tr("Reference"), lambda one: one.reference),
    ]


def disputes(rows: Sequence[DisputeRow], words: Wording) -> list[Heading]:
    from clientcare.ui.disputes.words import NEXT_STEP, STATUSES

    statuses = dict(STATUSES)
    return [
        (tr("Number"), lambda one: one.reference),
        (tr("Dispute"), lambda one: one.title),
        (tr("Client"), lambda one: one.client_name),
        (tr("Status"), lambda one: tr(statuses.get(one.status, one.status))),
        (tr("Next step"), lambda one: tr(NEXT_STEP[one.stage]) if one.status != "closed" and one.stage in NEXT_STEP else ""),
        (tr("Opened"), lambda one: one.opened_on),
        (tr("Answer due"), lambda one: one.due_on),
        (tr("Waiting until"), lambda one: one.waiting_until),
        (tr("They ask"), lambda one: one.asked),
        (tr("Last contact"), lambda one: one.touched_at),
    ]


def letters(rows: Sequence[LetterListRow], words: Wording) -> list[Heading]:
    from clientcare.ui.paper.letter_words import how_it_stands, kind_of

    return [
        (tr("To"), lambda one: one.to),
        (tr("Letter"), kind_of),
        (tr("Subject"), lambda one: one.subject),
        (tr("Dispute"), lambda one: one.title),
        (tr("Number"), lambda one: one.reference),
        (tr("How it stands"), lambda one: how_it_stands(one, words, dated=False)),
        (tr("When"), lambda one: one.at),
        (tr("Sent to"), lambda one: one.sent_to),
    ]


def firms(rows: Sequence[ProviderRow], words: Wording) -> list[Heading]:
    return [
        (tr("Name"), lambda one: one.name),
        (tr("What they do"), lambda one: one.does),
        (tr("Area"), lambda one: one.area),
        (tr("Contact person"), lambda one: one.person),
        (tr("Address"), lambda one: one.address),
        (tr("Phone"), lambda one: one.phone),
        (tr("E-mail"), lambda one: one.email),
        (tr("Website"), lambda one: one.website),
        (tr("Fee or tie"), lambda one: one.tie),
        (tr("Notes"), lambda one: one.notes),
        (tr("Clients sent there"), lambda one: one.sent),
    ]


def timeline(rows: Sequence[EventRow], words: Wording) -> list[Heading]:
    from clientcare.ui.timeline.words import title, whose

    return [
        (tr("When"), lambda one: one.at),
        (tr("What"), lambda one: title(one.kind)),
        (tr("By"), lambda one: whose(one)),
        (tr("Private"), lambda one: tr("private") if one.private else tr("may be shared")),
        (tr("Text"), lambda one: one.text),
        (tr("Files"), lambda one: "; ".join(file.name for file in one.attachments)),
    ]


def _day(at: Any) -> date | None:
    return at.astimezone().date() if at is not None else None


def _firms(session: Any, ids: Sequence[int]) -> list[ProviderRow]:
    found = {row.id: row for row in services.referrals.rows(session)}
    return [found[id] for id in ids if id in found]


SHEETS = {
    "clients": Sheet(mark("Clients"), lambda session, ids: services.exports.clients(session, ids), clients),
    "payments": Sheet(mark("Payments"), lambda session, ids: services.exports.payments(session, ids), payments),
    "disputes": Sheet(mark("Disputes"), lambda session, ids: services.disputes.rows(session, ids), disputes),
    "letters": Sheet(mark("Letters"), lambda session, ids: services.letter_list.rows(session, ids), letters),
    "referrals": Sheet(mark("Firms"), _firms, firms),
    "timeline": Sheet(mark("Timeline"), lambda session, ids: services.entries.rows(session, ids[0]), timeline),
}
