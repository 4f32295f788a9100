"""The e-mail draft, read back by a mail parser, and the letter's file name."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import HEAD, facts

from clientcare.errors import InvalidInput
from clientcare.letters.compose import compose
from clientcare.letters.email_draft import build, file_name
from clientcare.letters.facts import Recipient

LETTER = compose(facts(), "compromise")
PDF = b"%PDF-1.4 not really\n\x00\xff"
ALLOWED = {"x-unsent", "message-id", "from", "to", "subject", "content-language", "mime-version", "content-type"}


def read(eml: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(eml)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_is_unsent_with_the_letter_as_text_and_the_pdf_attached() -> None:
    message = read(build(LETTER, HEAD, "dana@okafor.example", PDF, "<abc@clientcare>"))
    assert message["X-Unsent"] == "1"
    assert message["Message-ID"] == "<abc@clientcare>"
    assert str(message["To"]) == "Dana Okafor <dana@okafor.example>"
    assert str(message["From"]) == "Rivera Home Repairs <ana@riverarepairs.example>"
    assert str(message["Subject"]) == LETTER.subject
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Dear Dana,\n\nThank you for telling me about this")
    assert "B. You keep the tiles, sealed\nWe seal the floor on a day that suits you.\n$160 goes back to you" in text
    assert text.endswith("Kind regards,\n\nAna Rivera\nRivera Home Repairs\n")
    attached = list(message.iter_attachments())
    assert [a.get_filename() for a in attached] == ["D-2026-014 Dana Okafor compromise.pdf"]
    assert attached[0].get_content() == PDF
    assert attached[0].get_content_type() == "application/pdf"


def test_without_an_address_there_is_no_to_and_a_bad_one_of_ours_is_left_out() -> None:
    message = read(build(LETTER, replace(HEAD, email="ana at home"), "", PDF))
    assert message["To"] is None
    assert message["From"] is None


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ωμέγα, Παπαδοπούλου", 'Zoë "Z" O\'Brien', "山田 太郎"])
def test_names_in_any_script_arrive_whole(name: str) -> None:
    letter = compose(facts(recipient=Recipient(name), topic=name), "acknowledgement")
    message = read(build(letter, HEAD, "z@example.org", PDF))
    assert message["To"].addresses[0].display_name == name
    assert str(message["Subject"]).startswith(name)


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
