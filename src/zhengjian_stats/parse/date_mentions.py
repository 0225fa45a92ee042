"""Where dates stand in running text, and what is written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from zhengjian_stats import lexicon
from zhengjian_stats.parse.date_pattern import TO, date_pattern, listed
from zhengjian_stats.parse.numerals import parse_numeral

DateKind = Literal["date", "range", "relative", "month", "period", "vague"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it is written at ``text[start:end]``; what is not written is ``None``.

    ``relative`` is a word such as 去年, 上月, 当天 that the numbers (if any) lean on; ``anchor`` is the last date of the same
    paragraph before this one that 次日 or a day without month leans on.
    """

    start: int
    end: int
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    relative: str | None = None
    anchor: DateMention | None = None


@cache
def _context() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compile what forbids a date: the end of the words before it, and titles in 《》."""
    return (
        re.compile(rf"(?:{listed('no_day_after')})$"),
        re.compile(rf"(?:{listed('other_calendar')})$"),
        re.compile(r"《[^《》\n]*》"),
    )


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the dates written in ``text[start:end]``, in order, spans absolute.

    Titles in 《》, hotlines, anniversaries such as 3·15, durations and the lunar calendar are no dates; nor is a bare year.

    Examples
    --------
    >>> text = "2020年7月8日下午召开会议，6月19日至20日调研。"
    >>> [text[m.start : m.end] for m in find_dates(text)]
    ['2020年7月8日下午', '6月19日至20日']
    """
    end = len(text) if end is None else end
    single = [m for match in date_pattern().finditer(text, start, end) if (m := _mention(match))]
    if not single:
        return []
    return list(_anchored(text, _joined(text, _outside_titles(text, single, start, end))))


def _outside_titles(text: str, mentions: list[DateMention], start: int, end: int) -> list[DateMention]:
    titles = [match.span() for match in _context()[2].finditer(text, start, end)]
    return [m for m in mentions if not any(first < m.start < last for first, last in titles)]


def _number(text: str | None) -> int | None:
    return None if text is None else parse_numeral(text)


def _mention(match: re.Match[str]) -> DateMention | None:
    """Make a mention of a match; the named group that matched tells its form."""
    get = match.group
    start, end = match.span()
    before = match.string[max(0, start - 3) : start]
    if get("iso_year"):
        year, month, day = int(get("iso_year")), int(get("iso_month")), int(get("iso_day"))
        return DateMention(start, end, "date", year, month, day)
    if get("word"):
        return DateMention(start, end, "relative", relative=get("word"))
    if get("vague"):
        return DateMention(start, end, "vague", relative=get("vague"))
    if get("lone"):
        forbidden = _context()[0].search(before)
        return None if forbidden else DateMention(start, end, "date", day=_number(get("lone")))
    if get("season"):
        first, last = lexicon.load("dates")["parts_of_year"][get("season")]
        year_text, word = get("season_year"), get("season_word")
        return DateMention(start, end, "period", _number(year_text), first, end_month=last, relative=word)
    if get("year_end"):
        return _edge_of_year(match)
    return None if _context()[1].search(before) else _month_date(match)


def _edge_of_year(match: re.Match[str]) -> DateMention:
    """2020年底, 今年底, 年末 → December; 年初 → January."""
    word = match["end_word"]
    year_word = None if match["end_year"] else f"{word.rstrip('年')}年" if word else "今年"
    month = 1 if match["year_end"].endswith("初") else 12
    return DateMention(*match.span(), "month", _number(match["end_year"]), month, relative=year_word)


def _month_date(match: re.Match[str]) -> DateMention | None:
    start, end = match.span()
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    relative = match["year_word"] or match["month_word"]
    if day is not None:
        return DateMention(start, end, "date", year, month, day, relative=relative)
    if match["part"] and month is not None:
        first, last = lexicon.load("dates")["parts_of_month"][match["part"]]
        if (first, last) == (1, 31):
            return DateMention(start, end, "month", year, month, relative=relative)
        return DateMention(start, end, "period", year, month, first, end_day=last, relative=relative)
    # A Chinese month alone is a date only with its year (阳春三月, 五月花 are none).
    written = match["month"]
    if written is None or not (written[0].isdigit() or year or relative):
        return DateMention(start, end, "vague", relative=relative) if written is None else None
    return DateMention(start, end, "month", year, month, relative=relative)


@cache
def _range_mark() -> re.Pattern[str]:
    return re.compile(TO)


def _joined(text: str, mentions: list[DateMention]) -> Iterator[DateMention]:
    """Make one range of two dates (or months) with 至 between them."""
    pending: DateMention | None = None
    for mention in mentions:
        if pending is not None:
            if _range_mark().fullmatch(text, pending.end, mention.start) and (whole := _range(pending, mention)):
                yield whole
                pending = None
                continue
            yield pending
        pending = mention
    if pending is not None:
        yield pending


def _range(first: DateMention, last: DateMention) -> DateMention | None:
    if first.kind != last.kind or first.kind not in {"date", "month"} or last.relative:
        return None
    return replace(
        first,
        end=last.end,
        kind="range" if first.kind == "date" else "period",
        end_year=last.year,
        end_month=last.month,
        end_day=last.day,
    )


def _anchored(text: str, mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Give mentions without a month (5日, 当天) the date of their paragraph that they lean on."""
    day_before: DateMention | None = None
    month_before: DateMention | None = None
    behind = 0
    for mention in mentions:
        if text.find("\n", behind, mention.start) >= 0:
            day_before = month_before = None
        behind = mention.end
        found = mention
        if mention.kind == "relative":
            found = replace(mention, anchor=day_before)
        elif mention.kind in {"date", "range"}:
            if mention.month is None and mention.relative is None:
                found = replace(mention, anchor=month_before)
            else:
                month_before = mention
            day_before = found
        yield found
