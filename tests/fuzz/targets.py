"""The readers of files from outside, and what must be true of whatever each makes of any file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from random import Random

from clientcare import apart
from clientcare.errors import InvalidInput, WorldError
from clientcare.said import Said
from tests.fuzz import corpora, stores, zips
from tests.fuzz.spoiling import spoiled

ACTION = re.compile(rb"/(Annots|S\s*/(URI|JavaScript|Launch|GoToR|SubmitForm))\b")
LAST = b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zz Last\r\nEND:VCARD\r\n"


@dataclass(frozen=True)
class Target:
    """A reader. `check(content, folder)` raises where something is wrong; `folder` is its own to write to.

    `seconds` it may compute and `memory` it may take on top, for one input; `held`: as much as its process gets at all.
    `contained`: it works in a process apart, so that only what comes out of it counts.
    """

    name: str
    check: Callable[[bytes, Path], None]
    corpus: Callable[[], Sequence[bytes]]
    words: Sequence[bytes] = ()
    seconds: float = 2.0
    memory: int = 200_000_000
    held: int = 0
    contained: bool = False
    made: Callable[[Random], bytes] | None = None  # other than by spoiling the corpus

    def input(self, seed: int, number: int) -> bytes:
        """The input of that number: always the same."""
        random = Random(f"{self.name} {seed} {number}")
        if self.made is not None and random.random() < 0.8:
            return self.made(random)
        return spoiled(random, self.corpus(), self.words)


def _table(content: bytes, folder: Path, name: str = "file.csv") -> None:
    """Looked at, guessed for each purpose, planned for each."""
    from clientcare.services.importing import imports
    from clientcare.services.importing.plan import KINDS
    from clientcare.services.importing.source import Wanted, lacks
    from clientcare.services.progress import Progress

    (folder / name).write_bytes(content)
    try:
        found = imports.read(folder / name, Progress())
    except InvalidInput as refusal:
        _sound(refusal.said)
        return
    assert found.rows > 0 and all(column.examples for column in found.columns)
    for kind in KINDS if found.mappings else ("clients", "providers"):
        mapping = found.mappings[kind] if found.mappings else None
        if mapping is None or lacks(kind, tuple(mapping.fields.values())) is None:
            _planned(imports.plan(Wanted(found, kind, mapping, "USD"), Progress()))


def _planned(plan) -> None:  # type: ignore[no-untyped-def]
    from clientcare.services.importing.plan import PaymentItem

    numbers = [item.number for item in plan.items]
    assert numbers == sorted(set(numbers))
    for said in plan.problems:
        _sound(said)
    for item in plan.items:
        if item.reason is not None:
            _sound(item.reason)
        elif isinstance(item, PaymentItem):
            assert item.paid_on is not None and item.thousandths and abs(item.thousandths) < 1 << 63
            _keepable(item.what, item.job, item.reference)
    for party in plan.parties:
        assert party.person.name


def _cards(content: bytes, folder: Path) -> None:
    """Planned as well; and the card behind whatever this is comes through."""
    from clientcare.incoming import cards, encoding

    _table(content, folder, "file.vcf")
    if encoding.find([content + LAST]).startswith(("utf-16", "utf-32")):
        return  # there the bytes of the last card are other letters
    found = cards.read(content + LAST)
    assert found.cards and found.cards[-1].values["name"] == "Zz Last", "the next card is lost"
    for said in found.broken:
        _sound(said)


def _mail(content: bytes, folder: Path) -> None:
    from clientcare.incoming import mail_apart, mail_message

    try:
        found = mail_message.read(content)
    except InvalidInput as refusal:
        _sound(refusal.said)
        return
    assert mail_apart.unpacked(mail_apart.packed(content)) == found
    people = (part for each in (found.sender, *found.to) for part in each)
    lines = (found.subject, found.id, *people, *(one.name for one in found.files))
    assert not any(sign in line for line in lines for sign in "\r\n\0\x85\u2028\u2029")
    assert len(found.text) <= mail_message.LONGEST
    _keepable(found.text, *lines)


def _kept(content: bytes, folder: Path) -> None:
    """What was read is kept, found and taken back again, so that nothing of it is left."""
    from clientcare.services import search
    from clientcare.services.importing import imports
    from clientcare.services.importing.source import Wanted, lacks
    from clientcare.services.progress import Progress

    (folder / "file.csv").write_bytes(content)
    try:
        found = imports.read(folder / "file.csv", Progress())
    except InvalidInput:
        return
    mapping = found.mappings[found.kind] if found.mappings else None
    if found.rows > 500 or (mapping and lacks(found.kind, tuple(mapping.fields.values()))):
        return
    store, wanted = stores.opened(folder), Wanted(found, found.kind, mapping, "USD")
    before, plan = store.read(stores.counts), imports.plan(wanted, Progress())
    imports.compare(plan, store.read(imports.here), Progress())
    store.read(partial(imports.check, made=plan, wanted=wanted))
    done = store.write(partial(imports.take_in, made=plan, progress=Progress())).result
    assert store.read(stores.counts) >= before
    for party in plan.parties[:3]:
        store.read(partial(search.find, text=party.person.name))
    store.write(partial(imports.take_back, id=done.id, progress=Progress()))
    assert store.read(stores.counts) == before, "something is left of it"


def _filed(content: bytes, folder: Path) -> None:
    """An e-mail stands on the timeline with its files, whatever is in it."""
    from clientcare.incoming import mail_message
    from clientcare.services import attachments, entries, filing
    from clientcare.services.timeline.filing import Batch, Mail

    try:
        message = mail_message.read(content)
    except InvalidInput:
        return
    store, dispute = stores.opened(folder), 1
    files = tuple(attachments.take(store.files, one.content, one.name) for one in message.files[:5])
    batch = Batch((Mail(message, files),), (), ())
    filed = store.write(lambda session: filing.file(session, stores.note(dispute), batch)).result
    for id in filed.entries:
        row = next(row for row in store.read(lambda session: entries.rows(session, dispute)) if row.id == id)
        assert len(row.attachments) == len(set(files)) and all(one.name.isprintable() for one in row.attachments)
        store.write(lambda session, id=id: entries.delete(session, id))


def _page(content: bytes, folder: Path) -> None:
    from clientcare.incoming.page_text import text_of

    found = text_of(content.decode("utf-8", "replace"))
    assert "\n\n\n" not in found and found == found.strip()


def _picture(content: bytes, folder: Path) -> None:
    from clientcare.incoming import pictures

    if pictures.kind(content[:16]):
        _png(pictures.decoded(content), pictures.SIDE)


def _logo(content: bytes, folder: Path) -> None:
    from clientcare.letters.paper import pictures

    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        for made in (pictures.decoded(content), pictures.decoded_ink(content)):
            _png(made, pictures.SIDE)


def _png(made: bytes, side: int) -> None:
    """What comes out of the process apart is a small picture with nothing else in it."""
    from PIL import Image

    picture = Image.open(BytesIO(made), formats=("PNG",))
    picture.load()
    if not (max(picture.size) <= side and set(picture.info) <= {"transparency"}):
        raise Unsound(f"{picture.size} {picture.info}")


def _letterhead(content: bytes, folder: Path) -> None:
    """Whatever is let through can be laid beneath a letter."""
    from pypdf import PdfReader

    from clientcare.letters.paper import underlay

    if b"%PDF-" not in content[:1024]:
        return
    clean = underlay.cleaned(content)
    try:
        underlay.not_embedded(clean)
        assert len(underlay.rooms(clean)) in (1, 2)
        assert underlay.beneath(corpora.letterheads()[0], clean).startswith(b"%PDF")
        assert not ACTION.search(clean)
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & PdfReader(BytesIO(clean)).trailer["/Root"].keys()
    except Exception as error:
        raise Unsound("what was let through cannot be used") from error


def _backup(content: bytes, folder: Path) -> None:
    """Staged or refused in words; nothing outside staging is touched, and nothing of it stays."""
    from clientcare.services.keeping import restoring

    shelf = folder / "shelf"
    data, source = shelf / "data", shelf / "source.clientcare"
    data.mkdir(parents=True)
    source.write_bytes(content)
    try:
        staged = restoring.stage(data, source)
    except WorldError as refusal:
        _sound(refusal.said)
    else:
        assert staged.contents.clients >= 0 and staged.folder.parent == data
        restoring.drop(staged)
    left = sorted(str(file.relative_to(shelf)) for file in shelf.rglob("*"))
    shutil.rmtree(shelf)
    assert left == ["data", "source.clientcare"], left


def _backup_made(random: Random) -> bytes:
    return zips.spoiled_backup(random, *corpora.backups())


class Unsound(AssertionError):
    """Something wrong came out of a process apart: that what goes wrong inside is contained does not help."""


def _sound(said: Said) -> None:
    """A sentence that can be shown, on one line or two, whatever it quotes."""
    text = str(said)
    assert text and len(text) < 2_000
    text.encode()


def _keepable(*texts: str) -> None:
    for text in texts:
        text.encode()
        assert "\0" not in text


def named(name: str) -> Target:
    """Of `by_name`, or one that is wrong on purpose."""
    from tests.fuzz import planted

    return by_name().get(name) or planted.by_name()[name]


@cache
def by_name() -> dict[str, Target]:
    """All of them."""
    tables = partial(corpora.files, ".csv")
    image = {"corpus": corpora.pictures, "words": corpora.PICTURE_WORDS, "held": apart.MEMORY, "contained": True}
    targets = (
        Target("csv", _table, tables, corpora.TABLE_WORDS, 10.0),
        Target("vcard", _cards, partial(corpora.files, ".vcf"), corpora.CARD_WORDS, 10.0),
        Target("eml", _mail, corpora.mails, corpora.MAIL_WORDS),
        Target("kept", _kept, partial(corpora.files, ".csv", ".vcf"), (*corpora.TABLE_WORDS, *corpora.CARD_WORDS), 10.0),
        Target("filed", _filed, corpora.mails, corpora.MAIL_WORDS, 10.0),
        Target("html", _page, lambda: (b"<html><body><p>Dear all,</p><ul><li>a<li>b</ul>",), corpora.PAGE_WORDS),
        Target("photo", _picture, **image),
        Target("logo", _logo, **image | {"seconds": 5.0}),
        Target("letterhead", _letterhead, corpora.letterheads, corpora.PDF_WORDS, 15.0, held=apart.MEMORY, contained=True),
        Target("backup", _backup, corpora.backups, (), 5.0, made=_backup_made),
    )
    return {target.name: target for target in targets}
