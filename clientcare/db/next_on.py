"""When something is due in a dispute, our answer or theirs: kept by the file, so that lists are sorted by an index over it."""

from __future__ import annotations

from sqlalchemy import Connection

_DEPENDS_ON = "status, stage, due_on, waiting_until"
_DAY = """CASE
    WHEN status = 'waiting' THEN waiting_until
    WHEN status = 'open' AND stage IN ('listen', 'weigh', 'decide', 'write') THEN due_on
END"""
# A column that SQLite generates would say the same, but is read from the table even where an index holds it.
_TRIGGERS = {
    "dispute_next_on_added": "AFTER INSERT",
    "dispute_next_on_changed": f"AFTER UPDATE OF {_DEPENDS_ON}",
}


def install(connection: Connection) -> None:
    """Make sure that the file keeps `dispute.next_on` right from now on."""
    for name, when in _TRIGGERS.items():
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS {name} {when} ON dispute BEGIN "
            f"UPDATE dispute SET next_on = {_DAY} WHERE id = new.id AND next_on IS NOT {_DAY}; END"
        )


def work_out(connection: Connection) -> None:
    """Of all disputes there are."""
    connection.exec_driver_sql(f"UPDATE dispute SET next_on = {_DAY}")
