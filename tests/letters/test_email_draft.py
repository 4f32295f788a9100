"""The e-mail, as a draft and as it goes, read back by a mail parser; and the letter's file name."""

from __future__ import annotations

import platform
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import HEAD, facts

from clientcare.errors import InvalidInput
from clientcare.letters.compose import compose
from clientcare.letters.email_draft import build, file_name, new_message_id, to_send
from clientcare.letters.facts import Recipient
from clientcare.letters.letter import Letter

LETTER = compose(facts(), "compromise")
AT = datetime(2026, 11, 23, 9, 30, 5, tzinfo=UTC)
WANTED = {"from", "to", "date", "message-id", "subject", "mime-version", "content-type", "content-language"}
PDF = b"%PDF-1.4 not really\n\x00\xff"
ALLOWED = {"x-unsent", "message-id", "from", "to", "subject", "content-language", "mime-version", "content-type"}


def read(eml: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(eml)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_is_unsent_with_the_short_letter_as_text_and_the_pdf_attached() -> None:
    message = read(build(LETTER, HEAD, "dana@okafor.example", PDF, "<abc@clientcare>"))
    assert message["X-Unsent"] == "1"
    assert message["Message-ID"] == "<abc@clientcare>"
    assert str(message["To"]) == "Dana Okafor <dana@okafor.example>"
    assert str(message["From"]) == "Rivera Home Repairs <ana@riverarepairs.example>"
    assert str(message["Subject"]) == LETTER.subject
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Hello Dana, this is Ana Rivera of Rivera Home Repairs. Thank you for telling me about this")
    assert "B: You keep the tiles, sealed; $160 back to you" in text
    assert text.endswith("\n\nThe whole letter is attached.\n")
    attached = list(message.iter_attachments())
    assert [a.get_filename() for a in attached] == ["D-2026-014 Dana Okafor compromise.pdf"]
    assert attached[0].get_content() == PDF
    assert attached[0].get_content_type() == "application/pdf"


def test_without_an_address_there_is_no_to_and_a_bad_one_of_ours_is_left_out() -> None:
    message = read(build(LETTER, replace(HEAD, email="ana at home"), "", PDF))
    assert message["To"] is None
    assert message["From"] is None


def test_a_letter_without_a_short_one_goes_whole() -> None:
    body = read(build(replace(LETTER, short=" "), HEAD, "", PDF)).get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Dear Dana,\n\nThank you for telling me about this")
    assert "B. You keep the tiles, sealed\nWe seal the floor on a day that suits you.\n$160 goes back to you" in text
    assert "Kind regards,\n\nAna Rivera\nRivera Home Repairs\n" in text


def sent(letter: Letter = LETTER, to: str = "dana@okafor.example") -> bytes:
    return to_send(letter, HEAD, to, PDF, new_message_id(HEAD), AT)


def test_what_goes_has_all_a_mailbox_wants_and_no_mark_of_a_draft() -> None:
    message = read(sent())
    assert {key.lower() for key in message} == WANTED
    assert (str(message["From"]), str(message["To"])) == (
        "Rivera Home Repairs <ana@riverarepairs.example>", "Dana Okafor <dana@okafor.example>"
    )  # fmt: skip
    body = message.get_body(("plain",))
    assert body is not None and message["Content-Language"] == "en-US"
    assert body.get_content().replace("\r\n", "\n") == LETTER.short + "\n\nThe whole letter is attached.\n"
    assert [part.get_content() for part in message.iter_attachments()] == [PDF]


@pytest.mark.parametrize(("zone", "written"), [("Pacific/Auckland", "+1300"), ("America/New_York", "-0500")])
def test_it_is_dated_by_the_clock_here(zone: str, written: str) -> None:
    with time_machine.travel(datetime.now(ZoneInfo(zone))):
        message = read(sent())
    assert message["Date"].datetime == AT and str(message["Date"]).endswith(written)


def test_its_id_is_new_each_time_and_tells_nothing_of_this_computer() -> None:
    ids = {new_message_id(HEAD) for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(r"<[0-9a-f]{32}@riverarepairs\.example>", one) for one in ids)
    assert platform.node().encode() not in sent()


def test_every_line_is_plain_and_short_whatever_was_written() -> None:
    letter = replace(LETTER, short="Ωμέγα " * 400 + "x" * 5000 + "\n.\nFrom here\n", subject="ż" * 300)
    raw = sent(letter)
    assert raw.isascii() and raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    body = read(raw).get_body(("plain",))
    assert body is not None and body.get_content().replace("\r\n", "\n").startswith(letter.short)
    assert str(read(raw)["Subject"]) == "ż" * 300


def test_domains_in_other_letters_go_in_ascii() -> None:
    assert read(sent(to="dana@straße.example"))["To"].addresses[0].addr_spec == "dana@xn--strae-oqa.example"
    own = to_send(LETTER, replace(HEAD, email=" ana@山田.example "), "d@x.org", PDF, "<a@b>", AT)
    assert read(own)["From"].addresses[0].domain == "xn--rhtu98c.example"


@pytest.mark.parametrize("email", ["", "ana at home", "ana@", "a@x.org\nBcc: b@x.org"])
def test_without_an_address_of_our_own_nothing_is_made(email: str) -> None:
    for make in (new_message_id, lambda head: to_send(LETTER, head, "d@x.org", PDF, "<a@b>", AT)):
        with pytest.raises(InvalidInput) as refused:
            make(replace(HEAD, email=email))
        assert refused.value.field == "email"


def test_a_local_part_in_other_letters_is_refused_in_its_own_words() -> None:
    with pytest.raises(InvalidInput, match="Before its @"):
        sent(to="dänä@x.org")


NAMES = [
    "Łukasz Żółć", "Ωμέγα, Παπαδοπούλου", 'Zoë "Z" O\'Brien', "山田 太郎", "Общество «Ромашка» " * 12,
    "Smith & Sons, Inc. " * 15, "Dana <spy@example.org>, " * 9, "spy@example.org, Dana " * 4,
    "=?utf-8?q?Dana?= <spy@example.org>", "Dana (the painter); Bo:",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_arrive_whole(name: str) -> None:
    """Also long ones: where a line breaks, a comma or an address in a name must not become a recipient."""
    letter = replace(LETTER, recipient=Recipient(name), business_name=name, subject=name)
    for raw in (build(letter, HEAD, "z@example.org", PDF), sent(letter, "z@example.org")):
        message = message_from_bytes(raw)  # the plain parser: names as a mailbox reads them
        for field, address in (("To", "z@example.org"), ("From", HEAD.email)):
            (found,) = getaddresses([" ".join(message[field].split())])
            assert (str(make_header(decode_header(found[0]))), found[1]) == (" ".join(name.split()), address)
            assert [one.addr_spec for one in read(raw)[field].addresses] == [address]


@pytest.mark.parametrize("gap", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x00", "\v", "\x1c"])
def test_no_name_or_subject_can_add_a_header_or_a_recipient(gap: str) -> None:
    evil = f"Dana{gap}Bcc: spy@example.org{gap}{gap}body"
    letter = replace(
        compose(facts(topic=evil, reference=evil), "compromise", {}, evil),
        recipient=Recipient(evil),
        business_name=evil,
        subject=evil,
    )
    message = read(build(letter, HEAD, "dana@okafor.example", PDF, f"<a@b>{gap}Bcc: spy@example.org"))
    assert {key.lower() for key in message} <= ALLOWED
    assert [a.addr_spec for a in message["To"].addresses] == ["dana@okafor.example"]


@pytest.mark.parametrize(
    "to",
    [
        "dana",
        "dana@",
        "@x.org",
        "a@x.org, b@x.org",
        "a@x.org\r\nBcc: b@x.org",
        "a\u2028@x.org",
        "Dana <a@x.org>",
        "a b@x.org",
        "a@x.org;b@y.org",
        "dänä@x.org",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_plain_words(to: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        build(LETTER, HEAD, to, PDF)
    assert refused.value.field == "to"


@given(name=st.text(max_size=80), subject=st.text(max_size=80), to=st.text(max_size=30))
def test_any_text_gives_a_sound_draft_or_is_refused(name: str, subject: str, to: str) -> None:
    letter = replace(LETTER, recipient=Recipient(name), subject=subject, business_name=name)
    try:
        message = read(build(letter, HEAD, to, PDF))
    except InvalidInput:
        return
    assert {key.lower() for key in message} <= ALLOWED
    assert len(message["To"].addresses if message["To"] else ()) <= 1


@given(name=st.text(max_size=300), subject=st.text(max_size=300), short=st.text(max_size=600))
def test_any_words_leave_as_one_sound_e_mail_to_one_address(name: str, subject: str, short: str) -> None:
    raw = sent(replace(LETTER, recipient=Recipient(name), subject=subject, business_name=name, short=short, reference=name))
    message = read(raw)
    assert {key.lower() for key in message} == WANTED
    assert [a.addr_spec for a in message["To"].addresses] == ["dana@okafor.example"]
    assert [a.addr_spec for a in message["From"].addresses] == [HEAD.email]
    assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) <= 998
    assert [part.get_content() for part in message.iter_attachments()] == [PDF]


@given(name=st.text(max_size=400), reference=st.text(max_size=400))
def test_file_names_are_safe_everywhere(name: str, reference: str) -> None:
    made = file_name(replace(LETTER, recipient=Recipient(name), reference=reference), ".pdf")
    assert len(made) <= 100
    assert len(made.encode()) <= 255
    assert made.endswith("compromise.pdf")
    assert not set(made) & set('<>:"/\\|?*\r\n\t\x00')
    assert made == made.strip(" .")


def test_file_names_read_well_and_avoid_names_windows_keeps_for_itself() -> None:
    assert file_name(LETTER, ".eml") == "D-2026-014 Dana Okafor compromise.eml"
    assert (
        file_name(compose(facts(recipient=Recipient("A/B: C?")), "courteous_no"), ".pdf") == "D-2026-014 A B C courteous no.pdf"
    )
    assert file_name(replace(LETTER, reference="", recipient=Recipient("con.x")), ".pdf") == "_con.x compromise.pdf"
    assert file_name(replace(LETTER, reference="", recipient=Recipient("..")), ".pdf") == "compromise.pdf"


@pytest.mark.parametrize("subject", ["=?utf-8?q?=0ABcc:_spy@x.org?=", "Żółć " * 59 + "Żółć", "word " * 50 + "end", "x" * 300])
def test_a_subject_is_read_as_it_was_typed_and_no_piece_of_it_is_too_long(subject: str) -> None:
    eml = build(replace(LETTER, subject=subject), HEAD, "dana@okafor.example", PDF)
    assert read(eml)["Subject"] == subject
    heads = eml.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in heads.split(b"\r\n")) <= 78
    assert all(len(piece) <= 75 for piece in heads.split() if piece.startswith(b"=?"))
