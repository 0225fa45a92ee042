"""Deadlines: the words that fix one, and the last day they mean, where the text and the day of the demand fix it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.numerals import parse_numeral


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words of a deadline and its last day, where the text fixes one."""

    text: str
    day: dt.date | None


def find_deadline(text: str, start: int, end: int, told_on: dt.date | None) -> Deadline | None:
    """Return the first deadline of a demand; its day counts from the day on which the demand was made.

    Examples
    --------
    >>> find_deadline("各处8月底前完成", 0, 8, dt.date(2024, 7, 3))
    Deadline(text='8月底前', day=datetime.date(2024, 8, 31))
    """
    for kind, match in _matches(text, start, end):
        day = _RESOLVERS[kind](match, told_on) if told_on and kind in _RESOLVERS else None
        if day and told_on and _year_of(match) and day < told_on - _STILL_MEANT:
            # 1956年以前创办 tells of the past.
            continue
        return Deadline(match.group(), day)
    return None


#: A day shortly before the demand was printed is still meant; one longer ago means the next year.
_STILL_MEANT: Final = dt.timedelta(days=60)


def _matches(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what looks like a deadline, the first of the kinds that fit at each place."""
    position = start
    while position < end:
        found = [(kind, match) for kind, pattern in _patterns() if (match := pattern.search(text, position, end))]
        if not found:
            return
        kind, match = min(found, key=lambda pair: pair[1].start())
        yield kind, match
        position = match.end()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon.load("directives")["deadline"]
    parts = dict(table["parts"])
    names = sorted({*table["fixed"], *table["lunar"]}, key=lambda name: (-len(name), name))
    parts["festivals"] = f"(?:{'|'.join(names)})"
    return tuple((rule["name"], re.compile(_filled(rule["pattern"], parts))) for rule in table["kind"])


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """Put the parts in; a part may hold another."""
    for _ in range(2):
        for name, part in parts.items():
            pattern = pattern.replace("{" + name + "}", part)
    return pattern


def _part(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _year_of(match: re.Match[str]) -> str | None:
    return _part(match, "year")


def _year(match: re.Match[str], told_on: dt.date) -> int | None:
    """Return the year that is written, if one is."""
    written = _year_of(match)
    if written is None:
        return None
    ahead = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2}.get(written[0])
    return told_on.year + ahead if ahead is not None else parse_numeral(written[:-1])


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _month_end(year: int, month: int) -> dt.date | None:
    return _day(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9998 else None


def _ahead(match: re.Match[str], told_on: dt.date, make: Callable[[int], dt.date | None]) -> dt.date | None:
    """Return the day in the year that is written, else in the year in which it lies ahead."""
    year = _year(match, told_on)
    if year is not None:
        return make(year)
    day = make(told_on.year)
    return make(told_on.year + 1) if day and day < told_on - _STILL_MEANT else day


def _date(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    day, following = parse_numeral(match.group("day")) or 0, _month_told(match, told_on)
    if following:
        return _day(*following, day)
    return _ahead(match, told_on, lambda year: _day(year, parse_numeral(match.group("month")) or 0, day))


def _month_told(match: re.Match[str], told_on: dt.date) -> tuple[int, int] | None:
    """Return year and month of 本月 and 下月."""
    steps = {"本": 0, "当": 0, "下": 1}.get(match.group("month"))
    if steps is None:
        return None
    number = told_on.month + steps
    return told_on.year + (number > 12), (number - 1) % 12 + 1


def _month(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    part, following = _part(match, "part") or _part(match, "bare"), _month_told(match, told_on)
    if following:
        return _in_month(*following, part, match)
    return _ahead(match, told_on, lambda year: _in_month(year, parse_numeral(match.group("month")) or 0, part, match))


def _in_month(year: int, month: int, part: str | None, match: re.Match[str]) -> dt.date | None:
    if part in {"上旬", "中旬"}:
        return _day(year, month, 10 if part == "上旬" else 20)
    if part or match.group().endswith("内"):
        return _month_end(year, month)
    first = _day(year, month, 1)
    return first - dt.timedelta(days=1) if first else None


def _this_month(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    return _month_end(told_on.year, told_on.month)


def _day_only(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    day = parse_numeral(match.group("day")) or 0
    return _day(told_on.year, told_on.month, day) if day >= told_on.day else None


def _quarter(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    named = match.group("quarter")
    number = (told_on.month + 2) // 3 + (named == "下") if named in {"本", "下"} else parse_numeral(named) or 0
    if number == 5:
        return _month_end(told_on.year + 1, 3)
    return _ahead(match, told_on, lambda year: _month_end(year, number * 3))


def _half(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    return _ahead(match, told_on, lambda year: _month_end(year, 6 if match.group("half") == "上" else 12))


def _year_end(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    goal = _part(match, "goal")
    year = parse_numeral(goal[:-1]) if goal else _year(match, told_on)
    if year is None:
        return None if _year_of(match) else _month_end(told_on.year, 12)
    before = not any(mark in match.group() for mark in "底末内") and not goal
    return _month_end(year - 1 if before else year, 12)


def _plan(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    return _month_end(1955 + 5 * (10 + (parse_numeral(match.group("plan")) or 0)), 12)


def _span(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    before = match.string[max(0, match.start() - 8) : match.start()]
    number, unit = parse_numeral(match.group("count")), match.group("unit")
    # 收到通知后3日内 counts from another day than that of the demand.
    if (
        number is None
        or unit in {"工作日", "小时"}
        or (before.endswith(("起", "后")) and not before.endswith(("会后", "会议后")))
    ):
        return None
    if unit in {"月", "年"}:
        months = told_on.year * 12 + told_on.month - 1 + number * (12 if unit == "年" else 1)
        year, month = months // 12, months % 12 + 1
        return _day(year, month, min(told_on.day, calendar.monthrange(year, month)[1])) if year <= 9998 else None
    return told_on + dt.timedelta(days=number * (7 if unit in {"周", "星期"} else 1))


def _weekday(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    named = _part(match, "weekday")
    index = "一二三四五六".find(named) if named and named in "一二三四五六" else 6
    week = _part(match, "week") or _part(match, "whole")
    monday = told_on - dt.timedelta(days=told_on.weekday())
    day = monday + dt.timedelta(days=index + (7 if week == "下" else 0))
    return day + dt.timedelta(days=7) if week is None and day < told_on else day


def _near(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    return told_on + dt.timedelta(days={"明": 1, "后": 2}.get(match.group("near")[0], 0))


def _festival(match: re.Match[str], told_on: dt.date) -> dt.date | None:
    """Return the eve of a festival."""
    day = _ahead(match, told_on, lambda year: _feast(match.group("festival"), year))
    return day - dt.timedelta(days=1) if day else None


def _feast(name: str, year: int) -> dt.date | None:
    table = lexicon.load("directives")["deadline"]
    if name in table["fixed"]:
        return _day(year, *table["fixed"][name])
    days = table["lunar"][name].split()
    if not 0 <= year - _FIRST_LUNAR < len(days):
        return None
    month, day = map(int, days[year - _FIRST_LUNAR].split("."))
    return _day(year, month, day)


_FIRST_LUNAR: Final = 2000

#: Kinds that fix a day; the others (每月5日前, 汛期前, 即日起) stay words.
_RESOLVERS: Final[Mapping[str, Callable[[re.Match[str], dt.date], dt.date | None]]] = {
    "date": _date,
    "month": _month,
    "month_end": _this_month,
    "day": _day_only,
    "quarter": _quarter,
    "half": _half,
    "year": _year_end,
    "plan": _plan,
    "span": _span,
    "weekday": _weekday,
    "near": _near,
    "festival": _festival,
}
