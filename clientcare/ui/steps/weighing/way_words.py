"""Says what a way out comes to: its row on the board as a sentence, and its own sum line by line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clientcare.decision.assessment import Assessment, Part, WayKind
from clientcare.decision.figures import chance_key, figures
from clientcare.decision.rules import LEAVING, OFFERS, asks_for_silence, reach, ways_weighed
from clientcare.decision.sums import claim, worth_at_stake
from clientcare.decision.weighing import WayResult, Weighing
from clientcare.said import Said
from clientcare.ui.widgets.board import Bar
from clientcare.ui.wording import Wording, tr

Lines = list[tuple[str, str]]
LONGEST = 70  # letters of an offer's name within a sentence


def say(said: Said, words: Wording, longest: int = LONGEST) -> str:
    """The sentence with long names cut short, and no per cent sign left alone at the start of a line."""
    return words.say(_cut(said, longest)).replace(" %", "\u00a0%")


def _cut(said: Said, longest: int) -> Said:
    return replace(said, values={name: _cut_value(value, longest) for name, value in said.values.items()})


def _cut_value(value: Any, longest: int) -> Any:
    if isinstance(value, Said):
        return _cut(value, longest)
    return f"{value[:longest].rstrip()}…" if isinstance(value, str) and len(value) > longest else value


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
    )


def note(result: WayResult, assessment: Assessment) -> str:
    """Why a way cannot lead, in a few words; "" if nothing stands against it."""
    if result.less_than_owed:
        return tr("less than you said you owe")
    if result.token:
        return tr("too little: counts as holding firm")
    if result.way.kind == WayKind.HOLD and assessment.part == Part.MOSTLY:
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
    return f"{said} {against[0].upper()}{against[1:]}." if against else said


def sum_lines(result: WayResult, assessment: Assessment, words: Wording) -> Lines:
    """What goes into a way's sum, each a name and a value, down to its average."""
    ways = ways_weighed(assessment)
    likely = {key: figure.guess.likely for key, figure in figures(assessment, ways).items()}
    lines = [
        *_yes(result, words),
        *_spent(result, assessment, likely, words),
        *_stays(result, assessment, likely, words),
        *_risks(result, assessment, likely, words),
    ]
    lines.append((tr("On average (0 = they are gone, nothing given)"), words.signed(result.value)))
    return [*lines, (tr("Against holding firm"), words.signed(result.against_holding))]


def _yes(result: WayResult, words: Wording) -> Lines:
    return [(tr("Chance they say yes"), words.percent(result.accept))] if result.way.kind in OFFERS else []


def _spent(result: WayResult, assessment: Assessment, likely: dict[str, float], words: Wording) -> Lines:
    way = result.way
    cost, hours = likely.get(f"cost.{way.key}", 0.0), likely.get(f"hours.{way.key}", 0.0)
    lines = [(tr("It costs you"), words.money(round(cost)))] if cost else []
    if hours:
        worth = words.money(round(hours * assessment.hour_worth))
        lines.append((tr("{hours} h of your own", hours=words.number(hours, 0 if hours == int(hours) else 1)), worth))
    return lines


def _stays(result: WayResult, assessment: Assessment, likely: dict[str, float], words: Wording) -> Lines:
    if result.way.kind in LEAVING or result.way.kind == WayKind.SETTLE_PART:
        return []
    worth = words.signed(float(worth_at_stake(likely, assessment)))
    return [(tr("Chance they stay, all told"), words.percent(result.stay)), (tr("What their staying is worth to you"), worth)]


def _risks(result: WayResult, assessment: Assessment, likely: dict[str, float], words: Wording) -> Lines:
    way, lines = result.way, []
    chance = likely[chance_key("harm", way)]
    lines.append((tr("Chance of a public complaint"), words.percent(chance)))
    lines.append((tr("What that would cost you"), words.money(round(likely["harm"]))))
    left = assessment.ask if way.kind == WayKind.HOLD else assessment.ask - likely.get(f"cost.{way.key}", 0.0)
    if way.kind in (*LEAVING, WayKind.HOLD) and left > 0:
        claimed = float(claim(likely, assessment, left))
        lines.append((tr("What they may still claim, fight included"), words.money(round(claimed))))
    share = {WayKind.GIVE: 1.0, WayKind.COMPROMISE: reach(way, assessment), WayKind.SETTLE_PART: reach(way, assessment) / 2}
    others = share.get(way.kind, 0.0) * likely["others"]
    if others:
        lines.append((tr("Others asking the same"), words.money(round(others))))
    return lines
