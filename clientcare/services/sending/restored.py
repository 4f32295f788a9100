"""After a restore nobody knows which e-mails have gone since the backup was made: none of them goes again by itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from clientcare.said import Said, mark
from clientcare.services.sending.outbox_rows import kept

SINCE = mark("It was still to go when the backup was made that you restored, so it may have gone since.")


def hold_back(connection: Any) -> None:
    """What waits in a file that is to be restored may have arrived; the owner says. `connection`: a bare one."""
    now, why = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}", json.dumps(kept(Said(SINCE)))
    sql = "UPDATE sending SET state = 'maybe', ended_at = ?, trouble = ? WHERE state IN ('waiting', 'handing_over')"
    connection.execute(sql, (now, why))
