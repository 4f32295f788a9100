"""The way of the tour: from the first click on a bad morning to the letter, and what comes after it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from clientcare import services

if TYPE_CHECKING:
    from clientcare.ui.tour import Tour

CLIENT = "Dana Okafor"
OFFERS = (  # beside the one that is suggested
    {
        "title": "We lay the hall again in matt grey, at our labour",
        "details": "You choose the shade from samples first. It takes two days, on any weekdays that suit you.",
        "cost": "120", "worth": "390", "hours": "6", "from": "them", "owed": "90", "days": "26",
    },
    {
        "title": "We put it right over two mornings in January",
        "details": "The same, at a quieter time and with the tiles on us.",
        "cost": "210", "worth": "480", "hours": "8", "from": "nobody",
    },
)  # fmt: skip


def walk_through(tour: Tour) -> None:
    """Walk from Today to the saved letter and on to what was learned, then past every other page."""
    tour.picture("today")
    _buy_time(tour)
    _listen(tour)
    _weigh(tour)
    _decide(tour)
    _write(tour)
    _afterwards(tour)
    _other_pages(tour)


def _buy_time(tour: Tour) -> None:
    tour.click("nav.today")
    tour.click("today.buy_time")
    tour.write("buy_time.name", "Noor Haddad")
    tour.write("buy_time.about", "Bathroom door that sticks again")
    tour.settle()
    tour.picture("buy-time")
    tour.click("buy_time.copy")
    tour.click("buy_time.save")
    tour.keep_message()


def _open_sample_dispute(tour: Tour) -> None:
    found: list[int] = []
    tour.window.jobs.read(lambda session: services.disputes.ids(session, text=CLIENT), found.extend)
    tour.settle()
    tour.window.go("dispute", found[0], "listen.mood")
    tour.settle()


def _listen(tour: Tour) -> None:
    _open_sample_dispute(tour)
    for name in ("how-are-you", "their-words", "what-it-is-about", "anything-serious", "what-was-agreed", "say-it-back"):
        tour.picture(f"listen-{name}")
        tour.click("dispute.next")


def _weigh(tour: Tour) -> None:
    tour.write("answer.asked", "480")
    tour.picture("weigh-what-they-ask")
    tour.click("dispute.next")
    tour.click("answer.owe.part")
    tour.write("answer.owe_sum", "150")
    tour.click("answer.part.some")
    part = "Our quote named the tile only by its product code. Every quote now carries a photo of the finish."
    tour.write("answer.part_note", part)
    tour.picture("weigh-what-you-owe")
    tour.click("dispute.next")
    tour.click("answer.want_back.gladly")
    tour.picture("weigh-want-them-back")
    tour.click("dispute.next")
    tour.click("answer.if_no.leave")
    tour.picture("weigh-if-you-say-no")
    tour.click("dispute.next")
    for offer in OFFERS:
        tour.dialogs.fill = partial(_fill_offer, tour, offer)
        tour.click("weigh.add_offer")
    tour.picture("weigh-board")


def _fill_offer(tour: Tour, offer: dict[str, str], dialog: QDialog) -> None:
    for field in ("title", "details", "cost", "worth", "hours"):
        if field in offer:
            tour.write(f"offer.{field}", offer[field])
    tour.click(f"offer.owed_from.{offer['from']}")
    if "owed" in offer:
        tour.write("offer.owed", offer["owed"])
        due = date.today() + timedelta(int(offer["days"]))
        tour.set_day("offer.owed_by", due)
    if offer is OFFERS[0]:
        tour.picture("weigh-add-a-way", dialog)
    tour.click("offer.save")


def _decide(tour: Tour) -> None:
    tour.click("dispute.next")
    for box in tour.all_called("decide.offer."):
        if not box.isChecked():
            box.click()
    tour.settle()
    tour.picture("decide")
    tour.click("dispute.next")


def _write(tour: Tour) -> None:
    tour.picture("write")
    tour.click("write.copy")
    tour.click("write.save")
    tour.keep_message()
    tour.picture("write-did-it-go-out")
    tour.click("out.yes")


def _afterwards(tour: Tour) -> None:
    tour.picture("follow-waiting")
    tour.click("answer.answer.accepted")
    tour.picture("follow-their-answer")
    for name in ("follow-promise", "follow-outcome", "learn-cause", "learn-change"):
        tour.click("dispute.next")
        if name == "learn-cause":
            tour.click("answer.cause.quote")
        tour.picture(name)


def _other_pages(tour: Tour) -> None:
    for page in ("disputes", "clients", "referrals", "settings"):
        tour.click(f"nav.{page}")
        tour.picture(page)
    found: list[int] = []
    tour.window.jobs.read(lambda session: services.clients.ids(session, text=CLIENT), found.extend)
    tour.settle()
    tour.window.go("client", found[0])
    tour.settle()
    tour.picture("client")

