"""What is known before the owner answers anything more: what each question counts as, and the owner's own past."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute
from clientcare.decision.assessment import Assessment, Part
from clientcare.decision.building import compromise, give, part_ways, refer, settle_then_part
from clientcare.decision.figures import figures
from clientcare.decision.moves import beside_figures, unit
from clientcare.decision.rules import filled, ways_weighed
from clientcare.records import Default, Known
from clientcare.said import Said, mark
from clientcare.services import checks, settings
from clientcare.services.disputing.dispute_detail import newest
from clientcare.services.weighing import origins, traits
from clientcare.services.weighing.assessing import as_usual
from clientcare.services.weighing.precedent import last_time
from clientcare.services.weighing.standing import Standing

# a chance of a kind of way can be guessed before there is such a way
_OF_EVERY_KIND = (give(0), compromise("any", "", 0, 0), settle_then_part("any-part", "", 0, 0), refer(), part_ways())


def about(session: Session, dispute_id: int) -> Known:
    """What every question and slider of this weighing counts as before the owner's own guesses, by its name or key.

    WorldError if the dispute was deleted.
    """
    dispute, stored = checks.find(session, Dispute, dispute_id), newest(session, dispute_id)
    usual, client = as_usual(session, dispute_id)
    business = settings.load(session)
    defaults = dict(_of_sliders(usual, client, stored.owe if stored else ""))
    defaults |= dict(_of_client(client))
    defaults["owe_sum"] = Default(usual.ask / 2, "money", Said(mark("Half of what they ask.")))
    return Known(
        defaults=defaults,
        fit=traits.fit(session, dispute.client_id),
        last_time=last_time(session, dispute, not usual.we_hold, usual.part == Part.MOSTLY),
        hour_worth=business.hour_worth,
    )


def _of_sliders(usual: Assessment, client: Standing, owe: str) -> Iterator[tuple[str, Default]]:
    any_way = tuple(filled(way, usual) for way in _OF_EVERY_KIND)
    found = {key: figure for key, figure in figures(usual, any_way).items() if key.startswith(("stay.", "harm."))}
    found |= figures(usual, ways_weighed(usual))
    likely = {key: figure.guess.likely for key, figure in found.items()}
    likely |= {key: guess.likely for key, guess in beside_figures(usual).items()}
    for key, value in likely.items():
        yield key, Default(value, unit(key), origins.origin(key, usual, client, owe))
    yield "mistake_cost", Default(None, "money", origins.origin("mistake_cost", usual, client, owe))


def _of_client(client: Standing) -> Iterator[tuple[str, Default]]:
    """What is asked of the client's money, as it counts while none of it is answered."""
    yield "revenue", Default(client.revenue, "money", origins.revenue(client))
    yield "margin", Default(client.margin_unasked, "share", origins.margin(client))
    yield "hours_beyond", Default(0.0, "hours", Said(origins.NONE_KNOWN))
