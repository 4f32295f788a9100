"""A system font as reportlab takes it: glyphs of any kind of outline, embedded as a small TrueType font that reads as text."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont

from clientcare.letters.scripts.shaping import Face, Glyph

_FIRST = 0xF0000  # the first code given out; plane 15 is nobody's
_SYMBOLIC = 4
_SPACE = 0x20
_FINE = 0.001  # of an em: how far a converted curve may stray
_1970 = 2_082_844_800  # in seconds since 1904, as fonts count
_one_at_a_time = Lock()


def codes(face: Face, glyphs: tuple[Glyph, ...]) -> str:
    """The glyphs as a string to be drawn in the font called `face.name`, from left to right."""
    with _one_at_a_time:  # letters are laid out in several threads
        if face.name not in pdfmetrics._fonts:
            pdfmetrics.registerFont(EmbeddedFont(face))
        return "".join(map(pdfmetrics.getFont(face.name).face.code, glyphs))


class EmbeddedFace:
    """The part of a reportlab type face that a font here needs; gives every glyph at every shift a code of its own."""

    subfontNameX = b""  # noqa: N815

    def __init__(self, face: Face) -> None:
        self._face = face
        self.name = face.name.encode()
        self._scale = 1000 / face.upem
        self.ascent, self.descent = face.ascent * self._scale, face.descent * self._scale
        self.charToGlyph = {_SPACE: 0}
        self.charWidths: dict[int, float] = {_SPACE: 0.0}
        self.defaultWidth = 0.0
        self._codes: dict[Glyph, int] = {}
        self.glyphs: dict[int, Glyph] = {}

    def code(self, glyph: Glyph) -> str:
        found = self._codes.get(glyph)
        if found is None:
            found = self._codes[glyph] = _FIRST + len(self._codes)
            self.glyphs[found] = glyph
            self.charWidths[found] = glyph.advance * self._scale
            self.charToGlyph[found] = glyph.number
        return chr(found)

    def truetype(self, subset: list[int]) -> bytes:
        """A TrueType font in which code n, at most 255, draws the nth of `subset`."""
        return _truetype(self._face, tuple(self.glyphs.get(code) for code in subset))


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font for canvases and paragraphs whose "characters" are the codes given out by `codes`."""

    def __init__(self, face: Face) -> None:
        self.fontName = face.name
        self.face = EmbeddedFace(face)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """One PDF font for each 256 codes used in the document."""
        state = self.state.pop(doc)
        for number, subset in enumerate(state.subsets):
            inner = f"{state.internalName}+{number}"
            doc.idToObject["BasicFonts"].dict[inner] = self._object(doc, inner, number, subset)

    def _object(self, doc: Any, inner: str, number: int, subset: list[int]) -> Any:
        base = f"{SUBSETN(number).decode()}+{self.fontName}"
        font = pdfdoc.PDFTrueTypeFont()
        font.Name, font.BaseFont, font.FirstChar, font.LastChar = inner, base, 0, len(subset) - 1
        font.Widths = pdfdoc.PDFArray([self.face.charWidths.get(code, 0.0) for code in subset])
        font.ToUnicode = _stream(doc, self._readable(subset), f"toUnicodeCMap:{base}")
        font.FontDescriptor = doc.Reference(self._descriptor(doc, base, subset), f"fontDescriptor:{base}")
        doc.Reference(font, inner)
        return font

    def _descriptor(self, doc: Any, base: str, subset: list[int]) -> Any:
        face, content = self.face, self.face.truetype(subset)
        described = {"Type": "/FontDescriptor", "FontName": pdfdoc.PDFName(base), "Flags": _SYMBOLIC, "ItalicAngle": 0}
        described |= {"Ascent": face.ascent, "Descent": face.descent, "CapHeight": face.ascent, "StemV": 80, "MissingWidth": 0}
        box = [-1000, face.descent, 2000, face.ascent]
        described |= {"FontBBox": pdfdoc.PDFArray(box), "FontFile2": _stream(doc, content, f"fontFile:{base}", len(content))}
        return pdfdoc.PDFDictionary(described)

    def _readable(self, subset: list[int]) -> bytes:
        """Which text each code stands for, so that the letter can be searched and copied from."""
        texts = [(n, self.face.glyphs[code].text) for n, code in enumerate(subset) if code in self.face.glyphs]
        lines = [f"<{n:02X}> <{text.encode('utf-16-be').hex().upper()}>" for n, text in texts]
        groups = [lines[i : i + 100] for i in range(0, len(lines), 100)]
        head = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /T def\n/CMapType 2 def\n"
        body = "".join(f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar\n" for group in groups)
        space = "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        return f"{head}{space}{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend".encode()


@lru_cache(maxsize=128)  # a letter is laid out again with every change, mostly with the same letters in it
def _truetype(face: Face, glyphs: tuple[Glyph | None, ...]) -> bytes:
    from fontTools.fontBuilder import FontBuilder

    order = [".notdef", *(f"g{n}" for n in range(1, len(glyphs)))]
    drawn = [_drawn(face, glyph) for glyph in glyphs]
    build = FontBuilder(face.upem, isTTF=True)
    build.updateHead(created=_1970, modified=_1970)  # the same letter, the same bytes, whenever
    build.setupGlyphOrder(order)
    build.setupGlyf(dict(zip(order, drawn, strict=True)))
    starts = [getattr(outline, "xMin", 0) for outline in drawn]  # known only now; what differs from it moves the glyph
    metrics = [(max(glyph.advance, 0) if glyph else 0, start) for glyph, start in zip(glyphs, starts, strict=True)]
    build.setupHorizontalMetrics(dict(zip(order, metrics, strict=True)))
    build.setupHorizontalHeader(ascent=round(face.ascent), descent=round(face.descent))
    build.setupPost(keepGlyphNames=False)
    build.font["cmap"] = _character_map(order)
    out = BytesIO()
    build.font.save(out)
    return out.getvalue()


def _drawn(face: Face, glyph: Glyph | None) -> Any:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    if glyph:
        steps = face.outline(glyph.number)
        cubic = any(name == "curveTo" for name, _ in steps)  # such outlines run the other way round
        converted = Cu2QuPen(pen, face.upem * _FINE, reverse_direction=cubic)
        shifted = TransformPen(converted, (1, 0, 0, 1, glyph.x, glyph.y))
        for name, points in steps:
            getattr(shifted, name)(*points)
    return pen.glyph()


def _stream(doc: Any, content: bytes, name: str, length: int = 0) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    if length:
        stream.dictionary["Length1"] = length
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream, name)


def _character_map(order: list[str]) -> Any:
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    part = CmapSubtable.newSubtable(6)
    part.platformID, part.platEncID, part.language = 1, 0, 0
    part.cmap = dict(enumerate(order))
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [part]
    return table
