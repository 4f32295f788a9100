"""Dates and sums as people and programs write them, and what else can be told from a cell alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from clientcare.incoming.headings import fold

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_PHONE = re.compile(r"[+(]?[\d\s()/.\-–]{5,}\d(\s*(x|ext\.?)\s*\d+)?", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})([./\-–]|\.\s)\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?(?!\d)(?=$|[\sT,])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:$|[T\s])")
_IN_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,4})(?:st|nd|rd|th|\.|º|er)?[\s\-/]+(?:de\s+)?([^\W\d]{3,})\.?,?[\s\-/]+(?:de\s+)?(\d{4}|\d{2})\b"
)
_WORD_FIRST = re.compile(r"(?:[^\W\d]+\.?,\s+)?([^\W\d]{3,})\.?[\s\-/]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/]+(\d{4}|\d{2})\b")
_MONTHS = (
    "jan january januar janvier enero ene gennaio januari janeiro styczen stycznia janv",
    "feb february februar fevrier febrero febbraio februari fevereiro fev luty lutego fevr",
    "mar march marz maerz mars marzo maart marco marzec marca mrz mrt",
    "apr april avril abril aprile avr abr kwiecien kwietnia",
    "may mai mayo maggio mei maio maj maja mag",
    "jun june juni juin junio giugno junho czerwiec czerwca giu",
    "jul july juli juillet julio luglio julho lipiec lipca lug juil",
    "aug august aout agosto augustus augusti sierpien sierpnia ago",
    "sep sept september septembre septiembre settembre setembro wrzesien wrzesnia set",
    "oct okt october oktober octobre octubre ottobre outubro pazdziernik pazdziernika ott out",
    "nov november novembre noviembre novembro listopad listopada",
    "dec dez dic december dezember decembre diciembre dicembre dezembro grudzien grudnia des desember",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_PLACES = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "－": "-"})
_SPACES = re.compile(r"[\s'’`´\xa0\u202f\u2009]+")
_CODES = (
    "AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KES KRW KWD MAD MXN MYR "
    "NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR"
)
_MONEY_WORDS = re.compile(
    r"(?:" + _CODES.replace(" ", "|") + r"|[$€£¥₹₽₺₩₪฿₫₴₱₦₸元円]|(?:US|CA?|AU?|NZ|HK|S|R)\$"
    r"|kr\.?|z[łl]|K[čc]|Ft|S?Fr\.?|Rs\.?|lei|лв\.?|руб\.?|R)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+")


@lru_cache(maxsize=4096)
def parse_date(text: str, order: str) -> date | None:
    """A date as people and programs write it, its time of day aside; None where it is none in this order."""
    text = text.strip()
    if len(text) > 60 or len(text) < 6:
        return None
    if found := _NUMBERS.match(text):
        parts = (found[1], found[3], found[4])
        if len(found[1]) == 4:
            return _date(*parts) if len(found[4]) <= 2 else None
        if len(found[1]) == 3:
            return None
        year, month, day = (parts[place] for place in _PLACES[order])
        return _date(year, month, day) if order != "ymd" or len(found[4]) == 2 else None
    if found := _COMPACT.match(text):
        return _date(*found.groups())
    return _spelled_out(text)


def _spelled_out(text: str) -> date | None:
    if found := _IN_WORDS.match(text):
        day, word, year = found.groups()
        if len(day) == 4:
            day, year = year, day
    elif found := _WORD_FIRST.match(text):
        word, day, year = found.groups()
    else:
        return None
    month = _MONTH.get(fold(word), 0)
    return _date(year, str(month), day) if month else None


def _date(year: str, month: str, day: str) -> date | None:
    full = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    try:
        return date(full, int(month), int(day)) if full >= 1900 and len(year) in (2, 4) else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def parse_amount(text: str, decimal: str) -> Decimal | None:
    """A sum with currency signs, thousands, parentheses or a minus at either end; None where it is none, or is doubtful."""
    bare = _bare(text)
    if bare is None:
        return None
    digits, negative = bare
    group = "," if decimal == "." else "."
    whole, _, cents = digits.partition(decimal)
    if group in cents or decimal in cents or not _grouped(whole, group):
        return None
    number = Decimal((whole.replace(group, "") or "0") + ("." + cents if cents else ""))
    return -number if negative else number


def _grouped(whole: str, group: str) -> bool:
    """Whether thousands are parted as they are anywhere: by threes, or by twos before the last three."""
    first, *rest = whole.split(group)
    if not rest:
        return True
    return 1 <= len(first) <= 3 and len(rest[-1]) == 3 and all(len(part) in (2, 3) for part in rest[:-1])


def _bare(text: str) -> tuple[str, bool] | None:
    """The digits of a sum with their commas and points, and whether it is negative."""
    text = text.strip()
    if not text or len(text) > 40 or not any(map(str.isdecimal, text)):
        return None
    text = _latin_digits(text.translate(_MINUS))
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if negative else text
    text = _SPACES.sub("", text)
    head, tail = _DIGITS.search(text), text
    if head is None:
        return None
    before, tail = text[: head.start()], text[head.end() :]
    if tail.upper() in ("CR", "H", "C", "DR", "S", "D"):
        negative, tail = negative ^ (tail.upper() in ("DR", "S", "D")), ""
    signs = before + tail
    if signs.count("-") + signs.count("+") > 1 or not _is_money(before.strip("+-")) or not _is_money(tail.strip("+-,.")):
        return None
    return head[0], negative ^ ("-" in signs and not tail.startswith(".-") and not tail.startswith(",-"))


def _is_money(text: str) -> bool:
    return not text or _MONEY_WORDS.fullmatch(text) is not None


def _latin_digits(text: str) -> str:
    if text.isascii():
        return text
    text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    return text.replace("٫", ".").replace("٬", ",")


def decimal_sign(text: str) -> str:
    """Which sign parts the cents of a sum: "." or ","; "" where it does not show, "?" where it may be either."""
    bare = _bare(text)
    if bare is None:
        return ""
    digits = bare[0]
    point, comma = digits.count("."), digits.count(",")
    if point and comma:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if not point and not comma:
        return ""
    sign = "." if point else ","
    if point + comma > 1:
        return "," if sign == "." else "."
    whole, _, rest = digits.partition(sign)
    return sign if len(rest) != 3 or not whole.strip("0") or len(whole) > 3 else "?"


def is_amount(text: str) -> bool:
    """Whether a cell is a sum, by either sign."""
    return parse_amount(text, ".") is not None or parse_amount(text, ",") is not None


def is_date(text: str) -> bool:
    return any(parse_date(text, order) is not None for order in _PLACES)


def is_email(text: str) -> bool:
    return EMAIL.fullmatch(text.strip()) is not None


def is_phone(text: str) -> bool:
    digits = sum(map(str.isdecimal, text))
    return 6 <= digits <= 20 and _PHONE.fullmatch(text.strip()) is not None and not is_date(text)


def is_data(text: str) -> bool:
    """Whether a cell is a date, a sum, an address of e-mail or a phone number: what no header says."""
    text = text.strip()
    return bool(text) and (is_email(text) or is_amount(text) or is_date(text) or is_phone(text))
