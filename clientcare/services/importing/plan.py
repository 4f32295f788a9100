"""What would become of each row of a file, before anything is written: plain data that the owner can still change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from clientcare.said import Said, mark
from clientcare.texts import keepable, one_line

if TYPE_CHECKING:
    from clientcare.incoming.people import Person

CLIENTS, PROVIDERS, PAYMENTS = "clients", "providers", "payments"
KINDS = (CLIENTS, PROVIDERS, PAYMENTS)
ADD, JOIN, SKIP, ASK = "add", "join", "skip", ""  # what the owner wants with someone in the file; ASK: not said yet
FATES = ("new", "joins", "ask", "skip")  # of a row

LEFT_OUT = Said(mark("Left out, as you wished"))
_FATE = {ADD: "new", JOIN: "joins", ASK: "ask", SKIP: "skip"}


@dataclass(slots=True)
class Party:
    """Someone a file names: a row's client or firm, or the one several payments came from.

    `twin`: the id of the client or firm here they are (`sure`) or look like, called `twin_name`; None: there is none.
    `choice`: ADD them as new, JOIN what is known of both, SKIP, or ASK. `rows`: how many rows name them.
    """

    person: Person
    twin: int | None = None
    twin_name: str = ""
    sure: bool = False
    choice: str = ADD
    rows: int = 1


@dataclass(slots=True)
class Item:
    """One row of a file. `why` it is left out whatever the owner says of `party`; `if_joined`: why, if they are joined.

    `party` is None only where `why` is not.
    """

    number: int
    party: Party | None
    why: Said | None = None
    if_joined: Said | None = None

    @property
    def fate(self) -> str:
        """One of FATES."""
        if self.why is not None or self.party is None or (self.if_joined is not None and self.party.choice == JOIN):
            return "skip"
        return _FATE[self.party.choice]

    @property
    def reason(self) -> Said | None:
        """Why it is left out, if it is."""
        if self.fate != "skip":
            return None
        return self.why or (self.if_joined if self.party is not None and self.party.choice == JOIN else LEFT_OUT)


@dataclass(slots=True)
class PaymentItem(Item):
    """A row with a payment; `paid_on` may be missing only where `why` is not."""

    paid_on: date | None = None
    amount: Decimal = Decimal(0)
    thousandths: int = 0  # the same, as the file keeps it
    what: str = ""
    job: str = ""
    reference: str = ""


@dataclass
class Plan:
    """All rows of one file in its order, and everyone they name. `problems`: what of the file could not be read at all."""

    kind: str
    file_name: str
    items: list[Item] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    problems: tuple[Said, ...] = ()

    def counts(self) -> Counter[str]:
        """How many rows have each of FATES."""
        return Counter(item.fate for item in self.items)

    def waiting(self) -> list[Party]:
        """Those the owner has still to say something about."""
        found = {id(item.party): item.party for item in self.items if item.fate == "ask"}
        return [party for party in found.values() if party is not None]

    def decide(self, parties: Iterable[Party], choice: str) -> None:
        """The owner's word on these; JOIN only where there is somebody to join."""
        for party in parties:
            if choice != JOIN or party.twin is not None:
                party.choice = choice

    def join(self, party: Party, id: int, name: str) -> None:
        """The owner's word that this is the client here of this id; whether their rows are here already is asked anew."""
        party.twin, party.twin_name, party.sure, party.choice = id, name, True, JOIN
        for item in self.items:
            item.if_joined = None

    def taken(self) -> list[Item]:
        """The rows that go in."""
        return [item for item in self.items if item.fate in ("new", "joins")]


def clean(text: str, most: int) -> str:
    """As it stood, without what no file of text can hold and without blanks around it; cut where it is too long."""
    return keepable(text)[:most].rstrip()


def line(text: str, most: int) -> str:
    """The same on one line."""
    if len(text) <= most and text.isprintable() and "  " not in text:
        return text.strip()  # almost always
    return clean(one_line(text), most)
