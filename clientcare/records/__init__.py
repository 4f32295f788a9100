"""The plain frozen values that travel between services and ui. Money is Decimal in the business's currency, times are UTC."""

from clientcare.records.changes import Changes
from clientcare.records.disputes import DisputeDetail, DisputeForm, DisputeRow, DisputeSift, KeptFilter
from clientcare.records.duplicates import Candidate, ClientSide, Pair
from clientcare.records.exporting import Exported, ExportedClient, ExportedPayment
from clientcare.records.finding import Found, Hit
from clientcare.records.importing import PastImport, TakenBack, TakenIn
from clientcare.records.keeping import Backup, BackupStatus, Contents, Health, LeftOver, Newer, Restored, Staged
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
from clientcare.records.payments import JobMargin, PaymentForm, PaymentRow, PaymentsView, PaymentYears
from clientcare.records.people import ClientDetail, ClientRow, ContactRow, PersonRow, TagRow
from clientcare.records.referring import ProviderDetail, ProviderForm, ProviderRow, ReferralRow, Suggestion
from clientcare.records.reminding import CalendarEntry, ReminderForm, ReminderRow
from clientcare.records.timeline import CONTACTS, AttachmentRow, EventForm, EventRow, EventVersionRow
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
    "CONTACTS",
    "LONGEST_SLEEP",
    "Artwork",
    "AttachmentRow",
    "Backup",
    "BackupStatus",
    "CalendarEntry",
    "Candidate",
    "Changes",
    "ClientDetail",
    "ClientRow",
    "ClientSide",
    "ContactRow",
    "Contents",
    "DecisionForm",
    "DecisionRow",
    "Default",
    "DisputeDetail",
    "DisputeForm",
    "DisputeRow",
    "DisputeSift",
    "EventForm",
    "EventRow",
    "EventVersionRow",
    "Exported",
    "ExportedClient",
    "ExportedPayment",
    "Fit",
    "Found",
    "Health",
    "Hit",
    "JobMargin",
    "KeptFilter",
    "Known",
    "LeftOver",
    "LetterDraft",
    "LetterListRow",
    "LetterRow",
    "LetterView",
    "Newer",
    "OfferForm",
    "OfferRow",
    "Pair",
    "PartRow",
    "PastImport",
    "PaymentForm",
    "PaymentRow",
    "PaymentYears",
    "PaymentsView",
    "PersonRow",
    "ProviderDetail",
    "ProviderForm",
    "ProviderRow",
    "ReferralRow",
    "ReminderForm",
    "ReminderRow",
    "Restored",
    "SendingRow",
    "SleepLimit",
    "Staged",
    "Suggestion",
    "TagRow",
    "TakenBack",
    "TakenIn",
    "TodayItem",
    "TodayView",
    "TraitPattern",
    "TraitRow",
    "VersionOfLetter",
    "VersionRow",
]
