"""What a letter may know: who writes, who reads, and the facts between them. Anything private is simply not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientcare.letters.phrases import one_line
from clientcare.said import Said

PASSED_ON = ("name", "phone", "email", "address", "need", "agreed")  # what a client may let another firm know
OFFER_LETTERS = "ABCD"  # what the options are called where there are several, on paper, in a message and on the phone


@dataclass(frozen=True)
class Letterhead:
    """Who writes. `address` has one line a line; `paper` is letter, a4 or legal; empty values leave no trace on the page.

    `logo`, `signature`: PNG as `paper.pictures.taken` gives it; `underlay`: the owner's own letterhead, a PDF of one page
    or two (the second for the pages that follow), printed beneath, in place of our head. `window`: where the envelope shows
    the address: "" (none), "din5008a", "din5008b", "us10" or "dl".
    """

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    owner_name: str = ""
    paper: str = "letter"
    currency: str = "USD"
    locale: str = "en_US"
    accent: str = "#1B6E68"
    logo: bytes = b""
    signature: bytes = b""
    underlay: bytes = b""
    window: str = ""

    @property
    def solo(self) -> bool:
        """One person signs, and the letter says "I"."""
        return bool(one_line(self.owner_name))


@dataclass(frozen=True)
class Recipient:
    """Who reads. `greeting` is how they like to be addressed ("Dana"); empty means the whole name."""

    name: str
    address: str = ""
    greeting: str = ""
    email: str = ""


@dataclass(frozen=True)
class Offer:
    """One whole option; it ends with what is then owed.

    `owed_from`: "them" (the client owes us `owed`), "us" (we pay `owed` back) or "nobody". With them or us, `owed` is more
    than 0 and `owed_by` is the day, or `compose` refuses the offer.
    """

    title: str
    details: str = ""
    owed_from: str = "nobody"
    owed: Decimal = Decimal(0)
    owed_by: date | None = None


@dataclass(frozen=True)
class Provider:
    """Another firm a client may be better served by. `tie`: any fee or relationship, printed in the letter."""

    name: str
    does: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    tie: str = ""


@dataclass(frozen=True)
class Handover:
    """What a client allowed us to tell another firm, and since when. What they did not allow is not here, and is "".

    `may_know`: keys of `PASSED_ON`; their need, what was agreed and what we have done so far (the last two go together) stand
    in `Facts`, in words for the firm, and are told only where they are among these.
    """

    consented_on: date
    may_know: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Question:
    """One fact still missing: the field of `Facts` it fills, and how to ask the owner for it.

    `may_skip`: "-" is an answer too, which leaves it out of the letter.
    """

    field: str
    ask: Said
    may_skip: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything `compose` may use. Texts are as the owner typed them, as if said to the client ("you expected matt grey").

    Money is in the letterhead's currency. "" and None mean not known; `letters.compose.missing` says which a kind needs;
    "-" is an answer that says nothing.
    """

    letterhead: Letterhead
    recipient: Recipient
    reference: str
    topic: str  # the dispute's title, for the owner's own lists; only an acknowledgement's subject grows from it
    written_on: date
    about: str = ""  # the same as said to the client, inside a sentence and in the subject: "your hall floor"
    told_on: date | None = None
    channel: str = ""  # phone, email, message, visit, letter, review or ""
    their_words: str = ""  # for the checks of tone and parts only: never printed
    understood: str = ""  # "the photo in our brochure led you to expect matt grey"
    feeling: str = ""  # frustrated, let_down, worried, embarrassed, disappointed, angry or ""
    part: str = "none"  # none, some, mostly; "" not known yet
    our_part: str = ""  # what went wrong on our side or what we would do differently; needed unless part is none
    changed: str = ""  # what we have changed since: "every quote now carries a photo of the finish"
    agreed: str = ""  # what was agreed: "the quote names a gloss tile by its product code"
    agreed_where: str = ""  # agreement, quote, website, invoice, spoken or ""
    asked: Decimal | None = None
    request: str = ""  # what they ask for: "to have the hall laid again at no charge"; used before `asked`
    reasons: str = ""  # courteous no: one a line
    can_do: str = ""  # courteous no: what can be done, one a line
    answer_by: date | None = None  # all but compromise: they hear from us by then; None lets the kind say, except the first
    offers: tuple[Offer, ...] = ()  # compromise: one to four
    open_until: date | None = None  # compromise: None means ten working days after written_on; a reminder asks
    providers: tuple[Provider, ...] = ()  # referral: one to three
    need: str = ""  # referral, alternative: what they need: "tiles laid over underfloor heating"
    give: str = ""  # goodwill, apology: what we do: "we lay the hall again in matt grey"; may be "" when `repaid` says it all
    give_by: date | None = None  # by when it is done
    repaid: Decimal | None = None  # goodwill, referral, farewell: goes back to them; 0 is nothing, None not known
    repaid_by: date | None = None
    still_owed: Decimal | None = None  # the same kinds: they still owe us; None counts as nothing once `repaid` is more than 0
    still_owed_by: date | None = None
    work_in_hand: str = ""  # referral, farewell: what happens to work begun: "the bathroom will be finished by 4 December"
    last_day: date | None = None  # farewell
    notice: str = ""  # farewell: the notice our agreement asks for: "thirty days"
    records: str = ""  # farewell: what happens to their papers; "" offers copies
    standing: str = ""  # holding: where it stands: "the fitter has looked at the door and ordered the hinge"
    delay: str = ""  # holding: why it takes longer: "the hinge is made to order"
    harm: str = ""  # apology: what it meant for this person: "you had guests and no hall to bring them through"
    cause: str = ""  # apology: why it happened: "the order form has no line for the finish"
    explained: str = ""  # explanation: what was agreed, said better: "the price covers two coats; a third is extra"
    example: str = ""  # explanation: "in the hall, two coats were enough; the stairs drank the first one"; "-" for none
    instead: str = ""  # alternative: what else of ours meets the need: "a standing order for two visits a month"
    price: Decimal | None = None  # alternative: what that costs; 0 is nothing
    instead_from: date | None = None  # alternative: from when, or by when, we can do it
    owed_for: str = ""  # payment request: what is not in dispute: "the two doors we fitted on 3 November"
    how_to_pay: str = ""  # payment request: "by transfer to the account on the invoice"
    plan: str = ""  # payment request: "in three parts, on the first of each month"; "-" for none
    open_point: str = ""  # payment request: what stays open, and how we settle it: "the third door, which we look at on Friday"
    gladly: str = ""  # boundary: what we gladly do, one a line
    reach_us: str = ""  # boundary: how and when: "weekdays from nine to five, on our usual number"
    rhythm: str = ""  # boundary: one place and rhythm for messages: "one e-mail with all questions, answered on Fridays"
    otherwise: str = ""  # boundary: what happens otherwise: "what comes in between waits until the Friday"
    settled: str = ""  # thank-you: what was settled: "the hall laid again in matt grey"
    done_on: date | None = None  # thank-you: when it was done
    earlier_on: date | None = None  # reminder, final response: the day of our letter before this one
    routes: str = ""  # final response: the owner's own words on where else they can turn; "-" leaves it out
    handed_over: bool = False  # referral: something of theirs went to another firm before, as they allowed
    corrects_on: date | None = None  # any kind: the day of our letter that this one takes the place of
    correction: str = ""  # what is different from that one: "the amount in option B is $160, not $180"
    handover: Handover | None = None  # to a firm: what the client allows; None: nothing
    tie: str = ""  # to a firm: any fee or relationship between the two of us, as the client was told of it
    referred_on: date | None = None  # to a firm: when we sent the client to them
    done_so_far: str = ""  # handover: "the old tiles are lifted, and the floor is level"; "-" for nothing
    outcome: str = ""  # thanks to a firm: what came of it: "the floor lies, and it is warm"; "-" leaves it out
    style: str = ""  # how the reader talks: direct, enthusiastic, steady, precise; "" not known
    enclosures: tuple[str, ...] = ()
    language: str = "en"
