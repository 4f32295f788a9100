"""Whatever happens on the way, no letter is lost and none goes twice by itself."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.services.sending_walk import told, walk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


def test_nothing_is_lost_and_nothing_goes_twice(tmp_path: Path) -> None:
    figures = kept(25, tmp_path, seed=random.randrange(1_000_000))
    assert figures["sends"] > 25 and figures["kills"] > 20 and figures["undos"] > 3 and figures["losses"] > 5


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_goes_twice_in_500_sequences(tmp_path: Path) -> None:
    figures = kept(500, tmp_path, seed=0)
    assert all(figures[f"killed: {where}"] for where in ("after the claim", "after the answer", "server silent at END"))


def kept(sequences: int, folder: Path, seed: int) -> Counter[str]:
    figures, broken = walk(sequences, folder, seed)
    assert not broken, "\n\n".join(broken)
    assert (figures["sequences"], figures["lost"], figures["twice"]) == (sequences, 0, 0), told(figures, 0)
    return figures
