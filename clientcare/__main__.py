"""The command line: open the app, or let it photograph itself. Imports of weight wait until they are needed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from clientcare import __version__, display
from clientcare.errors import WorldError


def main(arguments: list[str] | None = None) -> int:
    """Run ClientCare; returns the exit status: 0 well, 1 a clear error, 2 cannot start here or wrong words."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "tour":
        return _tour(chosen.out_dir)
    if why_not := display.trouble():
        print(f"clientcare: {why_not}", file=sys.stderr)
        return 2
    from clientcare import app

    return app.run(chosen.data_dir, sample=chosen.sample)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clientcare", description="From an upset client to a decision you can explain and a courteous letter."
    )
    parser.add_argument("--version", action="version", version=f"ClientCare {__version__}")
    parser.add_argument("--data-dir", metavar="DIR", help="keep the data in DIR (also: CLIENTCARE_DATA_DIR)")
    parser.add_argument("--sample", action="store_true", help="open a sample business, in a folder of its own")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    tour = commands.add_parser("tour", help="walk through the sample dispute and leave a picture of every screen")
    tour.add_argument("out_dir", metavar="OUT_DIR", type=Path)
    return parser


def _tour(out_dir: Path) -> int:
    if display.trouble():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from clientcare import app

    try:
        app.tour(out_dir)
    except WorldError as error:
        print(f"clientcare tour: {error.said.text.format_map(error.said.values)}", file=sys.stderr)
        return 1
    except Exception as error:
        print(f"clientcare tour: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(f"Every screen is in {out_dir}, in the dark theme in {out_dir / 'dark'}, the letters in {out_dir / 'letters'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
