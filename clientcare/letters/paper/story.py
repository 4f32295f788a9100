"""What stands on the pages of a letter or a leaflet, in order, as flowables."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Paragraph

from clientcare.letters import formats
from clientcare.letters.facts import OFFER_LETTERS, Letterhead, Provider
from clientcare.letters.leaflet import Leaflet, Section
from clientcare.letters.letter import Letter, Passage
from clientcare.letters.paper.head import Head
from clientcare.letters.paper.pieces import Ending, Rule
from clientcare.letters.paper.slip import ReplySlip
from clientcare.letters.paper.styles import Styles, color, name_style, styles
from clientcare.letters.phrases import address_lines, lines, one_line, shortened, unstopped
from clientcare.letters.scripts import fonts
from clientcare.letters.words import labels

_RETURN_TO = 500  # characters on the slip; the letterhead has them all


class Story:
    """One letter's flowables; make a new one for each layout. `tight` sets the body closer.

    `head`: to stand first, None when it is drawn elsewhere, as address and date may be.
    """

    def __init__(
        self, letter: Letter, letterhead: Letterhead, tight: bool, head: Head | None, address: bool = True, date: bool = True
    ) -> None:
        self._letter, self._letterhead, self._head, self._address, self._date = letter, letterhead, head, address, date
        self._styles = styles(letterhead.accent, tight)
        self._labels = labels(letter.language)

    def flowables(self) -> list[Flowable]:
        """Head, address, date, subject, passages with their options or firms, sign-off, enclosures, reply slip."""
        printed = [passage for passage in self._letter.passages if passage.text]
        ends_in_words = bool(printed) and printed[-1].key not in ("offers", "providers")
        last = printed[-1] if ends_in_words else None
        story = [*self._opening()]
        for passage in self._letter.passages:
            if passage is not last:
                story += self._joined(self._paragraphs(passage), [*self._choices(passage.key)])
        return [*story, *self._closing(self._paragraphs(last) if last else [])]

    def _opening(self) -> Iterator[Flowable]:
        letter, to = self._letter, self._letter.recipient
        if self._head:
            yield self._head
        if self._address:
            yield self._text("\n".join((one_line(to.name), *address_lines(to.address))), "address")
        if self._date:
            yield self._text(formats.long_day(letter.written_on, letter.locale), "address")
        yield self._text(letter.subject, "subject")
        yield self._text(letter.salutation, "body")

    def _paragraphs(self, passage: Passage) -> list[Paragraph]:
        """A blank line starts a new paragraph, a bulleted line hangs, any other newline is a line break."""
        made: list[Paragraph] = []
        plain: list[str] = []
        for line in (*passage.text.split("\n"), ""):
            bulleted = line.startswith("• ")
            if plain and (bulleted or not line.strip()):
                made.append(self._text("\n".join(plain), "body", self._emphasis(passage)))
                plain = []
            if bulleted:
                made.append(self._text(line[2:], "bullet", bullet="•"))
            elif line.strip():
                plain.append(line)
        return made

    def _emphasis(self, passage: Passage) -> str:
        letter = self._letter
        if passage.key not in ("choose", "next_step") or not letter.next_step_on:
            return ""
        return formats.named_day(letter.next_step_on, letter.written_on, letter.locale)

    def _choices(self, key: str) -> Iterator[list[Flowable]]:
        if key == "offers":
            yield from self._options()
        elif key == "providers":
            yield from map(self._firm, self._letter.providers)

    def _options(self) -> Iterator[list[Flowable]]:
        several = len(self._letter.offers) > 1
        for i, (offer, owed) in enumerate(zip(self._letter.offers, self._letter.owed, strict=True)):
            text = " ".join(filter(None, (_stopped("\n".join(lines(offer.details))), owed)))
            bullet = OFFER_LETTERS[i] if several else None
            title = self._text(one_line(offer.title), "choice" if several else "alone", bullet=bullet)
            yield [title, self._text(text, "choice_text" if several else "alone_text"), Rule()]

    def _firm(self, firm: Provider) -> list[Flowable]:
        tie = self._labels["tie"].format(tie=unstopped(firm.tie)) if firm.tie.strip() else ""
        text = " ".join(filter(None, (_stopped(one_line(firm.does)), tie)))
        contact = " · ".join(filter(None, map(one_line, (firm.phone, firm.email, firm.website))))
        below = [self._text(said, style) for said, style in ((text, "alone_text"), (contact, "firm")) if said]
        return [self._text(one_line(firm.name), "alone"), *below, Rule()]

    @staticmethod
    def _joined(paragraphs: list[Paragraph], blocks: list[list[Flowable]]) -> list[Flowable]:
        """The line that announces options stays with the first of them; no option is torn apart."""
        if not blocks:
            return [*paragraphs]
        first = KeepTogether([*paragraphs[-1:], Rule(), *blocks[0]])
        return [*paragraphs[:-1], first, *(KeepTogether(block) for block in blocks[1:])]

    def _closing(self, last: list[Paragraph]) -> Iterator[Flowable]:
        letter = self._letter
        yield from last[:-1]
        below = [self._text(letter.sender_name, "last")]
        if letter.enclosures:
            below.append(self._text(self._labels["enclosed"].format(things=", ".join(letter.enclosures)), "enclosed"))
        sign_off = self._text(letter.sign_off, "last")
        yield Ending(last[-1] if last else None, sign_off, below, self._letterhead.signature)
        if letter.reply_slip:
            yield self._slip()

    def _slip(self) -> ReplySlip:
        letter, words = self._letter, self._labels
        title = words["reply_slip"].format(reference=letter.reference) if letter.reference else words["reply_slip_plain"]
        single = len(letter.offers) == 1
        boxes = (words["accept"],) if single else tuple(OFFER_LETTERS[: len(letter.offers)])
        sender = ", ".join(filter(None, (letter.business_name or letter.sender_name, _address(self._letterhead))))
        return ReplySlip(
            self._text(title, "slip"),
            "" if single else words["choose"],
            (*boxes, words["call_me"]),
            (words["name"], words["date"], words["signature"]),
            self._text(words["return_to"].format(sender=shortened(sender, _RETURN_TO)), "small"),
        )

    def _text(self, text: str, style: str, emphasis: str = "", bullet: str | None = None) -> Paragraph:
        return fonts.paragraph(text, self._styles[style], emphasis, bullet)


def head(letterhead: Letterhead) -> Head:
    """The letterhead from the settings."""
    chosen = styles(letterhead.accent, False)
    name = one_line(letterhead.name) or one_line(letterhead.owner_name)
    contact = " · ".join(filter(None, map(one_line, (letterhead.phone, letterhead.email))))
    right = "\n".join(filter(None, (_address(letterhead), contact, one_line(letterhead.website))))
    left = fonts.paragraph(name, chosen[name_style(name)])
    return Head(left, fonts.paragraph(right, chosen["contact"]), color(letterhead.accent), letterhead.logo)


def leaflet_story(leaflet: Leaflet, letterhead: Letterhead, tight: bool, head: Head | None) -> list[Flowable]:
    """Head, title, opening, and the sections; a heading stays with what it announces."""
    chosen = styles(letterhead.accent, tight)
    story: list[Flowable] = [head] if head else []
    story.append(fonts.paragraph(one_line(leaflet.title), chosen["title"]))
    if leaflet.opening:
        story.append(fonts.paragraph(leaflet.opening, chosen["body"]))
    for section in leaflet.sections:
        story += _section(section, chosen)
    return story


def _section(section: Section, chosen: Styles) -> Iterator[Flowable]:
    if section.heading:
        yield fonts.paragraph(one_line(section.heading), chosen["heading"])
    for line in section.lines:
        yield fonts.paragraph(line, chosen["point" if section.bullets else "body"], "", "•" if section.bullets else None)


def _address(head: Letterhead) -> str:
    return ", ".join(line.rstrip(",") for line in address_lines(head.address))


def _stopped(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".!?…:" else text
