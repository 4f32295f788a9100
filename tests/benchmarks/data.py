"""The data that is measured on: a firm's history of any length, made in bulk and kept as long as this run."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from clientcare.db.database import FILE, open_database
from clientcare.db.models import Base
from clientcare.db.search import KINDS
from clientcare.paths import resource
from clientcare.services.finding import index
from clientcare.services.store import Store

SIZES = (1_000, 10_000, 100_000)
A_YEAR = 1_000  # disputes; however long the history, only the newest are open
OPEN, WAITING = 40, 20
DISPUTES_A_CLIENT = 5
AT_ONCE = 10_000  # rows to a statement

WORK = ("Hall tiles", "Kitchen worktop", "Bathroom leak", "Garden wall", "Website relaunch", "Wedding pictures", "Boiler")
TROUBLE = ("not the colour expected", "three weeks late", "scratched on delivery", "more than the quote", "done twice")
NAMES = ("Dana Whitfield", "Ravi Menon", "Ines Ortega", "Tom Baker", "Mei Lin", "Olu Adeyemi", "Greta Nilsson", "Sam Roth")
CAUSES = ("agreement", "quote", "website", "delivery", "expectation", "mistake")
EVENTS = ("call", "email", "note", "visit", "email", "offer", "answer", "call", "note", "payment")
COMMON = """
    the we to and they it a of was that is for you on not with our be called asked said today tomorrow again about because
    invoice refund paid promised week phone agreed photo tiles kitchen floor wall delivery colour late waiting answer letter
"""
WORDS_KNOWN = 8_000  # in all that is said
SENTENCES = 4_000


@cache
def scratch() -> Path:
    """A folder that lasts as long as this run."""
    return Path(_keeper().name)


@cache
def _keeper() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="clientcare-bench-", ignore_cleanup_errors=True)


@cache
def history(disputes: int) -> Path:
    """A data folder with so many disputes; made once a run, to be read only. Nothing of it can be searched for: making the
    index takes longer than all the rest, and only what measures it pays for it (`searchable`)."""
    folder = scratch() / f"history-{disputes}"
    database = open_database(folder / FILE)
    with database.writing.begin() as connection:
        for name, rows in _History(disputes).tables():
            for start in range(0, len(rows), AT_ONCE):
                connection.execute(insert(Base.metadata.tables[name]), rows[start : start + AT_ONCE])
        index.reached(connection, "")
    database.close()
    return folder


@cache
def searchable(disputes: int) -> Path:
    """The same with its index, to be read only."""
    folder = copy_of(history(disputes), f"searchable-{disputes}")
    database = open_database(folder / FILE)
    for kind in KINDS:
        with database.reading.connect() as connection:
            ids = index.all_ids(connection, kind)
        for start in range(0, len(ids), AT_ONCE):
            with database.writing.begin() as connection:
                index.renew_all(connection, kind, ids[start : start + AT_ONCE])
    with database.writing.begin() as connection:
        index.reached(connection, index.TIDY)
    database.close()
    store = Store.open(folder)
    while store.write(index.catch_up).result:
        pass
    store.close()
    return folder


def copy_of(folder: Path, name: str) -> Path:
    """A copy to write to."""
    return Path(shutil.copytree(folder, scratch() / name, dirs_exist_ok=True))


class _History:
    """The rows of a firm that has had many disputes, the same every time but for the days, which count back from today."""

    def __init__(self, disputes: int) -> None:
        self._count = disputes
        self._chance = random.Random(disputes)
        self._today = date.today()
        self._sentences = sentences()

    def tables(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Each table's rows, those first that others point at."""
        numbers = range(1, self._count + 1)
        clients = range(1, self._count // DISPUTES_A_CLIENT + 1)
        yield "client", [self._client(id) for id in clients]
        yield "payment", [self._payment(id, n) for id in clients for n in range(4)]
        yield "dispute", [self._dispute(n) for n in numbers]
        for start in range(1, self._count + 1, AT_ONCE // len(EVENTS)):  # a million at once would not fit
            some = range(start, min(start + AT_ONCE // len(EVENTS), self._count + 1))
            yield "timeline_event", [self._event(n, kind) for n in some for kind in EVENTS]
        yield "assessment", [{"id": n, "dispute_id": n, "owe": "part", "guesses": {}} for n in numbers]
        yield "decision", [self._decision(n) for n in numbers if self._age(n) >= OPEN]

    def _age(self, number: int) -> int:
        """How many disputes are newer."""
        return self._count - number

    def _day(self, number: int) -> date:
        return self._today - timedelta(days=self._age(number) * 365 // A_YEAR)

    def _client(self, id: int) -> dict[str, Any]:
        name = f"{NAMES[id % len(NAMES)]} {id}"
        return {"id": id, "name": name, "sort_key": name.casefold(), "added_at": _noon(self._today), "email": "c@example.org"}

    def _payment(self, client: int, number: int) -> dict[str, Any]:
        paid_on = self._today - timedelta(days=self._chance.randrange(1500))
        return {"client_id": client, "paid_on": paid_on, "amount": Decimal(self._chance.randrange(50, 2000)), "what": "Work"}

    def _dispute(self, number: int) -> dict[str, Any]:
        day, chance = self._day(number), self._chance
        title = f"{WORK[number % len(WORK)]} {TROUBLE[number % len(TROUBLE)]}, job {number}"
        return {
            "id": number,
            "client_id": chance.randrange(1, self._count // DISPUTES_A_CLIENT + 1),
            "reference": f"D-{number:06}",
            "title": title,
            "sort_key": title.casefold(),
            "opened_at": _noon(day),
            "told_on": day,
            "due_on": day + timedelta(days=14),
            "their_words": " ".join(chance.choices(self._sentences, k=2)),
            "asked": Decimal(chance.randrange(50, 3000)),
            **(self._closed(day) if self._age(number) >= OPEN + WAITING else self._current(number)),
        }

    def _closed(self, day: date) -> dict[str, Any]:
        chance = self._chance
        return {
            "status": "closed",
            "stage": "learn",
            "answer": "accepted",
            "answered_on": day + timedelta(days=10),
            "stayed": chance.choices(("yes", "no", "unknown"), (70, 25, 5))[0],
            "cause": chance.choice(CAUSES),
            "lesson": "A photo of the finish on every quote",
            "lesson_by": day + timedelta(days=40),
            "lesson_done": True,
            "waiting_until": None,
            "delivered": True,
            "closed_at": min(_noon(day + timedelta(days=20)), _noon(self._today)),
        }

    def _current(self, number: int) -> dict[str, Any]:
        """All keys of a closed one, too: the rows of one statement have the same columns."""
        waiting = self._age(number) >= OPEN
        same = dict.fromkeys(("answered_on", "lesson_by", "closed_at"))
        texts = dict.fromkeys(("answer", "stayed", "cause", "lesson"), "")
        until = self._today + timedelta(days=number % 21 - 7) if waiting else None
        state = {"status": "waiting", "stage": "follow"} if waiting else {"status": "open", "stage": "listen"}
        return {**same, **texts, **state, "waiting_until": until, "lesson_done": False, "delivered": False}

    def _event(self, dispute: int, kind: str) -> dict[str, Any]:
        at = _noon(self._day(dispute)) + timedelta(hours=self._chance.randrange(200))
        return {"dispute_id": dispute, "kind": kind, "at": at, "text": " ".join(self._chance.choices(self._sentences, k=2))}

    def _decision(self, dispute: int) -> dict[str, Any]:
        day = self._day(dispute)
        return {
            "dispute_id": dispute,
            "assessment_id": dispute,
            "way": "give",
            "way_kind": "give",
            "offer_ids": [],
            "stay": 0.7,
            "look_back_on": day + timedelta(days=90),
            "decided_at": _noon(day + timedelta(days=5)),
        }


@cache
def sentences() -> tuple[str, ...]:
    """What people say: a few words all the time, thousands of others now and then."""
    chance, lines = random.Random(7), resource("spelling", "en_US.dic").read_text("utf-8").split()
    rare = [word for word in (line.partition("/")[0] for line in lines) if word.isalpha() and word.islower() and len(word) > 3]
    common = COMMON.split()
    known = [*common, *chance.sample(rare, WORDS_KNOWN - len(common))]
    weights = list(accumulate(1 / (place + 4) for place in range(len(known))))
    said = (chance.choices(known, cum_weights=weights, k=chance.randrange(5, 12)) for _ in range(SENTENCES))
    return tuple(f"{' '.join(words).capitalize()}." for words in said)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
