"""The first day: three small steps, in any order."""

from __future__ import annotations

from collections.abc import Callable

from clientcare.ui.desk import Go
from clientcare.ui.reminding.today_cards import ItemCard
from clientcare.ui.wording import tr


def first_steps(go: Go, new_client: Callable[[], object], *, named: bool) -> list[ItemCard]:
    """The cards of an app without a client; `named`: the business has a name."""
    name = ItemCard(
        tr("Put your name on your letters"),
        tr("Business, address and what an hour of yours is worth. It takes a minute."),
        tr("Fill it in"),
        lambda: go("settings"),
        "today.first.settings",
    )
    name.set_pill(tr("Done") if named else "", "")
    client = ItemCard(
        tr("Add a client"),
        tr("What they pay you shows what is at stake before you decide."),
        tr("Add a client"),
        new_client,
        "today.first.client",
    )
    upset = ItemCard(
        tr("Somebody is upset right now?"),
        tr("Buy time first: a warm word is on its way in a minute, and you can think."),
        tr("Buy time first"),
        lambda: go("buy_time"),
        "today.first.buy_time",
    )
    return [name, client, upset]
