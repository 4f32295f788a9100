"""Reads one letter for its preview: the very page that is fixed, or the page a draft would be now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clientcare import services
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import LetterDraft, LetterView
from clientcare.said import Said
from clientcare.ui.paper import pdf_pages
from clientcare.ui.paper.delivery import pdf_name
from clientcare.ui.paper.sheet import Sheet, compose_sheet

if TYPE_CHECKING:
    from clientcare.letters.facts import Facts


@dataclass(frozen=True)
class Read:
    """A letter and what its page is made of: the stored `pdf` and its `name` as a file, or a `draft` with its `facts`.

    `trouble`: why there is no page.
    """

    view: LetterView
    pdf: bytes = b""
    name: str = ""
    draft: LetterDraft | None = None
    facts: Facts | None = None
    wordings: Mapping[str, str] = field(default_factory=dict)
    trouble: Said | None = None


@dataclass(frozen=True)
class Page:
    """A page to look at and its words; or `missing`: what is still asked before there is one."""

    pdf: bytes = b""
    text: str = ""
    missing: tuple[Said, ...] = ()


def read(id: int, session: Any) -> Read:
    """On the database thread. WorldError if the letter is gone."""
    view = services.letter_list.view(session, id)
    if view.state == "draft":
        return _read_draft(session, view)
    letter, page, _to = services.letters.as_it_went(session, id)
    return Read(view, page, pdf_name(letter))


def _read_draft(session: Any, view: LetterView) -> Read:
    draft = services.letters.current_draft(session, view.row.dispute_id, letter_id=view.row.id)
    try:
        facts = services.letters.facts(session, draft.dispute_id, draft)
    except (InvalidInput, WorldError) as error:  # half a date, a firm that is gone: the Write step asks for it
        return Read(view, draft=draft, trouble=error.said)
    return Read(view, draft=draft, facts=facts, wordings=services.wordings.of(session, draft.kind, facts.language))


def page_of(read: Read) -> Page:
    """Off the window's thread: reading a page's words, and composing, take their time."""
    if read.pdf:
        return Page(read.pdf, pdf_pages.text_of(read.pdf))
    if read.draft is None or read.facts is None:
        return Page(missing=(read.trouble,) if read.trouble else ())
    made = compose_sheet(read.facts, read.draft, None, read.wordings)
    if isinstance(made, Sheet):
        return Page(made.whole.pdf, made.text)
    return Page(missing=tuple(question.ask for question in made.questions))
