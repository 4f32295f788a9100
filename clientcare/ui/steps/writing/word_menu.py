"""The menu of a misspelt word: what may have been meant, the way into the dictionary, then what every field offers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.writing.review import Place, suggestions
from clientcare.ui.widgets.marked import MarkedLine, MarkedText
from clientcare.ui.wording import short, tr

NAME = "word.menu"
WAITS_MS = 100  # for the suggestions; then the menu opens and they follow
MOST = 5
LONGEST = 40  # characters of a word in the menu


class WordMenu(QObject):
    """Opens at `at` as soon as the suggestions are there; goes with the menu."""

    def __init__(self, desk: Desk, field: MarkedText | MarkedLine, place: Place, tongue: tuple[str, str], at: QPoint) -> None:
        menu = field.standard_menu()
        super().__init__(menu)
        self._desk, self._field, self._place, self._at, self._menu = desk, field, place, at, menu
        self._word, self._language = _within(field.plain(), place), tongue[0]
        menu.setObjectName(NAME)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._first = next(iter(menu.actions()), None)
        self._looking = self._add(tr("Looking…"))
        self._looking.setEnabled(False)
        add = self._add(tr("Add “{word}” to the dictionary", word=short(self._word, LONGEST)), "word.add")
        add.triggered.connect(self._learn)
        self._menu.insertSeparator(self._first)  # type: ignore[arg-type]
        self._timer = QTimer(self, singleShot=True, interval=WAITS_MS)
        self._timer.timeout.connect(self._open)
        self._timer.start()
        desk.jobs.work(partial(suggestions, self._word, *tongue), self._found, self._none, key="suggest")

    def _add(self, text: str, name: str = "", before: QAction | None = None) -> QAction:
        action = QAction(text.replace("&", "&&"), self._menu)
        action.setObjectName(name)
        self._menu.insertAction(before or self._first, action)  # type: ignore[arg-type]
        return action

    def _found(self, words: tuple[str, ...]) -> None:
        for number, word in enumerate(words[:MOST]):
            action = self._add(word, f"word.{number}", self._looking)
            action.triggered.connect(partial(self._use, word))
        if words:
            self._menu.removeAction(self._looking)
        else:
            self._looking.setText(tr("No word is like it"))
        self._open()

    def _none(self, error: Exception) -> None:
        self._found(())
        self._desk.jobs.failed.emit(error)

    def _open(self) -> None:
        if self._timer.isActive() or not self._menu.isVisible():
            self._timer.stop()
            self._menu.popup(self._at)

    def _use(self, word: str, _: bool = False) -> None:
        if _within(self._field.plain(), self._place) == self._word:
            self._field.replace(*self._place, word)

    def _learn(self) -> None:
        word, language = self._word, self._language
        said = Said(mark("“{word}” is in the dictionary now."), {"word": short(word, LONGEST)})
        self._desk.jobs.write(lambda session: services.dictionary.add(session, language, word), undo=said)


def _within(text: str, place: Place) -> str:
    """The part of the text in that place, as Qt counts."""
    start, end = place
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")
