"""The last look at a letter to another firm before it goes: it names nothing of the client that they did not allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, StoredLetter
from clientcare.errors import WorldError
from clientcare.records import LetterDraft
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.referring.referral_records import may_know, referral_to

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

_MORE = {
    "name": mark("This letter names your client, and {firm} may not know who they are. Take the name out, or ask them first."),
    "phone": mark("This letter has your client’s phone number, which {firm} may not know. Take it out, or ask them first."),
    "email": mark("This letter has your client’s e-mail address, which {firm} may not know. Take it out, or ask them first."),
    "address": mark("This letter has your client’s address, which {firm} may not know. Take it out, or ask them first."),
    "need": mark("This letter says what your client needs, which {firm} may not know. Take it out, or ask them first."),
    "agreed": mark("This letter says what you two agreed, which {firm} may not know. Take it out, or ask your client first."),
}
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = 6  # of a phone number: fewer are found in any text
_TELLING = 12  # characters of a phrase: a shorter one is no wonder
_ALSO_WORDS = frozenset(  # names that are common words, too, or months
    (
        "will", "may", "mark", "grace", "rose", "frank", "hope", "art", "bill", "june", "april", "august", "dawn", "joy",
        "faith", "miles", "rich", "guy", "pat", "sol", "paz", "luz", "rosa",
    )
)  # fmt: skip


def look(letter: StoredLetter, content: Letter) -> None:
    """WorldError, and what to do, where a letter to a firm tells more of the client than they let it know."""
    if letter.provider_id is not None:
        _look(letter.dispute, letter.provider_id, letter.facts, content)


def look_at(session: Session, draft: LetterDraft, content: Letter) -> None:
    """The same for a draft, before its page leaves the window in whatever way."""
    if draft.provider_id is not None:
        _look(checks.find(session, Dispute, draft.dispute_id), draft.provider_id, draft.facts, content)


def _look(dispute: Dispute, provider_id: int, typed: Mapping[str, str], content: Letter) -> None:
    allowed, text = may_know(referral_to(dispute, provider_id)), _whole(content)
    for what, said in _MORE.items():
        if what not in allowed and _tells(what, dispute, typed, content, text):
            raise WorldError(Said(said, {"firm": content.recipient.name}))


def _whole(content: Letter) -> str:
    from clientcare.letters.plain_text import plain_text

    return "\n".join((content.subject, plain_text(content), content.short, *content.enclosures))


def _tells(what: str, dispute: Dispute, typed: Mapping[str, str], content: Letter, text: str) -> bool:
    client, small = dispute.client, _small(text)
    if what == "name":
        return _names(client.name, content, text)
    if what == "phone":
        digits = _digits(client.phone)
        return len(digits) >= _DIGITS and digits in _digits(text)
    if what == "email":
        return "@" in client.email and _small(client.email) in small
    if what == "address":
        first = next(iter(client.address.splitlines()), "")
        return any(char.isdigit() for char in first) and _small(first) in small
    said = (typed.get(what, ""), *_of_dispute(what, dispute))
    return any(len(one) >= _TELLING and one in small for one in map(_small, said))


def _of_dispute(what: str, dispute: Dispute) -> list[str]:
    return [dispute.agreed] if what == "agreed" else [one.need for one in dispute.assessments]


def _names(name: str, content: Letter, text: str) -> bool:
    """Whether a word of the client's name stands there, but for names that we or the firm have, too."""
    to = content.recipient
    known = (to.name, to.address, to.greeting, content.sender_name, content.business_name)
    ours = {word for one in known for word in _words(one)}
    telling = {word for word in _words(name) if len(word) > 2 and word.lower() not in _ALSO_WORDS}
    whole = len(_small(name)) > 2 and _small(name) in _small(text) and not set(_words(name)) <= ours
    return whole or not (telling - ours).isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _small(text: str) -> str:
    return " ".join(text.casefold().split())
