"""What safety promises of files from outside, tried for real: little time, little memory, nothing loaded, one card for one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.incoming import cards, lines, mail_apart, mail_message, pictures, table
from clientcare.letters.paper import pictures as logos
from clientcare.letters.paper import underlay
from clientcare.services import attachments, filing, imports
from clientcare.services.finding import hits, query
from clientcare.services.importing import source
from clientcare.services.importing.source import Wanted
from clientcare.services.progress import Progress, Stopped
from clientcare.services.timeline.filing import Dropped
from tests.fuzz.corpora import FILES, letterheads

ROOT = Path(__file__).parents[2]
BAD = FILES / "bad"
HEAD = b"From: Dana <dana@example.org>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: The hall\r\n"
GOOD_CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEND:VCARD\r\n"
on_posix = pytest.mark.skipif(os.name == "nt", reason="no such limits there")


def bad(*endings: str) -> list[str]:
    return sorted(file.name for file in BAD.iterdir() if file.suffix in endings)


# -- pictures and PDFs

MEASURED = """
import json, resource, sys
from pathlib import Path
from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.incoming import mail_apart, pictures
from clientcare.letters.paper import pictures as logos, underlay
readers = {"photo": pictures.small, "logo": logos.taken, "paper": underlay.taken, "mail": mail_apart.read}
found, before = [], 0
for reader, file in json.loads(sys.argv[1]):
    said = ""
    try: readers[reader](Path(file).read_bytes())
    except apart.Refused as refusal: said = str(refusal)
    except InvalidInput as refusal: said = refusal.said.text
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = spent.ru_utime + spent.ru_stime
    found.append([Path(file).name, said, seconds - before])
    before = seconds
print(json.dumps([found, spent.ru_maxrss * (1 if sys.platform == "darwin" else 1024)]))
"""


def measured(*tried: tuple[str, Path]) -> tuple[list[tuple[str, str, float]], int]:
    """For each reader and file: its name, what it was refused with ("" where it was taken), and the seconds the process apart
    computed; and the most memory any of them had."""
    words = [sys.executable, "-c", MEASURED, json.dumps([(reader, str(file)) for reader, file in tried])]
    found, memory = json.loads(subprocess.run(words, cwd=ROOT, capture_output=True, check=True, timeout=300).stdout)
    return found, memory


@on_posix
def test_bad_pictures_cost_two_seconds_and_300_megabytes_at_most() -> None:
    photos = [("photo", BAD / name) for name in bad(".png", ".jpg", ".webp", ".heic")]
    logos = [("logo", file) for _, file in photos if file.suffix in (".png", ".jpg")]
    found, memory = measured(*photos, *logos)
    assert len(found) >= 22 and memory < 300_000_000
    assert [each for each in found if each[2] > 2.5] == []
    taken = {name for name, said, _ in found if not said}
    assert taken <= {"frames.png", "scans.jpg", "laced.png", "much_text.png", "palette_gone.png"}


@on_posix
def test_bad_letterheads_are_refused_in_words_or_made_clean() -> None:
    found, memory = measured(*(("paper", BAD / name) for name in bad(".pdf")))
    assert len(found) >= 5 and memory < 300_000_000
    assert [each for each in found if each[2] > 15] == []


def test_what_a_letterhead_hides_does_not_come_along() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(letterheads()[0])))
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("HARM")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)
    page: Any = writer.pages[0]
    for font in page["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/Extra")] = writer.root_object.indirect_reference
    writer.write(out := BytesIO())
    assert b"HARM" in out.getvalue()
    clean = underlay.taken(out.getvalue())
    assert not any(word in clean for word in (b"HARM", b"JavaScript", b"/URI", b"OpenAction", b"Annots"))


# -- e-mails

GREEDY = {
    "lines": HEAD + b"\r\n" * 29_000_000,
    "headers": HEAD + b"X: y\n" * 4_000_000,
    "parts": HEAD + b"Content-Type: multipart/mixed; boundary=e\n\n" + b"--e\n\nx\n" * 2_000_000,
    "one line": HEAD + b"\n" + b"x" * 59_000_000,
}


@on_posix
def test_an_e_mail_takes_ten_seconds_and_a_gigabyte_at_most(tmp_path: Path) -> None:
    for name, content in GREEDY.items():
        (tmp_path / name).write_bytes(content)
    found, memory = measured(*(("mail", tmp_path / name) for name in GREEDY))
    assert memory < 1_200_000_000 and [each for each in found if each[2] > 10] == []
    assert {name for name, said, _ in found if said != mail_message.TANGLED} == {"one line"}


@pytest.mark.parametrize("name", bad(".eml"))
def test_a_bad_e_mail_is_filed_or_kept_as_a_file_and_said(name: str, tmp_path: Path) -> None:
    batch = filing.take(tmp_path / "files", [Dropped(name, BAD / name)])
    assert len(batch.mails) + len(batch.files) == 1 and len(batch.remarks) == len(batch.files)
    for mail in batch.mails:
        assert mail.files[0].name == name
        assert not any(sign in one.name for one in mail.files for sign in "/\\\0\u202e") and all(one.name for one in mail.files)


def test_an_e_mail_s_process_that_fails_is_one_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for why, said in (("broken", mail_message.NO_MAIL), ("slow", mail_message.TANGLED), ("large", mail_message.TANGLED)):

        def fails(*_: Any, why: str = why) -> bytes:
            raise apart.Refused(why)

        monkeypatch.setattr(apart, "read", fails)
        with pytest.raises(InvalidInput) as refused:
            mail_apart.read(HEAD + b"\r\nx")
        assert refused.value.said.text == said


# -- address cards


@pytest.mark.parametrize("name", bad(".vcf"))
def test_a_bad_card_costs_itself_alone_and_no_time(name: str) -> None:
    began = time.process_time()
    found = cards.read((BAD / name).read_bytes())
    assert time.process_time() - began < 1
    assert "Ann Lee" in [card.values.get("name") for card in found.cards]


def test_a_file_of_too_many_cards_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 3)
    assert len(cards.read(GOOD_CARD * 3).cards) == 3
    with pytest.raises(InvalidInput, match="more than"):
        cards.read(GOOD_CARD * 4)


def test_reading_many_cards_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "many.vcf").write_bytes(GOOD_CARD * (cards.BITE + 1))
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        imports.read(tmp_path / "many.vcf", progress)


# -- tables


def test_a_line_without_end_is_refused_before_it_is_read() -> None:
    for content in (b"Name,Note\n" + b"x" * 50_000_000, b"Name," * 10_000_000, b"Name,Note\n" + b'Ann,"x' + b"y" * 50_000_000):
        began = time.process_time()
        with pytest.raises(InvalidInput) as refused:
            list(table.read(content).rows)
        assert refused.value.said.text == lines.NO_LINES and time.process_time() - began < 1


def test_a_table_of_too_many_columns_is_refused_and_a_row_of_too_many_is_cut() -> None:
    with pytest.raises(InvalidInput):
        table.read(b"Name," * (table.MOST_COLUMNS + 1) + b"\nAnn\n")
    (row,) = table.read(b"Name,City\nAnn,Oslo" + b",x" * (table.MOST_COLUMNS + 5)).rows
    assert row[:2] == ("Ann", "Oslo") and len(row) == table.MOST_COLUMNS


def test_a_table_too_large_to_take_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"Name\n" + b"Ann\n" * 50)
    monkeypatch.setattr(source, "MOST_ROWS", 40)
    with pytest.raises(InvalidInput, match="too large"):
        imports.read(file, Progress())
    monkeypatch.setattr(source, "MOST_ROWS", 50)
    assert imports.read(file, Progress()).rows == 50
    monkeypatch.setattr(source, "LARGEST_TABLE", 100)
    with pytest.raises(InvalidInput, match="too large"):
        imports.read(file, Progress())


def test_thousands_of_columns_and_thousands_of_one_name_take_no_time(tmp_path: Path) -> None:
    began = time.process_time()
    wide = "Name" + ",Email" * 2000 + "\n" + ("Ann Lee" + ",ann@lee.example" * 2000 + "\n") * 5
    (tmp_path / "wide.csv").write_text(wide, "utf-8")
    assert len(imports.read(tmp_path / "wide.csv", Progress()).columns) == 2001
    same = "Name,Phone,Notes\n" + "".join(f"Ann Lee,+1 503 555 {n:04},x{n}\n" for n in range(6000))
    (tmp_path / "same.csv").write_text(same, "utf-8")
    found = imports.read(tmp_path / "same.csv", Progress())
    assert found.mappings
    made = imports.plan(Wanted(found, "clients", found.mappings["clients"]), Progress())
    assert len(made.parties) == 6000 and time.process_time() - began < 10


@pytest.mark.parametrize("header", ["Email", "Name", "(" * 200_000, "Betrag " + "[" * 200_000])
def test_a_cell_without_end_takes_no_time(header: str, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(f"{header},Name\n{'Total' * 40_000},Ann\n{'a@' * 90_000},Bo\n", "utf-8")
    began = time.process_time()
    found = imports.read(tmp_path / "long.csv", Progress())
    assert found.mappings
    imports.plan(Wanted(found, "clients", found.mappings["clients"]), Progress())
    assert time.process_time() - began < 5


def test_who_comes_again_is_found_however_many_have_the_name(tmp_path: Path) -> None:
    rows = [f"Ann Lee,+1 503 555 {n:04},a{n}@lee.example\n" for n in range(300)]
    text = "Name,Phone,Email\n" + "".join(rows) + "Ann Lee,,a250@lee.example\nAnn Lee,+1 503 555 0299,\nAnn Lee,,\nBo Lund,,\n"
    (tmp_path / "same.csv").write_text(text, "utf-8")
    found = imports.read(tmp_path / "same.csv", Progress())
    assert found.mappings
    made = imports.plan(Wanted(found, "clients", found.mappings["clients"]), Progress())
    assert len(made.parties) == 301
    assert [item.why and item.why.values["row"] for item in made.items[300:]] == [252, 301, 2, None]


MILLION = """
import json, resource, sys, time
from pathlib import Path
from clientcare.services.importing import imports
from clientcare.services.importing.source import Wanted
from clientcare.services.progress import Progress
began = time.monotonic()
found = imports.read(Path(sys.argv[1]), Progress())
looked = time.monotonic() - began
made = imports.plan(Wanted(found, found.kind, found.mappings[found.kind], "USD"), Progress())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([found.rows, found.kind, dict(made.counts()), looked, time.monotonic() - began, peak]))
"""


@on_posix
@pytest.mark.slow
def test_a_million_rows_are_looked_at_with_a_reason_for_each_that_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "million.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("Date,Name,Amount,Reference\n")
        for number in range(1_000_000):
            amount = "twelve" if number % 1000 == 7 else f"{number % 900 + 1}.50"
            out.write(f"2026-{number % 12 + 1:02}-{number % 28 + 1:02},Client {number % 20_000},{amount},R{number}\n")
    run = subprocess.run([sys.executable, "-c", MILLION, str(file)], cwd=ROOT, capture_output=True, check=True, text=True)
    rows, kind, counts, looked, planned, peak = json.loads(run.stdout)
    print(f"1,000,000 rows: looked at in {looked:.1f} s, planned in {planned:.1f} s, {peak // 1000} MB")
    assert (rows, kind, counts) == (1_000_000, "payments", {"new": 999_000, "skip": 1000}) and peak < 2_000_000


def test_a_search_for_many_short_words_in_a_long_text_takes_no_time() -> None:
    terms = query.terms("a." * 149 + "b")
    began = time.process_time()
    assert hits.Marked(terms).spans("a b " * 10_000) == ()
    assert time.process_time() - began < 2


# -- nothing is loaded from anywhere


class _Canary(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Canary)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_loaded_from_anywhere(canary: HTTPServer, tmp_path: Path) -> None:
    tried = 0
    for file in BAD.iterdir():
        content = file.read_bytes()
        if b"127.0.0.1:9/" in content:
            tried += 1
            copy = tmp_path / file.name
            copy.write_bytes(content.replace(b"127.0.0.1:9/", f"127.0.0.1:{canary.server_port}/".encode()))
            if file.suffix == ".vcf":
                found = imports.read(copy, Progress())
                imports.plan(Wanted(found, "clients"), Progress())
            elif file.suffix == ".eml":
                (mail,) = filing.take(tmp_path / "files", [Dropped(file.name, copy)]).mails
                assert "127.0.0.1" not in mail.message.text
    assert tried >= 3 and canary.asked == []  # type: ignore[attr-defined]


# -- attachments


@pytest.mark.parametrize("name", ["photo.jpg", "plan.pdf", "list.csv", "notes.txt"])
@pytest.mark.parametrize("start", [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\n", b"\xcf\xfa\xed\xfe"])
def test_a_program_under_the_name_of_a_paper_is_not_opened(name: str, start: bytes, tmp_path: Path) -> None:
    from clientcare.records import AttachmentRow

    taken = attachments.take(tmp_path / "files", start + bytes(100), name)
    row = AttachmentRow(1, name, taken.size, taken.sha256)
    assert not attachments.opens(tmp_path / "files", row)


def test_what_no_reader_knows_is_refused_without_being_tried() -> None:
    for content in (b"", b"GIF89a", b"<svg onload=x>", b"MZ", b"%PDF-1.7", b"II*\0", b"BM" + bytes(60)):
        with pytest.raises(apart.Refused, match="kind"):
            pictures.small(content)
        with pytest.raises(InvalidInput):
            logos.taken(content)
