"""The owner's logo and signature: any PNG or JPEG made into a small clean PNG, read in a process of its own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.said import Said, mark

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 20_000_000  # bytes of the file
SIDE = 1200  # pixels of the longer side that is kept: sharp at the size a letter shows, small enough to send
_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_PIXELS = {"PNG": 25_000_000, "JPEG": 60_000_000, "progressive": 25_000_000}  # a plain JPEG is read at a fraction of its size
_INK_ALPHA = [max(0, min(255, (difference - 22) * 4)) for difference in range(256)]  # by how much darker than the paper
_REFUSED = {
    "kind": mark("This is not a PNG or JPEG picture. Save the picture as PNG or JPEG, and choose that."),
    "large": mark("This picture is too large. Save it smaller, at most 4,000 by 4,000 pixels, and choose that."),
    "broken": mark("This picture is damaged and cannot be read. Save it once more as PNG or JPEG, and choose that."),
    "empty": mark("This picture has nothing on it. Choose another."),
}
_REFUSED["slow"] = _REFUSED["large"]


def taken(content: bytes) -> bytes:
    """The picture as PNG, upright, at most `SIDE` pixels, transparency kept, nothing else of the file in it.

    Raises InvalidInput in words for other formats, damaged files, and pictures that would take too much memory.
    """
    return _taken("picture", content)


def signature_taken(content: bytes) -> bytes:
    """The same for ink on paper: an opaque photo of it loses its paper, and what is empty around it."""
    return _taken("signature", content)


def _taken(what: str, content: bytes) -> bytes:
    try:
        if len(content) > MOST:
            raise apart.Refused("large")
        if _kind(content) == "":
            raise apart.Refused("kind")
        return apart.read(what, content)
    except apart.Refused as refusal:
        raise InvalidInput(Said(_REFUSED.get(str(refusal), _REFUSED["broken"]))) from refusal


def _kind(content: bytes) -> str:
    return next((kind for start, kind in _KINDS.items() if content.startswith(start)), "")


def decoded(content: bytes) -> bytes:
    """`taken`, in the process apart."""
    return _png(_opened(content))


def decoded_ink(content: bytes) -> bytes:
    """`signature_taken`, in the process apart."""
    picture = _opened(content)
    if picture.getchannel("A").getextrema()[0] == 255:
        picture = _without_paper(picture)
    box = picture.getchannel("A").point(lambda alpha: 255 * (alpha > 24)).getbbox()
    if box is None:
        raise apart.Refused("empty")
    return _png(picture.crop(box))


def _opened(content: bytes) -> Image:
    """The picture as RGBA, upright and at most `SIDE` pixels long."""
    from PIL import Image, ImageOps

    kind = _kind(content)
    Image.MAX_IMAGE_PIXELS = None  # ours come first and are lower
    picture: Image.Image = Image.open(BytesIO(content), formats=(kind,))
    if picture.width * picture.height > _PIXELS["progressive" if "progressive" in picture.info else kind]:
        raise apart.Refused("large")
    picture.draft("RGB", (SIDE, SIDE))
    picture = _plain(picture)
    picture.thumbnail((SIDE, SIDE), reducing_gap=3.0)
    return ImageOps.exif_transpose(picture).convert("RGBA")


def _plain(picture: Image) -> Image:
    """Grey, RGB or RGBA: what can be scaled well."""
    if picture.mode.startswith("I"):  # sixteen bits of grey
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in picture.info or picture.mode in ("LA", "PA", "La", "RGBa"):
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "RGBA") else picture.convert("RGB")


def _without_paper(picture: Image) -> Image:
    """Ink where the picture is darker than the paper around it, so that no grey box is printed; shadows do not count."""
    from PIL import Image, ImageChops, ImageFilter

    grey = picture.convert("L")
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6)).resize(grey.size)
    ink = ImageChops.subtract(paper, grey).point(_INK_ALPHA)
    return Image.merge("RGBA", (*picture.convert("RGB").split(), ink))


def _png(picture: Image) -> bytes:
    """Only the pixels: no text, place, time or colour profile of the file."""
    from PIL import Image

    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)
    if bare.getchannel("A").getextrema()[0] == 255:
        bare = bare.convert("RGB")
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
