"""The facts of one letter of each kind in each language, made up for the tour: read from `resources/sample/letters.toml`."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from clientcare.letters.dates import working_days
from clientcare.letters.facts import Facts, Handover, Letterhead, Offer, Provider, Recipient
from clientcare.letters.how_we_work import HowWeWork
from clientcare.paths import resource

_TYPES = {(made, field.name): str(field.type) for made in (Facts, Offer) for field in dataclasses.fields(made)}


def example(kind: str, language: str, written_on: date) -> Facts:
    """Whole facts for a letter of this kind; their days are counted from `written_on`."""
    stored = _read()
    shared = stored[language]
    told = {**shared, **shared.get(kind, {})}
    head = Letterhead(**{**stored["letterhead"], **shared.get("letterhead", {})})
    known = {name: _typed(Facts, name, value, written_on) for name, value in told.items() if (Facts, name) in _TYPES}
    return Facts(
        **{
            **known,
            "letterhead": head,
            "recipient": Recipient(**told["recipient"]),
            "written_on": written_on,
            "reference": told.get("reference", f"D-{written_on.year}-014"),
            "handover": _handover(told.get("handover"), written_on),
            "offers": tuple(_offer(offer, written_on) for offer in told.get("offers", ())),
            "providers": tuple(Provider(**firm) for firm in told.get("providers", ())),
        }
    )


def _handover(stored: Mapping[str, Any] | None, written_on: date) -> Handover | None:
    if not stored or "consented_on" not in stored:
        return None  # the facts of that kind, which stand beside those shared by all
    days = {"consented_on": written_on + timedelta(days=stored["consented_on"]), "may_know": tuple(stored["may_know"])}
    return Handover(**{**stored, **days})


def sheet(language: str) -> HowWeWork:
    """What a business says of how it works."""
    return HowWeWork(**_read()[language]["how_we_work"])


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(resource("sample", "letters.toml").read_text(encoding="utf-8"))


def _offer(stored: Mapping[str, Any], written_on: date) -> Offer:
    return Offer(**{name: _typed(Offer, name, value, written_on) for name, value in stored.items()})


def _typed(made: type[Facts] | type[Offer], name: str, value: Any, written_on: date) -> Any:
    kind = _TYPES[made, name]
    if kind.startswith("date"):
        return working_days(written_on, value) if value > 0 else written_on + timedelta(days=value)
    return Decimal(value) if kind.startswith("Decimal") else value
