"""Periods as people write them: ``2025``, ``2025H2``, ``2025Q4``, ``2025-10``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from zhengjian_stats.errors import PeriodError
from zhengjian_stats.messages import Language, say

Unit = Literal["year", "half", "quarter", "month"]

_MONTHS: Final[dict[Unit, int]] = {"year": 12, "half": 6, "quarter": 3, "month": 1}

#: e.g. 2025Q4, 2025h2, 2025-10, 2025
_WRITTEN: Final = re.compile(r"(?P<year>\d{4})(?:-?Q(?P<quarter>[1-4])|-?H(?P<half>[12])|-(?P<month>\d{1,2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, half-year, quarter or month.

    Examples
    --------
    >>> Period(2025, "quarter", 4).since, Period(2025, "quarter", 4).until
    (datetime.date(2025, 10, 1), datetime.date(2025, 12, 31))
    >>> Period(2025, "month", 1).previous.label
    '2024-12'
    """

    year: int
    unit: Unit
    number: int = 1

    @property
    def since(self) -> dt.date:
        """First day."""
        return dt.date(self.year, (self.number - 1) * _MONTHS[self.unit] + 1, 1)

    @property
    def until(self) -> dt.date:
        """Last day."""
        return self._shifted(1).since - dt.timedelta(days=1)

    @property
    def label(self) -> str:
        """The period as the command line and the folders write it."""
        marks = {"year": "", "half": f"H{self.number}", "quarter": f"Q{self.number}", "month": f"-{self.number:02}"}
        return f"{self.year}{marks[self.unit]}"

    @property
    def previous(self) -> Period:
        """The period of the same length just before (环比)."""
        return self._shifted(-1)

    @property
    def year_before(self) -> Period:
        """The same period of the year before (同比)."""
        return Period(self.year - 1, self.unit, self.number)

    def title(self, lang: Language) -> str:
        """Return the period in words.

        Examples
        --------
        >>> Period(2025, "quarter", 4).title("zh")
        '2025年第四季度'
        """
        number = "" if self.unit == "year" else say(f"report.ordinals_{self.unit}", lang).split()[self.number - 1]
        return say(f"report.period_{self.unit}", lang, year=self.year, number=number)

    def _shifted(self, steps: int) -> Period:
        in_year = 12 // _MONTHS[self.unit]
        index = self.year * in_year + self.number - 1 + steps
        return Period(index // in_year, self.unit, index % in_year + 1)


def parse_period(written: str) -> Period:
    """Read a period.

    Raises
    ------
    PeriodError
        It is not written as one.

    Examples
    --------
    >>> parse_period("2025q4")
    Period(year=2025, unit='quarter', number=4)
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or not 1900 <= int(found["year"]) <= 2199:
        raise PeriodError(f"{written!r} is not a period; write 2025Q4, 2025-10, 2025H2, 2025 or latest")
    year = int(found["year"])
    if found["month"]:
        if not 1 <= int(found["month"]) <= 12:
            raise PeriodError(f"{written!r} is not a period: there is no month {found['month']}")
        return Period(year, "month", int(found["month"]))
    if found["quarter"]:
        return Period(year, "quarter", int(found["quarter"]))
    return Period(year, "half", int(found["half"])) if found["half"] else Period(year, "year")


def quarter_of(day: dt.date) -> Period:
    """Return the quarter of a day.

    Examples
    --------
    >>> quarter_of(dt.date(2025, 5, 1)).label
    '2025Q2'
    """
    return Period(day.year, "quarter", (day.month + 2) // 3)


def latest_complete(days: Iterable[dt.date], today: dt.date) -> Period | None:
    """Return the latest quarter that holds one of the days and has ended, else the latest that holds one, else nothing.

    Examples
    --------
    >>> latest_complete([dt.date(2025, 5, 1), dt.date(2025, 8, 1)], today=dt.date(2025, 9, 1)).label
    '2025Q2'
    """
    quarters = sorted({quarter_of(day) for day in days})
    ended = [quarter for quarter in quarters if quarter.until < today]
    return next(reversed(ended or quarters), None)
