"""A page that is no letter: a title, and sections of lines under their headings, such as the talking points."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.letters.phrases import one_line


@dataclass(frozen=True)
class Section:
    """Lines under a heading; `bullets`: each line is a point of its own, else a paragraph."""

    heading: str
    lines: tuple[str, ...]
    bullets: bool = True


@dataclass(frozen=True)
class Leaflet:
    """What `paper.pdf.render_leaflet` prints under the letterhead. `private`: for the owner only, said so at its foot."""

    title: str
    opening: str
    sections: tuple[Section, ...]
    language: str
    locale: str
    private: bool = False

    def plain_text(self) -> str:
        """The same to copy."""
        blocks = [one_line(self.title), self.opening]
        for section in self.sections:
            mark = "• " if section.bullets else ""
            blocks.append("\n".join((one_line(section.heading), *(f"{mark}{line}" for line in section.lines))))
        return "\n\n".join(filter(None, blocks)) + "\n"
