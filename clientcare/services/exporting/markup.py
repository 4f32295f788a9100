"""Pages for a browser: every text that is put into one stays text, whatever stands in it. No script, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

# What no page may hold, and half characters. What turns the text behind it stays: it is kept inside its own box.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CAREFUL = re.compile(f"[&<>\"'\r{_NO_TEXT.pattern[1:]}")  # whatever else stands in a text is markup for itself
_VOID = ("img", "meta", "br")
ONLY_FROM_HERE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1d2a33; --soft: #5c6b75; --line: #d9dfe3; --page: #fff; --shade: #f3f6f7; --link: #0b6b61;
  --private: #8a4b08; --private-shade: #fdf1e2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6ecef; --soft: #a3b1ba; --line: #3a464e; --page: #171d21; --shade: #20282d; --link: #63c7ba;
    --private: #f0b36b; --private-shade: #3a2c1a;
  }
}
body {
  font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 54rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem }
h3 { font-size: 1rem; margin: 1.6rem 0 .4rem }
h1, h2, h3, td, dd, li, p.words { unicode-bidi: isolate }
a { color: var(--link) }
p { margin: .3rem 0 }
.words, td, dd { white-space: pre-wrap }
.soft, th, dt { color: var(--soft) }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line) }
th { font-weight: 600 }
td:first-child, th:first-child { min-width: 9rem }
.sum { text-align: end; white-space: nowrap; padding-right: 0 }
dl { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: .25rem 1rem; margin: .4rem 0 }
dd { margin: 0 }
section { border-top: 2px solid var(--line); margin-top: 2.4rem }
section h2 { margin-top: 1rem }
.entry { border-inline-start: 3px solid var(--line); padding: .15rem 0 .15rem .9rem; margin: .9rem 0 }
.private { border-inline-start-color: var(--private) }
.mark { color: var(--private); background: var(--private-shade); border-radius: .6rem; padding: 0 .5rem; font-size: .85rem }
.note { background: var(--shade); border-radius: .5rem; padding: .7rem 1rem }
img { max-width: 100%; max-height: 15rem; display: block; margin: .4rem 0; border-radius: .3rem }
details { margin: .4rem 0 }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } }
@media print { body { max-width: none } }
"""


class Html(str):
    """Markup that is safe as it is."""


def text(value: str) -> Html:
    """The text as markup that says just that."""
    if _CAREFUL.search(value):
        value = escape(_NO_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
    return Html(value)


def tag(name_: str, *inside: str, **attributes: str) -> Html:
    """An element; whatever of it is not Html already is text. A trailing _ of an attribute's name falls away."""
    told = "".join(f' {key.rstrip("_")}="{text(value)}"' for key, value in attributes.items() if value)
    if name_ in _VOID:
        return Html(f"<{name_}{told}>")
    within = "".join(one if isinstance(one, Html) else text(one) for one in inside)
    return Html(f"<{name_}{told}>{within}</{name_}>")


def own(words: str) -> Html:
    """Words of a person inside a line: in whichever direction they are written, they turn nothing around them."""
    return tag("bdi", words)


def link(path: str, words: str, place: str = "") -> Html:
    """To a file of the export, or a place in it; `path` from where the page is, with slashes."""
    return tag("a", own(words), href=quote(path) + (f"#{quote(place)}" if place else ""))


def lines(parts: Iterable[tuple[Html, ...]]) -> Html:
    """Elements side by side, each group on a line of its own."""
    return Html("\n".join("".join(some) for some in parts))


def picture(path: str, words: str) -> Html:
    return tag("img", src=quote(path), alt=words, loading="lazy")


def listed(*pairs: tuple[str, str]) -> Html:
    """What things are called, and what they are; nothing where there are none."""
    return tag("dl", *(Html(tag("dt", name) + tag("dd", value, dir="auto")) for name, value in pairs)) if pairs else Html()


def table(header: tuple[str, ...], *rows: tuple[str, ...], sums: tuple[int, ...] = ()) -> Html:
    """`sums`: the columns that are set to the end of the line."""
    looks = dict.fromkeys(sums, "sum")
    head = tag("tr", *(tag("th", one, class_=looks.get(n, "")) for n, one in enumerate(header))) if header else Html()
    lines = (tag("tr", *(tag("td", one, dir="auto", class_=looks.get(n, "")) for n, one in enumerate(row))) for row in rows)
    return tag("table", head, *lines)


def page(title: str, language: str, *body: str) -> str:
    """The whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", content=ONLY_FROM_HERE, **{"http-equiv": "Content-Security-Policy"}),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        Html(f"<style>{STYLE}</style>"),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', *body), lang=language)}\n"
