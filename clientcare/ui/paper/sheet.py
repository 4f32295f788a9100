"""From facts and the owner's words to the letter and its page, or to the questions that come first; off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clientcare.letters.letter import SHORT
from clientcare.records import LetterDraft

if TYPE_CHECKING:
    from clientcare.letters.facts import Facts, Letterhead, Question
    from clientcare.letters.letter import Letter

_NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Whole:
    """A letter that could go as it is: its content, the letterhead it stands under, its page."""

    letter: Letter
    letterhead: Letterhead
    pdf: bytes


@dataclass(frozen=True)
class Sheet:
    """What one keystroke leads to: the whole letter, its text, the suggested words beside the owner's, what cannot print.

    `fits_window`: the address can be read in the envelope's window, if there is one. `as_before`: it still reads as the one
    that left the window, its date aside; `kept`: the passages whose suggested words are the owner's own wording, kept
    earlier; `suggested_short`: the short message, but for what they typed into it.
    """

    whole: Whole
    text: str
    lacking: str
    suggested: Mapping[str, str]
    suggested_subject: str
    as_before: bool
    kept: frozenset[str] = frozenset()
    suggested_short: str = ""
    fits_window: bool = True


@dataclass(frozen=True)
class Asked:
    """The letter cannot be whole before these are answered, the first one first."""

    questions: tuple[Question, ...]


def compose_sheet(
    facts: Facts, draft: LetterDraft, before: Letter | None = None, wordings: Mapping[str, str] = _NONE
) -> Sheet | Asked:
    """Compose the draft and draw its page; `before` is the letter that left the window."""
    from clientcare.letters import compose
    from clientcare.letters.paper import pdf
    from clientcare.letters.plain_text import plain_text

    questions = compose.missing(facts, draft.kind)
    if questions:
        return Asked(questions)
    suggested = compose.compose(facts, draft.kind, wordings=wordings)
    letter = _composed(facts, draft, wordings)
    return Sheet(
        Whole(letter, facts.letterhead, pdf.render(letter, facts.letterhead)),
        f"{letter.subject}\n\n{plain_text(letter)}",
        pdf.unprintable(letter, facts.letterhead),
        {passage.key: passage.text for passage in suggested.passages},
        suggested.subject,
        before is not None and _composed(replace(facts, written_on=before.written_on), draft, wordings) == before,
        frozenset(passage.key for passage in suggested.passages if passage.own),
        _composed(facts, without_short(draft), wordings).short if SHORT in draft.edits else letter.short,
        pdf.fits_window(letter, facts.letterhead),
    )


def without_short(draft: LetterDraft) -> LetterDraft:
    """The draft but for its own short message."""
    return replace(draft, edits={key: text for key, text in draft.edits.items() if key != SHORT})


def _composed(facts: Facts, draft: LetterDraft, wordings: Mapping[str, str]) -> Letter:
    from clientcare.letters import compose

    return compose.compose(facts, draft.kind, draft.edits, draft.subject, wordings)


def rendered(letter: Letter, letterhead: Letterhead) -> Whole:
    """The page of a letter that went before, drawn once more: the same bytes."""
    from clientcare.letters.paper import pdf

    return Whole(letter, letterhead, pdf.render(letter, letterhead))
