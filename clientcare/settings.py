"""Every setting, declared once: its key is the field's name, its type the annotation, and here are default and title."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from clientcare.said import mark


def _setting(default: Any, title: str) -> Any:
    return field(default=default, metadata={"title": title})


@dataclass(frozen=True)
class Settings:
    """What the owner has told us about the business. Money in the business's own currency; shares from 0 to 1."""

    business_name: str = _setting("", mark("Business name"))
    owner_name: str = _setting("", mark("Your name"))
    address: str = _setting("", mark("Address"))
    phone: str = _setting("", mark("Phone"))
    email: str = _setting("", mark("E-mail"))
    website: str = _setting("", mark("Website"))
    currency: str = _setting("USD", mark("Currency"))
    locale: str = _setting("en_US", mark("Dates and money look like"))
    paper: str = _setting("letter", mark("Paper"))
    hour_worth: Decimal = _setting(Decimal("35"), mark("What an hour of yours is worth"))
    margin: Decimal = _setting(Decimal("0.4"), mark("What is left of each sale after its costs"))
    savings: Decimal | None = _setting(None, mark("Savings you could live on"))
    monthly_costs: Decimal | None = _setting(None, mark("What a month costs you"))
    window: str = _setting("", mark("Envelope with a window"))
    own_style: str = _setting("", mark("How you talk"))
    own_style_answers: str = _setting("", mark("Tap what fits; leave out what you do not know."))
    work_scope: str = _setting("", mark("What you do, and what is extra"))
    work_price: str = _setting("", mark("How your prices come about"))
    work_changes: str = _setting("", mark("When something changes on the way"))
    work_payment: str = _setting("", mark("How and when you are paid"))
    work_complaints: str = _setting("", mark("If something is not right"))
    work_lessons: str = _setting("", mark("What past work has taught you, one a line"))
    routes: str = _setting("", mark("Who else they can turn to"))
    routes_country: str = _setting("", mark("Country this is true for"))
    routes_checked: str = _setting("", mark("Last checked on"))
    mail_way: str = _setting("program", mark("How your e-mails leave"))
    smtp_host: str = _setting("", mark("Mail server"))
    smtp_port: str = _setting("", mark("Port"))
    smtp_security: str = _setting("tls", mark("How the connection is protected"))
    smtp_user: str = _setting("", mark("User name"))
    day_presets: str = _setting("1d,2b,1w,2w,1m", mark("Days you often choose"))
    notices: str = _setting("", mark("A notice when something is due"))
    disputes_view: str = _setting("list", mark("Disputes are shown as"))
    second_place: str = _setting("", mark("Where a backup was last saved to"))
    second_place_on: str = _setting("", mark("When that was"))
    appearance: str = _setting("system", mark("Appearance"))


TITLES: dict[str, str] = {one.name: one.metadata["title"] for one in fields(Settings)}
