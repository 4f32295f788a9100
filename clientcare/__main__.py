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
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["decode-image"]:  # not for people: ClientCare starts itself so, to read a picture apart
        from clientcare import apart

        return apart.main(words[1:])
    chosen = _parser().parse_args(arguments)
    try:
        return _tour(chosen.out_dir) if chosen.command == "tour" else _open(chosen.data_dir, chosen.sample)
    except WorldError as error:
        return _say(error.said.text.format_map(error.said.values), 1)
    except ImportError as error:
        return _say(f"A part of ClientCare or of the system is missing: {error}. `python3 tasks.py run` says what to do.", 2)


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


def _open(data_dir: str | None, sample: bool) -> int:
    if why_not := display.trouble():
        return _say(why_not, 2)
    from clientcare import app

    return app.run(data_dir, sample=sample)


def _tour(out_dir: Path) -> int:
    if display.trouble():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from clientcare import app

    try:
        app.tour(out_dir)
    except (WorldError, ImportError):
        raise
    except Exception as error:
        return _say(f"The tour stopped at {type(error).__name__}: {error}", 1)
    print(f"Every screen is in {out_dir}, in the dark theme in {out_dir / 'dark'}, the letters in {out_dir / 'letters'}.")
    return 0


def _say(trouble: str, status: int) -> int:
    print(f"clientcare: {trouble}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
