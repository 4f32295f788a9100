"""What each list holds as a file: how it is called, how its rows are read, what stands in its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientcare import called, services
from clientcare.records import DisputeRow, EventRow, ExportedClient, ExportedPayment, LetterListRow, ProviderRow
from clientcare.said import Said, mark
from clientcare.services.exporting import words
from clientcare.services.exporting.spreadsheet import Cell

Column = tuple[Said, Callable[[Any], Cell | Said]]  # what a column is called, and what a row says in it


@dataclass(frozen=True)
class Sheet:
    """`file`: the name that is proposed; `rows(session, ids)`, a bite of ids at a time; `columns(rows)`."""

    file: str
    rows: Callable[[Any, Sequence[int]], Sequence[Any]]
    columns: Callable[[Sequence[Any]], list[Column]]


def clients(rows: Sequence[ExportedClient]) -> list[Column]:
    """The further ways to reach them stand in columns of their own, as many as one of them has."""
    return [
        (Said(mark("Name")), lambda one: one.name),
        (Said(mark("Form of address")), lambda one: one.greeting),
        (Said(mark("E-mail")), lambda one: one.email),
        (Said(mark("Phone")), lambda one: one.phone),
        (Said(mark("Address")), lambda one: one.address),
        *_further(rows),
        (Said(mark("Language")), lambda one: one.language),
        (Said(mark("Tags")), lambda one: tags(one.tags)),
        (Said(mark("Notes")), lambda one: one.notes),
        (Said(mark("Client since")), lambda one: _day(one.added_at)),
        (Said(mark("In the archive since")), lambda one: _day(one.archived_at)),
        (Said(mark("Last 12 months")), lambda one: one.yearly_revenue),
        (Said(mark("Worth over time")), lambda one: one.worth),
        (Said(mark("Open disputes")), lambda one: one.disputes_open),
    ]


def _further(rows: Sequence[ExportedClient]) -> list[Column]:
    found: list[Column] = []
    for kind, title in words.CONTACTS.items():
        most = max((sum(contact[0] == kind for contact in row.contacts) for row in rows), default=0)
        for number in range(most):
            named = {"kind": Said(title), "number": number + 2}
            found.append((Said(mark("{kind} {number} - Label"), named), _contact(kind, number, 1)))
            found.append((Said(mark("{kind} {number} - Value"), named), _contact(kind, number, 2)))
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


def payments(rows: Sequence[ExportedPayment]) -> list[Column]:
    return [
        (Said(mark("Date")), lambda one: one.paid_on),
        (Said(mark("Client")), lambda one: one.client_name),
        (Said(mark("E-mail")), lambda one: one.client_email),
        (Said(mark("Amount")), lambda one: one.amount),
        (Said(mark("Currency")), lambda one: one.currency),
        (Said(mark("What for")), lambda one: one.what),
        (Said(mark("Kind of job")), lambda one: one.job),
        (Said(mark("Reference")), lambda one: one.reference),
    ]


def disputes(rows: Sequence[DisputeRow]) -> list[Column]:
    return [
        (Said(mark("Number")), lambda one: one.reference),
        (Said(mark("Dispute")), lambda one: one.title),
        (Said(mark("Client")), lambda one: one.client_name),
        (Said(mark("Status")), lambda one: words.named(called.STATUS, one.status)),
        (Said(mark("Next step")), _next_step),
        (Said(mark("Opened")), lambda one: one.opened_on),
        (Said(mark("Answer due")), lambda one: one.due_on),
        (Said(mark("Waiting until")), lambda one: one.waiting_until),
        (Said(mark("They ask")), lambda one: one.asked),
        (Said(mark("Last contact")), lambda one: one.touched_at),
    ]


def _next_step(one: DisputeRow) -> Said | str:
    known = one.status != "closed" and one.stage in called.NEXT_STEP
    return Said(called.NEXT_STEP[one.stage]) if known else ""


def letters(rows: Sequence[LetterListRow]) -> list[Column]:
    return [
        (Said(mark("To")), lambda one: one.to),
        (Said(mark("Letter")), lambda one: words.kind_of(one.kind)),
        (Said(mark("Subject")), lambda one: one.subject),
        (Said(mark("Dispute")), lambda one: one.title),
        (Said(mark("Number")), lambda one: one.reference),
        (Said(mark("How it stands")), words.how_it_stands),
        (Said(mark("When")), lambda one: one.at),
        (Said(mark("Sent to")), lambda one: one.sent_to),
    ]


def firms(rows: Sequence[ProviderRow]) -> list[Column]:
    return [
        (Said(mark("Name")), lambda one: one.name),
        (Said(mark("What they do")), lambda one: one.does),
        (Said(mark("Area")), lambda one: one.area),
        (Said(mark("Contact person")), lambda one: one.person),
        (Said(mark("Address")), lambda one: one.address),
        (Said(mark("Phone")), lambda one: one.phone),
        (Said(mark("E-mail")), lambda one: one.email),
        (Said(mark("Website")), lambda one: one.website),
        (Said(mark("Fee or tie")), lambda one: one.tie),
        (Said(mark("Notes")), lambda one: one.notes),
        (Said(mark("Clients sent there")), lambda one: one.sent),
    ]


def timeline(rows: Sequence[EventRow]) -> list[Column]:
    return [
        (Said(mark("When")), lambda one: one.at),
        (Said(mark("What")), lambda one: words.named(called.EVENTS, one.kind)),
        (Said(mark("By")), words.whose),
        (Said(mark("Private")), lambda one: Said(words.PRIVATE if one.private else words.SHAREABLE)),
        (Said(mark("Text")), lambda one: one.text),
        (Said(mark("Files")), lambda one: "; ".join(file.name for file in one.attachments)),
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
