"""The two kinds of error: the world's (disk, lock, input: one sentence and what to do) and, everything else, ours."""

from __future__ import annotations

import errno

from clientcare.said import Said, mark

_NO_ROOM = mark("there is no room left on that disk")
_NOT_ALLOWED = mark("the system does not allow it there")
_ONLY_READ = mark("that disk can only be read, not written")
NOT_THERE = mark("the file or its folder is not there any more")
_NO_ANSWER = mark("the disk or the network drive does not answer")
_BAD_NAME = mark("that disk does not take its name")
_IN_USE = mark("another program has it open")
_REFUSED = mark("the system refused it")
_REASONS = {
    errno.ENOSPC: _NO_ROOM, errno.EDQUOT: _NO_ROOM, errno.EFBIG: _NO_ROOM,
    errno.EACCES: _NOT_ALLOWED, errno.EPERM: _NOT_ALLOWED, errno.EROFS: _ONLY_READ, errno.EBUSY: _IN_USE,
    errno.ENOENT: NOT_THERE, errno.ENOTDIR: NOT_THERE, errno.ENODEV: NOT_THERE, errno.ENXIO: NOT_THERE,
    errno.EIO: _NO_ANSWER, errno.ETIMEDOUT: _NO_ANSWER, errno.ENETUNREACH: _NO_ANSWER, errno.EHOSTDOWN: _NO_ANSWER,
    errno.ESTALE: _NO_ANSWER, errno.ENAMETOOLONG: _BAD_NAME, errno.EINVAL: _BAD_NAME,
}  # fmt: skip
_HELD_ON_WINDOWS = (32, 33)  # of another program: https://learn.microsoft.com/windows/win32/debug/system-error-codes


class WorldError(Exception):
    """Something outside the program went wrong. `said` tells the owner what happened and what to do next."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said


class InvalidInput(WorldError):
    """What was typed cannot be used as it is; `field` names the input it belongs to, if one does."""

    def __init__(self, said: Said, field: str = "") -> None:
        super().__init__(said)
        self.field = field


class DataTrouble(WorldError):
    """The data folder or its file is not as it should be. `why` says how, for a window that can do something about it:
    damaged, missing, away, replaced, foreign, newer, in_use, locked, read_only, full, disk, or unreachable."""

    def __init__(self, why: str, said: Said) -> None:
        super().__init__(said)
        self.why = why


class Gone(WorldError):
    """The record was deleted meanwhile. Nothing is lost that was not meant to be, so it is said in passing."""


def reason(error: OSError) -> Said:
    """Why the system refused a file, for the middle of a sentence."""
    held = getattr(error, "winerror", None) in _HELD_ON_WINDOWS
    return Said(_IN_USE if held else _REASONS.get(error.errno or 0, _REFUSED))
