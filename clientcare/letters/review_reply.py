"""The public reply to an online review: three sentences that know the business and nothing else."""

from __future__ import annotations

from clientcare.letters.facts import Facts
from clientcare.letters.needs import is_ours
from clientcare.letters.particulars import reach
from clientcare.letters.words import words


def review_reply(facts: Facts) -> str:
    """Thanks, regret for the experience, and an invitation to talk in private, by the business's own phone or e-mail.

    Of the facts it takes the letterhead, the language and our part: nothing of the client or the case can get into it.
    """
    head = facts.letterhead
    own_words = words(facts.language, "review_reply", head.solo)
    part = facts.part if is_ours(facts) else "none"
    return own_words.passage("reply", {"part": part, "reach": reach(head, own_words)})
