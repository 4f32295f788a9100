"""Which font of this computer has a piece of text: the folders, what each font has and may, and the order of preference."""

from __future__ import annotations

import os
import sys
import time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

from clientcare.letters.scripts.families import has_letters, tier

_KINDS = (".ttf", ".otf", ".ttc", ".otc")
_FRESH = 3.0  # seconds until the folders are looked at again: a font installed meanwhile is found
_FAMILY, _STYLE, _TYPOGRAPHIC_FAMILY = 1, 2, 16  # of the name table
_FORBIDDEN = 0x0300  # OS/2 fsType: not as a subset, or as a bitmap only
_RESTRICTED, _ALLOWED = 0x0002, 0x000C
_SEVERAL = 64  # faces read of one file at most


class SystemFace(NamedTuple):
    """One face of a font file, as far as choosing needs it: `place` among those of its file, `weight` 400 for regular."""

    path: str
    place: int
    family: str
    weight: int
    varies: bool
    serif: bool
    odd: bool
    characters: hb.Set


def folders() -> tuple[Path, ...]:
    """Where this system keeps fonts: everybody's, then the user's own."""
    home = Path("~").expanduser()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local")
        return Path(os.environ.get("WINDIR") or "C:/Windows") / "Fonts", local / "Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        downloaded = Path("/System/Library/AssetsV2").glob("com_apple_MobileAsset_Font*")
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts", *downloaded
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    named = [Path(folder) / "fonts" for folder in shared if folder]
    return *named, Path("/run/host/fonts"), own / "fonts", home / ".fonts"


def candidates(text: str, script: str, serif: bool, weight: int) -> tuple[SystemFace, ...]:
    """The faces that have every character of `text`, the most fitting first."""
    return _candidates(int(time.monotonic() / _FRESH), text, script, serif, weight)


def forget() -> None:
    """Look at the folders anew the next time, however soon that is."""
    _candidates.cache_clear()
    _files.cache_clear()


@lru_cache(maxsize=2048)
def _candidates(moment: int, text: str, script: str, serif: bool, weight: int) -> tuple[SystemFace, ...]:
    def order(face: SystemFace) -> tuple[Any, ...]:
        away = 0 if face.varies else abs(face.weight - weight)
        return tier(face.family, script), face.odd, face.serif != serif, away, face.family, face.path, face.place

    wanted = hb.Set(set(map(ord, text)))
    return tuple(sorted((face for face in _faces(_files(moment)) if face.characters.issuperset(wanted)), key=order))


@lru_cache(maxsize=2)
def _files(_moment: int) -> tuple[tuple[str, int], ...]:
    """Every font file with the time it was changed; looked up anew from time to time."""
    found: set[str] = set()
    for folder in folders():
        for place, _, names in os.walk(folder):
            found.update(os.path.join(place, name) for name in names if name.lower().endswith(_KINDS))  # noqa: PTH118 - thousands
    return tuple(sorted((path, _changed(path)) for path in found))


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - thousands
    except OSError:
        return 0


@lru_cache(maxsize=1)
def _faces(files: tuple[tuple[str, int], ...]) -> tuple[SystemFace, ...]:
    return tuple(face for path, changed in files for face in _of_file(path, changed))


@cache
def _of_file(path: str, _changed: int) -> tuple[SystemFace, ...]:
    """The usable faces of one file; none of a broken one."""
    try:
        blob = hb.Blob.from_file_path(path)
        count = min(hb.Face(blob, 0).count, _SEVERAL)
        return tuple(face for face in (_face(path, index, hb.Face(blob, index)) for index in range(count)) if face)
    except (OSError, ValueError, MemoryError, hb.HarfBuzzError):
        return ()


def _face(path: str, index: int, face: hb.Face) -> SystemFace | None:
    tags = set(face.table_tags)
    outlined = tags & {"glyf", "CFF ", "CFF2"}
    about = face.reference_table("OS/2").data if "OS/2" in tags else b""
    if not outlined or not face.upem or not _embeddable(about):
        return None
    family = face.get_name(_TYPOGRAPHIC_FAMILY) or face.get_name(_FAMILY) or Path(path).stem
    if not has_letters(family):
        return None
    weight = _weight(about, face.get_name(_STYLE) or "")
    varies = "fvar" in tags and any(axis.tag == "wght" for axis in face.axis_infos)
    kind = _is_serif(about, family.lower()), _is_odd(about, family.lower())
    return SystemFace(path, index, family, weight, varies, *kind, face.unicodes)


def _weight(about: bytes, style: str) -> int:
    """As the OS/2 table has it, except that some bold faces call themselves regular there."""
    weight = int.from_bytes(about[4:6], "big") if len(about) >= 6 else 400
    return max(weight, 700) if style.lower().startswith("bold") else weight


def _embeddable(about: bytes) -> bool:
    """What the font's maker allows, from its OS/2 table: a copy of the letters used, inside a document."""
    rights = int.from_bytes(about[8:10], "big")
    return not rights & _FORBIDDEN and not (rights & _RESTRICTED and not rights & _ALLOWED)


def _is_serif(about: bytes, name: str) -> bool:
    if "sans" in name or "gothic" in name:
        return False
    telling = ("serif", "naskh", "mincho", "ming", "song", "batang", "myeongjo", "times")
    return any(word in name for word in telling) or (len(about) > 33 and about[32] == 2 and 2 <= about[33] <= 10)


def _is_odd(about: bytes, name: str) -> bool:
    """Italic, narrow or wide, one width for all, handwriting or ornament: only when nothing else has the letters."""
    if "mono" in name.split() or name.endswith(" ui") or len(about) < 64:
        return True
    width, kind, proportion = int.from_bytes(about[6:8], "big"), about[32], about[35]
    return width != 5 or kind in (3, 4, 5) or (kind == 2 and proportion == 9) or bool(about[63] & 1)
