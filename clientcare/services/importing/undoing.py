"""Taking a whole import back: what nobody has used or changed since goes, the rest stays and is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.journal import TABLES, fetch
from clientcare.db.models import ImportBatch
from clientcare.records import PastImport, TakenBack
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.batches import in_bites
from clientcare.services.finding import index
from clientcare.services.importing import bulk
from clientcare.services.progress import Progress

DONE = mark("This import was taken back already.")
_USED = {  # what makes a record one the owner works with: whoever stands in one of these columns
    "client": (("payment", "client_id"), ("dispute", "client_id"), ("reminder", "client_id"), ("client", "sent_by_id")),
    "provider": (("referral", "provider_id"),),
}


def past(session: Session) -> list[PastImport]:
    """Every file that was taken in, the newest first."""
    b = ImportBatch
    query = select(b.id, b.kind, b.file_name, b.at, b.added, b.skipped, b.undone_at).order_by(b.id.desc())
    return [PastImport(*row) for row in session.execute(query)]


def take_back(session: Session, id: int, progress: Progress) -> TakenBack:
    """Remove what an import added, and what it changed becomes as it was, where nobody has touched it since.

    Raises Stopped where the owner wants no more, and InvalidInput where it was taken back before.
    """
    batch = checks.find(session, ImportBatch, id)
    if batch.undone_at is not None:
        checks.objection("", DONE)
    were = bulk.remembered(batch)
    progress.begin(sum(len(sums) * (1 if table == "payment" else 2) for table, sums in were.items()))
    removed, kept, names = 0, {}, []
    for table in ("payment", "client", "provider"):
        gone, left = _remove(session, batch.id, table, were.get(table, {}), progress)
        removed, kept[table] = removed + len(gone), left
        names += _names(session, table, left) if table != "payment" else []
    for each in batch.changed:
        if "before" in each:
            names += _restore(session, each)
    batch.undone_at = datetime.now(UTC)
    return TakenBack(removed, tuple(dict.fromkeys(names)), len(kept["payment"]))


def _remove(session: Session, batch: int, table: str, were: dict[int, int], progress: Progress) -> tuple[set[int], set[int]]:
    """Delete those that are as they came; the ids that went, and of those that are there still the ones that stay."""
    are = bulk.marks(session, table, batch)
    used = _used(session, table, are)
    gone = {id for id, sum in are.items() if were.get(id) == sum and id not in used}
    for some in in_bites(sorted(gone)):
        progress.step(len(some))
        session.connection().exec_driver_sql(f'DELETE FROM "{table}" WHERE id IN ({_places(some)})', some)
    for bite in progress.bites([] if table == "payment" else sorted(gone)):
        index.renew_all(session.connection(), table, bite)
    return gone, are.keys() - gone


def _used(session: Session, table: str, ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for other, column in _USED.get(table, ()):
        for some in in_bites(ids):
            sql = f'SELECT DISTINCT "{column}" FROM "{other}" WHERE "{column}" IN ({_places(some)})'
            found.update(session.connection().exec_driver_sql(sql, some).scalars())
    return found


def _names(session: Session, table: str, ids: Iterable[int]) -> list[str]:
    found: list[str] = []
    for some in in_bites(sorted(ids)):
        sql = f'SELECT name FROM "{table}" WHERE id IN ({_places(some)}) ORDER BY id'
        found += session.connection().exec_driver_sql(sql, some).scalars()
    return found


def _restore(session: Session, change: dict[str, Any]) -> list[str]:
    """Put a client or firm back as it was before; its name, if something of it has been changed since and stays."""
    connection = session.connection()
    table = "client" if "client" in change else "provider"
    now = fetch(connection, table, (change[table],))
    if now is None:
        return []
    as_left = {name: before for name, before in change["before"].items() if now[name] == change["after"][name]}
    if as_left:
        columns = TABLES[table].c
        connection.execute(TABLES[table].update().where(columns.id == change[table]).values(**as_left))
    stays = len(as_left) < len(change["before"])
    for other, id, *as_added in change["beside"]:
        stays = not _remove_beside(session, other, id, as_added) or stays
    index.renew_all(connection, table, [change[table]])
    return [now["name"]] if stays else []


def _remove_beside(session: Session, table: str, id: int, as_added: list[str]) -> bool:
    """Whether a further way to reach a client, or a tag, is gone: it stays where the owner has changed it."""
    now = fetch(session.connection(), table, (id,))
    if now is None:
        return True
    if [now[name] for name in (("label", "value") if table == "contact_point" else ("text",))] != as_added:
        return False
    session.connection().exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (id,))
    return True


def _places(ids: Collection[int]) -> str:
    return ", ".join("?" * len(ids))
