"""Names of files that come from outside: what is shown of them, what is safe on a disk, and which may be opened at all."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 200  # characters that are kept of a name; its ending stays
LONGEST_BYTES = 180  # of a name on a disk: some take 255 bytes for it, encrypted ones less
# Signs that turn the text behind them, or that nobody sees: with them "report\u202efdp.exe" reads "reportexe.pdf".
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")

# Kinds that are only looked at. Whatever is not among them is saved as a copy, never opened from here.
_PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "tif", "tiff", "bmp")
_PAPERS = ("pdf", "txt", "csv", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "pages", "numbers")
_SOUNDS = ("mp3", "m4a", "wav", "ogg", "opus", "mp4", "mov", "m4v", "webm", "avi", "amr", "3gp")
OPENED = frozenset((*_PICTURES, *_PAPERS, *_SOUNDS, "eml", "ics", "vcf"))
_OTHERS = ("html", "htm", "zip", "svg", "xml", "msg", "docm", "xlsm", "pptm", "rar", "7z", "iso", "img")
_RUNS = frozenset(
    (
        "exe", "com", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "vb", "js", "jse", "mjs", "ws", "wsf", "wsh", "wsc",
        "hta", "scr", "pif", "cpl", "msi", "msp", "mst", "lnk", "url", "scf", "inf", "reg", "dll", "sys", "jar",
        "jnlp", "app", "command", "terminal", "workflow", "action", "pkg", "dmg", "mpkg", "sh", "bash", "zsh", "csh",
        "ksh", "fish", "run", "bin", "elf", "out", "desktop", "appimage", "deb", "rpm", "flatpakref", "snap", "py",
        "pyw", "pyc", "pyz", "pl", "rb", "php", "tcl", "chm", "hlp", "gadget", "application", "appref-ms", "appx",
        "msix", "xll", "xlam", "ade", "adp", "mde", "settingcontent-ms", "library-ms", "search-ms", "website",
        "webloc", "fileloc", "inetloc",
    )
)
_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0")


def shown(name: str, otherwise: str = "file") -> str:
    """The last part of a path as one line of visible letters, at most `LONGEST`; `otherwise` where nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(" " if letter.isspace() else letter for letter in last if letter.isspace() or _is_seen(letter))
    line = " ".join(unicodedata.normalize("NFC", seen).split())
    if not line.strip(". "):
        return otherwise
    return line if len(line) <= LONGEST else _shortened(line, LONGEST)


def safe(name: str) -> str:
    """A name every system's disk takes: no path, no device, nothing that is cut off or asks for quoting."""
    kept = _FORBIDDEN.sub("_", shown(name)).rstrip(" .").lstrip(" .-") or "file"
    if _DEVICES.match(kept):
        kept = f"_{kept}"
    most = len(kept)
    while len(kept.encode()) > LONGEST_BYTES:
        most -= 1
        kept = _shortened(kept, most)
    return kept


def opens(name: str, start: bytes = b"") -> bool:
    """Whether a file may be opened from here: of a kind that is only looked at, under no false name, without a program in it.

    `start`: the first bytes of what is in it.
    """
    endings = [part.strip().lower() for part in name.split(".")[1:]]
    if not endings or endings[-1] not in OPENED or any(start.startswith(begins) for begins in _STARTS):
        return False
    before = endings[:-1]
    return not any(part in _RUNS for part in before) and not (before and before[-1] in OPENED.union(_OTHERS))


def _is_seen(letter: str) -> bool:
    """A joiner inside a word or an emoji is part of it."""
    return unicodedata.category(letter) not in _UNSEEN or letter in "\u200c\u200d"


def _shortened(name: str, most: int) -> str:
    """With its ending, if that is one."""
    ending = PurePosixPath(name).suffix
    ending = ending if 1 < len(ending) <= 12 else ""
    return f"{name[: max(1, most - len(ending) - 1)].rstrip()}…{ending}"
