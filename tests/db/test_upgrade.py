"""A file of an earlier version, with a row in every table, opened by this one: nothing is lost, the new parts are empty."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from data_file import MIGRATE, on_posix, shape
from sqlalchemy import create_engine

import clientcare.db
from clientcare.db import health
from clientcare.db.database import APPLICATION_ID, FILE, SCHEMA
from clientcare.records import DecisionForm, OfferForm, PartRow
from clientcare.services import (
    decisions,
    disputes,
    drafts,
    known,
    letters,
    payments,
    referrals,
    reminders,
    settings,
    traits,
)
from clientcare.services.store import Store

THEN = "2026-03-04 10:11:12.000000"


def row(**values: Any) -> dict[str, Any]:
    """A row as it stands in the file, by its columns."""
    return values


ROWS: dict[str, dict[str, Any]] = {
    "client": row(
        id=1, name="Dana Okafor", sort_key="dana okafor", greeting="Dana", address="8 Elm Street",
        email="d@home.example", phone="0117", language="en", notes="Best after four",
        margin=0.35, hours_beyond=2.5, retention=0.8,
        clients_sent=0.3, added_at=THEN,
    ),
    "payment": row(id=1, client_id=1, paid_on="2025-12-24", amount=1_530_500, what="Hall floor"),
    "provider": row(
        id=1, name="Pioneer", sort_key="pioneer", does="Slate", phone="0181", email="o@p.example", website="p.example",
        tie="None", notes="Booked ahead",
    ),
    "setting": row(key="business_name", value='"Rivera Home Repairs"'),
    "form_draft": row(form="new_dispute", record_id=0, texts='{"title": "half typ"}', at=THEN),
    "dispute": row(
        id=1, client_id=1, reference="D-2026-001", title="Hall tiles", sort_key="hall tiles", opened_at=THEN,
        status="open", stage="decide", screen="decide", mood="tense", their_words="“Not matt”", channel="phone",
        told_on="2026-03-04", due_on="2026-03-09", triage='["legal"]', about="your hall", agreed="by code",
        agreed_where="quote", rephrase="the photo showed matt", rephrase_confirmed=1, feeling="let_down", asked=480_000,
        waiting_until=None, answer="", answered_on=None, answer_offer_id=None, answer_note="", deliver_by=None,
        delivered=0, stayed="", complained="", final_cost=None, cause="quote", lesson="A photo", lesson_by="2026-04-01",
        lesson_done=0, closed_at=None,
    ),
    "assessment": row(
        id=1, dispute_id=1, version=1, they_hold=0, owe="part", owe_sum=150_000, want_back="gladly", if_no="leave",
        part="some", part_note="Named by code", need_unmet=0, need="", known=None, frozen_at=None,
        guesses='{"harm": {"value": 700.0, "sure": "unsure"}}',
    ),
    "offer": row(
        id=1, assessment_id=1, position=0, title="$160 back", details="By check", cost=160_000, worth=160_000,
        hours=500, owed_from="us", owed=160_000, owed_by="2026-03-20",
    ),
    "decision": row(
        id=1, dispute_id=1, assessment_id=1, way="offer-1", way_kind="compromise", advised="offer-1", offer_ids="[1]",
        why="She is right about the photo", stay=0.75, look_back_on="2026-06-01", decided_at=THEN,
    ),
    "letter": row(
        id=1, dispute_id=1, kind="compromise", state="draft", how="", subject="Your hall", edits='{"k": "words"}',
        facts='{"about": "your hall"}', provider_ids="[1]", open_until="2026-03-20", content=None, pdf=b"%PDF-",
        sha256="", written_at=THEN,
    ),
    "timeline_event": row(id=1, dispute_id=1, kind="call", at=THEN, by="them", text="She called", private=0),
}
SECOND: dict[str, dict[str, Any]] = {  # what the second version added
    "client": row(marks='{"1": true}'),
    "dispute": row(
        led_to_it="The photo", really_need="A proud hall", common_ground="Both want it done", stranger="Both",
        paused_until=THEN,
    ),
    "assessment": row(closer=1, mistake_words="The code", revenue=2_000_000, years=4),
    "offer": row(parts='[{"kind": "money", "cost": "160", "worth": "160", "hours": "0.5"}]', reaches=0.5),
    "trait": row(id=1, position=0, text="Pays on time"),
}
THIRD: dict[str, dict[str, Any]] = {
    "client": row(style="steady", style_answers="pace: slow"),
    "letter": row(style="direct", kept='["blame: you"]', state="done", how="printed"),
    "letter_version": row(id=1, letter_id=1, at=THEN, subject="Your hall", edits="{}", facts="{}", style=""),
    "own_wording": row(language="en", kind="apology", passage="close", text="Thank you, {name}."),
    "known_word": row(language="en", word="grout"),
    "artwork": row(name="logo", content=b"PNG", file_name="logo.png"),
}
FOURTH: dict[str, dict[str, Any]] = {
    "provider": row(area="Bristol", person="Olu", address="1 Quay"),
    "letter": row(held_until=THEN, provider_id=None, corrects_id=None, sent_at=THEN, sent_to="Dana", sort_key="your hall"),
    "sending": row(
        id=1, letter_id=1, state="sent", sender="r@r.example", recipient="d@home.example", message_id="<1@r.example>",
        message=b"Subject: x", queued_at=THEN, due_at=THEN, tries=1, trouble=None, ended_at=THEN,
    ),
    "referral": row(
        id=1, dispute_id=1, provider_id=1, referred_on="2026-03-05", consent="yes", consent_on="2026-03-05",
        consent_how="by phone", may_know='["name"]', handed_over_on=None, went="", note="", thanked_on=None,
    ),
}


def _with(rows: dict[str, dict[str, Any]], more: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: rows.get(name, {}) | more.get(name, {}) for name in rows | more}


OF_VERSION = {"0001": ROWS, "0002": _with(ROWS, SECOND)}
OF_VERSION["0003"] = _with(OF_VERSION["0002"], THIRD)
OF_VERSION["0004"] = _with(OF_VERSION["0003"], FOURTH)


@pytest.fixture
def old(folder: Path) -> Path:
    """A folder whose file the first version of the program left, with a row of every table."""
    return left_by("0001", folder)


def left_by(version: str, folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    config = Config()
    config.set_main_option("script_location", str(Path(clientcare.db.__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{folder / FILE}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    with sqlite3.connect(folder / FILE) as file:
        for table, row in OF_VERSION[version].items():
            places = ", ".join("?" * len(row))
            file.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))
        file.execute(f"PRAGMA application_id={APPLICATION_ID}")
        file.execute(f"PRAGMA user_version={int(version)}")
    (folder / FILE).chmod(0o600)
    return folder


def stored(folder: Path, table: str, columns: str = "*") -> dict[str, Any]:
    with sqlite3.connect(folder / FILE) as file:
        file.row_factory = sqlite3.Row
        (row,) = file.execute(f"SELECT {columns} FROM {table}")
        return dict(row)


@pytest.mark.parametrize("version", OF_VERSION)
def test_there_is_a_row_of_every_table_with_every_column_of_that_version(folder: Path, version: str) -> None:
    rows = OF_VERSION[version]
    with sqlite3.connect(left_by(version, folder) / FILE) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert {name for name in names if not name.startswith(("sqlite_", "alembic"))} == rows.keys()
    assert all(stored(folder, table).keys() == row.keys() for table, row in rows.items())


def test_nothing_is_lost_and_the_new_columns_are_empty(old: Path) -> None:
    Store.open(old).close()
    for table, row in ROWS.items():
        assert stored(old, table, ", ".join(row)) == row, table
    new = {(table, name): value for table, row in ROWS.items() for name, value in stored(old, table).items() if name not in row}
    assert new == {
        ("client", "marks"): None,
        ("client", "style"): "",
        ("client", "style_answers"): "",
        **{("client", name): None for name in ("archived_at", "sent_by_id", "import_id")},
        **{("client", f"{kind}_label"): "" for kind in ("address", "email", "phone")},
        **{("payment", "job"): "", ("payment", "reference"): "", ("payment", "import_id"): None},
        **{("provider", "import_id"): None, ("timeline_event", "message_id"): "", ("timeline_event", "edited_at"): None},
        ("letter", "style"): "",
        ("letter", "kept"): "[]",
        **{("letter", name): None for name in ("held_until", "provider_id", "corrects_id", "sent_at")},
        ("letter", "sent_to"): "",
        ("letter", "sort_key"): "your hall",
        **{("provider", name): "" for name in ("area", "person", "address")},
        **{("dispute", name): "" for name in ("led_to_it", "really_need", "common_ground", "stranger")},
        ("dispute", "paused_until"): None,
        ("assessment", "closer"): 0,
        ("assessment", "mistake_words"): "",
        ("assessment", "revenue"): None,
        ("assessment", "years"): None,
        ("offer", "parts"): "[]",
        ("offer", "reaches"): None,
        ("dispute", "next_on"): "2026-03-09",  # as due_on says: worked out for what was there before
    }


def test_it_then_has_the_shape_of_a_new_file(old: Path, tmp_path: Path) -> None:
    Store.open(old).close()
    Store.open(tmp_path / "new").close()
    with sqlite3.connect(old / FILE) as upgraded, sqlite3.connect(tmp_path / "new" / FILE) as fresh:
        assert shape(upgraded) == shape(fresh)
        assert upgraded.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert upgraded.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_owner_goes_on_where_they_were(old: Path) -> None:
    store = Store.open(old)
    found = store.read(lambda s: disputes.detail(s, 1))
    assert found.title == "Hall tiles" and found.answers["harm"] == {"value": 700.0, "sure": "unsure"}
    assert (found.answers["closer"], found.answers["really_need"], found.answers["paused_until"]) == (False, "", None)
    assert (found.offers[0].title, found.offers[0].parts, found.offers[0].reaches) == ("$160 back", (), None)
    assert found.decision is not None and found.decision.way == "offer-1"
    assert found.events[0].text == "She called" and found.letters[0].subject == "Your hall"
    weighed = store.read(lambda s: decisions.assessment(s, 1))
    assert (weighed.ask, weighed.owed, weighed.years) == (480, 150, 5)
    assert weighed.harm is not None and weighed.harm.likely == 700
    assert store.read(lambda s: known.about(s, 1)).fit.traits == ()
    assert [row.way for row in store.read(lambda s: decisions.versions(s, 1))] == ["offer-1"]
    assert store.read(lambda s: payments.view(s, 1)).first[0].amount == Decimal("1530.5")
    assert store.read(referrals.rows)[0].does == "Slate"
    assert store.read(settings.load).business_name == "Rivera Home Repairs"
    assert store.read(lambda s: drafts.get(s, "new_dispute", 0)) == {"title": "half typ"}
    assert store.read(lambda s: letters.current_draft(s, 1, "compromise")).edits == {"k": "words"}
    assert store.read(lambda s: reminders.today(s, datetime.now(UTC).date())).open_disputes == 1

    def write(session: Any) -> None:
        traits.mark(session, 1, traits.save(session, "Pays on time"), True)
        disputes.update(session, 1, really_need="A hall to be proud of")
        parts = (PartRow("money", Decimal(160), Decimal(160)),)
        decisions.save_offer(session, OfferForm(1, "$160 back", Decimal(160), Decimal(160), parts=parts, id=1))
        decisions.decide(session, DecisionForm(1, "hold"))

    store.write(write)
    assert store.read(lambda s: traits.fit(s, 1)).having == 1
    assert store.read(lambda s: disputes.detail(s, 1)).offers[0].parts[0].kind == "money"
    store.close()


KILLED_AT = [
    *product(["0001"], range(1, 120, 11)),
    *product(["0002"], range(3, 100, 14)),
    *product(["0003"], range(2, 80, 11)),
    *product(["0004"], range(4, 60, 7)),
]


@on_posix
@pytest.mark.parametrize(("version", "statement"), KILLED_AT)
def test_an_upgrade_killed_at_any_moment_leaves_the_old_file_or_the_new_one(folder: Path, version: str, statement: int) -> None:
    left_by(version, folder)
    code = subprocess.run([sys.executable, "-c", MIGRATE, str(folder), str(statement)], check=False).returncode
    assert code in (0, -signal.SIGKILL)
    for table, row in OF_VERSION[version].items():
        assert stored(folder, table, ", ".join(row)) == row, table
    store = Store.open(folder)
    assert json.dumps(store.read(lambda s: disputes.detail(s, 1)).answers["triage"]) == '["legal"]'
    store.close()


KILLS = 50


@on_posix
@pytest.mark.slow
@pytest.mark.parametrize("version", OF_VERSION)
def test_an_upgrade_killed_fifty_times_loses_nothing(tmp_path: Path, version: str) -> None:
    """At statements spread over the whole upgrade and, every other time, at any moment of it, its backup included."""
    chance, killed, whole = random.Random(int(version)), 0, 0
    left_by(version, tmp_path / "old")
    last = statements_of_the_upgrade(tmp_path / "old", tmp_path / "counted")
    while killed < KILLS:
        folder = tmp_path / f"{killed}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "old", folder)
        at = chance.randint(1, last) if killed % 2 else 10**6
        process = subprocess.Popen([sys.executable, "-c", MIGRATE, str(folder), str(at)])
        if at > last:
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.3, 1.5))
            process.kill()
        killed += process.wait() == -signal.SIGKILL
        whole += is_old_or_new(folder, version)
        shutil.rmtree(folder)
    print(f"killed {killed} times during the upgrade from {version}, whole {whole}")
    assert whole >= killed >= KILLS


def statements_of_the_upgrade(old: Path, folder: Path) -> int:
    """How many there are until the file is opened."""
    shutil.copytree(old, folder)
    counted = MIGRATE.replace("Store.open(Path(sys.argv[1])).close()", "Store.open(Path(sys.argv[1])).close(); print(-left)")
    said = subprocess.run([sys.executable, "-c", counted, str(folder), "0"], check=True, capture_output=True, text=True)
    return int(said.stdout)


def is_old_or_new(folder: Path, version: str) -> bool:
    """Every row is there; the file is of the old version or the new, and opens whole as the new."""
    for table, row in OF_VERSION[version].items():
        assert stored(folder, table, ", ".join(row)) == row, table
    with sqlite3.connect(folder / FILE) as file:
        assert file.execute("PRAGMA user_version").fetchone() in ((int(version),), (SCHEMA,))
    Store.open(folder).close()
    assert health.sound(folder / FILE, lambda: None) == ()
    with sqlite3.connect(folder / FILE) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    return True


@pytest.mark.parametrize("version", ["0002", "0003", "0004"])
def test_nothing_of_a_later_version_is_lost_either(folder: Path, tmp_path: Path, version: str) -> None:
    Store.open(left_by(version, folder)).close()
    for table, row in OF_VERSION[version].items():
        assert stored(folder, table, ", ".join(row)) == row, table
    Store.open(tmp_path / "new").close()
    with sqlite3.connect(folder / FILE) as upgraded, sqlite3.connect(tmp_path / "new" / FILE) as fresh:
        assert shape(upgraded) == shape(fresh)


def test_a_letter_of_the_third_version_went_on_the_day_it_was_finished(folder: Path) -> None:
    Store.open(left_by("0003", folder)).close()
    assert stored(folder, "letter", "sent_at, sent_to") == {"sent_at": THEN, "sent_to": ""}
