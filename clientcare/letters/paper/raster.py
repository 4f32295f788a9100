"""A picture of the owner's drawn on the page: made ready for the PDF once, however often the letter is drawn anew."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFImageXObject


@dataclass(frozen=True)
class Raster:
    """A picture as a PDF holds it: zlib streams of colour and, if any of it can be seen through, of how much."""

    key: str
    width: int
    height: int
    colour: bytes
    alpha: bytes

    def within(self, width: float, height: float) -> tuple[float, float]:
        """How large it is in a box of these points, its proportions kept."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@lru_cache(maxsize=4)
def raster(png: bytes) -> Raster:
    """Of what `taken` gave; made once, as a letter is drawn anew with every key."""
    from PIL import Image

    with Image.open(BytesIO(png), formats=("PNG",)) as picture:
        alpha = picture.getchannel("A").tobytes() if picture.mode == "RGBA" else b""
        colour, size = picture.convert("RGB").tobytes(), picture.size
    key = hashlib.sha256(png).hexdigest()[:16]
    return Raster(key, *size, zlib.compress(colour), zlib.compress(alpha) if alpha else b"")


def draw(canvas: Any, picture: Raster, x: float, y: float, width: float, height: float) -> None:
    """Draw it with its lower left corner at (x, y); a document holds it once, however often it is drawn."""
    document = canvas._doc
    name = document.getXObjectName(picture.key)
    if name not in document.idToObject:
        image = _object(picture.key, picture, picture.colour, "DeviceRGB")
        if picture.alpha:
            mask = _object(f"{picture.key}a", picture, picture.alpha, "DeviceGray")
            image.smask = document.Reference(mask, document.getXObjectName(mask.name))
        document.addForm(picture.key, image)
    canvas._currentPageHasImages = 1
    canvas.saveState()
    canvas.transform(width, 0, 0, height, x, y)
    canvas._code.append(f"/{name} Do")
    canvas.restoreState()
    canvas._formsinuse.append(picture.key)


def _object(name: str, picture: Raster, stream: bytes, space: str) -> Any:
    image = PDFImageXObject(name)
    image.width, image.height, image.bitsPerComponent, image.colorSpace = picture.width, picture.height, 8, space
    image._filters, image.streamContent = ("FlateDecode",), stream
    return image
