"""What the keys of the file are called, in the owner's words: the window shows them, and an export says them without one.

Pairs are choices, in the order they are offered.
"""

from __future__ import annotations

from clientcare.said import mark

# Disputes and their answers

STATUS = {"open": mark("Open"), "waiting": mark("Waiting"), "closed": mark("Closed")}
NEXT_STEP = {
    "listen": mark("Listen to them"),
    "weigh": mark("Weigh the stakes"),
    "decide": mark("Decide what to do"),
    "write": mark("Write the letter"),
    "follow": mark("Follow through"),
    "learn": mark("Learn from it"),
}
MOODS = (("calm", mark("Calm")), ("tense", mark("Tense")), ("furious", mark("Furious")))
CHANNELS = (
    ("phone", mark("By phone")),
    ("email", mark("E-mail")),
    ("message", mark("Text message")),
    ("visit", mark("In person")),
    ("letter", mark("Letter")),
    ("review", mark("Public review")),
)
FEELINGS = (
    ("frustrated", mark("Frustrated")),
    ("let_down", mark("Let down")),
    ("worried", mark("Worried")),
    ("disappointed", mark("Disappointed")),
    ("embarrassed", mark("Embarrassed")),
    ("angry", mark("Angry")),
)
PLACES_AGREED = (
    ("agreement", mark("A signed agreement")),
    ("quote", mark("The quote")),
    ("website", mark("Website or brochure")),
    ("invoice", mark("The invoice")),
    ("spoken", mark("Only spoken")),
    ("nowhere", mark("Nowhere")),
)
OWE = (
    ("nothing", mark("Nothing")),
    ("part", mark("Part of it")),
    ("all", mark("All of it")),
    ("unsure", mark("Not sure")),
)
WANT_BACK = (("gladly", mark("Gladly")), ("if_easy", mark("If it is easy")), ("no", mark("No")))
IF_NO = (
    ("grumble", mark("Grumble, and stay")),
    ("leave", mark("Leave quietly")),
    ("complain", mark("Complain in public")),
    ("bank", mark("Go to the bank or a lawyer")),
)
PARTS = (("none", mark("None of it")), ("some", mark("Some of it")), ("mostly", mark("Most of it")))
ANSWERS_GIVEN = (
    ("accepted", mark("They said yes")),
    ("declined", mark("They said no")),
    ("other", mark("They want something else")),
    ("silent", mark("No answer came")),
)
STAYED = (("yes", mark("They stay")), ("no", mark("They left")), ("unknown", mark("Too early to say")))
YES_NO = (("yes", mark("Yes")), ("no", mark("No")))
CAUSES = (
    ("agreement", mark("Agreement")),
    ("quote", mark("Unclear quote")),
    ("website", mark("Website or brochure")),
    ("invoice", mark("Invoice")),
    ("spoken", mark("A spoken word")),
    ("delivery", mark("Delivery")),
    ("expectation", mark("Expected more than the price covers")),
    ("mistake", mark("Our mistake")),
    ("changed", mark("Their wishes changed")),
    ("wrong_client", mark("Not the right client for us")),
)
WAYS = {
    "hold": mark("Hold firm"),
    "compromise": mark("A compromise"),
    "settle_part": mark("Settle fairly, then part"),
    "give": mark("Give all they ask"),
    "refer": mark("Refer them elsewhere"),
    "part": mark("Part ways"),
}

# Entries of the timeline, and letters

EVENTS = (
    ("note", mark("Note")),
    ("call", mark("Call")),
    ("visit", mark("Visit")),
    ("email", mark("E-mail")),
    ("letter", mark("Letter")),
    ("offer", mark("Offer")),
    ("answer", mark("Answer")),
    ("payment", mark("Payment")),
)
BY = {"us": mark("by us"), "them": mark("by the client")}
WENT_TO = {  # how a letter of ours went → in which words
    "saved": mark("as a PDF to {to}"),
    "printed": mark("on paper to {to}"),
    "emailed": mark("by e-mail to {to}"),
    "copied": mark("as a message to {to}"),
    "posted": mark("posted to {to}"),
    "handed": mark("handed to {to}"),
    "sent": mark("sent to {to}"),
}
WENT = {  # the day stands beside it
    "": mark("Sent"),
    "saved": mark("Saved as a PDF"),
    "printed": mark("Printed"),
    "emailed": mark("Sent by e-mail"),
    "copied": mark("Sent as a message"),
    "posted": mark("Posted"),
    "handed": mark("Handed over"),
    "sent": mark("Sent by e-mail"),
}
STANDS = {
    "draft": mark("Draft"),
    "reread": mark("Read it once more"),
    "sending": mark("Goes out now"),
    "stopped": mark("Has not gone"),
    "maybe": mark("May have gone"),
}

# Referrals, reminders, and ways to reach a client

CONSENT = (
    ("", mark("Not asked yet")),
    ("asked", mark("Asked")),
    ("yes", mark("They said yes")),
    ("no", mark("They said no")),
)
MAY_KNOW = (
    ("name", mark("Their name")),
    ("phone", mark("Phone")),
    ("email", mark("E-mail")),
    ("address", mark("Address")),
    ("need", mark("What they need")),
    ("agreed", mark("What you agreed and did so far")),
)
TURNED_OUT = (
    ("well", mark("Well")),
    ("mixed", mark("Mixed")),
    ("badly", mark("Badly")),
    ("not_taken", mark("They did not go")),
)
REPEAT = {
    "day": mark("every day"),
    "week": mark("every week"),
    "month": mark("every month"),
    "year": mark("every year"),
}
