"""The directory of other firms, whom it suggests, and what may be passed on to them about a client: nothing before a yes."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from clientcare.errors import InvalidInput, WorldError
from clientcare.letters.facts import Recipient
from clientcare.letters.letter import Letter, Passage
from clientcare.records import DisputeForm, LetterDraft, ProviderForm, ProviderRow, ReferralRow, Suggestion
from clientcare.services import clients, decisions, disputes, letters, outbox, referrals, settings
from clientcare.services.referring import word_matching
from clientcare.services.store import Store
from clientcare.settings import Settings
from clientcare.ui.wording import Wording

TODAY = date.today()
TRADES = (
    ("Pioneer Slate", "Slate and copper roofs, flashing, copper soldered to measure", "Northampton, Amherst"),
    ("Brightline", "Licensed electrician: panels, rewiring, car chargers", "Springfield"),
    ("River Floors", "Sanding, refinishing, large areas of hardwood", "Amherst, Hadley"),
    ("Azulejos Solís", "Azulejos y suelos de baldosa, reformas de baños", "Holyoke"),
    ("Rivera Painting", "Whole-house painting, inside and out", ""),
)


@pytest.fixture
def firms(store: Store) -> dict[str, int]:
    def add(session: Any) -> dict[str, int]:
        return {name: referrals.save(session, ProviderForm(name, does, area)) for name, does, area in TRADES}

    found: dict[str, int] = store.write(add).result
    return found


@pytest.fixture
def dispute(store: Store) -> int:
    return new_dispute(store, "Iris van der Meer", title="Copper covers", need="copper soldered to the millimetre")


def new_dispute(store: Store, client: str, title: str = "It does not suit", address: str = "", **said: str) -> int:
    def write(session: Any) -> int:
        id = disputes.create(session, DisputeForm(title, client_name=client))
        whose = disputes.detail(session, id).client.id
        clients.update(session, whose, address=address)
        need = said.pop("need", "")
        disputes.update(session, id, **said)
        decisions.answer(session, id, need_unmet=True, need=need)
        return id

    id: int = store.write(write).result
    return id


def page(kind: str) -> Letter:
    who, words = Recipient("Iris van der Meer"), (Passage("close", "Goodbye"),)
    return Letter(kind, "en", "en_US", "USD", who, "Ana", "Rivera", TODAY, "D-1", "Slate", "Dear Iris,", words)


def draft(store: Store, dispute: int, kind: str = "referral", firms: tuple[int, ...] = (), to: int | None = None) -> int:
    begun = LetterDraft(dispute, kind, provider_ids=firms, provider_id=to)
    id: int = store.write(lambda s: letters.save_draft(s, begun)).result
    return id


def send(store: Store, dispute: int, kind: str = "referral", firms: tuple[int, ...] = (), to: int | None = None) -> int:
    """A letter that has gone, without the work of setting a page."""
    id = draft(store, dispute, kind, firms, to)
    store.write(lambda s: letters.finish(s, id, page(kind), b"%PDF-", "handed", "them"))
    return id


def made(store: Store, dispute: int) -> list[ReferralRow]:
    return list(store.read(lambda s: disputes.detail(s, dispute)).referrals)


def row(store: Store, id: int) -> ProviderRow:
    return next(firm for firm in store.read(referrals.rows) if firm.id == id)


def change(store: Store, id: int, **fields: Any) -> None:
    store.write(lambda s: referrals.change(s, id, **fields))


def suggestions(store: Store, dispute: int) -> list[Suggestion]:
    return store.read(lambda s: referrals.suggested(s, dispute))


def named(store: Store, dispute: int) -> list[str]:
    """The firms that fit, best first."""
    names = {firm.id: firm.name for firm in store.read(referrals.rows)}
    return [names[one.provider_id] for one in suggestions(store, dispute) if one.fits]


def why(store: Store, dispute: int, firm: int) -> str:
    """What fits, then what else speaks for it or against it."""
    found = next(one for one in suggestions(store, dispute) if one.provider_id == firm)
    return " · ".join([found.part, *(Wording(Settings()).say(said) for said in found.why)])


# -- the directory


def test_all_that_is_known_of_a_firm_is_kept_and_comes_back(store: Store) -> None:
    form = ProviderForm("Éva Tiles", "Tiles", "Amherst", "Éva", "1 Elm Street\nAmherst", "555-0100", "eva@tiles.example",
                        "tiles.example", "My cousin", "Ask after four")  # fmt: skip
    id = store.write(lambda s: referrals.save(s, form)).result
    kept = row(store, id)
    assert all(getattr(kept, name) == getattr(form, name) for name in referrals.EDITABLE)
    store.write(lambda s: referrals.update(s, id, area="Hadley", phone=""))
    assert (row(store, id).area, row(store, id).phone, row(store, id).person) == ("Hadley", "", "Éva")


UNPRINTABLE = (
    ("name", " "), ("email", "eva at tiles"), ("email", "e@"), ("website", "tiles"), ("website", "two words.example"),
    ("phone", "ask Éva"), ("phone", "1" * 61), ("area", "x" * 301), ("tie", "x" * 301), ("person", "x" * 301),
    ("notes", "\0"), ("name", None),
)  # fmt: skip


def test_what_a_letter_could_not_print_is_said_beside_its_field(store: Store, firms: dict[str, int]) -> None:
    before = store.read(referrals.rows)
    for field, value in UNPRINTABLE:
        with pytest.raises(InvalidInput) as error:
            store.write(partial(referrals.update, id=firms["Brightline"], **{field: value}))
        assert error.value.field == field and error.value.said.text
    assert store.read(referrals.rows) == before


def test_the_list_counts_who_was_sent_and_how_it_went(store: Store, firms: dict[str, int]) -> None:
    for number, how in enumerate(("well", "well", "mixed", "badly", "not_taken", "")):
        id = new_dispute(store, f"Client {number}")
        send(store, id, firms=(firms["Brightline"],))
        change(store, made(store, id)[0].id, went=how)
    found = row(store, firms["Brightline"])
    assert (found.sent, found.well, found.mixed, found.badly, found.last_on) == (6, 2, 1, 1, TODAY)
    assert (row(store, firms["River Floors"]).sent, row(store, firms["River Floors"]).last_on) == (0, None)


def test_a_firm_shows_who_was_sent_there_the_newest_first(store: Store, firms: dict[str, int], dispute: int) -> None:
    other = new_dispute(store, "Zoë", title="Stairs")
    send(store, dispute, firms=(firms["Brightline"],))
    send(store, other, firms=(firms["Brightline"],))
    store.write(lambda s: referrals.change(s, made(store, other)[0].id, went="mixed", note="Late twice"))
    found = store.read(lambda s: referrals.detail(s, firms["Brightline"]))
    assert [(one.client_name, one.title, one.went, one.note) for one in found.referrals] == [
        ("Zoë", "Stairs", "mixed", "Late twice"), ("Iris van der Meer", "Copper covers", "", ""),
    ]  # fmt: skip


def test_deleting_a_firm_takes_its_referrals_and_undo_brings_all_back_while_the_letter_stays(
    store: Store, firms: dict[str, int], dispute: int
) -> None:
    letter = send(store, dispute, firms=(firms["Pioneer Slate"], firms["Brightline"]))
    change(store, made(store, dispute)[0].id, consent="yes", may_know=["name"])
    before, page_before = made(store, dispute), store.read(lambda s: letters.pdf(s, letter))
    gone = store.write(lambda s: referrals.delete(s, firms["Pioneer Slate"]))
    assert [one.provider_name for one in made(store, dispute)] == ["Brightline"]
    assert store.read(lambda s: letters.pdf(s, letter)) == page_before
    assert gone.undo is not None
    store.undo(gone.undo)
    assert made(store, dispute) == before and row(store, firms["Pioneer Slate"]).sent == 1


def test_deleting_a_dispute_takes_its_referrals_and_not_the_firms(store: Store, firms: dict[str, int], dispute: int) -> None:
    send(store, dispute, firms=tuple(firms.values())[:3])
    gone = store.write(lambda s: disputes.delete(s, dispute))
    assert [firm.sent for firm in store.read(referrals.rows)] == [0] * 5
    assert gone.undo is not None
    store.undo(gone.undo)
    assert sum(firm.sent for firm in store.read(referrals.rows)) == 3


# -- suggestions


NEEDS = {
    "copper soldered to the millimetre": "Pioneer Slate",
    "a SLATE roof mended": "Pioneer Slate",
    "roofing": "Pioneer Slate",
    "an electrcian who can rewire the barn": "Brightline",
    "somewhere to charge the car": "Brightline",
    "the floor sanded": "River Floors",
    "a painter for the whole house": "Rivera Painting",
    "un azulejo roto en el baño": "Azulejos Solís",
    "renovar los banos": "Azulejos Solís",
    "somebody who answers the phone and does good work": "",
    "": "",
}


def test_the_firms_that_do_what_is_needed_come_first(store: Store, firms: dict[str, int]) -> None:
    id = new_dispute(store, "Iris")
    for need, expected in NEEDS.items():
        store.write(partial(decisions.answer, dispute_id=id, need=need))
        assert named(store, id) == ([expected] if expected else []), need


def test_what_was_said_in_listening_counts_too(store: Store, firms: dict[str, int]) -> None:
    told = {"title": "Lights", "about": "your hardwood stairs", "really_need": "an electrician at last"}
    assert named(store, new_dispute(store, "Iris", **told)) == ["Brightline", "River Floors"]


def test_the_need_typed_for_the_letter_counts(store: Store, firms: dict[str, int]) -> None:
    id = new_dispute(store, "Iris")
    just_typed = store.read(lambda s: referrals.suggested(s, id, "an electrician"))
    assert [one.provider_id for one in just_typed if one.fits] == [firms["Brightline"]]
    store.write(lambda s: letters.save_draft(s, LetterDraft(id, "referral", facts={"need": "slate"})))
    assert named(store, id) == ["Pioneer Slate"]


def test_of_two_that_fit_the_near_one_comes_first_and_says_so(store: Store) -> None:
    add = [("Away", "Slate roofs", "Boston, Salem"), ("Near", "Slate roofs", "the valley: Greenfield, Amherst")]
    store.write(lambda s: [referrals.save(s, ProviderForm(*one)) for one in add])
    id = new_dispute(store, "Iris", need="slate", address="8 Elm Street\nÁMHERST MA 01002")
    assert named(store, id) == ["Near", "Away"]
    assert why(store, id, suggestions(store, id)[0].provider_id) == "Slate roofs · Works in Amherst"


def test_what_went_well_comes_first_and_what_went_badly_last_and_both_say_so(store: Store) -> None:
    def add(session: Any) -> list[int]:
        return [referrals.save(session, ProviderForm(name, "Slate roofs, tiles")) for name in ("A bad", "B new", "C good")]

    bad, new, good = store.write(add).result
    for number, (firm, how) in enumerate(((bad, "badly"), (good, "well"), (good, "well"))):
        past = new_dispute(store, f"Client {number}")
        send(store, past, firms=(firm,))
        change(store, made(store, past)[0].id, went=how)
    id = new_dispute(store, "Iris", need="slate")
    assert named(store, id) == ["C good", "B new", "A bad"]
    assert why(store, id, good) == "Slate roofs · 2 of 2 went well"
    assert why(store, id, bad) == "Slate roofs · 1 of 1 went badly"
    begun = store.read(lambda s: letters.current_draft(s, id, "referral"))
    assert begun.provider_ids == (good, new), "who went badly is never chosen for the owner"


def test_a_new_referral_letter_names_at_most_three_and_only_such_as_fit(
    store: Store, firms: dict[str, int], dispute: int
) -> None:
    assert store.read(lambda s: letters.current_draft(s, dispute, "referral")).provider_ids == (firms["Pioneer Slate"],)
    nothing = new_dispute(store, "Noor", need="a harp tuned")
    assert store.read(lambda s: letters.current_draft(s, nothing, "referral")).provider_ids == ()
    store.write(lambda s: [referrals.save(s, ProviderForm(f"Slater {n}", "slate")) for n in range(4)])
    slate = new_dispute(store, "Mei", need="slate")
    assert len(store.read(lambda s: letters.current_draft(s, slate, "referral")).provider_ids) == 3


def test_every_firm_is_offered_once_also_where_none_fits(store: Store, firms: dict[str, int]) -> None:
    found = suggestions(store, new_dispute(store, "Noor", need="a harp tuned"))
    assert sorted(one.provider_id for one in found) == sorted(firms.values()) and not any(one.fits for one in found)


def test_two_thousand_firms_are_sifted_quickly(store: Store) -> None:
    trades = ("slate", "copper", "tiles", "floors", "gardens", "windows", "doors", "fences", "stairs", "kitchens", "lamps")

    def add(session: Any) -> None:
        for n in range(2000):
            does = ", ".join(f"{trades[n % 11]} {trades[k % 11]}work number{n % 97}" for k in range(3))
            referrals.save(session, ProviderForm(f"Firm {n}", does, "Amherst, Hadley"))

    store.write(add)
    id = new_dispute(store, "Iris", need="slate and copper, soldered " * 20, address="Amherst", about="your chimneys")
    began = time.perf_counter()
    assert len(suggestions(store, id)) == 2000
    assert time.perf_counter() - began < 1.5


HOSTILE = ("'; DROP TABLE provider; --", "%_*\"NEAR(", "\u202e" * 50, "a" * 20_000, "木工 屋根", "🪟" * 40, "ab " * 5000)


def test_no_text_upsets_the_sifting(store: Store) -> None:
    for hostile in HOSTILE:
        firm = store.write(partial(referrals.save, form=ProviderForm("Firm", hostile[:300], hostile[:300]))).result
        id = new_dispute(store, "Iris", need=hostile, address=hostile)
        assert firm in [one.provider_id for one in suggestions(store, id)]
        assert len(why(store, id, firm)) < 200


def test_other_scripts_are_words_too(store: Store) -> None:
    firm = store.write(lambda s: referrals.save(s, ProviderForm("Ηλεκτρολόγος", "Ηλεκτρολογικά, φώτα"))).result
    found = suggestions(store, new_dispute(store, "Ηλίας", need="φωτα στη βεράντα"))
    assert [one.provider_id for one in found if one.fits] == [firm]


@pytest.mark.parametrize(("one", "other"), [("contact", "contract"), ("car", "care"), ("door", "floor"), ("tile", "title")])
def test_words_that_only_look_alike_are_kept_apart(one: str, other: str) -> None:
    assert not word_matching.forms(one) & word_matching.forms(other)
    assert not word_matching.words(one) or not word_matching.alike(one, [other])


# -- whom a letter sent where, and what may be passed on


def test_nothing_is_recorded_until_the_letter_has_gone(store: Store, firms: dict[str, int], dispute: int) -> None:
    id = draft(store, dispute, firms=(firms["Brightline"],))
    store.write(lambda s: letters.fix(s, id, page("referral"), b"%PDF-"))
    assert not made(store, dispute)


def test_a_letter_that_has_gone_records_each_firm_it_names_once(store: Store, firms: dict[str, int], dispute: int) -> None:
    slate, bright = firms["Pioneer Slate"], firms["Brightline"]
    store.write(lambda s: referrals.delete(s, firms["River Floors"]))
    send(store, dispute, firms=(slate, bright, firms["River Floors"]))
    send(store, dispute, firms=(bright, firms["Rivera Painting"]))
    assert [one.provider_name for one in made(store, dispute)] == ["Pioneer Slate", "Brightline", "Rivera Painting"]
    first = made(store, dispute)[0]
    assert (first.referred_on, first.consent, first.may_know, first.handed_over_on, first.client_name) == (
        TODAY, "", (), None, "Iris van der Meer",
    )  # fmt: skip


def test_other_letters_refer_nobody(store: Store, firms: dict[str, int], dispute: int) -> None:
    send(store, dispute, "courteous_no", firms=(firms["Brightline"],))
    assert not made(store, dispute)


@pytest.fixture
def referral(store: Store, firms: dict[str, int], dispute: int) -> int:
    send(store, dispute, firms=(firms["Pioneer Slate"],))
    return made(store, dispute)[0].id


def test_nothing_is_handed_over_without_a_yes(store: Store, firms: dict[str, int], dispute: int, referral: int) -> None:
    note = draft(store, dispute, "handover", to=firms["Pioneer Slate"])
    for answer in ("", "asked", "no"):
        change(store, referral, consent=answer, may_know=["name", "phone"])
        with pytest.raises(WorldError) as error:
            store.write(lambda s: referrals.change(s, referral, handed_over_on=TODAY))
        said = Wording(Settings()).say(error.value.said)
        assert said.startswith("Iris van der Meer has not said yes") and "Pioneer Slate" in said
        with pytest.raises(WorldError):
            store.write(lambda s: letters.fix(s, note, page("handover"), b"%PDF-"))
        assert made(store, dispute)[0].handed_over_on is None


def test_a_yes_to_nothing_is_no_yes_either(store: Store, firms: dict[str, int], dispute: int, referral: int) -> None:
    change(store, referral, consent="yes")
    with pytest.raises(WorldError) as error:
        store.write(lambda s: referrals.change(s, referral, handed_over_on=TODAY))
    assert "Tick first what Pioneer Slate may know" in Wording(Settings()).say(error.value.said)


def test_a_note_to_a_firm_no_letter_named_is_refused(store: Store, firms: dict[str, int], dispute: int) -> None:
    note = draft(store, dispute, "handover", to=firms["Brightline"])
    with pytest.raises(WorldError) as error:
        store.write(lambda s: letters.fix(s, note, page("handover"), b"%PDF-"))
    assert "Nobody was referred" in error.value.said.text


def test_with_a_yes_the_note_goes_and_is_recorded_and_so_is_the_thank_you(
    store: Store, firms: dict[str, int], dispute: int, referral: int
) -> None:
    said = {"consent": "yes", "consent_on": TODAY - timedelta(2), "consent_how": "on the phone", "may_know": ["agreed", "name"]}
    store.write(lambda s: referrals.change(s, referral, **said))
    kept = made(store, dispute)[0]
    assert (kept.consent, kept.consent_on, kept.consent_how) == ("yes", TODAY - timedelta(2), "on the phone")
    assert kept.may_know == ("name", "agreed"), "in the order they are asked"
    send(store, dispute, "handover", to=firms["Pioneer Slate"])
    assert made(store, dispute)[0].handed_over_on == TODAY and made(store, dispute)[0].thanked_on is None
    send(store, dispute, "referral_thanks", to=firms["Pioneer Slate"])
    assert made(store, dispute)[0].thanked_on == TODAY


def test_the_day_of_an_answer_is_today_unless_said(store: Store, dispute: int, referral: int) -> None:
    change(store, referral, consent="asked")
    assert made(store, dispute)[0].consent_on == TODAY
    change(store, referral, consent_on=TODAY - timedelta(3))
    change(store, referral, consent="asked")
    assert made(store, dispute)[0].consent_on == TODAY - timedelta(3), "the same answer again is no new day"
    change(store, referral, consent="")
    assert made(store, dispute)[0].consent_on is None


def test_a_yes_can_be_taken_back_before_and_after(store: Store, firms: dict[str, int], dispute: int, referral: int) -> None:
    change(store, referral, consent="yes", may_know=["name"])
    change(store, referral, consent="no")
    with pytest.raises(WorldError):
        store.write(lambda s: referrals.change(s, referral, handed_over_on=TODAY))
    change(store, referral, consent="yes")
    store.write(lambda s: referrals.change(s, referral, handed_over_on=TODAY))
    change(store, referral, consent="no", note="Rang: no more, please")
    kept = made(store, dispute)[0]
    assert (kept.consent, kept.consent_on, kept.handed_over_on) == ("no", TODAY, TODAY), "what happened is not unsaid"


CANNOT_BE = (
    ("consent", "maybe"), ("went", "great"), ("may_know", ["name", "income"]), ("consent_how", "x" * 301),
    ("consent_on", TODAY + timedelta(1)), ("thanked_on", TODAY + timedelta(1)), ("note", "\0"),
)  # fmt: skip


def test_an_answer_that_cannot_be_is_refused_in_words(store: Store, dispute: int, referral: int) -> None:
    before = made(store, dispute)
    for field, value in CANNOT_BE:
        with pytest.raises(InvalidInput) as error:
            change(store, referral, **{field: value})
        assert error.value.field == field and made(store, dispute) == before


def test_only_the_owners_answers_can_be_changed(store: Store, referral: int) -> None:
    with pytest.raises(TypeError):
        change(store, referral, provider_id=2)


def test_a_referral_of_a_deleted_dispute_is_gone(store: Store, dispute: int, referral: int) -> None:
    store.write(lambda s: disputes.delete(s, dispute))
    with pytest.raises(WorldError):
        change(store, referral, went="well")


@pytest.fixture
def business(store: Store) -> None:
    store.write(lambda s: settings.update(s, business_name="Rivera", email="ana@rivera.example"))


def queued(store: Store, dispute: int, firm: int) -> tuple[int, int]:
    """A note to the firm that waits in the outbox: its letter and its sending."""
    note = draft(store, dispute, "handover", to=firm)
    sending = store.write(lambda s: outbox.queue(s, note, page("handover"), b"%PDF-", "slate@pioneer.example")).result
    return note, sending


@pytest.mark.usefixtures("business")
def test_a_note_that_waits_to_be_sent_stays_here_when_the_yes_is_taken_back_or_narrowed(
    store: Store, firms: dict[str, int], dispute: int, referral: int
) -> None:
    for less in ({"consent": "no"}, {"may_know": ["name"]}):
        change(store, referral, consent="yes", may_know=["name", "phone"])
        note, sending = queued(store, dispute, firms["Pioneer Slate"])
        change(store, referral, **less)
        assert not store.read(partial(outbox.parcel, sending_id=sending)), less
        assert [one.state for one in store.read(partial(disputes.detail, id=dispute)).letters if one.id == note] == ["draft"]
        assert made(store, dispute)[0].handed_over_on is None


@pytest.mark.usefixtures("business")
def test_a_note_that_waits_goes_when_more_is_allowed(store: Store, firms: dict[str, int], dispute: int, referral: int) -> None:
    change(store, referral, consent="yes", may_know=["name"])
    _, sending = queued(store, dispute, firms["Pioneer Slate"])
    change(store, referral, may_know=["name", "phone"], note="Glad to be rung")
    assert store.read(lambda s: outbox.parcel(s, sending))


@pytest.mark.usefixtures("business")
def test_a_note_is_not_sent_again_once_the_yes_is_taken_back(
    store: Store, firms: dict[str, int], dispute: int, referral: int
) -> None:
    change(store, referral, consent="yes", may_know=["name"])
    note = send(store, dispute, "handover", to=firms["Pioneer Slate"])
    change(store, referral, consent="no")
    with pytest.raises(WorldError) as error:
        store.write(lambda s: outbox.again(s, note, "slate@pioneer.example"))
    assert "has not said yes" in error.value.said.text
