"""Says a number in its unit as an owner would: `$780`, `70 %`, `4 h`, `6 months`."""

from __future__ import annotations

from clientcare.decision.moves import NEVER
from clientcare.ui.wording import Wording, tr


def in_words(value: float, unit: str, words: Wording) -> str:
    """`unit`: money, chance or share (0 to 1), hours, months or clients."""
    if unit == "money":
        return words.whole_money(value)
    if unit in ("chance", "share"):
        return words.percent(value)
    if unit == "months":
        return tr("never") if value >= NEVER else tr("at once") if round(value) == 0 else tr("%n month(s)", round(value))
    return tr("{hours} h", hours=words.count(value)) if unit == "hours" else words.count(value)
