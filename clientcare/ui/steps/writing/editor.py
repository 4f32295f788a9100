"""The left side of Write: which letter it is, what must be asked first, its words, its options or firms, its facts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters import kinds
from clientcare.letters.languages import FALLBACK, LANGUAGES
from clientcare.records import LetterDraft
from clientcare.settings import Settings
from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.writing.extras import OptionsList
from clientcare.ui.steps.writing.fact_fields import in_words
from clientcare.ui.steps.writing.facts import FIRMS, ROUTES, TYPING, FactsCard, QuestionCard
from clientcare.ui.steps.writing.firms import FirmsPick
from clientcare.ui.steps.writing.head import Head
from clientcare.ui.steps.writing.letter import Read
from clientcare.ui.steps.writing.passages import SUBJECT, Passages
from clientcare.ui.steps.writing.points import Points
from clientcare.ui.widgets.parts import Card, label, scroller
from clientcare.ui.wording import tr


class Editor(Card):
    """Shows a draft and says what the owner changes in it; keeps nothing itself."""

    kind_chosen = Signal(str)
    typed = Signal(str, str)  # passage or "subject", text
    taken_back = Signal(str)
    fact_given = Signal(str, str)  # field of Facts, text
    answer_typed = Signal(str, str)  # field of Facts, what stands in the question so far
    until_chosen = Signal(object)
    firms_picked = Signal(object)
    option_wanted = Signal(int)
    option_dropped = Signal(int)
    led_to = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=4, spacing=0)
        self._kind, self._corrects, self._anew = "", False, False
        self.head, self.status = Head(desk), label("", "soft", name="write.status")
        self.head.kind_chosen.connect(self.kind_chosen)
        self.question, self.passages, self.points = QuestionCard(desk.words), Passages(), Points()
        self._options, self._firms, self._facts = OptionsList(desk.words), FirmsPick(desk), FactsCard(desk)
        self._behind: dict[str, QWidget] = {"offers": self._options, "providers": self._firms}
        for widget in self._behind.values():  # never without an owner, also while they stand nowhere
            widget.setParent(self)
            widget.hide()
        self._build()
        self._wire()

    def _build(self) -> None:
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(14)
        self._extras = QVBoxLayout()  # options or firms while their passages cannot be shown yet
        column.addWidget(self.head)
        column.addWidget(self.question)
        column.addLayout(self._extras)
        column.addWidget(self.passages)
        column.addWidget(self.points)
        column.addWidget(self._facts)
        column.addStretch(1)
        self.column.addWidget(area, 1)
        self.status.setContentsMargins(16, 4, 16, 8)
        self.status.hide()
        self.column.addWidget(self.status)

    def say(self, status: str) -> None:
        """How the draft stands, in a quiet line."""
        self.status.setText(status)
        self.status.setVisible(bool(status))

    def _wire(self) -> None:
        self.passages.edited.connect(self.typed)
        self.passages.taken_back.connect(self.taken_back)
        self.question.answered.connect(self.fact_given)
        self.question.typed.connect(self.answer_typed)
        self.question.led_to.connect(self._led)
        self._facts.edited.connect(self.fact_given)
        self._options.wanted.connect(self.option_wanted)
        self._options.dropped.connect(self.option_dropped)
        self._options.until_chosen.connect(self.until_chosen)
        self._firms.picked.connect(self._picked)

    def _picked(self, ids: tuple[int, ...]) -> None:
        """Up to three firms answer the question together; behind their passage each tick counts at once."""
        if self.question.isHidden():
            self.firms_picked.emit(ids)

    def _led(self, field: str) -> None:
        if field != FIRMS:
            self.led_to.emit(field)
        elif self._firms.ticked:
            self.firms_picked.emit(self._firms.ticked)

    def begin(self) -> None:
        """Another draft is in hand: what stands in the boxes is replaced, also under the fingers."""
        self._anew = True
        self.question.done()

    def show_read(self, read: Read) -> None:
        """Show what is known; the words follow with `show_result`."""
        draft, facts = read.draft, read.facts
        self.head.show_draft(draft.kind, draft.style, facts, read.usual_style)
        corrects = facts.corrects_on is not None
        if (draft.kind, corrects) != (self._kind, self._corrects):
            self._kind, self._corrects = draft.kind, corrects
            self.question.done()
            self.passages.show_kind(kinds.as_written(draft.kind, corrects=corrects))
            self._facts.show_kind(draft.kind)
        self._facts.show_facts(facts)
        self._options.show_offers(facts.offers, facts.open_until)
        self._firms.show_firms(read.firms, draft.provider_ids, read.suggested)

    def show_result(self, result: Sheet | Asked, draft: LetterDraft, read: Read) -> None:
        """The words, or the first question before them."""
        whole = isinstance(result, Sheet)
        self.passages.setVisible(whole)
        self._facts.setVisible(whole)
        self._place_extras("" if isinstance(result, Sheet) else result.questions[0].field)
        if isinstance(result, Sheet):
            answered = self.question.hasFocus() or self.question.isAncestorOf(self.focusWidget())
            self.question.done()
            own = {**draft.edits, **({SUBJECT: draft.subject} if draft.subject else {})}
            words = {**result.suggested, SUBJECT: result.suggested_subject}
            self.passages.suggest(words, own, result.kept, anew=self._anew)
            self._anew = False
            if answered:  # else the keyboard would be thrown out of the letter
                self.passages.focus_first()
        else:
            field = result.questions[0].field
            value, note = getattr(read.facts, field, None), language_note(read.facts.language) if in_words(field) else ""
            if field == ROUTES:
                value, note = value or read.settings.routes, routes_note(read.settings)
            self.question.show_questions(result.questions, value, draft.facts.get(TYPING + field), note)

    def _place_extras(self, asked: str) -> None:
        """Options and firms stand behind their passage; below the question when it is `asked` about them; else nowhere."""
        wanted = _extras_of(self._kind)
        for key, widget in self._behind.items():
            if key == wanted and not asked:
                self.passages.put_behind(key, widget)
            elif key == asked:
                self.passages.give_back(widget)
                self._extras.addWidget(widget)
                widget.show()
            else:
                widget.hide()


def _extras_of(kind: str) -> str:
    if kind == "referral":
        return "providers"
    return "offers" if kind and kinds.kind(kind).offers else ""


def language_note(language: str) -> str:
    """What the owner must know of an answer that stands in a letter of another language."""
    if language == FALLBACK:
        return ""
    return tr("The letter is in {language}. Answer as it should stand there.", language=tr(LANGUAGES[language]))


def routes_note(settings: Settings) -> str:
    """Where the text comes from that stands in the question about other routes, and whether it is still true."""
    if not settings.routes:
        return tr("Keep such a text in Settings, and it waits here next time.")
    country, checked = settings.routes_country, settings.routes_checked
    if country and checked:
        return tr("From your settings, for {country}. Last checked on {day}.", country=country, day=checked)
    where = tr("From your settings, for {country}.", country=country) if country else tr("From your settings.")
    return tr("{where} Look whether it is still true.", where=where)
