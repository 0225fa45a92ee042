"""The pattern of one date as it is written, composed of small named ones; words come from ``resources/dates.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from zhengjian_stats import lexicon


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def words(table: str) -> dict[str, int]:
    """Return a table of ``dates.toml`` that gives a number for each word."""
    return {str(word): int(value) for word, value in lexicon.load("dates")[table].items()}


def listed(table: str) -> str:
    """Return the words of a table of ``dates.toml`` as alternatives, longest first."""
    return _any(lexicon.load("dates")[table]["words"])


#: Between the two ends of a range: 至, 到, -, —, ——, ～.
TO: Final = r" ?(?:至|到|[-－–~～]|—{1,2}) ?"
_NUMBER: Final = r"(?:3[01]|[12]\d|0?\d)"
_CHINESE_MONTH: Final = r"十[一二]?|元|[一二三四五六七八九]"
_CHINESE_DAY: Final = r"三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
#: 二O二四年: the circle is often typed as a letter.
_CHINESE_YEAR: Final = r"[二一][〇○◯零Oo0九八][〇○◯零Oo0一二三四五六七八九]{2}"


# 星期三 in brackets and 上午 after a day belong to it
def _day_end() -> str:
    return rf"(?: ?[（(](?:星期|周)[一二三四五六日天][)）])?(?: ?(?:{listed('parts_of_day')}))?"


def _iso() -> str:
    # 2020-07-14, 2020.7.14, 2020/7/14; no part of a longer number
    year = r"(?<![\d.\-/])(?P<iso_year>(?:19|20)\d\d)(?P<sep>[-./])"
    return year + r"(?P<iso_month>\d{1,2})(?P=sep)(?P<iso_day>\d{1,2})(?!\d|(?P=sep)\d)"


def _year(digits: str, word: str) -> str:
    # 2020年, 二〇二〇年, 去年
    written = rf"(?<!\d)(?P<{digits}>(?:19|20)\d\d|{_CHINESE_YEAR}) ?年 ?"
    return rf"(?:{written}|(?P<{word}>{_any(words('year_words'))}) ?)"


def _month() -> str:
    # 7月, 10月份, 元月, 上月; also the "1" of 1-6月
    number = rf"(?<![\d.])(?P<month>1[0-2]|0?\d|{_CHINESE_MONTH})"
    return rf"(?:{number} ?(?:月份?|(?={TO}\d{{1,2}} ?月))|(?P<month_word>{_any(words('month_words'))}))"


def _month_date() -> str:
    # 7月8日上午, 7月中旬, 7月; also the "7月8" of 7月8-9日 and 7月8、9日
    day = rf"(?P<day>{_NUMBER}|{_CHINESE_DAY}) ?(?:[日号]|(?=(?:{TO}|、)\d{{1,2}} ?[日号])){_day_end()}"
    part = rf"(?P<part>{_any(lexicon.load('dates')['parts_of_month'])})"
    return rf"(?<!第){_year('year', 'year_word')}?{_month()}(?: ?{day}|{part}|(?!{listed('no_month_before')}))"


def _season() -> str:
    # 今年第三季度, 2020年上半年
    return rf"{_year('season_year', 'season_word')}?第?(?P<season>{_any(lexicon.load('dates')['parts_of_year'])})"


def _edge_of_year() -> str:
    # 2020年底, 今年底, 年末, 2021年初
    return r"(?:(?<!\d)(?P<end_year>(?:19|20)\d\d)|(?P<end_word>[今去明本]年?))?(?P<year_end>年[底末初])"


def _lone_day() -> str:
    # 5日; the "18" of 18-19日; 十六日 only as the end of a range
    number = rf"(?<![\d.·月/])(?P<lone>{_NUMBER}|(?<=[至到—])(?:{_CHINESE_DAY}))"
    return rf"{number} ?(?:日|(?={TO}\d{{1,2}} ?日))(?!{listed('no_day_before')}){_day_end()}"


def _word() -> str:
    # 当天下午, 昨天; 近日
    days = _any(words("day_words") | words("anchored_words"))
    return rf"(?P<word>{days})(?:{listed('parts_of_day')})?|(?P<vague>(?<![\d一二三四五六七八九十两几])(?:{listed('vague')}))"


def _first_character() -> str:
    # Most characters start no date: one look at the class spares the trial of every form.
    rules = lexicon.load("dates")
    tables = ("year_words", "month_words", "day_words", "anchored_words", "parts_of_year")
    starts = {word[0] for table in tables for word in rules[table]} | {word[0] for word in rules["vague"]["words"]}
    return rf"(?=[\d〇○◯零一二三四五六七八九十廿元年第{''.join(sorted(starts))}])"


@cache
def date_pattern() -> re.Pattern[str]:
    """Compile the pattern of one date; two of them with 至 between are made a range afterwards.

    Examples
    --------
    >>> date_pattern().search("于2020年7月8日下午召开").group()
    '2020年7月8日下午'
    """
    forms = (_iso(), _season(), _edge_of_year(), _month_date(), _lone_day(), _word())
    return re.compile(rf"{_first_character()}(?:{'|'.join(forms)})")
