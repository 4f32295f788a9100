"""Nobody's name, text, address or sum gets into the log, a report or the terminal, however much goes wrong.

Beside this, tests/conftest.py looks into the log after every single test of the suite.
"""

from __future__ import annotations

import email.message
import gc
import logging
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import QTimer, qWarning
from sqlalchemy.exc import IntegrityError, OperationalError

from clientcare import app, log, report, services
from clientcare.errors import InvalidInput
from clientcare.records import EventForm, PaymentForm, ProviderForm
from clientcare.said import Said, mark
from clientcare.services.store import Store
from clientcare.ui.jobs import Jobs
from clientcare.ui.page_stack import PAGES
from clientcare.ui.paper.delivery import write_file
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.uncaught import Uncaught

from .sending import SHORT, Sender
from .test_importing import Importer

NAME, ADDRESS, TEXT, SUM = "Zephyrine Quackenbush", "zephyrine@quackenbush.example", "Otterly wrong grout", "48017"
STREET, PHONE, FILE = "17 Quackenbush Lane", "415 555 0148", "quackenbush invoice 48017.pdf"
CANARIES = (NAME, "Quackenbush", ADDRESS, "quackenbush", TEXT, SUM, STREET, PHONE, FILE)
EVERYTHING = " ".join(CANARIES)
PEOPLE = f"Name,E-mail,Telephone,Note\nOttoline Quackenbush,o.{ADDRESS},,{TEXT}\nBarnaby Quackenbush,no-address,,\n"


def ours() -> Exception:
    return ValueError(f"cannot take {EVERYTHING}")


def the_databases() -> Exception:
    return IntegrityError(f"INSERT INTO client VALUES ('{NAME}')", {"name": NAME}, Exception(EVERYTHING))


def the_disks() -> Exception:
    cause = sqlite.OperationalError(EVERYTHING)
    cause.sqlite_errorcode = 10
    return OperationalError("UPDATE client", {"notes": TEXT}, cause)


def the_systems() -> Exception:
    return OSError(28, f"no space for {NAME}", f"/home/{NAME}/{FILE}")


def the_owners() -> Exception:
    return InvalidInput(Said(mark("{name} cannot be used."), {"name": EVERYTHING}))


KINDS = (ours, the_databases, the_disks, the_systems, the_owners)


def grep(texts: dict[str, str]) -> dict[str, list[str]]:
    """Which canaries stand where."""
    wanted = {*CANARIES, *map(quote, CANARIES)}
    found = {where: sorted(each for each in wanted if each in text) for where, text in texts.items()}
    return {where: each for where, each in found.items() if each}


class Everything:
    """The owner at a window whose log is kept, beside all reports that could be saved."""

    def __init__(self, owner: Any, folder: Path) -> None:
        self.owner, self.folder = owner, folder
        self.owner.dialogs.expects_trouble = True

    @property
    def reports(self) -> list[str]:
        return [report.written(error, "en_US") for error in self.owner.dialogs.troubles]

    def texts(self, capfd: Any) -> dict[str, str]:
        log.stop()
        out = capfd.readouterr()
        texts = {file.name: file.read_text("utf-8", "replace") for file in (self.folder / "log").iterdir()}
        texts |= {f"report {number}": text for number, text in enumerate(self.reports)}
        return texts | {"stdout": out.out, "stderr": out.err, "kept for a report": "\n".join(log.recent())}

    def past_every_page(self, dispute: int, client: int, provider: int) -> None:
        ids = {"dispute": dispute, "client": client, "provider": provider}
        for name in PAGES:
            self.owner.window.go(name, ids.get(name))
            self.owner.settle()
        for step in STEPS:
            self.owner.window.go("dispute", dispute, step.key)
            self.owner.settle()


@pytest.fixture
def everything(owner: Any, tmp_path: Path) -> Iterator[Everything]:
    uncaught = Uncaught()
    uncaught.install()
    uncaught.happened.connect(owner.window.show_trouble)
    log.start(tmp_path / "kept")
    yield Everything(owner, tmp_path / "kept")
    log.stop()
    uncaught.remove()
    uncaught.deleteLater()


def fill(session: Any, dispute: int) -> tuple[int, int]:
    """The canaries at every place of a business: its client and its provider."""
    client: int = services.disputes.detail(session, dispute).client.id
    services.clients.update(session, client, name=NAME, address=STREET, phone=PHONE, notes=TEXT)
    services.payments.save(session, PaymentForm(client, date.today() - timedelta(days=9), Decimal(SUM)))
    services.contacts.add(session, client, "email", f"jr.{ADDRESS}")
    services.disputes.update(session, dispute, their_words=TEXT, asked=Decimal(SUM))
    services.entries.save(session, EventForm(dispute, "call", datetime.now(UTC), TEXT))
    services.settings.update(session, business_name=f"{NAME} & Daughters")
    provider: int = services.referrals.save(session, ProviderForm(NAME, notes=TEXT))
    return client, provider


def mail() -> bytes:
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"] = f"{NAME} <{ADDRESS}>", ADDRESS, TEXT
    made.set_content(EVERYTHING)
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename=FILE)
    return bytes(made)


def test_not_one_name_text_or_sum_is_logged_reported_or_printed(
    everything: Everything, sender: Sender, hold: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    owner, window = everything.owner, everything.owner.window
    client, provider = owner.write(lambda session: fill(session, sender.id))

    # a letter by e-mail, refused by a server that quotes it; then saved where it cannot be
    hold(SHORT)
    owner.go("dispute", sender.id, "write")
    sender.server.fault = f"RCPT 550 5.1.1 <{ADDRESS}> {NAME} is unknown here"
    sender.send(ADDRESS)
    owner.qtbot.waitUntil(lambda: sender.standing != "waiting", timeout=8000)
    window.jobs.work(lambda: write_file(tmp_path / NAME / FILE, b"%PDF"), lambda _: None)
    owner.settle()

    # an import, a search, an e-mail and a file dropped
    importer = Importer(owner, tmp_path)
    importer.open(b"PK\x03\x04" + PEOPLE.encode(), f"{NAME}.xlsx")
    importer.open(PEOPLE, f"{NAME}.csv")
    owner.click("import.next")
    owner.click("import.next")
    window.search()
    owner.settle()
    for text in (NAME, f'"{TEXT}', ADDRESS, SUM):
        owner.type("search.text", text)
        owner.settle()
    window._palette.hide()
    (tmp_path / "mail.eml").write_bytes(mail())
    files = owner.window.jobs.files
    services.filing.take(files, [services.filing.Dropped("mail.eml", tmp_path / "mail.eml")])
    services.filing.take(files, [services.filing.Dropped(FILE, tmp_path / FILE)])

    errors_everywhere(everything, (sender.id, client, provider), monkeypatch)
    what_others_say()
    owner.qtbot.wait(50)
    assert len(owner.dialogs.troubles) > 20

    texts = everything.texts(capfd)
    in_file = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("clientcare.db*"))
    assert all(each.encode() in in_file for each in (NAME, TEXT, ADDRESS)), "the canaries are not even kept"
    assert sum(text.count("ValueError") for text in texts.values()) > 20, "the errors are not even logged"
    assert grep({"itself": EVERYTHING}) and not grep(texts)
    print(f"{len(CANARIES)} canaries looked for in {len(texts)} texts of {sum(map(len, texts.values()))} letters: none found")


def errors_everywhere(everything: Everything, ids: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page, while each reading, each writing and each piece of work fails, in one way after the other."""
    kinds, work = cycle(KINDS), Jobs.work

    def fails(*_: object, **__: object) -> Any:
        raise next(kinds)()

    for of, method, instead in (
        (Store, "read", fails),
        (Store, "write", fails),
        (Jobs, "work", lambda jobs, call, *rest, **more: work(jobs, fails, *rest, **more)),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(of, method, instead)
            everything.past_every_page(*ids)
            for _ in KINDS:
                everything.owner.window.jobs.write(lambda session: None)
            everything.owner.settle()
    for _ in KINDS:
        QTimer.singleShot(0, fails)
        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()


def what_others_say() -> None:
    """Libraries, Python and Qt have words of their own for what they meet."""
    for library in ("sqlalchemy.pool", "pypdf", "fontTools.ttLib", "PIL.Image", "keyring", "icalendar", "asyncio"):
        logging.getLogger(library).warning("cannot use %s", EVERYTHING)
        try:
            raise ours()
        except ValueError:
            logging.getLogger(library).exception("of %s", NAME)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as Uncaught has it in a real start
        warnings.warn(EVERYTHING, stacklevel=1)
    qWarning(f"QFile::remove: {EVERYTHING}")

    class Left:
        def __del__(self) -> None:
            raise ours()

    Left()
    gc.collect()


@pytest.mark.slow
def test_the_whole_tour_quotes_nobody(qapp: Any, tmp_path: Path, capfd: Any) -> None:
    from clientcare.ui.tour import Tour

    log._recent.lines.clear()
    Tour(qapp, app.build, tmp_path / "out").walk()
    log.stop()
    texts = {"log": "\n".join(log.recent()), "err": capfd.readouterr().err}
    people = ("Dana", "Okafor", "Rivera", "Haddad", "Noor", "O'Brien", "van der Meer", "Kahale", "@")
    assert not [(where, one) for where, text in texts.items() for one in people if one in text]
