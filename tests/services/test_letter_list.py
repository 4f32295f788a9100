"""The list of letters: filters that agree with how each letter stands, search, order, and an index for every query."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import outgoing
import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session
from test_lists import plan, reads_a_whole_table

from clientcare.db.models import Client, Dispute, Provider, Sending, StoredLetter
from clientcare.errors import WorldError
from clientcare.records import DisputeForm, LetterDraft
from clientcare.services import disputes, letter_list, letters, outbox
from clientcare.services.store import Store

NOW = datetime.now(UTC)
MANY = 2_000
STANDS = {
    "drafts": {"draft"},
    "sleeping": {"sleeping", "reread"},
    "waiting": {"waiting", "sending", "stopped"},
    "sent": {"sent"},
    "maybe": {"maybe"},
}
MAILS = ((), ("waiting",), ("handing_over",), ("stopped",), ("maybe",), ("sent",), ("maybe", "sent"), ("sent", "waiting"))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Letters in every state, with every e-mail a letter of that state can have, to clients and to firms."""
    store = Store.open(tmp_path_factory.mktemp("letters"))
    store.write(fill)
    yield store
    store.close()


def fill(session: Session) -> None:
    people = [{"name": f"Client {n}", "sort_key": f"client {n * 7919 % 100:03}", "added_at": NOW} for n in range(100)]
    session.execute(insert(Client), people)
    session.execute(insert(Provider), [{"name": f"Firm {n}", "sort_key": f"firm {n}"} for n in range(9)])
    session.execute(insert(Dispute), [_dispute(n) for n in range(MANY)])
    session.execute(insert(StoredLetter), [_letter(n) for n in range(MANY)])
    mails = [(n + 1, state) for n in range(MANY) if n % 4 in (2, 3) for state in MAILS[n // 4 % len(MAILS)]]
    session.execute(insert(Sending), [_sending(letter, state) for letter, state in mails])


def _dispute(n: int) -> dict[str, Any]:
    title = f"Dispute {n}"
    same = {"opened_at": NOW, "client_id": n * 31 % 100 + 1}
    return same | {"reference": f"D-{n}", "title": title, "sort_key": title.casefold()}


def _letter(n: int) -> dict[str, Any]:
    """Of four: a draft, one that sleeps or has slept, one in the outbox or awake, one that has gone."""
    state = ("draft", "draft", "outbox", "done")[n % 4]
    fixed: dict[str, Any] = {"content": {"subject": f"Outbox {n}"}, "pdf": b"%PDF" * 2000}
    if state == "draft":
        fixed = {"content": None, "pdf": None}
    held = NOW + timedelta(days=1 if n % 8 == 1 else -1) if n % 4 == 1 else None
    gone = NOW - timedelta(hours=n * 13 % MANY) if state == "done" else None
    known = {"kind": ("apology", "compromise", "goodwill")[n % 3], "dispute_id": n * 7 % MANY + 1}
    known |= {"how": "printed" if gone else ""}
    when = {"written_at": NOW - timedelta(hours=n * 17 % MANY), "sent_at": gone, "held_until": held}
    subject = "" if state != "done" else f"Your hall {n}"
    words = {"subject": subject, "sort_key": subject.casefold(), "provider_id": n % 9 + 1 if n % 50 == 3 else None}
    return {"state": state, **fixed, **known, **when, **words}


def _sending(letter: int, state: str) -> dict[str, Any]:
    sent = {"sender": "a@x.example", "recipient": "d@x.example", "message_id": f"<{letter}>", "message": b"m"}
    return sent | {"letter_id": letter, "state": state, "queued_at": NOW, "due_at": NOW, "trouble": None, "tries": 2}


def all_rows(store: Store) -> dict[int, Any]:
    ids = store.read(letter_list.ids)
    return {row.id: row for row in store.read(lambda s: letter_list.rows(s, ids))}


def test_every_letter_is_in_the_list_once(full: Store) -> None:
    assert sorted(full.read(letter_list.ids)) == list(range(1, MANY + 1))


@pytest.mark.parametrize("standing", STANDS)
def test_a_filter_shows_exactly_the_letters_that_stand_so(full: Store, standing: str) -> None:
    rows = all_rows(full).values()
    found = full.read(lambda s: letter_list.ids(s, standing))
    # An outbox letter without an e-mail cannot come about; were there one, only "All" would show it.
    lost = {row.id for row in rows if row.id % 4 == 3 and row.standing == "draft"}
    assert found and set(found) == {row.id for row in rows if row.standing in STANDS[standing]} - lost


@pytest.mark.parametrize("descending", [True, False])
def test_when_orders_by_the_day_shown_whatever_the_state(full: Store, descending: bool) -> None:
    ids = full.read(lambda s: letter_list.ids(s, descending=descending))
    moments = [row.at for row in full.read(lambda s: letter_list.rows(s, ids))]
    assert moments == sorted(moments, reverse=descending)


@pytest.mark.parametrize("descending", [True, False])
def test_to_orders_by_the_name_shown_clients_and_firms_together(full: Store, descending: bool) -> None:
    keys = dict(full.read(lambda s: [*s.execute(select(Client.name, Client.sort_key)), *_firms(s)]))
    ids = full.read(lambda s: letter_list.ids(s, sort="to", descending=descending))
    names = [keys[row.to] for row in full.read(lambda s: letter_list.rows(s, ids))]
    assert len(names) == MANY and names == sorted(names, reverse=descending)
    assert any(name.startswith("firm") for name in names)


def _firms(session: Session) -> Any:
    return session.execute(select(Provider.name, Provider.sort_key))


def test_letters_of_a_kind_stand_together(full: Store) -> None:
    ids = full.read(lambda s: letter_list.ids(s, sort="letter", descending=False))
    kinds = [row.kind for row in full.read(lambda s: letter_list.rows(s, ids))]
    assert kinds == sorted(kinds)


def test_an_order_or_filter_nobody_knows_is_a_mistake(full: Store) -> None:
    for wrong in ({"sort": "weight"}, {"standing": "lost"}):
        with pytest.raises(ValueError):
            full.read(lambda s, wrong=wrong: letter_list.ids(s, **wrong))


WAYS = list(itertools.product(["", *STANDS], ["at", "to", "letter"], ["", "77"]))


@pytest.mark.parametrize(("standing", "sort", "text"), WAYS)
def test_every_list_is_read_from_indexes(full: Store, standing: str, sort: str, text: str) -> None:
    steps = plan(full, lambda s: letter_list.ids(s, standing, text, sort, kinds=("apology",)))
    assert steps and not any(reads_a_whole_table(step) for step in steps), steps
    touched = [step for step in steps if step.startswith(("SCAN", "SEARCH")) and "letter" in step]
    assert all("COVERING INDEX" in step or "PRIMARY KEY" in step or " sending" in step for step in touched), steps


@pytest.mark.parametrize("sort", ["at", "letter"])
def test_the_whole_list_comes_in_order_and_is_not_sorted(full: Store, sort: str) -> None:
    assert not any("TEMP B-TREE" in step for step in plan(full, lambda s: letter_list.ids(s, sort=sort)))


def test_a_page_of_rows_is_one_query_that_fetches_no_page_of_paper(full: Store) -> None:
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    def page(session: Session) -> list[Any]:
        event.listen(session.get_bind(), "before_cursor_execute", note)
        try:
            return letter_list.rows(session, range(1, 201))
        finally:
            event.remove(session.get_bind(), "before_cursor_execute", note)

    assert len(full.read_now(page)) == 200
    (query,) = (sql for sql in asked if sql.startswith("SELECT"))
    wanted = query.partition("FROM letter")[0]
    assert "letter.pdf" not in wanted and "message" not in wanted
    assert not any(reads_a_whole_table(step) for step in plan(full, lambda s: letter_list.rows(s, range(1, 201))))


def test_a_letter_deleted_meanwhile_is_left_out(full: Store) -> None:
    assert [row.id for row in full.read(lambda s: letter_list.rows(s, [7, MANY + 99, 3]))] == [7, 3]


# -- what is found


def written(store: Store, subject: str = "", name: str = "Łukasz Ågren", title: str = "Café door") -> int:
    def write(session: Session) -> int:
        id = disputes.create(session, DisputeForm(title, client_name=name))
        return letters.save_draft(session, LetterDraft(id, "apology", subject=subject))

    return store.write(write).result


@pytest.mark.parametrize("text", ["lukasz", "AGREN", "cafe", "d-20", "entree", "Entrée  vitrée", "œuvre"])
def test_words_are_found_in_client_dispute_number_and_subject_accents_forgiven(store: Store, text: str) -> None:
    id = written(store, subject="Votre entrée vitrée, notre œuvre")
    written(store, name="Dana", title="Gate") if text != "d-20" else None
    assert store.read(lambda s: letter_list.ids(s, text=text)) == [id]
    assert store.read(lambda s: letter_list.ids(s, "drafts", text, "to")) == [id]
    assert store.read(lambda s: letter_list.ids(s, "sent", text)) == []


@pytest.mark.parametrize("text", ["%", "_", "'", '"; --', "\\", "zebra"])
def test_what_no_letter_holds_finds_none(store: Store, text: str) -> None:
    written(store)
    assert store.read(lambda s: letter_list.ids(s, text=text)) == []


def test_letters_of_a_kind_are_found_by_its_name(store: Store) -> None:
    id = written(store)
    assert store.read(lambda s: letter_list.ids(s, text="entschuld", kinds=("apology",))) == [id]
    assert store.read(lambda s: letter_list.ids(s, text="entschuld", kinds=("goodwill",))) == []


def firm_letter(store: Store) -> tuple[int, int]:
    id = written(store, name="Dana")

    def address(session: Session) -> int:
        firm = Provider(name="Éva Tiles", sort_key="eva tiles", email="eva@tiles.example")
        session.add(firm)
        session.flush()
        session.get_one(StoredLetter, id).provider_id = firm.id
        return firm.id

    return id, store.write(address).result


def test_a_letter_to_a_firm_is_to_the_firm_and_found_by_it(store: Store) -> None:
    id, _ = firm_letter(store)
    assert store.read(lambda s: letter_list.rows(s, [id]))[0].to == "Éva Tiles"
    for text in ("eva", "dana"):
        assert store.read(lambda s, text=text: letter_list.ids(s, text=text)) == [id]


def test_a_firm_that_was_deleted_leaves_its_letter_in_every_list(store: Store) -> None:
    id, firm = firm_letter(store)
    store.write(lambda s: s.delete(s.get_one(Provider, firm)))
    for sort in ("at", "to", "letter"):
        assert store.read(lambda s, sort=sort: letter_list.ids(s, sort=sort)) == [id]
    assert store.read(lambda s: letter_list.rows(s, [id]))[0].to == "Dana"


def test_the_subject_is_found_as_it_is_now(store: Store) -> None:
    id = written(store, subject="Hall")

    def rename(session: Session) -> None:
        draft = letters.current_draft(session, 1, letter_id=id)
        letters.save_draft(session, LetterDraft(draft.dispute_id, "apology", subject="Stairs", id=id))

    store.write(rename)
    assert store.read(lambda s: letter_list.ids(s, text="stairs")) == [id]
    assert store.read(lambda s: letter_list.ids(s, text="hall")) == []


def test_what_is_gone_says_so(store: Store) -> None:
    with pytest.raises(WorldError):
        store.read(lambda s: letter_list.view(s, 99))


def test_a_letter_in_the_outbox_is_known_by_the_subject_of_its_page_and_taken_back_no_longer(store: Store) -> None:
    ready = outgoing.draft(store, outgoing.business(store))
    sending = outgoing.queued(store, ready)
    subject = ready.content.subject
    (row,) = store.read(lambda s: letter_list.rows(s, [ready.id]))
    assert subject and (row.subject, row.standing, row.tries) == (subject, "waiting", 0)
    assert store.read(lambda s: letter_list.ids(s, "waiting", subject)) == [ready.id]
    store.write(lambda s: outbox.take_back(s, sending))
    (row,) = store.read(lambda s: letter_list.rows(s, [ready.id]))
    assert (row.subject, row.standing) == ("", "draft")
    assert store.read(lambda s: letter_list.ids(s, "waiting")) == []
