"""`python3 tasks.py tone` counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tone_figures

EMAILS = """sentence,face_acts,seed,email_id,sentence_idx
You failed to call.,HPos-,1,1,0
Please pay by Friday.,HPos-,1,1,1
Thank you for your help.,HPos+,2,2,0
This is an unreasonable request.,"HNeg-, HPos-",4,3,0
I am sorry if you felt rushed.,SPos-,4,3,1
"""
REPLIES = "text,receptive\nYou are wrong.,-2\nI see it so.,0\nLet us talk.,0.5\nThank you.,2\n"
OFFERS = "message,condition\nTake it or leave it.,0.0\nWould $90 suit you?,1.0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("email_sentences", EMAILS), ("disagreement_replies", REPLIES), ("offers", OFFERS)):
        (tmp_path / f"{name}_dev.csv").write_text(text, "utf-8")
    return tmp_path


def test_the_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tone_figures.main(["--data", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "stop and soften all precision 0.67 (0.21 to 0.94) 2 of 3 recall 0.67 (0.21 to 0.94) 2 of 3" in said
    assert "stop and soften seeds 1, 3, 5, … precision 1.00 (0.21 to 1.00) 1 of 1 recall 0.50" in said
    assert "nonapology 0 1" in said and "harsh 1 0" in said
    assert "push away 1.00" in said and "keep talking 0.00" in said and "tough 1.00" in said and "warm 0.00" in said


def test_missing_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tone_figures.main(["--data", str(tmp_path)]) == 1
    assert "email_sentences_dev.csv" in capsys.readouterr().err
