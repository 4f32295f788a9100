"""What was typed, checked before it is kept; each objection names the field and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, TypeVar

from sqlalchemy import JSON, Boolean, Column, Date, Double, Integer
from sqlalchemy.orm import Session

from clientcare.db.models import Base
from clientcare.db.types import THOUSANDTHS, Money, Utc
from clientcare.errors import Gone, InvalidInput
from clientcare.said import Said, mark
from clientcare.texts import UNKEEPABLE

E = TypeVar("E", bound=Base)
LINE, TEXT = 300, 50_000  # characters of a line, of a whole text
MOST = Decimal(10) ** 12
GONE = mark("This is no longer here: it was deleted meanwhile. Go back to the list and choose again.")
NOT_NEGATIVE = mark("This cannot be less than nothing. Type 0 or more.")
_LINES = frozenset({"name", "title", "greeting", "email", "phone", "website", "language", "what", "reference", "does", "job"})
_LINES |= {"label", "address_label", "email_label", "phone_label"}


def objection(field: str, text: str, **values: Any) -> NoReturn:
    raise InvalidInput(Said(text, values), field)


def find(session: Session, entity: type[E], id: int) -> E:
    """The record; raises Gone where there is none any more."""
    found = session.get(entity, id)
    if found is None:
        raise Gone(Said(GONE))
    return found


def change(record: Base, fields: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Set the fields, each checked against its column; a field nobody may set is our own mistake (TypeError)."""
    for name, value in checked(type(record), fields, allowed).items():
        setattr(record, name, value)


def checked(entity: type[Base], fields: Mapping[str, Any], allowed: Collection[str]) -> dict[str, Any]:
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"{entity.__name__} has no field to set named {', '.join(sorted(unknown))}")
    columns: Any = entity.__table__.columns
    return {name: _value(columns[name], name, value) for name, value in fields.items()}


def text(field: str, value: Any, most: int = TEXT) -> str:
    """Text as typed; None is empty."""
    if not isinstance(value, str | None):
        objection(field, mark("This is not text. Type it again."))
    kept = str(value or "")
    if len(kept) > most:
        objection(field, mark("This is too long. Shorten it to {most} characters."), most=most)
    if UNKEEPABLE.search(kept):
        objection(field, mark("This holds a character that cannot be kept. Delete it and type it again."))
    return kept


def required(field: str, value: Any) -> str:
    """One line that must not be empty, without blanks around it."""
    line = text(field, value, LINE).strip()
    return line or objection(field, mark("This is still empty. Type a word or two."))


def money(field: str, value: Any) -> Decimal:
    """An exact sum of at most three decimals."""
    amount = _decimal(field, value)
    if amount != amount.quantize(1 / THOUSANDTHS):
        objection(field, mark("This has too many decimals. Three are the most."))
    return amount


def not_negative(field: str, value: Decimal | float | None) -> None:
    if value is not None and value < 0:
        objection(field, NOT_NEGATIVE)


def between(field: str, value: float | None, least: float, most: float) -> None:
    if value is not None and not least <= value <= most:
        objection(field, mark("Type a number from {least} to {most}."), least=least, most=most)


def share(field: str, value: float | None, least: float = 0, most: float = 1) -> None:
    """A share is kept as 0 to 1 and typed in percent."""
    if value is not None and not least <= value <= most:
        objection(field, mark("Type a number from {least} to {most} %."), least=round(least * 100), most=round(most * 100))


def one_of(field: str, value: Any, words: Collection[str]) -> None:
    if value not in words:
        objection(field, mark("This answer is not one of those offered. Choose again."))


def _value(column: Column[Any], field: str, value: Any) -> Any:
    if value is None and column.nullable:
        return None
    if field in {"name", "title"}:
        return required(field, value)
    for kind, check in _CHECKS.items():
        if isinstance(column.type, kind):
            return check(field, value)
    return text(field, value, LINE if field in _LINES else TEXT)


def _decimal(field: str, value: Any) -> Decimal:
    try:
        amount = Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
    except InvalidOperation:
        amount = None
    if not isinstance(amount, Decimal) or not amount.is_finite():
        objection(field, mark("This is not a number. Type one, like 120."))
    if abs(amount) > MOST:
        objection(field, mark("This number is too large. Check it."))
    return amount


def _number(field: str, value: Any) -> float:
    return float(_decimal(field, value))


def _whole(field: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        objection(field, mark("This answer is not one of those offered. Choose again."))
    return value


def _day(field: str, value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        objection(field, mark("This is not a day. Choose one."))
    return value


def _moment(field: str, value: Any) -> datetime:
    if not isinstance(value, datetime):
        objection(field, mark("This is not a time. Choose one."))
    return value


def _flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool | None):
        objection(field, mark("Answer this with yes or no."))
    return bool(value)


def _words(field: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {text(field, key, LINE): text(field, word) for key, word in value.items()}
    if not isinstance(value, list | tuple | set | frozenset):
        objection(field, mark("This answer is not one of those offered. Choose again."))
    return sorted(text(field, word, LINE) for word in value)


_CHECKS: dict[type[Any], Callable[[str, Any], Any]] = {
    Money: money,
    Utc: _moment,
    Double: _number,
    Date: _day,
    Integer: _whole,
    Boolean: _flag,
    JSON: _words,
}
