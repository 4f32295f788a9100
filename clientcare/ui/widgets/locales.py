"""Choosing a currency, and how dates and money are written, from what the system knows of countries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy

from clientcare.settings import Settings
from clientcare.ui.wording import Wording

Options = tuple[tuple[str, str], ...]
USUAL = (
    "en_US en_GB en_CA en_AU en_NZ en_IE en_ZA en_IN es_ES es_MX es_US es_AR es_CL es_CO de_DE de_AT de_CH fr_FR fr_CA "
    "fr_BE fr_CH it_IT nl_NL nl_BE pt_PT pt_BR da_DK nb_NO sv_SE fi_FI pl_PL cs_CZ hu_HU ro_RO el_GR tr_TR ja_JP"
)
NAME = QLocale.CurrencySymbolFormat.CurrencyDisplayName
ISO = QLocale.CurrencySymbolFormat.CurrencyIsoCode


@cache
def currencies() -> Options:
    """The currencies in use, by name: (USD, "US Dollar (USD)")."""
    any_script, latin = QLocale.Script.AnyScript, QLocale.Script.LatinScript
    # An English name where there is one, else a native one every font can write, else the letters alone.
    found: dict[str, str] = {}
    for language, script in ((QLocale.Language.English, any_script), (QLocale.Language.AnyLanguage, latin)):
        for place in QLocale.matchingLocales(language, script, QLocale.Country.AnyCountry):
            code, name = place.currencySymbol(ISO), place.currencySymbol(NAME)
            if code and name:
                found.setdefault(code, f"{name} ({code})")
    for place in QLocale.matchingLocales(QLocale.Language.AnyLanguage, any_script, QLocale.Country.AnyCountry):
        found.setdefault(place.currencySymbol(ISO), place.currencySymbol(ISO))
    found.pop("", None)
    return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))


@cache
def locales() -> Options:
    """Ways to write a day and a sum, each shown by example: "18 Nov 2026 · 1,250.50 · United States"."""
    return tuple((name, _example(name)) for name in USUAL.split())


def _example(name: str) -> str:
    place = QLocale(name)
    words = Wording(Settings(locale=name))
    country, language = QLocale.territoryToString(place.territory()), QLocale.languageToString(place.language())
    return f"{words.day(date(2026, 11, 18))} · {words.number(1250.5, 2)} · {country} ({language})"


class PickOne(QComboBox):
    """A list to choose from by typing part of a line. The options are made when it first shows something."""

    edited = Signal(object)

    def __init__(self, options: Callable[[], Options]) -> None:
        super().__init__()
        self._options = options
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda place: self.edited.emit(self.itemData(place)))

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: object) -> None:
        if not self.count():
            self._fill()
        place = self.findData(value)
        if place < 0:  # set by hand elsewhere: keep it as it is
            self.addItem(str(value), value)
            place = self.count() - 1
        self.setCurrentIndex(place)
        self._line.setCursorPosition(0)

    def _fill(self) -> None:
        for value, text in self._options():
            self.addItem(text, value)
        finder = self.completer()
        assert finder is not None  # an editable list has one
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self._line.editingFinished.connect(self._settle)

    def _settle(self) -> None:
        """What matches no line gives way to the line that holds."""
        place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if place < 0:
            self.setEditText(self.itemText(self.currentIndex()))
        elif place != self.currentIndex():
            self.setCurrentIndex(place)
            self.edited.emit(self.itemData(place))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel is the page's
