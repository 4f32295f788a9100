"""An e-mail taken apart in a process of its own, so that a hostile one ends only that; and how it comes back from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.incoming import mail_message
from clientcare.incoming.mail_message import MailFile, MailMessage
from clientcare.said import Said

PATIENCE = 40.0  # seconds; one that only computes is ended before
_HEAD = 8  # bytes that say how long what follows is
_WHY = {"none": mail_message.NO_MAIL, "broken": mail_message.NO_MAIL}
_KEYS = {mail_message.NO_MAIL: "none", mail_message.TANGLED: "tangled"}


def read(content: bytes) -> MailMessage:
    """`mail_message.read`, apart. InvalidInput also where it took too much time or memory."""
    if len(content) > mail_message.MOST:
        raise InvalidInput(Said(mail_message.TOO_LARGE))
    try:
        return unpacked(apart.read("mail", content, PATIENCE))
    except apart.Refused as refusal:
        raise InvalidInput(Said(_WHY.get(str(refusal), mail_message.TANGLED))) from refusal


def packed(content: bytes) -> bytes:
    """What `read` makes of the file, in the process apart: its texts as JSON behind their length, then the files."""
    try:
        message = mail_message.read(content)
    except InvalidInput as refusal:
        raise apart.Refused(_KEYS.get(refusal.said.text, "tangled")) from refusal
    plain = asdict(replace(message, files=()))
    plain |= {"at": message.at and message.at.isoformat(), "files": [[one.name, len(one.content)] for one in message.files]}
    texts = json.dumps(plain).encode()
    return b"".join((len(texts).to_bytes(_HEAD, "big"), texts, *(one.content for one in message.files)))


def unpacked(made: bytes) -> MailMessage:
    """The same e-mail from what `packed` made."""
    at = _HEAD + int.from_bytes(made[:_HEAD], "big")
    plain: Mapping[str, Any] = json.loads(made[_HEAD:at])
    files = []
    for name, size in plain["files"]:
        files.append(MailFile(name, made[at : at + size]))
        at += size
    (who, address), to = plain["sender"], tuple((name, mail) for name, mail in plain["to"])
    when = datetime.fromisoformat(plain["at"]) if plain["at"] else None
    return MailMessage(plain["id"], (who, address), to, plain["subject"], when, plain["text"], plain["cut"], tuple(files))
