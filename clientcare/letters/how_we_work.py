"""The "how we work" sheet: one page for new clients, in the owner's own texts."""

from __future__ import annotations

from dataclasses import dataclass, fields

from clientcare.letters import formats
from clientcare.letters.facts import Letterhead
from clientcare.letters.leaflet import Leaflet, Section
from clientcare.letters.phrases import capital, lines, one_line
from clientcare.letters.words import Words, words
from clientcare.said import mark

SUGGESTIONS = {  # hints beside an empty field, never printed by themselves
    "scope": mark("Included: fitting, clearing away, one visit afterwards. Extra: repairs underneath; we ask you first."),
    "price": mark("You get a written price before we start. If it turns out to be more work, we stop and ask you first."),
    "changes": mark("Tell us as early as you can. We answer within two days, in writing, with what the change costs."),
    "payment": mark("A third when you say yes, the rest within 14 days of the bill, by card or transfer."),
    "complaints": mark("Call or write to the owner. You hear back within one working day, with an answer within ten."),
    "lessons": mark("Every quote now shows a photo of the finish."),
}


@dataclass(frozen=True)
class HowWeWork:
    """What the owner wrote for each section, one point a line; "" leaves the section out.

    `scope`: what is included and what is extra; `lessons`: what past disputes changed.
    """

    scope: str = ""
    price: str = ""
    changes: str = ""
    payment: str = ""
    complaints: str = ""
    lessons: str = ""


def how_we_work(head: Letterhead, answers: HowWeWork, language: str = "en") -> Leaflet:
    """The sheet for new clients; a section only where the owner wrote something."""
    own_words = words(language, "how_we_work", head.solo)
    values = {"business": one_line(head.name)}
    typed = ((field.name, lines(getattr(answers, field.name))) for field in fields(answers))
    sections = (_section(key, [capital(line) for line in said], own_words, values) for key, said in typed)
    return Leaflet(
        title=own_words.subject(values),
        opening=own_words.passage("opening", values),
        sections=tuple(filter(None, sections)),
        language=language,
        locale=formats.letter_locale(head.locale, language),
    )


def _section(key: str, typed: list[str], own_words: Words, values: dict[str, str]) -> Section | None:
    """A single line reads as a paragraph, several as points; a line of ours before the owner's makes no point of it."""
    if not typed:
        return None
    lead = own_words.points(key, values)
    return Section(own_words.heading(key, values), (*lead, *typed), bullets=len(typed) > 1 and not lead)
