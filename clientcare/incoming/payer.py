"""Who paid, where a bank has no column for it and says so in the text of the payment."""

from __future__ import annotations

import re

_FROM = re.compile(
    r"(?:auftraggeber(?:in)?|zahlungspflichtiger?|nazwa nadawcy|nadawca|ordinante|ord|remitter|absender|ordenante)\s*:\s*"
    r"|/name/"
    r"|\b(?:payment|transfer|zelle|deposit|credit|received|e-?transfer|money)\s+(?:payment\s+)?from\s+"
    r"|\b(?:transferencia|bizum|pago|ingreso|transferência|pix)\s+(?:recibida\s+|recebid[oa]\s+|pelo pix\s+)*(?:de|-)\s+"
    r"|\bvir(?:ement|t)?\.?(?:\s+(?:sepa|inst(?:antan[ée])?|re[cç]u|en votre faveur))*(?:\s+de|\s*/de)?\s+"
    r"|\b(?:bonifico|accredito)\s+(?:sepa\s+)?(?:da|dal|a vostro favore)\s+|\bbetaling\s+van\s+|\b(?:fra|från)\s*:\s*"
    r"|\b(?:neft|imps|rtgs|upi|ach)(?:\s+cr)?(?:\s*[-*/]\s*(?=[a-z0-9]*\d)[a-z0-9]+)?\s*[-*/]\s*",
    re.IGNORECASE,
)  # fmt: skip
_UNTIL = re.compile(
    r"\s*(?:[/|;•·]|\s{3,}|,\s*(?:concepto|ref)|\s[-–]\s"
    r"|\b(?:buchungstext|verwendungszweck|rechnung|rech|rg|re-?nr|ref|reference|referenz|kundenreferenz|invoice|inv|for|facture|fact|motif"
    r"|factura|fattura|fatt|faktura|faktuur|factuur|fatura|fact|lasku|lask|concepto|causale|ben|info|remi|tytu[łl]|iban|bic|conf|bgc|on)\b"
    r"[\s.:#/\-]*(?=\S|$)|\s(?=\S*\d)).*",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 400  # letters of a text that are looked at
_LETTER = re.compile(r"[^\W\d_]")


def named_in(text: str) -> str:
    """The name a text of a payment begins with or says money is from ("Zelle payment from Mary Jones 123"); else all of it."""
    line = " ".join(text[:LONGEST].split("\n")).strip()
    found = _FROM.search(line)
    name = line[found.end() :] if found else line
    short = _UNTIL.sub("", name).strip(" .,:*-")
    return " ".join((short if _LETTER.search(short) else line).split())
