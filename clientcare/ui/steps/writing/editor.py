"""The left side of Write: which letter it is, what must be asked first, its words, its options or firms, its facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from clientcare.letters import kinds
from clientcare.letters.facts import Facts
from clientcare.records import LetterDraft, ProviderRow
from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.writing.extras import FirmsPick, OptionsList
from clientcare.ui.steps.writing.facts import FIRMS, TYPING, FactsCard, QuestionCard
from clientcare.ui.steps.writing.passages import SUBJECT, Passages
from clientcare.ui.widgets.parts import Card, label, row, scroller
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
        self._kind = ""
        self.kinds, self.status = QComboBox(), label("", "soft", name="write.status")
        self.question, self.passages = QuestionCard(desk.words), Passages()
        self._options, self._firms, self._facts = OptionsList(desk.words), FirmsPick(desk), FactsCard(desk)
        self._behind: dict[str, QWidget] = {"offers": self._options, "providers": self._firms}
        for widget in self._behind.values():  # never without an owner, also while they stand nowhere
            widget.setParent(self)
            widget.hide()
        for widget in self._behind.values():
            widget.setParent(self)  # whichever letter it is, somebody owns them
            widget.hide()
        self._offer_kinds()
        self._build()
        self._wire()

    def _offer_kinds(self) -> None:
        self.kinds.setObjectName("write.kind")
        self.kinds.setMinimumWidth(200)
        self.kinds.setAccessibleName(tr("Which letter"))
        for kind in kinds.KINDS:
            self.kinds.addItem(tr(kind.title), kind.key)
        self.kinds.activated.connect(lambda _: self.kind_chosen.emit(self.kinds.currentData()))

    def _build(self) -> None:
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(14)
        self._extras = QVBoxLayout()  # options or firms while their passages cannot be shown yet
        column.addLayout(row(self.kinds, None))
        column.addWidget(self.question)
        column.addLayout(self._extras)
        column.addWidget(self.passages)
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

    def show_draft(self, draft: LetterDraft, facts: Facts, firms: Sequence[ProviderRow]) -> None:
        """Show what is known; the words follow with `show_result`."""
        self.kinds.setCurrentIndex(self.kinds.findData(draft.kind))
        if draft.kind != self._kind:
            self._kind = draft.kind
            self.question.done()
            self.passages.show_kind(kinds.kind(draft.kind))
            self._facts.show_kind(draft.kind)
        self._facts.show_facts(facts)
        self._options.show_offers(facts.offers, draft.open_until)
        self._firms.show_firms(firms, draft.provider_ids)

    def show_result(self, result: Sheet | Asked, draft: LetterDraft, facts: Facts) -> None:
        """The words, or the first question before them."""
        whole = isinstance(result, Sheet)
        self.passages.setVisible(whole)
        self._facts.setVisible(whole)
        self._place_extras("" if isinstance(result, Sheet) else result.questions[0].field)
        if isinstance(result, Sheet):
            self.question.done()
            own = {**draft.edits, **({SUBJECT: draft.subject} if draft.subject else {})}
            self.passages.suggest({**result.suggested, SUBJECT: result.suggested_subject}, own)
        else:
            field = result.questions[0].field
            self.question.show_questions(result.questions, getattr(facts, field, None), draft.facts.get(TYPING + field))

    def _place_extras(self, asked: str) -> None:
        """Options and firms stand behind their passage; below the question when it is `asked` about them; else nowhere."""
        wanted = {"compromise": "offers", "referral": "providers"}.get(self._kind)
        for key, widget in self._behind.items():
            if key == wanted and not asked:
                self.passages.put_behind(key, widget)
            elif key == asked:
                self.passages.give_back(widget)
                self._extras.addWidget(widget)
                widget.show()
            else:
                widget.hide()
