"""How the owner's own clients come back, read from their payments.

An approximation: the model is made for contracts, whose end can be seen, and here nobody gives notice. A client counts as
having come back after a year if they paid at any time from then on. Whoever will be back only after a gap that has not
ended yet counts as gone, and a payment that was paid back later still counts as a visit.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Integer, Select, cast, func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Payment
from clientcare.decision.retention import RetentionModel, fit_retention

FEWEST = 10  # clients; fewer carry no chance of their own
YEAR = 365  # days


def model(session: Session, today: date | None = None) -> RetentionModel | None:
    """How clients come back, fitted to all who were seen long enough; None below ten of them, or where it cannot be told.

    Years of 365 days count from a client's first payment. Whether they came back for another one is known once it has
    passed completely: who began T + 1 years ago tells about T times. Refunds and payments dated ahead are not looked at.
    """
    clients = _first_and_last(today or date.today()).subquery()
    times, back = clients.c.seen, func.min(clients.c.back, clients.c.seen)
    counted = session.execute(select(times, back, func.count()).where(times >= 1).group_by(times, back))
    groups: dict[int, list[int]] = {}
    for seen, came_back, count in counted:
        group = groups.setdefault(seen, [0] * (seen + 1))
        for year in range(came_back + 1):
            group[year] += count
    if sum(group[0] for group in groups.values()) < FEWEST:
        return None
    try:
        return fit_retention(list(groups.values()))
    except ValueError:  # nobody has left so far, or nobody has stayed
        return None


def chance(session: Session, client_id: int, model: RetentionModel, today: date | None = None) -> float:
    """The chance (0 to 1) that this client comes back next year, after as many years as they have come back already.

    Never quite 0 or 1: from n clients nobody can tell that it is rarer than once in n + 2 (Laplace's rule of succession).
    """
    query = _first_and_last(today or date.today()).where(Payment.client_id == client_id)
    found = session.execute(query).first()
    edge = 1 / (model.clients + 2)
    return min(max(model.retention(1 + (found.back if found else 0)), edge), 1 - edge)


def _first_and_last(today: date) -> Select[int, int, int]:
    """By client: how many renewals could be `seen`, and in which of their years they were `back` last, the first being 0.

    Reads nothing but ix_payment_client_day, in its order.
    """
    first, last = (func.julianday(day(Payment.paid_on)) for day in (func.min, func.max))
    seen = cast(func.julianday(today.isoformat()) - first, Integer) // YEAR - 1
    back = cast(last - first, Integer) // YEAR
    paid = select(Payment.client_id, seen.label("seen"), back.label("back"))
    return paid.where(Payment.amount > 0, Payment.paid_on <= today).group_by(Payment.client_id)
