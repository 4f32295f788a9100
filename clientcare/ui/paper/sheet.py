"""From facts and the owner's words to the letter and its page, or to the questions that come first; off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clientcare.records import LetterDraft

if TYPE_CHECKING:
    from clientcare.letters.facts import Question
    from clientcare.letters.letter import Facts, Letter, Letterhead


@dataclass(frozen=True)
class Whole:
    """A letter that could go as it is: its content, the letterhead it stands under, its page."""

    letter: Letter
    letterhead: Letterhead
    pdf: bytes


@dataclass(frozen=True)
class Sheet:
    """What one keystroke leads to: the whole letter, its text, the suggested words beside the owner's, what cannot print.

    `as_before`: it still reads as the one that left the window, its date aside.
    """

    whole: Whole
    text: str
    lacking: str
    suggested: Mapping[str, str]
    suggested_subject: str
    as_before: bool


@dataclass(frozen=True)
class Asked:
    """The letter cannot be whole before these are answered, the first one first."""

    questions: tuple[Question, ...]


def compose_sheet(facts: Facts, draft: LetterDraft, before: Letter | None = None) -> Sheet | Asked:
    """Compose the draft and draw its page; `before` is the letter that left the window."""
    from clientcare.letters import compose, pdf
    from clientcare.letters.plain_text import plain_text

    questions = compose.missing(facts, draft.kind)
    if questions:
        return Asked(questions)
    suggested = compose.compose(facts, draft.kind)
    letter = compose.compose(facts, draft.kind, draft.edits, draft.subject)
    return Sheet(
        Whole(letter, facts.letterhead, pdf.render(letter, facts.letterhead)),
        f"{letter.subject}\n\n{plain_text(letter)}",
        pdf.unprintable(letter, facts.letterhead),
        {passage.key: passage.text for passage in suggested.passages},
        suggested.subject,
        before is not None and _as_then(facts, draft, before) == before,
    )


def _as_then(facts: Facts, draft: LetterDraft, before: Letter) -> Letter:
    from clientcare.letters import compose

    return compose.compose(replace(facts, written_on=before.written_on), draft.kind, draft.edits, draft.subject)


def rendered(letter: Letter, letterhead: Letterhead) -> Whole:
    """The page of a letter that went before, drawn once more: the same bytes."""
    from clientcare.letters import pdf

    return Whole(letter, letterhead, pdf.render(letter, letterhead))
