"""The way of the tour: from the first click on a bad morning to the letter, and what comes after it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from clientcare import services
from clientcare.ui.tour_keeping import walk_past_the_backups
from clientcare.ui.tour_lists import walk_past_the_lists

if TYPE_CHECKING:
    from clientcare.records import ProviderRow, ReferralRow
    from clientcare.ui.tour import Tour

CLIENT = "Dana Okafor"
OFFERS = (  # beside the one that is suggested
    {
        "title": "We lay the hall again in matte gray, at our labor",
        "details": "You choose the shade from samples first. It takes two days, on any weekdays that suit you.",
        "part": "rework", "cost": "120", "worth": "390", "hours": "6", "from": "them", "owed": "90", "days": "26",
    },
    {
        "title": "We put it right over two mornings in January",
        "details": "The same, at a quieter time and with the tiles on us.",
        "part": "rework", "cost": "210", "worth": "480", "hours": "8", "from": "nobody",
    },
)  # fmt: skip
CLOSER = ("yours", "others", "theirs", "brings", "worth", "part", "fit", "ways")
REFERRED = "Bridget O'Brien"
OTHERS_WEIGHED = (("referral", "Iris van der Meer"), ("apology", "Leilani Kahale"))  # two more, with other right answers


def walk_through(tour: Tour) -> None:
    """Walk from Today to the saved letter and on to what was learned, then past every other page."""
    tour.picture("today")
    _buy_time(tour)
    _listen(tour)
    _weigh(tour)
    _look_closer(tour)
    _decide(tour)
    _write(tour)
    _afterwards(tour)
    _weigh_again(tour)
    _other_right_answers(tour)
    _sent_elsewhere(tour)
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


def _open_dispute_of(tour: Tour, client: str, screen: str) -> None:
    found: list[int] = []
    tour.window.jobs.read(lambda session: services.disputes.ids(session, text=client), found.extend)
    tour.settle()
    tour.window.go("dispute", found[0], screen)
    tour.settle()


def _listen(tour: Tour) -> None:
    _open_dispute_of(tour, CLIENT, "listen.mood")
    tour.write("vent.text", "The tile was in the quote, in black and white!")
    tour.picture("listen-how-are-you")
    tour.click("vent.go")
    tour.click("dispute.next")
    tour.picture("listen-their-words")
    tour.dialogs.fill = partial(_on_the_phone, tour)
    tour.click("call.open")
    tour.click("dispute.timeline")
    tour.picture("timeline")
    tour.click("dispute.next")
    tour.click("dispute.next")
    screens = ("what-it-is-about", "anything-serious", "what-was-agreed", "what-led-to-it", "say-it-back", "between-you")
    for name in screens:
        tour.picture(f"listen-{name}")
        tour.click("dispute.next")


def _on_the_phone(tour: Tour, dialog: QDialog) -> None:
    tour.click("call.next")
    tour.click("call.next")
    tour.write("call.notes", "Her parents come for the holidays. It is the shine that upsets her, not the tiles.")
    tour.picture("listen-on-the-phone", dialog)
    tour.click("call.save")


def _weigh(tour: Tour) -> None:
    """The short way: four questions, and an answer in words."""
    tour.write("answer.asked", "480")
    tour.picture("weigh-what-they-ask")
    tour.click("dispute.next")
    tour.click("answer.owe.part")
    tour.write("answer.owe_sum", "150")
    tour.picture("weigh-what-you-owe")
    tour.click("dispute.next")
    tour.click("answer.want_back.gladly")
    tour.picture("weigh-want-them-back")
    tour.click("dispute.next")
    tour.click("answer.if_no.leave")
    tour.picture("weigh-if-you-say-no")
    tour.click("dispute.next")
    tour.picture("weigh-the-answer-so-far")


def _look_closer(tour: Tour) -> None:
    """The small screens one after the other, then the board."""
    tour.click("answer.closer")
    answers = {
        "theirs": lambda: tour.write("answer.mistake_words", "two weekends"),
        "part": lambda: _our_part(tour),
        "ways": lambda: _ways_out(tour),
    }
    for name in CLOSER:
        if name in answers:
            answers[name]()
        tour.picture(f"closer-{name}")
        tour.click("dispute.next")
    _board(tour)


def _our_part(tour: Tour) -> None:
    tour.click("answer.part.some")
    part = "Our quote named the tile only by its product code. Every quote now carries a photo of the finish."
    tour.write("answer.part_note", part)


def _ways_out(tour: Tour) -> None:
    for offer in OFFERS:
        tour.dialogs.fill = partial(_fill_offer, tour, offer)
        tour.click("ways.add_offer")


def _fill_offer(tour: Tour, offer: dict[str, str], dialog: QDialog) -> None:
    part = f"offer.part.{offer['part']}"
    tour.click(part)
    for field in ("cost", "worth", "hours"):
        tour.write(f"{part}.{field}", offer[field])
    for field in ("title", "details"):
        tour.write(f"offer.{field}", offer[field])
    tour.click(f"offer.owed_from.{offer['from']}")
    if "owed" in offer:
        tour.write("offer.owed", offer["owed"])
        due = date.today() + timedelta(int(offer["days"]))
        tour.set_day("offer.owed_by", due)
    if offer is OFFERS[0]:
        tour.picture("closer-add-a-way", dialog)
    tour.click("offer.save")


def _board(tour: Tour) -> None:
    tour.picture("weigh-board")
    tour.click("what_if.public")
    tour.picture("weigh-what-if")
    tour.click("what_if.public")


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
    _write_in_anger(tour)
    for name in ("points", "review", "versions"):
        tour.dialogs.fill = partial(_beside_the_letter, tour, name)
        tour.choose_from_menu(f"write.{name}")
    _sleep_on_it(tour)
    tour.dialogs.fill = partial(_copy_message, tour)
    tour.click("write.copy")
    tour.click("write.save")
    tour.keep_message()
    tour.picture("write-did-it-go-out")
    tour.click("out.yes")


def _write_in_anger(tour: Tour) -> None:
    """What the tone guard is for: found in a pause, and taken back."""
    angry = "As I already told you, the quote named the tile by its code. I am sorry if that was unclear."
    tour.write("passage.our_part", angry)
    tour.await_control("tone.use")
    tour.picture("write-the-tone")
    while tour.sees("tone.use"):
        tour.click("tone.use")
    tour.picture("write-kinder")
    tour.click("passage.our_part.again")


def _sleep_on_it(tour: Tour) -> None:
    tour.click("write.sleep")
    tour.choose_from_menu("write.sleep.0")
    tour.picture("write-it-sleeps")
    tour.click("sleep.wake")


def _beside_the_letter(tour: Tour, name: str, dialog: QDialog) -> None:
    tour.settle()
    tour.picture(f"write-{name}", dialog)
    tour.click(f"{name}.close")


def _copy_message(tour: Tour, dialog: QDialog) -> None:
    tour.picture("write-as-a-message", dialog)
    tour.click("message.copy")


def _afterwards(tour: Tour) -> None:
    tour.picture("follow-waiting")
    tour.click("answer.answer.accepted")
    tour.picture("follow-their-answer")
    for name in ("follow-promise", "follow-outcome", "learn-cause", "learn-change"):
        tour.click("dispute.next")
        if name == "learn-cause":
            tour.click("answer.cause.quote")
        tour.picture(name)


def _weigh_again(tour: Tour) -> None:
    """A later look at the same dispute, beside what was known when it was decided."""
    _open_dispute_of(tour, CLIENT, "weigh.theirs")
    tour.write("answer.mistake_cost", "700")
    tour.click("dispute.next")
    tour.window.go("dispute", tour.window.page("dispute").record, "decide")
    tour.settle()
    tour.dialogs.fill = partial(_then_and_now, tour)
    tour.click("decide.then")


def _then_and_now(tour: Tour, dialog: QDialog) -> None:
    tour.settle()
    tour.picture("decide-then-and-now", dialog)
    tour.click("compare.close")


def _other_right_answers(tour: Tour) -> None:
    """Two disputes already weighed in full, whose right answers are others."""
    for answer, client in OTHERS_WEIGHED:
        _open_dispute_of(tour, client, "weigh.answer")
        tour.picture(f"{answer}-the-answer-so-far")
        tour.click("dispute.next")
        for name in CLOSER:
            tour.picture(f"{answer}-{name}")
            tour.click("dispute.next")
        tour.picture(f"{answer}-board")


def _sent_elsewhere(tour: Tour) -> None:
    """A client who may be handed over, the note to the other firm, and a firm that has done well before."""
    _open_dispute_of(tour, REFERRED, "follow.referral")
    tour.picture("referral-what-may-they-know")
    referrals: list[ReferralRow] = []
    id = tour.window.page("dispute").record
    tour.window.jobs.read(lambda session: services.disputes.detail(session, id).referrals, referrals.extend)
    tour.settle()
    tour.click(f"referral.{referrals[0].id}.write")
    tour.settle()
    tour.picture("referral-handover")
    firms: list[ProviderRow] = []
    tour.window.jobs.read(lambda session: services.referrals.rows(session), firms.extend)
    tour.settle()
    tour.window.go("provider", next(firm.id for firm in firms if firm.well))
    tour.settle()
    tour.picture("provider")


def _other_pages(tour: Tour) -> None:
    for page in ("disputes", "letters", "referrals", "settings"):
        tour.click(f"nav.{page}")
        tour.picture(page)
    tour.click("settings.mail_way.direct")
    tour.window.page("settings").leave()  # saved now: saved later, it would change the theme back in mid-picture
    tour.settle()
    tour.scroll_to("settings.mail_try")
    tour.picture("settings-sending")
    tour.click("settings.mail_way.program")
    tour.click("settings.how_we_work")
    tour.picture("how-we-work")
    walk_past_the_lists(tour, CLIENT)
    walk_past_the_backups(tour)

