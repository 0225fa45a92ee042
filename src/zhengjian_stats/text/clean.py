"""Cleaned text, the repairs that made it, and the way back to the raw text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: ``text[start:end]`` of the cleaned text stands where ``before`` stood."""

    kind: str
    before: str
    after: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """A cleaned text with its repairs and its map back to the raw text.

    ``runs`` are pairs (offset in the cleaned text, offset in the raw text), ascending: from there on both advance together
    until the next run. The raw text is the pages joined by form feeds.
    """

    text: str
    repairs: tuple[Repair, ...] = ()
    runs: tuple[tuple[int, int], ...] = ((0, 0),)

    def to_raw(self, offset: int) -> int:
        """Return the place in the raw text of a character of the cleaned text."""
        index = max(bisect_right(self.runs, (offset, float("inf"))) - 1, 0)
        clean, raw = self.runs[index]
        return raw + offset - clean

    def part(self, start: int, end: int) -> CleanText:
        """Return a stretch of the text as a cleaned text of its own (an issue out of a volume)."""
        inside = tuple((c - start, r) for c, r in self.runs if start < c < end)
        repairs = tuple(
            Repair(r.kind, r.before, r.after, r.start - start, r.end - start)
            for r in self.repairs
            if start <= r.start and r.end <= end
        )
        return CleanText(self.text[start:end], repairs, ((0, self.to_raw(start)), *inside))
