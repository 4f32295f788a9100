"""What each trouble with the data folder is called, what it means, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.said import mark


@dataclass(frozen=True)
class Words:
    """A screen: its title, what it says, and what it offers. `first`: the primary button, or the first of several that can be
    offered; `ways`: the quieter ones; `waits`: it tries again by itself; `sudden`: it may come while somebody is typing."""

    title: str
    text: str
    first: tuple[str, ...]
    ways: tuple[str, ...] = ()
    waits: bool = False
    sudden: bool = False


OFFERS = {
    "again": mark("Try again"),
    "restore": mark("Restore this backup"),
    "file": mark("Restore from a file…"),
    "find": mark("Find the file…"),
    "other": mark("Use another folder…"),
    "show": mark("Show the folder"),
    "new": mark("Start with no data…"),
    "go_on": mark("Go on all the same"),
    "understood": mark("I see, go on"),
}
BY_ITSELF = mark("ClientCare tries again by itself every few seconds.")

WORDS = {
    "damaged": Words(
        mark("Your data file is damaged"),
        mark(
            "ClientCare cannot read all of it, and has left it exactly as it is. If you restore a backup, the damaged file is "
            "kept beside it, in the folder “aside”."
        ),
        ("restore", "file"),
        ("file", "again", "show", "new"),
    ),
    "found": Words(
        mark("Your data file is damaged"),
        mark(
            "It opened, but part of it cannot be read. No older backup is thrown away until all is well again. If you restore "
            "one, what you have now is kept: as a backup of its own, or, where that cannot be made, in the folder “aside”."
        ),
        ("restore", "file"),
        ("file", "show", "go_on"),
        sudden=True,
    ),
    "missing": Words(
        mark("Your data file is gone"),
        mark(
            "ClientCare kept your data in this folder, but the file is not there any more. Nothing was put in its place. If "
            "you moved it, or have a backup elsewhere, find that, and ClientCare brings a copy of it back here."
        ),
        ("restore", "find"),
        ("find", "again", "show", "new"),
    ),
    "away": Words(
        mark("The folder with your data cannot be found"),
        mark(
            "If it is on a USB stick, another disk or another computer, connect that. ClientCare opens by itself as soon as "
            "the folder is back. If it will not come back, find your data file or a backup, and it is brought here."
        ),
        ("again",),
        ("find", "other", "new"),
        waits=True,
    ),
    "newer": Words(
        mark("This data was made by a newer ClientCare"),
        mark(
            "This is version {version}, and it would not understand all of it, so the file was left as it is. Install the "
            "newest ClientCare, then open it again."
        ),
        ("again",),
        ("other", "show"),
    ),
    "foreign": Words(
        mark("This folder holds a file of another program"),
        mark(
            "There is a file called clientcare.db in it, but ClientCare did not make it. Not a byte of it was changed. Choose "
            "a folder of its own for ClientCare."
        ),
        ("other",),
        ("again", "show"),
    ),
    "in_use": Words(
        mark("ClientCare is open with this data already"),
        mark(
            "But that window does not answer just now. It may be finishing a backup, or be open on another computer. Close it "
            "there; this window opens as soon as it is gone."
        ),
        ("again",),
        ("other", "show"),
        waits=True,
    ),
    "locked": Words(
        mark("Another program is using your data file"),
        mark(
            "It may be a backup or cloud program that is just copying it. Wait a moment, or close that program; ClientCare "
            "opens by itself as soon as it is done."
        ),
        ("again",),
        ("show",),
        waits=True,
    ),
    "read_only": Words(
        mark("Your data may only be read here"),
        mark(
            "ClientCare needs to write to this folder to keep what you type. Allow that in the folder’s properties, or put the "
            "folder on a disk that can be written to."
        ),
        ("again",),
        ("other", "show"),
    ),
    "full": Words(
        mark("The disk is full"),
        mark("ClientCare needs some room to open your data safely. Nothing was changed. Free some space, then try again."),
        ("again",),
        ("other", "show"),
    ),
    "disk": Words(
        mark("The disk reports an error"),
        mark(
            "ClientCare could not read your data file. The disk may be loose, full or failing: check its cable and the room "
            "left on it, then try again. If it does not help, copy your backups to another disk. If you restore one here, what "
            "you have now is kept."
        ),
        ("again",),
        ("restore", "file", "show"),
    ),
    "unreachable": Words(
        mark("Your data folder cannot be opened"),
        mark("Check that its disk is connected, that it is a folder, and that you may open it. Then try again."),
        ("again",),
        ("other", "show"),
    ),
    "said": Words(mark("ClientCare could not open your data"), mark("{why}"), ("again",), ("other", "show")),
    "ours": Words(
        mark("ClientCare could not open your data"),
        mark(
            "That is our mistake, not yours. Your data was left as it is. Try once more, or restore a backup; what you have "
            "now is backed up first."
        ),
        ("again",),
        ("restore", "file", "show"),
    ),
    "synced": Words(
        mark("Your data is in a folder that {service} copies"),
        mark(
            "A cloud service copies a file while ClientCare is still writing to it, and two computers can each change their "
            "own copy. Then changes are lost, or the file is damaged.\n\nBetter: keep your data in a folder of this computer, "
            "and save backups to {service} instead. To move: close ClientCare, move this folder, and open ClientCare on it. Or "
            "tell {service} to leave this folder out."
        ),
        ("understood",),
        ("show", "other"),
    ),
}
