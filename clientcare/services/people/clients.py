"""Clients: the list, one client with the money figures, payments, and what is typed about them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute, Payment
from clientcare.letters.communication import STYLES
from clientcare.records import ClientDetail, PaymentForm, PaymentRow
from clientcare.services import checks, dispute_list, settings
from clientcare.services.folding import fold
from clientcare.services.people.client_list import a_year_ago, figures, ids, rows, suggest
from clientcare.services.sending.outbox_rows import none_leaving

__all__ = [
    "create",
    "delete",
    "delete_payment",
    "detail",
    "ids",
    "rows",
    "save_payment",
    "suggest",
    "update",
]

EDITABLE = tuple(c.name for c in Client.__table__.columns if c.name not in ("id", "sort_key", "added_at", "marks"))
_RANGES = {"hours_beyond": (0, 8760), "clients_sent": (0, 1000)}
_SHARES = {"margin": (-1, 1), "retention": (0, 1)}


def detail(session: Session, id: int) -> ClientDetail:
    """One client; payments and disputes newest first. WorldError if the client was deleted."""
    client = checks.find(session, Client, id)
    known = settings.load(session)
    money = figures(paid(session, id), client, known)
    total = paid(session)
    payments = session.scalars(
        select(Payment).where(Payment.client_id == id).order_by(Payment.paid_on.desc(), Payment.id.desc())
    )
    return ClientDetail(
        id,
        client.name,
        {name: getattr(client, name) for name in EDITABLE},
        money.revenue,
        float(money.revenue / total) if total > 0 else None,
        money.worth,
        money.contribution,
        tuple(PaymentRow(p.id, p.paid_on, p.amount, p.what) for p in payments),
        tuple(dispute_list.of(session, Dispute.client_id == id)),
        known.own_style,
    )


def paid(session: Session, id: int | None = None) -> Decimal:
    """What came in during the last 365 days, from one client or from all."""
    query = select(func.sum(Payment.amount)).where(Payment.paid_on > a_year_ago())
    return session.scalar(query if id is None else query.where(Payment.client_id == id)) or Decimal(0)


def create(session: Session, name: str) -> int:
    client = Client(added_at=datetime.now(UTC))
    checks.change(client, {"name": name}, EDITABLE)
    client.sort_key = fold(client.name)
    session.add(client)
    session.flush()
    return client.id


def update(session: Session, id: int, **fields: Any) -> None:
    """Change fields by column name. InvalidInput names the one that cannot be as typed; nothing is then changed."""
    client = checks.find(session, Client, id)
    kept = checks.checked(Client, fields, EDITABLE)
    if kept.get("style"):
        checks.one_of("style", kept["style"], STYLES)
    for name, (least, most) in _RANGES.items():
        checks.between(name, kept.get(name), least, most)
    for name, (least, most) in _SHARES.items():
        checks.share(name, kept.get(name), least, most)
    checks.change(client, kept, EDITABLE)
    client.sort_key = fold(client.name)


def delete(session: Session, id: int) -> None:
    """Delete the client with all payments and disputes. WorldError while an e-mail to them is being handed over."""
    none_leaving(session, Dispute.client_id == id)
    session.delete(checks.find(session, Client, id))


def save_payment(session: Session, form: PaymentForm) -> int:
    """Add or change a payment; a refund is negative."""
    payment = checks.find(session, Payment, form.id) if form.id else Payment()
    payment.client = checks.find(session, Client, form.client_id)
    fields = {"paid_on": form.paid_on, "amount": form.amount, "what": form.what}
    checks.change(payment, fields, fields)
    session.add(payment)
    session.flush()
    return payment.id


def delete_payment(session: Session, id: int) -> None:
    session.delete(checks.find(session, Payment, id))
