"""The sheet for new clients: the owner's words on the left, the page as it prints on the right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.letters.languages import FALLBACK, LANGUAGES
from clientcare.settings import TITLES, Settings
from clientcare.ui.desk import Desk
from clientcare.ui.pages.page import Page
from clientcare.ui.paper.delivery import LetterDelivery
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, empty, row, scroller
from clientcare.ui.widgets.preview import Preview
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.wording import short, tr

if TYPE_CHECKING:
    from clientcare.letters.facts import Letterhead

SECTIONS = tuple(name for name in TITLES if name.startswith("work_"))
LONGEST_LESSON = 30  # characters on its button
AFTER_MS = 150  # the page follows typing, but not every key of a fast typist


@dataclass(frozen=True)
class Made:
    """The sheet as PDF, its text for a screen reader."""

    pdf: bytes
    text: str


class HowWeWorkPage(Page):
    """Saved as typed; lessons learned can be added with one press."""

    kinds = ("Setting", "Artwork", "Dispute")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("How we work"), scrolls=False)
        self.set_soft(tr("One page for new clients, so that the same misunderstanding does not come twice."))
        self._form = SavedForm(self, desk, _update, self.status, "settings")
        self._head: Letterhead | None = None
        self._language, self._made = FALLBACK, Made(b"", "")
        self._preview = Preview(desk.jobs, desk.theme, "sheet")
        self._delivery = LetterDelivery(desk, self)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._make)
        self._lay_out()
        self._buttons = [
            button(tr("Save PDF…"), self.save, name="sheet.save"),
            button(tr("Print…"), self.print, "primary", "sheet.print"),
        ]
        for made in self._buttons:
            self.footer.addWidget(made)

    def _lay_out(self) -> None:
        self._fields = self._words()
        paper = Card(margin=16)
        paper.column.addWidget(self._preview, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._fields, 13)
        columns.addWidget(paper, 12)
        self.body.addLayout(columns, 1)

    def _words(self) -> QWidget:
        card = Card(margin=4, spacing=0)
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(14)
        languages = OneAlways(tuple(LANGUAGES.items()), "sheet.language", tr("Language of the sheet"))
        languages.set_value(self._language)
        languages.edited.connect(self._speak)
        column.addWidget(Labelled(tr("Language of the sheet"), languages))
        for name in SECTIONS:
            field = TextField(f"sheet.{name}", tr(TITLES[name]), self._hint(name), lines=2, most=8)
            field.edited.connect(lambda _: self._soon.start())
            column.addWidget(self._form.add(name, Labelled(tr(TITLES[name]), field)))
        self._lessons = QVBoxLayout()
        column.addLayout(self._lessons)
        column.addStretch(1)
        card.column.addWidget(area, 1)
        return card

    @staticmethod
    def _hint(name: str) -> str:
        from clientcare.letters.how_we_work import SUGGESTIONS

        return tr(SUGGESTIONS[name.removeprefix("work_")])

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.desk.jobs.read(_read, self._show)

    def _show(self, found: tuple[Settings, Letterhead, tuple[str, ...]]) -> None:
        settings, self._head, lessons = found
        self._form.show(asdict(settings))
        self._offer(lessons)
        self._make()

    def _offer(self, lessons: tuple[str, ...]) -> None:
        """What was learned and changed, each to be added with one press."""
        empty(self._lessons)
        there = str(self._form.field("work_lessons").value())
        for number, lesson in enumerate(lesson for lesson in lessons if lesson not in there):
            text = tr("Add “{lesson}”", lesson=short(lesson, LONGEST_LESSON))
            add = button(text, partial(self._add, lesson), "plain", f"sheet.add.{number}")
            add.setAccessibleName(tr("Add “{lesson}”", lesson=lesson))
            self._lessons.addLayout(row(add, None))

    def _add(self, lesson: str) -> None:
        field = self._form.field("work_lessons")
        field.set_value("\n".join(filter(None, (field.value(), lesson))))
        field.edited.emit(field.value())
        self._form.saver.flush()

    def _speak(self, language: object) -> None:
        self._language = str(language)
        self._make()

    def _make(self) -> None:
        if self._head is None:
            return
        said = {name.removeprefix("work_"): str(self._form.field(name).value()) for name in SECTIONS}
        call = partial(_made, self._head, said, self._language)
        self.desk.jobs.work(call, self._show_made, key="sheet")

    def _show_made(self, made: Made) -> None:
        self._made = made
        self._preview.show_pdf(made.pdf, made.text)

    def leave(self) -> None:
        self._form.saver.flush()

    def save(self) -> None:
        self._delivery.save_again(self._made.pdf, tr("How we work.pdf"))

    def print(self) -> None:
        self._delivery.print_again(self._made.pdf, tr("How we work"))


def _made(head: Letterhead, said: dict[str, str], language: str) -> Made:
    from clientcare.letters.how_we_work import HowWeWork, how_we_work
    from clientcare.letters.paper import pdf

    leaflet = how_we_work(head, HowWeWork(**said), language)
    return Made(pdf.render_leaflet(leaflet, head), leaflet.plain_text())


def _read(session: Any) -> tuple[Settings, Letterhead, tuple[str, ...]]:
    return services.settings.load(session), services.letters.letterhead(session), services.lessons.done(session)


def _update(session: Any, **fields: Any) -> None:
    services.settings.update(session, **fields)
