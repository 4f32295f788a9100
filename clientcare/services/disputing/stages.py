"""The six steps a dispute stands at, in order; on its own it only ever moves forward."""

from __future__ import annotations

from clientcare.db.models import Dispute

STAGES = ("listen", "weigh", "decide", "write", "follow", "learn")


def advance(dispute: Dispute, stage: str) -> None:
    """Move on to `stage`, unless it is further along already."""
    dispute.stage = max(dispute.stage, stage, key=STAGES.index)
