"""The Letters page: every letter, found and filtered, its very page beside the list, printed and saved again to the byte."""

from __future__ import annotations

import email
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit

from clientcare import services
from clientcare.db.database import FILE, open_database
from clientcare.db.models import Sending, StoredLetter
from clientcare.records import DisputeForm, LetterDraft
from clientcare.services.store import Store
from clientcare.ui.paper import pdf_pages

from .papers import BUSINESS, HOSTILE, whole

ANSWER = {"answer_by": (date.today() + timedelta(9)).isoformat()}


def begun(
    session: Any, client: str = "Dana Okafor", title: str = "Hall tiles", kind: str = "acknowledgement", **fields: Any
) -> int:
    """A draft in a dispute of its own, whole unless the kind asks for more."""
    id = services.disputes.create(session, DisputeForm(title, client_name=client))
    known: int = services.letters.save_draft(session, LetterDraft(id, kind, **{"facts": ANSWER, **fields}))
    return known


def gone(session: Any, client: str = "Ravi Menon", how: str = "posted", to: str = "", on: date | None = None) -> int:
    id, page = begun(session, client, "Kitchen"), whole()
    services.letters.finish(session, id, page.letter, page.pdf, how, to, on)
    return id


def mailed(session: Any, letter: int, state: str, tries: int = 1) -> None:
    now = datetime.now(UTC)
    sent = {"sender": "a@x.example", "recipient": "ravi@home.example", "message_id": f"<{letter}@x>", "message": b"m"}
    session.add(Sending(letter_id=letter, state=state, queued_at=now, due_at=now + timedelta(hours=1), tries=tries, **sent))


@pytest.fixture
def letters(owner: Any) -> dict[str, int]:
    """One of each: a draft, one that sleeps, one that waits, one that may have gone, one posted two days ago."""

    def write(session: Any) -> dict[str, int]:
        services.settings.update(session, **BUSINESS)
        made = {"sent": gone(session, on=date.today()), "maybe": gone(session, "Ines Ortega", "sent")}
        made |= {"waiting": gone(session, "Tom Baker", "sent", "tom@home.example"), "draft": begun(session)}
        made["sleeping"] = begun(session, "Mei Lin", "Garden wall")
        session.get(StoredLetter, made["sleeping"]).held_until = datetime.now(UTC) + timedelta(days=2)
        mailed(session, made["maybe"], "maybe")
        mailed(session, made["waiting"], "waiting")
        return made

    made: dict[str, int] = owner.write(write)
    return made


class Reader:
    """The owner at the Letters page."""

    def __init__(self, owner: Any) -> None:
        self.owner, self.page = owner, owner.go("letters")
        self.rest()

    def rest(self) -> None:
        """Until the letter one rests on is shown."""
        self.owner.qtbot.wait(90)
        self.owner.settle()

    def lines(self) -> list[tuple[str, ...]]:
        model = self.page.table.rows
        return [tuple(model.index(r, c).data() for c in range(model.columnCount())) for r in range(model.rowCount())]

    def names(self) -> list[str]:
        return [line[0] for line in self.lines()]

    def place(self, id: int) -> QPoint:
        table = self.page.table
        return table.visualRect(table.rows.index(table.rows.row_of(id), 0)).center()

    def click(self, id: int) -> None:
        self.owner.qtbot.mouseClick(self.page.table.viewport(), Qt.MouseButton.LeftButton, pos=self.place(id))
        self.rest()

    def find(self, text: str) -> None:
        self.owner.type("letters.filter", text)
        self.owner.qtbot.wait(200)
        self.rest()

    def panel(self) -> str:
        return str(self.owner.reads(self.page.panel))

    def paper(self) -> bytes:
        """The page on show."""
        return bytes(self.page.panel.preview._pdf)

    def words(self) -> str:
        return " ".join(pdf_pages.text_of(self.paper()).split())


@pytest.fixture
def reader(owner: Any, letters: dict[str, int]) -> Reader:
    return Reader(owner)


def stored(owner: Any, id: int) -> bytes:
    pdf: bytes = owner.read(lambda session: services.letters.pdf(session, id))
    return pdf


# -- the list


def test_each_letter_says_to_whom_what_and_how_it_stands(reader: Reader) -> None:
    lines = {line[0]: line[1:3] for line in reader.lines()}
    assert lines["Dana Okafor"] == ("Acknowledgement: Hall tiles", "Draft")
    assert lines["Mei Lin"][1].startswith("Sleeps until ")
    assert lines["Tom Baker"][1] == "Waits to be sent" and lines["Ines Ortega"][1] == "May have gone"
    assert lines["Ravi Menon"][0].startswith("Acknowledgement: Hall tiles laid") and lines["Ravi Menon"][1] == "Posted"
    assert reader.page.count.text() == "5 letters"


@pytest.mark.parametrize(
    ("chip", "expected"),
    [
        ("drafts", {"Dana Okafor"}),
        ("sleeping", {"Mei Lin"}),
        ("waiting", {"Tom Baker"}),
        ("sent", {"Ravi Menon"}),
        ("maybe", {"Ines Ortega"}),
        ("", {"Dana Okafor", "Mei Lin", "Tom Baker", "Ravi Menon", "Ines Ortega"}),
    ],
)
def test_a_chip_shows_those_alone(reader: Reader, chip: str, expected: set[str]) -> None:
    reader.owner.click(f"letters.standing.{chip}")
    assert set(reader.names()) == expected


@pytest.mark.parametrize(
    ("typed", "found"), [("MEI", {"Mei Lin"}), ("garden", {"Mei Lin"}), ("acknowl", 5), ("hall tiles laid", 3)]
)
def test_a_word_finds_letters_also_by_what_they_are(reader: Reader, typed: str, found: Any) -> None:
    reader.find(typed)
    assert (len(reader.names()) if isinstance(found, int) else set(reader.names())) == found


def test_nothing_found_says_so_and_leads_back(reader: Reader) -> None:
    reader.find("<i>nobody</i>")
    assert "Nothing here holds “<i>nobody</i>”." in reader.owner.reads(reader.page)
    assert not reader.owner.sees("letters.panel")
    reader.owner.click("letters.empty.step")
    assert len(reader.names()) == 5 and reader.owner.sees("letters.panel")


def test_under_an_empty_filter_it_says_what_would_stand_there(owner: Any) -> None:
    owner.write(lambda session: begun(session))
    reader = Reader(owner)
    for chip in ("sleeping", "waiting", "sent", "maybe"):
        owner.click(f"letters.standing.{chip}")
        assert "Nothing here" in owner.reads(reader.page)
    owner.click("letters.empty.step")
    assert reader.names() == ["Dana Okafor"]


def test_where_there_is_no_letter_it_says_where_one_begins(owner: Any) -> None:
    reader = Reader(owner)
    assert "No letters yet" in owner.reads(reader.page)
    owner.click("letters.empty.step")
    assert owner.place[0] == "disputes"


def test_headers_sort_both_ways(reader: Reader) -> None:
    header = reader.page.table.horizontalHeader()
    for names in (sorted(reader.names()), sorted(reader.names(), reverse=True)):
        header.sectionClicked.emit(0)
        reader.rest()
        assert reader.names() == names


def test_hostile_names_stay_on_one_line_as_typed(owner: Any) -> None:
    owner.write(lambda s: [begun(s, name[:300], f"{name[:200]}\tand more") for name in HOSTILE])
    reader = Reader(owner)
    assert set(reader.names()) == {" ".join(name[:300].split()) for name in HOSTILE}
    assert all("\n" not in text and "\t" not in text for line in reader.lines() for text in line)
    for row in range(len(HOSTILE)):
        reader.page.table.selectRow(row)
        reader.rest()
        assert reader.names()[row] in owner.find("letters.to").text()
    assert owner.window.minimumSizeHint().width() <= 900


# -- the letter beside it


def test_a_click_shows_the_very_page_that_is_stored_and_goes_nowhere(reader: Reader, letters: dict[str, int]) -> None:
    for name in ("sent", "maybe", "waiting"):
        reader.click(letters[name])
        assert reader.paper() == stored(reader.owner, letters[name])
        assert reader.owner.find("letters.preview").isVisible() and reader.owner.place[0] == "letters"


def test_a_draft_shows_the_page_it_would_be_now(reader: Reader, letters: dict[str, int]) -> None:
    reader.click(letters["draft"])
    assert "Rivera Home Repairs" in reader.words() and "Dana" in reader.words()
    reader.owner.write(lambda s: services.settings.update(s, business_name="Rivera & Daughters"))
    reader.rest()
    assert "Rivera & Daughters" in reader.words()


def test_a_draft_that_lacks_something_says_what(owner: Any) -> None:
    owner.write(lambda session: begun(session, kind="apology"))
    reader = Reader(owner)
    assert owner.find("letters.missing").text().startswith("Still missing: ")
    assert reader.paper() == b"" and not owner.sees("letters.print")


def test_a_draft_with_half_a_date_says_so_and_breaks_nothing(owner: Any) -> None:
    owner.write(lambda session: begun(session, facts={"answer_by": "2026-13-77"}))
    reader = Reader(owner)
    assert "neither a day nor a sum" in owner.find("letters.missing").text() and reader.names() == ["Dana Okafor"]


def test_it_says_when_how_and_to_whom_and_the_whole_fingerprint(owner: Any) -> None:
    id = owner.write(lambda s: gone(s, how="emailed", to="ravi@home.example"))
    reader = Reader(owner)
    shown = reader.panel()
    assert "by e-mail" in shown and "ravi@home.example" in shown and "To Ravi Menon" in shown
    digits = owner.read(lambda s: services.letter_list.view(s, id)).sha256
    mark = owner.find("letters.sha256")
    assert digits[:12] in mark.text() and mark.toolTip() == mark.accessibleDescription() == digits


def test_arrow_keys_choose_and_only_where_one_rests_is_drawn(reader: Reader, letters: dict[str, int]) -> None:
    asked: list[int] = []
    fetch = reader.page.panel._fetch
    reader.page.panel._rest.timeout.disconnect()
    reader.page.panel._rest.timeout.connect(lambda: (asked.append(reader.page.panel._wanted), fetch()))
    reader.page.table.setFocus()
    reader.page.table.selectRow(0)
    for _ in range(4):
        reader.owner.qtbot.keyClick(reader.page.table, Qt.Key.Key_Down)
    last = reader.page.table.chosen
    reader.rest()
    assert asked == [last] and last == letters["sent"]
    assert reader.paper() == stored(reader.owner, last)


def test_enter_and_two_clicks_open_it_in_its_dispute(reader: Reader, letters: dict[str, int]) -> None:
    dispute = reader.owner.read(lambda s: services.letter_list.view(s, letters["draft"])).row.dispute_id
    reader.click(letters["draft"])
    reader.owner.qtbot.keyClick(reader.page.table, Qt.Key.Key_Return)
    reader.owner.settle()
    assert reader.owner.place[:2] == ("dispute", dispute)
    reader.owner.window.go_back()
    reader.rest()
    viewport = reader.page.table.viewport()
    reader.owner.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=reader.place(letters["draft"]))
    reader.owner.settle()
    assert reader.owner.place[:2] == ("dispute", dispute)


def test_each_letter_offers_what_fits(reader: Reader, letters: dict[str, int]) -> None:
    fits = {"draft": {"open", "delete"}, "waiting": {"open", "print", "save"}, "sent": {"open", "print", "save", "again"}}
    for name, expected in fits.items():
        reader.click(letters[name])
        offered = {key for key in ("open", "print", "save", "again", "delete") if reader.owner.sees(f"letters.{key}")}
        assert offered == expected, name
        assert reader.owner.sees("letters.sending") == (name == "waiting")


# -- what can be done


def test_saved_again_it_is_the_stored_page_though_all_has_changed(
    reader: Reader, letters: dict[str, int], tmp_path: Path
) -> None:
    before, owner = stored(reader.owner, letters["sent"]), reader.owner

    def change(session: Any) -> None:
        services.settings.update(session, business_name="Another Name", address="Elsewhere", paper="a4")
        services.wordings.keep(session, "acknowledgement", "en", "received", "Other words.")

    owner.write(change)
    reader.click(letters["sent"])
    owner.dialogs.save_to = tmp_path / "again.pdf"
    owner.click("letters.save")
    assert (tmp_path / "again.pdf").read_bytes() == before == reader.paper()
    assert "Another Name" not in reader.words()


def test_printed_again_it_is_the_stored_page(
    reader: Reader, letters: dict[str, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr("clientcare.ui.paper.delivery.print_pdf", lambda pdf, printer: printed.append(pdf))
    reader.owner.write(lambda s: services.settings.update(s, business_name="Another Name"))
    reader.click(letters["sent"])
    reader.owner.dialogs.prints_on = QPrinter()
    reader.owner.click("letters.print")
    assert printed == [stored(reader.owner, letters["sent"])]


def test_sent_again_through_the_mail_program_the_page_is_the_stored_one(
    reader: Reader, letters: dict[str, int], opened_urls: list[QUrl], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    reader.owner.write(lambda s: services.settings.update(s, business_name="Another Name"))
    reader.click(letters["sent"])
    reader.owner.click("letters.again")
    message = email.message_from_bytes(Path(opened_urls[-1].toLocalFile()).read_bytes(), policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == stored(reader.owner, letters["sent"])


def test_sent_again_by_clientcare_it_waits_in_the_outbox_with_the_same_page(owner: Any) -> None:
    direct = {"mail_way": "direct", "smtp_host": "127.0.0.1", "smtp_port": "9", "smtp_user": "ana"}
    owner.write(lambda s: services.settings.update(s, **BUSINESS, **direct))
    id = owner.write(lambda s: gone(s, how="sent", to="ravi@home.example"))
    reader, before = Reader(owner), stored(owner, id)
    seen: list[str] = []

    def send(dialog: Any) -> None:
        seen.append(dialog.findChild(QLineEdit, "send.to").text())
        owner.click("send.go", within=dialog)

    owner.dialogs.fill = send
    owner.click("letters.again")
    reader.rest()
    assert seen == ["ravi@home.example"] and reader.lines()[0][2] == "Goes out shortly"
    assert owner.sees("letters.sending.back") and stored(owner, id) == before
    (row,) = owner.read(lambda s: services.outbox.rows(s, id))
    message = owner.read(lambda s: s.get(Sending, row.id).message)
    (attached,) = email.message_from_bytes(message, policy=default).iter_attachments()
    assert attached.get_content() == before
    owner.click("letters.sending.back")
    reader.rest()
    assert reader.lines()[0][2] == "Sent by e-mail", "it had gone before, and stays gone"


def test_a_draft_is_deleted_and_brought_back(reader: Reader, letters: dict[str, int]) -> None:
    reader.click(letters["draft"])
    reader.owner.click("letters.delete")
    assert "Dana Okafor" not in reader.names() and "draft was deleted" in reader.owner.window.toast.text
    reader.owner.window.undo()
    reader.owner.settle()
    assert "Dana Okafor" in reader.names()


# -- following what changes


def test_what_changes_elsewhere_shows_and_the_choice_stays(reader: Reader, letters: dict[str, int]) -> None:
    reader.click(letters["sent"])
    reader.owner.write(lambda s: begun(s, "Olu Adeyemi", "Boiler"))
    assert reader.names()[0] == "Olu Adeyemi" and reader.page.table.chosen == letters["sent"]
    reader.owner.write(lambda s: services.clients.update(s, 1, name="Ravi Menon & Sons"))
    reader.rest()
    assert "Ravi Menon & Sons" in reader.names() and "Ravi Menon & Sons" in reader.panel()


def test_what_becomes_of_an_email_shows_at_once(reader: Reader, letters: dict[str, int]) -> None:
    reader.click(letters["maybe"])
    (row,) = reader.owner.read(lambda s: services.outbox.rows(s, letters["maybe"]))
    reader.owner.write(lambda s: services.outbox.resend(s, row.id))
    reader.rest()
    assert "May have gone" not in {line[2] for line in reader.lines()}


def test_a_letter_deleted_while_it_is_read_is_no_trouble(reader: Reader, letters: dict[str, int]) -> None:
    reader.click(letters["draft"])
    reader.owner.write(lambda s: services.letters.delete_draft(s, letters["draft"]))
    assert reader.page.table.chosen not in (None, letters["draft"])
    reader.page.panel.show_letter(letters["draft"])  # as from an arrow key pressed just before
    reader.rest()
    assert reader.panel()


def test_a_page_that_is_damaged_is_told_in_its_place(reader: Reader, letters: dict[str, int]) -> None:
    def damage(session: Any) -> None:
        session.get(StoredLetter, letters["sent"]).pdf = b"no page"

    reader.owner.write(damage)
    reader.click(letters["sent"])
    assert "damaged" in reader.panel()


def test_in_a_narrow_window_how_it_stands_says_when(reader: Reader) -> None:
    reader.owner.window.resize(900, 600)
    reader.rest()
    posted = next(line for line in reader.lines() if line[0] == "Ravi Menon")
    assert reader.page.table.isColumnHidden(3) and posted[2].startswith("Posted ") and len(posted[2]) > len("Posted ")
    assert reader.owner.sees("letters.preview") and reader.owner.window.width() == 900


# -- very many


MANY = 100_000
WITH_PAGE = 100  # the newest; none of the others is looked at


@pytest.fixture
def many(open_window: Callable[..., Any], tmp_path: Path) -> Any:
    """The owner of a hundred thousand letters that have gone."""
    store = Store.open(tmp_path / "data")
    store.write(gone)
    store.close()
    database = open_database(tmp_path / "data" / FILE)
    own = ("id", "sort_key", "subject", "pdf")
    names = ", ".join(column.name for column in StoredLetter.__table__.columns if column.name not in own)
    pages = f"CASE WHEN n.i > {MANY - WITH_PAGE} THEN pdf ELSE x'' END"
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})"
    rows = f"{numbers} SELECT n.i, 'job ' || n.i, 'Job ' || n.i, {pages}, {names} FROM n, letter WHERE letter.id = 1"
    with database.writing.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO letter ({', '.join(own)}, {names}) {rows}")
    database.close()
    return open_window()


def thread_time(call: Callable[[], object]) -> float:
    """Seconds of this thread, whatever else the machine does."""
    began = time.thread_time()
    call()
    return time.thread_time() - began


def test_a_hundred_thousand_letters_never_hold_up_the_window(many: Any) -> None:
    reader = Reader(many)
    table = reader.page.table
    assert reader.page.count.text() == f"{MANY} letters" and reader.paper()
    jumps = [thread_time(lambda row=row: table.selectRow(row)) for row in (300, 500, 40_000, 99_999, 70_001, 20)]
    table.setFocus()
    steps = [thread_time(lambda: many.qtbot.keyClick(table, Qt.Key.Key_Down)) for _ in range(20)]
    assert sorted(steps)[10] < 0.016 and sorted(jumps)[3] < 0.04, (steps, jumps)  # 16 ms, and room for a busy machine
    reader.rest()
    assert reader.paper() == stored(many, table.chosen)
    reader.find("job 77777")
    assert [line[1] for line in reader.lines()] == ["Acknowledgement: Job 77777"]
