"""Is this the right client? The owner's own traits marked for this client, what it comes to, and the traits themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout

from clientcare.ui.desk import Desk
from clientcare.ui.steps.panel import Panel
from clientcare.ui.widgets.marks import Marks, conclusion, count_in_words
from clientcare.ui.widgets.parts import Card, button, label, scrolled
from clientcare.ui.widgets.traits import TraitsEditor
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import Changes, DisputeDetail, Fit

RESTS_ON = ("Trait", "Client", "Payment", "Dispute")  # the marks, and who the best and worst clients are


class FitPanel(Panel):
    """Marks on the left, what they come to on the right; the traits can be changed in place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._client: int | None = None
        self._editing = False
        self._fit: Fit | None = None
        self.marks, self.editor = Marks(desk), TraitsEditor(desk)
        self.marks.shown.connect(self._show)
        self._change = button("", self._turn, "plain", "fit.change")
        self._title = label("", "heading", wrap=True, name="fit.title")
        self._count = label("", wrap=True, name="fit.count")
        self._kindly = label("", "soft", wrap=True, name="fit.kindly")
        self._pattern = label("", "soft", wrap=True, name="fit.pattern")
        self._left, self._right = self._marking(), self._concluding()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(scrolled(self._left), 3)
        line.addWidget(scrolled(self._right), 2)
        for card in (self._left, self._right):
            card.hide()  # until there is something to show

    def _marking(self) -> Card:
        title = label(tr("Is this the right client for you?"), "heading", wrap=True, name="step.title")
        card = Card(title, margin=24, spacing=12)
        why = tr("Not every client can be yours to please. Knowing it takes the sting out, and helps you choose the end.")
        card.column.addWidget(label(why, "soft", wrap=True))
        card.column.addWidget(self.editor)
        card.column.addWidget(self.marks)
        card.column.addWidget(self._change, alignment=Qt.AlignmentFlag.AlignLeft)
        self.editor.hide()
        return card

    def _concluding(self) -> Card:
        return Card(self._title, self._count, self._kindly, self._pattern, margin=24)

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        if dispute.client.id != self._client:
            self._client, self._editing = dispute.client.id, False
        self.marks.read(dispute.client.id)

    def refresh(self, changes: Changes) -> None:
        if self._client is not None and changes.touches(*RESTS_ON):
            self.marks.read(self._client)

    def _show(self, fit: Fit) -> None:
        self._fit = fit
        self.editor.show_traits(fit.traits)
        title, kindly = conclusion(fit)
        self._title.setText(title or tr("What it comes to"))
        self._count.setText(count_in_words(fit))
        self._kindly.setText(kindly)
        self._kindly.setVisible(bool(kindly))
        self._pattern.setText(_needs(fit))
        self._pattern.setVisible(bool(_needs(fit)))
        self._arrange()

    def _arrange(self) -> None:
        """The traits to mark, or the list to change: without any there is nothing but the list."""
        none = not (self._fit and self._fit.traits)
        focused = QApplication.focusWidget()
        if focused is not None and self.editor.isAncestorOf(focused) and not (self._editing or none):
            self.setFocus()  # what has it is about to go: the next Tab reaches the first mark
        self.editor.setVisible(self._editing or none)
        self.marks.setHidden(self._editing or none)
        self._change.setHidden(none)
        self._change.setText(tr("Done") if self._editing else tr("Add or change traits"))
        self._left.show()
        self._right.setHidden(none)

    def _turn(self) -> None:
        self.editor.flush()
        self._editing = not self._editing
        self._arrange()

    # -- the page around it

    def primary_text(self) -> str:
        return tr("Continue")

    def leave(self) -> None:
        self.editor.flush()


def _needs(fit: Fit) -> str:
    """What it takes to see how the best clients differ from the worst, while that is not to be seen yet."""
    if fit.pattern or not fit.traits:
        return ""
    return tr("Mark a few other clients on their own pages, and you see here what your best ones have in common.")
