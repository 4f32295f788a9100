"""Good and bad files that the fuzz begins with, by kind; and the words their readers look for."""

from __future__ import annotations

import os
import random
import zlib
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FILES = Path(__file__).parent.parent / "fixtures" / "incoming"
LONGEST = 12_000  # bytes of a file that is spoiled again and again


@cache
def files(*endings: str) -> tuple[bytes, ...]:
    """Those kept as fixtures, good and bad, the long ones cut."""
    found = sorted(file for file in FILES.rglob("*") if file.suffix in endings)
    return tuple(file.read_bytes()[:LONGEST] for file in found)


TABLE_WORDS = (
    b"Name,Email,Phone\n", b"Date;Amount;Payer;Reference\r\n", b"Datum\tBetrag\tName\n", b"First Name|Last Name|Notes\n",
    b"sep=;\n", b",", b";", b"\t", b"|", b"\n", b"\r\n", b"\r", b'"', b'""', b'"\n"', b"'", b"'=", b'="0049"', b"=1+1",
    b"@SUM(A1)", b"Ann Lee", b"ann@lee.example", b"+1 503 555 0142", b"2026-02-30", b"31/12/2025", b"12.31.99",
    b"1,234.50", b"1.234,50", b"(12.00)", b"-", b"1e9", b"9" * 40, "−5,00 €".encode(), b"$", b"USD", b"Debit", b"Total",
    b"pending", "Größe".encode(), "山田太郎".encode("cp932"), "ليلى".encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\\\"",
    b"Balance", b" ::: ", b"IBAN",
)  # fmt: skip
CARD_WORDS = (
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:2.1\r\n", b"VERSION:3.0\n", b"VERSION:4.0\n", b"FN:Ann Lee\n",
    b"N:Lee;Ann;;;\n", b"TEL;TYPE=cell:+1 503\n", b"EMAIL;PREF=1:", b"ADR;WORK:;;", b"ORG:",
    b"NOTE;ENCODING=QUOTED-PRINTABLE:=C3=A4=\n", b"=\n", b"PHOTO;ENCODING=b:",
    b"PHOTO;VALUE=uri:http://127.0.0.1:9/x.png\n", b"AGENT:\n", b"item1.", b"X-ABLABEL:_$!<Other>!$_\n", b";CHARSET=",
    b";CHARSET=zlib", b";ENCODING=BASE64", b";TYPE=", b",", b";", b":", b"=", b'"', b"\\", b"\\,", b"\\n", b" ", b"\n",
    b"CATEGORIES:a,b\n", b"URL:file:///etc/passwd\n", b"SOURCE:http://127.0.0.1:9/\n", b"KEY:", b"BDAY:", b"REV:",
    b"LANG:de\n", b";a=b,c", b"BEGIN:VCALENDAR\n", b"END:", b"BEGIN:", b"\0", b"\xc3", b"\xff\xfe", b"GEO:geo:1,2\n",
    b"UID:urn:uuid:x\n",
)  # fmt: skip
MAIL_WORDS = (
    b"From: Dana <dana@example.org>\r\n", b"To: a@b.example, \"x\" <c@d.example>\r\n",
    b"Date: Mon, 2 Nov 2026 10:00:00 +0100\r\n", b"Subject: =?utf-8?b?R3LDtsOfZQ==?=\r\n", b"Subject: =?x?q?=41?=\r\n",
    b"Message-ID: <a@b>\r\n", b"Received: x; ", b"\r\n\r\n", b"\n\n", b"MIME-Version: 1.0\r\n",
    b"Content-Type: multipart/mixed; boundary=e\r\n\r\n", b"--e\r\n", b"--e--\r\n", b"--", b"boundary=",
    b"Content-Type: multipart/alternative; boundary=\"e\"\r\n\r\n", b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: text/html; charset=utf-8\r\n\r\n", b"Content-Type: text/plain; charset=utf-16\r\n", b"Content-Type: ",
    b"charset=idna", b"Content-Type: message/partial; id=x; number=1\r\n",
    b"Content-Type: message/external-body; access-type=URL; URL=x\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Content-Disposition: attachment; filename=\"../../x.pdf\"\r\n", b"filename*=utf-8''%00%2e", b"filename*0*=",
    b"Content-ID: <x>\r\n", b"<img src=http://127.0.0.1:9/x>", b"<script>", b"<!--", b"&#x110000;", b"&#99999999999;",
    b"&amp", b"<", b"=E2=80=AE", b"=", b"begin 644 x\r\n", b"(", b"<", b">", b",", b";", b":", b"@", b'"', b"\\", b" ",
    b"\t", b"\xff", b"From x\r\n", b">From ", b"+AGE-",
)  # fmt: skip
PAGE_WORDS = tuple(word.encode() for word in (
    "<p>", "</p>", "<br>", "<div", ">", "<!--", "-->", "<script>", "</script", "<style>", "<table><tr><td>", "<![CDATA[",
    "<?", "</", "<", "&lt;", "&#0;", "&#xD800;", "&#x110000;", "&" * 30, "\u200b", "\xa0", "<a href='javascript:x'>",
    "<svg/onload=x>", "text", "\n", "<title>",
))  # fmt: skip


@cache
def mails() -> tuple[bytes, ...]:
    plain = EmailMessage()
    plain["From"], plain["To"], plain["Subject"] = "Dana Okafor <dana@example.org>", "me@example.com", "Größe? 太郎"
    plain["Date"], plain["Message-ID"] = "Mon, 2 Nov 2026 10:00:00 +0100", "<a@b>"
    plain.set_content("The tiles are wrong.\nPlease call.")
    rich = EmailMessage()
    rich["From"], rich["Subject"], rich["Date"] = "a@b.example", "Photos", "2 Nov 2026 10:00"
    rich.set_content("See below.", cte="quoted-printable")
    rich.add_alternative("<p>See <b>below</b>.<img src='cid:x'></p>", subtype="html")
    rich.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="größe.pdf")
    rich.add_attachment(plain)
    return bytes(plain), bytes(rich), *files(".eml")


@cache
def pictures() -> tuple[bytes, ...]:
    from PIL import Image

    def encoded(picture: Any, form: str, **options: Any) -> bytes:
        picture.save(out := BytesIO(), form, **options)
        return out.getvalue()

    red = Image.effect_noise((90, 60), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    made = [encoded(red, form) for form in ("PNG", "JPEG", "WEBP")]
    made += [encoded(red.convert("P"), "PNG"), encoded(red.convert("RGBA"), "PNG", dpi=(72, 72))]
    made += [encoded(red.convert("CMYK"), "JPEG")]
    made += [encoded(red, "JPEG", progressive=True, exif=exif), encoded(red, "WEBP", lossless=True, exif=exif.tobytes())]
    made.append(encoded(red, "PNG", save_all=True, append_images=[red, red]))
    made.append(encoded(red, "WEBP", save_all=True, append_images=[red, red]))
    made.append(encoded(Image.new("I;16", (30, 20), 30_000), "PNG"))
    return (*made, *files(".png", ".jpg", ".webp", ".heic"))


PICTURE_WORDS = (
    b"IHDR", b"IDAT", b"IEND", b"iCCP", b"zTXt", b"iTXt", b"eXIf", b"acTL", b"fcTL", b"fdAT", b"PLTE", b"tRNS",
    b"\xff\xd8", b"\xff\xc0", b"\xff\xc2", b"\xff\xda", b"\xff\xdd", b"\xff\xe1", b"\xff\xd9", b"RIFF", b"VP8 ", b"VP8L",
    b"VP8X", b"ANIM", b"ANMF", b"ftypheic", b"meta", b"iloc", b"iinf", b"iref", b"ispe", b"grid", b"iovl", b"irot",
    b"clap", b"hvcC", b"mdat", zlib.compress(bytes(100_000), 9),
)  # fmt: skip
PDF_WORDS = (
    b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"trailer", b"startxref", b"<<", b">>", b"[", b"]", b"(", b")",
    b"/Type /Page", b"/Kids [", b"/Parent 1 0 R", b"/Resources", b"/XObject", b"/Contents", b"/MediaBox [0 0 595 842]",
    b"/Rotate 90", b"/UserUnit 1e9", b"/Filter [/FlateDecode /FlateDecode]", b"/DecodeParms", b"/Length 99999999",
    b"/OpenAction", b"/JS (app.alert(1))", b"1 0 R", b"2 0 R", b"q ", b"Q ", b" cm ", b" re f ", b"BT ET ", b" Do ",
    b"/Font", b"/Encrypt", b"/ObjStm", b"%%EOF", b"null", b"-1", b"9" * 30,
)  # fmt: skip


@cache
def letterheads() -> tuple[bytes, ...]:
    from reportlab.lib.pagesizes import A4, LETTER
    from reportlab.pdfgen.canvas import Canvas

    def drawn(size: tuple[float, float], *, packed: int) -> bytes:
        canvas = Canvas(out := BytesIO(), size, pageCompression=packed, invariant=1)
        for _ in range(2):
            canvas.drawString(60, size[1] - 60, "Alder & Sons")
            canvas.rect(50, 50, 100, 10, fill=1)
            canvas.bookmarkPage("x")
            canvas.linkURL("http://127.0.0.1:9/", (0, 0, 10, 10))
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return drawn(A4, packed=0), drawn(A4, packed=1), drawn(LETTER, packed=0), *files(".pdf")


@cache
def backups() -> tuple[bytes, bytes]:
    """A data file with a client, a dispute and a file beside it: as it lies on the disk, and as one file for elsewhere."""
    from datetime import UTC, datetime

    from clientcare.db.database import FILE
    from clientcare.records import DisputeForm, EventForm
    from clientcare.services import clients, disputes, filing
    from clientcare.services.keeping import backups
    from clientcare.services.store import Store
    from clientcare.services.timeline.filing import Dropped

    with TemporaryDirectory() as name:
        data, one = Path(name) / "data", Path(name) / "one.clientcare"
        store = Store.open(data)
        dropped = filing.take(store.files, [Dropped("tile.jpg", random.Random(1).randbytes(3000))])

        def write(session: Any) -> None:
            dispute = disputes.create(session, DisputeForm("The fence leans", clients.create(session, "Dana Okafor")))
            form = EventForm(dispute, "note", datetime(2026, 5, 1, tzinfo=UTC), "Seen", "us", private=True)
            filing.file(session, form, dropped)

        store.write(write)
        store.close()
        backups.take_elsewhere(data, one)
        return (data / FILE).read_bytes(), one.read_bytes()


def shared_memory() -> str | None:
    """A folder whose files need no disk, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
