"""Small fonts made for a test: every letter a box as wide as the test can tell, in any kind of outline, for any characters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont


def make(
    path: Path,
    characters: str,
    family: str = "Made Sans",
    weight: int = 400,
    cff: bool = False,
    rights: int = 0,
    blank: bool = False,
    features: str = "",
    more: tuple[str, ...] = (),
    wide: int = 600,
    varies: bool = False,
    style: str = "Regular",
) -> Path:
    """A font file: a glyph for each character, `wide` units of 1000, and `more` glyphs by name, each 100 wider."""
    names = {ord(char): f"u{ord(char):04X}" for char in characters}
    order = [".notdef", *names.values(), *more]
    widths = dict.fromkeys(order, wide) | {name: wide + 100 * (i + 1) for i, name in enumerate(more)}
    build = FontBuilder(1000, isTTF=not cff)
    build.setupGlyphOrder(order)
    build.setupCharacterMap(names)
    empty = {".notdef"} | (set(order) if blank else set())
    drawn = {name: _box(widths[name], 700, cff, name in empty) for name in order}
    if cff:
        build.setupCFF(family.replace(" ", ""), {"FullName": family}, drawn, {})
    else:
        build.setupGlyf(drawn)
    build.setupHorizontalMetrics({name: (widths[name], 50) for name in order})
    build.setupHorizontalHeader(ascent=900, descent=-200)
    build.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family.replace(' ', '')}-{weight}"})
    build.setupOS2(usWeightClass=weight, fsType=rights, sTypoAscender=900, sTypoDescender=-200)
    build.font["OS/2"].panose.bFamilyType = 2
    build.setupPost()
    if varies:
        _vary(build, order, widths)
    if features:
        addOpenTypeFeaturesFromString(build.font, features)
    build.save(path)
    return path


def collection(path: Path, *members: Path) -> Path:
    """The fonts in one file, in order."""
    whole = TTCollection()
    whole.fonts = [TTFont(member) for member in members]
    whole.save(path)
    for member in members:
        member.unlink()
    return path


def _vary(build: FontBuilder, order: list[str], widths: dict[str, int]) -> None:
    """From 400 to 700 every letter gets 300 units wider."""
    from fontTools.ttLib.tables.TupleVariation import TupleVariation

    build.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    wider = [(0, 0), (0, 0), (300, 0), (300, 0), (0, 0), (300, 0), (0, 0), (0, 0)]
    axes = {"wght": (0.0, 1.0, 1.0)}
    build.setupGvar({name: [TupleVariation(axes, wider)] for name in order if name != ".notdef"})
    build.font["gvar"].variations[".notdef"] = []


def _box(wide: int, high: int, cff: bool, empty: bool) -> Any:
    pen = T2CharStringPen(wide, None) if cff else TTGlyphPen(None)
    if not empty:
        corners = [(50, 0), (wide - 50, 0), (wide - 50, high), (50, high)]
        pen.moveTo(corners[0])
        if cff:  # a curve, so that it has to be converted
            pen.curveTo((100, -10), (wide - 100, -10), corners[1])
        else:
            pen.lineTo(corners[1])
        for corner in corners[2:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.getCharString() if cff else pen.glyph()
