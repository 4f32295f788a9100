"""Something long under way: what it is, how far it has come, and a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clientcare.services.progress import Progress
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

EVERY_MS = 100


class Waiting(QWidget):
    """Shows a Progress while the work runs elsewhere. `stopped()` when the owner has had enough."""

    stopped = Signal()

    def __init__(self, name: str = "import") -> None:
        super().__init__()
        self._progress, self._promise = Progress(), ""
        self._what, self._far = label("", "heading", wrap=True, name=f"{name}.doing"), label("", "soft", name=f"{name}.far")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._stop = button(tr("Stop"), self._ask_to_stop, name=f"{name}.stop")
        card = Card(self._what, self._bar, self._far, margin=28, spacing=12)
        card.column.addLayout(row(None, self._stop))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        whole.addStretch(1)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)

    def show_progress(self, what: str, progress: Progress, promise: str = "") -> None:
        """Begin to follow `progress`; `promise`: what stopping means."""
        self._progress, self._promise = progress, promise
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._stop.setEnabled(True)
        self._stop.setText(tr("Stop"))
        self._look()
        self._timer.start()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        """A bar where the end is known; else the count alone, for nothing should move that says nothing."""
        done, total = self._progress.done, self._progress.total
        self._bar.setVisible(total > 0)
        if total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, done * 1000 // total))
        counted = tr("%n row(s) so far", done) if done and not total else ""
        self._far.setText(counted or self._promise)

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self._stop.setText(tr("Stopping…"))
        self._progress.stop()
        self.stopped.emit()
