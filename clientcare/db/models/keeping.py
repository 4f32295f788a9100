"""What the program keeps for itself: settings, drafts of forms, filters, imports, and the search's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from clientcare.db.models.base import NEVER_REUSED, Base


class SavedFilter(Base):
    """What a list was sifted by, under a name: `place` is the list's ("disputes"), `content` as that list writes it."""

    __tablename__ = "saved_filter"
    __table_args__ = (Index("ix_saved_filter_place", "place", "name"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    name: Mapped[str]
    content: Mapped[dict[str, Any]]


class ImportBatch(Base):
    """One file that was taken in: `kind` clients, providers or payments. `changed`: rows it changed, as they were before, and
    check sums of those it added, to know later what has been changed since; written by `services.importing.bulk`.

    `added` and `skipped` count rows; `undone_at`: when the whole was taken back.
    """

    __tablename__ = "import_batch"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    at: Mapped[datetime]
    added: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    changed: Mapped[list[Any]] = mapped_column(default=list)
    undone_at: Mapped[datetime | None]


class SearchEntry(Base):
    """The words of one record, folded, for the search; made from it by `services.finding` and never by hand.

    `id` holds the kind and the id of the record (`services.finding.entries`). `names`: what it is known by, each word
    marked as such; of what belongs to a dispute only the dispute's number; `body`: the rest. Both hold other spellings, too.
    The index: `db.search`.
    """

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")


class Setting(Base):
    """One setting the owner has changed, as JSON text; keys and defaults stand in `clientcare.settings`."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FormDraft(Base):
    """The raw texts of a form that is not saved yet, offered again after a crash."""

    __tablename__ = "form_draft"

    form: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    texts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
