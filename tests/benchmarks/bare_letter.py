"""The same letter by reportlab alone: its words, fonts and places written down, nothing composed, checked or chosen."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

INK, QUIET, LINE, ACCENT = map(HexColor, ("#1F292E", "#5F6B70", "#DCE1E0", "#1B6E68"))
SERIF, SANS, SANS_BOLD = "NotoSerif-Regular", "NotoSans-Regular", "NotoSans-Bold"
WIDTH, HEIGHT = LETTER
SIDE, TOP, BOTTOM, HEAD = 71.0, 48.0, 66.0, 63.0


def _style(font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=leading, textColor=INK, bulletFontName=font, **more)


ADDRESS = _style(SERIF, 10.5, 14.5, spaceAfter=8)
SUBJECT = _style(SANS_BOLD, 11.5, 16)
BODY = _style(SERIF, 10.5, 15.5, spaceBefore=6, spaceAfter=6)
CHOICE = _style(SANS_BOLD, 10.5, 15, leftIndent=37, bulletIndent=9, spaceBefore=5, spaceAfter=2, bulletColor=ACCENT)
CHOICE_TEXT = _style(SERIF, 10.5, 15.5, leftIndent=37, rightIndent=9, spaceAfter=4)
SIGN_OFF = _style(SERIF, 10.5, 15.5, spaceAfter=26)
SMALL = _style(SANS, 8.5, 12, leftIndent=9)

ADDRESSED = ("Marta Okafor\n8 Canal Street\nBrattleboro, VT 05301", "May 4, 2026")
HEADING = "Your hall floor: two ways we can put it right"
BEFORE = (
    "Dear Marta,",
    "Thank you for telling me about your hall floor when we spoke on Thursday. As I understood you, the photo in our "
    "brochure led you to expect matt grey, and the glossy finish is not what you had pictured. Please tell me if I have "
    "any of that wrong.",
    "I can see how disappointing this has been. I am sorry for my part in this. Our quote named the tile only by its "
    "code. That has changed. Every quote now carries a photo of the finish.",
    "I would like this to end well for you. Either of these is yours to choose:",
)
OPTIONS = (
    ("$160 back", "You keep the floor as it is, and we send you $160. $160 goes back to you by May 20. Nothing more is owed."),
    ("We lay it again, you buy the tiles", "You buy the matt tiles, and we lay them at no charge. Nothing more is owed."),
)
CHOOSE = (
    "Please tell me which you would like, by phone, e-mail or the reply slip. Both are open until ",
    "Monday, May 18",
    "; after that day I will get in touch to talk it over. If neither is right for you, say so, and we will look for "
    "another way together.",
)
CLOSE, GREETING, SENDER = "Thank you for giving me the chance to put this right.", "Kind regards,", "Dana Whitfield"
NAME = "Whitfield Tiles & Floors"
CONTACT = (
    "14 Mill Lane, Brattleboro, VT 05301",
    "(802) 555-0142 · hello@whitfieldtiles.example",
    "whitfieldtiles.example",
)
FOOT = ("Our reference D-2026-014", "Page 1")
SLIP, PICK, BOXES = "Reply slip, reference D-2026-014", "I choose:", ("A", "B", "please get in touch")
BLANKS = (("Name", 0.36), ("Date", 0.22), ("Signature", 0.42))
BACK_TO = "Please return to Whitfield Tiles & Floors, 14 Mill Lane, Brattleboro, VT 05301"


def draw() -> bytes:
    """The page as PDF; the fonts are registered by then."""
    out = BytesIO()
    frame = Frame(SIDE, BOTTOM, WIDTH - 2 * SIDE, HEIGHT - TOP - HEAD - BOTTOM, 0, 0, 0, 0)
    template = PageTemplate(frames=[frame], onPage=_head_and_foot)
    document = BaseDocTemplate(out, pagesize=LETTER, pageTemplates=[template], title=HEADING, initialFontName=SANS, invariant=1)
    document.build(_story())
    return out.getvalue()


def _story() -> list[Flowable]:
    story = [Paragraph(escape(text).replace("\n", "<br/>"), ADDRESS) for text in ADDRESSED]
    story.append(Paragraph(HEADING, SUBJECT))
    story += [Paragraph(escape(text), BODY) for text in BEFORE]
    story.append(_Rule())
    for letter, (title, text) in zip("AB", OPTIONS, strict=True):
        story += [Paragraph(escape(title), CHOICE, bulletText=letter), Paragraph(escape(text), CHOICE_TEXT), _Rule()]
    before, day, after = map(escape, CHOOSE)
    story.append(Paragraph(f'{before}<font name="{SANS_BOLD}">{day}</font>{after}', BODY))
    story += [Paragraph(CLOSE, BODY), Paragraph(GREETING, SIGN_OFF), Paragraph(SENDER, BODY)]
    return [*story, _Slip()]


def _head_and_foot(canvas: Canvas, document: BaseDocTemplate) -> None:
    top = HEIGHT - TOP
    canvas.setFont(SANS_BOLD, 15.5)
    canvas.setFillColor(ACCENT)
    canvas.drawString(SIDE, top - 26, NAME)
    canvas.setFont(SANS, 8.5)
    canvas.setFillColor(QUIET)
    for number, text in enumerate(CONTACT):
        canvas.drawRightString(WIDTH - SIDE, top - 10 - 13 * number, text)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.2)
    canvas.line(SIDE, top - 47, WIDTH - SIDE, top - 47)
    canvas.drawString(SIDE, 42.5, FOOT[0])
    canvas.drawRightString(WIDTH - SIDE, 42.5, FOOT[1])


class _Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 1

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.7)
        self.canv.line(9, 0.5, self.width - 9, 0.5)


class _Slip(Flowable):  # type: ignore[misc]  # reportlab has no types
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.back_to = Paragraph(escape(BACK_TO), SMALL)
        return width, 75 + self.back_to.wrap(width, height)[1]

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.7)
        canvas.setDash(4, 3)
        canvas.line(0, 76, self.width, 76)
        canvas.setDash()
        canvas.setFillColor(INK)
        canvas.setFont(SANS_BOLD, 9)
        canvas.drawString(9, 60, SLIP)
        self._blanks(self._boxes())
        self.back_to.drawOn(canvas, 0, 0)

    def _boxes(self) -> float:
        canvas, x = self.canv, 9.0
        canvas.setFont(SANS, 9)
        for text in (PICK, *BOXES):
            canvas.drawString(x, 42, text)
            x += canvas.stringWidth(text, SANS, 9) + 7
            if text in BOXES:
                canvas.rect(x, 41, 8, 8)
                x += 22
        return 9.0

    def _blanks(self, x: float) -> None:
        for text, share in BLANKS:
            end = x + share * (self.width - 9) - 12
            self.canv.drawString(x, 19, text)
            self.canv.line(x + self.canv.stringWidth(text, SANS, 9) + 5, 17.5, end, 17.5)
            x = end + 12
