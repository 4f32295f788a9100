"""Paints the application in one of two themes, follows the system live, and colours the icons."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from clientcare import temporary
from clientcare.paths import resource
from clientcare.ui.style_sheet import style_sheet
from clientcare.ui.tokens import DARK, LIGHT, Tokens

BASE_SIZE = 14  # pixels at 96 dots an inch


class Theme(QObject):
    """Paints the application in light or dark and tells `changed` when it switches. `appearance`: system, light or dark."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._painted: Tokens | None = None
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._tinted = temporary.folder("icons")
        application.setStyle("Fusion")
        application.setFont(_interface_font())
        hints = QGuiApplication.styleHints()
        self._system = hints.colorScheme()
        hints.colorSchemeChanged.connect(self._follow)
        self.appear(appearance)

    @property
    def tokens(self) -> Tokens:
        return DARK if (self._chosen or self._system) == Qt.ColorScheme.Dark else LIGHT

    def appear(self, appearance: str) -> None:
        """Take on an appearance; "system" follows the desktop from now on."""
        self._chosen = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(appearance)
        if self._chosen is None:
            QGuiApplication.styleHints().unsetColorScheme()
        else:  # for what the system draws itself, such as the title bar; platforms without colour schemes ignore it
            QGuiApplication.styleHints().setColorScheme(self._chosen)
        self._paint()

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        self._paint()

    def _paint(self) -> None:
        tokens = self.tokens
        if tokens == self._painted:
            return
        self._painted = tokens
        self._application.setPalette(_palette(tokens))
        self._application.setStyleSheet(_scaled(style_sheet(tokens, self._tint(tokens)), self._application.font()))
        self.changed.emit()

    def _tint(self, tokens: Tokens) -> str:
        """The icons a style sheet needs as files, in this theme's colours: style sheets take no other kind."""
        if not self._tinted.is_dir():  # systems tidy their temporary files under programs that run for weeks
            self._tinted = temporary.folder("icons")
        for name, colour in (("chevron-down", tokens.soft), ("check", tokens.on_accent), ("minus", tokens.on_accent)):
            drawing = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
            (self._tinted / f"{name}-{tokens.page[1:]}.svg").write_text(drawing, "utf-8")
        return self._tinted.as_posix()

    def icon(self, name: str, colour: str = "", size: int = 20) -> QIcon:
        """A line icon in a colour of the theme (default: soft ink)."""
        colour = colour or self.tokens.soft
        key = (name, colour, size)
        if key not in self._icons:
            self._icons[key] = QIcon(_recoloured(name, colour, size))
        return self._icons[key]


def _scaled(sheet: str, font: QFont) -> str:
    """The sheet's letter sizes, larger where the system is set to large text."""
    larger = font.pixelSize() / BASE_SIZE
    return sheet if larger == 1 else re.sub(r"font-size: (\d+)px", lambda m: f"font-size: {round(int(m[1]) * larger)}px", sheet)


def _interface_font() -> QFont:
    """The system's own font; the bundled one where the system names none, as on a bare machine."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QFontInfo(font).family() != font.family():  # an alias such as "Sans Serif": nobody chose it
        for path in sorted(resource("fonts").glob("NotoSans-*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        font = QFont("Noto Sans", 10)
    larger = max(1.0, QFontInfo(font).pixelSize() / 16)  # a system set to large text stays large
    font.setPixelSize(round(BASE_SIZE * larger))
    return font


def _recoloured(name: str, colour: str, size: int) -> QPixmap:
    ratio = 2.0
    picture = QIcon(str(resource("icons", f"{name}.svg"))).pixmap(round(size * ratio), round(size * ratio))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _palette(t: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: t.page,
        QPalette.ColorRole.WindowText: t.ink,
        QPalette.ColorRole.Base: t.card,
        QPalette.ColorRole.AlternateBase: t.page,
        QPalette.ColorRole.Text: t.ink,
        QPalette.ColorRole.Button: t.card,
        QPalette.ColorRole.ButtonText: t.ink,
        QPalette.ColorRole.ToolTipBase: t.card,
        QPalette.ColorRole.ToolTipText: t.ink,
        QPalette.ColorRole.PlaceholderText: t.soft,
        QPalette.ColorRole.Highlight: t.accent,
        QPalette.ColorRole.HighlightedText: t.on_accent,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.Mid: t.line,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.soft))
    return palette
