"""Taking files in: what becomes of each row, all or nothing, nothing of what was here replaced, and all of it taken back."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clientcare.db.models import Client, ContactPoint, Payment, Provider, Tag
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import DisputeForm, PastImport, PaymentForm, ProviderForm, TakenBack, TakenIn
from clientcare.services import clients, disputes, imports, payments, referrals, search
from clientcare.services.importing.plan import ADD, JOIN, SKIP, PaymentItem, Plan
from clientcare.services.importing.source import Wanted, mapped
from clientcare.services.progress import Progress, Stopped
from clientcare.services.store import Store

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


class Desk:
    """A store and a folder of files to take in."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder

    def plan(self, text: str, kind: str = "", *, name: str = "file.csv", **how: Any) -> Plan:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        source = imports.read(path, Progress())
        kind = kind or source.kind
        mapping = mapped(source.mappings[kind], source.mappings[kind].fields, **how) if source.mappings else None
        wanted = Wanted(source, kind, mapping, "USD")
        made = imports.plan(wanted, Progress())
        imports.compare(made, self.store.read(imports.here), Progress())
        return self.store.read(partial(imports.check, made=made, wanted=wanted))

    def take_in(self, plan: Plan) -> TakenIn:
        return self.store.write(partial(imports.take_in, made=plan, progress=Progress())).result

    def bring(self, text: str, kind: str = "", **how: Any) -> TakenIn:
        return self.take_in(self.plan(text, kind, **how))

    def take_back(self, done: TakenIn) -> TakenBack:
        return self.store.write(partial(imports.take_back, id=done.id, progress=Progress())).result

    def client(self, name: str, **fields: Any) -> int:
        def write(session: Any) -> int:
            id = clients.create(session, name)
            clients.update(session, id, **fields)
            return id

        return self.store.write(write).result

    def pay(self, client: int, amount: str, day: date = date(2026, 1, 5)) -> int:
        return self.store.write(lambda s: payments.save(s, PaymentForm(client, day, Decimal(amount)))).result

    def all(self, entity: type[Any], *names: str) -> list[Any]:
        def read(session: Any) -> list[Any]:
            found = session.query(entity).order_by(entity.id)
            return [tuple(getattr(row, name) for name in names) if len(names) > 1 else getattr(row, names[0]) for row in found]

        return self.store.read(read)

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table that an import may touch, but for the list of imports itself."""
        tables = ("client", "contact_point", "tag", "payment", "provider", "search_entry")

        def read(session: Any) -> dict[str, list[Any]]:
            return {name: session.connection().exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1").all() for name in tables}

        return self.store.read(read)

    def past(self) -> list[PastImport]:
        return self.store.read(imports.past)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def fates(plan: Plan) -> list[str]:
    return [item.fate for item in plan.items]


def reasons(plan: Plan) -> list[str]:
    return [item.reason.text.format(**item.reason.values) if item.reason else "" for item in plan.items]


# clients

PEOPLE = """Name,E-mail,Phone,Street,City,Tags,Notes
Dana Okafor,dana@okafor.example,413-555-0100,12 Elm Street,Amherst,VIP;tiles,Met at the fair
Łukasz Wiśniewski,lukasz@example.org,,,,,
"""


def test_clients_come_in_with_all_that_is_known_of_them(desk: Desk) -> None:
    done = desk.bring(PEOPLE)
    assert (done.clients, done.joined, done.skipped) == (2, 0, 0)
    assert desk.all(Client, "name", "email", "phone", "notes") == [
        ("Dana Okafor", "dana@okafor.example", "413-555-0100", "Met at the fair"),
        ("Łukasz Wiśniewski", "lukasz@example.org", "", ""),
    ]
    assert desk.all(Client, "address")[0].split("\n") == ["12 Elm Street", "Amherst"]
    assert desk.all(Tag, "text") == ["VIP", "tiles"]


def test_they_are_found_by_the_search_and_the_list_at_once(desk: Desk) -> None:
    desk.bring(PEOPLE)
    assert desk.store.read(lambda s: [row.name for row in clients.rows(s, clients.ids(s, "lukasz"))]) == ["Łukasz Wiśniewski"]
    found = desk.store.read(lambda s: search.find(s, "okafor"))
    assert "Dana Okafor" in repr(found)


def test_a_row_without_a_name_is_left_out_and_says_why(desk: Desk) -> None:
    plan = desk.plan(PEOPLE + ",,,99 Nowhere Road,Hadley,,\n")
    assert fates(plan) == ["new", "new", "skip"]
    assert reasons(plan)[2] == "No name, company or e-mail stands in this row"
    assert plan.items[2].number == 4, "as a spreadsheet numbers it"


def test_one_person_in_two_rows_comes_in_once_with_what_both_know(desk: Desk) -> None:
    desk.bring("Name,E-mail,Phone\nDana Okafor,dana@x.example,\nDANA OKAFOR,dana@x.example,413-555-0100\n")
    assert desk.all(Client, "name", "email", "phone") == [("Dana Okafor", "dana@x.example", "413-555-0100")]


def test_two_of_one_name_with_nothing_in_common_stay_two(desk: Desk) -> None:
    desk.bring("Name,E-mail\nJohn Smith,john@one.example\nJohn Smith,js@two.example\n")
    assert desk.all(Client, "email") == ["john@one.example", "js@two.example"]


def test_who_is_here_already_gains_what_is_new_and_loses_nothing(desk: Desk) -> None:
    id = desk.client("Dana Okafor", email="dana@okafor.example", notes="Likes to be called first", phone="")
    plan = desk.plan(
        "Name,E-mail,E-mail 2,Phone,Tags,Notes\nDana Okafor,DANA@okafor.example,work@okafor.example,413-555-0100,VIP,Two dogs\n"
    )
    assert fates(plan) == ["joins"]
    assert desk.take_in(plan).joined == 1
    assert desk.all(Client, "id", "email", "phone", "notes") == [
        (id, "dana@okafor.example", "413-555-0100", "Likes to be called first\n\nTwo dogs")
    ]
    assert desk.all(ContactPoint, "client_id", "kind", "value") == [(id, "email", "work@okafor.example")]
    assert desk.all(Tag, "text") == ["VIP"]


def test_the_same_file_again_brings_nothing(desk: Desk) -> None:
    desk.bring(PEOPLE)
    before = desk.everything()
    plan = desk.plan(PEOPLE)
    assert set(reasons(plan)) == {"Here already, with nothing new"}
    desk.take_in(plan)
    assert desk.everything() == before


@pytest.mark.parametrize(("choice", "people", "mails"), [(JOIN, 1, 1), (ADD, 2, 0), (SKIP, 1, 0)])
def test_who_looks_like_somebody_is_for_the_owner_to_say(desk: Desk, choice: str, people: int, mails: int) -> None:
    desk.client("Dana Okafor", email="dana@okafor.example")
    plan = desk.plan("Name,E-mail\nD. Okafor,\nD. Okafor,d@new.example\n".replace("D. Okafor,\n", ""))
    assert fates(plan) == ["new"], "another e-mail and only an initial: nobody is asked"
    plan = desk.plan("Name,E-mail\nDana Okafor,d@new.example\n")
    assert fates(plan) == ["ask"]
    assert [party.twin_name for party in plan.waiting()] == ["Dana Okafor"]
    plan.decide(plan.waiting(), choice)
    assert not plan.waiting()
    desk.take_in(plan)
    assert len(desk.all(Client, "id")) == people
    assert len(desk.all(ContactPoint, "id")) == mails


def test_a_name_of_a_thousand_letters_is_cut_and_kept_whole_in_the_notes(desk: Desk) -> None:
    name = "Dana " + "x" * 1000
    desk.bring(f"Name,E-mail\n{name},d@x.example\n")
    [(kept, notes)] = desk.all(Client, "name", "notes")
    assert len(kept) == 300 and name in notes


def test_hostile_texts_are_only_texts(desk: Desk) -> None:
    desk.bring('Name,Tags,Notes\n"=cmd|\'/c calc\'!A1",x\'\' DROP TABLE client--,<img src=file:///x>\n')
    assert desk.all(Client, "name", "notes") == [("=cmd|'/c calc'!A1", "<img src=file:///x>")]
    assert desk.all(Tag, "text") == ["x'' DROP TABLE client--"]


def test_address_cards_come_in_and_a_broken_one_costs_only_itself(desk: Desk) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEMAIL:{}\nEND:VCARD\n"
    text = card.format("Dana Okafor", "d@x.example") + "BEGIN:VCARD\nVERSION:3.0\n" + card.format("Bo", "b@x.example")
    desk.take_in(desk.plan(text, name="a.vcf"))
    assert "Dana Okafor" in desk.all(Client, "name")


# other firms


def test_firms_come_in_and_those_here_gain_what_is_new(desk: Desk) -> None:
    desk.store.write(lambda s: referrals.save(s, ProviderForm("Valley Tile Studio", "Tiles", tie="They pay us $50 a job")))
    rows = "Valley Tile Studio,Ana Ruiz,ana@valley.example,\nHadley Stone,,no e-mail,Slow in May\nPelham Wood,,p@w.example,\n"
    done = desk.bring("Company,Contact,Email,Notes\n" + rows, "providers")
    assert (done.firms, done.joined) == (2, 1)
    assert desk.all(Provider, "name", "email", "tie") == [
        ("Valley Tile Studio", "ana@valley.example", "They pay us $50 a job"),
        ("Hadley Stone", "", ""),
        ("Pelham Wood", "p@w.example", ""),
    ]
    assert "no e-mail" in desk.all(Provider, "notes")[1], "a letter could not print it, but it is not lost"


# payments

PAID = """Date,Amount,Name,Email,Transaction ID,Status
2026-01-05,120.50,Dana Okafor,dana@okafor.example,t1,Completed
2026-01-06,-20.00,Dana Okafor,dana@okafor.example,t2,Completed
2026-01-07,80,Ravi Menon,ravi@example.org,t3,Completed
2026-01-08,15,Ravi Menon,ravi@example.org,t4,Pending
not a day,15,Ravi Menon,ravi@example.org,t5,Completed
2026-01-09,-40,The Landlord,,t6,Completed
2026-01-10,7,,,t7,Completed
"""


def test_payments_find_their_clients_and_the_others_are_new(desk: Desk) -> None:
    dana = desk.client("Mrs Okafor", email="dana@okafor.example")
    plan = desk.plan(PAID)
    assert plan.kind == "payments"
    assert fates(plan) == ["joins", "joins", "new", "skip", "skip", "skip", "skip"]
    assert reasons(plan)[3:] == [
        "Not paid, says the file: Pending",
        "No day can be read from “not a day”",
        "Money that went to someone who is not your client",
        "Nobody is named",
    ]
    done = desk.take_in(plan)
    assert (done.payments, done.clients, done.skipped) == (3, 1, 4)
    ravi = desk.all(Client, "id", "name")[1]
    assert ravi[1] == "Ravi Menon"
    assert desk.all(Payment, "client_id", "paid_on", "amount", "reference") == [
        (dana, date(2026, 1, 5), Decimal("120.5"), "t1"),
        (dana, date(2026, 1, 6), Decimal(-20), "t2"),
        (ravi[0], date(2026, 1, 7), Decimal(80), "t3"),
    ]


def test_payments_are_taken_in_once_however_often_the_file_comes(desk: Desk) -> None:
    desk.bring(PAID)
    plan = desk.plan(PAID)
    assert not plan.taken()
    assert reasons(plan)[:3] == ["Here already"] * 3


def test_without_numbers_a_payment_is_known_by_day_sum_and_client_as_often_as_it_is_here(desk: Desk) -> None:
    dana = desk.client("Dana Okafor")
    desk.pay(dana, "30")
    twice = "Date,Amount,Name\n2026-01-05,30,Dana Okafor\n2026-01-05,30,Dana Okafor\n2026-01-06,30,Dana Okafor\n"
    plan = desk.plan(twice, "payments")
    assert fates(plan) == ["skip", "joins", "joins"], "two coffees on one day are two payments"


def test_a_payment_typed_by_hand_is_known_when_the_bank_tells_of_it_too(desk: Desk) -> None:
    desk.pay(desk.client("Dana Okafor"), "30")
    rows = "2026-01-05,30,Dana Okafor,t1\n2026-01-05,30,Dana Okafor,t2\n"
    assert fates(desk.plan("Date,Amount,Name,Transaction ID\n" + rows, "payments")) == ["skip", "joins"]


def test_a_fuzzy_name_is_asked_once_for_all_its_payments(desk: Desk) -> None:
    dana = desk.client("Dana Okafor", email="dana@okafor.example")
    rows = "".join(f"2026-01-{n:02},10,D. Okafor\n" for n in range(1, 6))
    plan = desk.plan("Date,Amount,Name\n" + rows, "payments")
    assert fates(plan) == ["ask"] * 5 and len(plan.waiting()) == 1
    plan.decide(plan.waiting(), JOIN)
    assert desk.take_in(plan).payments == 5
    assert set(desk.all(Payment, "client_id")) == {dana}


def test_two_clients_of_one_name_are_told_apart_by_e_mail_or_asked_about(desk: Desk) -> None:
    desk.client("John Smith", email="one@example.org")
    two = desk.client("John Smith", email="two@example.org")
    plan = desk.plan("Date,Amount,Name,Email\n2026-01-05,1,John Smith,two@example.org\n2026-01-05,2,John Smith,\n", "payments")
    assert plan.items[0].party is not None and plan.items[0].party.twin == two
    assert fates(plan)[0] == "joins"


def test_days_and_sums_are_read_as_the_owner_says(desk: Desk) -> None:
    text = "Date;Amount;Name\n03/04/2026;1.250,50;Dana\n05/06/2026;10,00;Dana\n"
    for order, day in (("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))):
        item = desk.plan(text, "payments", date_order=order, decimal=",").items[0]
        assert isinstance(item, PaymentItem)
        assert (item.paid_on, item.amount) == (day, Decimal("1250.50"))


def test_money_of_another_currency_is_not_mixed_in(desk: Desk) -> None:
    plan = desk.plan("Date,Amount,Currency,Name\n2026-01-05,30,EUR,Dana\n2026-01-05,30,usd,Dana\n", "payments")
    assert fates(plan) == ["skip", "new"]
    assert reasons(plan)[0] == "In EUR, while you count in USD"


# all or nothing


def test_a_stopped_import_has_changed_nothing(desk: Desk) -> None:
    desk.client("Dana Okafor", email="dana@okafor.example")
    before, plan, progress = desk.everything(), desk.plan(PAID), Progress()
    progress.stop()
    with pytest.raises(Stopped):
        desk.store.write(partial(imports.take_in, made=plan, progress=progress))
    assert desk.everything() == before and desk.past() == []


def test_the_bar_fills_and_does_not_run_over(desk: Desk) -> None:
    for text, kind in ((PEOPLE, "clients"), (PAID, "payments"), (PEOPLE, "providers")):
        plan, progress = desk.plan(text, kind), Progress()
        plan.decide(plan.waiting(), JOIN)
        done = desk.store.write(partial(imports.take_in, made=plan, progress=progress)).result
        assert 0 < progress.done <= progress.total
        back = Progress()
        desk.store.write(partial(imports.take_back, id=done.id, progress=back))
        assert 0 < back.done <= back.total


def test_an_import_that_fails_at_its_end_has_changed_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before, plan = desk.everything(), desk.plan(PEOPLE)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clientcare.services.finding.index.renew_all", full)
    with pytest.raises((OSError, WorldError)):
        desk.take_in(plan)
    assert desk.everything() == before


KILLED = """
import sys
from functools import partial
from pathlib import Path
from clientcare.services import imports
from clientcare.services.progress import Progress
from clientcare.services.importing.source import Wanted
from clientcare.services.store import Store

source = imports.read(Path(sys.argv[2]), Progress())
wanted = Wanted(source, "payments", source.mappings["payments"], "USD")
store = Store.open(Path(sys.argv[1]))
made = imports.plan(wanted, Progress())
imports.compare(made, store.read(imports.here), Progress())
store.read(partial(imports.check, made=made, wanted=wanted))
print("now", flush=True)
store.write(partial(imports.take_in, made=made, progress=Progress()))
print("done", flush=True)
"""


def killed_while_taking_in(folder: Path, file: Path, after: float) -> bool:
    """Whether the import had been confirmed before the process was killed."""
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read()
    process.stdout.close()
    process.wait()
    return said == "done\n"


def takes_all_or_nothing(folder: Path, file: Path, rows: int, chance: random.Random, longest: float) -> int:
    confirmed = killed_while_taking_in(folder, file, chance.uniform(0, longest))
    store = Store.open(folder)
    try:
        desk = Desk(store, folder)
        n, past = len(desk.all(Payment, "id")), desk.past()
        check = store.read(lambda s: s.connection().exec_driver_sql("PRAGMA integrity_check").scalars().all())
        orphans = store.read(lambda s: s.connection().exec_driver_sql("PRAGMA foreign_key_check").all())
        assert (check, orphans) == (["ok"], [])
        assert n in (0, rows) and len(past) == bool(n)
        assert n or not confirmed, "what was confirmed is there"
        assert len(desk.all(Client, "id")) == (50 if n else 0)
        if past:
            store.write(partial(imports.take_back, id=past[0].id, progress=Progress()))
            assert desk.all(Payment, "id") == desk.all(Client, "id") == []
            store.write(lambda s: s.connection().exec_driver_sql("DELETE FROM import_batch"))
        return n
    finally:
        store.close()


@on_posix
@pytest.mark.parametrize("kills", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_a_kill_in_the_middle_leaves_all_or_nothing(folder: Path, store: Store, tmp_path: Path, kills: int) -> None:
    store.close()
    rows, file = 6000, tmp_path / "many.csv"
    days = [date(2020, 1, 1) + timedelta(days=n % 900) for n in range(rows)]
    lines = "\n".join(f"{day},{n + 1}.00,Client {n % 50} Ltd,{n}" for n, day in enumerate(days))
    file.write_text(f"Date,Amount,Name,Transaction ID\n{lines}", encoding="utf-8")
    chance = random.Random(kills)
    for _ in range(kills):
        takes_all_or_nothing(folder, file, rows, chance, 0.6)


# taken back


@pytest.mark.parametrize(("text", "kind"), [(PEOPLE, "clients"), (PAID, "payments"), (PEOPLE, "providers")])
def test_a_whole_import_is_taken_back_to_the_letter(desk: Desk, text: str, kind: str) -> None:
    desk.client("Dana Okafor", email="dana@okafor.example", notes="Likes to be called first")
    desk.store.write(lambda s: referrals.save(s, ProviderForm("Dana Okafor", "Tiles")))
    before = desk.everything()
    plan = desk.plan(text, kind)
    plan.decide(plan.waiting(), JOIN)
    done = desk.take_in(plan)
    assert desk.everything() != before
    back = desk.take_back(done)
    assert (back.kept, back.payments_kept) == ((), 0)
    assert desk.everything() == before
    assert desk.past()[0].undone_at is not None


def test_it_is_taken_back_only_once(desk: Desk) -> None:
    done = desk.bring(PEOPLE)
    desk.take_back(done)
    with pytest.raises(InvalidInput, match="taken back already"):
        desk.take_back(done)


def dispute(desk: Desk, id: int) -> None:
    desk.store.write(lambda s: disputes.create(s, DisputeForm("Hall tiles", id)))


def pay(desk: Desk, id: int) -> None:
    desk.pay(id, "10")


def rename(desk: Desk, id: int) -> None:
    desk.store.write(lambda s: clients.update(s, id, notes="Called on Monday"))


def tag(desk: Desk, id: int) -> None:
    desk.store.write(lambda s: s.add(Tag(client_id=id, text="new", sort_key="new")))


@pytest.mark.parametrize("use", [dispute, pay, rename, tag])
def test_who_was_used_since_stays_and_is_named(desk: Desk, use: Callable[[Desk, int], None]) -> None:
    done = desk.bring(PEOPLE)
    use(desk, desk.all(Client, "id")[0])
    back = desk.take_back(done)
    assert (back.removed, back.kept) == (1, ("Dana Okafor",))
    assert desk.all(Client, "name") == ["Dana Okafor"]


def test_a_payment_the_owner_corrected_since_stays_with_its_client(desk: Desk) -> None:
    done = desk.bring(PAID)
    desk.store.write(lambda s: setattr(s.get(Payment, 1), "amount", Decimal("121")))
    back = desk.take_back(done)
    assert (back.payments_kept, back.kept) == (1, ("Dana Okafor",))
    assert desk.all(Payment, "amount") == [Decimal(121)]
    assert desk.all(Client, "name") == ["Dana Okafor"]


def test_what_a_client_here_gained_goes_again_but_not_what_was_typed_since(desk: Desk) -> None:
    id = desk.client("Dana Okafor", email="dana@okafor.example")
    plan = desk.plan("Name,E-mail,E-mail 2,Phone,Notes\nDana Okafor,dana@okafor.example,two@x.example,413-555-0100,Two dogs\n")
    done = desk.take_in(plan)
    desk.store.write(lambda s: clients.update(s, id, phone="413-555-0199"))
    back = desk.take_back(done)
    assert back.kept == ("Dana Okafor",)
    assert desk.all(Client, "phone", "notes") == [("413-555-0199", "")]
    assert desk.all(ContactPoint, "value") == []


def test_no_id_of_a_record_taken_back_is_ever_given_again(desk: Desk) -> None:
    first = desk.bring(PEOPLE)
    ids = set(desk.all(Client, "id"))
    desk.take_back(first)
    desk.bring(PEOPLE)
    assert not ids & set(desk.all(Client, "id"))


def test_who_is_here_is_looked_up_in_indexes(desk: Desk) -> None:
    """Past imports and what hangs on records, however many rows there are: nothing walks a table of payments."""
    from clientcare.services.importing import bulk, payers

    asked = [
        (payers.NUMBERED, ('["a"]',)),
        (payers.OF_DAYS, ("2026-01-01", "2026-01-31")),
        *((sql, (1,)) for sql in (*bulk.RECORDS.values(), *bulk.BESIDE)),
    ]

    def explain(session: Any) -> list[str]:
        run = session.connection().exec_driver_sql
        return [row[3] for sql, values in asked for row in run(f"EXPLAIN QUERY PLAN {sql}", values)]

    steps = desk.store.read(explain)
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step], steps


# what owners brought

BANK = """Date,Description,Amount,Balance
11/13/2026,ZELLE FROM MARY JONES ON 11/13,1200.00,2200.00
11/12/2026,TARGET 123,-45.20,1000.00
11/11/2026,PAYMENT OKAFOR DANA STAIRS,300.00,1300.00
11/10/2026,INTEREST PAID,0.12,1300.12
"""


def test_a_statement_without_names_is_read_from_its_texts(desk: Desk) -> None:
    mary, dana = desk.client("Mary Jones"), desk.client("Dana Okafor")
    plan = desk.plan(BANK)
    assert plan.kind == "payments"
    assert fates(plan) == ["joins", "skip", "ask", "ask"]
    assert [party.twin for party in plan.parties] == [mary, None, dana, None]
    plan.decide(plan.parties[2:3], JOIN)
    plan.decide(plan.waiting(), SKIP)
    assert desk.take_in(plan).payments == 2
    assert desk.all(Payment, "client_id", "amount") == [(mary, Decimal(1200)), (dana, Decimal(300))]


def test_whoever_paid_is_the_client_the_owner_says(desk: Desk) -> None:
    dana = desk.client("Dana Okafor")
    desk.pay(dana, "300", date(2026, 11, 11))
    text = "Date,Name,Amount,IBAN\n2026-11-11,HOLDINGS LTD,300.00,x\n2026-11-12,HOLDINGS LTD,50.00,x\n"
    plan = desk.plan(text)
    [party] = plan.waiting()
    wanted = Wanted(imports.read(desk.folder / "file.csv", Progress()), "payments")
    desk.store.read(partial(imports.join, made=plan, party=party, id=dana, wanted=wanted))
    assert (fates(plan), reasons(plan)[0]) == (["skip", "joins"], "Here already")
    desk.take_in(plan)
    assert desk.all(Payment, "client_id", "amount") == [(dana, Decimal(300)), (dana, Decimal(50))]


def test_the_sum_below_a_list_is_no_payment_but_a_client_of_that_name_is_one(desk: Desk) -> None:
    rows = "2026-11-13,Mary Jones,1200\n2026-11-12,Total,500\n2026-11-11,Bob Low,7\n2026-11-30,Total,1707\n"
    plan = desk.plan("Date,Customer,Amount\n" + rows)
    assert reasons(plan) == ["", "", "", "The sum of other rows, no payment"]


def test_of_two_days_the_one_that_counts_is_taken_whatever_column_it_stands_in(desk: Desk) -> None:
    header = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    row = "TOPUP,Current,2026-11-11 10:11:12,2026-11-13 10:11:12,Payment from Mary Jones,1200.00,0.00,USD,COMPLETED,2200.00\n"
    assert isinstance(item := desk.plan(header + row).items[0], PaymentItem) and item.paid_on == date(2026, 11, 13)


def test_parts_of_an_address_stay_in_the_order_of_their_columns(desk: Desk) -> None:
    (desk.folder / "a.csv").write_text("Name,A,B\nAnn Lee,Floor 2,Elm Street\n")
    source = imports.read(desk.folder / "a.csv", Progress())
    assert source.mappings is not None
    mapping = mapped(source.mappings["clients"], {0: "name", 2: "street", 1: "street"})
    assert mapping.values(("Ann Lee", "Floor 2", "Elm Street"))["street"] == "Floor 2\nElm Street"


def test_what_a_firm_gives_for_a_client_comes_in(desk: Desk) -> None:
    desk.bring("Firm,What they do,Referral fee\nSmith Tiles,Tiling,10 %\n", "providers")
    assert desk.all(Provider, "name", "does", "tie") == [("Smith Tiles", "Tiling", "10 %")]
