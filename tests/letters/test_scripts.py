"""Names and lines in any script: the order they are seen in, where lines end, and real letters where there are fonts."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import font_files
import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_facts import OFFERS, facts
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from clientcare.letters import phrases
from clientcare.letters.compose import compose
from clientcare.letters.facts import Letterhead, Recipient
from clientcare.letters.paper.pdf import render, unprintable
from clientcare.letters.paper.styles import styles
from clientcare.letters.scripts import fonts, system_fonts

HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןךףץ"
ARABIC = "محمدعبالهكتي١٢"
HAN = "日本語太郎山田長文行末、。「」ー"
THAI = "เแกขคงาะิ่้"
FORMS = """
languagesystem arab dflt;
feature init { sub [u0645 u062D u0639] by [meem.init hah.init ain.init]; } init;
feature fina { sub [u062F u0645] by [dal.fina meem.fina]; } fina;
"""
MORE = ("meem.init", "hah.init", "ain.init", "dal.fina", "meem.fina")
NAMES = (
    "太郎 山田",
    "محمد عبد الله 12",
    "שרה כהן",
    "प्रिया शर्मा",
    "ณัฐวุฒิ",
    "தமிழ்ச்செல்வி",
    "김민수",
    "刘小明",
    "Łukasz Żółć",
    "Нікіта",
    "Ελένη",
)


_ONE = str.maketrans(")]", "([")  # the other implementation does not turn brackets round


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    font_files.make(folder / "h.ttf", HEBREW, "Noto Sans Hebrew")
    font_files.make(folder / "a.ttf", ARABIC, "Noto Sans Arabic", features=FORMS, more=MORE)
    font_files.make(folder / "j.otf", HAN, "Noto Sans CJK JP", cff=True, wide=1000)
    font_files.make(folder / "t.ttf", THAI, "Noto Sans Thai")
    return folder


@pytest.fixture
def few(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This computer has four small fonts, and no more."""
    monkeypatch.setattr(system_fonts, "folders", lambda: (made,))
    system_fonts.forget()
    fonts.register()
    yield
    system_fonts.forget()


def seen(drawn: list[tuple[str, str]]) -> str:
    """What a reader sees from left to right, from strings with the fonts they are drawn in."""
    return "".join(_read(char, pdfmetrics.getFont(font).face) for text, font in drawn for char in text)


def _read(char: str, face: Any) -> str:
    return face.glyphs[ord(char)].text if ord(char) in getattr(face, "glyphs", ()) else char


def laid(paragraph: Paragraph, width: float) -> list[str]:
    """The lines of a paragraph as they are seen."""
    paragraph.wrap(width, 1000)
    return [seen([(frag.text, frag.fontName) for frag in line.words]) for line in paragraph.blPara.lines]


def body(text: str, emphasis: str = "", style: str = "body") -> Paragraph:
    return fonts.paragraph(text, styles("", False)[style], emphasis)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Dear אבג, hello", "Dear גבא, hello"),
        ("Dear (אבג דה), hello", "Dear (הד גבא), hello"),
        ("אבג (דה) x", "(הד) גבא x"),
        ("אבג 12 דה", "הד 12 גבא"),
        ("محمد عبد 12", "12 دبع دمحم"),
        ("Rivera, 12 אבג, Haifa", "Rivera, 12 גבא, Haifa"),
        ("אבג abc דה", "גבא abc הד"),
        ("אב 12.50 ג", "ג 12.50 בא"),
    ],
)
def test_right_to_left_words_stand_as_they_are_read_in_a_left_to_right_line(few: None, typed: str, expected: str) -> None:
    assert seen(fonts._line(typed, fonts.SERIF)) == expected
    assert laid(body(typed), 400) == [expected]


@settings(max_examples=300, deadline=None)
@given(st.text("ab1 2אבגمحد,.-()[%+", min_size=1, max_size=24))
def test_any_mix_is_ordered_as_another_implementation_orders_it(typed: str) -> None:
    typed = " ".join(typed.split())
    expected = "".join("?" if fonts.lacking(c) else c for c in get_display(typed, base_dir="L"))
    assert seen(fonts._line(typed, fonts.SERIF)).translate(_ONE) == expected.translate(_ONE)


def test_arabic_letters_are_joined_and_a_digit_is_not_turned(few: None) -> None:
    [(drawn, font), (digits, base)] = sorted(fonts._line("محمد12", fonts.SANS), key=lambda piece: piece[1] == fonts.SANS)
    assert (digits, base) == ("12", fonts.SANS)
    face = pdfmetrics.getFont(font).face
    glyphs = [face.glyphs[ord(char)] for char in drawn]
    assert [glyph.text for glyph in glyphs] == ["د", "م", "ح", "م"]
    assert [glyph.advance for glyph in glyphs] == [1000, 600, 600, 700]  # dal that ends, meem and hah between, meem that begins


def test_digits_of_a_script_come_from_the_font_of_its_letters_and_run_the_other_way(few: None) -> None:
    pieces = fonts._line("محمد ١٢", fonts.SANS)
    assert seen(pieces) == "١٢ دمحم"
    assert {font for _, font in pieces} - {fonts.SANS} == {pieces[0][1]}


def test_a_line_without_spaces_is_parted_between_han_letters_but_not_before_a_full_stop(few: None) -> None:
    text = "日本語太郎、山田「長文」行末。" * 9
    lines = laid(body(text), 12 * 10.5 + 1)
    assert "".join(lines) == text
    assert all(len(line) <= 12 for line in lines)
    assert all(len(line) >= 9 for line in lines[:-1])
    assert not [line for line in lines if line[0] in "、。」" or line[-1] == "「"]


def test_a_long_right_to_left_passage_goes_on_in_the_next_line_in_order(few: None) -> None:
    words = [f"{a}{b}ג" for a in HEBREW[:20] for b in "אבגד"]
    lines = laid(body("Dear " + " ".join(words) + " end"), 300)
    assert len(lines) > 3
    assert lines[0].startswith("Dear ")
    assert lines[-1].endswith(" end")
    told = [line.removeprefix("Dear ").removesuffix(" end")[::-1] for line in lines]
    assert " ".join(told) == " ".join(words)


@pytest.mark.parametrize("text", ["אבגד" * 60, "محمد" * 60, "กขคง" * 80, "日本" * 99, "x" * 300 + "א"])
@pytest.mark.parametrize("width", [30.0, 226.0])
def test_no_word_is_too_long_for_the_paper(few: None, text: str, width: float) -> None:
    paragraph = body(f"Dear {text}, hello")
    laid(paragraph, width)
    assert all(line.extraSpace > -0.01 for line in paragraph.blPara.lines)
    assert len(paragraph.blPara.lines) > 2
    assert sorted("".join(laid(paragraph, width)).replace(" ", "")) == sorted(f"Dear{text},hello")


def test_a_vowel_that_is_written_first_stays_with_its_consonant(few: None) -> None:
    assert not [line for line in laid(body("เกแข" * 30), 100) if line[-1] in "เแ"]


def test_a_paragraph_goes_on_over_the_page_with_every_word(few: None) -> None:
    text = " ".join(f"太郎{n} אב{n}" for n in range(120))
    whole = laid(body(text), 300)
    first, second = body(text).split(300, 60)
    assert laid(first, 300) + laid(second, 300) == whole
    assert len(laid(first, 300)) == 60 // first.style.leading


def test_lines_typed_are_lines_printed_and_what_matters_is_bold(few: None) -> None:
    paragraph = body("太郎\n\nby Friday, 太郎  &  co <b>\n", "Friday, 太郎")
    assert laid(paragraph, 300) == ["太郎", "", "by Friday, 太郎 & co <b>"]
    drawn = [(frag.text, frag.fontName) for frag in paragraph.blPara.lines[2].words]
    assert ("Friday, ", fonts.SANS_BOLD) in drawn
    assert drawn[0] == ("by ", fonts.SERIF)


def test_a_right_aligned_line_ends_at_the_edge(few: None) -> None:
    out, ends = BytesIO(), []
    page = PageTemplate(frames=[Frame(72, 72, 200, 600, 0, 0, 0, 0)])
    BaseDocTemplate(out, pageTemplates=[page], initialFontName=fonts.SANS).build([body("太郎 x", style="contact")])
    PdfReader(out).pages[0].extract_text(visitor_text=lambda text, cm, tm, *_: ends.append((text.strip(), cm[4] + tm[4])))
    start = next(x for text, x in ends if text.startswith("太"))
    assert start == pytest.approx(72 + 200 - fonts.width("太郎 x", fonts.SANS, 8.5), abs=0.1)


@pytest.mark.parametrize("typed", ["می\u200cخواهم", "ශ\u0dca\u200dරී"])
def test_what_spells_a_word_is_kept_and_what_hides_in_it_is_not(typed: str) -> None:
    assert phrases.clean(typed) == typed
    assert phrases.clean("pa\u200cy\u200dpal \u200d" + typed + "\u200c") == "paypal " + typed


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_is_laid_out(typed: str) -> None:
    fonts.register()
    assert isinstance(fonts.lacking(typed), str)
    assert all(line.extraSpace > -0.01 for line in _lines(typed))


def _lines(typed: str) -> list[Any]:
    paragraph = body(typed)
    paragraph.wrap(240, 1000)
    return [line for line in paragraph.blPara.lines if hasattr(line, "extraSpace")]


def on_this_computer(name: str) -> None:
    fonts.register()
    if missing := fonts.lacking(name):
        pytest.skip(f"no font here has {missing}")


def letter_to(name: str) -> bytes:
    head = Letterhead(name, f"{name}\n8 Elm Street", name, name, name, name)
    offers = tuple(replace(offer, title=f"{name} 1", details=f"For {name}.") for offer in OFFERS)
    told = facts(recipient=Recipient(name, name, name), letterhead=head, reference=f"D-{name}", offers=offers, topic=name)
    letter = compose(told, "compromise", {"close": f"We thank you, {name}, and wait."}, f"About {name}")
    assert unprintable(letter, head) == ""
    return render(letter, head)


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_full_of_a_name_can_be_searched_for_it_and_has_its_fonts_inside(name: str) -> None:
    on_this_computer(name)
    pdf = letter_to(name)
    text, found = "", {}
    for page in PdfReader(BytesIO(pdf)).pages:
        text += page.extract_text()
        resources: Any = page["/Resources"]
        found |= {font.get_object()["/BaseFont"]: font.get_object()["/FontDescriptor"] for font in resources["/Font"].values()}
    assert all(name[7] == "+" and "/FontFile2" in described for name, described in found.items())
    assert set(name) <= set(text) | {" "}
    if not set(name) & set("محمدשרהकनप्"):
        assert " ".join(text.split()).count(name) >= 8
    assert pdf == letter_to(name)
    assert len(pdf) < 200_000


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm is not installed here")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_leaves_ink_where_it_stands(name: str, tmp_path: Path) -> None:
    on_this_computer(name)
    out = BytesIO()
    page = PageTemplate(frames=[Frame(10, 10, 380, 40, 0, 0, 0, 0)])
    BaseDocTemplate(out, pagesize=(400, 60), pageTemplates=[page], initialFontName=fonts.SANS).build([body(name, style="name")])
    (tmp_path / "name.pdf").write_bytes(out.getvalue())
    run = ["pdftoppm", "-gray", "-r", "72", str(tmp_path / "name.pdf"), str(tmp_path / "name")]
    said = subprocess.run(run, check=True, capture_output=True, text=True)
    assert said.stderr == ""
    pixels = next(tmp_path.glob("*.pgm")).read_bytes()[-400 * 60 :]
    columns = [x for x in range(400) if min(pixels[y * 400 + x] for y in range(60)) < 160]
    wide = fonts.width(name, fonts.SANS_BOLD, 15.5)
    assert columns[0] == pytest.approx(10, abs=3)
    assert columns[-1] == pytest.approx(10 + wide, abs=3)
    assert len(columns) > wide / 2
