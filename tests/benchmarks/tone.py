"""`tone`: the review of a letter, beside one pass of all the rules' patterns joined over the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientcare.letters.tone import prepare, review
from clientcare.letters.tone.reading import sentences
from clientcare.letters.tone.rules import rules
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed

GOALS = {"tone": Goal(ratio=3.0, p95=5.0)}
TIMES = 40
WORDS = 400

# What a letter written in anger mixes: plain sentences, and some that the rules find.
TEXT = """
Dear Marta, thank you for your call on Thursday. As I already told you, the quote of 3 May names the tile by its code,
and the tile that was laid is the one in the quote. You failed to tell us that you had matt grey in mind. We came on
the day that we had agreed, and the hall was done by four. I am sorry if you feel that the finish is not what the
photo showed. The photo in the brochure was taken in the evening, and the light makes every floor look softer than it
is. Given the lackluster effort to look at the sample, I find your tone offensive. Still, I would like to find a way.
We can lift the tiles in January and lay new ones, if you choose and buy them. Or we send you $160, and the floor
stays as it is. Please tell me by 18 May which of the two you would like; after that day I will call you to talk it
over.
"""


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """The rules are read before, as they are in a program that runs."""
    prepare("en")
    text = " ".join((TEXT.split() * 3)[:WORDS])
    joined = _joined()
    plain = "".join(one.text for one in sentences(text, "en"))
    yield line("tone", WORDS, taken_in_turn(timed(lambda: review(text)), timed(lambda: joined.findall(plain)), runs, TIMES))


def _joined() -> re.Pattern[str]:
    """Every pattern as one, without the names that may stand only once."""
    known = rules("en")
    if known is None:
        raise RuntimeError("the English rules are not there")
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", way.pattern.expression) for _, way in known.ways))
