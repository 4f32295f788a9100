"""Whatever a file holds, its reader refuses it in words or makes something sound of it, and reaches for nothing outside."""

from __future__ import annotations

import socket
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from cases import cases
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from clientcare.incoming import cards, encoding, guessing, mail_apart, mail_message, payer, table
from clientcare.incoming.people import PARTS, SEVERAL, person
from tests.fuzz import corpora
from tests.fuzz.spoiling import spoiled
from tests.fuzz.targets import by_name

NAMES = ("Name", "Email", "E-mail 2", "Phone", "Notes", "Street", "City", "Address 2 - Street", "Tags", "Datum", "Betrag")
SUMS = ("Debit", "Credit", "Soll", "Status", "Balance", "IBAN", "Fee", "")
HEADER = st.one_of(st.sampled_from((*NAMES, *SUMS)), st.text(max_size=12))
FIELDS = st.sampled_from(("name", "email", "email2", "phone", "address", "tags", "language", *PARTS))
SIGNS = st.sampled_from((*NAMES, "-", "(", "1,234.50", "1.2.26", "2026-13-40", "x@y.example", "'=1", '"', " ::: ", "€", "٣"))
CELL = st.one_of(SIGNS, st.text(max_size=12))


@pytest.fixture(autouse=True)
def no_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, lambda *_, **__: pytest.fail("it called somebody"))


@pytest.mark.parametrize("name", [name for name, target in by_name().items() if not target.contained])
@cases(15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 1 << 40))
def test_a_spoiled_file(name: str, seed: int, any_folder: Path) -> None:
    target = by_name()[name]
    target.check(target.input(seed, 0), any_folder)


@pytest.fixture(scope="module")
def any_folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from tests.fuzz import stores

    folder = tmp_path_factory.mktemp("any")
    yield folder
    if stores.opened.cache_info().currsize:
        stores.opened(folder).close()
        stores.opened.cache_clear()


@cases(100)
@given(st.lists(HEADER, min_size=1, max_size=9), st.lists(st.lists(CELL, max_size=10), max_size=12), st.sampled_from(",;\t"))
def test_any_columns_are_guessed_and_read(header: list[str], rows: list[list[str]], sign: str) -> None:
    lines = [sign.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in (header, *rows)]
    try:
        found = table.read("\n".join(lines).encode("utf-8", "replace"))
    except table.InvalidInput:
        return
    for purpose in ("clients", "providers", "payments"):
        mapping = guessing.guess(found, purpose)
        assert all(0 <= index < len(found.header) for index in mapping.fields)
        for row in found.rows:
            values = mapping.values(row)
            person(values, mapping.labels)
            mapping.came_in(values)
            mapping.left_out(row)


@cases(100)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_in_an_encoding_that_can_be_read(content: bytes) -> None:
    content.decode(encoding.find([content]), "replace")


@cases(100)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300), st.integers(1, 40))
def test_unicode_is_known_however_it_comes(text: str, size: int) -> None:
    content = text.encode()
    assert encoding.find([content[at : at + size] for at in range(0, len(content), size)]) in ("utf-8", "utf-8-sig")


@cases(100)
@given(st.dictionaries(FIELDS, CELL, max_size=8))
def test_any_values_make_somebody(values: dict[str, str]) -> None:
    found = person(values)
    assert "\n" not in found.name and all(one.value.strip() and SEVERAL not in one.value for one in found.emails)


@cases(100)
@given(st.text(max_size=500))
def test_any_text_of_a_payment_has_somebody_in_it(text: str) -> None:
    found = payer.named_in(text)
    assert "\n" not in found and len(found) <= payer.LONGEST


@cases(60)
@given(st.integers(0, 1 << 40))
def test_an_e_mail_comes_back_from_its_process_as_it_was(seed: int) -> None:
    content = spoiled(Random(seed), corpora.mails(), corpora.MAIL_WORDS)
    try:
        found = mail_message.read(content)
    except mail_message.InvalidInput:
        return
    assert mail_apart.unpacked(mail_apart.packed(content)) == found


@cases(30)
@given(st.lists(st.binary(max_size=60).filter(lambda line: b"\n" not in line), max_size=8))
def test_whatever_bytes_a_card_holds_the_next_one_is_read(lines: list[bytes]) -> None:
    before = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:First\r\n"
    broken = b"\r\n".join(line for line in lines if b"VCARD" not in line.upper() and not line.upper().startswith(b"AGENT"))
    found = cards.read(before + broken + b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Last\r\nEND:VCARD\r\n")
    assert found.cards[-1].values["name"] == "Last"


def test_the_corpus_of_bad_files_has_some_of_every_kind() -> None:
    bad = {file.suffix for file in (corpora.FILES / "bad").iterdir()}
    assert bad >= {".csv", ".vcf", ".eml", ".png", ".jpg", ".webp", ".heic", ".pdf"}
    with TemporaryDirectory() as folder:
        for name in ("csv", "vcard", "eml", "html", "kept", "filed"):
            for content in by_name()[name].corpus():
                by_name()[name].check(content, Path(folder))


@pytest.mark.parametrize("name", ["\u200b\u200c", "\u202e", "\u2066 \u2069", "\ufeff", "\ue000"])
def test_a_name_that_nobody_sees_is_none(name: str) -> None:
    assert person({"name": name}).name == ""
    assert person({"name": name, "first_name": name, "company": name, "email": "ana@b.example"}).name == "ana"
    assert person({"name": f"{name}Ana"}).name.endswith("Ana")
