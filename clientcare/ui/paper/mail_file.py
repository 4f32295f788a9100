"""The e-mail draft as a file for the owner's mail program: in a private folder of its own, and for a day only."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare.errors import InvalidInput, WorldError
from clientcare.said import Said, mark

if TYPE_CHECKING:
    from clientcare.ui.paper.sheet import Whole

MAIL_FOLDER = "clientcare-mail-"
KEPT_HOURS = 24  # a mail program may be slow to open the draft, but a letter must not lie about for ever
NO_MAIL_FILE = mark("The e-mail could not be made: {why}. Save the PDF and attach it yourself.")


@dataclass(frozen=True)
class MailDraft:
    """Where it is. `addressed` is False when the client's address could not be used."""

    path: Path
    addressed: bool


def write_mail_draft(whole: Whole) -> MailDraft:
    """Write the `.eml`; earlier ones are cleared away. WorldError with the system's reason."""
    from clientcare.letters import email_draft

    to, addressed = whole.letter.recipient.email, True
    try:
        content = email_draft.build(whole.letter, whole.letterhead, to, whole.pdf)
    except InvalidInput:
        content, addressed = email_draft.build(whole.letter, whole.letterhead, "", whole.pdf), False
    clear_old()
    try:
        path = Path(tempfile.mkdtemp(prefix=MAIL_FOLDER)) / email_draft.file_name(whole.letter, ".eml")
        path.touch(0o600)  # also for whoever copies it elsewhere
        path.write_bytes(content)
    except OSError as error:
        raise WorldError(Said(NO_MAIL_FILE, {"why": error.strerror or str(error)})) from error
    return MailDraft(path, addressed)


def clear_old() -> None:
    """Take away the drafts of more than a day ago, whichever start of ClientCare made them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{MAIL_FOLDER}*"):
        try:
            if time.time() - folder.stat().st_mtime > KEPT_HOURS * 3600:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # another account's
