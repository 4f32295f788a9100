"""What an import calls things: kinds of file, fields of a row, what happens to a row, what has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.said import Said, mark
from clientcare.services.importing.plan import CLIENTS, PAYMENTS, PROVIDERS, Item
from clientcare.texts import one_line
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import TakenBack, TakenIn

KINDS = ((CLIENTS, mark("Clients")), (PAYMENTS, mark("Payments")), (PROVIDERS, mark("Other firms")))
FIELDS = {
    "name": mark("Name"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "company": mark("Company"),
    "greeting": mark("How to address them"),
    "address": mark("Address"),
    "street": mark("Street"),
    "city": mark("Town"),
    "postcode": mark("Postcode"),
    "region": mark("State or region"),
    "country": mark("Country"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "language": mark("Language"),
    "tags": mark("Tags"),
    "notes": mark("Notes"),
    "website": mark("Website"),
    "does": mark("What they do"),
    "area": mark("Where they work"),
    "person": mark("Who to ask for"),
    "tie": mark("Fee or tie"),
    "since": mark("Client since"),
    "archived": mark("In the archive since"),
    "date": mark("Day"),
    "amount": mark("Sum"),
    "in": mark("Sum that came in"),
    "out": mark("Sum that went out"),
    "direction": mark("In or out"),
    "name_to": mark("Who got money from you"),
    "email_to": mark("E-mail of who got it"),
    "refunded": mark("Sum refunded"),
    "fee": mark("Fee"),
    "currency": mark("Currency"),
    "what": mark("What for"),
    "job": mark("Kind of job"),
    "reference": mark("Number of the payment"),
    "status": mark("Whether it is paid"),
}
OWN_WORDS = {  # where a field is called otherwise in one kind of file
    (PAYMENTS, "name"): mark("Who paid"),
    (PAYMENTS, "email"): mark("Their e-mail"),
    (PROVIDERS, "name"): mark("Name of the firm"),
}
NEW = {CLIENTS: mark("New client"), PROVIDERS: mark("New firm"), PAYMENTS: mark("From a new client")}


def field_title(kind: str, key: str) -> str:
    """ "E-mail", "E-mail 2", "Label of phone 2"."""
    base, label, _ = key.partition("_label")
    plain = base.rstrip("0123456789")
    title = tr(OWN_WORDS.get((kind, plain), FIELDS.get(plain, plain)))
    numbered = tr("{field} {number}", field=title, number=base[len(plain) :]) if base != plain else title
    return tr("What {field} is", field=numbered.lower()) if label else numbered


def fate(kind: str, item: Item, words: Wording) -> str:
    """What happens to a row."""
    reason, party = item.reason, item.party
    if reason is not None:
        return words.say(reason)
    if party is None or item.fate == "new":
        return tr(NEW[kind])
    if item.fate == "joins":
        return tr("From {name}", name=party.twin_name) if kind == PAYMENTS else tr("Joins {name}", name=party.twin_name)
    if party.twin is None:
        return tr("Not among your clients: a new one?")
    return tr("Like {name}: the same?", name=party.twin_name)


def taken_in(done: TakenIn) -> list[str]:
    """A sentence for each thing an import did."""
    said = [
        tr("%n payment(s) came in.", done.payments) if done.kind == PAYMENTS else "",
        tr("%n client(s) are new.", done.clients) if done.clients else "",
        tr("%n firm(s) are new.", done.firms) if done.firms else "",
    ]
    if done.kind != PAYMENTS and done.joined:
        joined = tr("%n firm(s) you had", done.joined) if done.kind == PROVIDERS else tr("%n client(s) you had", done.joined)
        said.append(tr("{who} gained what was new in the file.", who=joined))
    if done.skipped:
        said.append(tr("%n row(s) of the file were left out.", done.skipped))
    return [sentence for sentence in said if sentence] or [tr("Nothing in the file was new.")]


def short(done: TakenIn) -> Said:
    """The same in passing."""
    if done.kind == PAYMENTS:
        return Said(mark("%n payment(s) came in."), n=done.payments)
    if done.kind == PROVIDERS:
        return Said(mark("%n firm(s) came in."), n=done.firms + done.joined)
    return Said(mark("%n client(s) came in."), n=done.clients + done.joined)


def taken_back(done: TakenBack) -> str:
    """What taking an import back did, and who stays."""
    if not done.kept and not done.payments_kept:
        return tr("Everything this import brought is taken back.")
    said = [tr("Taken back, but for what you have used or changed since.")]
    if done.payments_kept:
        said.append(tr("%n payment(s) stay as you changed them.", done.payments_kept))
    if done.kept:
        named = ", ".join(one_line(name)[:60] for name in done.kept[:5])
        more = len(done.kept) - 5
        said.append(tr("{names} and %n more stay.", more, names=named) if more > 0 else tr("Still here: {names}.", names=named))
    return " ".join(said)
