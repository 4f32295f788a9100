"""The talking points for a call, and the "how we work" sheet for new clients."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import product

import pytest
from letter_facts import DANA, HEAD, OFFERS, PARTS, PROVIDERS, TO_CLIENT, facts
from pypdf import PdfReader

from clientcare.letters import tone
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose
from clientcare.letters.facts import Facts, Letterhead, Offer, Recipient
from clientcare.letters.how_we_work import SUGGESTIONS, HowWeWork, how_we_work
from clientcare.letters.leaflet import Leaflet
from clientcare.letters.paper import pdf
from clientcare.letters.plain_text import plain_text
from clientcare.letters.talking_points import talking_points

KEYS = TO_CLIENT  # nobody is called about a letter to another firm
DUE = {"still_owed": Decimal(200), "still_owed_by": date(2026, 12, 18)}
BARE = Facts(HEAD, Recipient("Dana"), "D-1", "Tiles", date(2026, 11, 20), part="")
FILLED = HowWeWork("Fitting\nRepairs are extra", "A price first.", "", "By card", "Call Ana.\nYou hear by noon.", "A photo.")


def lines_of(leaflet: Leaflet) -> list[str]:
    return [line for section in leaflet.sections for line in section.lines]


def section(leaflet: Leaflet, heading: str) -> str:
    return next("\n".join(s.lines) for s in leaflet.sections if s.heading.startswith(heading))


def clean(leaflet: Leaflet) -> None:
    text = leaflet.plain_text()
    assert not re.search(r"[{}\[\]|]|None|Decimal", text), text
    assert not re.search(r"  |\s[.,;:?!”]|[.,;:?!…]{2}|\.\s*,|,\s*\.|“”|[.?!] [a-z]", text), text
    printed = (leaflet.title, *(s.heading for s in leaflet.sections), *lines_of(leaflet))
    assert all(line and line == line.strip() for line in printed)


@pytest.mark.parametrize("kind", KEYS)
def test_every_kind_has_whole_points_for_every_style_and_part(kind: str) -> None:
    for style, own, part, n in product(("", *STYLES), ("", *STYLES), PARTS, (1, 4)):
        said = facts(style=style, part=part, offers=OFFERS[:n], providers=PROVIDERS[: min(n, 3)], **DUE)
        leaflet = talking_points(said, kind, own)
        clean(leaflet)
        assert leaflet.private
        spoken = [line for line in lines_of(leaflet) if line.startswith("“")]
        assert len(spoken) >= 6, kind
        assert len(section(leaflet, "What you ask").split("\n")) == 2
        assert section(leaflet, "What you ask").count("?”") == 2


@pytest.mark.parametrize("kind", KEYS)
def test_the_points_keep_to_one_page(kind: str) -> None:
    for paper, style in (("letter", "steady"), ("a4", "direct")):
        head = replace(HEAD, paper=paper)
        leaflet = talking_points(facts(style=style, offers=OFFERS, letterhead=head, **DUE), kind, "precise")
        assert len(PdfReader(BytesIO(pdf.render_leaflet(leaflet, head))).pages) == 1


@pytest.mark.parametrize("kind", KEYS)
def test_what_is_not_known_yet_leaves_its_line_out(kind: str) -> None:
    half = (Offer("Free sealing", "", "them", Decimal(90)), Offer(" "), Offer("Sealed", "", "?", Decimal(1), date(2026, 12, 1)))
    skipped = facts(routes="-", example="-", plan="-", open_point="-")
    for said in (BARE, replace(BARE, offers=half, recipient=Recipient("")), skipped):
        clean(talking_points(said, kind, "direct"))
    if kind in ("compromise", "reminder"):
        text = section(talking_points(replace(BARE, offers=half), kind), "Your offers")
        assert "“A: Free sealing.”" in text
        assert "owe" not in text.replace("then owed", "")


@pytest.mark.parametrize("kind", KEYS)
def test_the_letter_behind_the_call_says_nothing_the_owner_alone_may_read(kind: str) -> None:
    said = facts(style="steady", **DUE)
    assert "you lied to us" in talking_points(said, kind).plain_text() or kind == "thank_you"
    assert "you lied to us" not in plain_text(compose(said, kind))


def test_what_is_said_sounds_kind_to_the_one_who_hears_it() -> None:
    for kind, style, part in product(KEYS, ("", *STYLES), PARTS):
        leaflet = talking_points(facts(style=style, part=part, **DUE), kind)
        spoken = " ".join(line.strip("“”") for line in lines_of(leaflet) if line[0] == "“")
        heard = [(f.rule, spoken[f.start : f.end]) for f in tone.review(spoken, part=part) if f.level in ("stop", "soften")]
        assert not heard, kind


def test_a_call_holds_breath_thanks_part_offers_questions_pause_and_close() -> None:
    leaflet = talking_points(facts(style="steady"), "compromise", "direct")
    assert leaflet.title == "For the call with Dana"
    before = section(leaflet, "Before you call")
    assert "breath" in before
    assert "They are steady: go slowly" in before
    assert "You are direct: what is brief to you can sound curt." in before
    opening = section(leaflet, "How you open")
    order = ("Hello Dana, this is Ana Rivera", "Thank you for telling me", "expect matt grey. Is that right?", "disappointing")
    assert [opening.index(part) for part in order] == sorted(opening.index(part) for part in order)
    assert "Our quote named the tile only by its product code." in section(leaflet, "Your part")
    offers = section(leaflet, "Your offers")
    assert "“A: We lay the hall again in matt grey. You would then owe $90, by December 18.”" in offers
    assert "“B: You keep the tiles, sealed. $160 goes back to you by December 11. Nothing more is owed.”" in offers
    assert "call you back" in section(leaflet, "If it gets heated")
    close = section(leaflet, "How you close")
    assert "You tell me by Friday, December 4" in close
    assert "I will write that down and send it to you." in close


def test_direct_people_hear_the_answer_before_our_part_in_it() -> None:
    def at(style: str, kind: str, heading: str) -> int:
        sections = talking_points(facts(style=style), kind).sections
        return [s.heading.startswith(heading) for s in sections].index(True)

    assert at("direct", "compromise", "Your offers") < at("direct", "compromise", "Your part")
    assert at("", "compromise", "Your offers") > at("", "compromise", "Your part")
    assert at("direct", "apology", "How you put it right") > at("direct", "apology", "Your part")


def test_every_style_is_called_on_in_its_own_way() -> None:
    calls = {style: talking_points(facts(style=style), "courteous_no").plain_text() for style in ("", *STYLES)}
    assert len(set(calls.values())) == 5
    assert "five minutes" in calls["direct"]
    assert "no hurry" in calls["steady"]
    assert "Friday" not in calls["steady"]
    assert "I wanted to talk to you myself" in calls["enthusiastic"]
    assert "take it in order" in calls["precise"]


def test_nothing_rubs_between_two_of_a_kind_or_with_somebody_unknown() -> None:
    for style, own in (("direct", "direct"), ("", "direct"), ("direct", ""), ("direct", "nonsense")):
        assert "You are " not in section(talking_points(facts(style=style), "compromise", own), "Before you call")


@pytest.mark.parametrize("kind", ["acknowledgement", "holding", "payment_request", "farewell", "reminder", "thank_you"])
def test_where_the_letter_is_silent_about_our_part_so_is_the_call(kind: str) -> None:
    text = talking_points(facts(part="mostly", **DUE), kind).plain_text()
    assert not re.search(r"fault|our part|named the tile", text)


def test_part_none_invents_no_fault() -> None:
    for kind in KEYS:
        assert not re.search(r"our part|fault is|quote named", talking_points(facts(part="none", **DUE), kind).plain_text())


def test_a_farewell_call_does_not_name_the_dispute() -> None:
    spoken = [line for line in lines_of(talking_points(facts(**DUE), "farewell")) if line[0] == "“"]
    assert not re.search(r"(?i)tiles|gloss|brochure|matt grey", "\n".join(spoken))
    assert "will end on Friday, December 18" in "\n".join(spoken)


def test_long_and_hostile_words_stay_within_a_glance() -> None:
    wild = "<b>{n}</b> & “quoted” " * 30
    typed = dict.fromkeys(("understood", "our_part", "their_words", "reasons", "can_do"), wild)
    said = facts(**typed, **DUE, recipient=replace(DANA, greeting=wild))
    for kind in KEYS:
        leaflet = talking_points(said, kind)
        assert all(len(line) <= 320 for line in lines_of(leaflet))
        assert pdf.render_leaflet(leaflet, HEAD).startswith(b"%PDF")


def test_the_sheet_has_a_section_for_what_the_owner_wrote_and_no_other() -> None:
    sheet = how_we_work(HEAD, FILLED)
    assert sheet.title == "How we work"
    assert "Rivera Home Repairs" in sheet.opening
    assert [s.heading for s in sheet.sections] == [
        "What is included, and what is extra",
        "The price",
        "Paying",
        "If something is not right",
        "What we have learned",
    ]
    assert sheet.sections[0].lines == ("Fitting", "Repairs are extra")
    assert sheet.sections[0].bullets
    assert not sheet.sections[1].bullets
    assert sheet.sections[3].lines == (
        "Please tell me early, even about small things. I would much rather know.",
        "Call Ana.",
        "You hear by noon.",
    )
    assert not sheet.private
    clean(sheet)


def test_an_empty_sheet_has_no_sections_and_a_nameless_business_still_a_welcome() -> None:
    sheet = how_we_work(Letterhead(""), HowWeWork("  ", "-"))
    assert sheet.sections == ()
    assert sheet.opening.startswith("Welcome. This page says")
    clean(sheet)


def test_a_business_speaks_as_we_and_a_person_as_i() -> None:
    assert "tell me early" in how_we_work(HEAD, FILLED).plain_text()
    assert "tell us early" in how_we_work(replace(HEAD, owner_name=""), FILLED).plain_text()


def test_suggestions_are_hints_and_never_printed_by_themselves() -> None:
    assert set(SUGGESTIONS) == {field.name for field in fields(HowWeWork)}
    printed = how_we_work(HEAD, HowWeWork(scope="Fitting")).plain_text()
    assert not any(hint in printed for hint in SUGGESTIONS.values())
    full = how_we_work(HEAD, HowWeWork(**SUGGESTIONS))
    assert len(PdfReader(BytesIO(pdf.render_leaflet(full, HEAD))).pages) == 1
