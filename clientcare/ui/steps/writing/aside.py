"""What else can be made of the letter in hand: its short message, talking points, a public reply, and its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from clientcare import services
from clientcare.letters import kinds
from clientcare.letters.facts import Facts
from clientcare.letters.letter import LONGEST_MESSAGE, SHORT, Letter
from clientcare.records import LetterDraft, VersionOfLetter
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Sheet
from clientcare.ui.steps.writing.draft import is_same_letter
from clientcare.ui.steps.writing.letter import LetterInProgress
from clientcare.ui.steps.writing.words_dialog import WordsDialog
from clientcare.ui.wording import tr

REVIEW = "review"  # the owner's own public reply, kept among the edits; it is no passage


class Aside(QObject):
    """Opens one dialog at a time over `window`. `copy(text)` takes the short message out of the window."""

    def __init__(self, desk: Desk, letter: LetterInProgress, copy: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._letter, self._copy_message, self._window = desk, letter, copy, window

    def fill(self, menu: QMenu) -> None:
        """The entries for the menu in the head."""
        entries = (
            (tr("&Talking points for a call…"), self.talking_points, "write.points"),
            (tr("&Public reply to a review…"), self.review_reply, "write.review"),
            (tr("&Earlier versions…"), self.versions, "write.versions"),
        )
        for text, call, name in entries:
            menu.addAction(text, call).setObjectName(name)
        to_client = menu.actions()[-len(entries) : -1]  # a letter to another firm has no call, and answers no review
        menu.aboutToShow.connect(partial(self._fit, to_client))

    def _fit(self, to_client: Sequence[QAction]) -> None:
        draft = self._letter.draft
        for action in to_client:
            action.setVisible(draft is None or kinds.kind(draft.kind).to == "client")

    # -- the short message

    def message(self) -> None:
        """The letter as a message, to change and copy."""
        sheet, draft = self._letter.sheet, self._letter.draft
        if sheet is None or draft is None:
            return
        title, note = tr("As a message"), _left_to_the_letter(sheet)
        own = draft.edits.get(SHORT, "")
        dialog = WordsDialog(self._window, "message", title, note, sheet.suggested_short, own, most=LONGEST_MESSAGE)
        dialog.edited.connect(partial(self._keep, SHORT))
        dialog.tell_of(self._desk.jobs.fingers)
        if self._run(dialog):
            self._copy_message(dialog.text)
        dialog.deleteLater()

    def _keep(self, name: str, text: str) -> None:
        """Kept with the draft as it is typed."""
        draft = self._letter.draft
        if draft is not None:
            others = {key: words for key, words in draft.edits.items() if key != name}
            self._letter.change_words(edits={**others, **({name: text} if text else {})})

    # -- the public reply

    def review_reply(self) -> None:
        facts = self._letter.facts
        if facts is not None:
            self._desk.jobs.work(partial(_review_reply, facts), self._show_reply)

    def _show_reply(self, suggested: str) -> None:
        draft = self._letter.draft
        if draft is None:
            return
        title = tr("Public reply to a review")
        note = tr("Everybody can read it, so nothing of this client or this dispute is in it. Keep it that way.")
        dialog = WordsDialog(self._window, "review", title, note, suggested, draft.edits.get(REVIEW, ""))
        dialog.edited.connect(partial(self._keep, REVIEW))
        dialog.tell_of(self._desk.jobs.fingers)
        if self._run(dialog):
            QGuiApplication.clipboard().setText(dialog.text)
            self._desk.tell(Said(mark("The reply is copied. Paste it below the review.")))
        dialog.deleteLater()

    # -- the talking points

    def talking_points(self) -> None:
        from clientcare.ui.steps.writing.leaflet_dialog import TalkingPoints

        known, draft = self._letter.known, self._letter.draft
        if known is not None and draft is not None:
            dialog = TalkingPoints(self._desk, self._window, known.facts, draft.kind, known.settings.own_style)
            self._run(dialog)
            dialog.deleteLater()

    # -- earlier versions

    def versions(self) -> None:
        """How the draft stood before, newest first; what is still in the fingers is written first."""
        self._letter.keeper.flush()
        draft = self._letter.draft
        if draft is not None:
            self._desk.jobs.read(partial(_versions, draft), partial(self._show_versions, draft))

    def _show_versions(self, asked: LetterDraft, versions: tuple[VersionOfLetter, ...]) -> None:
        from clientcare.ui.steps.writing.versions import VersionsDialog

        draft = self._letter.draft
        if draft is None or not is_same_letter(draft, asked):
            return  # at another letter by now
        dialog = VersionsDialog(self._window, self._desk.words, versions, draft)
        if self._run(dialog) and dialog.chosen is not None:
            self._letter.go_back(dialog.chosen)
        dialog.deleteLater()

    def _run(self, dialog: QDialog) -> bool:
        return self._desk.dialogs.run(dialog)


def _left_to_the_letter(sheet: Sheet) -> str:
    """Says which of the owner's words the suggested message goes without, because all of the letter is too long for one."""
    letter: Letter = sheet.whole.letter
    own = {passage.key for passage in letter.passages if passage.own and passage.text}
    titles = [tr(part.title) for part in kinds.kind(letter.kind).passages if part.key in own]
    if not titles or all(passage.text in sheet.suggested_short for passage in letter.passages if passage.key in own):
        return ""
    return tr("Your own wording in {passages} is not in here.", passages=", ".join(f"“{title}”" for title in titles))


def _review_reply(facts: Facts) -> str:
    from clientcare.letters.review_reply import review_reply

    return review_reply(facts)


def _versions(draft: LetterDraft, session: Any) -> tuple[VersionOfLetter, ...]:
    current = services.letters.current_draft
    id = draft.id or current(session, draft.dispute_id, draft.kind, provider_id=draft.provider_id).id
    return services.letter_versions.rows(session, id) if id is not None else ()
