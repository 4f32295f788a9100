"""Small pictures of photos that came from outside: PNG, JPEG, WebP or HEIC by content, read in a process of its own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from clientcare import apart

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 40_000_000  # bytes of a file that is read at all
SIDE = 320  # pixels of the longer side of the small picture
PATIENCE = 6.0  # seconds; one that only computes is ended after two
_PIXELS = {"PNG": 25_000_000, "JPEG": 100_000_000, "progressive": 25_000_000, "WEBP": 25_000_000, "HEIF": 25_000_000}
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def kind(start: bytes) -> str:
    """PNG, JPEG, WEBP or HEIF by the first bytes, whatever the name says; "" for what is none of them."""
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if start[4:8] == b"ftyp" and start[8:12] in _BRANDS else ""


def small(content: bytes) -> bytes:
    """The picture upright as PNG of at most `SIDE` pixels, with nothing else of the file in it.

    Raises `apart.Refused`: "kind" for other files, "large" for what asks for too much, "slow" where the computer was too
    busy to tell, "broken".
    """
    if len(content) > MOST:
        raise apart.Refused("large")
    if not kind(content[:16]):
        raise apart.Refused("kind")
    return apart.read("thumbnail", content, PATIENCE)


def decoded(content: bytes) -> bytes:
    """`small`, in the process apart."""
    from PIL import Image, ImageOps

    picture = _opened(content)
    picture.draft("RGB", (SIDE, SIDE))  # a JPEG is read at a fraction of its size
    if picture.mode not in ("L", "RGB", "RGBA"):
        picture = picture.convert("RGBA" if "transparency" in picture.info or picture.mode.endswith(("A", "a")) else "RGB")
    picture.thumbnail((SIDE, SIDE), reducing_gap=2.0)
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    bare = Image.new("RGB", upright.size, "white")  # no text, place or time of the file
    bare.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    bare.save(out, "PNG")
    return out.getvalue()


def _opened(content: bytes) -> Image:
    """Its first picture, not decoded yet."""
    from PIL import Image

    found = kind(content[:16])
    if found == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    Image.MAX_IMAGE_PIXELS = None  # ours come first and are lower
    picture: Image.Image = Image.open(BytesIO(content), formats=(found,))
    if picture.width * picture.height > _PIXELS["progressive" if "progressive" in picture.info else found]:
        raise apart.Refused("large")
    return picture
