"""The letter on paper, read back from the real file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_facts import DANA, HEAD, KINDS, OFFERS, facts, facts_for
from pypdf import PdfReader

from clientcare.letters.compose import compose
from clientcare.letters.facts import Letterhead, Recipient
from clientcare.letters.letter import Letter, Passage
from clientcare.letters.paper.pdf import render, unprintable
from clientcare.letters.scripts import system_fonts

NAMES = (
    "O'Brien & Söns <b>",
    "Łukasz Żółć",
    "Şükrü Iğdır",
    "Ωμέγα Παπαδοπούλου",
    "Ждан &amp; Ѣ",
    "<img src=file:///x>",
    "Nguyễn Đình",
)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def flat(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font's name, and whether its file is inside."""
    found: dict[str, bool] = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            described = font.get_object().get("/FontDescriptor", {})
            found[font.get_object()["/BaseFont"]] = "/FontFile2" in described
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_every_kind_is_on_paper(kind: str) -> None:
    letter = compose(facts_for(kind, enclosures=("Copy of the quote",)), kind)
    text = flat(render(letter, HEAD))
    expected = [p.text for p in letter.passages] + [letter.subject, letter.salutation, letter.sign_off, *letter.owed]
    expected += ["November 20, 2026", "8 Elm Street", "14 Mill Lane, Northampton MA 01060", "Enclosed: Copy of the quote"]
    assert not [piece for piece in expected if " ".join(piece.split()) not in text]
    assert "Our reference D-2026-014" in text


@pytest.mark.parametrize("kind", KINDS)
def test_fonts_are_all_embedded_and_subset_without_a_stray_one(kind: str) -> None:
    found = fonts(render(compose(facts_for(kind), kind), HEAD))
    assert found
    assert all(found.values())
    assert all(name[7] == "+" and "Noto" in name for name in found)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_printed_letter_for_letter(name: str) -> None:
    head = Letterhead(name, name, owner_name=name, email=name)
    letter = compose(
        facts(recipient=Recipient(name, name), letterhead=head), "compromise", {"close": f"{name} <br/>&lt;"}, name
    )
    text = flat(render(letter, head))
    assert text.count(" ".join(name.split())) >= 7
    assert "<br/>&lt;" in text
    assert unprintable(letter, head) == ""


def test_what_no_font_has_is_named_once_in_order_and_never_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_fonts, "folders", tuple)
    system_fonts.forget()
    head = replace(HEAD, website="例え")
    letter = compose(facts(recipient=Recipient("山田 Ω 😀山", "ё\u200b")), "compromise")
    assert unprintable(letter, head) == "例え山田😀"
    assert "?? Ω ??" in flat(render(letter, head))


@pytest.mark.parametrize(
    ("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842)), ("legal", (612, 1008)), ("?", (612, 792))]
)
def test_paper_sizes(paper: str, size: tuple[int, int]) -> None:
    head = replace(HEAD, paper=paper)
    box = PdfReader(BytesIO(render(compose(facts(letterhead=head), "compromise"), head))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_metadata_tells_title_author_subject_and_language() -> None:
    reader = PdfReader(BytesIO(render(compose(facts(about="your hall floor"), "compromise"), HEAD)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Your hall floor: three ways we can put it right"
    assert reader.metadata.author == "Rivera Home Repairs"
    assert reader.metadata.subject == "D-2026-014"
    assert reader.root_object["/Lang"] == "en-US"


def test_the_same_letter_gives_the_same_bytes_in_another_process_too() -> None:
    letter = compose(facts(), "compromise")
    again = (
        "import sys; from letter_facts import HEAD; from clientcare.letters.letter import Letter;"
        "from clientcare.letters.paper.pdf import render;"
        "sys.stdout.buffer.write(render(Letter.from_json(sys.stdin.read()), HEAD))"
    )
    here, root = Path(__file__).parent, Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", again],
        input=letter.to_json().encode(),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": f"{here}:{root}", "PYTHONHASHSEED": "7"},
    )
    assert run.stdout == render(letter, HEAD) == render(letter, HEAD)


def test_a_usual_compromise_keeps_to_one_page_with_its_slip() -> None:
    text = pages(render(compose(facts(), "compromise"), HEAD))
    assert len(text) == 1
    assert "Page 1" in text[0]
    assert "Page 1 of" not in text[0]
    assert "Reply slip, reference D-2026-014" in text[0]


def long_letter(sentences: int = 110) -> Letter:
    offers = tuple(replace(offer, details="We come on a day that suits you. " * 22) for offer in OFFERS)
    return compose(facts(offers=offers), "compromise", {"close": "We part as friends, I hope. " * sentences})


def test_a_long_letter_is_numbered_with_its_head_on_the_first_page_only() -> None:
    text = pages(render(long_letter(), HEAD))
    assert len(text) >= 3
    assert [f"Page {i + 1} of {len(text)}" in page for i, page in enumerate(text)] == [True] * len(text)
    assert ["14 Mill Lane" in page.split("Please return")[0] for page in text] == [True] + [False] * (len(text) - 1)
    assert all("Our reference D-2026-014" in page for page in text)


@pytest.mark.parametrize("sentences", range(1, 110, 3))
def test_no_option_is_split_and_the_sign_off_never_stands_alone(sentences: int) -> None:
    text = pages(render(long_letter(sentences), HEAD))
    for offer, owed in zip(OFFERS, ("You would then owe $90", "$160 goes back", "Nothing more", "$820.50"), strict=True):
        page = next(page for page in text if offer.title in page)
        assert owed in page.split(offer.title)[1]
    signed = next(page for page in text if "Kind regards," in page)
    assert "friends, I hope." in signed.split("Kind regards,")[0][-60:]
    assert "Ana Rivera" in signed.split("Kind regards,")[1]


def test_a_phone_number_stays_on_one_line_and_an_address_as_typed() -> None:
    letter = compose(facts(recipient=replace(DANA, address="Weg 1\n2. OG\n– Berlin")), "farewell")
    for filler in range(0, 60, 3):
        pdf = render(replace(letter, passages=(Passage("close", f"{'x ' * filler}call 0044 1604 555 0142 soon"),)), HEAD)
        lines = PdfReader(BytesIO(pdf)).pages[0].extract_text().replace("\xa0", " ").splitlines()
        assert any("0044 1604 555 0142" in line for line in lines)
    assert "Weg 1 2. OG – Berlin" in flat(render(letter, HEAD))


def test_empty_values_leave_no_trace() -> None:
    head = Letterhead("Rivera")
    text = flat(render(compose(facts(letterhead=head, recipient=Recipient("Dana"), reference=""), "compromise"), head))
    assert text.startswith("Rivera Dana November 20, 2026")
    assert "Our reference" not in text
    assert "Please return to Rivera" in text
    assert "None" not in text


@pytest.mark.parametrize("name", ["x" * 300, "Rivera & Söns " * 22, "line\nbreak\r\nand\u2028more", "<b>" * 100])
def test_very_long_and_odd_names_still_make_a_page(name: str) -> None:
    head = Letterhead(name, "street " * 40, owner_name=name)
    letter = compose(facts(letterhead=head, recipient=Recipient(name, "lane\n" * 12)), "compromise")
    assert render(letter, head).startswith(b"%PDF")


def test_even_a_letterhead_taller_than_the_page_is_printed() -> None:
    head = Letterhead("Rivera " * 900, "Street " * 2000)
    assert len(pages(render(compose(facts(letterhead=head), "acknowledgement"), head))) > 1


def test_the_day_that_matters_is_bold_and_one_option_needs_no_letter() -> None:
    pdf = render(compose(facts(offers=OFFERS[:1]), "compromise"), HEAD)
    assert "Yes, please" in flat(pdf)
    assert "I choose" not in flat(pdf)
    assert PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data().count(b"Friday, December 4") == 1  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=200), accent=st.text(max_size=8))
def test_any_text_makes_a_page_with_embedded_fonts(typed: str, accent: str) -> None:
    head = replace(HEAD, name=f"R{typed}", accent=accent, address=typed)
    recipient = replace(DANA, address=typed, greeting=typed)
    letter = compose(
        facts(letterhead=head, recipient=recipient, topic=f"t{typed}", reference=typed), "referral", {"fit": typed}
    )
    pdf = render(letter, head)
    assert all(fonts(pdf).values())
    unprintable(letter, head)
