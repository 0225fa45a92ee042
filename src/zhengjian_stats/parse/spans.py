"""Stretches of a text that are taken: whether a place or another stretch meets one, without looking through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """Spans from ``begin`` to ``end`` (exclusive), asked by bisection: a list of a thousand names costs no square.

    Examples
    --------
    >>> spans = Spans([(5, 9), (0, 3)])
    >>> 5 in spans, 4 in spans, spans.meets(2, 5), spans.meets(3, 5)
    (True, False, True, False)
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []
        for begin, end in sorted(spans):
            if self._ends and begin < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            elif begin < end:
                self._begins.append(begin)
                self._ends.append(end)

    def __contains__(self, place: int) -> bool:
        """Say whether a place lies in one of the spans."""
        index = bisect_right(self._begins, place) - 1
        return index >= 0 and place < self._ends[index]

    def meets(self, begin: int, end: int) -> bool:
        """Say whether a stretch overlaps one of the spans."""
        index = bisect_left(self._begins, end) - 1
        return index >= 0 and begin < self._ends[index]

    def add(self, begin: int, end: int) -> None:
        """Take in one more span, which meets none of those before."""
        index = bisect_right(self._begins, begin)
        self._begins.insert(index, begin)
        self._ends.insert(index, end)


def last_before(places: list[int], place: int) -> int:
    """Return the greatest of sorted places that is not behind a place, -1 for none.

    Examples
    --------
    >>> last_before([2, 5, 9], 5), last_before([2, 5, 9], 1)
    (5, -1)
    """
    index = bisect_right(places, place) - 1
    return places[index] if index >= 0 else -1
