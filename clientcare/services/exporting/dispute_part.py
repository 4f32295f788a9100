"""A dispute on the page of its client: what was answered, weighed, decided, written and promised, and its timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare import called
from clientcare.db.models import (
    Attachment,
    Decision,
    EventVersion,
    Provider,
    Referral,
    Reminder,
    StoredAssessment,
    StoredLetter,
    StoredOffer,
    TimelineEvent,
)
from clientcare.incoming import file_names
from clientcare.said import Said, mark
from clientcare.services.exporting import answers, markup, words
from clientcare.services.exporting.markup import Html, link, listed, own, picture, tag
from clientcare.services.exporting.parcel import Parcel, beside, columns
from clientcare.services.writing.letter_standing import standing, subject

_SHOWN = (".jpg", ".jpeg", ".png", ".gif", ".webp")  # what every browser draws


@dataclass
class Around:
    """All that belongs to some disputes, by the id of what it hangs on."""

    session: Session
    disputes: Sequence[int]
    weighings: dict[int, list[Any]] = field(init=False)
    decisions: dict[int, list[Any]] = field(init=False)
    referrals: dict[int, list[Any]] = field(init=False)
    reminders: dict[int, list[Any]] = field(init=False)
    letters: dict[int, list[Any]] = field(init=False)
    events: dict[int, list[Any]] = field(init=False)
    offers: dict[int, list[Any]] = field(init=False)
    versions: dict[int, list[Any]] = field(init=False)
    files: dict[int, list[Any]] = field(init=False)

    def __post_init__(self) -> None:
        a, w, r = StoredAssessment, StoredLetter, Referral
        self.weighings = self._by(select(*columns(a)).order_by(a.version), a.dispute_id)
        self.decisions = self._by(select(*columns(Decision)).order_by(Decision.id), Decision.dispute_id)
        sent = select(*columns(r), Provider.name).join(Provider, Provider.id == r.provider_id)
        self.referrals = self._by(sent.order_by(r.id), r.dispute_id)
        self.reminders = self._by(select(*columns(Reminder)).order_by(Reminder.due_at), Reminder.dispute_id)
        written = select(w.id, w.dispute_id, w.kind, w.how, w.sent_at, w.sent_to, w.written_at).order_by(w.written_at, w.id)
        self.letters = self._by(written.add_columns(subject().label("about"), standing().label("stands")), w.dispute_id)
        e, o, v, f = TimelineEvent, StoredOffer, EventVersion, Attachment
        self.events = self._by(select(*columns(e)).order_by(e.at, e.id), e.dispute_id)
        weighed = [one.id for some in self.weighings.values() for one in some]
        self.offers = beside(self.session, select(*columns(o)).order_by(o.position), o.assessment_id, weighed)
        changed = [one.id for some in self.events.values() for one in some if one.edited_at]
        self.versions = beside(self.session, select(*columns(v)).order_by(v.id.desc()), v.event_id, changed)
        happened = (one.id for some in self.events.values() for one in some)
        self.files = beside(self.session, select(*columns(f)).order_by(f.id), f.event_id, happened)

    def _by(self, query: Any, key: Any) -> dict[int, list[Any]]:
        return beside(self.session, query, key, self.disputes)


def section(parcel: Parcel, dispute: Any, around: Around) -> Html:
    """All there is about it; `around` it what belongs to it, and to others."""
    return tag("section", *_section(parcel, dispute, around), id=dispute.reference)


def _section(parcel: Parcel, dispute: Any, around: Around) -> Iterator[Html]:
    tell, id = parcel.tell, dispute.id
    yield tag("h2", own(dispute.title))
    status = words.named(called.STATUS, dispute.status)
    said = mark("{number} · opened {day} · {status}")
    opened = tell(said, number=dispute.reference, day=dispute.opened_at.astimezone().date(), status=status)
    yield tag("p", opened, class_="soft")
    yield _answers(parcel, answers.OF_DISPUTE, dispute)
    for weighing in around.weighings.get(id, ()):
        yield from _weighed(parcel, weighing, around.offers.get(weighing.id, ()))
    for decision in around.decisions.get(id, ()):
        yield from _decided(parcel, decision, around.offers.get(decision.assessment_id, ()))
    yield from _letters(parcel, around.letters.get(id, ()))
    yield from _referred(parcel, around.referrals.get(id, ()))
    if reminders := around.reminders.get(id):
        yield tag("h3", tell(mark("Reminders")))
        yield markup.table((), *(reminder(parcel, one) for one in reminders))
    if events := around.events.get(id):
        yield tag("h3", tell(mark("Timeline")))
        for event in events:
            yield _entry(parcel, event, around)


def _answers(parcel: Parcel, asked: tuple[answers.Asked, ...], row: Any) -> Html:
    given = answers.given(asked, row)
    return listed(*((parcel.tell(one.title), said if isinstance(said, str) else parcel.say(said)) for one, said in given))


def _weighed(parcel: Parcel, weighing: Any, offers: Sequence[Any]) -> Iterator[Html]:
    tell = parcel.tell
    given = _answers(parcel, answers.OF_WEIGHING, weighing)
    if given or offers:
        yield tag("h3", tell(mark("The stakes, weighed")))
        yield given
    if offers:
        header = (mark("Compromise"), mark("What it costs you"), mark("What it is worth to them"), mark("Due by"))
        yield markup.table(tuple(tell(one) for one in header), *(_offer(parcel, one) for one in offers), sums=(1, 2))


def _offer(parcel: Parcel, one: Any) -> tuple[str, ...]:
    due = parcel.day(one.owed_by) if one.owed_by else ""
    return "\n".join(filter(None, (one.title, one.details))), parcel.money(one.cost), parcel.money(one.worth), due


def _decided(parcel: Parcel, one: Any, offers: Sequence[Any]) -> Iterator[Html]:
    tell = parcel.tell
    yield tag("h3", tell(mark("Decided on {day}"), day=one.decided_at.astimezone().date()))
    pairs = [(tell(mark("What you decided")), parcel.say(words.named(called.WAYS, one.way_kind)))]
    if chosen := [offer.title for offer in offers if offer.id in one.offer_ids]:
        pairs.append((tell(mark("The compromise")), "\n".join(chosen)))
    if one.why:
        pairs.append((tell(mark("Why")), one.why))
    pairs.append((tell(mark("Chance they stay")), f"{round(one.stay * 100)} %"))
    pairs.append((tell(mark("Look back on")), parcel.day(one.look_back_on)))
    yield listed(*pairs)


def _letters(parcel: Parcel, letters: Sequence[Any]) -> Iterator[Html]:
    if not letters:
        return
    yield tag("h3", parcel.tell(mark("Letters")))
    yield tag("ul", *(tag("li", *_letter(parcel, one)) for one in letters))


def _letter(parcel: Parcel, one: Any) -> Iterator[str]:
    title = ": ".join(filter(None, (parcel.say(words.kind_of(one.kind)), one.about)))
    path = parcel.letters.get(one.id)
    yield link(f"../{path}", title) if path else own(title)
    sent, as_it_is = called.WENT, called.STANDS
    stands = parcel.tell(sent.get(one.how, sent[""]) if one.stands == "sent" else as_it_is.get(one.stands, as_it_is["draft"]))
    day = parcel.day(one.sent_at or one.written_at)
    yield from (Html(" "), tag("span", f"{stands}, {day}", class_="soft"))
    if one.sent_to:
        yield from (Html(" "), own(one.sent_to))


def _referred(parcel: Parcel, referrals: Sequence[Any]) -> Iterator[Html]:
    tell = parcel.tell
    if referrals:
        yield tag("h3", tell(mark("Referred to")))
    for one in referrals:
        told = [(tell(mark("Firm")), one.name)]
        told.append((tell(mark("Referred on")), parcel.day(one.referred_on)))
        told.append((tell(mark("May pass on their data")), parcel.say(words.named(called.CONSENT, one.consent))))
        told.append((tell(mark("How it went")), parcel.say(words.named(called.TURNED_OUT, one.went))))
        told += [(tell(mark("In their words")), one.consent_how), (tell(mark("The firm may know")), _may_know(parcel, one))]
        asked, passed, thanked = mark("They said so on"), mark("Passed on"), mark("Thanked on")
        days = (asked, one.consent_on), (passed, one.handed_over_on), (thanked, one.thanked_on)
        told += [(tell(what), parcel.day(day)) for what, day in days if day]
        told.append((tell(mark("Notes")), one.note))
        yield listed(*((what, value) for what, value in told if value))


def _may_know(parcel: Parcel, one: Any) -> str:
    return ", ".join(parcel.say(words.named(called.MAY_KNOW, key)) for key in one.may_know)


def reminder(parcel: Parcel, row: Any) -> tuple[str, str, str]:
    """When, what, and whether it comes again or is done."""
    done = Said(mark("done")) if row.done_at else words.named(called.REPEAT, row.repeat)
    return parcel.moment(row.due_at), row.text, parcel.say(done)


def _entry(parcel: Parcel, event: Any, around: Around) -> Html:
    inside: list[Html] = [_entry_head(parcel, event)]
    if event.text:
        inside.append(tag("p", event.text, class_="words", dir="auto"))
    inside += [_file(parcel, one) for one in around.files.get(event.id, ())]
    if before := around.versions.get(event.id):
        earlier = (tag("div", _entry_head(parcel, one), tag("p", one.text, class_="words", dir="auto")) for one in before)
        inside.append(tag("details", tag("summary", parcel.tell(mark("What it said before"))), *earlier))
    return tag("div", *inside, class_="entry private" if event.private else "entry")


def _entry_head(parcel: Parcel, event: Any) -> Html:
    kind, by = parcel.say(words.named(called.EVENTS, event.kind)), parcel.say(words.named(called.BY, event.by))
    private = (Html(" "), tag("span", parcel.tell(words.PRIVATE), class_="mark")) if event.private else ()
    return tag("div", tag("span", ", ".join((kind, by, parcel.moment(event.at))), class_="soft"), *private)


def _file(parcel: Parcel, one: Any) -> Html:
    """A picture is shown; what is only looked at can be opened from here; anything else is only named."""
    path = parcel.files.get(one.id)
    if path is None:
        return _only_named(one.name, parcel.tell(mark("missing or damaged")))
    with parcel.place(path).open("rb") as file:
        start = file.read(64)
    if not file_names.opens(one.name, start):
        return _only_named(one.name, parcel.tell(mark("is in {folder}"), folder=path.rpartition("/")[0]))
    shown = (picture(f"../{path}", one.name),) if one.name.lower().endswith(_SHOWN) else ()
    return tag("p", *shown, link(f"../{path}", one.name))


def _only_named(name: str, why: str) -> Html:
    return tag("p", own(name), " ", tag("span", why, class_="soft"))
