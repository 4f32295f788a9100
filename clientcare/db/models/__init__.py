"""The tables: what the owner's file holds. These entities are the only write model and never leave `services`."""

from clientcare.db.models.base import Base
from clientcare.db.models.disputes import Dispute
from clientcare.db.models.keeping import FormDraft, ImportBatch, SavedFilter, SearchEntry, Setting
from clientcare.db.models.people import Client, ContactPoint, JobMargin, NotSame, Payment, Tag, Trait
from clientcare.db.models.referring import Provider, Referral
from clientcare.db.models.reminding import Reminder, Snooze
from clientcare.db.models.timeline import Attachment, EventVersion, TimelineEvent
from clientcare.db.models.weighing import Decision, StoredAssessment, StoredOffer
from clientcare.db.models.writing import Artwork, KnownWord, LetterVersion, OwnWording, Sending, StoredLetter

__all__ = [
    "Artwork",
    "Attachment",
    "Base",
    "Client",
    "ContactPoint",
    "Decision",
    "Dispute",
    "EventVersion",
    "FormDraft",
    "ImportBatch",
    "JobMargin",
    "KnownWord",
    "LetterVersion",
    "NotSame",
    "OwnWording",
    "Payment",
    "Provider",
    "Referral",
    "Reminder",
    "SavedFilter",
    "SearchEntry",
    "Sending",
    "Setting",
    "Snooze",
    "StoredAssessment",
    "StoredLetter",
    "StoredOffer",
    "Tag",
    "TimelineEvent",
    "Trait",
]
