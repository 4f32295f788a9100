"""The timeline: entries with their history, files kept safely beside them, e-mails that file themselves."""

from __future__ import annotations

import os
import stat
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from clientcare.db import attachments as kept
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import AttachmentRow, DisputeForm, EventForm, EventRow
from clientcare.services import attachments, clients, disputes, entries, filing, settings
from clientcare.services.store import Store
from clientcare.services.timeline.filing import Dropped

THEN = datetime(2026, 5, 1, 10, 30, tzinfo=UTC)


@pytest.fixture
def fence(store: Store) -> int:
    def make(session: Any) -> int:
        settings.update(session, email="me@tiler.example")
        client = clients.create(session, "Dana Okafor")
        clients.update(session, client, email="Dana@Example.org")
        return disputes.create(session, DisputeForm("The fence leans", client))

    return store.write(make).result


def rows(store: Store, id: int) -> tuple[EventRow, ...]:
    return store.read(lambda s: entries.rows(s, id))


def add(store: Store, form: EventForm) -> int:
    return store.write(lambda s: entries.save(s, form)).result


def drop(store: Store, form: EventForm, *dropped: Dropped, entry: int | None = None) -> Any:
    batch = filing.take(store.files, dropped)
    return batch, store.write(lambda s: filing.file(s, form, batch, entry))


def note(id: int, words: str = "") -> EventForm:
    return EventForm(id, "note", THEN, words)


# -- entries


def test_what_it_said_before_a_change_is_kept_with_it(store: Store, fence: int) -> None:
    id = add(store, EventForm(fence, "call", THEN, "She rang.", "them", private=False))
    add(store, EventForm(fence, "visit", THEN + timedelta(hours=1), "I went there.", "us", private=True, id=id))
    (row,) = rows(store, fence)
    assert (row.kind, row.text, row.private) == ("visit", "I went there.", True)
    assert row.edited_at is not None and abs(row.edited_at - datetime.now(UTC)) < timedelta(minutes=1)
    (before,) = store.read(lambda s: entries.history(s, id))
    assert (before.kind, before.at, before.by, before.text, before.private) == ("call", THEN, "them", "She rang.", False)
    assert before.until == row.edited_at


def test_saved_as_it_was_is_no_change(store: Store, fence: int) -> None:
    id = add(store, note(fence, "x"))
    add(store, EventForm(fence, "note", THEN, "x", id=id))
    assert rows(store, fence)[0].edited_at is None and store.read(lambda s: entries.history(s, id)) == ()


def test_deleting_takes_history_and_files_and_undo_brings_all_back(store: Store, fence: int) -> None:
    id = add(store, note(fence, "first"))
    add(store, EventForm(fence, "note", THEN, "second", id=id))
    drop(store, note(fence), Dropped("a.txt", b"a"), entry=id)
    before, history = rows(store, fence), store.read(lambda s: entries.history(s, id))
    gone = store.write(lambda s: entries.delete(s, id))
    assert rows(store, fence) == () and gone.undo is not None
    store.undo(gone.undo)
    assert rows(store, fence) == before and store.read(lambda s: entries.history(s, id)) == history


def test_a_letter_that_went_is_not_rewritten_here(store: Store) -> None:
    from clientcare.services import sample

    store.write(sample.prepare)
    sent = [(id, row) for id in store.read(disputes.ids) for row in rows(store, id) if row.how]
    id, row = sent[0]
    with pytest.raises(InvalidInput):
        add(store, EventForm(id, row.kind, row.at, "We sent nothing", row.by, row.private, row.id))


def test_newest_first_by_the_page_and_where_one_stands(store: Store, fence: int) -> None:
    ids = [add(store, EventForm(fence, "note", THEN + timedelta(minutes=n // 2), str(n))) for n in range(60)]
    shown = store.read(lambda s: disputes.detail(s, fence))
    assert [row.id for row in shown.events] == ids[::-1][: entries.PAGE] and shown.events_in_all == 60
    assert [row.id for row in rows(store, fence)] == ids[::-1]
    assert store.read(lambda s: [entries.place(s, fence, id) for id in (ids[-1], ids[0], ids[30], 10**6)]) == [0, 59, 29, None]


def test_the_last_contact_is_the_last_time_both_spoke(store: Store, fence: int) -> None:
    now = datetime.now(UTC)
    assert store.read(lambda s: entries.last_contact(s, fence)) is None
    for kind, days in (("note", 1), ("payment", 2), ("call", 13), ("visit", 20), ("email", -2)):
        add(store, EventForm(fence, kind, now - timedelta(days=days), kind))
    assert store.read(lambda s: disputes.detail(s, fence)).last_contact == now - timedelta(days=13)


def test_every_query_of_the_timeline_is_on_an_index(store: Store, fence: int) -> None:
    plans: list[str] = []
    for sql in (
        "SELECT * FROM timeline_event WHERE dispute_id = 1 ORDER BY at DESC, id DESC LIMIT 50",
        "SELECT count(*) FROM timeline_event WHERE dispute_id = 1",
        "SELECT id FROM timeline_event WHERE dispute_id = 1 AND message_id = 'x' LIMIT 1",
        "SELECT at FROM timeline_event WHERE dispute_id = 1 AND at <= 'x' AND kind IN ('call') ORDER BY at DESC LIMIT 1",
        "SELECT * FROM attachment WHERE event_id IN (1, 2, 3) ORDER BY id",
        "SELECT * FROM event_version WHERE event_id = 1 ORDER BY id DESC",
        "SELECT DISTINCT sha256 FROM attachment",
    ):
        plans += [row[-1] for row in store.read(lambda s, sql=sql: s.execute(text(f"EXPLAIN QUERY PLAN {sql}")).all())]
    assert all("INDEX" in plan or "TEMP B-TREE" in plan for plan in plans), plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan and "RIGHT PART" not in plan and "ORDER BY" not in plan]


# -- files


def test_a_file_is_kept_once_for_the_owner_alone(store: Store, fence: int) -> None:
    _, done = drop(store, note(fence, "Photos"), Dropped("a.txt", b"the same"), Dropped("b.txt", b"the same"))
    (row,) = rows(store, fence)
    assert done.result.entries == (row.id,) and row.text == "Photos"
    assert [(one.name, one.size) for one in row.attachments] == [("a.txt", 8), ("b.txt", 8)]
    (file,) = [path for path in store.files.rglob("*") if path.is_file()]
    assert file == kept.place(store.files, row.attachments[0].sha256) and file.read_bytes() == b"the same"
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in (file.parent, store.files)} == {0o700}


@pytest.mark.parametrize("name", ["../../x", "x" * 300 + ".pdf", "a\nb.txt", "\u202egpj.exe", "CON", ""])
def test_its_name_is_only_data(store: Store, fence: int, name: str) -> None:
    drop(store, note(fence), Dropped(name, b"x"))
    (one,) = rows(store, fence)[0].attachments
    assert one.name and not {"/", "\n", "\u202e"} & set(one.name) and len(one.name) <= 200
    assert {path.name for path in store.files.rglob("*") if path.is_file()} == {one.sha256}


def test_a_copy_comes_out_as_it_went_in(store: Store, fence: int, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "film.mp4").write_bytes(content)
    drop(store, note(fence), Dropped("film.mp4", tmp_path / "film.mp4"))
    (one,) = rows(store, fence)[0].attachments
    attachments.copy_out(store.files, one, tmp_path / "copy.mp4")
    assert (tmp_path / "copy.mp4").read_bytes() == content


def test_a_damaged_or_missing_file_is_noticed_and_nothing_is_left_half_done(store: Store, fence: int, tmp_path: Path) -> None:
    drop(store, note(fence), Dropped("a.txt", b"hello"))
    (one,) = rows(store, fence)[0].attachments
    there, to = kept.place(store.files, one.sha256), tmp_path / "out"
    to.mkdir()
    there.write_bytes(b"hellO")
    for _ in range(2):
        with pytest.raises(WorldError, match="damaged"):
            attachments.copy_out(store.files, one, to / "a.txt")
        assert list(to.iterdir()) == []
        there.unlink(missing_ok=True)
    drop(store, note(fence), Dropped("again.txt", b"hello"))  # put there once more, it is whole again
    attachments.copy_out(store.files, one, to / "a.txt")


def test_what_cannot_be_taken_is_said_and_the_rest_is_taken(store: Store, fence: int, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(b"x")
    names = ("good.txt", "gone.txt", "data")
    batch, _ = drop(store, note(fence), *(Dropped(name, tmp_path / name) for name in names))
    assert [one.name for one in batch.files] == ["good.txt"] and len(batch.remarks) == 2
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(InvalidInput):
            attachments.take(store.files, tmp_path / "pipe", "pipe")


def test_too_large_a_file_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST", 5)
    with pytest.raises(InvalidInput, match="larger"):
        attachments.take(store.files, b"123456", "x")
    assert [path for path in store.files.rglob("*") if path.is_file()] == []


def test_a_full_disk_says_so_and_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError, match="full"):
        attachments.take(store.files, b"x", "x")
    assert [path for path in store.files.rglob("*") if path.is_file()] == []


def aged(store: Store) -> None:
    """As if all files had been put there a while ago."""
    for path in store.files.rglob("*"):
        os.utime(path, (time.time() - 1000,) * 2)


def test_files_nothing_stands_for_go_when_the_window_closes_and_no_others(store: Store, fence: int, tmp_path: Path) -> None:
    drop(store, note(fence), Dropped("stays.txt", b"stays"))
    drop(store, note(fence), Dropped("goes.txt", b"goes"))
    (goes,), (stays,) = (row.attachments for row in rows(store, fence))
    gone = store.write(lambda s: attachments.delete(s, goes.id))
    kept.keep_small(store.files, goes.sha256, b"png")
    (store.files / "new-half0000").write_bytes(b"half")
    assert gone.undo is not None
    store.undo(gone.undo)
    attachments.copy_out(store.files, goes, tmp_path / "back.txt")  # while the window is open it can be taken back
    store.write(lambda s: attachments.delete(s, goes.id))
    fresh = attachments.take(store.files, b"just put, its row is not written yet", "x")
    aged(store)
    os.utime(kept.place(store.files, fresh.sha256))
    store.close()
    left = {path.name for path in store.files.rglob("*") if path.is_file()}
    assert left == {stays.sha256, fresh.sha256}


def test_a_small_picture_is_made_once_and_a_broken_one_tried_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (640, 480)).save(out, "JPEG")
    photo, broken = (attachments.take(store.files, content, "x.jpg") for content in (out.getvalue(), b"\xff\xd8\xff\0"))
    paper = attachments.take(store.files, b"%PDF", "x.jpg")
    one, other, third = (AttachmentRow(n, x.name, x.size, x.sha256) for n, x in enumerate((photo, broken, paper)))
    first = attachments.thumbnail(store.files, one)
    assert first is not None and first.startswith(b"\x89PNG")
    assert attachments.thumbnail(store.files, other) is None
    monkeypatch.setattr("clientcare.incoming.pictures.small", lambda _: pytest.fail("made again"))
    assert attachments.thumbnail(store.files, one) == first
    assert attachments.thumbnail(store.files, other) is None and attachments.thumbnail(store.files, third) is None


def test_programs_are_not_opened_whatever_they_are_called(store: Store) -> None:
    for name, content, may in (("a.pdf", b"%PDF", True), ("a.pdf", b"MZ", False), ("a.pdf.exe", b"x", False)):
        taken = attachments.take(store.files, content, name)
        assert attachments.opens(store.files, AttachmentRow(1, taken.name, taken.size, taken.sha256)) is may


# -- e-mails


def mail(sender: str, to: str = "me@tiler.example", **headers: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, "The fence"
    made["Date"], made["Message-ID"] = "Fri, 1 May 2026 12:30:00 +0200", headers.get("id", "<1@x>")
    made.set_content("It leans.")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="fence.pdf")
    return bytes(made)


def test_an_e_mail_files_itself_with_its_time_writer_and_attachments(store: Store, fence: int) -> None:
    drop(store, note(fence, "ignored"), Dropped("x.EML", mail("Dana <dana@example.org>")))
    (row,) = rows(store, fence)
    assert (row.kind, row.at, row.by, row.private, row.message_id) == ("email", THEN, "them", False, "<1@x>")
    assert row.text == "The fence\n\nIt leans."
    assert [one.name for one in row.attachments] == ["x.EML", "fence.pdf"]


@pytest.mark.parametrize(
    ("sender", "to", "by", "private"),
    [
        ("me@tiler.example", "dana@example.org", "us", False),
        ("me@tiler.example", "brother@law.example", "us", True),
        ("brother@law.example", "me@tiler.example", "them", True),
    ],
)
def test_whose_it_is_and_what_is_not_between_us_stays_private(
    store: Store, fence: int, sender: str, to: str, by: str, private: bool
) -> None:
    drop(store, note(fence), Dropped("x.eml", mail(sender, to)))
    (row,) = rows(store, fence)
    assert (row.by, row.private) == (by, private)
    assert ("<brother@law.example>" in row.text) is (sender == "brother@law.example")


def test_the_same_e_mail_is_filed_once_a_dispute(store: Store, fence: int) -> None:
    one, other = (Dropped("x.eml", mail("dana@example.org", id=id)) for id in ("<1@x>", "<2@x>"))
    drop(store, note(fence), one)
    _, done = drop(store, note(fence), one, other, other)
    assert done.result.already == 2 and len(rows(store, fence)) == 2
    _, again = drop(store, note(fence), one)
    assert again.undo is None


def test_one_that_is_no_e_mail_is_added_as_a_file_and_says_so(store: Store, fence: int) -> None:
    batch, _ = drop(store, note(fence), Dropped("x.eml", b"no e-mail at all"))
    assert [one.name for one in rows(store, fence)[0].attachments] == ["x.eml"]
    assert batch.remarks[0].values["name"] == "x.eml"


def test_more_files_than_anybody_means_are_refused(store: Store) -> None:
    with pytest.raises(InvalidInput, match="more than"):
        filing.take(store.files, [Dropped("x", b"x")] * (filing.MOST + 1))


def test_undoing_takes_back_the_entry_and_its_files(store: Store, fence: int) -> None:
    _, done = drop(store, note(fence), Dropped("x.eml", mail("dana@example.org")), Dropped("a.txt", b"a"))
    assert len(rows(store, fence)) == 2
    store.undo(done.undo)
    assert rows(store, fence) == ()
