"""Earlier versions of a draft: when each stood, what was different then, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from clientcare.letters import kinds
from clientcare.letters.communication import TITLES
from clientcare.letters.letter import SHORT
from clientcare.records import LetterDraft, VersionOfLetter
from clientcare.ui.steps.writing.passages import SUBJECT
from clientcare.ui.widgets.parts import button, empty, label, row, scroller
from clientcare.ui.wording import Wording, short, tr

READ = 200  # characters of the first difference, in the list


def differences(version: VersionOfLetter, draft: LetterDraft) -> dict[str, str | None]:
    """What read otherwise then: its words then by passage, "subject", "short" or "style"; None: as suggested."""
    then, now = _texts(version), _texts(draft)
    keys = (SUBJECT, *(part.key for part in _kind(draft).passages), SHORT)
    changed = {key: then.get(key) for key in keys if then.get(key) != now.get(key)}
    return changed | ({"style": version.style} if version.style != draft.style else {})


def _kind(draft: LetterDraft) -> kinds.Kind:
    return kinds.as_written(draft.kind, corrects=draft.corrects_id is not None)


def _texts(words: VersionOfLetter | LetterDraft) -> dict[str, str]:
    return {**words.edits, **({SUBJECT: words.subject} if words.subject else {})}


class VersionsDialog(QDialog):
    """`chosen`: the version to go back to, once the dialog was accepted."""

    def __init__(self, parent: QWidget, words: Wording, versions: Sequence[VersionOfLetter], draft: LetterDraft) -> None:
        super().__init__(parent)
        self._words, self._draft = words, draft
        self._versions = [version for version in versions if differences(version, draft)]
        self.chosen: VersionOfLetter | None = None
        self.setObjectName("versions")
        self.setWindowTitle(tr("Earlier versions"))
        self._list = QListWidget()
        self._list.setObjectName("versions.list")
        self._list.setAccessibleName(tr("Earlier versions, newest first"))
        self._list.setSpacing(2)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._show)
        self._shown = QVBoxLayout()
        self._shown.setSpacing(12)
        self._back = button(tr("Go back to this one"), self.accept, "primary", "versions.back")
        self._back.setEnabled(False)
        self._build()
        self._list.addItems([self._line(version) for version in self._versions])
        self._list.setCurrentRow(0)
        self._list.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Earlier versions"), "heading"))
        if self._versions:
            self.resize(760, 480)
            columns = QHBoxLayout()
            columns.setSpacing(16)
            columns.addWidget(self._list, 5)
            columns.addWidget(_scrolled(self._shown), 7)
            column.addLayout(columns, 1)
        else:
            column.addWidget(label(tr("There is none yet. While you write, one is kept every minute."), wrap=True))
            self._list.setParent(self)
            for unused in (self._list, self._back):
                unused.hide()
        column.addLayout(row(None, button(tr("Close"), self.reject, name="versions.close"), self._back))

    def moment(self, at: datetime) -> str:
        """ "Today, 14:02", or with the day."""
        local = at.astimezone()
        if local.date() == date.today():
            return tr("Today, {time}", time=f"{local:%H:%M}")
        return self._words.moment(at)

    def _line(self, version: VersionOfLetter) -> str:
        key, text = next(iter(differences(version, self._draft).items()))
        said = text if text and key != "style" else f"{self._title(key)}: {self._said(key, text)}"
        return f"{self.moment(version.at)}\n{short(said, READ)}"

    def _title(self, key: str) -> str:
        known = {SUBJECT: tr("Subject line"), SHORT: tr("The short message"), "style": tr("Written for")}
        known |= {part.key: tr(part.title) for part in _kind(self._draft).passages}
        return known[key]

    def _said(self, key: str, text: str | None) -> str:
        if key == "style":
            return tr(TITLES[text]) if text else tr("as they like it")
        if text is None:
            return tr("the suggested words")
        return text or tr("left out")

    def _show(self, number: int) -> None:
        version = self.chosen = self._versions[number]
        self._back.setEnabled(True)
        empty(self._shown)
        for key, text in differences(version, self._draft).items():
            self._shown.addWidget(label(self._title(key), "strong", wrap=True))
            self._shown.addWidget(label(self._said(key, text), "" if text else "soft", wrap=True, name=f"versions.{key}"))


def _scrolled(column: QVBoxLayout) -> QWidget:
    area, inner = scroller()
    whole = QVBoxLayout(inner)
    whole.setContentsMargins(2, 2, 8, 2)
    whole.addLayout(column)
    whole.addStretch(1)
    return area
