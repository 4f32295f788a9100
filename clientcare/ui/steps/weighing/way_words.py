"""Says what a weighing draws: each way out, each guess that matters and each sum of the room as a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from clientcare.decision.assessment import Assessment, Part, WayKind
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess
from clientcare.decision.moves import unit
from clientcare.decision.rules import asks_for_silence, leaves_it_wrong, ways_weighed
from clientcare.decision.weighing import Room, Swing, WayResult, Weighing
from clientcare.said import Said
from clientcare.ui.amounts import in_words
from clientcare.ui.widgets.board import Bar
from clientcare.ui.widgets.room import LEAST, MOST, OWED, Point
from clientcare.ui.widgets.tornado import Spread
from clientcare.ui.wording import Wording, as_sentence, short, tr

LONGEST = 70  # letters of an offer's name within a sentence
LONGEST_BEFORE = 28  # and in a narrow row of the board, where the words after it must not be cut
MATTER_MOST = 6


def say(said: Said, words: Wording, longest: int = LONGEST) -> str:
    """The sentence with long names cut short, and no per cent sign left alone at the start of a line."""
    return words.say(_cut(said, longest)).replace(" %", "\u00a0%")


def _cut(said: Said, longest: int) -> Said:
    return replace(said, values={name: _cut_value(value, longest) for name, value in said.values.items()})


def _cut_value(value: Any, longest: int) -> Any:
    if isinstance(value, Said):
        return _cut(value, longest)
    return short(value, longest) if isinstance(value, str) else value


# -- the board


def bars(weighing: Weighing, assessment: Assessment, words: Wording) -> list[Bar]:
    """The rows of the board, in the order of the weighing."""
    return [_bar(result, weighing, assessment, words) for result in weighing.results]


def _bar(result: WayResult, weighing: Weighing, assessment: Assessment, words: Wording) -> Bar:
    return Bar(
        result.way.key,
        words.say(result.way.label),
        result.low,
        result.against_holding,
        result.high,
        words.signed(result.against_holding),
        sentence(result, assessment, words),
        note(result, assessment),
        result.way.key == weighing.leader.way.key,
        "" if result.way.label.text == "{offer}" else say(result.way.label, words, LONGEST_BEFORE),
    )


def note(result: WayResult, assessment: Assessment) -> str:
    """Why a way cannot lead, in a few words; "" if nothing stands against it."""
    if result.less_than_owed:
        return tr("less than you said you owe")
    if result.token:
        return tr("too little: counts as holding firm")
    if assessment.part == Part.MOSTLY and leaves_it_wrong(result.way, assessment):
        return tr("mostly ours: put it right first")
    return tr("asks for silence: never leads") if asks_for_silence(result.way) else ""


def difference(result: WayResult, words: Wording) -> str:
    """How a way compares with holding firm, in words."""
    if result.way.kind == WayKind.HOLD:
        return tr("what the others are compared with")
    about = words.money(abs(result.against_holding), rounded=True)
    if round(abs(result.against_holding)) == 0:
        return tr("about the same as holding firm")
    if result.against_holding > 0:
        return tr("about {sum} better than holding firm", sum=about)
    return tr("about {sum} worse than holding firm", sum=about)


def sentence(result: WayResult, assessment: Assessment, words: Wording) -> str:
    """One row of the board in words, as a screen reader says it."""
    said = tr(
        "{way}: {difference} on average; 8 of 10 real outcomes lie between {low} and {high}.",
        way=say(result.way.label, words),
        difference=difference(result, words),
        low=words.signed(result.low),
        high=words.signed(result.high),
    )
    tens = int(result.leads * 10 + 1e-9)  # as the headline counts them
    if tens:
        said += " " + tr("It leads in {tens} of 10 ways your guesses could be off.", tens=tens)
    against = note(result, assessment)
    return f"{said} {as_sentence(against)}" if against else said


# -- what matters most


def spreads(weighing: Weighing, assessment: Assessment, words: Wording) -> list[Spread]:
    """The guesses that move the lead most, widest first; those that move it by less than one are left out."""
    swings = [swing for swing in weighing.swings[:MATTER_MOST] if round(swing.size)]
    if not swings:
        return []
    guesses = {key: figure.guess for key, figure in figures(assessment, ways_weighed(assessment)).items()}
    alone = sum(result.may_lead for result in weighing.results) < 2
    return [_spread(swing, guesses[swing.key], alone, words) for swing in swings]


def _spread(swing: Swing, guess: Guess, alone: bool, words: Wording) -> Spread:
    title = say(swing.title, words)
    values = {
        "guess": title,
        "low": guess_in_words(swing.key, guess.low, words),
        "high": guess_in_words(swing.key, guess.high, words),
        "at_low": words.signed(swing.low),
        "at_high": words.signed(swing.high),
    }
    if alone:
        said = tr("{guess}: at {low} it comes to {at_low}, at {high} to {at_high}.", **values)
    else:
        said = tr("{guess}: at {low} the lead is {at_low}, at {high} it is {at_high}.", **values)
    if not swing.flips:
        return Spread(swing.key, title, swing.low, swing.high, said)
    changes = tr("This alone could change the answer.")
    return Spread(swing.key, title, swing.low, swing.high, f"{said} {changes}", tr("could change the answer"))


def guess_in_words(key: str, value: float, words: Wording) -> str:
    """A value of the guess `key`: `$150`, `6 h`, `20 %`, `1.5`."""
    return in_words(value, unit(key), words).replace(" %", "\u00a0%")


# -- room to agree


def points(weighing: Weighing, assessment: Assessment, room: Room, agree: bool, words: Wording) -> list[Point]:
    """The sums on the strip: both ends where there is room to `agree`, what is owed, and what each offer gives them."""
    return list(_points(weighing, assessment, room, agree, words))


def _points(weighing: Weighing, a: Assessment, room: Room, agree: bool, words: Wording) -> Iterator[Point]:
    if agree:
        least, most = (words.money(end, rounded=True) for end in (room.least, room.most))
        yield Point(LEAST, room.least, tr("From about {sum} up may suit them.", sum=least))
        most_said = tr("Up to about {sum} you are no worse off than without an agreement.", sum=most)
        yield Point(MOST, room.most, most_said)
    if a.owed > 0:
        yield Point(OWED, a.owed, tr("You said you owe them {sum}.", sum=words.money(round(a.owed))))
    for result in weighing.results:
        if result.way.kind == WayKind.COMPROMISE:
            way, sum = say(result.way.label, words), words.money(round(result.gives))
            yield Point(f"way:{result.way.key}", result.gives, tr("{way}: worth {sum} to them.", way=way, sum=sum))
