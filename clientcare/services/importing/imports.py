"""Taking files in: looked at, planned and compared first, then written all or nothing, and taken back as a whole."""

from __future__ import annotations

from sqlalchemy.orm import Session

from clientcare.db.models import Client
from clientcare.records import TakenIn
from clientcare.services import checks
from clientcare.services.finding import index
from clientcare.services.importing import bulk, clients, payers, payments, providers, source
from clientcare.services.importing.clients import Here, here
from clientcare.services.importing.plan import CLIENTS, PAYMENTS, PROVIDERS, Party, Plan
from clientcare.services.importing.sides import sides
from clientcare.services.importing.source import Wanted, read
from clientcare.services.importing.undoing import past, take_back
from clientcare.services.progress import Progress

__all__ = ["Wanted", "check", "compare", "here", "join", "past", "plan", "read", "sides", "take_back", "take_in"]


def plan(wanted: Wanted, progress: Progress) -> Plan:
    """Read every row; needs no data. Where there is no mind yet on anybody, all are new."""
    found = wanted.source
    made = Plan(wanted.kind, found.name)
    if wanted.kind == PAYMENTS:
        assert found.table is not None and wanted.mapping is not None
        reading = payments.Reading(wanted.mapping, wanted.currency, wanted.less_fees)
        made.items, made.parties = payments.items(found.table, reading, progress)
    else:
        made.items, made.parties = clients.items(source.people(found, wanted.mapping, progress))
    made.problems = tuple(found.cards.broken) if found.cards is not None else ()
    return made


def compare(made: Plan, known: Here, progress: Progress) -> None:
    """Find who of the file is here already; `known` was read by `here`, the data is not needed."""
    progress.begin(len(made.parties))
    if made.kind == CLIENTS:
        clients.compare(made, known, progress)
    elif made.kind == PAYMENTS:
        payers.compare(made, known, progress)


def check(session: Session, made: Plan, wanted: Wanted) -> Plan:
    """Leave out what the data holds already."""
    if made.kind == CLIENTS:
        clients.leave_out_known(session, made)
    elif made.kind == PROVIDERS:
        providers.compare(session, made)
    else:
        payers.leave_out_known(session, made, wanted.mapping.source if wanted.mapping else "")
    return made


def join(session: Session, made: Plan, party: Party, id: int, wanted: Wanted) -> Plan:
    """Somebody in the file is this client, as the owner says. Gone if the client was deleted meanwhile."""
    made.join(party, id, checks.find(session, Client, id).name)
    return check(session, made, wanted)


def take_in(session: Session, made: Plan, progress: Progress) -> TakenIn:
    """Write it, all or nothing. Raises Stopped where the owner wants no more: nothing is changed then."""
    batch = bulk.begin(session, made.kind, made.file_name)
    taken = made.taken()
    progress.begin(2 * len(clients.wanted(taken)) + len(taken) * (made.kind == PAYMENTS))
    done = _WRITERS[made.kind](session, taken, batch, progress)
    bulk.remember(session, batch, done.changed)
    kind = "provider" if made.kind == PROVIDERS else "client"
    for some in progress.bites([*done.clients, *done.firms, *(each[kind] for each in done.changed)]):
        index.renew_all(session.connection(), kind, some)
    batch.added = done.payments or len(done.clients) + len(done.firms)
    batch.skipped = len(made.items) - len(taken) + len(made.problems)
    counted = (len(done.clients), len(done.joined), len(done.firms), done.payments, batch.skipped)
    return TakenIn(batch.id, made.kind, *counted)


_WRITERS = {CLIENTS: clients.take_in, PROVIDERS: providers.take_in, PAYMENTS: payers.take_in}
