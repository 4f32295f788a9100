"""The facts as they read inside a letter's sentences: days, money and the owner's phrases, by the names the words use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from clientcare.letters import formats
from clientcare.letters.dates import ten_working_days, working_days
from clientcare.letters.facts import Facts, Offer
from clientcare.letters.kinds import kind as kind_of
from clientcare.letters.phrases import (
    bullets,
    first_word,
    fragment,
    is_sentence,
    lines,
    one_line,
    sentence,
    shortened,
    without_opening,
)
from clientcare.letters.words import Words

_PHRASES = ("understood", "agreed", "need", "work_in_hand", "notice", "records")
_PLAIN = (  # each stands in a sentence of ours as {name}, or by itself as {name_whole} where it is a sentence of its own
    "standing", "delay", "harm", "cause", "explained", "example", "instead", "owed_for", "how_to_pay", "plan",
    "open_point", "reach_us", "rhythm", "otherwise", "settled", "routes",
)  # fmt: skip
_DAYS = {
    "give_day": "give_by",
    "repaid_day": "repaid_by",
    "still_owed_day": "still_owed_by",
    "last_day": "last_day",
    "instead_day": "instead_from",
    "done_day": "done_on",
    "earlier_day": "earlier_on",
}
_STOPS = " .:!?…"  # what a phrase of the owner's may end with, and our sentence goes on
_SHORT = 110  # a phrase longer than this is left to the letter, not put in the short message


class Particulars:
    """Reads one letter's facts in its language and locale; `values()` is what the words are filled with."""

    def __init__(self, facts: Facts, kind: str, words: Words) -> None:
        self._facts = facts
        self._kind = kind
        self._words = words
        self.locale = formats.letter_locale(facts.letterhead.locale, facts.language)
        self._subjects, self._small = _starts(words)

    def values(self) -> dict[str, str]:
        """Every name the words may use; "" for what is not known."""
        return {**self._people(), **self._telling(), **self._texts(), **self._money(), **self._days(), **self._counts()}

    def owed(self, offer: Offer, table: str = "owed") -> str:
        """What is owed once this offer is taken: as a sentence, or as a few words by the table "owed_short"."""
        by = formats.near_day(offer.owed_by, self._facts.written_on, self.locale) if offer.owed_by else ""
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
        if self._kind == "goodwill":
            return working_days(max(facts.give_by or written, facts.repaid_by or written), 2)
        if self._kind == "farewell" and facts.last_day:
            return max(min(working_days(written, 5), facts.last_day), working_days(written, 1))
        return ten_working_days(written)

    def _people(self) -> dict[str, str]:
        head, to = self._facts.letterhead, self._facts.recipient
        business, owner = one_line(head.name), one_line(head.owner_name)
        phone, email = one_line(head.phone), one_line(head.email)
        which = "both" if phone and email else "phone" if phone else "email" if email else ""
        reach = self._words.table("reach")[which].format(phone=phone, email=email) if which else ""
        ways = self._words.table("ways").get(f"{which}_slip" if which else "slip", "")
        greeting = without_opening(to.greeting, self._words.common["openings"]["greeting"])
        name = one_line(greeting).rstrip(",;:") or one_line(to.name)
        who = shortened(name, 60)
        return {
            "greeting": name,
            "who": f" {who}" if who else "",
            "sender_in_full": self._sender(shortened(owner, 60), shortened(business, 60)),
            "reach": reach,
            "by_ways": f", {ways}" if ways else "",
        }

    def _sender(self, owner: str, business: str) -> str:
        if owner and business and owner != business:
            template: str = self._words.common["sender_in_full"]
            return template.format(owner=owner, business=business)
        return owner or business

    def _telling(self) -> dict[str, str]:
        facts, told_words = self._facts, self._words.table("told")
        about = self._inside(facts.about, "about").rstrip(_STOPS)
        told = facts.told_on if facts.told_on and facts.told_on <= facts.written_on else None
        today = told == facts.written_on
        day = formats.told_day(told, facts.written_on, self.locale) if told else ""
        of_told = told_words["of"].format(day=formats.near_day(told, facts.written_on, self.locale)) if told else ""
        return {
            "channel": facts.channel,
            "about": about,
            "it": about or self._words.common["this"],
            "told": told_words["today"] if today else told_words["on"].format(day=day) if told else "",
            "of_told": of_told,
            "of_about": told_words["about"].format(about=about) if about else "",
            "subject": self._subject(about) or self._words.table("answered")[facts.channel].format(of_told=of_told),
        }

    def _subject(self, about: str) -> str:
        """The title is for the owner's own lists: only the first, quick word to a client borrows it."""
        topic = self._facts.topic if self._kind == "acknowledgement" else ""
        return sentence(about or topic).rstrip(_STOPS)

    def _texts(self) -> dict[str, str]:
        facts = self._facts
        part = facts.part if facts.part in ("some", "mostly") else "none"
        ours = "" if part == "none" else facts.our_part
        changed = "" if part == "none" else facts.changed
        done = first_word(sentence(facts.give)) in self._words.common["agents"]
        return {
            **self._phrases(),
            **{name: self._inside(getattr(facts, name)) for name in _PLAIN},
            **{f"{name}_whole": self._whole(getattr(facts, name)) for name in _PLAIN},
            "style": facts.style,
            "feeling": facts.feeling,
            "part": part,
            "our_part": self._whole(ours),
            "deed": self._inside(ours) if first_word(self._inside(ours)) in self._words.common["deeds"] else "",
            "taken_to_heart": "" if self._whole(ours) else self._inside(ours),
            "changed": self._inside(changed),
            "changed_sentence": self._whole(changed),
            **self._request(),
            "give": self._inside(facts.give),
            "give_sentence": sentence(facts.give) if done else "",
            "agreed_where": facts.agreed_where,
            "where": self._words.table("where").get(facts.agreed_where, ""),
            "give_short": _if_short((sentence(facts.give) if done else self._inside(facts.give)).rstrip(_STOPS)),
            "need_short": _if_short(self._inside(facts.need, "need").rstrip(_STOPS)),
            "work_short": _if_short(self._inside(facts.work_in_hand)),
            **self._list("reasons", facts.reasons),
            **self._list("can_do", facts.can_do),
            **self._list("gladly", facts.gladly),
            "can_do_short": _if_short(self._inside(facts.can_do)) if len(lines(facts.can_do)) == 1 else "",
        }

    def _list(self, name: str, text: str) -> dict[str, str]:
        several = len(lines(text)) > 1
        return {name: bullets(text) if several else self._inside(text), f"several_{name}": "yes" if several else ""}

    def _phrases(self) -> dict[str, str]:
        """The owner's phrases; "apart" when one starts with a capital, which a sentence of ours cannot take inside."""
        said = {name: self._inside(getattr(self._facts, name), name) for name in _PHRASES}
        said["need"] = said["need"].rstrip(_STOPS)
        return {
            **said,
            "said_that": "yes" if first_word(said["understood"]) == "that" else "",
            "understood_apart": self._apart(said["understood"]),
            "need_apart": self._apart(said["need"]),
            "no_work": "yes" if said["work_in_hand"].lower() in self._words.common["nothing"] else "",
        }

    def _apart(self, text: str) -> str:
        return "yes" if text[:1].isupper() and first_word(text) not in self._subjects else ""

    def _request(self) -> dict[str, str]:
        request, common = self._inside(self._facts.request, "request"), self._words.common
        first = first_word(request)
        if first in common["asked_for"] or not request[:1].isalpha():
            return {"request": request and common["for"].format(request), "request_apart": ""}
        return {"request": request, "request_apart": "" if first in common["asked_with"] else "yes"}

    def _money(self) -> dict[str, str]:
        facts = self._facts
        sums = {name: self._sum(getattr(facts, name) or Decimal(0)) for name in ("asked", "repaid", "still_owed", "price")}
        return {**sums, "no_price": "yes" if facts.price == 0 else ""}

    def _days(self) -> dict[str, str]:
        facts, seen = self._facts, self._facts.written_on
        days = {name: getattr(facts, field) for name, field in _DAYS.items()}
        near = {name: formats.near_day(day, seen, self.locale) if day else "" for name, day in days.items()}
        return {
            **near,
            "written_day": formats.long_day(seen, self.locale),
            "answer_day": formats.named_day(self.next_step_on(), seen, self.locale),
            "open_day": formats.named_day(self.open_until(), seen, self.locale),
            "last_day_full": formats.named_day(facts.last_day, seen, self.locale) if facts.last_day else "",
        }

    def _counts(self) -> dict[str, str]:
        n = len(self._facts.offers if kind_of(self._kind).offers else self._facts.providers)
        numbers = self._words.common["numbers"]
        return {"n": str(n), "count": numbers[n] if n < len(numbers) else str(n)}

    def _sum(self, amount: Decimal) -> str:
        return formats.money(amount, self._facts.letterhead.currency, self.locale) if amount else ""

    def _inside(self, text: str, name: str = "") -> str:
        openings = self._words.common["openings"].get(name)
        return fragment(without_opening(text, openings) if openings else text, self._small)

    def _whole(self, text: str) -> str:
        """The text as sentences of its own when it is one; "" for a mere phrase."""
        whole = sentence(text)
        first = first_word(whole)
        stands = is_sentence(text.strip()) or (first in self._subjects and whole.count(" ") >= 2)
        return whole if stands and first not in self._words.common["deeds"] else ""


def _if_short(text: str) -> str:
    return text if len(text) <= _SHORT else ""


@lru_cache(maxsize=16)
def _starts(words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """Words that start a sentence of its own; words that start small inside one."""
    subjects = frozenset(words.common["subjects"])
    small = subjects | frozenset(words.common["small"])
    return subjects, frozenset(word for word in small if word != "i" and not word.startswith("i'"))
