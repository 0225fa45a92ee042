"""Whether the numbering of the serials is whole: gaps, doubles, issues out of turn, two numberings that disagree.

Supplements (增刊) have a numbering of their own and are never missed; a joint issue (合刊) holds all its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from zhengjian_stats.messages import Language, say
from zhengjian_stats.resolve.columns import days_of, values_of

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd


@dataclass(frozen=True, slots=True)
class _Issue:
    """What the numbering needs to know of an issue."""

    issue_id: str
    source: str
    bulletin: str
    kind: str
    year: int | None
    first: int | None
    last: int | None
    whole: int | None
    issued_on: dt.date | None


def coverage_problems(issues: pd.DataFrame, language: Language = "zh") -> list[dict[str, Any]]:
    """Say what is missing, doubled or out of turn in the numbering of each serial.

    Parameters
    ----------
    issues : DataFrame
        The frame ``issues``.
    language : {"zh", "en"}
        Language of the messages.

    Returns
    -------
    list of dict
        Rows of ``problems``: ``number_gap`` (on the issue after the gap), ``number_doubled``, ``late_issue`` and, where number
        and whole number disagree, ``masthead_conflict``.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> regular = {"bulletin": "简报", "year": 2024, "issue_kind": "regular"}
    >>> issues = frame_of("issues", [{"issue_id": f"i{n}", "issue_number": n} | regular for n in (1, 4)])
    >>> coverage_problems(issues)[0]["message"]
    '简报 2024年缺第2、3期（本期为第4期）'
    """
    serials = _by(_records(issues), lambda issue: issue.bulletin)
    return [row for _, serial in serials for row in _Serial(serial, language).problems()]


def _records(issues: pd.DataFrame) -> Iterator[_Issue]:
    columns = ["issue_id", "source", "bulletin", "issue_kind", "year", "issue_number", "issue_number_end", "whole_number"]
    values = [values_of(issues, name) for name in columns]
    for issue_id, source, bulletin, kind, year, first, last, whole, day in zip(
        *values, days_of(issues, "issued_on"), strict=True
    ):
        if bulletin is not None:
            yield _Issue(issue_id, source or "", bulletin, kind, year, first, last if last is not None else first, whole, day)


def _by(items: Iterable[_Issue], key: Any) -> list[tuple[Any, list[_Issue]]]:
    return [(value, list(group)) for value, group in groupby(sorted(items, key=key), key=key)]


class _Serial:
    """One bulletin, all its years."""

    def __init__(self, issues: list[_Issue], language: Language) -> None:
        self.language = language
        self.issues = sorted(issues, key=lambda i: (i.year or 0, i.first or 0, i.source, i.issue_id))
        self.numbered = [i for i in self.issues if i.first is not None and i.year is not None]
        self.years = {
            year: [i for i in group if i.kind != "supplement"] for year, group in _by(self.numbered, lambda i: i.year)
        }

    def problems(self) -> Iterator[dict[str, Any]]:
        yield from self._gaps()
        yield from self._whole_gaps()
        yield from self._doubled()
        yield from self._late()
        yield from self._whole_steps()

    def _row(self, issue: _Issue, code: str, message: str, **values: object) -> dict[str, Any]:
        values = {"bulletin": issue.bulletin, "year": issue.year, "number": issue.first, **values}
        return {
            "issue_id": issue.issue_id,
            "source": issue.source,
            "stage": "check",
            "code": code,
            "severity": "warning",
            "message": say(f"check.{message}", self.language, **values),
        }

    def _listed(self, numbers: Iterable[int]) -> str:
        return say("check.list_mark", self.language).join(_runs(sorted(numbers)))

    def _gaps(self) -> Iterator[dict[str, Any]]:
        """Numbers missing within a year; before the first one only where the year before is there too."""
        for year, issues in self.years.items():
            reached = self._reached_before(year, issues[0]) if issues else None
            for issue in issues:
                first, last = issue.first or 0, issue.last or 0
                if reached is not None and first > reached + 1:
                    yield self._row(issue, "number_gap", "number_gap", numbers=self._listed(range(reached + 1, first)))
                reached = max(reached or 0, last)

    def _reached_before(self, year: int, first: _Issue) -> int | None:
        """Return the number that a year goes on from: 0, or the last one of the year before where the count goes on."""
        before = self.years.get(year - 1)
        if not before:
            return None
        last = max(issue.last or 0 for issue in before)
        return last if (first.first or 0) > last else 0

    def _whole_gaps(self) -> Iterator[dict[str, Any]]:
        """Whole numbers missing where the numbers cannot show it: at a turn of the year, or where there are none."""
        counted = sorted((i for i in self.issues if i.whole is not None), key=lambda i: (i.whole or 0, i.source))
        for before, after in pairwise(counted):
            last = (before.whole or 0) + ((before.last or 0) - (before.first or 0))
            turned = before.year is not None and after.year == before.year + 1 and after.first == 1
            unnumbered = before.first is None and after.first is None
            if (turned or unnumbered) and (after.whole or 0) > last + 1:
                missing = self._listed(range(last + 1, after.whole or 0))
                yield self._row(after, "number_gap", "whole_gap", numbers=missing, number=after.whole)

    def _doubled(self) -> Iterator[dict[str, Any]]:
        for _, same in _by(self.numbered, lambda i: (i.year, i.kind == "supplement", i.first, i.last)):
            for issue in same[1:]:
                yield self._row(issue, "number_doubled", "number_doubled", other=same[0].source)
        counted = (i for i in self.issues if i.whole is not None and i.kind != "supplement")
        for whole, same in _by(counted, lambda i: i.whole):
            for issue in same[1:]:
                if (issue.year, issue.first) != (same[0].year, same[0].first):  # else it is said above
                    yield self._row(issue, "number_doubled", "whole_doubled", number=whole, other=same[0].source)

    def _late(self) -> Iterator[dict[str, Any]]:
        for issues in self.years.values():
            latest: _Issue | None = None
            for issue in issues:
                if issue.issued_on is None:
                    continue
                if latest and latest.issued_on and issue.issued_on < latest.issued_on and issue.first != latest.first:
                    values = {"other": latest.source, "other_number": latest.first, "other_issued_on": latest.issued_on}
                    yield self._row(issue, "late_issue", "late_issue", issued_on=issue.issued_on, **values)
                else:
                    latest = issue

    def _whole_steps(self) -> Iterator[dict[str, Any]]:
        """Within a year both numberings go up by the same step, but for supplements and joint issues in between."""
        for year, issues in self.years.items():
            extra = sum(1 for i in self.issues if i.year == year and i.kind == "supplement")
            extra += sum((i.last or 0) - (i.first or 0) for i in issues)
            counted = [i for i in issues if i.whole is not None]
            for before, after in pairwise(counted):
                step = (after.first or 0) - (before.first or 0)
                if step and abs((after.whole or 0) - (before.whole or 0) - step) > extra:
                    values = {"other": before.source, "other_number": before.first, "other_whole": before.whole}
                    yield self._row(after, "masthead_conflict", "whole_step", whole=after.whole, **values)


def _runs(numbers: list[int]) -> Iterator[str]:
    """Numbers as people write them: 3, 5–9."""
    start = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            first, last = numbers[start], numbers[place - 1]
            yield from (str(n) for n in numbers[start:place]) if last - first < 2 else (f"{first}–{last}",)
            start = place
