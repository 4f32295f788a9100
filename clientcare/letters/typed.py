"""What the owner typed, in the forms our sentences take it in: inside one of them, as one of its own, or short."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

from clientcare.letters.facts import Facts
from clientcare.letters.needs import above_zero, is_ours, says_nothing
from clientcare.letters.phrases import (
    Starts,
    bullets,
    capital,
    clean,
    first_word,
    fragment,
    is_sentence,
    lines,
    one_line,
    sentence,
    without_opening,
)
from clientcare.letters.words import Words

_PHRASES = ("understood", "agreed", "need", "work_in_hand", "notice", "records")
PLAIN = (  # each stands in a sentence of ours as {name}, or by itself as {name_whole} where it is a sentence of its own
    "standing", "delay", "harm", "cause", "explained", "example", "instead", "owed_for", "how_to_pay", "plan",
    "open_point", "reach_us", "rhythm", "otherwise", "settled", "routes", "correction", "tie", "done_so_far", "outcome",
)  # fmt: skip
_MAY_BE_NONE = ("notice", "records")
_CAUSES = ("cause", "delay")  # {name_because}: "yes" where it can follow "because"
_WRITTEN = ("topic", "understood", "agreed", "reasons", "can_do", "open_point", "standing", "our_part")
STOPS = " .:!?…"  # what a phrase of the owner's may end with, and our sentence goes on
_NEAR = 8  # words from its beginning, where a clause has its verb
_SHORT = 110  # a phrase longer than this is left to the letter, not put in the short message


class Typed:
    """Reads the texts of one letter's facts; `values()` has them by the names the words use."""

    def __init__(self, facts: Facts, kind: str, words: Words) -> None:
        self._facts, self._kind, self._words = facts, kind, words
        self._subjects, self._small = _starts(words)

    def values(self) -> dict[str, str]:
        facts = self._facts
        part = facts.part if is_ours(facts) else "none"
        ours = self._without_sorry(facts.our_part) if is_ours(facts) else ""
        changed = self._said("changed") if is_ours(facts) or self._kind == "thank_you" else ""
        give = "" if self._is_refund() else facts.give
        done = first_word(sentence(give)) in self._words.common["agents"]
        return {
            **self._phrases(),
            **self._plain(),
            "style": facts.style,
            "feeling": facts.feeling,
            "part": part,
            "our_part": self._whole(ours),
            "has_our_part": "yes" if lines(ours) else "",
            "deed": self.inside(ours) if first_word(self.inside(ours)) in self._words.common["deeds"] else "",
            "our_part_short": _if_short(self.inside(ours).rstrip(STOPS)),
            "taken_to_heart": "" if self._whole(ours) else self.inside(ours),
            "changed": self.inside(changed),
            "changed_sentence": self._whole(changed),
            "changed_short": _if_short(self.inside(changed).rstrip(STOPS)),
            "routes_as_typed": clean(self._said("routes")).strip(),
            **self._request(),
            "give": self.inside(give),
            "give_doing": self._doing(give),
            "give_sentence": sentence(give) if done else "",
            "agreed_where": facts.agreed_where,
            "where": self._words.table("where").get(facts.agreed_where, ""),
            "give_short": _if_short((sentence(give) if done else self.inside(give)).rstrip(STOPS)),
            "need_short": _if_short(self.inside(facts.need, "need").rstrip(STOPS)),
            "work_short": _if_short(self.inside(facts.work_in_hand)),
            **self._list("reasons", facts.reasons),
            **self._list("can_do", self._said("can_do")),
            **self._list("gladly", facts.gladly),
            **self._gladly(),
        }

    def _plain(self) -> dict[str, str]:
        """Each field of `PLAIN` in its three forms."""
        said = {name: self._said(name) for name in PLAIN}
        inside = {name: text and self.inside(text, name) for name, text in said.items()}
        whole = {f"{name}_whole": text and self._whole(text) for name, text in said.items()}
        if ": " in said["open_point"]:  # one colon after another would be hard to read
            whole["open_point_whole"] = sentence(said["open_point"])
        inside["owed_for"] = inside["owed_for"].rstrip(STOPS)  # it stands in the middle of a sentence
        inside["tie"] = capital(inside["tie"])  # between quotation marks
        because = {f"{name}_because": self._because(name, inside[name]) for name in _CAUSES}
        goes_on = self._words.common["follows"]
        follows = {f"{name}_follows": "yes" if first_word(text) in goes_on else "" for name, text in inside.items()}
        nothing_open = self._facts.open_point.strip() and not inside["open_point"]
        return {
            **inside,
            **whole,
            **{f"{name}_short": _if_short(text.rstrip(STOPS)) for name, text in inside.items()},
            **because,
            **follows,
            "no_open_point": "yes" if nothing_open else "",
            "example_likened": self._starts_with("likened", inside["example"]),
            "example_pictured": whole["example_whole"] and self._starts_with("pictured", inside["example"]),
        }

    def _starts_with(self, name: str, text: str) -> str:
        return "yes" if first_word(text) in self._words.common[name] else ""

    def _gladly(self) -> dict[str, str]:
        """One thing we gladly do as a sentence, or as what can follow "I will gladly"; neither where there are several."""
        text, common = self._facts.gladly, self._words.common
        if len(lines(text)) != 1:
            return {"gladly_whole": "", "gladly_does": ""}
        inside = self.inside(text)
        named = any(first_word(inside) in common[name] for name in ("subjects", "asked_for", "determiners", "follows"))
        does = inside[:1].islower() and not named
        return {"gladly_whole": "" if does else self._whole(text), "gladly_does": "yes" if does else ""}

    def _without_sorry(self, text: str) -> str:
        """ "I'm sorry we forgot" follows a sentence of ours that is sorry already: "We forgot"; "I'm sorry you feel" stays."""
        common = self._words.common
        if "sorry_before" not in common:
            return text
        rest = without_opening(text, common["sorry_before"])
        return rest if first_word(rest) in common["sorry_that"] else without_opening(text, common["sorry_for"])

    def _is_refund(self) -> bool:
        """Whether what is given is the money that goes back, which its own sentence says with the sum and the day."""
        said = [word.strip(".,;:!()") for word in one_line(self._facts.give).lower().replace("’", "'").split()]
        refund = self._words.common["refund"]
        is_money = bool(said) and all(word in refund or not any(map(str.isalpha, word)) for word in said)
        return is_money and above_zero(self._facts.repaid)

    def _because(self, name: str, inside: str) -> str:
        """Whether it can follow "because": a clause, not a mere name of a thing."""
        typed, clauses = getattr(self._facts, name), self._words.common["clauses"]
        said_because = clean(typed) != without_opening(typed, self._words.common["openings"][name])
        is_clause = any(word in clauses for word in (first_word(inside), self._leads(inside))) and inside.count(" ") >= 2
        is_whole = is_sentence(getattr(self._facts, name).strip()) and first_word(inside) in self._subjects
        return "yes" if inside and (said_because or is_clause or is_whole or self._has_verb(inside)) else ""

    def _said(self, name: str) -> str:
        """What was typed there; "" where that was "-", "nothing" or the like."""
        return "" if says_nothing(self._facts, name) else getattr(self._facts, name)

    def _list(self, name: str, text: str) -> dict[str, str]:
        points = lines(text)
        several = len(points) > 1
        return {
            name: bullets(text) if several else self.inside(text, name),
            f"{name}_whole": "" if several else self._whole(self.inside(text, name)),
            f"several_{name}": "yes" if several else "",
            f"{name}_doing": "" if several else self._doing(text),
            f"{name}_short": _if_short("; ".join(self.inside(point).rstrip(STOPS) for point in points)),
        }

    def _phrases(self) -> dict[str, str]:
        """The owner's phrases; "apart" when one starts with a capital, which a sentence of ours cannot take inside."""
        typed = {name: self._said(name) if name in _MAY_BE_NONE else getattr(self._facts, name) for name in _PHRASES}
        said = {name: self.inside(text, name) for name, text in typed.items()}
        said["need"] = said["need"].rstrip(STOPS)
        return {
            **said,
            "said_that": "yes" if first_word(said["understood"]) == "that" else "",
            "understood_apart": self._apart(said["understood"]),
            "need_apart": self._apart(said["need"]),
            "work_whole": self._work(),
            "records_whole": self._whole(self._said("records")),
            "no_work": "yes" if said["work_in_hand"].lower() in self._words.common["nothing"] else "",
        }

    def _work(self) -> str:
        """What happens to the work, where it says so by itself; "car is done" would leave its reader wondering of what."""
        whole = self._whole(self._facts.work_in_hand)
        return whole if whole.count(" ") >= 5 else ""

    def _apart(self, text: str) -> str:
        return "yes" if text[:1].isupper() and first_word(text) not in self._subjects else ""

    def _request(self) -> dict[str, str]:
        common = self._words.common
        points = [self._of_you(self.inside(line, "request")) for line in lines(self._facts.request)]
        request = "; ".join([*(point.rstrip(STOPS) for point in points[:-1]), *points[-1:]])
        first = first_word(request)
        if request.endswith("?") and "asked_this" in common:
            return {"request": common["asked_this"].format(sentence(request)), "request_apart": ""}
        if len(points) > 1 and first not in common["asked_with"]:
            return {"request": request, "request_apart": "yes"}
        if first in common["asked_for"] or not request[:1].isalpha():
            return {"request": request and common["for"].format(request), "request_apart": ""}
        return {"request": request, "request_apart": "" if first in common["asked_with"] else "yes"}

    def _of_you(self, request: str) -> str:
        """ "Her money back", as an owner says it of a client, is "your money back" to that client."""
        common = self._words.common
        whose, _, thing = request.partition(" ")
        theirs = first_word(thing) in common["their_things"] or not thing[:1].isalpha()
        return common["your"].format(thing) if thing and whose.lower() in common["of_them"] and theirs else request

    def inside(self, text: str, name: str = "") -> str:
        openings = self._words.common["openings"].get(name)
        return fragment(without_opening(text, openings) if openings else text, self._small)

    def about(self) -> str:
        """What it is about, inside a sentence: "Hedge" starts small once the owner writes of "the hedge" somewhere else."""
        about = self.inside(self._facts.about, "about").rstrip(STOPS)
        word = about.split(" ", 1)[0]
        elsewhere = (getattr(self._facts, name) for name in _WRITTEN) if word.istitle() else ()
        return about[:1].lower() + about[1:] if any(word.lower() in text.split() for text in elsewhere) else about

    def _whole(self, text: str) -> str:
        """The text as sentences of its own when it is one; "" for a mere phrase."""
        whole = sentence(text)
        first = first_word(whole)
        begins = (first in self._subjects or self._leads(whole) in self._subjects) and whole.count(" ") >= 2
        begins = (begins or is_sentence(text.strip())) and (first not in self._words.common["determiners"] or self._acts(whole))
        stands = begins or self._has_verb(whole) or (first in self._words.common["bids"] and " " in whole)
        return whole if stands and first not in self._words.common["deeds"] else ""

    def _acts(self, text: str) -> bool:
        """Whether a word in it may be a verb, by its ending or the list: "my cell, any day" has none."""
        verbs = self._words.common["verbs"]
        return any(word in verbs or (word.islower() and word.endswith(("ed", "s"))) for word in text.split()[1:])

    def _doing(self, text: str) -> str:
        """ "yes" for something to do, in a language that lists such beginnings: "reparar la puerta"."""
        return "yes" if first_word(self.inside(text)) in self._words.common["infinitives"] else ""

    def _leads(self, text: str) -> str:
        """The first word in small letters, without what may stand before a verb ("no", "desde hoy") in some languages."""
        leads = self._words.common.get("leads")
        return first_word(without_opening(text, leads) if leads else text)

    def _has_verb(self, text: str) -> bool:
        """Whether a verb follows its subject, in a language that lists verbs: then it is a clause, not the name of a thing."""
        common = self._words.common
        first, *others = (word.rstrip(".,;:").lower() for word in text.split()[:_NEAR]) if text else ("",)
        ahead = [first, *takewhile(lambda word: word not in common["joins"], others)]
        starts = any(first in common[name] for name in ("infinitives", "no_subject", "joins"))
        return not starts and any(word in common["verbs"] for word in ahead[1:])


def _if_short(text: str) -> str:
    return text if len(text) <= _SHORT else ""


@lru_cache(maxsize=64)
def _starts(words: Words) -> tuple[Starts, Starts]:
    """Words that start a sentence of its own; words that start small inside one."""
    subjects = words.common["subjects"]
    small = (word for word in (*subjects, *words.common["small"]) if word != "i" and not word.startswith("i'"))
    return subjects, Starts(small)
