"""What the list of clients is sifted by, beside the words: put away or not, a tag, and whether there is a dispute."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from clientcare.records import TagRow
from clientcare.said import mark
from clientcare.ui.widgets.choice import Options
from clientcare.ui.widgets.parts import row
from clientcare.ui.wording import short, tr

SHOWN = (("active", mark("Active")), ("archived", mark("Archived")), ("", mark("All")))
DISPUTES = (("", mark("Any disputes")), ("open", mark("Open dispute")), ("none", mark("No dispute")))
ANY_TAG = mark("Any tag")
MOST_LETTERS = 40  # of a tag in the list
RENAME = "\n"  # no tag is that


class Pick(QComboBox):
    """One of a few, by mouse or arrow keys; the wheel belongs to the list below."""

    edited = Signal(str)

    def __init__(self, name: str, title: str, letters: int) -> None:
        super().__init__()
        self._last: str | None = None
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _: self.edited.emit(self.value()))

    def offer(self, options: Options) -> None:
        """Offer these pairs of value and words, none of them translated here; what was chosen stays so if it is among them."""
        now = self.value()
        self.clear()
        for value, text in options:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(now), 0))

    def offer_last(self, value: str, text: str) -> None:
        """Offer this at the end as well, or no more with "". It is for the open list: the arrow keys do not come to it."""
        if (place := self.findData(value)) >= 0:
            self.removeItem(place)
        self._last = value if text else None
        if text:
            self.addItem(text, value)
            self._let_last(chosen=False)

    def _let_last(self, *, chosen: bool) -> None:
        model, place = self.model(), self.findData(self._last)
        if self._last is not None and isinstance(model, QStandardItemModel):
            model.item(place).setEnabled(chosen)

    def showPopup(self) -> None:
        self._let_last(chosen=True)
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self._let_last(chosen=False)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        self.setCurrentIndex(max(self.findData(value), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ClientFilters(QWidget):
    """`edited` when something else is wanted, `rename_wanted(tag)` of the one chosen. Tags are hidden while there are none."""

    edited = Signal()
    rename_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.show_ = Pick("clients.show", tr("Which clients"), 7)
        self.tag = Pick("clients.tag", tr("With the tag"), 9)
        self.disputes = Pick("clients.disputes", tr("With or without disputes"), 11)
        self.show_.offer([(value, tr(text)) for value, text in SHOWN])
        self.disputes.offer([(value, tr(text)) for value, text in DISPUTES])
        self._known: list[TagRow] = []
        self._tag = self._next = ""
        self.clear()
        self.tag.hide()
        line = row(self.show_, self.tag, self.disputes, None, spacing=8)
        self.setLayout(line)
        self.tag.edited.connect(self._tag_picked)
        for pick in (self.show_, self.disputes):
            pick.edited.connect(lambda _: self.edited.emit())

    def offer_tags(self, known: list[TagRow]) -> bool:
        """Offer these; whether the tag that was chosen has gone."""
        before, self._known = self._tag, known
        texts = {tag.text for tag in known}
        self._choose(before if before in texts else self._next if self._next in texts else "")
        self.tag.setVisible(bool(known))
        return self._tag != before

    def expect(self, tag: str) -> None:
        """The chosen one gets this name."""
        self._next = tag

    def _choose(self, tag: str) -> None:
        self._tag = tag
        self.tag.offer([("", tr(ANY_TAG)), *((known.text, _line(known)) for known in self._known)])
        self.tag.set_value(tag)
        self._offer_renaming()

    def _offer_renaming(self) -> None:
        self.tag.offer_last(RENAME, tr("Rename “{tag}”…", tag=short(self._tag, MOST_LETTERS)) if self._tag else "")

    def _tag_picked(self, tag: str) -> None:
        if tag == RENAME:
            self.tag.set_value(self._tag)
            self.rename_wanted.emit(self._tag)
        else:
            self._tag = tag
            self._offer_renaming()
            self.edited.emit()

    @property
    def narrows(self) -> bool:
        """Whether a tag or the disputes hide some."""
        return bool(self.tag.value() or self.disputes.value())

    @property
    def sifts(self) -> bool:
        """Whether others than all the active clients are shown."""
        return self.narrows or self.show_.value() != "active"

    def clear(self) -> None:
        self.show_.set_value("active")
        self._choose("")
        self.disputes.set_value("")


def _line(tag: TagRow) -> str:
    return f"{short(tag.text, MOST_LETTERS)} ({tag.clients})"
