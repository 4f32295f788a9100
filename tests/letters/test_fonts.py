"""Letters the bundled fonts lack: which font is taken, how it gets into the file, and what is said when there is none."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import font_files
import pytest
from letter_facts import HEAD, facts
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from clientcare.letters.compose import compose
from clientcare.letters.facts import Recipient
from clientcare.letters.paper.pdf import render, unprintable
from clientcare.letters.scripts import fonts, system_fonts

HAN = "太郎山田例え"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןךףץ"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only font folder this computer has, empty at first."""
    monkeypatch.setattr(system_fonts, "folders", lambda: (tmp_path,))
    monkeypatch.setattr(system_fonts, "_FRESH", 1e-6)  # seconds
    system_fonts.forget()
    fonts.register()
    yield tmp_path
    system_fonts.forget()


def line(text: str, font: str = fonts.SERIF) -> bytes:
    """A page with one line on it, at ten points."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.SANS)
    fonts.draw(canvas, text, font, 10, 72, 700)
    canvas.save()
    return out.getvalue()


def read(pdf: bytes) -> str:
    return PdfReader(BytesIO(pdf)).pages[0].extract_text().strip()


def embedded(pdf: bytes) -> dict[str, Any]:
    """The font files inside, by the name after the subset's mark."""
    found = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            described = font.get_object()["/FontDescriptor"]
            mark, _, name = font.get_object()["/BaseFont"][1:].partition("+")
            assert mark.isupper()
            found[name] = described["/FontFile2"].get_data()
    return found


def test_what_no_font_has_is_named_once_in_order_and_printed_as_a_question_mark(folder: Path) -> None:
    assert fonts.lacking("x 山田 Ω 😀山\u200b") == "山田😀"
    assert read(line("山田 Ω 😀山")) == "?? Ω ??"


def test_a_letter_tells_what_will_not_print_and_no_longer_once_a_font_is_there(folder: Path) -> None:
    letter = compose(facts(recipient=Recipient("太郎 山田", "ё")), "compromise")
    head = replace(HEAD, website="例え")
    assert unprintable(letter, head) == "例え太郎山田"
    font_files.make(folder / "han.otf", HAN, cff=True)
    assert unprintable(letter, head) == ""
    assert "太郎 山田" in " ".join(page.extract_text() for page in PdfReader(BytesIO(render(letter, head))).pages)


@pytest.mark.parametrize("cff", [True, False])
def test_a_font_of_either_kind_of_outline_is_embedded_as_a_small_readable_subset(folder: Path, cff: bool) -> None:
    from fontTools.ttLib import TTFont

    font_files.make(folder / "han.otf", HAN, cff=cff)
    pdf = line("Dear 太郎, hello")
    assert read(pdf) == "Dear 太郎, hello"
    [file] = [data for name, data in embedded(pdf).items() if name.startswith("MadeSans")]
    font = TTFont(BytesIO(file))
    outlines = [font["glyf"][name] for name in font.getGlyphOrder()]
    boxes = {(g.xMin, g.yMin, g.xMax, g.yMax) for g in outlines if g.numberOfContours}
    assert {(left, right, top) for left, _, right, top in boxes} == {(50, 550, 700)}
    assert sum(g.numberOfContours for g in outlines) == 2
    assert font["head"].created == font["head"].modified == 2_082_844_800  # 1970, whenever it is printed
    assert all(font["hmtx"][name][1] == getattr(font["glyf"][name], "xMin", 0) for name in font.getGlyphOrder())


def test_a_font_in_a_collection_is_found(folder: Path) -> None:
    members = [font_files.make(folder / f"{family}.ttf", text, family) for text, family in (("太", "A"), ("郎", "B"))]
    font_files.collection(folder / "both.ttc", *members)
    assert read(line("太郎")) == "太郎"


def test_ordinary_text_needs_no_other_font_and_nothing_of_what_makes_them() -> None:
    run = (
        "import sys; from letter_facts import HEAD, facts; from clientcare.letters.compose import compose;"
        "from clientcare.letters.paper.pdf import render, unprintable; letter = compose(facts(), 'compromise');"
        "render(letter, HEAD); unprintable(letter, HEAD);"
        "print([name for name in ('bidi', 'fontTools', 'clientcare.letters.scripts.runs') if name in sys.modules])"
    )
    here, root = Path(__file__).parent, Path(__file__).parents[2]
    shown = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, check=True, text=True, env={"PYTHONPATH": f"{here}:{root}"}
    )
    assert shown.stdout.strip() == "[]"


_RIGHTS = [(0, True), (2, False), (4, True), (8, True), (0x100, False), (0x200, False), (0x102, False)]


@pytest.mark.parametrize(("rights", "may"), _RIGHTS)
def test_a_font_whose_maker_forbids_it_is_not_used(folder: Path, rights: int, may: bool) -> None:
    font_files.make(folder / "han.ttf", HAN, rights=rights)
    assert (fonts.lacking("太") == "") == may


def test_a_font_that_would_print_nothing_is_not_used(folder: Path) -> None:
    font_files.make(folder / "a.ttf", HAN, blank=True)
    assert fonts.lacking("太") == "太"
    font_files.make(folder / "b.ttf", HAN)
    assert fonts.lacking("太") == ""


def test_boxes_and_private_signs_are_no_letters(folder: Path) -> None:
    font_files.make(folder / "a.ttf", HAN, ".LastResort")
    font_files.make(folder / "b.ttf", "\ue123太", "Some Icons")
    assert fonts.lacking("太\ue123郎") == "\ue123郎"


def test_the_font_known_for_a_script_comes_first_then_style_and_weight(folder: Path) -> None:
    for family in ("A Sans", "Noto Sans Hebrew", "Noto Serif Hebrew", "Noto Rashi Hebrew", "Arial Hebrew"):
        for weight in (400, 700):
            font_files.make(folder / f"{family}{weight}.ttf", HEBREW, family, weight)
    taken = {
        fonts.SERIF: "NotoSerifHebrew-400",
        fonts.SERIF_BOLD: "NotoSerifHebrew-700",
        fonts.SANS: "NotoSansHebrew-400",
        fonts.SANS_BOLD: "NotoSansHebrew-700",
    }
    for base, name in taken.items():
        assert [n.rpartition("-")[0] for n in embedded(line("שרה", base)) if "Hebrew" in n] == [name]


def test_a_bold_font_that_calls_itself_regular_is_not_taken_for_it(folder: Path) -> None:
    font_files.make(folder / "a.ttf", HAN, "Some Sans", 400, style="Bold", wide=900)
    font_files.make(folder / "b.ttf", HAN, "Some Sans", 400)
    assert fonts.width("太", fonts.SANS, 10) == pytest.approx(6)
    assert fonts.width("太", fonts.SANS_BOLD, 10) == pytest.approx(9)


@pytest.mark.parametrize(
    ("text", "family"),
    [("山田太郎", "NotoSansCJKJP"), ("刘小明", "NotoSansCJKSC"), ("吳大衛", "NotoSansCJKTC"), ("김山", "NotoSansCJKKR")],
)
def test_han_letters_take_the_forms_of_the_country_they_point_to(folder: Path, text: str, family: str) -> None:
    for code in ("JP", "SC", "TC", "KR"):
        font_files.make(folder / f"{code}.otf", "山田太郎刘小明吳大衛김", f"Noto Sans CJK {code}", cff=True)
    assert [name.partition("-")[0] for name in embedded(line(text)) if "CJK" in name] == [family]


def test_a_font_that_varies_is_taken_at_the_weight_of_the_text(folder: Path) -> None:
    font_files.make(folder / "han.ttf", HAN, varies=True)
    assert fonts.width("太", fonts.SANS, 10) == pytest.approx(6)
    assert fonts.width("太", fonts.SANS_BOLD, 10) == pytest.approx(9)
    assert read(line("太", fonts.SANS_BOLD)) == "太"


def test_broken_files_do_no_harm(folder: Path) -> None:
    whole = font_files.make(folder / "whole.ttf", HEBREW).read_bytes()
    (folder / "whole.ttf").unlink()
    chance = random.Random(4)
    for number in range(40):
        broken = bytearray(whole[: chance.randrange(len(whole))] if number % 2 else whole)
        for _ in range(number):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        (folder / f"{number}.ttf").write_bytes(broken)
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "folder.ttf").mkdir()
    (folder / "gone.ttf").symlink_to(folder / "nowhere")
    fonts.lacking("שרה")
    assert line("שרה x").startswith(b"%PDF")
    (folder / "z.ttf").write_bytes(whole)
    assert fonts.lacking(HEBREW) == ""


def test_a_font_installed_meanwhile_is_found(folder: Path) -> None:
    assert fonts.lacking("שרה") == "שרה"
    font_files.make(folder / "hebrew.ttf", HEBREW)
    assert fonts.lacking("שרה") == ""


def test_the_same_line_gives_the_same_bytes_in_another_process_and_after_other_lines(folder: Path) -> None:
    font_files.make(folder / "han.otf", HAN, cff=True)
    font_files.make(folder / "hebrew.ttf", HEBREW)
    run = (
        "import sys; from pathlib import Path; from clientcare.letters.scripts import fonts, system_fonts; import test_fonts;"
        "system_fonts.folders = lambda: (Path(sys.argv[1]),); fonts.register();"
        "sys.stdout.buffer.write(test_fonts.line('太郎 שרה 1'))"
    )
    here, root = Path(__file__).parent, Path(__file__).parents[2]
    again = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", run, str(folder)],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": f"{here}:{root}", "PYTHONHASHSEED": "7"},
    )
    line("例郎え הרש")
    assert line("太郎 שרה 1") == again.stdout


def test_lines_made_at_the_same_time_do_not_mix_their_letters(folder: Path) -> None:
    font_files.make(folder / "han.ttf", HAN + HEBREW)
    texts = [HEBREW[i:] + HAN[i % 7 :] + HEBREW[:i] for i in range(24)] * 4
    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(line, texts))
    assert at_once == list(map(line, texts))


def test_marks_without_a_letter_of_their_own_are_placed_by_the_bundled_fonts(folder: Path) -> None:
    assert fonts.lacking("Adébọ̀wálé а́ x̄") == ""
    assert read(line("Adébọ̀wálé")) == "Adébọ̀wálé"


def test_signs_that_only_say_how_a_letter_looks_are_neither_printed_nor_missed(folder: Path) -> None:
    assert fonts.lacking("\ufe0f©\ufe0f x\U000e0100") == ""
    assert read(line("\ufe0f©\ufe0f x\U000e0100y")) == "© xy"


def test_every_platform_has_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        assert len(system_fonts.folders()) >= 2


@pytest.mark.parametrize(("align", "shift"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_line_starts_ends_or_centres_where_it_is_told_to(folder: Path, align: str, shift: float) -> None:
    font_files.make(folder / "han.ttf", HAN)
    out, places = BytesIO(), []
    canvas = Canvas(out, initialFontName=fonts.SANS)
    fonts.draw(canvas, "太郎 ab", fonts.SANS, 10, 300, 700, align)
    canvas.save()
    PdfReader(out).pages[0].extract_text(visitor_text=lambda text, cm, tm, *_: places.append((text.strip(), tm[4])))
    start = next(x for text, x in places if text.startswith("太"))
    assert start == pytest.approx(300 - shift * fonts.width("太郎 ab", fonts.SANS, 10), abs=0.01)
    assert fonts.width("太郎", fonts.SANS, 10) == pytest.approx(12)
