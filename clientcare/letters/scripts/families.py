"""Scripts, and the font families known to set them well on Linux, macOS and Windows."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CJK = ((0x2E80, 0x30FF), (0x3190, 0xA4CF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_BY_COUNTRY = (("shift_jis", "JAPANESE"), ("gb2312", "SIMPLIFIED"), ("big5", "TRADITIONAL"))  # who can write all of it
_GENERAL = ("arial", "timesnewroman", "segoeui", "tahoma", "lucidagrande", "dejavusans", "dejavuserif", "freesans", "freeserif")
_LAST = ("unifont", "code2000", "droidsansfallback")
_NO_LETTERS = ("lastresort", "adobeblank", "adobenotdef")  # they draw a box, or nothing, for any character
_OFF = ("kufi", "nastaliq", "rashi", "looped", "mono", "display", "unjoined")

_GOOD = {
    "ARABIC": ("notosansarabic notonaskharabic", "geezapro damascus", "amiri scheherazadenew", "dejavusans"),
    "HEBREW": ("notosanshebrew notoserifhebrew", "arialhebrew david frankruehl"),
    "THAI": ("notosansthai notoserifthai", "thonburi leelawadeeui", "tahoma", "loma norasi garuda"),
    "DEVANAGARI": ("notosansdevanagari notoserifdevanagari", "kohinoordevanagari nirmalaui mangal", "lohitdevanagari"),
    "TAMIL": ("notosanstamil notoseriftamil", "tamilsangammn nirmalaui latha", "lohittamil"),
    "HANGUL": (
        "notosanscjkkr notoserifcjkkr notosanskr notoserifkr",
        "applesdgothicneo malgungothic batang",
        "nanumgothic nanummyeongjo",
    ),
    "JAPANESE": (
        "notosanscjkjp notoserifcjkjp notosansjp notoserifjp",
        "hiraginosans hiraginominchopron yugothic yumincho meiryo",
        "ipaexgothic ipaexmincho ipagothic ipamincho takaogothic vlgothic msgothic msmincho",
    ),
    "SIMPLIFIED": (
        "notosanscjksc notoserifcjksc notosanssc notoserifsc",
        "pingfangsc songtisc microsoftyahei dengxian simsun",
        "wenquanyimicrohei wenquanyizenhei",
    ),
    "TRADITIONAL": (
        "notosanscjktc notoserifcjktc notosanstc notoseriftc",
        "pingfangtc songtitc microsoftjhenghei pmingliu",
        "arplumingtw arplukaitw",
    ),
}


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """A script's name in capitals, such as ARABIC, HANGUL or CJK (Han and kana alike); "" when it has none."""
    code = ord(char)
    if any(first <= code <= last for first, last in _CJK):
        return "CJK"
    if any(first <= code <= last for first, last in _HANGUL):
        return "HANGUL"
    name = unicodedata.name(char, "")
    return "ARABIC" if "ARABIC" in name else name.split(" ")[0]


def country(text: str) -> str:
    """Whose letter forms fit the Han letters and kana of a text: HANGUL, JAPANESE, SIMPLIFIED or TRADITIONAL."""
    if any(script(c) == "HANGUL" for c in text):
        return "HANGUL"
    letters = "".join(c for c in text if script(c) == "CJK" and c.isalpha())
    return next((name for codec, name in _BY_COUNTRY if _writes(codec, letters)), "JAPANESE")


@lru_cache(maxsize=16384)
def tier(family: str, wanted: str) -> int:
    """How well a family is known to fit a script: 0 is best, and any number may still do."""
    name = _plain(family)
    known = _GOOD.get(wanted, ())
    for place, names in enumerate(known):
        if name in names.split():
            return place
    if any(last in name for last in _LAST):
        return 9
    if name.startswith("noto") and (name.endswith("ui") or any(word in name for word in _OFF)):
        return 7
    if wanted and name.startswith(tuple(f"noto{style}{wanted.lower()}" for style in ("sans", "serif", ""))):
        return 0
    return 4 if name in _GENERAL else 5 if name.startswith("notosanssymbols") or name == "notoemoji" else 6


def has_letters(family: str) -> bool:
    """Whether this is a font of letters, not of boxes that stand for what is missing."""
    return not _plain(family).startswith(_NO_LETTERS)


def _plain(family: str) -> str:
    return "".join(family.lower().replace("-", " ").split()).lstrip(".")


def _writes(codec: str, text: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
