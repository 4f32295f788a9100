"""The pages of an export: whatever text is put into them is what a browser shows, and nothing else comes of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from clientcare.services.exporting import markup

ANY = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("<>&\"'=/ \n\r`!-[]?;#xas"), max_size=40),
    st.sampled_from(["</p><script>", "<!--", "]]>", "&lt;b&gt;", "' onclick='x", '" onerror="x', "\u202e<b>", "</style>"]),
)


class Shown(HTMLParser):
    """What a browser makes of a piece of markup: its parts, what they say, the last attributes of each."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", list[str]()
        self.attributes: dict[str, str | None] = {}
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def seen(text: str) -> str:
    """What of a text can be seen at all."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", re.sub("\r\n?", "\n", text))


@given(ANY, ANY)
@example("<script>alert(1)</script>", "javascript:alert(1)")
def test_any_text_is_shown_and_nothing_else(text: str, other: str) -> None:
    shown = Shown(markup.tag("p", text, class_=other))
    assert (shown.text, shown.tags) == (seen(text), ["p"])
    assert shown.attributes == ({"class": seen(other)} if other else {})


@given(ANY, ANY)
def test_a_link_leads_to_that_very_file(path: str, words: str) -> None:
    path = f"files/{path}".encode(errors="replace").decode()
    shown = Shown(markup.link(path, words))
    assert (shown.text, shown.tags) == (seen(words), ["a", "bdi"])
    parts = urlsplit(shown.attributes["href"] or "")
    assert unquote(parts.path) == path and not (parts.scheme or parts.netloc or parts.query or parts.fragment)


@given(st.lists(st.tuples(ANY, ANY), max_size=3))
def test_tables_and_lists_hold_only_their_own_parts(pairs: list[tuple[str, str]]) -> None:
    for made in (markup.table((), *pairs), markup.listed(*pairs)):
        shown = Shown(made)
        assert shown.text == "".join(seen(one) for pair in pairs for one in pair)
        assert set(shown.tags) <= {"table", "tr", "td", "dl", "dt", "dd"}
