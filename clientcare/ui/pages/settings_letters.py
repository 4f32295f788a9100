"""The settings of every letter: paper, envelope, what of the owner's own stands on it, and whom else they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clientcare.records import Artwork
from clientcare.said import Said, mark
from clientcare.settings import TITLES
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.artwork import ArtworkRow
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

PAPERS = (("letter", mark("Letter, 8½ × 11 in")), ("a4", mark("A4, 210 × 297 mm")), ("legal", mark("Legal, 8½ × 14 in")))
WINDOWS = (
    ("", mark("No window")),
    ("us10", mark("US no. 10")),
    ("dl", mark("UK DL")),
    ("din5008a", mark("DIN 5008, form A")),
    ("din5008b", mark("DIN 5008, form B")),
)
NOT_EMBEDDED = mark("Some fonts are not in this file and may print differently elsewhere: {fonts}.")
Ask = Callable[..., None]


class LettersCard(Card):
    """Paper, envelope, logo, signature, own letterhead; `ask(card, name, field, why)` adds a field that is saved as typed."""

    def __init__(self, desk: Desk, ask: Ask) -> None:
        super().__init__(label(tr("Your letters"), "heading"), spacing=12)
        ask(self, "paper", OneAlways(PAPERS, "settings.paper", tr(TITLES["paper"])))
        window = OneAlways(WINDOWS, "settings.window", tr(TITLES["window"]))
        ask(self, "window", window, tr("The address then stands where the envelope shows it, and nothing else does."))
        pictures, pages = tr("Pictures (*.png *.jpg *.jpeg)"), tr("PDF (*.pdf)")
        logo = tr("At the head of every letter. PNG or JPEG.")
        signature = tr("Above your name at the end. A photo on white paper will do.")
        letterhead = tr("A PDF beneath the words, in place of our head. A second page goes under the pages that follow.")
        self._rows = {
            "logo": ArtworkRow(desk, "logo", tr("Logo"), logo, pictures, _picture),
            "signature": ArtworkRow(desk, "signature", tr("Signature"), signature, pictures, _signature),
            "letterhead": ArtworkRow(
                desk, "letterhead", tr("Your own letterhead"), letterhead, pages, _letterhead, _letterhead_lacks
            ),
        }
        for made in self._rows.values():
            self.column.addWidget(made)

    def show_artwork(self, kept: Mapping[str, Artwork]) -> None:
        for name, made in self._rows.items():
            made.show_artwork(kept.get(name))


class RoutesCard(Card):
    """Whom else a client can turn to: asked for once by a final response, and never written by us."""

    def __init__(self, ask: Ask) -> None:
        why = tr("Some countries want a last answer to name an independent body. Write it as it should stand in the letter.")
        super().__init__(label(tr("If you cannot agree"), "heading"), label(why, "soft", wrap=True), spacing=12)
        hint = tr("If you would like somebody independent to look at it, …")
        ask(self, "routes", TextField(lines=2, hint=hint), tr("A final response offers it; it goes out only if you say so."))
        ask(self, "routes_country", LineField())
        ask(self, "routes_checked", LineField(hint=tr("3 May 2026")), tr("Such rules change: look once a year."))


class HowWeWorkCard(Card):
    """The way to the sheet for new clients."""

    def __init__(self, desk: Desk) -> None:
        why = tr("One page for new clients: what you do, prices, changes, payment, and what to do if something is not right.")
        super().__init__(label(tr("How we work"), "heading"), label(why, "soft", wrap=True), spacing=8)
        go = button(tr("Open the sheet"), lambda: desk.go("how_we_work"), name="settings.how_we_work")
        self.column.addLayout(row(go, None))


def _picture(content: bytes) -> bytes:
    from clientcare.letters.paper import pictures

    return pictures.taken(content)


def _signature(content: bytes) -> bytes:
    from clientcare.letters.paper import pictures

    return pictures.signature_taken(content)


def _letterhead_lacks(content: bytes) -> Said | None:
    from clientcare.letters.paper import underlay

    fonts = underlay.not_embedded(content)
    return Said(NOT_EMBEDDED, {"fonts": ", ".join(fonts)}) if fonts else None


def _letterhead(content: bytes) -> bytes:
    from clientcare.letters.paper import underlay

    return underlay.taken(content)

