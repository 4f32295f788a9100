"""Search everything, as an owner who types carelessly finds it, and as nobody finds what was deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, update
from sqlalchemy.orm import Session

from clientcare.db.database import FILE
from clientcare.db.models import Attachment, Client, Dispute, StoredLetter, TimelineEvent
from clientcare.db.search import check
from clientcare.errors import WorldError
from clientcare.records import DisputeForm, EventForm, Found, ProviderForm
from clientcare.services import clients, disputes, entries, index, recent, referrals, search
from clientcare.services.finding import entries as places
from clientcare.services.store import Store

AT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def write(store: Store, call: Callable[[Session], Any]) -> Any:
    return store.write(call).result


def found(store: Store, text: str) -> Found:
    return store.read(lambda session: search.find(session, text))


def titles(store: Store, text: str, kind: str = "client") -> list[str]:
    return [hit.title for hit in found(store, text).of(kind)]


def client(store: Store, name: str, **fields: Any) -> int:
    def make(session: Session) -> int:
        id = clients.create(session, name)
        clients.update(session, id, **fields)
        return id

    return int(write(store, make))


def dispute(store: Store, title: str, name: str, **fields: Any) -> int:
    def make(session: Session) -> int:
        id = disputes.create(session, DisputeForm(title, client_name=name))
        disputes.update(session, id, **fields)
        return id

    return int(write(store, make))


def owner_of(store: Store, dispute_id: int) -> int:
    return store.read(lambda s: s.get_one(Dispute, dispute_id).client_id)


def note(store: Store, dispute_id: int, text: str) -> int:
    return int(write(store, lambda s: entries.save(s, EventForm(dispute_id, "note", AT, text))))


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jürgen Müller", "muller"), ("Jürgen Müller", "mueller"), ("Jürgen Müller", "MÜLLER"), ("Hans Mueller", "muller"),
        ("Jürgen Müller", "jurg mul"), ("Hans Mueller", "Müller"), ("Łukasz Wiśniewski", "lukasz wisn"),
        ("Bridget O'Brien", "obrien"),
        ("Bridget O'Brien", "O’Brien"), ("Bridget O’Brien", "o'bri"), ("Renée Groß", "gross"), ("Søren Åberg", "soren aaberg"),
        ("山田太郎", "太郎"), ("山田太郎", "田太"), ("カフェ・ミドリ", "ミドリ"),
        ("김민수", "김민"), ("สมชาย ใจดี", "ชาย"), ("Тёма Иванов", "тема"),
        ("राम कुमार", "कुमार"), ("Anne-Marie Smith-Jones", "smith jones"), ("Anne-Marie Smith-Jones", "smithjones"),
        ("Şule Aydın", "sule aydin"), ("Αλέξης", "αλεξησ"), ("ﬁne ﬂoors", "fine floors"), ("ＡＢＣ Ltd", "abc"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_typed(store: Store, name: str, typed: str) -> None:
    client(store, "Somebody Else")
    client(store, name)
    assert titles(store, typed) == [name]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("a refund of $40", "refunds"), ("two refunds", "refund"), ("they refunded it", "refunding"),
        ("he stopped paying", "stops"),
        ("replied at once", "reply"), ("several boxes", "box"), ("dos facturas", "factura"), ("las reparaciones", "reparación"),
        ("tiling the hall", "tiles"), ("policies differ", "policy"), ("invoiced twice", "invoice"),
    ],
)  # fmt: skip
def test_word_endings_are_forgiven(store: Store, text: str, typed: str) -> None:
    note(store, dispute(store, "Something", "Dana Okafor"), text)
    assert len(found(store, typed).of("event")) == 1


def test_it_is_found_while_it_is_typed(store: Store) -> None:
    client(store, "Marta Okafor")
    assert all(titles(store, "Marta Okafor"[:n]) == ["Marta Okafor"] for n in range(1, 13))
    assert titles(store, "okafor mar") == ["Marta Okafor"] and titles(store, "marta okafur") == []


def test_a_phone_number_is_found_with_and_without_its_marks(store: Store) -> None:
    client(store, "Dana", phone="+1 (802) 555-0142")
    assert all(titles(store, typed) == ["Dana"] for typed in ("802 555", "8025550142", "0142", "555-0142", "+1802555"))


def test_a_phrase_a_minus_and_both(store: Store) -> None:
    id = dispute(store, "Anything", "Dana")
    first, second = note(store, id, "the matt grey tile"), note(store, id, "a grey hall, and matt paint")

    def ids(typed: str) -> list[int]:
        return [hit.id for hit in found(store, typed).of("event")]

    assert sorted(ids("matt grey")) == [first, second] and ids('"matt grey"') == [first] and ids("“matt grey”") == [first]
    assert ids("matt -hall") == [first] and ids('grey -"matt grey"') == [second] and ids('"matt gr') == [first]
    assert ids("grey -tiles") == [second], "a word that is left out is left out with its endings"
    assert ids("-hall") == [] and ids('matt "-hall"') == [second]


def test_the_clients_name_and_the_disputes_title_help_to_find_an_entry(store: Store) -> None:
    okafor, other = dispute(store, "Hall tiles", "Dana Okafor"), dispute(store, "Hall tiles", "Sam Roth")
    cracked = note(store, okafor, "three have cracked")
    note(store, other, "one has cracked")
    assert [hit.id for hit in found(store, "okafor tiles").of("dispute")] == [okafor]
    assert [hit.id for hit in found(store, "okafor cracked").of("event")] == [cracked]
    both = found(store, "okafor hall tiles cracked")
    assert [hit.id for hit in both.of("event")] == [cracked] and not both.of("dispute")
    said = note(store, okafor, "the tiles came back")
    assert [hit.id for hit in found(store, "okafor hall tiles").of("event")] == [said], "beside the dispute of that name"
    assert not found(store, "okafor").of("event"), "an entry that does not speak of her is no answer to her name alone"


def test_a_client_renamed_is_found_by_the_new_name_everywhere(store: Store) -> None:
    id = dispute(store, "Hall tiles", "Dana Okafor")
    event = note(store, id, "three have cracked")
    owner = owner_of(store, id)
    renamed = store.write(lambda s: clients.update(s, owner, name="Dana Whitfield"))
    assert [hit.id for hit in found(store, "whitfield tiles").of("dispute")] == [id]
    assert [hit.id for hit in found(store, "whitfield cracked").of("event")] == [event]
    assert not found(store, "okafor").hits
    assert renamed.undo is not None
    store.undo(renamed.undo)
    assert not found(store, "whitfield").hits and len(found(store, "okafor tiles").of("dispute")) == 1


def test_what_is_deleted_is_not_found_and_what_is_taken_back_is(store: Store) -> None:
    id = dispute(store, "Hall tiles", "Dana Okafor", their_words="not what we chose")
    note(store, id, "three have cracked")
    owner = owner_of(store, id)
    gone = store.write(lambda s: clients.delete(s, owner))
    assert not any(found(store, typed).hits for typed in ("okafor", "tiles", "cracked", "chose"))
    assert gone.undo is not None
    store.undo(gone.undo)
    assert {hit.kind for typed in ("okafor", "cracked") for hit in found(store, typed).hits} == {"client", "dispute", "event"}


def test_nothing_deleted_or_changed_stays_in_the_file(store: Store, folder: Path) -> None:
    for n in range(40):  # neighbours, so that its words share pages of the index with theirs
        client(store, f"Quintessential Person{n}", notes="quixotic quorum")
    id = dispute(store, "Zanzibarcanary tiles", "Xylophonecanary Okafor")
    first = note(store, id, "wolframcanary was said")
    note(store, id, "yttriumcanary was said")
    write(store, lambda s: entries.save(s, EventForm(id, "note", AT, "nothing", id=first)))
    kept = (folder / FILE).read_bytes() + (folder / f"{FILE}-wal").read_bytes()
    assert b"wolframcanary" in kept and b"yttriumcanary" in kept, "the test must be able to fail"
    owner = owner_of(store, id)
    write(store, lambda s: clients.delete(s, owner))
    store.close()
    left = (folder / FILE).read_bytes().lower()
    assert not (folder / f"{FILE}-wal").exists()
    halves = (b"ylophonecan", b"anzibarcan", b"olframcan", b"ttriumcan", b"canary")  # the index leaves out what words share
    assert not [half for half in halves if half in left]
    Store.open(folder).close()


def bare(session: Session) -> Any:
    """The driver's own connection."""
    return session.connection().connection.driver_connection


def test_the_index_holds_what_it_was_given(store: Store) -> None:
    """SQLite compares every word of the index with the entries; a wrong one raises."""
    id = dispute(store, "Hall tiles", "Müller", their_words="not matt")
    event = note(store, id, "cracked")
    write(store, lambda s: entries.save(s, EventForm(id, "note", AT, "mended", id=event)))
    write(store, lambda s: referrals.save(s, ProviderForm("Pioneer Slate", "roofs")))
    write(store, lambda s: disputes.delete(s, id))
    write(store, lambda s: check(bare(s)))
    write(store, lambda s: s.connection().exec_driver_sql("DROP TRIGGER search_client_added"))
    write(store, lambda s: clients.create(s, "Unheard Of"))
    with pytest.raises(WorldError):
        write(store, lambda s: check(bare(s)))


def test_letters_files_and_other_firms_are_found(store: Store) -> None:
    id = dispute(store, "Hall tiles", "Dana Okafor")
    event = note(store, id, "a picture")

    def add(session: Session) -> tuple[int, int]:
        said = {"passages": [{"key": "close", "text": "I will lay the slate anew."}], "recipient": {"name": "Dana"}}
        letter = StoredLetter(dispute_id=id, kind="apology", subject="Your hall", content=said, written_at=AT, state="done")
        file = Attachment(event_id=event, sha256="0" * 64, name="IMG_2031 cracked.jpg", size=1, added_at=AT)
        session.add_all([letter, file])
        session.flush()
        return letter.id, file.id

    letter, file = write(store, add)
    firm = write(store, lambda s: referrals.save(s, ProviderForm("Pioneer", "slate roofs", area="Bristol")))
    assert {(hit.kind, hit.id) for hit in found(store, "slate").hits} == {("letter", letter), ("provider", firm)}
    assert [hit.id for hit in found(store, "apology okafor").of("letter")] == [letter]
    for typed in ("2031", "img2031", "cracked jpg", "okafor img"):
        (hit,) = found(store, typed).of("attachment")
        assert (hit.id, hit.dispute_id, hit.event_id) == (file, id, event), typed


def test_names_come_before_mentions_and_whole_words_before_begun_ones(store: Store) -> None:
    client(store, "Anna Tomlinson")
    client(store, "Berta Roth", notes="Tom sent her")
    client(store, "Tom Baker")
    for n in range(60):
        client(store, f"Tomato Stand {n}")
    assert titles(store, "tom")[0] == "Tom Baker"
    assert "tom" in found(store, "tom").text and "client" in found(store, "tom").more
    assert titles(store, "sent tom") == ["Berta Roth"]


def test_the_words_are_marked_in_the_owners_own_text(store: Store) -> None:
    long = "Nothing here. " * 30 + "Then Müller’s refunds came, at last. " + "And so on. " * 30
    note(store, dispute(store, "Hall", "Dana"), long)
    (hit,) = found(store, "mueller refund").of("event")
    assert marked(hit.text, hit.text_spans) == ["Müller", "refunds"]
    assert hit.text.startswith("… ") and hit.text.endswith(" …") and len(hit.text) < 200


HOSTILE = (
    "O'Brien", "C++", '"', "*", "'", "a:b", "(", "NEAR(a b)", "AND", "OR NOT", "^x", "{names}: x", "-", "--", '"" -""', "·",
    "·a", "x" * 5000, "a " * 3000, "\x00", "\ud800", "%_", ";DROP TABLE client", "😀", "\u202e", '-"', 'a"b"c', "𝕳𝖆𝖑𝖑",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    opened = Store.open(tmp_path_factory.mktemp("hostile") / "data")
    note(opened, dispute(opened, "Hall C++ \"x\" * tiles", "O'Brien"), "a:b (NEAR) AND 😀 " + "".join(map(chr, range(33, 800))))
    yield opened
    opened.close()


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_an_error(hostile: Store, typed: str) -> None:
    assert found(hostile, typed).text == typed


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.characters(), st.sampled_from(' "-*()·:^\'“O')), max_size=40))
@example("ß" * 40)
def test_whatever_is_typed_is_no_error_and_marks_lie_within_the_text(hostile: Store, typed: str) -> None:
    for hit in found(hostile, typed).hits:
        for text, spans in ((hit.title, hit.title_spans), (hit.text, hit.text_spans)):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(one[1] <= other[0] for one, other in pairwise(spans))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_every_word_of_letters_finds_itself(hostile: Store, word: str) -> None:
    from clientcare.services.finding.words import folded

    note(hostile, 1, word)
    if folded(word):
        assert found(hostile, word).of("event")


def bulk(session: Session) -> None:
    people = [{"id": n, "name": f"Bulk{n} Person", "sort_key": "x", "added_at": AT} for n in range(1, 901)]
    session.execute(insert(Client), people)
    given = {"client_id": 7, "title": "Bulk hall", "sort_key": "x", "opened_at": AT, "triage": None}
    session.execute(insert(Dispute), [given | {"id": 1, "reference": "D-1"}])
    session.execute(insert(TimelineEvent), [{"id": 1, "dispute_id": 1, "kind": "note", "at": AT, "text": "bulk words"}])


def test_what_bulk_statements_wrote_is_caught_up_with_bite_by_bite(store: Store) -> None:
    write(store, bulk)
    assert not found(store, "bulk7").hits and not found(store, "bulk7").complete
    bites = 1
    while write(store, index.catch_up):
        bites += 1
        client(store, f"Meanwhile{bites}")
    assert bites > 3
    assert found(store, "bulk7").complete and titles(store, "bulk7")[0] == "Bulk7 Person"
    assert [hit.kind for hit in found(store, "bulk7 hall words").hits] == ["event"]
    assert titles(store, "meanwhile2") == ["Meanwhile2"], "what is written meanwhile is not lost"
    assert not write(store, index.catch_up)


def test_what_can_be_found_already_stays_so_while_the_rest_is_made(store: Store) -> None:
    write(store, bulk)
    id = dispute(store, "Hall tiles", "Zara New")
    assert write(store, index.catch_up)
    assert [hit.id for hit in found(store, "zara tiles").of("dispute")] == [id]


def test_entries_of_another_version_are_made_anew(store: Store) -> None:
    client(store, "Dana Okafor")

    def spoil(session: Session) -> None:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE search_entry SET names = '·wrong', body = ''")
        connection.exec_driver_sql("INSERT OR REPLACE INTO setting(key, value) VALUES ('search_index', '[0.5, \"\", 0]')")

    write(store, spoil)
    assert titles(store, "wrong") and not titles(store, "okafor")
    while write(store, index.catch_up):
        pass
    assert titles(store, "okafor") and not found(store, "wrong").hits
    write(store, lambda s: check(bare(s)))


def test_catching_up_goes_on_after_the_window_was_closed(store: Store, folder: Path) -> None:
    write(store, bulk)
    assert write(store, index.catch_up)
    store.close()
    again = Store.open(folder)
    while write(again, index.catch_up):
        pass
    assert titles(again, "bulk900") == ["Bulk900 Person"]
    again.close()


def test_bulk_writers_tell_what_they_changed(store: Store) -> None:
    id = dispute(store, "Hall tiles", "Dana Okafor")
    event = note(store, id, "three have cracked")
    owner = owner_of(store, id)

    def rename(session: Session) -> None:
        session.execute(update(Client).where(Client.id == owner).values(name="Ines Ortega"))
        index.renew_all(session.connection(), "client", [owner])

    def remove(session: Session) -> None:
        session.connection().exec_driver_sql("DELETE FROM client WHERE id = ?", (owner,))
        for kind, gone in (("client", owner), ("dispute", id), ("event", event)):
            index.renew_all(session.connection(), kind, [gone])

    write(store, rename)
    assert [hit.id for hit in found(store, "ortega cracked").of("event")] == [event] and not found(store, "okafor").hits
    write(store, remove)
    assert not found(store, "ortega").hits and not found(store, "cracked").hits


def test_an_old_entry_is_found_by_the_name_of_its_dispute_however_many_are_called_so(store: Store) -> None:
    """More disputes of that name than are looked through at first, and the one that is meant is the oldest of them."""
    tiles = [dispute(store, "Hall tiles", "Dana Okafor")]

    def others(session: Session) -> None:
        same = {"client_id": 1, "title": "Hall tiles", "sort_key": "x", "opened_at": AT, "triage": None}
        session.execute(insert(Dispute), [same | {"id": n, "reference": f"D-{n}"} for n in range(1000, 1300)])
        index.renew_all(session.connection(), "dispute", range(1000, 1300))

    old = note(store, tiles[0], "three have cracked")
    write(store, others)
    assert [hit.id for hit in found(store, "tiles cracked").of("event")] == [old]
    assert [hit.id for hit in found(store, "okafor tiles cracked").of("event")] == [old]
    assert not found(store, "tiles cracked -okafor").of("event")


def test_a_new_name_changes_no_entry_of_a_timeline(store: Store) -> None:
    """Or renaming a client of many years would take seconds."""
    id = dispute(store, "Hall tiles", "Dana Okafor")
    event, owner = note(store, id, "three have cracked"), owner_of(store, id)
    spoil = "UPDATE search_entry SET body = 'zanzibar' WHERE id = ?"
    write(store, lambda s: s.connection().exec_driver_sql(spoil, (places.place("event", event),)))
    write(store, lambda s: clients.update(s, owner, name="Ines Ortega"))
    write(store, lambda s: disputes.update(s, id, title="Kitchen wall"))
    assert [hit.id for hit in found(store, "ortega kitchen zanzibar").of("event")] == [event]


def test_what_nobody_searches_writes_nothing_into_the_index(store: Store) -> None:
    id = dispute(store, "Hall tiles", "Dana Okafor")
    written: list[str] = []

    def listen(session: Session) -> None:
        engine = session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *given: written.append(given[2]))
        disputes.update(session, id, stage="weigh", screen="weigh.owe")

    write(store, listen)
    assert not [sql for sql in written if "search_" in sql]


def test_every_search_reads_an_index_only(store: Store) -> None:
    note(store, dispute(store, "Hall tiles", "Dana Okafor"), "cracked tiles")
    asked: list[tuple[str, Any]] = []

    def look(session: Session) -> list[str]:
        engine = session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda c, u, sql, given, *_: asked.append((sql, given)))
        search.find(session, "okafor -hall tiles crac")
        statements = list(asked)
        plans = [session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given) for sql, given in statements]
        return [str(row[3]) for plan in plans for row in plan]

    steps = store.read(look)
    assert asked and steps
    ours = ("search_", "(subquery", "known", "json_each")
    scans = [step for step in steps if step.startswith("SCAN") and not any(name in step for name in (*ours, "CONSTANT"))]
    assert not scans
    assert not [step for step in steps if "VIRTUAL TABLE" not in step and step.startswith("SCAN search_")]


def test_the_last_searches_are_kept_newest_first_and_can_be_forgotten(store: Store) -> None:
    for typed in ("oka", "okafor", "  hall   tiles ", "a", "b", "c", "d", "e"):
        write(store, lambda s, typed=typed: recent.remember(s, typed))
    assert store.read(recent.searches) == ("e", "d", "c", "b", "a", "hall tiles")
    write(store, recent.forget)
    assert store.read(recent.searches) == ()


def test_the_index_is_put_in_order_once_all_is_made_and_stays_right(store: Store) -> None:
    for n in range(30):  # each write is a part of its own at first
        client(store, f"Client {n}")

    def parts(session: Session) -> int:
        return int(session.connection().exec_driver_sql("SELECT count(DISTINCT segid) FROM search_client_idx").scalar_one())

    assert store.read(parts) > 1
    while write(store, index.catch_up):
        pass
    assert store.read(parts) == 1 and titles(store, "client 7")[0] == "Client 7"
    write(store, lambda s: check(bare(s)))
