"""What an offer is built from, and what its parts come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.decision.offer_parts import KINDS, PARTS, total
from clientcare.records import PartRow

numbers = st.decimals(0, 10**6, places=3)
rows = st.lists(st.builds(PartRow, st.sampled_from(KINDS), numbers, numbers, numbers), max_size=6)


def test_the_parts_a_compromise_is_made_of() -> None:
    assert KINDS == ("money", "rework", "extra", "credit", "time", "own")
    assert all(title and hint for _, title, hint in PARTS)


def test_parts_add_up() -> None:
    parts = (PartRow("money", Decimal("40.10"), Decimal("40.10")), PartRow("rework", Decimal(80), Decimal(350), Decimal("6.5")))
    assert total(parts) == (Decimal("120.10"), Decimal("390.10"), Decimal("6.5"))
    assert total(()) == (0, 0, 0)


@given(rows)
def test_to_the_thousandth_and_in_any_order(parts: list[PartRow]) -> None:
    cost, worth, hours = total(parts)
    assert (cost, worth, hours) == total(reversed(parts))
    assert cost == sum(part.cost for part in parts) and worth == sum(part.worth for part in parts)
    assert hours == sum(part.hours for part in parts)


@pytest.mark.parametrize("wrong", [{"kind": "flowers"}, {"cost": Decimal(-1)}, {"hours": Decimal("NaN")}, {"worth": "many"}])
def test_what_is_no_part_is_refused_in_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"offer is made of|nothing or more|not a number"):
        total([PartRow(**({"kind": "own"} | wrong))])
