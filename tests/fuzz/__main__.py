"""The command: a hunt through every reader of files from outside, or one failing input once more."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz.hunt import hunt, replay
from tests.fuzz.targets import by_name

HEAD = f"{'reader':<12}{'inputs':>10}{'pace':>11}{'contained':>11}{'wrong':>8}"


def main(arguments: list[str]) -> int:
    """1 where anything is wrong, so that other programs see it."""
    options = _parser().parse_args(arguments)
    if options.file:
        if len(options.only or ()) != 1:
            print("Say which reader is meant: --only NAME.", file=sys.stderr)
            return 2
        wrong = replay(options.only[0], options.file.read_bytes())
        print(wrong or "Nothing is wrong with it.")
        return bool(wrong)
    seed = int(time.time()) if options.seed is None else options.seed
    print(f"Seed {seed}, {options.minutes:g} minutes\n{HEAD}", flush=True)
    found = hunt(options.only or list(by_name()), seed, options.minutes * 60, options.out)
    for tally in found:
        print(tally.in_words(), flush=True)
    return any(tally.found for tally in found)


def _parser() -> argparse.ArgumentParser:
    names = list(by_name())
    about = "Try hostile files on every reader of files from outside."
    parser = argparse.ArgumentParser(prog="tasks.py fuzz", description=about)
    parser.add_argument("--minutes", metavar="N", type=float, default=10, help="how long it goes on (default: 10)")
    parser.add_argument("--only", metavar="NAME", action="append", choices=names, help=f"{', '.join(names)}; may be repeated")
    parser.add_argument("--seed", metavar="N", type=int, help="the same inputs again; a new one each time without it")
    parser.add_argument("--out", metavar="DIR", type=Path, default=Path("fuzz-output"), help="where failing inputs are kept")
    parser.add_argument("--file", metavar="FILE", type=Path, help="try this one input on the reader of --only")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
