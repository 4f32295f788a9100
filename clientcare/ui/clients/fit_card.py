"""Whether a client is the right one for this business, by the owner's own traits."""

from __future__ import annotations

from functools import partial

from clientcare.records import ClientDetail, Fit
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.marks import Marks, count_in_words
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr


class FitCard(Card):
    """How they stand to the owner's right-client traits, to be marked here too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("The right client?"), "heading"), spacing=12)
        self._desk = desk
        self._count = label("", wrap=True, name="client.fit")
        self._none = label(tr("Say once what your right clients have in common, and mark it here."), "soft", wrap=True)
        self._choose = button(tr("Choose your traits"), partial(desk.go, "settings"), name="client.fit.choose")
        self._marks = Marks(desk, compared=False)
        for part in (self._count, self._none, self._marks):
            self.column.addWidget(part)
        self.column.addLayout(row(self._choose, None))
        self._marks.shown.connect(self._show)

    def show_client(self, client: ClientDetail) -> None:
        self._marks.read(client.id)

    def _show(self, fit: Fit) -> None:
        self._count.setText(count_in_words(fit))
        self._count.setVisible(bool(fit.traits))
        self._marks.setVisible(bool(fit.traits))
        self._none.setHidden(bool(fit.traits))
        self._choose.setHidden(bool(fit.traits))
