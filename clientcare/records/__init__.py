"""The plain frozen values that travel between services and ui. Money is Decimal in the business's currency, times are UTC."""

from clientcare.records.changes import Changes
from clientcare.records.disputes import DisputeDetail, DisputeForm, DisputeRow
from clientcare.records.letters import (
    LONGEST_SLEEP,
    Artwork,
    LetterDraft,
    LetterListRow,
    LetterRow,
    LetterView,
    SendingRow,
    SleepLimit,
    VersionOfLetter,
)
from clientcare.records.people import ClientDetail, ClientRow, PaymentForm, PaymentRow
from clientcare.records.referring import ProviderDetail, ProviderForm, ProviderRow, ReferralRow, Suggestion
from clientcare.records.timeline import EventForm, EventRow
from clientcare.records.today import TodayItem, TodayView
from clientcare.records.weighing import (
    DecisionForm,
    DecisionRow,
    Default,
    Fit,
    Known,
    OfferForm,
    OfferRow,
    PartRow,
    TraitPattern,
    TraitRow,
    VersionRow,
)

__all__ = [
    "LONGEST_SLEEP",
    "Artwork",
    "Changes",
    "ClientDetail",
    "ClientRow",
    "DecisionForm",
    "DecisionRow",
    "Default",
    "DisputeDetail",
    "DisputeForm",
    "DisputeRow",
    "EventForm",
    "EventRow",
    "Fit",
    "Known",
    "LetterDraft",
    "LetterListRow",
    "LetterRow",
    "LetterView",
    "OfferForm",
    "OfferRow",
    "PartRow",
    "PaymentForm",
    "PaymentRow",
    "ProviderDetail",
    "ProviderForm",
    "ProviderRow",
    "ReferralRow",
    "SendingRow",
    "SleepLimit",
    "Suggestion",
    "TodayItem",
    "TodayView",
    "TraitPattern",
    "TraitRow",
    "VersionOfLetter",
    "VersionRow",
]
