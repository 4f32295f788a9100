"""The public reply: three sentences that let nobody guess who wrote the review or what it was about."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import HEAD, PARTS, facts

from clientcare.letters import tone
from clientcare.letters.communication import STYLES
from clientcare.letters.facts import Facts, Offer, Provider, Recipient
from clientcare.letters.review_reply import review_reply

HEADS = (
    HEAD,
    replace(HEAD, owner_name="", phone=""),
    replace(HEAD, email=""),
    replace(HEAD, phone="", email="", website="rivera.example"),
)
STATED = {"letterhead", "written_on", "part", "style", "language", "channel", "feeling", "agreed_where"}
CHANNELS = ("phone", "email", "message", "visit", "letter", "review", "")


def canaries(**changes: Any) -> Facts:
    """Facts in which every typed word, sum and day of the case is one that can be found again."""
    filled: dict[str, Any] = {}
    for field in fields(Facts):
        if field.name in STATED:
            continue
        kind = str(field.type)
        if kind == "str":
            filled[field.name] = f"Canary{field.name}"
        elif kind.startswith("Decimal"):
            filled[field.name] = Decimal(76543)
        elif kind.startswith("date"):
            filled[field.name] = date(2031, 7, 29)
    to = Recipient("Canary Name", "Canary Street", "Canary", "canary@client.example")
    offer = Offer("Canary offer", "Canary details", "us", Decimal(76543), date(2031, 7, 29))
    firm = Provider("Canary firm", "Canary work", "76543", "canary@firm.example", "canary.example", "Canary tie")
    more = {"recipient": to, "offers": (offer,) * 2, "providers": (firm,), "enclosures": ("Canary paper",)}
    return facts(**{**filled, **more, **changes})


@pytest.mark.parametrize("head", HEADS)
def test_nothing_of_the_client_or_the_case_can_be_read_from_it(head: Any) -> None:
    for part, channel, style in product((*PARTS, ""), CHANNELS, ("", *STYLES)):
        feeling = "angry" if style else "disappointed"
        reply = review_reply(canaries(letterhead=head, part=part, channel=channel, style=style, feeling=feeling))
        assert not re.search(r"(?i)canary|76|543|2031|july|disappoint|angry|upset|hall|tile", reply.replace("555", "")), reply
        assert reply == review_reply(canaries(letterhead=head, part=part, feeling="", channel=""))


@given(typed=st.text(alphabet="qxzQXZ", min_size=3, max_size=20), part=st.sampled_from(PARTS))
def test_no_typed_word_gets_into_it(typed: str, part: str) -> None:
    said = facts(part=part, about=typed, understood=typed, request=typed, their_words=typed, recipient=Recipient(typed))
    assert typed not in review_reply(said)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("part", PARTS)
def test_three_sentences_thanks_regret_and_a_private_talk_by_the_business_own_ways(part: str, head: Any) -> None:
    reply = review_reply(facts(part=part, letterhead=head))
    assert len(re.findall(r"[.!?](?:\s|$)", reply)) == 3
    thanks, regret, private = re.split(r"(?<=\.)\s+(?=[A-Z])", reply)
    assert thanks.startswith("Thank you")
    assert "sorry" in regret
    assert "in private" in private
    assert (head.phone in private) and (head.email in private)
    assert head.phone or head.email or "get in touch" in private
    assert ("I " in reply) == bool(head.owner_name)


@pytest.mark.parametrize("part", PARTS)
def test_it_neither_owns_nor_denies_nor_offers_nor_asks_for_the_review(part: str) -> None:
    reply = review_reply(facts(part=part))
    never = r"(?i)fault|our part|mistake|wrong|put (it|this) right|\bnever|client|customer|order|work|refund|money|offer|free"
    assert not re.search(rf"{never}|remove|change|delete|update|review|star|but |however|policy|inconvenience", reply)
    assert not [finding for finding in tone.review(reply, part=part) if finding.level in ("stop", "soften")]
