"""A person's word over the text: quoted words are found again in it, and what they hold is put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from zhengjian_stats.text.characters import TO_HALF_BUT_STOP
from zhengjian_stats.text.clean import CleanText, Repair
from zhengjian_stats.text.draft import Draft, Edit, Shifts


@dataclass(frozen=True, slots=True)
class TextCorrection:
    """Wherever ``words`` stand, ``was`` within them becomes ``becomes`` (nothing, where that is empty)."""

    words: str
    was: str
    becomes: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> TextCorrection:
        """Make it of its record, as it travels."""
        return cls(record["words"], record["was"], record["becomes"])

    def record(self) -> dict[str, str]:
        """Return it as it travels to a child process.

        Examples
        --------
        >>> correction = TextCorrection("一千多支", "千", "干")
        >>> TextCorrection.of(correction.record()) == correction
        True
        """
        return asdict(self)


def squeezed(words: str) -> str:
    """Return words as they are compared: without white space, letters and digits half-width as in a cleaned text.

    Examples
    --------
    >>> squeezed("第 ７ 期")
    '第7期'
    """
    return "".join(words.split()).translate(TO_HALF_BUT_STOP)


def places(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    r"""Yield where quoted words stand; white space neither in them nor in the text counts.

    Examples
    --------
    >>> list(places("周 平主持，\n周平讲话", "周平"))
    [(0, 3), (7, 9)]
    """
    if squeezed(words):
        for match in _pattern(words).finditer(text, start, len(text) if end is None else end):
            yield match.span()


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, squeezed(words))))


def edits_of(text: str, corrections: Sequence[TextCorrection]) -> list[tuple[int, Edit]]:
    """Return the edits that corrections ask for, in order of place, each with the place of its correction in the list.

    Of two that overlap, the earlier in the list stands.

    Examples
    --------
    >>> [(edit.start, edit.after) for _, edit in edits_of("一千多支，一千多支", [TextCorrection("一千多支", "千", "干")])]
    [(1, '干'), (6, '干')]
    """
    found: list[tuple[int, Edit]] = []
    taken: set[int] = set()
    for number, correction in enumerate(corrections):
        for first, last in places(text, correction.words):
            for start, end in places(text, correction.was, first, last):
                if taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    found.append((number, Edit(start, end, correction.becomes, "correction")))
    return sorted(found, key=lambda edit: edit[1].start)


def corrected(clean: CleanText, raw: str, corrections: Sequence[TextCorrection]) -> CleanText:
    """Return a cleaned text with its corrections: each change is a row of repairs, and the way to the raw text is kept.

    Examples
    --------
    >>> correction = TextCorrection("一千多支", "一千多支", "一干多支")
    >>> clean = corrected(CleanText("实施一千多支战略"), "实施一千多支战略", [correction])
    >>> clean.text, [(repair.before, repair.after) for repair in clean.repairs]
    ('实施一干多支战略', [('一千多支', '一干多支')])
    """
    edits = [edit for _, edit in edits_of(clean.text, corrections)]
    if not edits:
        return clean
    draft = Draft(raw, clean.text, list(clean.runs))
    draft.apply(edits)
    made = draft.finish()
    repairs = [*_moved(clean.repairs, edits, made.text), *made.repairs]
    return CleanText(made.text, tuple(sorted(repairs, key=lambda repair: (repair.start, repair.end))), made.runs)


def _moved(repairs: Iterable[Repair], edits: Sequence[Edit], text: str) -> Iterator[Repair]:
    """Move the repairs that were made before; one of which nothing is left goes."""
    shifts = Shifts(edits)
    for repair in repairs:
        start, end = shifts.moved(repair.start), shifts.moved(repair.end)
        if start < end or repair.start == repair.end:
            after = None if repair.after is None else text[start:end]
            yield Repair(repair.kind, repair.before, after, start, end)
