"""Whether an e-mail address or a phone number can be right, as far as one can tell without asking the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.said import Said, mark

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

NO_AT = mark("An e-mail address has an @ in it, like dana@example.org. It stays as you typed it.")
NO_ENDING = mark("The part after the @ has no ending, like .com or .org. It stays as you typed it.")
HOLDS_BLANK = mark("There is a blank in this e-mail address. It stays as you typed it.")
TWO_ADDRESSES = mark("This looks like two e-mail addresses. Put each on a line of its own, and both can be written to.")
TWO_ATS = mark("There is more than one @ in this e-mail address. It stays as you typed it.")
NO_ADDRESS = mark("A mail server would not take this e-mail address. It stays as you typed it.")
NO_NUMBER = mark("There is no phone number in this. It stays as you typed it.")
TWO_NUMBERS = mark("This looks like two phone numbers. Put each on a line of its own.")
NO_AREA = mark("The area code seems to be missing. It stays as you typed it.")
TOO_SHORT = mark("This number seems to be too short. It stays as you typed it.")
TOO_LONG = mark("This number seems to be too long. It stays as you typed it.")
UNKNOWN = mark("This does not look like a number to call. One abroad begins with + and its country, like +44.")


def doubt(kind: str, text: str, locale: str) -> Said | None:
    """What seems to be wrong with an email or phone, kindly; None: nothing, or nothing one could say (an address, no text).

    `locale`, as in the settings ("en_US"), says in which country a number without one is dialled. Raises nothing.
    """
    if not text.strip() or kind not in _DOUBTS:
        return None
    said = _DOUBTS[kind](text.strip(), region(locale))
    return Said(said) if said else None


def region(locale: str) -> str | None:
    """The country of a locale: "US" of "en_US"; None where it names none."""
    country = locale.rpartition("_")[2]
    return country if len(country) == 2 and country.isupper() else None


def _email(text: str, _: str | None) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return _why_no_email(text)
    return ""


def _why_no_email(text: str) -> str:
    if text.count("@") > 1 and any(between in text for between in ",; \n"):
        return TWO_ADDRESSES
    if "@" not in text:
        return NO_AT
    if any(letter.isspace() for letter in text):
        return HOLDS_BLANK
    if text.count("@") > 1:
        return TWO_ATS
    domain = text.rpartition("@")[2]
    return NO_ENDING if domain and "." not in domain else NO_ADDRESS


def _phone(text: str, country: str | None) -> str:
    import phonenumbers

    if not any(letter.isdigit() for letter in text):
        return NO_NUMBER
    leniency = phonenumbers.Leniency.VALID
    found = list(phonenumbers.PhoneNumberMatcher(text[:300], country, leniency=leniency))
    if len({match.number.national_number for match in found}) > 1:
        return TWO_NUMBERS
    if found or (country is None and not text.startswith("+")):
        return ""
    try:
        return _why_no_phone(phonenumbers.parse(text, country))
    except phonenumbers.NumberParseException as error:
        short = (error.TOO_SHORT_NSN, error.TOO_SHORT_AFTER_IDD, error.NOT_A_NUMBER)
        return TOO_SHORT if error.error_type in short else TOO_LONG if error.error_type == error.TOO_LONG else UNKNOWN


def _why_no_phone(number: PhoneNumber) -> str:
    import phonenumbers

    reasons = phonenumbers.ValidationResult
    length = phonenumbers.is_possible_number_with_reason(number)
    if phonenumbers.is_valid_number(number):
        return ""
    why = {reasons.TOO_SHORT: TOO_SHORT, reasons.TOO_LONG: TOO_LONG, reasons.IS_POSSIBLE_LOCAL_ONLY: NO_AREA}
    return why.get(length, UNKNOWN)


_DOUBTS = {"email": _email, "phone": _phone}
