"""The owner's settings: those changed stand in the file, the others have the defaults of `clientcare.settings`."""

from __future__ import annotations

import dataclasses
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Setting
from clientcare.letters.communication import STYLES
from clientcare.said import mark
from clientcare.services import checks
from clientcare.settings import Settings

_KINDS = {field.name: str(field.type) for field in dataclasses.fields(Settings)}
_WORDS = {
    "paper": ("letter", "a4", "legal"),
    "appearance": ("system", "light", "dark"),
    "window": ("", "din5008a", "din5008b", "us10", "dl"),
    "own_style": ("", *STYLES),
    "mail_way": ("program", "direct"),
    "smtp_security": ("tls", "starttls"),
    "notices": ("", "quiet", "full"),
    "disputes_view": ("list", "board"),
}


def load(session: Session) -> Settings:
    stored = {s.key: json.loads(s.value) for s in session.scalars(select(Setting)) if s.key in _KINDS}
    return Settings(**{key: _read(key, value) for key, value in stored.items()})


def folder(session: Session) -> Path:
    """The data folder this session's file lies in."""
    _, _, file = session.connection().exec_driver_sql("PRAGMA database_list").one()
    return Path(file).parent


def update(session: Session, **fields: Any) -> None:
    """Change settings. InvalidInput names the one that cannot be as typed; an unknown one is a TypeError."""
    unknown = set(fields) - set(_KINDS)
    if unknown:
        raise TypeError(f"there is no setting named {', '.join(sorted(unknown))}")
    for key, value in fields.items():
        kept = _checked(key, value)
        session.merge(Setting(key=key, value=json.dumps(str(kept) if isinstance(kept, Decimal) else kept)))


def _read(key: str, value: Any) -> Any:
    return Decimal(value) if _KINDS[key].startswith("Decimal") and value is not None else value


def _checked(key: str, value: Any) -> Any:
    if value is None and _KINDS[key].endswith("None"):
        return None
    if _KINDS[key].startswith("Decimal"):
        return _sum(key, value)
    kept = checks.text(key, value, 4000).strip()
    if key in _WORDS:
        checks.one_of(key, kept, _WORDS[key])
    if key == "currency" and not re.fullmatch("[A-Z]{3}", kept):
        checks.objection(key, mark("A currency is three letters, like USD or EUR. Choose one."))
    if key == "day_presets" and not re.fullmatch(r"([1-9]\d{0,2}[dbwm](,[1-9]\d{0,2}[dbwm]){0,11})?", kept):
        checks.objection(key, mark("At most twelve, each a number up to 999 with days, working days, weeks or months."))
    if key == "locale" and not re.fullmatch("[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*", kept):
        checks.objection(key, mark("This is not a language and country, like en_US. Choose one."))
    if key == "smtp_port" and kept and not (kept.isascii() and kept.isdecimal() and 1 <= int(kept) <= 65535):
        checks.objection(key, mark("A port is a whole number up to 65535, usually 465 or 587."))
    if key == "email" and kept and not re.fullmatch(r"[^@\s]+@[^@\s]+", kept):
        checks.objection(key, mark("This is not an e-mail address. It needs one @ between two words."))
    return kept


def _sum(key: str, value: Any) -> Decimal:
    amount = checks.money(key, value)
    checks.not_negative(key, amount)
    if key == "margin" and amount > 1:
        checks.objection(key, mark("Of each sale at most all is left. Type a share up to 100 %."))
    return amount
