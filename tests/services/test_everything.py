"""Everything exported: all of it comes back, by the readers of others; hostile names stay names; all of it, or nothing."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email import message_from_bytes
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from everything_walk import pages
from hypothesis import Phase, given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import LargeBinary, func, select
from sqlalchemy.orm import Session

from clientcare.db.models import (
    Artwork,
    Base,
    Client,
    FormDraft,
    JobMargin,
    KnownWord,
    OwnWording,
    Referral,
    Reminder,
    Sending,
    StoredLetter,
)
from clientcare.errors import InvalidInput, WorldError
from clientcare.incoming import cards, file_names, guessing, table
from clientcare.incoming.people import person
from clientcare.records import DisputeForm, EventForm, Exported, LetterDraft, PaymentForm, ProviderForm
from clientcare.services import (
    artwork,
    attachments,
    clients,
    contacts,
    disputes,
    entries,
    letters,
    payments,
    referrals,
    sample,
    settings,
    tags,
)
from clientcare.services.exporting import as_cards, as_json, everything, markup
from clientcare.services.exporting.parcel import Parcel, columns
from clientcare.services.exporting.place import INSIDE
from clientcare.services.progress import Progress, Stopped
from clientcare.services.store import Store
from clientcare.settings import Settings

IMG = "<img src=x onerror=alert(1)>"
RIGHT_TO_LEFT = "\u202eexe.gpj שלום مرحبا"
NAMES = (
    "../../../etc/passwd", "<script>alert('x')</script>", "=cmd|' /C calc'!A0", "CON", "nul.txt", "x" * 280, "🙂👩‍👩‍👧 Ana",
    RIGHT_TO_LEFT, "ana", "ANA", "A/B\\C", ". .", "a&b \"quoted\" 'single'", "{name} %n", IMG,
)  # fmt: skip
LONG = "y" * 300 + ".pdf"
FILES = ("photo.jpg", "photo.jpg", "PHOTO.JPG", "../../evil.sh", "CON.txt", f"{RIGHT_TO_LEFT}.exe", "page.html", LONG)
SAID = ("note", "title", "words", "lesson", "changed")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "exports"


def exported(store: Store, place: Path) -> Path:
    progress = Progress()
    done = everything.export_everything(store, place, progress)
    assert progress.done == progress.total  # the bar arrives where it should
    assert [each.name for each in place.iterdir()] == [done.folder.name]
    return done.folder


def hostile(session: Session) -> None:
    settings.update(session, business_name=f"{IMG} & Söhne", owner_name="=Max")
    for name in NAMES:
        id = clients.create(session, name)
        clients.update(session, id, notes=f"note {name}", address=f"{name[:40]}\nStreet", email="a@b.example", phone="+49 1")
        contacts.add(session, id, "email", "c@d.example", IMG)
        tags.add(session, [id], IMG)
        payments.save(session, PaymentForm(id, date(2026, 3, 4), Decimal("-10.5"), f"=1+1 {name}", job=IMG))
        dispute = disputes.create(session, DisputeForm(f"title {name}", id))
        disputes.update(session, dispute, their_words=f"words {name}", about=IMG, lesson=f"lesson {name}")
        at = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
        event = entries.save(session, EventForm(dispute, "note", at, f"=event {name} {IMG}", private=True))
        entries.save(session, EventForm(dispute, "note", at, f"changed {name}", private=False, id=event))
        draft = LetterDraft(dispute, "apology", subject=f"subject {name}", edits={"sorry": f"sorry {name}"})
        letters.save_draft(session, draft)
    referrals.save(session, ProviderForm(IMG, does="=does", tie=IMG, notes=RIGHT_TO_LEFT))
    last = entries.save(session, EventForm(dispute, "visit", datetime(2026, 4, 4, tzinfo=UTC), "with files"))
    kept = session.info["files"]
    taken = [attachments.take(kept, f"content {n}".encode(), name) for n, name in enumerate(FILES)]
    attachments.add(session, last, taken)


@pytest.fixture(scope="module")
def of_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """Hostile data and its export, made once: it is only looked at."""
    folder = tmp_path_factory.mktemp("hostile")
    store = Store.open(folder / "data")
    store.write(hostile)
    yield store, exported(store, folder / "exports")
    store.close()


@pytest.fixture(scope="module")
def of_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """The sample business with a draft that is whole, one that is not, and an e-mail that went; and its export."""
    folder = tmp_path_factory.mktemp("sample")
    store = Store.open(folder / "data")
    store.write(_fill)
    yield store, exported(store, folder / "exports")
    store.close()


def _fill(session: Session) -> None:
    sample.load(session)
    first = session.scalars(select(StoredLetter).order_by(StoredLetter.id)).first()
    assert first is not None
    soon = {"answer_by": (date.today() + timedelta(days=3)).isoformat()}
    letters.save_draft(session, LetterDraft(first.dispute_id, "acknowledgement", facts=soon))
    not_whole = LetterDraft(first.dispute_id, "payment_request", subject="Open bill", edits={"close": "So long"})
    letters.save_draft(session, not_whole)
    mail = {"sender": "us@x.example", "recipient": "a@b.example", "message_id": "<1@x>", "message": b"Subject: Hi\r\n\r\nText"}
    session.add(Sending(letter=first, state="sent", queued_at=first.written_at, due_at=first.written_at, **mail))
    artwork.save(session, "logo", _picture(), "logo.png")


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return out.getvalue()


def rows(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def whole(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "clientcare.json").read_text("utf-8"))
    return found


# -- all of it is there


def test_no_table_and_no_column_is_forgotten(of_sample: tuple[Store, Path]) -> None:
    store, root = of_sample
    found = whole(root)
    exported = {one.entity.__tablename__: name for name, one in as_json.LISTS.items()}
    made_from_others = {"search_entry"}
    for name, its in Base.metadata.tables.items():
        if name in made_from_others or name.startswith("search_"):
            continue
        count = store.read(lambda s, its=its: s.scalar(select(func.count()).select_from(its)))
        records = found[exported[name]]
        assert len(records) == count, name
        pages = {one.name for one in its.columns if isinstance(one.type, LargeBinary)}  # files of their own
        wanted = {one.name for one in its.columns} - pages - {"sort_key"}
        assert all(wanted <= record.keys() for record in records), name
    assert set(found["about"]["lists"]) | {"about"} == set(found)


def test_every_text_of_the_file_is_in_the_json_file(of_hostile: tuple[Store, Path]) -> None:
    store, root = of_hostile
    found = (root / "clientcare.json").read_text("utf-8")
    for name, one in as_json.LISTS.items():
        for record in store.read(lambda s, one=one: s.execute(select(*columns(one.entity, "sort_key"))).all()):
            for value in record:
                assert not isinstance(value, str) or json.dumps(value, ensure_ascii=False) in found, name


def test_the_pages_say_every_word_about_a_client(of_hostile: tuple[Store, Path]) -> None:
    _, root = of_hostile
    told = [page.text for page in pages(root) if page.page.parent.name == "clients"]
    assert len(told) == len(NAMES)
    for name in NAMES:
        assert any(all(f"{what} {name}" in text for what in SAID) for text in told)
        assert any(f"=event {name} {IMG}" in text for text in told)  # what the entry said before
    assert all("private" in text for text in told)


def test_the_pages_say_what_is_typed_beside_clients_and_disputes(store: Store, place: Path) -> None:
    def write(session: Session) -> None:
        sample.load(session)
        dana, tom = session.scalars(select(Client).order_by(Client.id)).all()[:2]
        dana.sent_by_id, dana.margin, dana.hours_beyond, dana.retention, dana.clients_sent = tom.id, 0.125, 7.5, 0.85, 0.25
        dana.style, tom.name = "steady", "Tom who sent them"
        session.add(OwnWording(language="en", kind="apology", passage="sorry", text="My own words"))
        session.add(KnownWord(language="en", word="Quoin"))
        session.add(JobMargin(job="Tiling", margin=0.35))
        session.add(FormDraft(form="reminder", record_id=0, texts={"text": "Half a reminder"}, at=datetime.now(UTC)))
        remind = {"due_at": datetime(2026, 4, 4, 9, tzinfo=UTC), "set_at": datetime.now(UTC), "repeat": "month"}
        session.add_all([Reminder(text="Of nobody", **remind), Reminder(text="Of Dana", client_id=dana.id, **remind)])
        settings.update(session, margin=Decimal("0.375"), savings=Decimal(1234), own_style="precise")
        referral = session.scalars(select(Referral)).first()
        assert referral is not None
        referral.may_know, referral.thanked_on, referral.consent_on = ["need"], date(2026, 5, 6), date(2026, 5, 5)

    store.write(write)
    read = {page.page.stem: page.text for page in pages(exported(store, place))}
    index, dana = read.pop("index"), next(text for name, text in read.items() if "Dana" in name)
    for words in ("My own words", "Quoin", "Tiling", "35 %", "Half a reminder", "Of nobody", "every month", "37.5 %", "$1,234"):
        assert words in index, words
    for words in ("Tom who sent them", "12.5 %", "7.5", "85 %", "0.25", "steady", "English", "Of Dana", "every month"):
        assert words in dana, words
    told = " ".join(read.values())
    assert "What they need" in told and "6 May 2026" in told and "5 May 2026" in told and "The compromise" in told


def test_the_tables_hold_what_the_lists_hold(of_sample: tuple[Store, Path]) -> None:
    _, root = of_sample
    for sheet, name in (("clients", "clients"), ("payments", "payments"), ("disputes", "disputes"), ("timeline", "timeline")):
        assert len(rows(root, sheet)) == len(whole(root)[name]) > 0
    dana = next(row for row in rows(root, "disputes") if row["Client"] == "Dana Okafor")
    assert (dana["They ask"], dana["What they feel"]) == ("480.00", "Disappointed")
    assert "These are not the tiles I chose" in dana["What the client says"]
    photo = next(row for row in rows(root, "timeline") if row["Files"])
    assert (root / photo["Files"]).read_bytes()[:3] == b"\xff\xd8\xff"
    decided, referred = rows(root, "decisions"), rows(root, "referrals")
    assert decided and referred and all(row["What you decided"] for row in decided) and all(row["Firm"] for row in referred)
    assert rows(root, "reminders") and rows(root, "offers") and rows(root, "firms")


def test_clients_payments_and_firms_can_be_taken_in_again(of_sample: tuple[Store, Path]) -> None:
    _, root = of_sample
    found = table.read(root / "csv" / "clients.csv")
    mapping = guessing.guess(found, "clients")
    names = {person(mapping.values(row), mapping.labels).name for row in found.rows}
    assert names == {one["name"] for one in whole(root)["clients"]}
    for name in ("payments", "firms"):
        assert guessing.guess(table.read(root / "csv" / f"{name}.csv"), "providers" if name == "firms" else name).fields


def test_the_letters_are_the_very_pages_that_went(of_sample: tuple[Store, Path]) -> None:
    store, root = of_sample
    query = select(StoredLetter.id, StoredLetter.sha256).where(StoredLetter.state == "done")
    done = store.read(lambda s: s.execute(query).all())
    paths = {one["id"]: one["path"] for one in whole(root)["letters"]}
    assert len(done) > 5
    for id, sha256 in done:
        content = (root / paths[id]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
        assert "Draft" not in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_drafts_are_marked_as_drafts_and_one_that_is_not_whole_keeps_its_words(of_sample: tuple[Store, Path]) -> None:
    _, root = of_sample
    drafts = [one for one in whole(root)["letters"] if one["state"] == "draft"]
    pdf, text = sorted((root / one["path"] for one in drafts), key=lambda path: path.suffix)
    assert "draft" in pdf.name and "draft" in text.name
    assert all("Draft, not sent" in page.extract_text() for page in PdfReader(pdf).pages)
    assert text.suffix == ".txt" and "So long" in text.read_text("utf-8") and "Open bill" in text.read_text("utf-8")


def test_e_mails_and_artwork_are_files(of_sample: tuple[Store, Path]) -> None:
    store, root = of_sample
    (mail,) = (root / "letters").glob("*.eml")
    assert message_from_bytes(mail.read_bytes())["Subject"] == "Hi"
    assert (root / "files" / "letterhead" / "logo.png").read_bytes() == _picture()
    assert store.read(lambda s: s.scalar(select(func.count()).select_from(Artwork))) == 1


def test_the_pages_lead_to_every_client_letter_and_file(of_sample: tuple[Store, Path]) -> None:
    _, root = of_sample
    read = pages(root)
    linked = {path for page in read for path in page.leads_to}
    for name in ("clients", "letters", "files"):
        for file in (root / name).rglob("*"):
            assert file.is_dir() or file.suffix == ".eml" or file.parent.name == "letterhead" or file.resolve() in linked, file
    index = next(page for page in read if page.page.name == "index.html")
    assert not [page.page.name for page in read if re.search(r"[<>]|&\w+;", page.text)]  # no stray tag
    assert "Rivera Home Repairs" in index.text and "Dana Okafor" in index.text and "Brightline Electric" in index.text


def test_the_address_cards_come_back_as_they_were(of_sample: tuple[Store, Path]) -> None:
    _, root = of_sample
    found = cards.read((root / as_cards.FILE).read_bytes())
    assert not found.broken
    people = [person(card.values) for card in found.cards]
    known = whole(root)["clients"]
    assert sorted(one.name for one in people) == sorted(one["name"] for one in known)
    dana = next(one for one in people if one.name == "Dana Okafor")
    assert dana.addresses[0].value == "8 Elm Street\nAmherst MA 01002" and dana.tags == ("Regular",)
    assert [one.value for one in dana.emails] == ["dana.okafor@home.example", "d.okafor@school.example"]
    assert ("(413) 555-0177", "School office") in [(one.value, one.label) for one in dana.phones]


# -- hostile names and texts stay what they are


def test_no_name_leads_out_of_the_folder_or_is_two_files(of_hostile: tuple[Store, Path]) -> None:
    _, root = of_hostile
    found = [path.relative_to(root) for path in root.rglob("*")]
    assert all(path.resolve().is_relative_to(root.resolve()) and not path.is_symlink() for path in root.rglob("*"))
    parts = {part for path in found for part in path.parts}
    assert not [part for part in parts if part != file_names.safe(part)]
    alike = [unicodedata.normalize("NFC", str(path)).casefold() for path in found]
    assert len(alike) == len(set(alike))
    assert len(list((root / "clients").iterdir())) == len(NAMES)


def test_files_of_one_name_are_all_there_each_with_its_content(of_hostile: tuple[Store, Path]) -> None:
    _, root = of_hostile
    listed = whole(root)["files"]
    assert [(root / one["path"]).read_bytes() for one in listed] == [f"content {n}".encode() for n in range(len(FILES))]
    assert [Path(one["path"]).name for one in listed][:3] == ["photo.jpg", "photo (2).jpg", "PHOTO (3).JPG"]


def test_what_runs_or_holds_a_script_is_named_and_not_linked(of_hostile: tuple[Store, Path]) -> None:
    _, root = of_hostile
    read = pages(root)  # which also finds every tag and every link harmless
    files = root.resolve() / "files"
    linked = {path.suffix.lower() for page in read for path in page.leads_to if path.is_relative_to(files)}
    assert linked <= {"", ".jpg", ".pdf", ".txt"} and any("page.html" in page.text for page in read)
    assert all(page.rules == markup.ONLY_FROM_HERE for page in read)


def test_no_cell_of_any_table_is_a_formula(of_hostile: tuple[Store, Path]) -> None:
    _, root = of_hostile
    for file in (root / "csv").iterdir():
        for row in csv.reader(StringIO(file.read_text("utf-8-sig"), newline="")):
            for cell in row:
                assert cell[:1] not in ("=", "@", "+", "\t") and (cell[:1] != "-" or cell[1:].replace(".", "").isdigit()), cell


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)

@given(WORDS, WORDS, WORDS, WORDS, WORDS)
@cases(60, phases=[Phase.explicit, Phase.generate])
def test_any_words_make_one_card_that_can_be_read(name: str, address: str, label: str, notes: str, tag: str) -> None:
    empty = dict.fromkeys(("email", "email_label", "phone", "phone_label"), "")
    client = _Row(name=f"A{name}", address=address, address_label=label, notes=notes, language="en", **empty)
    text = as_cards._card(client, [_Row(kind="phone", value=label, label=address)], [_Row(text=tag)])
    found = cards.read(text.encode())
    assert not found.broken and len(found.cards) == 1
    (card,) = found.cards
    assert " ".join(person(card.values).name.split()) == " ".join(as_cards._text(f"A{name}").split())
    assert " ".join(card.values.get("notes", "").split()) == " ".join(as_cards._text(notes).split())


class _Row:
    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


# -- all or nothing


class Watched(Progress):
    """Does something once so many steps are done."""

    def __init__(self, at: int, call: Callable[[], object]) -> None:
        super().__init__()
        self._at, self._call = at, call

    def step(self, steps: int = 1) -> None:
        if self.done == self._at:
            self._call()
        super().step(steps)


@pytest.mark.parametrize("share", [0, 0.3, 0.6, 0.99])
def test_stopped_at_any_time_it_leaves_nothing(of_sample: tuple[Store, Path], place: Path, share: float) -> None:
    store, _ = of_sample
    progress = Progress()
    everything.export_everything(store, place / "whole", progress)
    watched = Watched(int(progress.total * share), lambda: watched.stop())
    with pytest.raises(Stopped):
        everything.export_everything(store, place / "part", watched)
    assert list((place / "part").iterdir()) == []


def test_it_shows_one_moment_whatever_is_written_meanwhile(store: Store, place: Path) -> None:
    store.write(sample.load)
    write = Watched(400, lambda: store.write(lambda s: clients.create(s, "Too late")))
    root = everything.export_data(store._database.file.parent, place, write).folder
    assert write.done == write.total
    assert not any(b"Too late" in path.read_bytes() for path in root.rglob("*") if path.is_file())


def test_a_full_disk_is_said_and_leaves_nothing(of_sample: tuple[Store, Path], place: Path) -> None:
    store, _ = of_sample

    def fails() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(WorldError) as error:
        everything.export_everything(store, place, Watched(300, fails))
    assert error.value.said.text == everything.FULL and list(place.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make a small disk")
@pytest.mark.parametrize("size", ["40k", "300k", "700k"])
def test_a_disk_that_is_really_full(of_sample: tuple[Store, Path], place: Path, size: str) -> None:
    store, _ = of_sample
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    try:
        with pytest.raises(WorldError) as error:
            everything.export_everything(store, place, Progress())
        assert error.value.said.text == everything.FULL and list(place.iterdir()) == []
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_place_that_is_no_folder_is_said(of_sample: tuple[Store, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("what stood there")
    with pytest.raises(WorldError) as error:
        everything.export_everything(of_sample[0], tmp_path / "file", Progress())
    assert error.value.said.text == everything.CANNOT and (tmp_path / "file").read_text() == "what stood there"


def test_it_goes_anywhere_but_among_the_data(store: Store, folder: Path) -> None:
    before = {path for path in folder.rglob("*") if "log" not in path.parts}
    for place in (folder, folder / "files", folder / "new" / "..", folder / "backups" / "mine"):
        with pytest.raises(InvalidInput) as error:
            everything.export_everything(store, place, Progress())
        assert error.value.said.text == INSIDE
    assert {path for path in folder.rglob("*") if "log" not in path.parts} == before


def test_thousands_of_one_name_have_a_file_each_and_take_no_time(store: Store, tmp_path: Path) -> None:
    parcel = store.read(lambda session: Parcel(session, tmp_path, tmp_path, Settings(), str, Progress()))
    began = time.process_time()
    found = [parcel.free("clients", "Ana", ".html") for _ in range(5_000)] + [parcel.free("clients", "ANA (7)", ".html")]
    assert len({path.casefold() for path in found}) == 5_001 and found[1] == "clients/Ana (2).html"
    assert time.process_time() - began < 2


def test_a_second_one_stands_beside_the_first_and_a_broken_one_goes_in_time(store: Store, place: Path) -> None:
    old, young = place / ".clientcare-export-old", place / ".clientcare-export-young"
    for left in (old, young):
        (left / "csv").mkdir(parents=True)
    a_while_ago = (datetime.now() - timedelta(days=2)).timestamp()
    os.utime(old, (a_while_ago, a_while_ago))
    found = [everything.export_everything(store, place, Progress()) for _ in range(2)]
    first, second = (one.folder for one in found)
    assert second.name == f"{first.name} (2)" and f"{date.today():%Y-%m-%d}" in first.name
    assert sorted(place.iterdir()) == sorted([first, second, young])


def test_an_empty_file_is_exported_too(store: Store, place: Path) -> None:
    root = exported(store, place)
    assert pages(root) and whole(root)["clients"] == [] and (root / "clients.vcf").read_text() == ""


def test_who_may_read_it_is_as_the_owner_has_it_set(store: Store, place: Path) -> None:
    before = os.umask(0o027)
    try:
        root = everything.export_everything(store, place, Progress()).folder
    finally:
        os.umask(before)
    if os.name == "posix":
        assert root.stat().st_mode & 0o777 == 0o750
        assert {path.stat().st_mode & 0o777 for path in root.rglob("*") if path.is_file()} == {0o640}


def test_what_is_gone_or_damaged_is_named_and_the_rest_is_there(store: Store, place: Path) -> None:
    def write(session: Session) -> None:
        sample.load(session)
        dispute = session.scalars(select(StoredLetter.dispute_id)).first()
        assert dispute is not None
        id = entries.save(session, EventForm(dispute, "note", datetime(2026, 4, 4, tzinfo=UTC), "files"))
        names = ("gone.jpg", "damaged.jpg", "good.jpg")
        attachments.add(session, id, [attachments.take(session.info["files"], name.encode(), name) for name in names])
        letter = session.scalars(select(StoredLetter).where(StoredLetter.state == "done")).first()
        assert letter is not None
        letter.sha256 = "0" * 64

    store.write(write)
    gone, damaged = (hashlib.sha256(name).hexdigest() for name in (b"gone.jpg", b"damaged.jpg"))
    (store.files / gone[:2] / gone).unlink()
    (store.files / damaged[:2] / damaged).write_bytes(b"something else")
    done = everything.export_everything(store, place, Progress())
    assert isinstance(done, Exported) and done.lost == 3
    text = "\n".join(page.text for page in pages(done.folder))
    assert "gone.jpg missing or damaged" in text and "damaged.jpg missing or damaged" in text
    index = next(page.text for page in pages(done.folder) if page.page.name == "index.html")
    assert "gone.jpg" in index and "damaged.jpg" in index and "pages of these letters are damaged" in index
    assert [path.name for path in (done.folder / "files").rglob("*.jpg") if "hall" not in path.name] == ["good.jpg"]


FILLS_MEMORY = """
import resource, sys
from pathlib import Path
from clientcare.services.exporting.everything import export_data
from clientcare.services.progress import Progress
export_data(Path(sys.argv[1]), Path(sys.argv[2]), Progress())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="only there a process tells the most memory it had")
def test_ten_times_as_much_takes_hardly_more_memory(place: Path) -> None:
    from tests.benchmarks.data import history

    took = []
    for many in (500, 5_000):
        arguments = [sys.executable, "-c", FILLS_MEMORY, str(history(many)), str(place / str(many))]
        took.append(int(subprocess.run(arguments, capture_output=True, check=True, text=True).stdout))
    print(f"export: {took[0]} MB with 500 disputes, {took[1]} MB with 5,000")
    assert took[1] - took[0] < 60
