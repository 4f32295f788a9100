"""The letter's page as a picture: true to the PDF, as wide as there is room, zoomed by wheel and keys, never in the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from clientcare.errors import WorldError
from clientcare.records import LetterDraft
from clientcare.ui.paper import pdf_pages
from clientcare.ui.paper.sheet import Sheet, compose_sheet
from clientcare.ui.steps.writing.page import lacking_words
from clientcare.ui.widgets.preview import Preview

from .papers import letter_facts, unlike


def sheet(long: int = 0) -> Sheet:
    """An acknowledgement; `long` adds that many lines to it."""
    edits = {"close": "\n".join(f"Line {n} of what there is to say." for n in range(long))} if long else {}
    made = compose_sheet(letter_facts(), LetterDraft(0, "acknowledgement", edits=edits))
    assert isinstance(made, Sheet)
    return made


@pytest.fixture
def preview(owner: Any) -> Iterator[Preview]:
    made = Preview(owner.window.jobs, owner.window.theme)
    made.resize(520, 600)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def shows(owner: Any, preview: Preview, made: Sheet) -> None:
    preview.show_pdf(made.whole.pdf, made.text)
    settled(owner)


def settled(owner: Any) -> None:
    owner.qtbot.wait(50)  # a window that changes its size draws once it rests
    owner.settle()


def paper(preview: Preview) -> QScrollArea:
    area = preview.findChild(QScrollArea, "preview.paper")
    assert area is not None
    return area


def seen(preview: Preview) -> QImage:
    """The first page as it stands in the window, its frame aside."""
    sheets = preview._sheets
    page = sheets.drawn.pages[0]
    left = max(0, (sheets.width() - page.width()) // 2)
    return sheets.grab(page.translated(left, 0).adjusted(1, 1, -1, -1)).toImage()


def test_what_is_seen_is_the_pdf_itself(owner: Any, preview: Preview) -> None:
    made = sheet()
    shows(owner, preview, made)
    size = preview._sheets.drawn.pages[0].size()
    with pdf_pages.opened(made.whole.pdf) as document:
        whole = pdf_pages.on_paper(document.render(0, size))
    assert unlike(seen(preview), whole.copy(1, 1, size.width() - 2, size.height() - 2)) < 0.01


def test_it_says_which_page_of_how_many(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet(long=90))
    assert preview.pages == 3
    assert preview.findChild(object, "preview.page").text() == "Page 1 of 3"
    bar = paper(preview).verticalScrollBar()
    bar.setValue(bar.maximum())
    settled(owner)
    assert preview.findChild(object, "preview.page").text() == "Page 3 of 3"
    assert 2 in preview._sheets.drawn.pictures, "the page scrolled to was never drawn"


def test_from_page_to_page_by_button_and_key(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet(long=90))
    said, bar = preview.findChild(QWidget, "preview.page"), paper(preview).verticalScrollBar()
    tops = [page.top() for page in preview._sheets.drawn.pages]
    assert owner.sees("preview.up", within=preview)
    owner.click("preview.down", within=preview)
    settled(owner)
    assert said.text() == "Page 2 of 3" and bar.value() == tops[1] and 1 in preview._sheets.drawn.pictures
    owner.click("preview.down", within=preview)
    settled(owner)
    assert said.text() == "Page 3 of 3" and 2 in preview._sheets.drawn.pictures
    owner.click("preview.up", within=preview)
    settled(owner)
    owner.click("preview.up", within=preview)
    settled(owner)
    assert said.text() == "Page 1 of 3" and bar.value() == 0
    paper(preview).setFocus()
    owner.qtbot.keyClick(paper(preview), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    owner.qtbot.keyClick(paper(preview), Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_one_page_has_nothing_to_turn(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet())
    assert not owner.sees("preview.up", within=preview) and not owner.sees("preview.down", within=preview)


def test_typing_leaves_the_page_where_it_is(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet(long=90))
    owner.click("preview.down", within=preview)
    settled(owner)
    at = paper(preview).verticalScrollBar().value()
    shows(owner, preview, sheet(long=91))
    assert paper(preview).verticalScrollBar().value() == at > 0


@pytest.mark.parametrize(
    ("lacking", "said"),
    [("\u0b83", "\u0b83"), ("\u1ab0", "◌\u1ab0"), ("\ue123", "U+E123"), ("\U000e0101", "◌"), ("א", "\u2068א\u2069")],
    ids=["letter", "mark", "private", "variation", "from the right"],
)
def test_a_character_that_cannot_be_printed_is_named_so_that_it_can_be_seen(lacking: str, said: str) -> None:
    words = lacking_words(lacking)
    assert words.startswith("These characters cannot be printed here") and said in words


def test_of_many_characters_twenty_are_named() -> None:
    assert lacking_words("".join(chr(0xE000 + n) for n in range(30))).count("U+") == 20


def test_the_page_is_as_wide_as_there_is_room(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet())
    narrow = preview._sheets.drawn.pages[0].width()
    assert 0 < preview.width() - narrow <= 20
    preview.resize(800, 600)
    settled(owner)
    assert 0 < preview.width() - preview._sheets.drawn.pages[0].width() <= 20


def test_zoom_by_keys_by_wheel_and_back(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet())
    fitted = preview.zoom
    paper(preview).setFocus()
    owner.qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settled(owner)
    larger = preview.zoom
    assert larger > fitted
    turn(preview, up=True)
    settled(owner)
    assert preview.zoom > larger
    turn(preview, up=False)
    turn(preview, up=False)
    owner.qtbot.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    settled(owner)
    assert preview.zoom < larger
    owner.qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settled(owner)
    assert preview.zoom == pytest.approx(fitted)


def test_zoom_has_its_ends(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet())
    for _ in range(20):
        preview.zoom_in()
    settled(owner)
    assert preview.zoom == pytest.approx(3.0)
    for _ in range(20):
        preview.zoom_out()
    settled(owner)
    assert preview.zoom == pytest.approx(0.5)


def turn(preview: Preview, *, up: bool) -> None:
    viewport = paper(preview).viewport()
    middle = QPointF(viewport.rect().center())
    angle = QPoint(0, 120 if up else -120)
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.NoButton
    place = QPointF(viewport.mapToGlobal(middle))
    event = QWheelEvent(middle, place, QPoint(), angle, none, control, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(viewport, event)


def test_sharp_on_a_fine_screen(owner: Any, preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "devicePixelRatioF", lambda: 2.0)
    shows(owner, preview, sheet())
    page, picture = preview._sheets.drawn.pages[0], preview._sheets.drawn.pictures[0]
    assert picture.width() == 2 * page.width()


def test_one_picture_never_takes_all_the_memory(owner: Any, preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "devicePixelRatioF", lambda: 3.0)
    shows(owner, preview, sheet())
    for _ in range(10):
        preview.zoom_in()
    settled(owner)
    picture = preview._sheets.drawn.pictures[0]
    assert picture.sizeInBytes() <= 100_000_000


def test_who_cannot_see_hears_the_letter(owner: Any, preview: Preview) -> None:
    made = sheet()
    shows(owner, preview, made)
    area = paper(preview)
    assert area.accessibleName() == "The letter as it will look on paper"
    assert "Dear Dana," in area.accessibleDescription() and "Ana Rivera" in area.accessibleDescription()


def test_the_picture_stays_until_the_next_is_ready(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet())
    before = seen(preview)
    preview.show_pdf(sheet(long=4).whole.pdf, "")
    assert seen(preview) == before
    settled(owner)
    assert seen(preview) != before


def test_without_a_letter_it_says_so(owner: Any, preview: Preview) -> None:
    shows(owner, preview, sheet())
    preview.show_note("Your letter appears here once this is answered.")
    assert preview.findChild(object, "preview.note").isVisible() and not paper(preview).isVisible()


def test_what_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(WorldError), pdf_pages.opened(b"%PDF-1.7 cut off"):
        pass


def test_bands_make_the_same_picture_as_one_piece() -> None:
    with pdf_pages.opened(sheet().whole.pdf) as document:
        size = QSize(1200, 1553)
        whole = pdf_pages.on_paper(document.render(0, size))
        pieces = list(pdf_pages.bands(document, 0, size, most=200_000))
    assert len(pieces) > 5
    for place, band in pieces:
        assert unlike(band, whole.copy(QRect(place, band.size()))) < 0.001


def test_keystroke_to_picture(owner: Any, preview: Preview) -> None:
    """95 % within 40 ms on an idle machine; the test leaves room for a busy one."""
    facts, took = letter_facts(), []
    shows(owner, preview, sheet())
    for n in range(40):
        drawn, began = preview._sheets.drawn, time.perf_counter()
        draft = LetterDraft(0, "acknowledgement", edits={"close": f"Thank you {'x' * n}"})
        compose = partial(compose_sheet, facts, draft)
        preview._jobs.work(compose, lambda made: preview.show_pdf(made.whole.pdf, made.text), key="letter")
        while preview._sheets.drawn is drawn:
            QApplication.processEvents()
        took.append(time.perf_counter() - began)
    took.sort()
    assert took[int(len(took) * 0.95) - 1] < 0.2, f"{took[-3:]}"
