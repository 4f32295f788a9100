"""The command line: open the app, let it photograph itself, or have `cli` do what needs no window.

Imports of weight wait until they are needed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from clientcare import __version__, cli, display
from clientcare.errors import WorldError


def main(arguments: list[str] | None = None) -> int:
    """Run ClientCare; returns the exit status: 0 well, 1 a clear error, 2 cannot start here or wrong words."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["decode-image"]:  # not for people: ClientCare starts itself so, to read a picture apart
        from clientcare import apart

        return apart.main(words[1:])
    chosen = _parser().parse_args(arguments)
    try:
        return _do(chosen)
    except WorldError as error:
        return _say(cli.plain(error.said), 1)
    except ImportError as error:
        return _say(f"A part of ClientCare or of the system is missing: {error}. `python3 tasks.py run` says what to do.", 2)
    except Exception as error:  # ours; its words may quote somebody, the places in the code do not
        from clientcare import log

        return _say(f"Sorry, this is our mistake. Nothing more was done. It happened here:\n{log.describe(error)}", 1)


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
    cli.add(commands)
    return parser


def _do(chosen: argparse.Namespace) -> int:
    if chosen.command == "tour":
        return _tour(chosen.out_dir)
    return cli.run(chosen) if chosen.command else _open(chosen.data_dir, chosen.sample)


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
