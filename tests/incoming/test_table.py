"""A CSV of any origin becomes a table, and what is none is refused with what to do instead."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.errors import InvalidInput, WorldError
from clientcare.incoming import table

PEOPLE = "Name,City,Note\r\nJörg Müller,Köln,ja\r\nÉva Ruiz,Málaga,“sí” – 5 €\r\n"


def rows(content: bytes | Path, limit: int | None = None) -> list[tuple[str, ...]]:
    return list(table.read(content, limit).rows)


UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("encoding", [*UNICODE, "cp1252", "mac_roman"])
def test_any_encoding_of_western_letters(encoding: str) -> None:
    found = table.read(PEOPLE.encode(encoding))
    assert found.header == ("Name", "City", "Note")
    assert list(found.rows)[1] == ("Éva Ruiz", "Málaga", "“sí” – 5 €")


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1250", "Łukasz Wójtowicz,Kraków,piękny dąb i źródło"),
        ("cp1254", "Ayşe Yıldız,İzmir,güneş ışığı çok güzel"),
        ("cp850", "Jörg Müller,Köln,größer und schöner"),
        ("cp1251", "Иван Петров,Москва,очень доволен работой и ценой"),
        ("cp1253", "Γιώργος Παπαδόπουλος,Αθήνα,πολύ ευχαριστημένος"),
        ("cp932", "山田太郎,東京都,とても丁寧な仕事でした。ありがとうございます"),
        ("gb18030", "王小明,北京市,他们的工作非常好，我很满意"),
    ],
)
def test_the_old_encodings_of_other_lands(encoding: str, line: str) -> None:
    content = f"Name,City,Note\n{line}\n{line}\n".encode(encoding)
    assert rows(content)[0] == tuple(line.split(","))


def test_a_letter_far_down_the_file_counts_too(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_bytes(b"Name,City\n" + b"Ann,Oslo\n" * 200_000 + "Zoë,Genève\n".encode("cp1252"))
    assert rows(file)[-1] == ("Zoë", "Genève")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_delimiter(sign: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([("Name", "Amount"), ("Ruiz, Ana; Éva|x", "1.234,50"), ("Bo", "3,50")])
    found = table.read(text.getvalue().encode())
    assert found.delimiter == sign and found.header == ("Name", "Amount")
    assert list(found.rows) == [("Ruiz, Ana; Éva|x", "1.234,50"), ("Bo", "3,50")]


def test_a_delimiter_that_is_said_is_believed() -> None:
    assert rows(b"sep=;\r\nName;Note\r\nAnn;a,b,c\r\n") == [("Ann", "a,b,c")]
    for none in (b'sep="\n', b"sep=\\\n", b"sep=\r\r\n"):  # no sign that newer Pythons would let part cells
        assert rows(none + b"Name,Email\nAnn,a@b.example\n") == [("Ann", "a@b.example")]


def test_lines_before_the_header_are_passed_over() -> None:
    found = table.read(b"Bank;ING\n\nSaldo;1,00;EUR\n\nDatum;Name;Betrag\n01.02.2026;Ann;5,00\n")
    assert (found.header, found.skipped_lines) == (("Datum", "Name", "Betrag"), 4)
    assert list(found.numbered()) == [(6, ("01.02.2026", "Ann", "5,00"))]


def test_rows_have_the_numbers_a_spreadsheet_shows() -> None:
    found = table.read(b'Name,Note\nAnn,"two\nlines"\n\nBo,x\n')
    assert list(found.numbered()) == [(2, ("Ann", "two\nlines")), (4, ("Bo", "x"))]


def test_short_rows_are_filled_and_long_ones_keep_all() -> None:
    assert rows(b"Name,City,Note\nAnn\nBo,Oslo,a,b\n,,\n   \n") == [("Ann", "", ""), ("Bo", "Oslo", "a", "b")]


def test_a_table_without_a_header_loses_no_row() -> None:
    found = table.read(b"ann@example.com,Ann Lee,+1 415 555 0100\nbo@example.com,Bo Lund,+1 415 555 0101\n")
    assert found.header == ("", "", "") and len(list(found.rows)) == 2


def test_a_quotation_mark_that_never_closes_costs_one_row() -> None:
    lines = [f"Client {number},fine" for number in range(1000)]
    lines[3] = 'Client 3,"never closed'
    found = rows("\n".join(["Name,Note", *lines]).encode())
    assert len(found) == 1000
    assert found[3] == ("Client 3", "never closed") and found[999] == ("Client 999", "fine")


def test_one_at_the_end_too() -> None:
    assert rows(b'Name,Note\nAnn,x\nBo,"5 inch\nCy,y\n')[1:] == [("Bo", "5 inch"), ("Cy", "y")]


def test_quotation_marks_may_be_escaped_with_a_backslash() -> None:
    assert rows(rb'Name,Note' + b"\n" + rb'Ann,"said \"yes\" twice"' + b"\n" + rb'Bo,"x, y"')[0] == ("Ann", 'said "yes" twice')


def test_a_report_by_client_has_the_name_in_every_row() -> None:
    text = ",Date,Num,Amount\nIda Berg,,,\n,01/09/2026,1041,10.00\n,01/10/2026,1042,20.00\nTotal for Ida Berg,,,30.00\n"
    found = table.read((text + "Tom,,,\n,01/11/2026,1043,5.00\nTotal for Tom,,,5.00\nTOTAL,,,35.00\n").encode())
    assert found.grouped
    assert [(row[0], row[2]) for row in found.rows] == [("Ida Berg", "1041"), ("Ida Berg", "1042"), ("Tom", "1043")]


def test_rows_can_be_walked_again_and_limited(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("Name\n" + "Ann\n" * 5000, "utf-8")
    found = table.read(str(file), limit=7)
    assert len(list(found.rows)) == len(list(found.rows)) == 7


def test_a_header_that_comes_again_is_no_row() -> None:
    assert rows(b"Name,City\nAnn,Oslo\nName,City\nBo,Rome\n") == [("Ann", "Oslo"), ("Bo", "Rome")]


def test_a_year_may_be_the_name_of_a_column() -> None:
    assert table.read(b"Client,Email,2025,2026\nAnn,ann@lee.example,10,20\n").header == ("Client", "Email", "2025", "2026")


def test_lone_carriage_returns_end_lines() -> None:
    assert rows(b"Name,City\rAnn,Oslo\rBo,Rome\r") == [("Ann", "Oslo"), ("Bo", "Rome")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml xl/workbook.xml", "workbook"),
        (b"PK\x03\x04\x14\0\0\0contacts.csv", "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "address cards"),
        (b"<html><table><tr><td>Name</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Document/>', "XML"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a table"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "not a table"),
        (b'{"name": "Ann"}', "not a table"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        table.read(content)
    assert words in refused.value.said.text


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        table.read(tmp_path / "gone.csv")
    assert "cannot be read" in error.value.said.text and not isinstance(error.value, InvalidInput)


def test_cells_guarded_for_spreadsheets_come_back_as_they_were() -> None:
    content = b"Name,Note\nAnn,'=1+1\nBo,'+49 170\nCy,'quoted'\nDi,''=x\n"
    assert [row[1] for row in rows(content)] == ["=1+1", "+49 170", "'quoted'", "'=x"]


def unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in tuple("=+-@＝＋－＠") else cell


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n,;\"'"), max_size=12)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_what_is_written_as_csv_is_read_back(written: list[tuple[str, ...]], sign: str) -> None:
    text = io.StringIO()
    out = csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL)
    out.writerows([("Name", "Company", "Notes"), *written])
    wanted = [row for row in written if any(map(str.strip, row))]
    assert rows(("\ufeff" + text.getvalue()).encode()) == [tuple(map(unguarded, row)) for row in wanted]


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_it_stumble(content: bytes) -> None:
    try:
        found = table.read(content)
    except InvalidInput:
        return
    assert all(len(row) >= len(found.header) for row in found.rows)
