"""Deadlines: the words that fix one, and the day they mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
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


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(lexicon.load("directives")["deadline"]["pattern"])


_WITHIN: Final = re.compile(r"([0-9一二三四五六七八九十两]{1,3})个?(工作日|周|星期|月|天|日)")
_YEAR: Final = re.compile(r"(今|明|本|当|[0-9〇一二三四五六七八九十]{4})年")
_MONTH: Final = re.compile(r"(本|下|当|[0-9一二三四五六七八九十]{1,3})月")
_QUARTER: Final = re.compile(r"(本|[一二三四1-4])季度")
_DAY: Final = re.compile(r"([0-9一二三四五六七八九十]{1,3})[日号]")


def find_deadline(text: str, start: int, end: int, told_on: dt.date | None) -> Deadline | None:
    """Return the first deadline of a demand; its day counts from the day on which the demand was made.

    Examples
    --------
    >>> find_deadline("各处8月底前完成", 0, 8, dt.date(2024, 7, 3))
    Deadline(text='8月底前', day=datetime.date(2024, 8, 31))
    """
    for match in _pattern().finditer(text, start, end):
        words = match.group()
        if len(words) >= 2 and not _is_bare(words):
            return Deadline(words, _day_of(words, told_on) if told_on else None)
    return None


def _is_bare(words: str) -> bool:
    return words in {"前", "内", "之前", "以前", "年前", "月前", "日前", "底前", "末前"} or words.startswith(("前", "内"))


def _day_of(words: str, told_on: dt.date) -> dt.date | None:
    within = _WITHIN.match(words)
    if within and words.endswith("内"):
        return _within(parse_numeral(within.group(1)), within.group(2), told_on)
    year = _year(words, told_on)
    quarter = _QUARTER.search(words)
    if quarter:
        number = (told_on.month + 2) // 3 if quarter.group(1) == "本" else parse_numeral(quarter.group(1)) or 0
        return _end_of_month(year, number * 3) if 1 <= number <= 4 else None
    if words.startswith(("年底", "年末", "年内")) or ("年" in words and "月" not in words and ("底" in words or "末" in words)):
        return dt.date(year, 12, 31)
    return _in_month(words, year, told_on)


def _year(words: str, told_on: dt.date) -> int:
    match = _YEAR.search(words)
    if match is None or match.group(1) in {"今", "本", "当"}:
        return told_on.year
    return told_on.year + 1 if match.group(1) == "明" else parse_numeral(match.group(1)) or told_on.year


def _in_month(words: str, year: int, told_on: dt.date) -> dt.date | None:
    match = _MONTH.search(words)
    named = match.group(1) if match else None
    if named is None and not words.startswith(("月底", "月末", "月内")):
        return None
    month = told_on.month if named in {None, "本", "当"} else told_on.month + 1 if named == "下" else parse_numeral(named or "")
    if month is None or not 1 <= month <= 13:
        return None
    if month == 13:
        year, month = year + 1, 1
    if named not in {None, "本", "当", "下"} and not _YEAR.search(words) and month < told_on.month - 1:
        year += 1
    return _day_in_month(words, year, month)


def _day_in_month(words: str, year: int, month: int) -> dt.date | None:
    day = _DAY.search(words)
    if day:
        number = parse_numeral(day.group(1)) or 0
        return dt.date(year, month, number) if 1 <= number <= calendar.monthrange(year, month)[1] else None
    if "上旬" in words:
        return dt.date(year, month, 10)
    if "中旬" in words:
        return dt.date(year, month, 20)
    if any(mark in words for mark in ("底", "末", "下旬", "内")):
        return _end_of_month(year, month)
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def _end_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _within(number: int | None, unit: str, told_on: dt.date) -> dt.date | None:
    if number is None or unit == "工作日":
        return None
    if unit == "月":
        months = told_on.year * 12 + told_on.month - 1 + number
        year, month = months // 12, months % 12 + 1
        return dt.date(year, month, min(told_on.day, calendar.monthrange(year, month)[1]))
    return told_on + dt.timedelta(days=number * (7 if unit in {"周", "星期"} else 1))
