"""A date that a container states (a cell, a meta tag), as ISO; nothing where it could be read in two ways."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

_BEIJING: Final = dt.timezone(dt.timedelta(hours=8))
_DIGITS: Final = {char: str(value) for value, chars in enumerate(("〇零○Ｏ", *"一二三四五六七八九")) for char in chars}

# 2021-09-03, 2021/9/3, 2021.9.3, 2021年9月3日; behind it may stand an hour or a day of the week
_NUMBERS: Final = re.compile(
    r"(?P<year>\d{4})\s*(?P<seam>[-/.年])\s*(?P<month>\d{1,2})\s*(?:(?P=seam)|月)\s*(?P<day>\d{1,2})\s*日?(?=\D|$)(?P<rest>.*)",
    re.DOTALL,
)
# 20210903
_EIGHT: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<rest>)")
# 二〇二一年九月三日
_CHINESE: Final = re.compile(
    r"(?P<year>[〇零○一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十廿卅]{1,3})日(?P<rest>.*)"
)
# what may stand behind the day: an hour, a day of the week; with + behind each *, blanks are not tried in every division
_REST: Final = re.compile(
    r"[\sT（(，,]*+(?:(?:星期|周)[一二三四五六日天][）)]?)?\s*+(?:(?:上午|下午|AM|PM)?\s*+\d{1,2}[:时点].*)?",
    re.IGNORECASE | re.DOTALL,
)
# 2021-09-02T20:00:00Z: the day in Beijing is the next one
_ZONED: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)")


def iso_date(value: str) -> str | None:
    """Return the day that a value states, or ``None`` where it states none, or not surely.

    Examples
    --------
    >>> iso_date("2021年9月3日 10:20"), iso_date("二〇二一年九月三日"), iso_date("2021-09-02T20:00:00Z")
    ('2021-09-03', '2021-09-03', '2021-09-03')
    >>> iso_date("3/9/2021") is None
    True
    """
    text = unicodedata.normalize("NFKC", value).strip()
    if _ZONED.fullmatch(text):
        return _in_beijing(text)
    match = _NUMBERS.fullmatch(text) or _EIGHT.fullmatch(text) or _CHINESE.fullmatch(text)
    if match is None or not _REST.fullmatch(match["rest"]):
        return None
    try:
        return dt.date(*(_number(match[part]) for part in ("year", "month", "day"))).isoformat()
    except ValueError:
        return None


def _in_beijing(text: str) -> str | None:
    try:
        return dt.datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "")).astimezone(_BEIJING).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    digits = "".join(_DIGITS[char] for char in (tens or ("一" if ten else "")) + (ones or ("〇" if ten else "")))
    return int(digits)
