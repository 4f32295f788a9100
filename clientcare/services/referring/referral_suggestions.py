"""Which firms suit a dispute: by what is needed, by where the client lives, and by how past referrals went."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute
from clientcare.letters.needs import MOST_PROVIDERS
from clientcare.records import ProviderRow, Suggestion
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.disputing.dispute_detail import newest
from clientcare.services.referring import word_matching
from clientcare.services.referring.provider_list import rows
from clientcare.texts import one_line

_LIKE = 0.6  # what a word of the same root counts beside the word itself
_NAME = 0.5  # what a firm is called says less than what it does
_NEAR, _GONE_WELL = 0.75, 0.75  # beside 3, 2 or 1 for each word that fits, by how sure it is that it is needed
_EVERYWHERE = 0.15  # what a word counts at least, though every firm has it
_LONGEST_WHY = 60  # letters of what a firm does, or of a place, in the line that says why
_TOLD = 60  # firms of which it is worked out what part of all they do fits: more than anybody reads


def fitting(session: Session, dispute_id: int) -> tuple[int, ...]:
    """The firms to begin a referral letter with: at most three, only such as fit and have not gone badly."""
    good = [one for one in suggested(session, dispute_id) if one.fits and not one.went_badly]
    return tuple(one.provider_id for one in good[:MOST_PROVIDERS])


def suggested(session: Session, dispute_id: int, need: str = "") -> list[Suggestion]:
    """Every firm, those that suit this dispute best first; what went badly comes last, and says so.

    `need`: as it is just being typed into a letter.
    """
    firms, dispute = rows(session), checks.find(session, Dispute, dispute_id)
    needed = _needed(session, dispute, need)
    does, called = _scores(needed, [firm.does for firm in firms]), _scores(needed, [firm.name for firm in firms])
    home = set(word_matching.index([dispute.client.address]))
    found: list[tuple[tuple[bool, bool, float], ProviderRow, Suggestion]] = []
    for place, firm in enumerate(firms):
        fits, near = does[place] + _NAME * called[place], _place(firm.area, home)
        badly = bool(firm.badly) and firm.badly >= firm.well
        total = fits + (_NEAR if near else 0) + _GONE_WELL * (firm.well - firm.badly) / (firm.sent + 1)
        made = Suggestion(firm.id, fits > 0, why=_why(firm, near), went_badly=badly)
        found.append(((fits <= 0, badly, -total), firm, made))
    found.sort(key=lambda one: one[0])
    told = [replace(made, part=_part(firm.does, needed) if made.fits else "") for _, firm, made in found[:_TOLD]]
    return told + [made for _, _, made in found[_TOLD:]]


def _needed(session: Session, dispute: Dispute, typed: str) -> dict[str, float]:
    """The words of what they need, with how much each counts: what was said most plainly counts most."""
    weighed = newest(session, dispute.id)
    asked = [letter.facts for letter in sorted(dispute.letters, key=lambda one: one.written_at)]
    texts = [(3.0, typed), *((3.0, facts.get("need", "")) for facts in asked), (3.0, weighed.need if weighed else "")]
    texts += [(2.0, dispute.really_need)]
    texts += [(1.0, facts.get("request", "")) for facts in asked] + [(1.0, dispute.about), (1.0, dispute.title)]
    found: dict[str, float] = {}
    for weight, text in texts:
        for word in word_matching.words(text):
            found[word] = max(weight, found.get(word, 0))
    return found


def _scores(needed: Mapping[str, float], texts: Sequence[str]) -> list[float]:
    """For each text how well it answers the need; a word that few of them have tells more."""
    places, scores = word_matching.index(texts), [0.0] * len(texts)
    known = list(places)
    for word, weight in needed.items():
        exact = set().union(*(places.get(form, set()) for form in word_matching.forms(word)))
        near = set().union(*(places[other] for other in word_matching.alike(word, known))) - exact
        rare = _rarity(len(exact | near), len(texts))
        for hits, share in ((exact, 1.0), (near, _LIKE)):
            for place in hits:
                scores[place] += weight * share * rare
    return scores


def _rarity(having: int, of: int) -> float:
    """From 1, for a word only one has, to a little, for one they all have."""
    return max(math.log((of + 1) / having) / math.log(of + 1), _EVERYWHERE) if having else 0.0


def _part(does: str, needed: Mapping[str, float]) -> str:
    """The words among what a firm does that speak to the need."""
    parts = [part.strip() for part in re.split(r"[,;:\n•]| – ", does) if part.strip()]
    scores = _scores(needed, parts)
    return _short(parts[scores.index(max(scores))]) if parts and max(scores) > 0 else ""


def _place(area: str, home: set[str]) -> str:
    """The first place a firm works in that stands in the client's address; "" where none does."""
    for place in re.split(r"[,;\n/]", area):
        names = word_matching.words(place)
        if names and any(word_matching.forms(name) & home for name in names):
            return one_line(place)
    return ""


def _why(firm: ProviderRow, near: str) -> tuple[Said, ...]:
    said = [Said(mark("Works in {place}"), {"place": _short(near)})] if near else []
    known = firm.well + firm.mixed + firm.badly
    if firm.badly:
        said.append(Said(mark("{n} of {known} went badly"), {"n": firm.badly, "known": known}))
    elif known:
        said.append(Said(mark("{n} of {known} went well"), {"n": firm.well, "known": known}))
    return tuple(said)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_WHY else f"{line[: _LONGEST_WHY - 1].rstrip()}…"
