"""The owner's own letterhead as PDF: checked and cleaned once, then laid beneath the pages of every letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.letters.paper import effort, reach
from clientcare.letters.paper.windows import MM
from clientcare.said import Said, mark

MOST = 10_000_000  # bytes of the file
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "legal": (215.9, 355.6)}  # millimetres
NEAR = 5.0
_WIDEST = 1_000_000  # points: beyond, it is no measure
_ROOM = "/ClientCareRoom"  # on our clean page: how far down its head reaches, how far up its foot
_BESIDES = ("/Metadata", "/PieceInfo", "/AF", "/OPI", "/Ref", "/OC", "/StructParent", "/StructParents", "/Alternates", "/F")
_NOT_DRAWN = ("/Catalog", "/Pages", "/Page", "/Annot", "/Action", "/Outlines", "/Filespec", "/EmbeddedFile")  # kinds of objects
_REFUSED = {
    "kind": mark("This is not a PDF. Save your letterhead as PDF, and choose that."),
    "large": mark("This PDF is too large. Save your letterhead as a PDF of at most 10 MB, and choose that."),
    "locked": mark("This PDF is locked with a password. Save it without one, and choose that."),
    "empty": mark("This PDF has no page. Choose another."),
    "size": mark(
        "The page of this PDF is {width} × {height} mm, and letters are printed on A4, Letter or Legal, upright. "
        "Save your letterhead in the size of your paper, and choose that."
    ),
    "heavy": mark("This PDF takes too long to draw. Save your letterhead more simply, perhaps as a picture, and choose that."),
    "broken": mark("This PDF is damaged and cannot be read. Save your letterhead as PDF once more, and choose that."),
}
_REFUSED["slow"] = _REFUSED["heavy"]


@dataclass(frozen=True)
class Room:
    """What a page of the letterhead leaves free: points from the top edge and from the bottom edge that are its own."""

    top: float
    bottom: float


def taken(content: bytes) -> bytes:
    """The first page, and the second if there is one, as a clean PDF: only what is drawn; no scripts, links, forms or files.

    Raises InvalidInput in words for what is no PDF, damaged, locked, over 10 MB, or not near A4, Letter or Legal.
    """
    try:
        if len(content) > MOST:
            raise apart.Refused("large")
        if b"%PDF-" not in content[:1024]:
            raise apart.Refused("kind")
        return apart.read("letterhead", content)
    except apart.Refused as refusal:
        reason, *size = str(refusal).split()
        values = dict(zip(("width", "height"), map(int, size), strict=False))
        raise InvalidInput(Said(_REFUSED.get(reason, _REFUSED["broken"]), values)) from refusal


def not_embedded(content: bytes) -> tuple[str, ...]:
    """The fonts that `taken` content names but does not hold: another computer may print others in their place."""
    found: dict[str, None] = {}
    for page in PdfReader(BytesIO(content)).pages:
        found |= dict.fromkeys(_lacking(page["/Resources"], set()))
    return tuple(found)


@lru_cache(maxsize=4)
def rooms(content: bytes) -> tuple[Room, ...]:
    """What each page of `taken` content leaves free."""
    kept: list[Any] = [page[_ROOM] for page in PdfReader(BytesIO(content)).pages]
    return tuple(Room(*map(float, room)) for room in kept)


def beneath(pdf: bytes, content: bytes) -> bytes:
    """The letter with `taken` content under it: the first page under its first, the second, if any, under all that follow."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    sheets = [_form(writer, page) for page in PdfReader(BytesIO(content)).pages]
    for number, page in enumerate(writer.pages):
        if number == 0 or len(sheets) > 1:
            _lay(writer, page, sheets[min(number, 1)])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def cleaned(content: bytes) -> bytes:
    """`taken`, in the process apart."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise apart.Refused("locked")
    if not reader.pages:
        raise apart.Refused("empty")
    writer = PdfWriter()
    for page in reader.pages[:2]:
        _add(writer, page)
    for number, page in enumerate(writer.pages):
        if effort.effort(page) > effort.MOST:
            raise apart.Refused("heavy")
        room = reach.measured(page, number)
        page[NameObject(_ROOM)] = ArrayObject(map(FloatObject, room))
    out = BytesIO()
    writer.write(out)
    not_embedded(out.getvalue())  # what cannot be looked through is broken, and found so here
    return out.getvalue()


def _add(writer: PdfWriter, page: PageObject) -> None:
    """What the page draws, upright, from the corner of what is seen of it."""
    box, turned, unit = page.cropbox, page.rotation % 360, float(page.get("/UserUnit", 1))
    width, height = float(box.width) * unit, float(box.height) * unit
    if turned in (90, 270):
        width, height = height, width
    if not (0 < width < _WIDEST and 0 < height < _WIDEST):
        raise apart.Refused("broken")
    if not any(abs(width / MM - w) <= NEAR and abs(height / MM - h) <= NEAR for w, h in PAPERS.values()):
        raise apart.Refused(f"size {width / MM:.0f} {height / MM:.0f}")
    left, bottom, right, top = map(float, (box.left, box.bottom, box.right, box.top))
    matrix = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }[turned]
    drawn = page.get_contents()
    stream = StreamObject()
    place = " ".join(f"{value * unit:.4f}" for value in matrix).encode()
    stream.set_data(b"q " + place + b" cm\n" + (b"" if drawn is None else drawn.get_data()) + b"\nQ")
    clean = writer.add_blank_page(width, height)
    clean[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    resources = page.get("/Resources", DictionaryObject()).get_object()
    _strip(resources, set())  # before it is copied, or what hangs on it would come along, seen by nobody
    clean[NameObject("/Resources")] = resources.clone(writer)


def _strip(node: Any, seen: set[int]) -> None:
    """Nothing hangs on a resource but what is needed to draw it."""
    node = node.get_object()
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, DictionaryObject):
        besides = (*(_BESIDES if isinstance(node, StreamObject) else ()), "/Properties")
        for key in [key for key, value in node.items() if key in besides or _is_not_drawn(value)]:
            del node[key]
        for value in node.values():
            _strip(value, seen)
    elif isinstance(node, ArrayObject):
        node[:] = [value for value in node if not _is_not_drawn(value)]
        for value in node:
            _strip(value, seen)


def _is_not_drawn(value: Any) -> bool:
    """A page, an annotation, a file: no resource."""
    found = value.get_object()
    return isinstance(found, DictionaryObject) and found.get("/Type") in _NOT_DRAWN


def _form(writer: PdfWriter, page: PageObject) -> tuple[Any, float, float]:
    """The page as one thing to draw, with its width and height."""
    parts: Any = page
    form = parts["/Contents"].get_object().clone(writer)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, width, height)))
    form[NameObject("/Resources")] = parts["/Resources"].get_object().clone(writer)
    return form.indirect_reference, width, height


def _lay(writer: PdfWriter, page: Any, sheet: tuple[Any, float, float]) -> None:
    """Draw it first; on paper of another size as large as fits, from the top."""
    form, width, height = sheet
    across, up = float(page.mediabox.width), float(page.mediabox.height)
    scale = min(across / width, up / height)
    place = f"{scale:.5f} 0 0 {scale:.5f} {(across - width * scale) / 2:.3f} {up - height * scale:.3f}"
    first = StreamObject()
    first.set_data(f"q {place} cm /Own Do Q\n".encode())
    resources = page["/Resources"].get_object()
    pictures = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    pictures[NameObject("/Own")] = form
    page[NameObject("/Contents")] = ArrayObject((writer._add_object(first), page.raw_get("/Contents")))


def _lacking(resources: Any, seen: set[int]) -> Iterator[str]:
    """The names of the fonts without a file, also those of pictures made of text."""
    resources = resources.get_object()
    if id(resources) in seen:
        return
    seen.add(id(resources))
    for font in (entry.get_object() for entry in resources.get("/Font", DictionaryObject()).get_object().values()):
        if font.get("/Subtype") == "/Type3":
            continue
        whole = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = whole.get("/FontDescriptor", DictionaryObject()).get_object()
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys():
            yield str(font.get("/BaseFont", "?")).lstrip("/").split("+")[-1]
    for inner in (entry.get_object() for entry in resources.get("/XObject", DictionaryObject()).get_object().values()):
        if "/Resources" in inner:
            yield from _lacking(inner["/Resources"], seen)
