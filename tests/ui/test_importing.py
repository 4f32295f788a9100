"""The page that takes files in: from the file to the summary and back, by an owner who looks and changes their mind."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from clientcare import services

from .test_accessibility import nameless

PEOPLE = (
    "Name,E-mail,Telephone,Favourite colour\nDana Okafor,new@okafor.example,413-555-0100,red\nRavi Menon,r@x.example,,blue\n"
)
NOISE = random.Random(7).randbytes(5000)
PAID = "Date,Amount,Name,Fee\n2026-01-05,120.50,Dana Okafor,3\n2026-01-06,80,Ravi Menon,2\nnever,1,Ravi Menon,0\n"


class Importer:
    """The owner with a file to take in."""

    def __init__(self, owner: Any, folder: Path) -> None:
        self.owner, self.folder = owner, folder

    def file(self, text: str | bytes, name: str = "people.csv") -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def open(self, text: str | bytes, name: str = "people.csv") -> None:
        self.owner.go("import")
        self.owner.dialogs.opens = self.file(text, name)
        self.owner.click("import.choose")

    def choose(self, column: int, field: str) -> None:
        box: QComboBox = self.owner.find(f"import.column.{column}")
        box.setCurrentIndex(box.findData(field))
        box.activated.emit(box.currentIndex())
        self.owner.settle()

    @property
    def lines(self) -> list[list[str]]:
        model = self.owner.window.page("import").checking.table.rows
        size = range(model.rowCount()), range(model.columnCount())
        return [[model.index(line, column).data() for column in size[1]] for line in size[0]]

    def row(self, number: int) -> None:
        """Click a row of the dry run."""
        table = self.owner.window.page("import").checking.table
        table.opened.emit(table.rows.id_at(number))
        self.owner.settle()

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.owner.read(lambda s: services.clients.rows(s, services.clients.ids(s)))]


@pytest.fixture
def importer(owner: Any, tmp_path: Path) -> Importer:
    return Importer(owner, tmp_path)


def test_a_file_is_understood_shown_and_taken_in(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PEOPLE)
    assert "2 rows" in owner.find("import.about", QLabel).text()
    assert owner.find("import.column.2", QComboBox).currentText() == "Phone"
    assert owner.find("import.column.3", QComboBox).currentText() == "Leave out"
    owner.click("import.next")
    assert [(line[1], line[3]) for line in importer.lines] == [("Dana Okafor", "New client"), ("Ravi Menon", "New client")]
    assert importer.names == [], "nothing is kept yet"
    owner.click("import.next")
    assert "2 clients are new." in owner.find("import.done.said", QLabel).text()
    assert importer.names == ["Dana Okafor", "Ravi Menon"]
    owner.click("import.show_list")
    assert owner.place[0] == "clients"


def test_a_column_is_what_the_owner_says_it_is(importer: Importer) -> None:
    importer.open(PEOPLE)
    importer.choose(3, "notes")
    importer.choose(2, "")
    importer.owner.click("import.next")
    importer.owner.click("import.next")
    id = importer.owner.read(lambda s: services.clients.ids(s))[0]
    answers = importer.owner.read(lambda s: services.clients.detail(s, id)).answers
    assert (answers["notes"], answers["phone"]) == ("red", "")


def test_without_a_name_it_says_what_to_choose(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PEOPLE)
    importer.choose(0, "")
    importer.choose(1, "")
    assert owner.find("import.lack", QLabel).text() == "Choose the column that holds the name."
    assert not owner.find("import.next").isEnabled()
    importer.choose(0, "name")
    assert owner.find("import.next").isEnabled() and not owner.sees("import.lack")


@pytest.fixture
def known(importer: Importer) -> Importer:
    """Dana is a client already, by another e-mail."""

    def write(session: Any) -> None:
        id = services.clients.create(session, "Dana Okafor")
        services.clients.update(session, id, email="dana@okafor.example", phone="555-0199")

    importer.owner.write(write)
    return importer


def test_who_looks_like_a_client_stands_beside_them_until_the_owner_decides(known: Importer) -> None:
    owner = known.owner
    known.open(PEOPLE)
    owner.click("import.next")
    assert [line[1] for line in known.lines] == ["Dana Okafor"], "what needs the owner stands there first"
    shown = owner.reads(owner.find("import.beside"))
    assert "555-0199" in shown and "413-555-0100" in shown
    assert not owner.find("import.next").isEnabled()
    owner.click("import.choice.join")
    assert [line[3] for line in known.lines] == ["Joins Dana Okafor", "New client"]
    owner.click("import.next")
    assert known.names == ["Dana Okafor", "Ravi Menon"]


@pytest.mark.parametrize(("answer", "names"), [("add", ["Dana Okafor", "Dana Okafor"]), ("skip", ["Dana Okafor"])])
def test_all_are_decided_at_once(known: Importer, answer: str, names: list[str]) -> None:
    owner = known.owner
    known.open("Name,E-mail\nDana Okafor,new@okafor.example\n" + "Ravi Menon,r@x.example\n")
    owner.click("import.next")
    owner.click(f"import.all.{answer}")
    assert not owner.sees("import.all.add") and not owner.sees("import.beside")
    owner.click("import.next")
    assert known.names == [*names, "Ravi Menon"]


def test_the_owner_may_change_their_mind_about_a_row(known: Importer) -> None:
    owner = known.owner
    known.open(PEOPLE)
    owner.click("import.next")
    owner.click("import.choice.join")
    known.row(1)
    owner.click("import.choice.skip")
    assert known.lines[1][3] == "Left out, as you wished"
    known.row(0)
    owner.click("import.choice.skip")
    assert not owner.find("import.next").isEnabled(), "nothing is left to take in"


def test_the_rows_are_sifted_by_what_becomes_of_them(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PAID, "paid.csv")
    owner.click("import.next")
    owner.click("import.sift.skip")
    assert [(line[2], line[4]) for line in importer.lines] == [("Ravi Menon", "No day can be read from “never”")]


@pytest.mark.parametrize(("less", "brought"), [(False, "120.5"), (True, "117.5")])
def test_fees_are_counted_as_the_owner_wants(importer: Importer, less: bool, brought: str) -> None:
    owner = importer.owner
    importer.open(PAID, "paid.csv")
    if less:
        owner.click("import.less_fees")
    owner.click("import.next")
    owner.click("import.next")
    id = owner.read(lambda s: services.clients.ids(s))[0]
    [paid] = owner.read(lambda s: services.payments.view(s, id)).first
    assert str(paid.amount) == brought


def test_the_whole_is_taken_back_by_its_button(known: Importer) -> None:
    owner = known.owner
    known.open(PEOPLE)
    owner.click("import.next")
    owner.click("import.choice.join")
    owner.click("import.next")
    owner.click("import.take_back")
    assert owner.find("import.done.said", QLabel).text() == "Everything this import brought is taken back."
    assert known.names == ["Dana Okafor"]
    owner.window.undo()
    owner.settle()
    assert known.names == ["Dana Okafor"], "what is taken back is not taken back again"


def test_the_whole_is_taken_back_by_undo_wherever_the_owner_is(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PEOPLE)
    owner.click("import.next")
    owner.click("import.next")
    owner.click("import.show_list")
    owner.window.undo()
    owner.settle()
    assert importer.names == []
    assert "Everything this import brought is taken back." in owner.window.toast.findChild(QLabel).text()
    assert owner.find("clients.table" if owner.sees("clients.table") else "clients.empty")


def test_past_imports_stand_in_the_settings_and_can_be_taken_back(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PEOPLE, "my <b>friends.csv")
    owner.click("import.next")
    owner.click("import.next")
    id = owner.read(lambda s: services.clients.ids(s))[0]
    owner.write(lambda s: services.clients.update(s, id, notes="Called"))
    owner.go("settings")
    assert "my <b>friends.csv" in owner.reads(owner.find("settings.imports"))
    owner.click("settings.imports.back.1")
    assert owner.find("settings.imports.said", QLabel).text().endswith("Still here: Dana Okafor.")
    assert importer.names == ["Dana Okafor"]
    assert not owner.sees("settings.imports.back.1")


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "empty.csv"), (NOISE, "noise.csv"), (b"PK\3\4" + b"0" * 99, "book.xlsx")]
)
def test_a_file_that_is_no_table_is_refused_in_words(importer: Importer, content: bytes, name: str) -> None:
    owner = importer.owner
    owner.dialogs.expects_trouble = True
    importer.open(content, name)
    [trouble] = owner.dialogs.troubles
    assert hasattr(trouble, "said"), "said in a sentence, not as a mistake of ours"
    assert owner.sees("import.choose"), "and another one can be chosen"


def test_a_file_is_dropped_on_the_page(importer: Importer) -> None:
    owner = importer.owner
    owner.go("import")
    card: QWidget = owner.find("import.drop")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(importer.file(PEOPLE)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9), copy, data, left, none)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(card, QDropEvent(QPointF(9, 9), copy, data, left, none))
    owner.settle()
    assert owner.sees("import.column.0")


def test_a_long_import_is_stopped_and_has_changed_nothing(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PEOPLE)
    owner.click("import.next")
    page = owner.window.page("import")
    page._take_in()
    page._progress.stop()
    owner.settle()
    assert owner.sees("import.sift"), "the owner is where they were"
    assert importer.names == []


def test_address_cards_need_no_columns(importer: Importer) -> None:
    importer.open("BEGIN:VCARD\nVERSION:3.0\nFN:Dana Okafor\nEMAIL:d@x.example\nEND:VCARD\n", "a.vcf")
    importer.owner.click("import.next")
    importer.owner.click("import.next")
    assert importer.names == ["Dana Okafor"]


def test_every_control_has_a_name_at_every_step(known: Importer) -> None:
    owner = known.owner
    for begun in (lambda: known.open(PAID, "paid.csv"), lambda: owner.click("import.next")):
        begun()
        assert nameless(owner) == []


def test_a_file_of_very_many_columns_shows_those_that_mean_something_first(importer: Importer) -> None:
    wide = ",".join(f"Column {n}" for n in range(400)) + ",Name\n" + ",".join(f"v{n}" for n in range(400)) + ",Dana\n"
    importer.open(wide)
    owner = importer.owner
    assert owner.find("import.column.400", QComboBox).currentText() == "Name"
    page = owner.window.page("import")
    owner.qtbot.waitUntil(lambda: len([box for box in page.findChildren(QComboBox) if box.isVisible()]) == 120)


def test_who_paid_is_any_client_the_owner_picks(known: Importer) -> None:
    owner = known.owner
    known.open("Date,Description,Amount\n2026-01-05,HOLDINGS LTD INV 7,120.50\n", "bank.csv")
    assert owner.sees("import.from_text"), "it is said where the names come from"
    owner.click("import.next")
    assert not owner.find("import.anyone.join").isEnabled()
    field: Any = owner.find("import.anyone")
    field.setText("dana okafor")
    field.textEdited.emit("dana okafor")
    field.look_up()
    owner.settle()
    owner.click("import.anyone.join")
    assert [line[4] for line in known.lines] == ["From Dana Okafor"]
    owner.click("import.next")
    id = owner.read(lambda s: services.clients.ids(s))[0]
    assert [str(paid.amount) for paid in owner.read(lambda s: services.payments.view(s, id)).first] == ["120.5"]
    assert known.names == ["Dana Okafor"]


def test_taking_back_in_the_settings_shows_how_far_it_is_and_can_be_stopped(importer: Importer) -> None:
    owner = importer.owner
    importer.open(PEOPLE)
    owner.click("import.next")
    owner.click("import.next")
    owner.go("settings")
    back = owner.find("settings.imports.back.1")
    until = threading.Event()
    owner.window.jobs.write(lambda _: until.wait(5))
    back.click()
    assert owner.find("settings.imports.under_way").isVisibleTo(back.window()) and not back.isEnabled()
    owner.find("settings.imports.under_way.stop").click()
    until.set()
    owner.settle()
    assert owner.find("settings.imports.said", QLabel).text() == "Stopped: nothing was changed."
    assert importer.names == ["Dana Okafor", "Ravi Menon"] and owner.find("settings.imports.back.1").isEnabled()
    owner.click("settings.imports.back.1")
    assert importer.names == [] and not owner.sees("settings.imports.under_way")
