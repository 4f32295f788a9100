"""Beside the form of Buy time: the letter and its short message as they are typed, and what comes after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.writing.facts import SETTINGS
from clientcare.ui.steps.writing.page import lacking_words
from clientcare.ui.widgets.flow import FlowLayout
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.widgets.preview import Preview
from clientcare.ui.wording import tr


class LetterCard(Card):
    """The page, and under it the message for text or WhatsApp. `settings_wanted`: the letter lacks who writes it."""

    settings_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=16, spacing=8)
        self._words = desk.words
        self.preview = Preview(desk.jobs, desk.theme, "buy_time.preview")
        self._lacking = label("", wrap=True, name="buy_time.lacking")
        self._warning = Card(self._lacking, look="attention", margin=12)
        self._warning.hide()
        self._settings = button(tr("Open the settings"), self.settings_wanted.emit, name="buy_time.settings")
        self._message = label("", wrap=True, name="buy_time.message")
        self._short = Card(label(tr("As a short message"), "soft"), self._message, look="wash", margin=14, spacing=4)
        self._show_file: Callable[[], object] = lambda: None
        self.no_mail = Card(look="attention", margin=12)
        said = label(tr("No mail program answered. The e-mail is ready as a file that you can open or attach."), wrap=True)
        line = row(said, button(tr("Show the file"), lambda: self._show_file(), name="buy_time.file"))
        line.setStretch(0, 1)
        self.no_mail.column.addLayout(line)
        self.column.addWidget(self.no_mail)
        self.column.addWidget(self._warning)
        self.column.addWidget(self.preview, 1)
        self.column.addLayout(row(None, self._settings, None))
        self.column.addWidget(self._short)
        for hidden in (self.no_mail, self._settings, self._short):
            hidden.hide()

    def show_result(self, result: Sheet | Asked) -> None:
        whole = isinstance(result, Sheet)
        self._short.setVisible(whole)
        self._warning.setVisible(isinstance(result, Sheet) and bool(result.lacking))
        if isinstance(result, Sheet):
            self._settings.hide()
            self.preview.show_pdf(result.whole.pdf, result.text)
            self._message.setText(result.whole.letter.short)
            self._lacking.setText(lacking_words(result.lacking))
        else:
            self._say_what_lacks(result)

    def _say_what_lacks(self, asked: Asked) -> None:
        first = asked.questions[0]
        nameless = first.field == SETTINGS
        self._settings.setVisible(nameless)
        who_and_what = tr("Who is it, and what is it about? The letter appears here as you type.")
        self.preview.show_note(self._words.say(first.ask) if nameless else who_and_what)

    def say_no_mail(self, show_file: Callable[[], object]) -> None:
        self._show_file = show_file
        self.no_mail.show()


class DoneCard(Card):
    """The letter is out: on to the dispute, or the next one."""

    dispute_wanted = Signal()
    another_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=24, spacing=12)
        self._about, self._text = label("", "soft", wrap=True), label("", wrap=True, name="buy_time.done")
        self.column.addWidget(label(tr("Well done"), "heading"))
        self.column.addWidget(self._text)
        self.column.addWidget(self._about)
        self._opens = button(tr("Open the dispute"), self.dispute_wanted.emit, name="buy_time.open")
        another = button(tr("Write to somebody else"), self.another_wanted.emit, "plain", "buy_time.another")
        onward = FlowLayout()  # one under the other where the window is narrow
        onward.addWidget(self._opens)
        onward.addWidget(another)
        self.column.addLayout(onward)
        self.column.addStretch(1)
        self.hide()

    def say(self, name: str, about: str, day: str) -> None:
        self._text.setText(tr("{name} hears from you by {day}. Until then you have time.", name=name, day=day))
        self._about.setText(about)
        self.show()
        self._opens.setFocus()
