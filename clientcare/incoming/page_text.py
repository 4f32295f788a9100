"""The text of an HTML page or e-mail as a person would read it: nothing is loaded, nothing is run, in one pass."""

from __future__ import annotations

import re
from html import unescape

MOST = 2_000_000  # letters of HTML that are read
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_UNREAD = frozenset(("script", "style", "head", "title", "template", "svg", "math", "object", "noscript", "select", "iframe"))
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _UNREAD}
_LINES = frozenset(("br", "tr", "li", "dt", "dd", "hr", "option", "caption"))
_PARAGRAPHS = frozenset(
    (
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "section",
        "article", "header", "footer", "address",
    )
)
_BLANKS, _MANY = re.compile(r"[ \t\r\f\v\u00a0\u200b\u200c\ufeff\u034f\u00ad]+"), re.compile(r"\n{3,}")


def text_of(html: str) -> str:
    """Its words, with a line for each line and an empty one between paragraphs."""
    parts: list[str] = []
    at, html = 0, html[:MOST]
    while at < len(html):
        tag = html.find("<", at)
        if tag < 0:
            parts.append(_words(html[at:]))
            break
        parts.append(_words(html[at:tag]))
        at = _behind(html, tag, parts)
    whole = "\n".join(_BLANKS.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return _MANY.sub("\n\n", whole).strip()


def _words(text: str) -> str:
    """Line breaks of the source are blanks."""
    return unescape(text.replace("\n", " ").replace("\r", " "))


def _behind(html: str, at: int, parts: list[str]) -> int:
    """Where reading goes on behind the tag at `at`, with what it stands for added to `parts`.

    What never ends is taken to its end at once, so that a file full of beginnings is no more work than any other.
    """
    if html.startswith("<!--", at):
        return _after(html, "-->", at)
    found = _TAG.match(html, at)
    if found is None and html[at + 1 : at + 2] not in ("!", "?", "/"):
        parts.append("<")
        return at + 1
    name = found[1].lower() if found else ""
    parts.append("\n\n" if name in _PARAGRAPHS else "\n" if name in _LINES else " " if name in ("td", "th") else "")
    if name in _UNREAD and html[at + 1] != "/":
        end = _ENDS[name].search(html, at)
        return len(html) if end is None else _after(html, ">", end.start())
    return _after(html, ">", at)


def _after(html: str, sign: str, at: int) -> int:
    end = html.find(sign, at)
    return len(html) if end < 0 else end + len(sign)
