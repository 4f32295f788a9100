"""E-mails as files: what ordinary programs write is read right; what hostile hands write is refused, or harmless, quickly."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from clientcare.errors import InvalidInput
from clientcare.incoming.mail_message import DEPTH, LONGEST, MOST, MailMessage, read
from clientcare.incoming.page_text import text_of

HEAD = b"From: Dana <dana@example.org>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: The hall\r\n"


def mail(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"From": "Dana Okafor <dana@example.org>", "To": "me@example.com", "Subject": "Hall", **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content("The tiles are wrong.\nPlease call.")
    return made


def test_an_ordinary_e_mail() -> None:
    found = read(bytes(mail(Date="Mon, 2 Nov 2026 10:00:00 +0100", Message_ID="<a@b>", Subject="Größe? 太郎")))
    assert (found.id, found.sender, found.to) == ("<a@b>", ("Dana Okafor", "dana@example.org"), (("", "me@example.com"),))
    assert (found.subject, found.at) == ("Größe? 太郎", datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert found.text == "The tiles are wrong.\nPlease call." and found.files == ()


def test_its_attachments_come_along_and_a_signature_s_logo_does_not() -> None:
    made = mail()
    made.add_alternative("<p>The tiles are <b>wrong</b>.</p>", subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../../größe.pdf")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline", filename="logo.png")
    made.add_attachment(mail(Subject="Before"))
    found = read(bytes(made))
    assert found.text.startswith("The tiles are wrong.\nPlease")
    assert [one.name for one in found.files] == ["größe.pdf", "message-5.eml"]
    assert found.files[0].content == b"%PDF" and b"Subject: Before" in found.files[1].content


def test_a_page_is_read_as_a_person_would_and_nothing_is_loaded() -> None:
    page = (
        "<html><head><title>no</title><style>p {}</style></head><body><script>alert('no')</script><p>Dear all,</p>"
        "<div>5 &lt; 6 &amp; caf&eacute;<br>next<img src='http://track.example/x.gif'></div><!-- no --><ul><li>a<li>b</ul>"
    )
    assert text_of(page) == "Dear all,\n\n5 < 6 & café\nnext\n\na\nb"


def test_one_without_plain_words_shows_its_page() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "x"
    made.set_content("<p>Only<br>this</p>", subtype="html")
    assert read(bytes(made)).text == "Only\nthis"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1252", "utf-16", "klingon", ""])
def test_letters_of_any_writing(charset: str) -> None:
    known = charset if charset not in ("klingon", "") else "utf-8"
    body = base64.encodebytes("Größe".encode(known))
    kind = f"Content-Type: text/plain; charset={charset}".encode() if charset else b"Content-Type: text/plain"
    assert read(HEAD + kind + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body).text == "Größe"


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Nov 2026 10:00:00", "1 Jan 1900 00:00", "1 Jan 9999 00:00 -2359"])
def test_a_time_that_cannot_be_is_none(date: str) -> None:
    assert read(f"From: a@b.example\r\nDate: {date}\r\n\r\nx".encode()).at is None


def test_without_a_date_the_last_server_s_counts() -> None:
    received = "Received: from x by y; Mon, 2 Nov 2026 10:00:00 -0500\r\n"
    assert read(f"{received}From: a@b.example\r\n\r\nx".encode()).at == datetime(2026, 11, 2, 15, tzinfo=UTC)


def test_a_header_cannot_break_out_of_its_line() -> None:
    subject = base64.b64encode(b"a\r\nb\xe2\x80\xae")
    found = read(b"From: =?utf-8?q?A=0ABcc=3A_x?= <a@b.example>\r\nSubject: =?utf-8?b?" + subject + b"?=\r\n\r\nx")
    assert found.subject == "a b" and "\n" not in found.sender[0]


def test_a_long_one_is_cut_and_says_so() -> None:
    found = read(HEAD + b"\r\n" + b"word " * 10_000)
    assert found.cut and len(found.text) <= LONGEST


def test_without_an_id_the_same_file_has_the_same_one() -> None:
    assert read(HEAD + b"\r\nx").id == read(HEAD + b"\r\nx").id != read(HEAD + b"\r\ny").id


def nested(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\r\n\r\nx"
    for level in range(depth):
        edge = b"e%d" % level
        inner = b'Content-Type: multipart/mixed; boundary="%b"\r\n\r\n--%b\r\n%b\r\n--%b--\r\n' % (edge, edge, inner, edge)
    return HEAD + inner


def many(parts: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=e\r\n\r\n" + b"--e\r\nContent-Type: text/plain\r\n\r\nx\r\n" * parts


REFUSED = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "a text": b"Dear all,\r\n\r\nthis is no e-mail.",
    "nested deep": nested(DEPTH + 5),
    "nested deeper": nested(1_500),
    "parts without end": many(100_000),
    "a type without end": HEAD + b"Content-Type: text/plain" + b';a="' * 300_000 + b"\r\n\r\nx",
    "a type over many lines": HEAD + b"Content-Type: text/plain" + b';\r\n a="b"' * 100_000 + b"\r\n\r\nx",
}
HARMLESS = {
    "half an encoded word": b"From: =?utf-8?q?=?=\r\nSubject: =?utf-8?b?////?= =?x?q?a?=\r\n\r\nx",
    "a subject without end": b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\r\n\r\nx",
    "people without end": b"From: " + b"<a@b.example>," * 200_000 + b"\r\nTo: " + b"(" * 500_000 + b"\r\n\r\nx",
    "a broken transfer": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!====A",
    "an unknown transfer": HEAD + b"Content-Transfer-Encoding: x-evil\r\n\r\nx",
    "a boundary that never comes": HEAD + b"Content-Type: multipart/mixed; boundary=zz\r\n\r\nx",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\nx",
    "an odd file name": HEAD + b"Content-Disposition: attachment; filename*=evil''%ff%fe; filename*1=x\r\n\r\nx",
    "comments without end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 500_000,
    "scripts without end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<script><" * 200_000,
    "tags without end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<" * 1_000_000,
    "entities without end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"&#x41;&am" * 200_000,
    "zeros": HEAD + b"\r\n" + bytes(100_000),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_none_or_a_trap_is_refused_in_words_at_once(name: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidInput):
        read(REFUSED[name])
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_odd_does_no_harm(name: str) -> None:
    began = time.process_time()
    found = read(HARMLESS[name])
    assert time.process_time() - began < 2 and sound(found)


def test_one_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(InvalidInput):
        read(bytes(MOST + 1))


def sound(found: MailMessage) -> bool:
    """Fit to be kept and shown."""
    lines = (found.subject, found.id, *found.sender, *(one.name for one in found.files))
    assert all("\n" not in line and "\0" not in line for line in lines)
    assert "\0" not in found.text and len(found.text) <= LONGEST
    found.text.encode()
    return True


pieces = st.lists(
    st.one_of(
        st.sampled_from([*HARMLESS.values(), HEAD]).map(lambda whole: whole[:400]),
        st.sampled_from([b"\r\n", b"--e\r\n", b"--e--", b"Content-Type: text/html; charset=\xff\r\n\r\n<p>"]),
        st.sampled_from([b"Content-Type: multipart/mixed; boundary=e\r\n", b"Content-Type: message/rfc822\r\n"]),
        st.just(b"Content-Disposition: attachment; filename=../x\r\n"),
        st.binary(max_size=60),
    ),
    max_size=12,
)


@cases(200)
@given(pieces)
def test_whatever_stands_in_the_file(parts: list[bytes]) -> None:
    for start in (b"", HEAD):
        try:
            found: Any = read(start + b"".join(parts))
        except InvalidInput:
            continue
        assert sound(found)


@given(st.text(max_size=300))
def test_whatever_stands_on_the_page(text: str) -> None:
    assert "\n\n\n" not in text_of(text)
