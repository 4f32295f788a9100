"""The real window on a real data folder, with a dispute that has as many ways out as asked."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from clientcare import app
from clientcare.records import DecisionForm, DisputeForm, OfferForm, PaymentForm, ProviderForm
from clientcare.services import clients, decisions, disputes, payments, referrals, settings
from clientcare.services.keeping.data_folder import DataFolder
from clientcare.services.store import Store
from clientcare.settings import Settings
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.main_window import MainWindow
from clientcare.ui.theme import Theme
from clientcare.ui.wording import Wording
from tests.benchmarks import data

FEW, MANY = 5, 9  # ways out: one compromise; four of them, and a need that is not ours to meet
SIZE = (1280, 800)
PATIENCE_MS = 20_000


@contextmanager
def opened(ways: int, screen: str) -> Iterator[tuple[MainWindow, Any]]:
    """The window at `screen` of the one dispute there is, and the page that shows it."""
    qInstallMessageHandler(_but_for_offscreen)
    folder = data.scratch() / f"dispute-{ways}-{screen}"
    dispute = _made(folder, ways)
    window = window_on(folder)
    window.go("dispute", dispute, screen)
    wait_until_quiet(window)
    try:
        yield window, window.page("dispute")
    finally:
        window.close()
        window.theme.deleteLater()
        window.deleteLater()


def window_on(folder: Path) -> MainWindow:
    """The window on a data folder, shown, with Today read."""
    window = _window(folder)
    window.resize(*SIZE)
    window.show()
    window.start()
    wait_until_quiet(window)
    return window


def _but_for_offscreen(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's words, but not what the offscreen window system says it cannot do."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def find(name: str, within: QWidget) -> Any:
    """The control of that name; the house has no two of one name on a page."""
    found = within.findChild(QWidget, name)
    if found is None:
        raise LookupError(f"nothing in the window is called {name}")
    return found


def wait_until_quiet(window: MainWindow) -> None:
    """Until all that was asked for has come home and is painted."""
    pause(50)
    waited = 0
    while not window.jobs.ready or window.jobs.busy:
        pause(20)
        waited += 20
        if waited > PATIENCE_MS:
            raise TimeoutError("the window is still at work")
    pause(50)


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


class _Loud(Dialogs):
    """Where nobody sits at the window, a dialog would wait for ever."""

    def trouble(self, parent: QWidget, error: BaseException) -> None:
        traceback.print_exception(error)
        os._exit(1)  # an exception would only end the slot it was raised in


def _window(folder: Path) -> MainWindow:
    words = Wording(Settings())
    theme, data = Theme(app.application_object(), "light"), DataFolder(folder)
    return MainWindow(Jobs(lambda: Store.open(folder)), theme, words, _Loud(words), data)


def _made(folder: Path, ways: int) -> int:
    """The dispute's number. Hold firm, give all, part ways, compromises, one of them as a fair end, refer: 5 or 9."""
    store = Store.open(folder)
    id = store.write(lambda session: _dispute(session, ways)).result
    store.close()
    return id


def _dispute(session: Any, ways: int) -> int:
    settings.update(session, business_name="Whitfield Tiles & Floors", owner_name="Dana Whitfield", phone="(802) 555-0142")
    client = clients.create(session, "Marta Okafor")
    clients.update(session, client, address="8 Canal Street\nBrattleboro, VT 05301", greeting="Marta")
    today = date.today()
    for days in (30, 120, 300):
        payments.save(session, PaymentForm(client, today - timedelta(days=days), Decimal(650), "Tiles"))
    referrals.save(session, ProviderForm("Stone & Co", "matt tiles", "(802) 555-0199"))
    id = disputes.create(session, DisputeForm("Hall tiles", client))
    disputes.update(
        session,
        id,
        told_on=today - timedelta(days=3),
        channel="phone",
        feeling="disappointed",
        rephrase="the photo in our brochure led you to expect matt grey",
        asked=Decimal(480),
        stage="weigh",
    )
    note = "Our quote named the tile only by its code."
    decisions.answer(session, id, owe="part", owe_sum=Decimal(150), part="some", part_note=note, need_unmet=ways == MANY)
    offers = [decisions.save_offer(session, _offer(id, n)) for n in range(4 if ways == MANY else 1)]
    decisions.decide(session, DecisionForm(id, f"offer-{offers[0]}", tuple(offers[:2])))
    decisions.answer(session, id, need="matt tiles")  # from here on it is weighed anew: a live assessment again
    return id


def _offer(dispute: int, number: int) -> OfferForm:
    back, by = Decimal(160 + 40 * number), date.today() + timedelta(days=20)
    owed: dict[str, Any] = {"owed_from": "us", "owed": back, "owed_by": by}
    return OfferForm(dispute, f"${back} back", back, back + 30 * number, hours=Decimal(number), **owed)
