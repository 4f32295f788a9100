"""Reads an exported folder as a stranger would: its pages by a parser, what they say, where their links lead."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clientcare.services.exporting import markup

TAGS = frozenset((
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "a", "bdi", "ul", "li", "table", "tr", "th", "td",
    "dl", "dt", "dd", "section", "div", "span", "details", "summary", "img",
))  # fmt: skip
ATTRIBUTES = frozenset((
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "dir", "href", "src", "alt", "loading",
))  # fmt: skip


class Read(HTMLParser):
    """A page: all it says, the tags and attributes it is made of, where it leads, what it lets a browser do."""

    def __init__(self, page: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.text, self.rules = page, "", ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self._style = False
        self.feed(page.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self._style = tag == "style"
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.rules = dict(attrs)["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style:
            assert data == markup.STYLE
        else:
            self.text += data

    @property
    def leads_to(self) -> list[Path]:
        """The files its links name; a link to anywhere else is a failed test."""
        found = []
        for link in self.links:
            parts = urlsplit(link)
            assert not parts.scheme and not parts.netloc and not parts.query, link
            found.append((self.page.parent / unquote(parts.path)).resolve())
        return found


def pages(root: Path) -> list[Read]:
    """Every page, none of them made of anything but plain parts, none leading anywhere but into the folder."""
    found = [Read(page) for page in sorted(root.rglob("*.html")) if "files" not in page.relative_to(root).parts]
    for page in found:
        assert page.tags <= TAGS and page.attributes <= ATTRIBUTES, (page.page, page.tags - TAGS, page.attributes - ATTRIBUTES)
        for path in page.leads_to:
            assert path.is_relative_to(root.resolve()) and path.exists(), path
    return found
