"""Every command of the window, one line each: menus, shortcuts and the guide's table are made from these."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.said import mark


@dataclass(frozen=True)
class Command:
    """A menu entry: its menu, its text, the main window's method, its shortcut."""

    menu: str
    text: str
    method: str
    shortcut: str = ""


COMMANDS = (
    Command(mark("&Dispute"), mark("&Buy time…"), "buy_time", "Ctrl+B"),
    Command(mark("&Dispute"), mark("&New dispute…"), "new_dispute", "Ctrl+N"),
    Command(mark("&Dispute"), mark("New &client"), "new_client", "Ctrl+Shift+N"),
    Command(mark("&Dispute"), mark("&Remind me…"), "remind", "Ctrl+R"),
    Command(mark("&Dispute"), mark("Save &dates for your calendar…"), "save_calendar"),
    Command(mark("&Dispute"), mark("&Import…"), "import_file", "Ctrl+I"),
    Command(mark("&Dispute"), mark("&Export this list…"), "export_list", "Ctrl+E"),
    Command(mark("&Dispute"), mark("E&xport everything…"), "export_everything"),
    Command(mark("&Dispute"), mark("Back &up now"), "back_up"),
    Command(mark("&Dispute"), mark("&Quit"), "close", "Ctrl+Q"),
    Command(mark("&Edit"), mark("&Undo"), "undo", "Ctrl+Z"),
    Command(mark("&Go"), mark("Search &everything…"), "search", "Ctrl+K"),
    Command(mark("&Go"), mark("&Today"), "show_today", "Ctrl+1"),
    Command(mark("&Go"), mark("&Disputes"), "show_disputes", "Ctrl+2"),
    Command(mark("&Go"), mark("&Clients"), "show_clients", "Ctrl+3"),
    Command(mark("&Go"), mark("&Letters"), "show_letters", "Ctrl+4"),
    Command(mark("&Go"), mark("&Referrals"), "show_referrals", "Ctrl+5"),
    Command(mark("&Go"), mark("How we &work"), "show_how_we_work"),
    Command(mark("&Go"), mark("Back&ups"), "show_backups"),
    Command(mark("&Go"), mark("&Settings"), "show_settings", "Ctrl+,"),
    Command(mark("&Go"), mark("C&ontinue"), "go_on", "Ctrl+Return"),
    Command(mark("&Go"), mark("Bac&k"), "go_back", "Alt+Left"),
    Command(mark("&Help"), mark("&About ClientCare"), "about", ""),
)
