"""A file beside the timeline opened in the program that shows it: from a private copy, gone when ClientCare ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientcare import services, temporary
from clientcare.errors import WorldError, reason
from clientcare.said import Said, mark

if TYPE_CHECKING:
    from clientcare.records import AttachmentRow

NO_COPY = mark("{name} could not be opened, because no copy of it could be made: {why}.")


def copy(files: Path, one: AttachmentRow) -> Path:
    """A copy for the owner alone, not to be changed, under a name every system takes. WorldError where there is no room."""
    from clientcare.incoming import file_names

    try:
        place = temporary.folder("file") / file_names.safe(one.name)
    except OSError as error:
        raise WorldError(Said(NO_COPY, {"name": one.name, "why": reason(error)})) from error
    services.attachments.copy_out(files, one, place)
    place.chmod(0o400)  # what is changed in it would be lost
    return place
