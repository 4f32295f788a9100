"""The words the owner sorts clients by; VIP and vip are one tag, spelled as it was first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from clientcare.db.models import Client, Tag
from clientcare.records import TagRow
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.batches import in_bites
from clientcare.texts import fold, one_line

LONGEST = 60  # letters


def of(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of these clients, in the order of words; one without any is not in it."""
    found: dict[int, list[str]] = {}
    query = select(Tag.client_id, Tag.text).where(Tag.client_id.in_(ids)).order_by(Tag.client_id, Tag.sort_key)
    for id, text in session.execute(query):
        found.setdefault(id, []).append(text)
    return {id: tuple(texts) for id, texts in found.items()}


def known(session: Session) -> list[TagRow]:
    """Every tag in use, in the order of words, with how many clients have it."""
    counted = select(Tag.sort_key, func.count().label("n")).group_by(Tag.sort_key).subquery()
    one = aliased(Tag)
    text = select(one.text).where(one.sort_key == counted.c.sort_key).order_by(one.client_id).limit(1).scalar_subquery()
    return [TagRow(*row) for row in session.execute(select(text, counted.c.n).order_by(counted.c.sort_key))]


def add(session: Session, ids: Iterable[int], text: str) -> int:
    """Tag these clients with each of the words between commas; how many clients got one they did not have.

    InvalidInput (field "tag") where there is no word, or one too long. A client deleted meanwhile is left out.
    """
    words = _words(session, text)
    tagged: set[int] = set()
    for some in in_bites(ids):
        there = select(Client.id).where(Client.id.in_(some))
        clients = set(session.scalars(there))
        have = {tuple(row) for row in session.execute(select(Tag.client_id, Tag.sort_key).where(Tag.client_id.in_(some)))}
        new = [(id, key) for key in words for id in some if id in clients and (id, key) not in have]
        session.add_all(Tag(client_id=id, text=words[key], sort_key=key) for id, key in new)
        tagged.update(id for id, _ in new)
    return len(tagged)


def remove(session: Session, ids: Iterable[int], text: str) -> int:
    """Take one tag from these clients; how many had it."""
    n = 0
    for some in in_bites(ids):
        for tag in session.scalars(select(Tag).where(Tag.client_id.in_(some), Tag.sort_key == fold(text))):
            session.delete(tag)
            n += 1
    return n


def rename(session: Session, old: str, text: str) -> int:
    """Call a tag otherwise with every client who has it; who has the other one too has one of them. How many clients.

    InvalidInput as `check_one`.
    """
    check_one(session, text)
    ((key, known_as),) = _words(session, text).items()
    anew = key == fold(old)  # only spelled otherwise
    have = set() if anew else set(session.scalars(select(Tag.client_id).where(Tag.sort_key == key)))
    found = session.scalars(select(Tag).where(Tag.sort_key == fold(old))).all()
    for tag in found:
        if tag.client_id in have:
            session.delete(tag)
        else:
            tag.text, tag.sort_key = one_line(text) if anew else known_as, key
    return len(found)


def check_one(session: Session, text: str) -> int:
    """1; InvalidInput (field "tag") where `text` is no tag, or more than one."""
    if check(session, text) > 1 or "," in text:
        checks.objection("tag", mark("This is more than one. Type one, without a comma."))
    return 1


def check(session: Session, text: str) -> int:
    """How many tags `text` names; InvalidInput as `add`."""
    return len(_words(session, text))


def _words(session: Session, text: str) -> dict[str, str]:
    """By folded word, each word between commas as it is spelled already, or as it is typed now."""
    typed = {fold(word): one_line(word) for word in checks.text("tag", text).split(",") if fold(word)}
    if not typed:
        checks.objection("tag", mark("This is still empty. Type a word or two."))
    if any(len(word) > LONGEST for word in typed.values()):
        checks.objection("tag", mark("This is too long. Shorten it to {most} characters."), most=LONGEST)
    return {key: session.scalar(select(Tag.text).where(Tag.sort_key == key).limit(1)) or word for key, word in typed.items()}
