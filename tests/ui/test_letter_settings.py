"""How the owner talks, how a client talks, what stands on the paper, and the sheet for new clients."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from clientcare import services
from clientcare.records import DisputeForm, LetterDraft


def setting(owner: Any, name: str) -> Any:
    return getattr(owner.read(services.settings.load), name)


def client(owner: Any) -> int:
    id: int = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    return id


def test_four_answers_find_the_style(owner: Any) -> None:
    owner.go("settings")
    assert not owner.sees("settings.own_style_answers.0.d")
    owner.click("settings.own_style.ask")
    for number in (0, 2, 3):
        owner.click(f"settings.own_style_answers.{number}.p")
    owner.window._shown.leave()
    owner.settle()
    assert (setting(owner, "own_style"), setting(owner, "own_style_answers")) == ("precise", "p-pp")
    assert owner.find("settings.own_style.precise").isChecked()


def test_a_clients_style_is_kept_and_says_what_it_changes(owner: Any) -> None:
    id = client(owner)
    owner.go("client", id)
    before = owner.find("client.style.effect").text()
    owner.click("client.style.steady")
    assert owner.find("client.style.effect").text() != before
    assert "You are direct" not in owner.find("client.style.effect").text()
    owner.write(lambda session: services.settings.update(session, own_style="direct"))
    assert "You are direct" in owner.find("client.style.effect").text()
    owner.click("client.language.es")
    owner.window._shown.leave()
    owner.settle()
    answers = owner.read(lambda session: services.clients.detail(session, id)).answers
    assert (answers["style"], answers["language"]) == ("steady", "es")
    dispute = owner.write(lambda session: services.disputes.create(session, DisputeForm("Fence", id)))
    facts = owner.read(lambda session: services.letters.facts(session, dispute, LetterDraft(dispute, "acknowledgement")))
    assert (facts.style, facts.language) == ("steady", "es")


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "#1B6E68").save(path)
    return path


def test_a_logo_is_put_on_and_taken_off_with_a_way_back(owner: Any, logo: Path) -> None:
    owner.dialogs.opens = logo
    owner.go("settings")
    assert not owner.sees("artwork.logo.remove")
    owner.click("artwork.logo.choose")
    assert owner.find("artwork.logo.picture").pixmap().width() > 50
    kept = owner.read(lambda session: services.letters.letterhead(session)).logo
    assert Image.open(BytesIO(kept)).size[0] > 50
    owner.click("artwork.logo.remove")
    assert not owner.read(lambda session: services.letters.letterhead(session)).logo
    owner.window.undo()
    owner.settle()
    assert owner.read(lambda session: services.letters.letterhead(session)).logo == kept


def test_a_file_that_is_no_picture_is_refused_in_words_and_nothing_changes(owner: Any, tmp_path: Path) -> None:
    owner.dialogs.opens = tmp_path / "logo.png"
    owner.dialogs.opens.write_bytes(b"<svg onload=alert(1)>")
    owner.go("settings")
    owner.click("artwork.logo.choose")
    assert owner.find("artwork.logo.trouble").text()
    assert owner.find("artwork.logo.choose").isEnabled()
    assert owner.read(services.artwork.rows) == {}


def test_the_sheet_follows_typing_and_takes_up_what_was_learned(owner: Any, tmp_path: Path) -> None:
    def learned(session: Any) -> None:
        services.settings.update(session, business_name="Rivera Home Repairs")
        id = services.disputes.create(session, DisputeForm("Fence", client_name="Eli"))
        services.disputes.update(session, id, lesson="Every quote carries a photo", lesson_done=True)

    owner.write(learned)
    page = owner.go("how_we_work")
    owner.type("sheet.work_price", "A fixed price before we begin")
    owner.click("sheet.add.0")
    page.leave()
    owner.settle()
    assert setting(owner, "work_lessons") == "Every quote carries a photo" and not owner.sees("sheet.add.0")
    owner.dialogs.save_to = tmp_path / "sheet.pdf"
    owner.qtbot.waitUntil(lambda: "photo" in page._made.text)
    owner.click("sheet.save")
    text = " ".join(PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text().split())
    assert "A fixed price before we begin" in text and "Every quote carries a photo" in text
    owner.click("sheet.language.es")
    assert "A fixed price" in page._made.text and "Rivera Home Repairs" in text
