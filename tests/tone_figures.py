"""How well the tone guard finds what people found, on files that are no part of this project: `python3 tasks.py tone`."""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from clientcare.letters.tone import Finding, review

CRITICISES = "HPos-"
HALVES = ("seeds 1, 3, 5, …", "seeds 2, 6, 10, …", "seeds 4, 8, 12, …")
QUARTERS = 4


@dataclass(frozen=True)
class Sentence:
    """One row that people judged, and what the guard says to it; `half`: which part of the data it is in."""

    labels: tuple[str, ...]
    half: int
    findings: tuple[Finding, ...]


def main(arguments: list[str]) -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(prog="tasks.py tone", description="Measure the tone guard on labelled sentences.")
    parser.add_argument("--data", metavar="DIR", type=Path, required=True, help="where the labelled files are")
    folder = parser.parse_args(arguments).data
    names = ("email_sentences_dev.csv", "disagreement_replies_dev.csv", "offers_dev.csv")
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        print(f"{folder} lacks {', '.join(missing)}.", file=sys.stderr)
        return 1
    emails, replies, offers = (_rows(folder / name) for name in names)
    sentences = [_sentence(row) for row in emails]
    _criticism(sentences)
    _labels(sentences)
    _categories(sentences)
    _replies(replies)
    _offers(offers)
    return 0


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _sentence(row: dict[str, str]) -> Sentence:
    """The seeds, each a set of rewritten e-mails about one matter, stay together: one half knows nothing of another's."""
    seed = int(row["seed"])
    half = 0 if seed % 2 else 1 if seed % QUARTERS else 2
    labels = tuple(label.strip() for label in row["face_acts"].split(","))
    return Sentence(labels, half, tuple(review(row["sentence"])))


def _criticism(sentences: Sequence[Sentence]) -> None:
    print("Sentences that criticise the reader: found how surely, and how many (95 % intervals)")
    parts = [("all", sentences)] + [(name, [one for one in sentences if one.half == n]) for n, name in enumerate(HALVES)]
    for counted, levels in (("stop and soften", ("stop", "soften")), ("notes, too", ("stop", "soften", "note"))):
        for name, part in parts:
            hits = [one for one in part if any(finding.level in levels for finding in one.findings)]
            true = [one for one in part if CRITICISES in one.labels]
            right = sum(CRITICISES in one.labels for one in hits)
            print(f"  {counted:<16}{name:<20}precision {_share(right, len(hits))}   recall {_share(right, len(true))}")


def _labels(sentences: Sequence[Sentence]) -> None:
    print("\nFound among the sentences of each label, those that criticise apart (stop and soften)")
    for label in sorted({label for one in sentences for label in one.labels}):
        of_it = [one for one in sentences if label in one.labels and (label == CRITICISES or CRITICISES not in one.labels)]
        print(f"  {label:<10}{_share(sum(map(_is_found, of_it)), len(of_it))}")


def _categories(sentences: Sequence[Sentence]) -> None:
    print("\nHow many sentences each category finds: that criticise, and others")
    right, wrong = (
        Counter(kind for one in sentences if (CRITICISES in one.labels) is wanted for kind in _kinds(one.findings))
        for wanted in (True, False)
    )
    for kind in sorted({*right, *wrong}):
        print(f"  {kind:<12}{right[kind]:>5}{wrong[kind]:>5}")


def _replies(rows: Sequence[dict[str, str]]) -> None:
    ordered = sorted(rows, key=lambda row: float(row["receptive"]))
    quarter = len(ordered) // 4
    print("\nReplies to people who disagree, that hold a finding (stop and soften)")
    _two("push away", ordered[:quarter], "keep talking", ordered[-quarter:], "text")


def _offers(rows: Sequence[dict[str, str]]) -> None:
    print("\nOffers of a price, that hold a finding (stop and soften)")
    tough, warm = ([row for row in rows if (float(row["condition"]) > 0.5) is wanted] for wanted in (False, True))
    _two("tough", tough, "warm", warm, "message")


def _two(one: str, low: Iterable[dict[str, str]], other: str, high: Iterable[dict[str, str]], column: str) -> None:
    for name, rows in ((one, low), (other, high)):
        found = [[finding for finding in review(row[column]) if finding.level != "note"] for row in rows]
        kinds = Counter(kind for findings in found for kind in _kinds(findings))
        most = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
        print(f"  {name:<14}{_share(sum(map(bool, found)), len(found))}   {most}")


def _is_found(one: Sentence) -> bool:
    return any(finding.level != "note" for finding in one.findings)


def _kinds(findings: Iterable[Finding]) -> set[str]:
    return {finding.rule.partition(".")[0] for finding in findings}


def _share(part: int, whole: int) -> str:
    """A share with its 95 % interval (Wilson)."""
    if not whole:
        return "   –"
    share, z = part / whole, 1.96
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * sqrt(share * (1 - share) / whole + (z / (2 * whole)) ** 2) / (1 + z * z / whole)
    return f"{share:.2f} ({middle - half:.2f} to {middle + half:.2f}) {part:>4} of {whole:<4}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
