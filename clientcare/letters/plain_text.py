"""The letter as plain text: the body of an e-mail, the same words as on paper."""

from __future__ import annotations

from collections.abc import Iterator

from clientcare.letters.facts import OFFER_LETTERS
from clientcare.letters.letter import Letter
from clientcare.letters.phrases import clean, lines, one_line, unstopped
from clientcare.letters.words import labels


def plain_text(letter: Letter) -> str:
    """Salutation, passages with their options or firms, sign-off and names, paragraphs apart by an empty line."""
    blocks = [letter.salutation]
    for passage in letter.passages:
        blocks += [clean(passage.text)] if passage.text else []
        blocks += _options(letter) if passage.key == "offers" else ()
        blocks += _firms(letter) if passage.key == "providers" else ()
    signed = dict.fromkeys(filter(None, (letter.sender_name, letter.business_name)))
    return "\n\n".join([*blocks, letter.sign_off, "\n".join(signed)]) + "\n"


def _options(letter: Letter) -> Iterator[str]:
    for i, (offer, owed) in enumerate(zip(letter.offers, letter.owed, strict=True)):
        mark = f"{OFFER_LETTERS[i]}. " if len(letter.offers) > 1 else ""
        yield "\n".join([mark + one_line(offer.title), *lines(offer.details), owed])


def _firms(letter: Letter) -> Iterator[str]:
    tie = labels(letter.language)["tie"]
    for firm in letter.providers:
        disclosed = tie.format(tie=unstopped(firm.tie)) if firm.tie.strip() else ""
        said = (firm.name, firm.does, disclosed, firm.phone, firm.email, firm.website)
        yield "\n".join(filter(None, map(one_line, said)))
