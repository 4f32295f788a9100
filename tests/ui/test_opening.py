"""What begins by itself once the window stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clientcare import services
from clientcare.ui import opening
from clientcare.ui.reminding.notices import Notices

from .conftest import close


def test_notices_begin_at_every_start_also_where_all_can_be_found_already(
    open_window: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Notices] = []
    monkeypatch.setattr(opening, "WARM_UP_MS", 1)
    monkeypatch.setattr(Notices, "start", lambda notices: begun.append(notices))
    for _ in range(2):
        owner = open_window()
        owner.qtbot.waitUntil(lambda owner=owner: owner.window.notices in begun, timeout=5000)
        all_found = lambda owner=owner: owner.read(lambda session: services.index.is_complete(session.connection()))  # noqa: E731
        owner.qtbot.waitUntil(all_found, timeout=20_000)
        close(owner)
    assert len(begun) == 2
