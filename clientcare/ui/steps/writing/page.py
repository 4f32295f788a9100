"""The right side of Write: the very page, and above it what stands between it and the post."""

from __future__ import annotations

import unicodedata

from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.writing.out import OutCard
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.widgets.preview import Preview
from clientcare.ui.wording import tr


class PageCard(Card):
    """Follows what is typed; says when a character cannot be printed, and asks whether the letter has gone out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=16, spacing=8)
        self.out = OutCard(desk.words)
        outside = tr("This address does not fit the window of your envelope. Shorten it, or use one without a window.")
        self._lacking = label("", wrap=True, name="page.lacking")
        self._outside = label(outside, wrap=True, name="page.outside")
        self._warning = Card(self._lacking, self._outside, look="attention", margin=12)
        self._warning.hide()
        self.preview = Preview(desk.jobs, desk.theme)
        self.column.addWidget(self.out)
        self.column.addWidget(self._warning)
        self.column.addWidget(self.preview, 1)

    def show_result(self, result: Sheet | Asked) -> None:
        """The page, or where it will be."""
        if isinstance(result, Sheet):
            self.preview.show_pdf(result.whole.pdf, result.text)
            self._warn(result.lacking, fits=result.fits_window)
        else:
            self._warn("")
            self.preview.show_note(tr("Your letter appears here once this is answered."))

    def show_stored(self, pdf: bytes, text: str) -> None:
        """A letter exactly as it went."""
        self._warn("")
        self.out.hide()
        self.preview.show_pdf(pdf, text)

    def _warn(self, lacking: str, *, fits: bool = True) -> None:
        self._lacking.setText(lacking_words(lacking))
        self._lacking.setVisible(bool(lacking))
        self._outside.setVisible(not fits)
        self._warning.setVisible(bool(lacking) or not fits)


def lacking_words(lacking: str) -> str:
    """Names the characters that cannot be printed, the first twenty of them, each so that it can be seen."""
    shown = " ".join(_seen(one) for one in lacking[:20])
    return tr("These characters cannot be printed here and would come out as “?”: {characters}", characters=shown)


def _seen(character: str) -> str:
    """On its own: a mark that sits on a letter gets a ring to sit on, what has no picture its number."""
    category = unicodedata.category(character)
    if category.startswith("M"):
        return f"◌{character}"
    if category.startswith(("C", "Z")):
        return f"U+{ord(character):04X}"
    return f"\u2068{character}\u2069"  # one written from the right turns nothing around
