"""Every command can be reached, by menu and by key, and the guide tells which."""

from __future__ import annotations

import re
from collections import Counter

from clientcare.paths import resource
from clientcare.ui.commands import COMMANDS
from clientcare.ui.main_window import MainWindow


def test_every_command_does_something_the_window_can(window: MainWindow) -> None:
    assert all(callable(getattr(window, command.method)) for command in COMMANDS)


def test_no_two_commands_share_a_key() -> None:
    assert max(Counter(c.shortcut for c in COMMANDS if c.shortcut).values()) == 1


def test_no_two_entries_of_a_menu_share_a_letter() -> None:
    for menu in {command.menu for command in COMMANDS}:
        letters = [re.findall(r"&(\w)", c.text)[0].lower() for c in COMMANDS if c.menu == menu]
        assert len(letters) == len(set(letters)), menu


def test_the_guides_table_is_the_commands_table() -> None:
    guide = (resource().parent / "docs" / "guide.md").read_text("utf-8")
    told = dict(re.findall(r"^\| (\S+) \| (.+?) \|$", guide, re.MULTILINE))
    del told["keys"], told["---"]
    assert told == {c.shortcut: c.text.replace("&", "") for c in COMMANDS if c.shortcut}
