"""What clients paid: kept, changed, deleted, and the last year beside the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Payment
from clientcare.records import PaymentForm, PaymentRow, PaymentsView, PaymentYears
from clientcare.services import checks, plain
from clientcare.services.people import job_kinds

FIRST = 200  # rows read along with a client
MONTHS = 12
YEAR = 365  # days
EDITABLE = ("paid_on", "amount", "what", "job")


def save(session: Session, form: PaymentForm) -> int:
    """Add a payment, or change one in full; a refund is negative. InvalidInput names the field that cannot be as typed."""
    fields = {"paid_on": form.paid_on, "amount": form.amount, "what": form.what, "job": _job(session, form.job)}
    payment = checks.find(session, Payment, form.id) if form.id else Payment()
    payment.client = checks.find(session, Client, form.client_id)
    checks.change(payment, fields, EDITABLE)
    session.add(payment)
    session.flush()
    return payment.id


def change(session: Session, id: int, **fields: Any) -> None:
    """Change some of EDITABLE. Gone if it was deleted, InvalidInput names the field that cannot be as typed."""
    payment = checks.find(session, Payment, id)
    if "job" in fields:
        fields["job"] = _job(session, fields["job"])
    checks.change(payment, fields, EDITABLE)


def delete(session: Session, id: int) -> None:
    session.delete(checks.find(session, Payment, id))


def view(session: Session, client_id: int) -> PaymentsView:
    """A client's payments. WorldError if the client was deleted."""
    checks.find(session, Client, client_id)
    newest = select(Payment.id).where(Payment.client_id == client_id).order_by(Payment.paid_on.desc(), Payment.id.desc())
    ids = plain.ids(session, newest)
    first = rows(session, ids[:FIRST])
    return PaymentsView(client_id, tuple(ids), tuple(first), years(session, client_id), job_kinds.kinds(session))


def rows(session: Session, ids: Sequence[int]) -> list[PaymentRow]:
    """These payments in the order of `ids`; one deleted meanwhile is left out."""
    query = select(Payment.id, Payment.paid_on, Payment.amount, Payment.what, Payment.job).where(Payment.id.in_(ids))
    found = {row[0]: PaymentRow(*row) for row in session.execute(query)}
    return [found[id] for id in ids if id in found]


def years(session: Session, client_id: int, today: date | None = None) -> PaymentYears:
    """The last 365 days, counted as the client's other figures are, the 365 before, and the last twelve months one by one."""
    day = today or date.today()
    year_ago, two_ago = day - timedelta(days=YEAR), day - timedelta(days=2 * YEAR)
    sums = select(
        func.coalesce(func.sum(Payment.amount).filter(Payment.paid_on > year_ago), 0),
        func.coalesce(func.sum(Payment.amount).filter(Payment.paid_on <= year_ago), 0),
    ).where(Payment.client_id == client_id, Payment.paid_on > two_ago)
    now, before = session.execute(sums).one()
    first = session.scalar(select(func.min(Payment.paid_on)).where(Payment.client_id == client_id))
    return PaymentYears(now, before, tuple(_months(session, client_id, day)), first)


def _months(session: Session, client_id: int, today: date) -> Iterator[tuple[date, Decimal, Decimal]]:
    firsts = [_month(today, back) for back in range(2 * MONTHS - 1, -1, -1)]
    month = func.strftime("%Y-%m", Payment.paid_on)
    within = Payment.client_id == client_id, Payment.paid_on >= firsts[0], Payment.paid_on < _month(today, -1)
    paid = {row[0]: row[1] for row in session.execute(select(month, func.sum(Payment.amount)).where(*within).group_by(month))}
    for before, now in zip(firsts[:MONTHS], firsts[MONTHS:], strict=True):
        yield now, paid.get(f"{now:%Y-%m}", Decimal(0)), paid.get(f"{before:%Y-%m}", Decimal(0))


def _month(day: date, back: int) -> date:
    """The first day of the month so many months before that of `day`."""
    count = day.year * 12 + day.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)


def _job(session: Session, job: Any) -> str:
    return job_kinds.spelled(session, checks.text("job", job, checks.LINE))
