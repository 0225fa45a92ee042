"""A text under repair: edits are applied pass by pass, and every character keeps its way back to the raw text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from zhengjian_stats.text.clean import CleanText, Repair

_END: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``after`` in the place of ``text[start:end]``.

    With a ``kind`` it becomes a row of ``repairs``, which shows ``left`` and ``right`` characters around it; without one it
    is mere white space at the ends of lines.
    """

    start: int
    end: int
    after: str = ""
    kind: str | None = None
    left: int = 0
    right: int = 0


@dataclass(slots=True)
class _Mark:
    """A repair on its way: its stretch of the raw text, and where it stands now."""

    kind: str
    raw_start: int
    raw_end: int
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """A text, its map to the raw text (as in ``CleanText``) and the repairs so far."""

    raw: str
    text: str
    runs: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    marks: list[_Mark] = field(default_factory=list)

    def apply(self, edits: Sequence[Edit]) -> bool:
        """Apply edits in order of place that do not overlap; return whether there were any.

        Examples
        --------
        >>> draft = Draft("第７期", "第７期")
        >>> draft.apply([Edit(1, 2, "7", "full_width")]), draft.text
        (True, '第7期')
        """
        if not edits:
            return False
        shifts = Shifts(edits)
        self._move_marks(shifts)
        self.marks.extend(self._marked(edits, shifts))
        pieces: list[str] = []
        behind = 0
        for edit in edits:
            pieces += (self.text[behind : edit.start], edit.after)
            behind = edit.end
        pieces.append(self.text[behind:])
        self.runs = self._moved_runs(edits, shifts)
        self.text = "".join(pieces)
        return True

    def finish(self) -> CleanText:
        """Return the cleaned text with its rows of repairs in the order of their places."""
        rows = [
            Repair(mark.kind, self.raw[mark.raw_start : mark.raw_end], self._after(mark), mark.start, mark.end)
            for mark in sorted(self.marks, key=lambda mark: (mark.start, mark.raw_start, mark.end))
        ]
        return CleanText(self.text, tuple(rows), tuple(self.runs))

    def _after(self, mark: _Mark) -> str | None:
        after = self.text[mark.start : mark.end]
        return after if after.strip("\n\f") else None

    def _marked(self, edits: Sequence[Edit], shifts: Shifts) -> list[_Mark]:
        marks = []
        for index, edit in enumerate(edits):
            if edit.kind is None:
                continue
            start, end = edit.start - edit.left, edit.end + edit.right
            raw_end = self._raw(end - 1) + 1 if end > start else self._raw(start)
            place = edit.start + shifts.before[index]
            first, last = max(0, place - edit.left), place + len(edit.after) + edit.right
            marks.append(_Mark(edit.kind, self._raw(start), raw_end, first, last))
        return marks

    def _raw(self, offset: int) -> int:
        clean, raw = self.runs[max(bisect_right(self.runs, (offset, _END)) - 1, 0)]
        return raw + offset - clean

    def _move_marks(self, shifts: Shifts) -> None:
        """Move the repairs so far; one inside a stretch that is dropped now goes with it."""
        kept = []
        for mark in self.marks:
            start, end = shifts.moved(mark.start), shifts.moved(mark.end)
            if start < end or mark.start == mark.end:
                mark.start, mark.end = start, end
                kept.append(mark)
        self.marks = kept

    def _moved_runs(self, edits: Sequence[Edit], shifts: Shifts) -> list[tuple[int, int]]:
        """Break the map where an edit changed the length, and move what stays."""
        runs: list[tuple[int, int]] = []
        old = self.runs
        place = 0
        for index, edit in enumerate(edits):
            delta = shifts.before[index]
            while place < len(old) and old[place][0] < edit.start:
                runs.append((old[place][0] + delta, old[place][1]))
                place += 1
            if edit.end - edit.start == len(edit.after):
                continue
            for step in range(len(edit.after)):
                runs.append((edit.start + delta + step, self._raw(min(edit.start + step, edit.end - 1))))
            while place < len(old) and old[place][0] <= edit.end:
                place += 1
            runs.append((edit.end + shifts.before[index + 1], self._raw(edit.end)))
        runs.extend((clean + shifts.before[-1], raw) for clean, raw in old[place:])
        return _tidy(runs)


def _tidy(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep one run a place (the last), and none that only goes on."""
    tidy: list[tuple[int, int]] = []
    for clean, raw in runs:
        if tidy and tidy[-1][0] == clean:
            tidy.pop()
        if not tidy or raw - clean != tidy[-1][1] - tidy[-1][0]:
            tidy.append((clean, raw))
    return tidy if tidy and tidy[0][0] == 0 else [(0, 0), *tidy]


class Shifts:
    """How far each place of the text moves: ``before[i]`` is the shift in front of the i-th edit."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self.before = [0, *accumulate(len(edit.after) - (edit.end - edit.start) for edit in edits)]

    def moved(self, offset: int) -> int:
        """Return the new place of an offset; inside an edit that is a place in what stands there now."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        if offset >= edit.end:
            return offset + self.before[index + 1]
        return edit.start + self.before[index] + min(offset - edit.start, len(edit.after))
