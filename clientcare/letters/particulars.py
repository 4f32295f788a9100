"""The facts as they read inside a letter's sentences: days, money and the owner's phrases, by the names the words use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientcare.letters import formats, handing_over
from clientcare.letters.dates import OFFER_STAYS_OPEN, ten_working_days, working_days
from clientcare.letters.facts import Facts, Letterhead, Offer
from clientcare.letters.kinds import kind as kind_of
from clientcare.letters.needs import says_nothing
from clientcare.letters.phrases import lines, one_line, sentence, shortened, without_opening
from clientcare.letters.typed import STOPS, Typed
from clientcare.letters.words import Words

_DAYS = {
    "give_day": "give_by",
    "repaid_day": "repaid_by",
    "still_owed_day": "still_owed_by",
    "last_day": "last_day",
    "instead_day": "instead_from",
    "done_day": "done_on",
    "earlier_day": "earlier_on",
    "corrects_day": "corrects_on",
}
_SOON = {"explanation": 5, "boundary": 5}  # working days to the next word where ten would be long


class Particulars:
    """Reads one letter's facts in its language and locale; `values()` is what the words are filled with."""

    def __init__(self, facts: Facts, kind: str, words: Words) -> None:
        self._facts = facts
        self._kind = kind
        self._words = words
        self.locale = formats.letter_locale(facts.letterhead.locale, facts.language)
        self._typed = Typed(facts, kind, words)

    def values(self) -> dict[str, str]:
        """Every name the words may use; "" for what is not known.

        Beside those named after their field: `{x}` inside a sentence of ours, `{x_whole}` where it is a sentence of its own,
        `{x_short}` for short messages, all three for the fields in `typed.PLAIN`; `{cause_because}`, `{delay_because}`: "yes"
        where it can follow "because"; `{no_open_point}`: "yes" when they said that nothing stays open; `{gladly_whole}`;
        `{routes_as_typed}`: the owner's block, line by line; `{before_done}`: "yes" when the next step comes before what is
        promised; also `{changed_short}`, `{our_part_short}` and, for the three lists, `{reasons_short}` and so on; for
        letters to a firm those of `letters.handing_over`, and `{in_month}` of our sending the client there.
        """
        typed = self._typed.values()
        to_firm = kind_of(self._kind).to == "provider"
        told = handing_over.values(self._facts, typed, self._words.marks) if to_firm else handing_over.NOTHING
        return {**self._people(), **self._telling(), **typed, **self._money(), **self._days(), **self._counts(), **told}

    def owed(self, offer: Offer, table: str = "owed") -> str:
        """What is owed once this offer is taken: as a sentence, or as a few words by the table "owed_short"."""
        by = self._day(offer.owed_by)
        return self._words.table(table)[offer.owed_from].format(owed=self._sum(offer.owed), day=by)

    def open_until(self) -> date:
        return self._facts.open_until or ten_working_days(self._facts.written_on)

    def next_step_on(self) -> date:
        """The day of the next step: the owner's, else one that follows from the kind."""
        facts = self._facts
        if kind_of(self._kind).offers:
            return self.open_until()
        return facts.answer_by or self._usual_next_step()

    def _usual_next_step(self) -> date:
        facts, written = self._facts, self._facts.written_on
        if self._kind in ("apology", "goodwill"):
            return working_days(max((written, *self._promised())), 2)
        if self._kind == "payment_request" and says_nothing(facts, "open_point"):
            return working_days(max((written, *self._promised())), 2)
        if self._kind == "farewell" and facts.last_day:
            return max(min(working_days(written, 5), facts.last_day), working_days(written, 1))
        return working_days(written, _SOON.get(self._kind, OFFER_STAYS_OPEN))

    def _promised(self) -> list[date]:
        """The days by which we have promised something; in a request for payment the day it is due."""
        facts = self._facts
        ours = (facts.give_by if lines(facts.give) else None, facts.repaid_by if facts.repaid else None)
        return [day for day in ((facts.still_owed_by,) if self._kind == "payment_request" else ours) if day]

    def _people(self) -> dict[str, str]:
        head, to = self._facts.letterhead, self._facts.recipient
        business, owner = one_line(head.name), one_line(head.owner_name)
        which = _ways(head)
        ways = self._words.table("ways").get(f"{which}_slip" if which else "slip", "")
        greeting = without_opening(to.greeting, self._words.common["openings"]["greeting"])
        name = one_line(greeting).rstrip(",;:") or one_line(to.name)
        who = shortened(name, 60)
        return {
            "greeting": name,
            "who": f" {who}" if who else "",
            "named": f", {who}," if who else "",
            "sender_in_full": self._sender(shortened(owner, 60), shortened(business, 60)),
            "reach": reach(head, self._words),
            "by_ways": f", {ways}" if ways else "",
        }

    def _sender(self, owner: str, business: str) -> str:
        if owner and business and owner != business:
            template: str = self._words.common["sender_in_full"]
            return template.format(owner=owner, business=business)
        return owner or business

    def _telling(self) -> dict[str, str]:
        facts, told_words = self._facts, self._words.table("told")
        about = self._typed.about()
        told = facts.told_on if facts.told_on and facts.told_on <= facts.written_on else None
        today = told == facts.written_on
        on_day = self._told_day(told) if told else ""
        of_told = told_words["of"].format(day=self._day(told)) if told else ""
        return {
            "channel": facts.channel,
            "handed_over": "yes" if facts.handed_over else "",
            "about": about,
            "it": about or self._words.common["this"],
            "told": told_words["today"] if today else told_words["on"].format(day=on_day) if told else "",
            "of_told": of_told,
            "of_about": told_words["about"].format(about=about) if about else "",
            "subject": self._subject(about) or self._words.table("answered")[facts.channel].format(of_told=of_told),
        }

    def _told_day(self, told: date) -> str:
        """ "Wednesday" within a week, but the whole day for somebody precise."""
        if self._facts.style == "precise":
            return self._day(told)
        return formats.told_day(told, self._facts.written_on, self.locale)

    def _subject(self, about: str) -> str:
        """The title is for the owner's own lists: only the first, quick word to a client borrows it."""
        topic = self._facts.topic if self._kind == "acknowledgement" else ""
        return sentence(about or topic).rstrip(STOPS)

    def _money(self) -> dict[str, str]:
        facts = self._facts
        sums = {name: self._sum(getattr(facts, name) or Decimal(0)) for name in ("asked", "repaid", "still_owed", "price")}
        return {**sums, "no_price": "yes" if facts.price == 0 else ""}

    def _days(self) -> dict[str, str]:
        facts, seen = self._facts, self._facts.written_on
        days = {name: getattr(facts, field) for name, field in _DAYS.items()}
        near = {name: self._day(day) for name, day in days.items()}
        return {
            **near,
            "before_done": "yes" if self.next_step_on() < max(self._promised(), default=seen) else "",
            "written_day": formats.long_day(seen, self.locale),
            "answer_day": formats.named_day(self.next_step_on(), seen, self.locale),
            "open_day": formats.named_day(self.open_until(), seen, self.locale),
            "consented_day": self._day(facts.handover.consented_on) if facts.handover else "",
            "in_month": self._in_month(facts.referred_on),
            "last_day_full": formats.named_day(facts.last_day, seen, self.locale) if facts.last_day else "",
        }

    def _in_month(self, day: date | None) -> str:
        """ " in June", in the words of a kind that has some for it."""
        template = self._words.marks.get("in_month", "")
        return template.format(formats.month(day, self._facts.written_on, self.locale)) if day and template else ""

    def _day(self, day: date | None) -> str:
        """A day as it stands in a sentence, with its weekday for somebody precise; "" for none."""
        said = formats.named_day if self._facts.style == "precise" else formats.near_day
        return said(day, self._facts.written_on, self.locale) if day else ""

    def _counts(self) -> dict[str, str]:
        n = len(self._facts.offers if kind_of(self._kind).offers else self._facts.providers)
        numbers = self._words.common["numbers"]
        return {"n": str(n), "count": numbers[n] if n < len(numbers) else str(n)}

    def _sum(self, amount: Decimal) -> str:
        return formats.money(amount, self._facts.letterhead.currency, self.locale) if amount else ""

def reach(head: Letterhead, words: Words) -> str:
    """How to reach the business: "call … or write to …"; "" when it names neither phone nor e-mail."""
    which = _ways(head)
    return words.table("reach")[which].format(phone=one_line(head.phone), email=one_line(head.email)) if which else ""


def _ways(head: Letterhead) -> str:
    phone, email = one_line(head.phone), one_line(head.email)
    return "both" if phone and email else "phone" if phone else "email" if email else ""
