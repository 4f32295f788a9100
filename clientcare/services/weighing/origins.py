"""Where a figure comes from while the owner has not said otherwise, in a short sentence."""

from __future__ import annotations

from collections.abc import Callable

from clientcare.decision import starting
from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.rules import OFFERS
from clientcare.said import Said, mark
from clientcare.services.weighing.standing import Source, Standing

_PLAIN_GUESS = mark("A usual guess.")
NONE_KNOWN = mark("None, as long as you do not say.")
_REVENUE = {
    Source.PAID: mark("From what they paid in the last 12 months."),
    Source.AVERAGE: mark("As much as an average client of yours: no payment of theirs is on record."),
    Source.ASK: mark("A job a year like this one: no payment of theirs is on record."),
    Source.WORK: mark("What pays for a day of your work: no payment of theirs is on record."),
}
_PREVAIL = {
    Part.NONE: mark("A usual guess where nothing of it was yours."),
    Part.SOME: mark("A usual guess where some of it was yours."),
    Part.MOSTLY: mark("A usual guess where most of it was yours."),
}
_OWED = {
    "nothing": mark("You said you owe nothing."),
    "part": mark("You said you owe a part."),
    "all": mark("You said you owe all they ask."),
}
_OWED_BY_PART = {
    Part.NONE: mark("Nothing of what they ask, as nothing of it was yours."),
    Part.SOME: mark("Half of what they ask, as some of it was yours."),
    Part.MOSTLY: mark("All they ask, as most of it was yours."),
}


def revenue(known: Standing) -> Said:
    nothing_at_all = known.revenue_from is Source.PAID and not known.revenue
    return Said(mark("They paid nothing in the last 12 months.") if nothing_at_all else _REVENUE[known.revenue_from])


def margin(known: Standing) -> Said:
    percent = round(known.margin_unasked * 100, 1)
    if known.margin_from is Source.JOBS:
        return Said(mark("From the kinds of job they paid for in the last 12 months."))
    return Said(mark("Your usual {share} %, from Settings."), {"share": int(percent) if percent == int(percent) else percent})


def origin(key: str, a: Assessment, known: Standing, owe: str) -> Said:
    """Where the usual value of the slider `key` comes from. `owe`: the answer on what is honestly owed."""
    head, _, way_key = key.partition(".")
    if head == "harm" and way_key:
        return _harm(way_key, a)
    way = next((way for way in a.ways if way.key == way_key), None)
    if head == "stay":
        return _stay(way_key, a)
    if head in ("cost", "hours", "accept") and way:
        return _of_way(head, way, a)
    if head == "owed":
        return Said(_OWED.get(owe) or _OWED_BY_PART[a.part])
    return _ABOUT[head](a, known) if head in _ABOUT else Said(_PLAIN_GUESS)


def _contribution(a: Assessment, known: Standing) -> Said:
    if known.revenue_from in (Source.AVERAGE, Source.ASK, Source.WORK):
        return revenue(known)
    return Said(mark("What they pay in a year, less its costs and their extra hours."))


def _retention(a: Assessment, known: Standing) -> Said:
    if known.retention_from is Source.NOTED:
        return Said(mark("As you noted it with this client."))
    if known.retention_from is Source.HISTORY:
        return Said(mark("How your own clients come back, {count} of them so far."), {"count": known.clients})
    return Said(mark("A usual guess, until you have ten clients who first paid two years ago."))


def _sent(a: Assessment, known: Standing) -> Said:
    if known.sent_from is Source.RECORDS:
        return Said(mark("They have sent you %n client(s) so far."), n=known.sent_count)
    return Said(mark("As you noted it with this client.") if known.sent else NONE_KNOWN)


def _complaint(a: Assessment, known: Standing) -> Said:
    if a.average_contribution > 0:
        return Said(mark("A year of one average client of yours."))
    as_asked = mark("As much as they ask: no client’s money is known yet.")
    return Said(as_asked if a.ask else mark("A year of theirs: no client’s money is known yet."))


def _others(a: Assessment, known: Standing) -> Said:
    if a.ask == 0:
        return Said(mark("Nothing, as they ask for no money."))
    if a.part == Part.MOSTLY:
        return Said(mark("Nothing: most of it was yours, so others with the same trouble should hear from you."))
    return Said(mark("3 in 10 of what they ask, a usual guess."))


def _pursue(a: Assessment, known: Standing) -> Said:
    if not a.we_hold:
        return Said(mark("Certain: they hold the money, so it is you who would have to."))
    if a.if_no:
        return Said(_IF_NO)
    mostly = mark("A usual guess where most of it was yours.")
    return Said(mostly if a.part == Part.MOSTLY else mark("A usual guess: one in two does."))


_IF_NO = mark("From what you said they would do after a no.")
_ABOUT: dict[str, Callable[[Assessment, Standing], Said]] = {
    "contribution": _contribution,
    "retention": _retention,
    "sent_clients": _sent,
    "harm": _complaint,
    "others": _others,
    "pursue": _pursue,
    "prevail": lambda a, known: Said(_PREVAIL[a.part]),
    "refill": lambda a, known: Said(mark("A usual guess: half a year.")),
    "fight_hours": lambda a, known: Said(mark("A usual guess: four hours of letters and calls.")),
    "mistake_cost": lambda a, known: Said(mark("Left out, as long as you do not say.")),
}


def _stay(kind: str, a: Assessment) -> Said:
    if kind == WayKind.HOLD and a.if_no:
        return Said(_IF_NO)
    mine = [past for past in a.record if past.kind == kind]
    closed, stayed = sum(past.closed for past in mine), sum(past.stayed for past in mine)
    if closed:
        said = mark("Your own record, {stayed} of {closed} stayed, beside a usual guess.")
        if a.weeks_waiting:
            said = mark("Your own record, {stayed} of {closed} stayed, beside a usual guess; less for each week of waiting.")
        return Said(said, {"stayed": stayed, "closed": closed})
    return Said(mark("A usual guess, less for each week without an answer.") if a.weeks_waiting else _PLAIN_GUESS)


def _harm(kind: str, a: Assessment) -> Said:
    if kind == WayKind.HOLD and a.if_no:
        return Said(_IF_NO)
    mine = [past for past in a.record if past.kind == kind]
    known = sum(past.closed if past.told is None else past.told for past in mine)
    if known:
        said = mark("Your own record, {complained} of {known} complained, beside a usual guess.")
        return Said(said, {"complained": sum(past.complained for past in mine), "known": known})
    if kind in starting.HARM:
        return Said(_PLAIN_GUESS)
    return Said(mark("A usual guess, lower where what you owe is repaid."))


def _of_way(head: str, way: Way, a: Assessment) -> Said:
    if way.kind in OFFERS:
        if head != "accept":
            return Said(mark("From the offer itself."))
        reach = mark("From how much of what they ask it gives.") if a.ask else mark("From how far it meets what they want.")
        return Said(reach)
    if head == "cost":
        return Said(mark("All they ask.") if way.kind == WayKind.GIVE else mark("What you owe."))
    return Said(NONE_KNOWN if way.kind == WayKind.GIVE else mark("A usual guess: one hour."))
