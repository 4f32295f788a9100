"""Whatever somebody typed stands on paper letter for letter: no sign of it is taken for markup, none makes the page fail."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from cases import cases
from hypothesis import example, given
from hypothesis import strategies as st
from letter_facts import HEAD, facts
from pypdf import PdfReader

from clientcare.letters.compose import compose
from clientcare.letters.facts import Recipient
from clientcare.letters.letter import Letter, Passage
from clientcare.letters.paper.pdf import render
from clientcare.letters.paper.stamp import stamped

SIGNS = st.text(st.sampled_from("<>&;\"'/=#%{}()[]\\|*_~^`$@!?,.:+-abAZ09éßŁñ"), min_size=1, max_size=14)
TAGS = ("<para>", "</font>", "<br/>", "&lt;", "&#65;", "<img", "src=file:///etc/passwd>", "<a href=x>", "%s", "{0}", "<?pi?>")
WORDS = st.lists(st.one_of(SIGNS, st.sampled_from(TAGS)), min_size=1, max_size=5).map(" ".join)
LETTER: Letter = compose(facts(), "compromise")


def on_paper(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@cases(25)
@example("<img src=file:///etc/passwd>", "</para><para>", "&amp;&lt;b&gt;")
@given(WORDS, WORDS, WORDS)
def test_any_signs_are_printed_as_they_were_typed(name: str, subject: str, words: str) -> None:
    last = Passage("close", words, own=True)
    letter = replace(LETTER, recipient=Recipient(name, name), subject=subject, passages=(*LETTER.passages[:-1], last))
    found = on_paper(stamped(render(letter, HEAD), "Draft, not sent"))
    for text in (name, subject, words, "Draft, not sent"):
        assert "".join(text.split()) in found


@cases(25)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_at_all_gives_a_page_that_can_be_read(name: str, words: str) -> None:
    last = Passage("close", words, own=True)
    letter = replace(LETTER, recipient=Recipient(name), subject=name, passages=(last,), business_name=name, sender_name=words)
    assert len(PdfReader(BytesIO(render(letter, replace(HEAD, name=name, address=words)))).pages) >= 1
