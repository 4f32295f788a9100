"""From facts and a kind to a letter: the passages in order, the owner's wording where there is some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clientcare.errors import InvalidInput
from clientcare.letters.facts import Facts, Offer, Question
from clientcare.letters.kinds import Part, as_written
from clientcare.letters.letter import Letter, Passage
from clientcare.letters.needs import firms
from clientcare.letters.own_words import filled
from clientcare.letters.particulars import Particulars
from clientcare.letters.phrases import capital, clean, one_line, sentences
from clientcare.letters.questions import missing
from clientcare.letters.short import message, short_message, written_short
from clientcare.letters.words import Values, Words, words

__all__ = ["MissingFacts", "compose", "missing", "short_message"]

_NONE: Mapping[str, str] = {}


class MissingFacts(InvalidInput):
    """The letter cannot be whole yet; `questions` says what to ask the owner, one at a time."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(questions[0].ask, questions[0].field)
        self.questions = questions


def compose(
    facts: Facts,
    kind: str,
    edits: Mapping[str, str] = _NONE,
    subject: str = "",
    wordings: Mapping[str, str] = _NONE,
) -> Letter:
    """The letter of this kind (a key of `letters.kinds`).

    `edits` holds the owner's own words by passage key: they stand as typed, and an empty one leaves the passage out;
    `edits["short"]` is their own short message. `wordings` holds the wording they keep for a passage (a template of
    `letters.own_words`): it stands where there is no edit and the facts it needs are there. `subject` replaces the
    subject line. Raises MissingFacts when `missing` has questions.
    """
    questions = missing(facts, kind)
    if questions:
        raise MissingFacts(questions)
    facts = replace(facts, providers=firms(facts))
    head = facts.letterhead
    own_words = words(facts.language, kind, head.solo)
    particulars = Particulars(facts, kind, own_words)
    values = particulars.values()
    own_kind = as_written(kind, corrects=facts.corrects_on is not None)
    has_offers = own_kind.offers
    letter = Letter(
        kind=kind,
        language=facts.language,
        locale=particulars.locale,
        currency=head.currency,
        recipient=facts.recipient,
        sender_name=one_line(head.owner_name) or one_line(head.name),
        business_name=one_line(head.name),
        written_on=facts.written_on,
        reference=one_line(facts.reference),
        subject=_subject(one_line(subject) or own_words.subject(values), facts, own_words),
        salutation=own_words.common["salutation"].format_map(values),
        passages=tuple(_passage(part, own_words, values, edits, wordings) for part in own_kind.passages),
        offers=_offers(facts, kind) if has_offers else (),
        providers=facts.providers if kind == "referral" else (),
        open_until=particulars.open_until() if has_offers else None,
        sign_off=own_words.common["sign_off"],
        enclosures=tuple(filter(None, map(one_line, facts.enclosures))),
        reply_slip=own_kind.slip,
        owed=tuple(particulars.owed(offer) for offer in facts.offers) if has_offers else (),
        next_step_on=particulars.next_step_on(),
        short=written_short(facts, kind, own_words, particulars, values),
    )
    return replace(letter, short=message(letter, edits))


def _subject(subject: str, facts: Facts, own_words: Words) -> str:
    """Marked where the letter puts another one right, so that nobody takes it for a copy."""
    mark = own_words.common["corrected"]
    marked = facts.corrects_on is None or subject.casefold().startswith(mark.strip().casefold())
    return subject if marked else f"{mark}{subject}"


def _offers(facts: Facts, kind: str) -> tuple[Offer, ...]:
    """However typed, with a capital first. A reminder brings them in short; only somebody precise reads every detail again."""
    in_short = kind == "reminder" and facts.style != "precise"
    return tuple(
        replace(offer, title=capital(one_line(offer.title)), details="" if in_short else sentences(offer.details))
        for offer in facts.offers
    )


def _passage(part: Part, own_words: Words, values: Values, edits: Mapping[str, str], wordings: Mapping[str, str]) -> Passage:
    if part.key in edits:
        return Passage(part.key, clean(edits[part.key]).strip(), own=True)
    kept = filled(wordings[part.key], values) if part.key in wordings else None
    return Passage(part.key, own_words.passage(part.key, values) if kept is None else kept, own=kept is not None)
