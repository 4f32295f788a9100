"""The owner's logo and signature: what is taken of a file, what is refused and how, and how they stand on the page."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from letter_facts import HEAD, facts
from PIL import Image, ImageDraw, ImageFilter, PngImagePlugin
from pypdf import PdfReader

from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.letters.compose import compose
from clientcare.letters.paper import pictures
from clientcare.letters.paper.pdf import render

ROOT = Path(__file__).parents[2]
INK = (20, 30, 90)


def encoded(picture: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content), formats=("PNG",))


def bomb(side: int) -> bytes:
    """A real PNG of so many pixels each way, all black: a thousandth of its size as a file."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    squeeze, row = zlib.compressobj(9), bytes(1 + 3 * side)
    data = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def logo(width: int, height: int) -> bytes:
    return pictures.decoded(encoded(Image.new("RGBA", (width, height), (27, 110, 104, 255))))


def photo_of_a_signature() -> bytes:
    """Dark strokes on greyish paper with a shadow across it, as a phone takes it."""
    paper = Image.new("L", (1600, 700), 205)
    shadow = Image.linear_gradient("L").resize(paper.size).point(lambda value: value // 3)
    paper = Image.composite(Image.new("L", paper.size, 120), paper, shadow).filter(ImageFilter.GaussianBlur(3))
    picture = Image.merge("RGB", (paper, paper, paper))
    ImageDraw.Draw(picture).line([(400, 500), (600, 200), (800, 500), (1200, 300)], fill=INK, width=14)
    return encoded(picture, "JPEG", quality=85)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_usual_picture_is_taken_as_a_plain_png(mode: str) -> None:
    content = encoded(Image.new(mode, (60, 20)), "JPEG" if mode == "CMYK" else "PNG")
    assert opened(pictures.decoded(content)).size == (60, 20)


def test_a_picture_is_scaled_down_to_what_print_needs_with_its_proportions_and_transparency() -> None:
    picture = Image.new("RGBA", (3000, 1500), (255, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 1500, 1500))
    taken = opened(pictures.taken(encoded(picture)))
    assert taken.size == (1200, 600)
    assert taken.getpixel((100, 300))[3] == 0  # type: ignore[index]
    assert taken.getpixel((1100, 300)) == (255, 0, 0, 255)


def test_a_photo_taken_sideways_stands_upright() -> None:
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste((200, 0, 0), (0, 0, 100, 200))
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned clockwise
    taken = opened(pictures.taken(encoded(picture, "JPEG", exif=turned)))
    assert taken.size == (200, 400)
    assert taken.getpixel((100, 20))[0] > 150 > taken.getpixel((100, 20))[1]  # type: ignore[index]


def test_nothing_of_the_file_but_its_pixels_is_kept() -> None:
    told, exif = PngImagePlugin.PngInfo(), Image.Exif()
    told.add_text("Comment", "taken at home")
    exif[0x010E] = "taken at home"
    for content in (
        encoded(Image.new("RGB", (30, 30)), pnginfo=told, exif=exif, icc_profile=b"taken at home"),
        encoded(Image.new("RGB", (30, 30)), "JPEG", exif=exif, comment=b"taken at home"),
    ):
        assert b"taken at home" in content
        taken = pictures.decoded(content)
        assert b"taken at home" not in taken
        assert opened(taken).info == {}


def test_a_photo_of_a_signature_loses_its_paper_and_its_margins() -> None:
    taken = opened(pictures.signature_taken(photo_of_a_signature()))
    alpha = taken.getchannel("A")
    assert taken.width < 700 and taken.height < 300  # of 1,200 by 525
    empty = sum(alpha.histogram()[:8]) / (taken.width * taken.height)
    assert empty > 0.85  # no grey box
    assert alpha.getextrema()[1] > 200  # and the ink is there
    assert alpha.getpixel((taken.width // 2, 2)) == 0


def test_a_signature_without_paper_keeps_its_colours() -> None:
    picture = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    picture.paste((*INK, 255), (100, 50, 300, 100))
    taken = opened(pictures.signature_taken(encoded(picture)))
    assert taken.size == (200, 50)
    assert taken.convert("RGBA").getpixel((50, 25)) == (*INK, 255)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (encoded(Image.new("L", (9, 9)), "GIF"), "not a PNG or JPEG"),
        (encoded(Image.new("L", (9, 9)), "TIFF"), "not a PNG or JPEG"),
        (encoded(Image.effect_noise((300, 300), 90))[:4000], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "damaged"),
        (b"\xff\xd8\xff\xe0" + b"hello" * 90, "damaged"),
        (encoded(Image.new("L", (9, 9))) + bytes(20_000_000), "too large"),
    ],
)
def test_what_is_no_picture_or_broken_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        pictures.taken(content)
    assert "choose that" in caught.value.said.text


def test_a_photo_that_builds_up_as_it_loads_may_be_as_large_as_a_png() -> None:
    """It is held whole in memory while it is read: beyond, that is said, and not that it is damaged."""
    content = encoded(Image.new("CMYK", (5_100, 5_000)), "JPEG", progressive=True)
    with pytest.raises(InvalidInput, match="too large"):
        pictures.taken(content)


def test_an_empty_signature_is_refused() -> None:
    with pytest.raises(InvalidInput, match="nothing on it"):
        pictures.signature_taken(encoded(Image.new("RGB", (300, 100), "white")))


@pytest.mark.skipif(os.name == "nt", reason="memory of a child is not told there")
@pytest.mark.parametrize("side", [4_900, 9_000])
def test_a_bomb_takes_two_seconds_and_300_mb_at_most(side: int, tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(bomb(side))
    program = (
        "import json, resource, sys, time; from pathlib import Path; from clientcare.letters.paper import pictures\n"
        "began, said = time.perf_counter(), 'taken'\n"
        "try: pictures.taken(Path(sys.argv[1]).read_bytes())\n"
        "except Exception as error: said = str(error)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(json.dumps([said, time.perf_counter() - began, used / (1 if sys.platform != 'darwin' else 1024)]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "bomb.png")], cwd=ROOT, capture_output=True, check=True, text=True
    )
    said, seconds, kilobytes = json.loads(run.stdout)
    assert ("too large" in said) == (side > 5_000)
    assert seconds < 2
    assert kilobytes < 300_000


def test_what_takes_too_long_is_stopped_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(apart.Refused, match="slow"):
        apart.read("picture", encoded(Image.new("RGB", (9, 9))), seconds=0.001)


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit there")
def test_the_process_apart_cannot_take_more_memory_and_never_loads_qt() -> None:
    program = (
        "import sys; sys.argv = ['clientcare', 'decode-image', 'picture']\n"
        "from clientcare.letters.paper import pictures\n"
        "def greedy(content): bytearray(2_000_000_000)\n"
        "pictures.decoded = greedy\n"
        "from clientcare.__main__ import main\n"
        "status = main()\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'sqlalchemy'))]\n"
        "sys.exit(status)"
    )
    run = subprocess.run([sys.executable, "-c", program], input=b"", cwd=ROOT, capture_output=True)
    assert run.stderr.decode() == "large"
    assert run.returncode == 64


def placed(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Left, bottom, width and height of every picture of the first page."""
    found: list[tuple[float, float, float, float]] = []

    def picture(operator: bytes, operands: Any, cm: list[float], tm: Any) -> None:
        if operator == b"Do":
            found.append((cm[4], cm[5], cm[0], cm[3]))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_operand_before=picture)
    return found


@pytest.mark.parametrize(("width", "height"), [(1200, 100), (600, 600), (200, 1200), (10, 10)])
def test_a_logo_stands_left_in_the_head_bounded_and_in_proportion(width: int, height: int) -> None:
    head = replace(HEAD, logo=logo(width, height))
    pdf = render(compose(facts(letterhead=head), "acknowledgement"), head)
    ((x, y, wide, high),) = placed(pdf)
    assert x == pytest.approx(71)
    assert y > 792 - 48 - 75
    assert wide <= 165.1 and high <= 44.1
    assert wide / high == pytest.approx(width / height, rel=0.01)
    assert "Rivera Home Repairs" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_a_signature_stands_between_greeting_and_name_and_takes_little_room() -> None:
    head = replace(HEAD, signature=pictures.decoded_ink(photo_of_a_signature()))
    pdf, bare = (render(compose(facts(letterhead=one), "acknowledgement"), one) for one in (head, HEAD))
    ((_, bottom, _, high),) = placed(pdf)
    signed, unsigned = (baselines(content, "Ana Rivera") - baselines(content, "Kind regards,") for content in (pdf, bare))
    name, greeting = baselines(pdf, "Ana Rivera"), baselines(pdf, "Kind regards,")
    assert name < bottom < bottom + high < greeting
    assert -unsigned < -signed < 66 and -unsigned < 45


def baselines(pdf: bytes, wanted: str) -> float:
    """How far up the last line with these words stands."""
    found: list[float] = []

    def text(said: str, cm: Any, tm: list[float], *_: Any) -> None:
        if wanted in said:
            found.append(tm[5] * cm[3] + cm[5])

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=text)
    return found[-1]


def test_pictures_are_held_once_and_the_same_letter_has_the_same_bytes() -> None:
    both = replace(HEAD, logo=logo(600, 600), signature=pictures.decoded_ink(photo_of_a_signature()))
    letter = compose(facts(letterhead=both), "compromise")
    pdf = render(letter, both)
    assert pdf == render(letter, both)
    assert len(placed(pdf)) == 2
    again = replace(both, signature=both.logo)
    assert render(letter, again).count(b"/Subtype /Image") == 1
