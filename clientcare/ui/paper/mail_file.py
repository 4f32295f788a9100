"""The e-mail draft as a file for the owner's mail program: in a private folder of its own, until ClientCare ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare import temporary
from clientcare.errors import InvalidInput, WorldError, reason
from clientcare.said import Said, mark

if TYPE_CHECKING:
    from clientcare.ui.paper.sheet import Whole

NO_MAIL_FILE = mark("The e-mail could not be made: {why}. Save the PDF and attach it yourself.")


@dataclass(frozen=True)
class MailDraft:
    """Where it is. `addressed` is False when the client's address could not be used."""

    path: Path
    addressed: bool


def write_mail_draft(whole: Whole) -> MailDraft:
    """Write the `.eml`. WorldError with the system's reason."""
    from clientcare.letters import email_draft

    to, addressed = whole.letter.recipient.email, True
    try:
        content = email_draft.build(whole.letter, whole.letterhead, to, whole.pdf)
    except InvalidInput:
        content, addressed = email_draft.build(whole.letter, whole.letterhead, "", whole.pdf), False
    try:
        path = temporary.folder(temporary.HANDED) / email_draft.file_name(whole.letter, ".eml")
        path.touch(0o600)  # also for whoever copies it elsewhere
        path.write_bytes(content)
    except OSError as error:
        raise WorldError(Said(NO_MAIL_FILE, {"why": reason(error)})) from error
    return MailDraft(path, addressed)

