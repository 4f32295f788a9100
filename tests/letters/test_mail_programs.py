"""The e-mail draft in the eyes of others than Python: programs that take mail apart, and a real mail program.

Each runs where it is installed; on Debian: apt-get install mutt mpack ripmime maildrop libmime-tools-perl gir1.2-gmime-3.0
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from letter_facts import HEAD, facts

from clientcare.letters.compose import compose
from clientcare.letters.email_draft import build, file_name
from clientcare.letters.facts import Recipient
from clientcare.letters.paper import pdf
from clientcare.letters.short import email_text

NAMES = (
    "Dana Okafor",
    "Łukasz Żółć",
    "Ωμέγα, Παπαδοπούλου",
    "山田 太郎",
    "مريم الفارسي",
    "Zoë O'Brien & Söns <b>",
    'a@b.example, "c" <d@e.example>; f:',
    "=?utf-8?q?=0ABcc:_spy@example.org?=",
    "Dana\r\nBcc: spy@example.org",
    "Żółć " * 59 + "Żółć",
    "Wolfeschlegelsteinhausenbergerdorff " * 8 + "Ende of 300",
    "x" * 300,
)
US, THEM = "ana@riverarepairs.example", "dana@okafor.example"
MIME_TOOLS = """
use MIME::Parser; use Encode; use JSON::PP; use Digest::SHA qw(sha256_hex); binmode STDOUT;
my $parser = MIME::Parser->new; $parser->output_to_core(1);
print JSON::PP->new->utf8->encode([map {
    my $mail = $parser->parse_open($_); my ($text, $paper) = $mail->parts;
    my %heads = map { my $v = $mail->head->get($_); $v =~ s/\\r?\\n//g; ($_ => decode('MIME-Header', $v)) } $mail->head->tags;
    {heads => \\%heads, text => decode('UTF-8', $text->bodyhandle->as_string), sha => sha256_hex($paper->bodyhandle->as_string),
     file => decode('MIME-Header', $paper->head->recommended_filename)}
} @ARGV]);
"""
GMIME = """
import gi, hashlib, json, sys
gi.require_version("GMime", "3.0")
from gi.repository import GMime
GMime.init()
def read(path):
    with open(path, "rb") as file:
        mail = GMime.Parser.new_with_stream(GMime.StreamMem.new_with_buffer(file.read())).construct_message(None)
    text, paper = (mail.get_mime_part().get_part(n) for n in (0, 1))
    out = GMime.StreamMem.new()
    paper.get_content().write_to_stream(out)
    people = [[(one.get_name(), one.get_addr()) for one in (all.get_address(n) for n in range(all.length()))]
              for all in (mail.get_from(), mail.get_to())]
    return {"people": people, "subject": mail.get_subject(), "text": text.get_text(), "file": paper.get_filename(),
            "sha": hashlib.sha256(bytes(out.get_byte_array())).hexdigest()}
print(json.dumps([read(path) for path in sys.argv[1:]]))
"""
LOOK = "<pipe-message>cat > shown<enter><view-attachments><next-entry><save-entry><kill-line>saved<enter><exit><exit>"


@dataclass(frozen=True)
class Draft:
    """One e-mail as a file, and what has to be read from it."""

    path: Path
    name: str
    subject: str
    text: str
    paper: bytes
    file: str


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    folder, first = tmp_path_factory.mktemp("drafts"), compose(facts(), "compromise")
    paper, made = pdf.render(first, HEAD), []
    for number, name in enumerate(NAMES):
        text = f"Dear {name},\n\n.\nFrom here on, “żółć” and 山田.\n..\n{'one long line ' * 90}and its end."
        letter = replace(first, recipient=Recipient(name), subject=f"For {name}"[:200], business_name=name, short=text)
        path = folder / f"{number}.eml"
        path.write_bytes(build(letter, HEAD, THEM, paper))
        flat = " ".join(name.split())
        text = email_text(letter).replace("\r\n", "\n").rstrip("\n")
        made.append(Draft(path, flat, " ".join(letter.subject.split()), text, paper, file_name(letter, ".pdf")))
    return made


def needs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def run(*line: str | Path, folder: Path | None = None) -> bytes:
    return subprocess.run([str(part) for part in line], capture_output=True, check=True, timeout=60, cwd=folder).stdout


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip("\n")


def test_perls_mime_tools(drafts: list[Draft]) -> None:
    needs("perl")
    if subprocess.run(["perl", "-MMIME::Parser", "-e", "1"], capture_output=True).returncode:
        pytest.skip("MIME::Parser is not installed")
    for draft, read in zip(drafts, json.loads(run("perl", "-e", MIME_TOOLS, *(d.path for d in drafts))), strict=True):
        heads = read["heads"]
        assert not {"Bcc", "Cc", "Reply-To"} & set(heads) and heads["X-Unsent"] == "1"
        assert heads["Subject"] == draft.subject and heads["To"] == f"{draft.name} <{THEM}>"
        assert heads["From"] == f"{draft.name} <{US}>"
        assert lines(read["text"]) == draft.text and read["file"] == draft.file
        assert read["sha"] == sha256(draft.paper).hexdigest()


def test_gmime(drafts: list[Draft]) -> None:
    python = "/usr/bin/python3"  # the distribution's own, which finds what it packages
    gmime = "import gi; gi.require_version('GMime', '3.0'); from gi.repository import GMime"
    needs(python)
    if subprocess.run([python, "-c", gmime], capture_output=True).returncode:
        pytest.skip("GMime is not installed")
    for draft, read in zip(drafts, json.loads(run(python, "-c", GMIME, *(d.path for d in drafts))), strict=True):
        assert read["people"] == [[[draft.name, US]], [[draft.name, THEM]]]
        assert read["subject"] == draft.subject and lines(read["text"]) == draft.text
        assert read["file"] == draft.file and read["sha"] == sha256(draft.paper).hexdigest()


def test_reformime(drafts: list[Draft]) -> None:
    needs("reformime")
    for draft in drafts:
        with draft.path.open("rb") as mail:
            paper = subprocess.run(["reformime", "-s", "1.2", "-e"], stdin=mail, capture_output=True, check=True).stdout
        assert paper == draft.paper


@pytest.mark.parametrize("line", [("munpack", "-q", "-t"), ("ripmime", "-d", ".", "-i")], ids=["munpack", "ripmime"])
def test_unpackers(drafts: list[Draft], tmp_path: Path, line: tuple[str, ...]) -> None:
    needs(line[0])
    for draft in drafts:
        folder = tmp_path / draft.path.stem
        folder.mkdir()
        run(*line, draft.path, folder=folder)
        assert draft.paper in [file.read_bytes() for file in folder.iterdir()]


@pytest.mark.parametrize("program", ["mutt", "neomutt"])
def test_a_mail_program_shows_it_all(drafts: list[Draft], tmp_path: Path, program: str) -> None:
    needs(program, "script")
    (tmp_path / "rc").write_text("set charset=utf-8 wait_key=no pipe_decode=yes quit=yes move=no folder=.\n")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    for draft in drafts:
        folder = tmp_path / draft.path.stem
        for name in ("cur", "new", "tmp"):
            (folder / "box" / name).mkdir(parents=True)
        shutil.copy(draft.path, folder / "box" / "cur" / "one:2,S")
        line = ["script", "-qec", f"{program} -F ../rc -f box -e 'push \"{LOOK}\"'", "/dev/null"]
        subprocess.run(line, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        shown = (folder / "shown").read_text("utf-8")
        heads, _, text = shown.partition("\n\n")
        assert "bcc" not in heads.lower().replace(draft.name.lower(), "").replace(draft.subject.lower(), "")
        flat = " ".join(heads.split())
        assert f"Subject: {draft.subject}" in flat
        begins = draft.name[:80]  # it shows a long name's beginning
        assert begins in flat or begins.replace('"', '\\"') in flat
        assert lines(text) == draft.text
        assert (folder / "saved").read_bytes() == draft.paper
