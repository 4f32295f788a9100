"""The export as pages a browser reads without ClientCare: one with all clients and firms, and one for each client."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from clientcare import __version__, called
from clientcare.db.models import (
    Client,
    Dispute,
    FormDraft,
    JobMargin,
    KnownWord,
    OwnWording,
    Provider,
    Reminder,
    StoredLetter,
    TimelineEvent,
    Trait,
)
from clientcare.letters import communication
from clientcare.said import mark
from clientcare.services.batches import in_bites
from clientcare.services.exporting import as_json, as_papers, client_page, dispute_part, markup, words
from clientcare.services.exporting.markup import Html, link, listed, own, tag
from clientcare.services.exporting.parcel import AT_ONCE, Parcel, all_of, title
from clientcare.settings import TITLES, Settings

FILE, FOLDER = "index.html", "clients"
CAREFUL = mark(
    "Everything in ClientCare is here, private notes too. These pages are for you: whoever gets this folder can read all of it."
)
CONTAINS = (
    (FOLDER, mark("a page for each client, linked below")),
    (as_papers.FOLDER, mark("the letters as they went, and drafts as they stand, as PDF")),
    (as_papers.FILES, mark("the files beside the timeline, by dispute, and what stands on your paper")),
    ("csv", mark("the same as tables, for a spreadsheet")),
    ("clients.vcf", mark("your clients as address cards, for any address book")),
    (as_json.FILE, mark("everything, down to the last detail, for another program")),
)
COUNTED = (
    (Client, mark("Clients")),
    (Dispute, mark("Disputes")),
    (TimelineEvent, mark("Entries of timelines")),
    (StoredLetter, mark("Letters and drafts")),
    (Provider, mark("Firms")),
)
TOGETHER = 50  # clients whose pages are made at once: all about them is in memory then
_OF_THE_WINDOW = ("appearance", "disputes_view", "day_presets", "notices", "window", "paper", "locale", "own_style_answers")


def write(parcel: Parcel) -> None:
    """The pages of the clients first, then the one that leads to them."""
    clients = parcel.session.execute(select(Client.id, Client.name).order_by(Client.sort_key, Client.id)).all()
    places = {id: parcel.free(FOLDER, title(name), ".html") for id, name in clients}
    for some in in_bites((id for id, _ in clients), TOGETHER):
        for page in parcel.counted(client_page.pages(parcel, some)):
            with parcel.text(places[page.id]) as out:
                out.write(page.content)
    with parcel.text(FILE) as out:
        out.write(markup.page(_business(parcel), "en", *_index(parcel, clients, places)))


def _business(parcel: Parcel) -> str:
    return parcel.settings.business_name or "ClientCare"


def _index(parcel: Parcel, clients: Sequence[Any], places: dict[int, str]) -> Iterator[Html]:
    tell = parcel.tell
    made = tell(mark("As it was on {when}, saved by ClientCare {version}."), when=datetime.now(UTC), version=__version__)
    yield tag("h1", own(_business(parcel)))
    yield tag("p", made, class_="soft")
    yield tag("p", tell(CAREFUL), class_="note")
    yield from _lost(parcel)
    yield tag("h2", tell(mark("What is in this folder")))
    yield markup.table((), *((link(path, path), tell(what)) for path, what in CONTAINS if _is_there(parcel, path)))
    yield tag("h2", tell(mark("In figures")))
    yield listed(*((tell(what), str(parcel.session.scalar(select(func.count()).select_from(one)))) for one, what in COUNTED))
    yield from _clients(parcel, clients, places)
    yield from _firms(parcel)
    yield from _reminders(parcel)
    yield from _settings(parcel)
    yield from _own_words(parcel)


def _is_there(parcel: Parcel, path: str) -> bool:
    return parcel.root.joinpath(path).exists()


def _lost(parcel: Parcel) -> Iterator[Html]:
    """What could not be had stands at the top."""
    files, pages = mark("These files are missing or damaged:"), mark("The pages of these letters are damaged:")
    for sentence, names in ((files, parcel.missing), (pages, parcel.unread)):
        if names:
            yield tag("p", parcel.tell(sentence))
            yield tag("ul", *(tag("li", own(name)) for name in names))


def _clients(parcel: Parcel, clients: Sequence[Any], places: dict[int, str]) -> Iterator[Html]:
    if not clients:
        return
    tell = parcel.tell
    query = select(Dispute.client_id, Dispute.reference, Dispute.title, Dispute.status).order_by(Dispute.id)
    disputes: dict[int, list[Any]] = {}
    for one in parcel.session.execute(query.execution_options(yield_per=AT_ONCE)):
        disputes.setdefault(one.client_id, []).append(one)
    yield tag("h2", tell(mark("Clients")))
    header = (tell(mark("Client")), tell(mark("Disputes")))
    rows = ((link(places[id], name), _disputes(parcel, places[id], disputes.get(id, ()))) for id, name in clients)
    yield markup.table(header, *rows)


def _disputes(parcel: Parcel, place: str, disputes: Sequence[Any]) -> Html:
    """A line for each, to its place on the page of the client."""
    status = called.STATUS
    return markup.lines(
        (link(place, one.title, one.reference), tag("span", f" {parcel.say(words.named(status, one.status))}", class_="soft"))
        for one in disputes
    )


def _firms(parcel: Parcel) -> Iterator[Html]:
    tell = parcel.tell
    firms = parcel.session.execute(all_of(Provider).order_by(None).order_by(Provider.sort_key, Provider.id)).all()
    if firms:
        yield tag("h2", tell(mark("Firms you send clients to")))
    named = (
        ("does", mark("What they do")),
        ("area", mark("Area")),
        ("person", mark("Contact person")),
        ("address", mark("Address")),
        ("phone", mark("Phone")),
        ("email", mark("E-mail")),
        ("website", mark("Website")),
        ("tie", mark("Fee or tie")),
        ("notes", mark("Notes")),
    )
    for firm in firms:
        yield tag("h3", own(firm.name))
        yield listed(*((tell(what), getattr(firm, name)) for name, what in named if getattr(firm, name)))


def _reminders(parcel: Parcel) -> Iterator[Html]:
    """Those that belong to nobody; the others stand with their clients."""
    r = Reminder
    query = select(r.text, r.due_at, r.done_at, r.repeat).where(r.client_id.is_(None), r.dispute_id.is_(None))
    query = query.order_by(r.due_at)
    rows = [dispute_part.reminder(parcel, row) for row in parcel.session.execute(query.execution_options(yield_per=AT_ONCE))]
    if rows:
        yield tag("h2", parcel.tell(mark("Reminders")))
        yield markup.table((), *rows)


def _settings(parcel: Parcel) -> Iterator[Html]:
    tell, usual = parcel.tell, Settings()
    names = [one.name for one in dataclasses.fields(Settings) if one.name not in _OF_THE_WINDOW and one.name in TITLES]
    chosen = [(name, getattr(parcel.settings, name)) for name in names]
    given = ((name, value) for name, value in chosen if value not in ("", None, getattr(usual, name)))
    pairs = [(tell(TITLES[name]), _setting(parcel, name, value)) for name, value in given]
    for one in parcel.session.execute(all_of(JobMargin)):
        pairs.append((tell(mark("What is left of each sale: {job}"), job=one.job), f"{one.margin * 100:.4g} %"))
    traits = parcel.session.scalars(select(Trait.text).order_by(Trait.position, Trait.id)).all()
    if traits:
        pairs.append((tell(mark("What makes a client the right one")), "\n".join(traits)))
    if pairs:
        yield tag("h2", tell(mark("Your business")))
        yield listed(*pairs)


def _setting(parcel: Parcel, name: str, value: Any) -> str:
    if name == "own_style":
        return parcel.say(words.named(communication.TITLES, value))
    if name == "margin":
        return f"{float(value) * 100:.4g} %"
    return parcel.money(value) if isinstance(value, Decimal) else str(value)


def _own_words(parcel: Parcel) -> Iterator[Html]:
    """Of letters, of the dictionary, and of forms that were left as they were."""
    tell, session = parcel.tell, parcel.session
    if pairs := [(parcel.say(words.kind_of(one.kind)), one.text) for one in session.execute(all_of(OwnWording))]:
        yield tag("h2", tell(mark("Your own words in letters")))
        yield listed(*pairs)
    if known := session.scalars(select(KnownWord.word).order_by(KnownWord.word)).all():
        yield tag("h2", tell(mark("Words you added to the dictionary")))
        yield tag("p", ", ".join(known), class_="words", dir="auto")
    typed = [text for one in session.scalars(select(FormDraft.texts)) for text in one.values() if isinstance(text, str)]
    if typed := [text for text in typed if text.strip()]:
        yield tag("h2", tell(mark("Typed, and not saved yet")))
        yield tag("ul", *(tag("li", own(text)) for text in typed))
