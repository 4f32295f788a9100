"""What a step is: a screen of one to three questions, as data. Back, progress, review and resume follow from it; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
Options = tuple[tuple[str, str], ...]  # (value, marked title)


@dataclass(frozen=True)
class Field:
    """A question. `name` is the column its answer goes to, `ask` the marked question, `why` one marked line under it.

    `record` is where the answer lives: the dispute, the assessment that a decision freezes, a guess in it, or the client.
    """

    name: str
    ask: str
    why: str = ""
    record: str = "dispute"
    when: Callable[[Answers], bool] | None = None


@dataclass(frozen=True)
class Pick(Field):
    """One of a few."""

    options: Options = ()


@dataclass(frozen=True)
class Tick(Field):
    """Any of a list; `none` is the text for "none of these"."""

    options: Options = ()
    none: str = ""


@dataclass(frozen=True)
class Words(Field):
    """Free text of some lines."""

    hint: str = ""
    lines: int = 3


@dataclass(frozen=True)
class Line(Field):
    """One line of text."""

    hint: str = ""


@dataclass(frozen=True)
class Money(Field):
    """A sum in the business's currency."""


@dataclass(frozen=True)
class Estimate(Field):
    """A guess: a number, "not sure", and how sure. What it is taken as while unanswered comes from `Known`.

    `unit`: money, hours, clients, months, or a chance or share, which is typed in % and kept as 0 to 1.
    `name` is the slider it stands for; its answer is None (as usual) or {"value": number or None, "sure": word}, of months
    the bare number. Kept elsewhere than among the guesses it is the bare number, too, for the column `name`.
    """

    record: str = "guess"
    unit: str = "money"

    @property
    def is_judged(self) -> bool:
        """Whether it is asked how sure the owner is."""
        return self.record == "guess"


@dataclass(frozen=True)
class Day(Field):
    """A date, or none. `past`: of something that has happened."""

    past: bool = False


@dataclass(frozen=True)
class YesNo(Field):
    """A tick for a plain statement."""


@dataclass(frozen=True)
class Step:
    """One calm screen. `stage` is which of the six steps it belongs to; without fields the stage draws it itself."""

    key: str
    stage: str
    title: str
    fields: tuple[Field, ...] = ()
    why: str = ""
    when: Callable[[Answers], bool] | None = None
    rests: Callable[[Answers], bool] | None = None  # while true there is nothing to go on to: let it rest


def visible(steps: tuple[Step, ...], answers: Answers) -> tuple[Step, ...]:
    """The screens that apply, given what has been answered so far."""
    return tuple(step for step in steps if step.when is None or step.when(answers))


def shown_fields(step: Step, answers: Answers) -> tuple[Field, ...]:
    """The questions of a screen that apply."""
    return tuple(field for field in step.fields if field.when is None or field.when(answers))


def neighbour(steps: tuple[Step, ...], key: str, way: int) -> Step | None:
    """The screen before (`way` −1) or after (+1) `key`, or None at either end."""
    keys = [step.key for step in steps]
    at = (keys.index(key) if key in keys else 0) + way
    return steps[at] if 0 <= at < len(steps) else None


def resume_at(steps: tuple[Step, ...], answers: Answers, screen: str, stage: str) -> Step:
    """Where the owner left: the remembered screen, of `steps` as they apply to `answers`.

    Where it does not apply any more, the last one before it in its own stage; else the first one of the stage given.
    """
    shown = visible(steps, answers)
    at = next((place for place, step in enumerate(steps) if step.key == screen), None)
    if at is not None:
        stage = steps[at].stage
        before = [step for step in steps[: at + 1] if step.stage == stage and step in shown]
        if before:
            return before[-1]
    return next((step for step in shown if step.stage == stage), steps[0])
