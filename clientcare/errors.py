"""The two kinds of error: the world's (disk, lock, input: one sentence and what to do) and, everything else, ours."""

from __future__ import annotations

from clientcare.said import Said


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


class Gone(WorldError):
    """The record was deleted meanwhile. Nothing is lost that was not meant to be, so it is said in passing."""
