"""The command: measures what was asked for and prints a line each, as soon as it is known."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.benchmarks.data import SIZES
from tests.benchmarks.measure import Goal, Line

# What is measured where; a module loads only when something of it is asked for.
GROUPS = {
    "starts": ("start", "start-filled"),
    "letters": ("letter",),
    "previews": ("preview",),
    "tone": ("tone",),
    "boards": ("weigh",),
    "saves": ("save",),
    "searches": ("search",),
    "lists": ("list-open", "list-end", "list-sort", "list-filter", "list-call", "list-gap"),
    "imports": ("import",),
    "backups": ("backup",),
    "memory": ("memory-start", "memory-500", "memory-1000"),
}
NAMES = [name for names in GROUPS.values() for name in names]
HEAD = f"{'what':<13}{'size':>8}{'ours':>12}{'floor':>12}{'ratio':>8}{'95 %':>12}{'spread':>9}{'growth':>9}  goal"


def main(arguments: list[str]) -> int:
    """Measure, print, and keep the lines as JSON if wanted. Missing a goal is no error: the number speaks."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(HEAD, flush=True)
    lines = []
    for line, goal in _measured(options.only or NAMES, options.runs, (options.size,) if options.size else SIZES):
        print(in_words(line, goal), flush=True)
        lines.append(line)
    if options.json:
        options.json.write_text(json.dumps([line.as_json() for line in lines], indent=1) + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tasks.py bench", description="Measure ClientCare beside the bare libraries.")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the lines to FILE")
    parser.add_argument("--only", metavar="NAME", action="append", choices=NAMES, help=f"{', '.join(NAMES)}; may be repeated")
    parser.add_argument("--size", type=int, choices=SIZES, help="disputes in the folder (default: each), where that matters")
    parser.add_argument("--runs", metavar="N", type=int, default=5, help="how often the whole is repeated (default: 5)")
    return parser


def _measured(names: list[str], runs: int, sizes: tuple[int, ...]) -> Iterator[tuple[Line, Goal]]:
    for module, measures in GROUPS.items():
        if set(names).isdisjoint(measures):
            continue
        group = import_module(f"tests.benchmarks.{module}")
        for line in group.measure(runs, sizes):
            if line.name in names:
                yield line, group.GOALS[line.name]


def in_words(line: Line, goal: Goal) -> str:
    """One line of the table."""
    growth = f"{line.growth:.2f}" if line.growth else ""
    return (
        f"{line.name:<13}{line.size:>8,}{line.ours:>9.2f} {line.unit}{line.floor:>9.2f} {line.unit}{line.ratio:>8.2f}"
        f"{line.p95:>9.2f} {line.unit}{line.spread:>8.0%} {growth:>8}  {_judged(line, goal)}"
    )


def _judged(line: Line, goal: Goal) -> str:
    said = []
    if goal.ratio is not None:
        said.append(f"ratio <= {goal.ratio}: {'met' if line.ratio <= goal.ratio else f'missed ({line.ratio:.2f})'}")
    if goal.p95 is not None:
        said.append(f"95 % <= {goal.p95:g} ms: {'met' if line.p95 <= goal.p95 else f'missed ({line.p95:.1f} ms)'}")
    if goal.more is not None:
        more = line.ours - line.floor
        said.append(f"at most {goal.more:g} {line.unit} more: {'met' if more <= goal.more else f'missed ({more:.0f})'}")
    return ", ".join(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
