"""Periods: how they are written, and the columns that stand for them in every result."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from zhengjian_stats.errors import PeriodError, UsageError

On = Literal["issued", "held"]

ONS: Final[tuple[On, ...]] = ("issued", "held")

#: The columns that stand for a period in every result, with their dtypes.
PERIOD_COLUMNS: Final[Mapping[str, str]] = {
    "period": "str",
    "period_start": "datetime64[us]",
    "period_end": "datetime64[us]",
    "is_partial": "boolean",
    "n_issues": "Int64",
}

#: The columns that an analysis must ask for of the frames that give the day (``?``: may be missing).
DATED: Final[Mapping[str, tuple[str, ...]]] = {
    "issues": ("issue_id", "issued_on", "year?", "issue_number?", "issue_kind?"),
    "meetings": ("meeting_id", "issue_id", "article_id?", "position?", "held_on"),
}


class Period(NamedTuple):
    """A stretch of time with its label; both days belong to it."""

    label: str
    start: dt.date
    end: dt.date


_CHINESE_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
#: “2025Q4”, “2025-Q4”, “2025年第4季度”, “2025年四季度”
_QUARTER: Final = re.compile(r"(\d{4})(?:-?[Qq]|年第?)([1-4])(?:季度?)?")
#: “2025H2”, “2025-H2”, “2025年下半年”
_HALF: Final = re.compile(r"(\d{4})(?:-?[Hh]([12])|年([上下])半年)")
#: “2025-10”, “2025/10”, “2025年10月”, “2025年10月份”
_MONTH: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月份?)")
#: “2025”, “2025年”, “2025年全年”
_YEAR: Final = re.compile(r"(\d{4})年?(?:全年|度)?")


def _months(label: str, year: int, first: int, last: int) -> Period:
    return Period(label, dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def _plain(text: str) -> str:
    """Make digits ASCII: “２０２５年第四季度” → “2025年第4季度”, “十二月” → “12月”."""
    text = unicodedata.normalize("NFKC", text).replace(" ", "")
    text = re.sub(r"十([一二])(?=月)", r"1\1", text).replace("十月", "10月")
    return text.translate(_CHINESE_DIGITS)


def parse_period(text: str) -> Period:
    """Read a period: ``2025Q4``, ``2025-10``, ``2025``, ``2025H2``, also ``2025年第四季度``, ``2025年10月``, ``2025年下半年``.

    Returns
    -------
    Period
        Label (in the form that the analyses use), first and last day.

    Raises
    ------
    PeriodError
        It is not written as a period.

    Examples
    --------
    >>> parse_period("2025年第四季度")
    Period(label='2025Q4', start=datetime.date(2025, 10, 1), end=datetime.date(2025, 12, 31))
    """
    plain = _plain(text)
    if (match := _QUARTER.fullmatch(plain)) and ("季" in plain or "年" not in plain) and int(match[1]):
        year, quarter = int(match[1]), int(match[2])
        return _months(f"{year:04}Q{quarter}", year, 3 * quarter - 2, 3 * quarter)
    if (match := _HALF.fullmatch(plain)) and int(match[1]):
        year, half = int(match[1]), int(match[2] or {"上": 1, "下": 2}[match[3]])
        return _months(f"{year:04}H{half}", year, 6 * half - 5, 6 * half)
    if (match := _MONTH.fullmatch(plain)) and int(match[1]) and 1 <= int(match[2] or match[3]) <= 12:
        year, month = int(match[1]), int(match[2] or match[3])
        return _months(f"{year:04}-{month:02}", year, month, month)
    if (match := _YEAR.fullmatch(plain)) and int(match[1]):
        return _months(f"{int(match[1]):04}", int(match[1]), 1, 12)
    raise PeriodError(f"{text!r} is not a period; write 2025Q4, 2025-10, 2025H2 or 2025 (or 2025年第四季度, 2025年10月)")


def checked_on(on: str) -> On:
    """Return the date to go by.

    Raises
    ------
    UsageError
        It is neither ``issued`` nor ``held``.

    Examples
    --------
    >>> checked_on("held")
    'held'
    """
    for known in ONS:
        if on == known:
            return known
    raise UsageError(f"on={on!r} is no date to go by; there are 'issued' (day of issue) and 'held' (day of the event)")
