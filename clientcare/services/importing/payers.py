"""Whose the payments of a file are, which of them are here already, and how they are taken in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from clientcare.db.models import ImportBatch
from clientcare.said import Said, mark
from clientcare.services.importing import bulk, clients
from clientcare.services.importing.bulk import Done
from clientcare.services.importing.clients import Here
from clientcare.services.importing.plan import ASK, JOIN, SKIP, Item, Party, PaymentItem, Plan
from clientcare.services.progress import Progress
from clientcare.texts import fold

HERE = Said(mark("Here already"))
TWICE = mark("The same as row {row}")
TO_OTHERS = Said(mark("Money that went to someone who is not your client"))
INSERT = (
    "INSERT INTO payment (id, client_id, paid_on, amount, what, job, reference, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
NUMBERED = "SELECT reference, amount, paid_on FROM payment WHERE reference IN (SELECT value FROM json_each(?))"
OF_DAYS = "SELECT client_id, paid_on, amount, reference FROM payment WHERE paid_on BETWEEN ? AND ?"
BITE = 5000


def compare(plan: Plan, known: Here, progress: Progress) -> None:
    """Find for each payer which client they are, or look like; the others are new."""
    for bite in progress.bites(plan.parties, 100):
        for party in bite:
            found, party.sure = _find(party, known)
            if found is not None:
                party.twin, party.twin_name = found, known.names.get(found, "")
                party.choice = JOIN if party.sure else ASK
    _leave_out_strangers(plan)


def _find(party: Party, known: Here) -> tuple[int | None, bool]:
    """Who it is, and whether that is sure: of one e-mail, else of one name, else named in a longer text, or only alike."""
    emails, name = [each.value for each in party.person.emails], fold(party.person.name)
    same_name = known.by_name.get(name, [])
    same_mail = {id for email in emails for id in known.by_email.get(email.strip().casefold(), ())}
    for same in (same_mail & set(same_name), same_mail, same_name):
        if len(same) == 1:
            return next(iter(same)), True
    if len(inside := known.named_in(name)) == 1:
        return inside[0], False
    found = known.everyone.like(party.person.name, emails)
    return (found[0].client_id, False) if found else (None, False)


def _leave_out_strangers(plan: Plan) -> None:
    """Money that went out makes nobody a client."""
    paid = {id(item.party) for item in _payments(plan) if item.why is None and item.amount > 0}
    for item in _payments(plan):
        if item.why is None and item.party is not None and item.party.twin is None and id(item.party) not in paid:
            item.why = TO_OTHERS
            item.party.choice = SKIP


def _payments(plan: Plan) -> Iterator[PaymentItem]:
    return (item for item in plan.items if isinstance(item, PaymentItem))


def leave_out_known(session: Session, plan: Plan, source: str) -> None:
    """Say of every row whether it is here already: by the number it has at the bank or processor, else by day, sum and
    client, as often as they are here. A `processor` gives each payment a number of its own; an invoice may have several."""
    _leave_out_numbered(session, plan, alone=source == "processor")
    _leave_out_alike(session, plan)


def _leave_out_numbered(session: Session, plan: Plan, *, alone: bool) -> None:
    rows = [item for item in _payments(plan) if item.why is None and item.reference]
    given = (json.dumps([item.reference for item in rows]),)
    found = session.connection().exec_driver_sql(NUMBERED, given).cursor.fetchall()
    here: dict[Any, int] = {_number(*row, alone=alone): 0 for row in found}
    for item in rows:
        first = here.setdefault(_number(item.reference, item.thousandths, str(item.paid_on), alone=alone), item.number)
        if first != item.number:
            item.why = HERE if first == 0 else Said(TWICE, {"row": first})


def _number(reference: str, amount: int, day: str, *, alone: bool) -> tuple[Any, ...]:
    return (reference, amount < 0) if alone else (reference, day, amount)


def _leave_out_alike(session: Session, plan: Plan) -> None:
    rows = [item for item in _payments(plan) if item.why is None and item.party is not None and item.party.twin is not None]
    if not rows:
        return
    days = [str(item.paid_on) for item in rows]
    numbered = all(item.reference for item in rows)  # then only those here without a number can be the same
    sql = f"{OF_DAYS} AND reference = ''" if numbered else OF_DAYS
    found = session.connection().exec_driver_sql(sql, (min(days), max(days))).cursor.fetchall()
    every, unnumbered = Counter(row[:3] for row in found), Counter(row[:3] for row in found if not row[3])
    for item, day in zip(rows, days, strict=True):
        assert item.party is not None
        key = (item.party.twin, day, item.thousandths)
        left = unnumbered if item.reference else every  # of another number, it is another payment
        if left.get(key):
            item.if_joined = HERE
            left[key] -= 1


def take_in(session: Session, taken: Sequence[Item], batch: ImportBatch, progress: Progress) -> Done:
    """Add the new clients, then all payments."""
    ids, known = clients.place(session, taken, batch, progress)
    rows = [item for item in taken if isinstance(item, PaymentItem)]
    connection = session.connection()
    numbered = enumerate(rows, bulk.next_id(session, "payment"))
    while bite := list(islice(numbered, BITE)):
        progress.step(0)
        connection.exec_driver_sql(INSERT, [_row(id, item, ids, batch.id) for id, item in bite])
        progress.step(len(bite))
    new = [each for each in ids.values() if each not in known]
    return Done(clients=new, joined=list(known), payments=len(rows))


def _row(id_: int, item: PaymentItem, ids: dict[int, int], batch: int) -> tuple[Any, ...]:
    return (id_, ids[id(item.party)], str(item.paid_on), item.thousandths, item.what, item.job, item.reference, batch)

