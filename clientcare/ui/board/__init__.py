"""The board: disputes as cards, a column for each of the six steps."""

from clientcare.ui.board.board import Board

__all__ = ["Board"]
