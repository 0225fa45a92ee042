"""Periods as people write them: ``2025``, ``2025H2``, ``2025Q4``, ``2025-10``, ``2025年第四季度``."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from zhengjian_stats.errors import PeriodError
from zhengjian_stats.messages import Language, say

Unit = Literal["year", "half", "quarter", "month"]

_MONTHS: Final[dict[Unit, int]] = {"year": 12, "half": 6, "quarter": 3, "month": 1}

_CHINESE_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
#: “2025Q4”, “2025-Q4”, “2025年第4季度”, “2025年四季度”
_QUARTER: Final = re.compile(r"(\d{4})(?:-?[Qq]|年第?)([1-4])(?:季度?)?")
#: “2025H2”, “2025-H2”, “2025年下半年”
_HALF: Final = re.compile(r"(\d{4})(?:-?[Hh]([12])|年([上下])半年)")
#: “2025-10”, “2025/10”, “2025年10月”, “2025年10月份”
_MONTH: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月份?)")
#: “2025”, “2025年”, “2025年全年”
_YEAR: Final = re.compile(r"(\d{4})年?(?:全年|度)?")


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
        number = "" if self.unit == "year" else say(f"common.ordinals_{self.unit}", lang).split()[self.number - 1]
        return say(f"common.period_{self.unit}", lang, year=self.year, number=number)

    def _shifted(self, steps: int) -> Period:
        in_year = 12 // _MONTHS[self.unit]
        index = self.year * in_year + self.number - 1 + steps
        return Period(index // in_year, self.unit, index % in_year + 1)


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

    Raises
    ------
    PeriodError
        It is not written as a period.

    Examples
    --------
    >>> parse_period("2025年第四季度")
    Period(year=2025, unit='quarter', number=4)
    """
    plain = _plain(text.strip())
    if (match := _QUARTER.fullmatch(plain)) and ("季" in plain or "年" not in plain):
        return _checked(text, Period(int(match[1]), "quarter", int(match[2])))
    if match := _HALF.fullmatch(plain):
        return _checked(text, Period(int(match[1]), "half", int(match[2] or {"上": 1, "下": 2}[match[3]])))
    if (match := _MONTH.fullmatch(plain)) and 1 <= int(match[2] or match[3]) <= 12:
        return _checked(text, Period(int(match[1]), "month", int(match[2] or match[3])))
    if match := _YEAR.fullmatch(plain):
        return _checked(text, Period(int(match[1]), "year"))
    raise _not_a_period(text)


def _checked(text: str, period: Period) -> Period:
    """Refuse a year before 1900 or after 2199: a slip of the hand."""
    if not 1900 <= period.year <= 2199:
        raise _not_a_period(text)
    return period


def _not_a_period(text: str) -> PeriodError:
    return PeriodError(f"{text!r} is not a period; write 2025Q4, 2025-10, 2025H2 or 2025 (or 2025年第四季度, 2025年10月)")


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
