"""The colours of both themes: the only place where any is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """Every colour the window uses."""

    page: str
    card: str
    line: str
    ink: str
    soft: str
    accent: str
    wash: str
    on_accent: str
    attention: str
    attention_wash: str
    danger: str
    quiet: str  # bars and tracks that are not the leader
    side: str
    control_line: str  # outline of something to press or type in: 3:1 against the card


LIGHT = Tokens(
    page="#F6F7F5",
    card="#FFFFFF",
    line="#DDE3E1",
    ink="#1E2A2F",
    soft="#5D6B70",
    accent="#1B6E68",
    wash="#E3F0EE",
    on_accent="#FFFFFF",
    attention="#9A5B13",
    attention_wash="#FBF1E2",
    danger="#A33A32",
    quiet="#B9C6C3",
    side="#FFFFFF",
    control_line="#CBD5D2",
)
DARK = Tokens(
    page="#171C1E",
    card="#20272A",
    line="#344045",
    ink="#E8EDEB",
    soft="#A3B1B5",
    accent="#5CC0B6",
    wash="#1E3936",
    on_accent="#10201E",
    attention="#E9B26B",
    attention_wash="#3A2E1C",
    danger="#F08A80",
    quiet="#4C5C61",
    side="#1B2124",
    control_line="#46555B",
)
