"""Photos from outside: shown small whatever they are called; bombs and broken ones refused, in little time and memory."""

from __future__ import annotations

import base64
import json
import os
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clientcare import apart
from clientcare.incoming.pictures import MOST, SIDE, decoded, kind, small

ROOT = Path(__file__).parent.parent.parent
HEIC = base64.b64decode(  # 64 × 48 red pixels, as phones save them
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEA"
    "AQAAAAABoQABAAAAAAAAABgAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmND"
    "AQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAA"
    "AAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAA"
    "Av////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACBtZGF0AAAAFCgBrwQY+Mpx1//zIR+fgLhh0hHn"
)


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png), formats=("PNG",))


RED = Image.new("RGB", (640, 480), (200, 30, 30))
GOOD = {
    "png": encoded(RED, "PNG"),
    "jpeg": encoded(RED, "JPEG"),
    "webp": encoded(RED, "WEBP"),
    "heic": HEIC,
    "palette": encoded(RED.convert("P"), "PNG"),
    "grey": encoded(RED.convert("L"), "PNG"),
    "cmyk": encoded(RED.convert("CMYK"), "JPEG"),
    "sixteen bits": encoded(Image.new("I;16", (640, 480), 30_000), "PNG"),
}


@pytest.mark.parametrize("name", GOOD)
def test_photos_of_every_kind_are_shown_small(name: str) -> None:
    made = opened(decoded(GOOD[name]))
    assert made.mode == "RGB" and max(made.size) <= SIDE and made.width * 3 == made.height * 4
    red, green, _ = made.getpixel((made.width // 2, made.height // 2))  # type: ignore[misc]
    assert name in ("grey", "sixteen bits") or red > green + 80


def test_in_the_process_apart_too() -> None:
    assert max(opened(small(GOOD["jpeg"])).size) == SIDE
    assert opened(small(HEIC)).size == (64, 48)


def test_upright_and_without_the_place_it_was_taken_at() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "SECRET PLACE"
    made = decoded(encoded(RED, "JPEG", exif=exif))
    assert opened(made).size == (240, 320) and b"SECRET" not in made


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(bytes(1_000_000), 9))


def jpeg_of(width: int, height: int) -> bytes:
    plain = encoded(Image.new("RGB", (64, 64)), "JPEG")
    at = plain.index(b"\xff\xc0") + 5
    return plain[:at] + struct.pack(">HH", height, width) + plain[at + 4 :]


BOMBS = {
    "png": png_of(60_000, 60_000),
    "png of one line": png_of(2**31 - 1, 1),
    "png text": png_of(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))),
    "png profile": png_of(10, 10, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))),
    "jpeg": jpeg_of(65_500, 65_500),
    "heic": HEIC.replace(struct.pack(">II", 64, 64), struct.pack(">II", 60_000, 60_000)),
    "half a heic": HEIC[:200],
    "half a png": GOOD["png"][:200],
    "a page that says it is one": b"\x89PNG\r\n\x1a\n<html>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_in_two_seconds_and_300_megabytes(name: str, tmp_path: Path) -> None:
    (tmp_path / "bomb").write_bytes(BOMBS[name])
    program = (
        "import json, resource, sys, time\n"
        "from clientcare import apart\n"
        "from clientcare.incoming.pictures import small\n"
        "content, began, said = open(sys.argv[1], 'rb').read(), time.monotonic(), ''\n"
        "try: small(content)\n"
        "except apart.Refused as refusal: said = str(refusal)\n"
        "spent = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([said, spent.ru_utime + spent.ru_stime, spent.ru_maxrss]))"
    )
    run = subprocess.run([sys.executable, "-c", program, str(tmp_path / "bomb")], cwd=ROOT, capture_output=True, check=True)
    said, seconds, kilobytes = json.loads(run.stdout)
    assert said in ("large", "broken") and seconds < 2
    assert kilobytes < 300_000


def test_what_is_no_photo_is_not_even_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "read", lambda *_: pytest.fail("it was"))
    for content in (b"", b"MZ", b"GIF89a", b"%PDF", b"<svg/>", b"RIFF\0\0\0\0WAVE", bytes(100)):
        with pytest.raises(apart.Refused, match="kind"):
            small(content)
    with pytest.raises(apart.Refused, match="large"):
        small(GOOD["png"] + bytes(MOST))


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit there")
def test_one_that_only_computes_is_ended() -> None:
    program = (
        "import sys; sys.argv = ['clientcare', 'decode-image', 'thumbnail']\n"
        "from clientcare.incoming import pictures\n"
        "def busy(content):\n"
        "    while True: pass\n"
        "pictures.decoded = busy\n"
        "from clientcare.__main__ import main\n"
        "main()"
    )
    run = subprocess.run([sys.executable, "-c", program], input=b"", cwd=ROOT, capture_output=True, timeout=60)
    assert run.returncode < 0


@cases(60)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_photo_is_a_photo_or_an_ordinary_error(name: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[name])
    for at in data.draw(st.lists(st.integers(8, len(content) - 1), max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    if kind(bytes(content[:16])):
        try:
            made = decoded(bytes(content))
        except Exception:  # the process apart calls it broken
            return
        assert max(opened(made).size) <= SIDE
