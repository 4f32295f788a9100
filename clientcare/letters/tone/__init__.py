"""The tone guard: `review` finds what a reader may hear badly, by rules that are data, and says it more kindly."""

from clientcare.letters.tone.guard import Finding, prepare, review

__all__ = ["Finding", "prepare", "review"]
