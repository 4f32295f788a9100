"""Whether a folder is kept the same on several computers by a cloud service, told by its path and the service's own marks."""

from __future__ import annotations

import re
from pathlib import Path

# Name of the service -> what a folder of its own is called, on any system.
_NAMES = {
    "Dropbox": r"dropbox( \(.*\)|-.*)?",
    "OneDrive": r"onedrive( ?-.*)?|skydrive",
    "Google Drive": r"google ?drive(-.*)?|my drive",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Nextcloud": r"nextcloud\d*",
    "ownCloud": r"owncloud\d*",
    "pCloud": r"pcloud ?(drive|sync)",
    "MEGA": r"(?-i:MEGA)|megasync",  # else it is anything big
    "Box": r"box sync|box-box",
    "Proton Drive": r"proton ?drive(-.*)?",
    "Seafile": r"seafile",
    "Yandex Disk": r"yandex[. ]?disk(-.*)?",
    "Tresorit": r"tresorit( drive)?|my tresors",
    "Syncthing": r"syncthing",
}
# What a service leaves in the folder it keeps the same: (pattern, whether a file or a folder).
_MARKS = (
    (".dropbox", "file", "Dropbox"),  # in the home folder it is a folder, and its settings
    (".dropbox.cache", "folder", "Dropbox"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "file", "OneDrive"),
    (".tmp.drivedownload", "folder", "Google Drive"),
    (".tmp.driveupload", "folder", "Google Drive"),
    (".nextcloudsync.log", "file", "Nextcloud"),
    (".owncloudsync.log", "file", "ownCloud"),
    (".sync_*.db", "file", "Nextcloud"),
    ("._sync_*.db", "file", "Nextcloud"),
    (".megaignore", "file", "MEGA"),
    (".stfolder", "any", "Syncthing"),
    (".stignore", "file", "Syncthing"),
    (".sync/ID", "file", "Resilio Sync"),
    (".seafile-data", "folder", "Seafile"),
)


def service(folder: Path) -> str:
    """The name of the service that keeps the folder the same elsewhere, "" where none seems to."""
    ways = {folder, folder.resolve()}  # a link leads into many a cloud folder
    return next((found for way in ways if (found := _by_name(way) or _by_marks(way))), "")


def _by_name(folder: Path) -> str:
    for part in folder.parts:
        for name, pattern in _NAMES.items():
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return name
    if "Library/CloudStorage" in folder.as_posix():  # where macOS has all the others
        return folder.parts[folder.parts.index("CloudStorage") + 1].partition("-")[0]
    return ""


def _by_marks(folder: Path) -> str:
    for place in (folder, *folder.parents):
        for pattern, kind, name in _MARKS:
            if any(_is(found, kind) for found in _like(place, pattern)):
                return name
    return ""


def _like(place: Path, pattern: str) -> list[Path]:
    try:
        return list(place.glob(pattern)) if "*" in pattern else [place / pattern]
    except OSError:
        return []


def _is(found: Path, kind: str) -> bool:
    try:
        return found.exists() if kind == "any" else found.is_file() if kind == "file" else found.is_dir()
    except OSError:
        return False
