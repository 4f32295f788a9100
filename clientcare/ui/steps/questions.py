"""The six steps and every question in them, in the order they are asked; no Qt, so that a test can walk them."""

from __future__ import annotations

from clientcare import called
from clientcare.decision.cautions import TRIAGE
from clientcare.said import mark
from clientcare.ui.steps.definition import Answers, Day, Estimate, Line, Money, Pick, Step, Tick, Words, YesNo

STAGES = (
    ("listen", mark("Listen")),
    ("weigh", mark("Weigh the stakes")),
    ("decide", mark("Decide")),
    ("write", mark("Write")),
    ("follow", mark("Follow through")),
    ("learn", mark("Learn")),
)
ASSESSED, OF_CLIENT = "assessment", "client"


def _owes_part(answers: Answers) -> bool:
    """Where they ask for money; else half of nothing would stand there."""
    return answers.get("owe") == "part" and answers.get("asked") != 0


def _looks_closer(answers: Answers) -> bool:
    return bool(answers.get("closer"))


def _ours_in_part(answers: Answers) -> bool:
    return answers.get("part") in ("some", "mostly")


def _answer_is_in(answers: Answers) -> bool:
    return bool(answers.get("answer"))


def _no_answer_yet(answers: Answers) -> bool:
    return not _answer_is_in(answers)


def _was_referred(answers: Answers) -> bool:
    return bool(answers.get("referred"))


def _said_yes(answers: Answers) -> bool:
    return answers.get("answer") == "accepted"


STEPS = (
    Step(
        "listen.mood",
        "listen",
        mark("First: how are you?"),
        (Pick("mood", mark("Right now I am"), options=called.MOODS),),
        why=mark("An honest answer changes one thing only: when we suggest to decide."),
    ),
    Step(
        "listen.words",
        "listen",
        mark("What does the client say?"),
        (
            Words("their_words", mark("In their own words"), hint=mark("As they said or wrote it"), lines=4),
            Pick("channel", mark("How it reached you"), options=called.CHANNELS),
            Day("told_on", mark("They told you on"), past=True),
            Day("due_on", mark("An answer is due by")),
        ),
        why=mark("Their words, not yours yet: the letter will start from what they meant."),
    ),
    Step(
        "listen.about",
        "listen",
        mark("What is it about?"),
        (
            Line("title", mark("In a line, for your own lists")),
            Line("about", mark("To them: “thank you for telling me about …”"), hint=mark("your hall floor")),
        ),
        why=mark("Two or three neutral words. The second line stands in the letter and in its subject."),
    ),
    Step(
        "listen.triage",
        "listen",
        mark("Is anything serious in it?"),
        (Tick("triage", mark("Tick what applies"), options=TRIAGE, none=mark("None of these")),),
        why=mark("Some things come before every sum. You will be told what to do first."),
    ),
    Step(
        "listen.agreed",
        "listen",
        mark("What was agreed?"),
        (
            Words("agreed", mark("What you had agreed"), hint=mark("As it stands there, or as you both remember it")),
            Pick("agreed_where", mark("Where is that written?"), options=called.PLACES_AGREED),
        ),
        why=mark("Clear or unclear, it helps to know before you answer."),
    ),
    Step(
        "listen.led",
        "listen",
        mark("What led them to it?"),
        (
            Words(
                "led_to_it",
                mark("Ask them, and write down what they answer"),
                hint=mark("They had the brochure in hand, and its photo shows the matt tile."),
            ),
        ),
        why=mark("Ask, do not guess. Often it was something of ours: a photo, a word, a line on an invoice."),
    ),
    Step(
        "listen.rephrase",
        "listen",
        mark("Say it back"),
        (
            Words(
                "rephrase",
                mark("As you understood it, finishing “As I understood you, …”"),
                hint=mark("the photo led you to expect matt grey, and the glossy finish is not what you had pictured"),
            ),
            YesNo("rephrase_confirmed", mark("They confirmed that I understood them right")),
            Pick("feeling", mark("What do they feel?"), options=called.FEELINGS),
        ),
        why=mark("People calm down when they are understood. This sentence opens your letter."),
    ),
    Step(
        "listen.between",
        "listen",
        mark("Between the two of you"),
        (
            Words(
                "really_need",
                mark("What do they really need?"),
                hint=mark("A hall they are proud of by the time her parents visit"),
                lines=2,
            ),
            Words(
                "common_ground",
                mark("What do you both agree on?"),
                hint=mark("The tiles are laid well; it is the finish she did not expect"),
                lines=2,
            ),
            Words(
                "stranger",
                mark("What would a fair stranger say?"),
                hint=mark("The quote was right, and hard to read"),
                lines=2,
            ),
        ),
        why=mark("What they ask for and what they need are often two things. The second one is where ways out come from."),
    ),
    Step(
        "weigh.asked",
        "weigh",
        mark("What would it cost you to give all they ask?"),
        (
            Money("asked", mark("In money, your best guess"), why=mark("Nothing asked for in money? Type 0.")),
            YesNo("they_hold", mark("It is about a bill of ours they have not paid"), record=ASSESSED),
        ),
        why=mark("Question 1 of 4. The most that can be at stake between you."),
    ),
    Step(
        "weigh.owe",
        "weigh",
        mark("What do you honestly owe?"),
        (
            Pick("owe", mark("Even if you never saw them again"), record=ASSESSED, options=called.OWE),
            Money(
                "owe_sum",
                mark("About how much?"),
                record=ASSESSED,
                why=mark("Left empty, it counts as half of what they ask."),
                when=_owes_part,
            ),
        ),
        why=mark("Question 2 of 4. What you owe does not depend on what they are worth to you."),
    ),
    Step(
        "weigh.want",
        "weigh",
        mark("Do you want them back?"),
        (Pick("want_back", mark("As a client, after this"), record=ASSESSED, options=called.WANT_BACK),),
        why=mark("Question 3 of 4. No is an honest answer."),
    ),
    Step(
        "weigh.if_no",
        "weigh",
        mark("What happens if you say no?"),
        (Pick("if_no", mark("They would most likely"), record=ASSESSED, options=called.IF_NO),),
        why=mark("Question 4 of 4. A guess is enough."),
    ),
    Step("weigh.answer", "weigh", mark("The answer so far")),
    Step(
        "weigh.yours",
        "weigh",
        mark("What is at stake for you?"),
        (Estimate("fight_hours", mark("If it came to a fight, how many hours would it take you?"), unit="hours"),),
        why=mark("A fight is paid in hours first: letters, calls, nights awake."),
        when=_looks_closer,
    ),
    Step(
        "weigh.others",
        "weigh",
        mark("And beyond this client?"),
        (
            Estimate("harm", mark("What would a complaint in public cost you?")),
            Estimate("others", mark("If others asked the same, what would that cost?")),
        ),
        why=mark("A review is read for years, and what you give one client others may ask for too."),
        when=_looks_closer,
    ),
    Step(
        "weigh.theirs",
        "weigh",
        mark("What is at stake for them?"),
        (
            Estimate("mistake_cost", mark("What does the mistake cost them in money?")),
            Line(
                "mistake_words",
                mark("And in trouble, in a few words"),
                record=ASSESSED,
                hint=mark("two weekends without a hall"),
            ),
        ),
        why=mark("Look from their side once. It is what an offer is measured by."),
        when=_looks_closer,
    ),
    Step(
        "weigh.brings",
        "weigh",
        mark("What does this client bring?"),
        (
            Estimate("revenue", mark("What do they pay you in a usual year?"), record=ASSESSED),
            Estimate("margin", mark("How much of it is left after its costs?"), "", OF_CLIENT, unit="share"),
            Estimate("hours_beyond", mark("Hours a year they take beyond the job"), "", OF_CLIENT, unit="hours"),
        ),
        why=mark("From the payments you noted, where there are any. Change what you know better."),
        when=_looks_closer,
    ),
    Step(
        "weigh.worth",
        "weigh",
        mark("How long, and what instead?"),
        (
            Estimate("retention", mark("Had nothing happened: chance that they come back each year"), unit="chance"),
            Estimate("sent_clients", mark("Clients they would send you in a year"), unit="clients"),
            Estimate("refill", mark("How soon would other work fill the time?"), unit="months"),
        ),
        why=mark("A client is worth what they bring that other work would not."),
        when=_looks_closer,
    ),
    Step(
        "weigh.part",
        "weigh",
        mark("What was your part?"),
        (
            Pick("part", mark("How much of this was ours?"), record=ASSESSED, options=called.PARTS),
            Words(
                "part_note",
                mark("Anything you would do differently?"),
                record=ASSESSED,
                hint=mark("Our quote named the tile only by its code. Every quote now carries a photo of the finish."),
                lines=2,
                when=_ours_in_part,
            ),
        ),
        why=mark("Most people find one thing. Nothing is fine too, if it is true."),
        when=_looks_closer,
    ),
    Step("weigh.fit", "weigh", mark("Is this the right client for you?"), when=_looks_closer),
    Step("weigh.ways", "weigh", mark("Which ways out are there?"), when=_looks_closer),
    Step("weigh.board", "weigh", mark("The stakes, weighed"), when=_looks_closer),
    Step("decide", "decide", mark("What will you do?")),
    Step("write", "write", mark("The letter")),
    Step(
        "follow.answer",
        "follow",
        mark("Waiting for their answer"),
        (
            Day("waiting_until", mark("Waiting until"), why=mark("Today reminds you on that day. Until then, let it rest.")),
            Pick("answer", mark("What did they answer?"), options=called.ANSWERS_GIVEN),
            Day("answered_on", mark("On"), when=_answer_is_in, past=True),
            Words("answer_note", mark("In their words"), lines=2, when=_answer_is_in),
        ),
        rests=_no_answer_yet,
    ),
    Step("follow.referral", "follow", mark("What may the other firm know?"), when=_was_referred),
    Step(
        "follow.deliver",
        "follow",
        mark("Keep what you promised"),
        (
            Day("deliver_by", mark("Promised by")),
            YesNo("delivered", mark("It is done")),
        ),
        why=mark("A promise kept on the day does more than the promise."),
        when=_said_yes,
    ),
    Step(
        "follow.outcome",
        "follow",
        mark("How did it end?"),
        (
            Pick("stayed", mark("Do they stay your client?"), options=called.STAYED),
            Pick("complained", mark("Did they complain in public?"), options=called.YES_NO),
            Money("final_cost", mark("What did it cost you in the end?")),
        ),
        why=mark("You may never hear “you were right”. You don't need it."),
        when=_answer_is_in,
    ),
    Step(
        "learn.cause",
        "learn",
        mark("What led them to see it that way?"),
        (Pick("cause", mark("Mostly"), options=called.CAUSES),),
        why=mark("Not to blame anybody: the same thing need not happen twice."),
    ),
    Step(
        "learn.change",
        "learn",
        mark("What will you change?"),
        (
            Line("lesson", mark("One thing"), hint=mark("A photo of the finish on every quote")),
            Day("lesson_by", mark("By")),
            YesNo("lesson_done", mark("Done")),
        ),
        why=mark("Small and soon beats big and some day."),
    ),
)

FOUR = ("asked", "owe", "want_back", "if_no")  # the four questions that are enough for an answer

# The screens of the weighing that only who looks closer sees.
CLOSER = tuple(step for step in STEPS if step.when is _looks_closer)
