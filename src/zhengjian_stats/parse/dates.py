"""Dates in running text: where they stand (``find_dates``), and which days they mean (``resolve``).

What is not written and does not follow stays missing: a vague word (近日) or an impossible date (2月30日) gives no day.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import replace
from typing import Final

from zhengjian_stats.parse.date_mentions import DateKind, DateMention, find_dates
from zhengjian_stats.parse.date_pattern import words

__all__ = ["DateKind", "DateMention", "Resolved", "find_dates", "resolve"]

#: First day, last day, precision.
Resolved = tuple[dt.date | None, dt.date | None, str]

#: A date written without its year is at most this many days after the issue that carries it.
AHEAD: Final = dt.timedelta(days=7)
#: A deadline without its year is at most this many days before it.
BEHIND: Final = dt.timedelta(days=31)

_NOTHING: Final[Resolved] = (None, None, "unknown")


def resolve(mention: DateMention, *, issued_on: dt.date | None, ahead: bool = False) -> Resolved:
    """Return first day, last day (of a range, month or period) and precision of a mention.

    Parameters
    ----------
    mention : DateMention
        From ``find_dates``.
    issued_on : date or None
        Date of the issue. A year not given is that of the latest such date not after ``issued_on`` + 7 days; a day without
        month falls on or before the issue, near the date it leans on.
    ahead : bool
        Read it as a deadline: the earliest such date that lies not more than a month before the issue.

    Returns
    -------
    tuple
        ``(first, last, precision)``; ``last`` is ``None`` for a single day. Precision is ``day``, ``inferred`` (it leans on
        another date), ``month``, ``period`` or ``unknown`` (then both are ``None``).

    Examples
    --------
    >>> december = find_dates("12月28日")[0]
    >>> resolve(december, issued_on=dt.date(2021, 1, 5))
    (datetime.date(2020, 12, 28), None, 'day')
    """
    if mention.kind == "vague":
        return _NOTHING
    if mention.kind == "relative":
        return _resolve_relative(mention, issued_on)
    year, month = _words_applied(mention, issued_on)
    if mention.kind in {"month", "period"}:
        return _resolve_span(replace(mention, year=year, month=month), issued_on, ahead)
    first = _resolve_day(replace(mention, year=year, month=month), issued_on, ahead)
    if first is None:
        return _NOTHING
    if mention.kind == "date":
        return first, None, "day"
    last = _last_day(mention, first)
    return (first, last, "day") if last else _NOTHING


def _words_applied(mention: DateMention, issued_on: dt.date | None) -> tuple[int | None, int | None]:
    """Year and month, with 去年 or 上月 counted from the issue."""
    word = mention.relative
    if word is None or issued_on is None:
        return mention.year, mention.month
    if word in words("month_words"):
        months = issued_on.year * 12 + issued_on.month - 1 + words("month_words")[word]
        return months // 12, months % 12 + 1
    return issued_on.year + words("year_words").get(word, 0), mention.month


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _resolve_day(mention: DateMention, issued_on: dt.date | None, ahead: bool) -> dt.date | None:
    year, month, day = mention.year, mention.month, mention.day
    if day is None or (mention.relative and issued_on is None):
        return None
    if year is not None and month is not None:
        return _day(year, month, day)
    if month is not None:
        return _year_inferred(month, day, issued_on, ahead)
    return _near_anchor(mention, issued_on) or _month_inferred(day, issued_on, ahead)


def _year_inferred(month: int, day: int, issued_on: dt.date | None, ahead: bool) -> dt.date | None:
    if issued_on is None:
        return None
    near = (_day(issued_on.year + step, month, day) for step in (-1, 0, 1))
    if ahead:
        return min((d for d in near if d and d >= issued_on - BEHIND), default=None)
    return max((d for d in near if d and (d - issued_on) <= AHEAD), default=None)


def _month_inferred(day: int, issued_on: dt.date | None, ahead: bool) -> dt.date | None:
    if issued_on is None:
        return None
    step = 0 if ahead or day <= issued_on.day else -1
    months = issued_on.year * 12 + issued_on.month - 1 + step
    return _day(months // 12, months % 12 + 1, day)


def _near_anchor(mention: DateMention, issued_on: dt.date | None) -> dt.date | None:
    """Place a day without month after a whole date: in that month, or in the next where the report went on past its end."""
    if mention.anchor is None or mention.day is None:
        return None
    first, last, _ = resolve(mention.anchor, issued_on=issued_on)
    before = last or first
    if before is None or (issued_on is not None and abs(issued_on - before) > 3 * BEHIND):
        return None
    same = _day(before.year, before.month, mention.day)
    following = _day(before.year + before.month // 12, before.month % 12 + 1, mention.day)
    if same and before - same <= BEHIND / 2:
        return same if issued_on is None or same <= issued_on + AHEAD else None
    return following if following and issued_on and following <= issued_on else same


def _last_day(mention: DateMention, first: dt.date) -> dt.date | None:
    """Return the last day of a range; what is not repeated is that of the first, and it runs forward."""
    day = mention.end_day
    if day is None:
        return None
    month = mention.end_month or (first.month if day >= first.day else first.month % 12 + 1)
    year = mention.end_year or (first.year + (month < first.month))
    last = _day(year, month, day)
    if last is None or last < first or (mention.end_month is None and last - first > BEHIND / 2 and day < first.day):
        return None
    return last


def _resolve_span(mention: DateMention, issued_on: dt.date | None, ahead: bool) -> Resolved:
    """First and last day of a month, of months, of a third of a month."""
    month = mention.month
    if month is None or not 1 <= month <= 12:
        return _NOTHING
    first = _resolve_day(replace(mention, day=mention.day or 1), issued_on, ahead)
    if first is None:
        return _NOTHING
    last_month = mention.end_month or month
    if not 1 <= last_month <= 12:
        return _NOTHING
    year = mention.end_year or (first.year + (last_month < month))
    days = monthrange(year, last_month)[1]
    last = dt.date(year, last_month, min(mention.end_day or days, days))
    return (first, last, mention.kind) if last >= first else _NOTHING


def _resolve_relative(mention: DateMention, issued_on: dt.date | None) -> Resolved:
    word = mention.relative or ""
    if word in words("day_words"):
        base, step = issued_on, words("day_words")[word]
    else:
        found = resolve(mention.anchor, issued_on=issued_on) if mention.anchor else _NOTHING
        base, step = found[1] or found[0], words("anchored_words").get(word, 0)
    if base is None:
        return _NOTHING
    return base + dt.timedelta(days=step), None, "inferred"
