"""Serials with another face, as ``zhengjian.toml`` describes them (``[[layout]]``)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from zhengjian_stats.messages import Language, say
from zhengjian_stats.parse.dates import find_dates, resolve
from zhengjian_stats.parse.numerals import parse_numeral
from zhengjian_stats.parse.records import ArticleSpan, IssueLayout, Masthead, Problem
from zhengjian_stats.settings import Layout, Settings
from zhengjian_stats.text.clean import CleanText, Repair

#: How much of a text is looked at to tell its serial.
_DETECTED_IN: Final = 2000
_EIGHT_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def layout_of(text: str, settings: Settings) -> Layout | None:
    """Return the first layout of the settings that tells this text for its own."""
    head = text[:_DETECTED_IN]
    return next((layout for layout in settings.layout if _compiled(layout.detect).search(head)), None)


def without_dropped(clean: CleanText, layout: Layout) -> CleanText:
    r"""Return a text without what its layout says to drop; each stretch becomes a row of repairs.

    Examples
    --------
    >>> layout = Layout("日报", detect="日报", article="^# (?P<headline>.+)$", drop=("^查看原文$",))
    >>> without_dropped(CleanText("# 要闻\n会议召开。\n查看原文\n# 简讯"), layout).text
    '# 要闻\n会议召开。\n# 简讯'
    """
    spans = list(_dropped(clean.text, layout))
    if not spans:
        return clean
    kept = list(zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(clean.text)], strict=True))
    parts = [clean.part(start, end) for start, end in kept]
    text, runs, repairs = "", list[tuple[int, int]](), list[Repair]()
    for number, part in enumerate(parts):
        if number:
            start, end = spans[number - 1]
            repairs.append(Repair("running_head", clean.text[start:end].strip("\n"), None, len(text), len(text)))
        runs += [(place + len(text), raw) for place, raw in part.runs]
        repairs += [Repair(r.kind, r.before, r.after, r.start + len(text), r.end + len(text)) for r in part.repairs]
        text += part.text
    return CleanText(text, tuple(repairs), tuple(dict(runs).items()))


def _dropped(text: str, layout: Layout) -> Iterator[tuple[int, int]]:
    """Give the stretches to drop, in order, not overlapping, a line's end with a whole line."""
    found = sorted(match.span() for pattern in layout.drop for match in _compiled(pattern).finditer(text) if match[0])
    behind = 0
    for start, end in found:
        if start < behind:
            continue
        whole = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] == "\n"
        behind = end + 1 if whole else end
        yield start, behind


def parse(text: str, layout: Layout, language: Language) -> IssueLayout:
    """Read masthead and articles of an issue as its layout says."""
    masthead = _masthead(text, layout)
    articles = tuple(_articles(text, layout))
    codes = []
    if masthead.issued_on is None:
        codes.append("no_issue_date")
    if not articles:
        codes.append("no_articles")
    problems = tuple(Problem("layout", code, "warning", say(f"layout.{code}", language)) for code in codes)
    return IssueLayout(masthead, (), articles, problems)


def _masthead(text: str, layout: Layout) -> Masthead:
    match = _compiled(layout.masthead).search(text[:_DETECTED_IN]) if layout.masthead else None
    groups = {name: value.strip() for name, value in (match.groupdict() if match else {}).items() if value and value.strip()}
    issued_on = _date(groups.get("date", ""))
    year = parse_numeral(groups.get("year", ""))
    return Masthead(
        bulletin=groups.get("title") or layout.bulletin or layout.name,
        issuing_office=layout.issuing_office or None,
        year=year or (issued_on.year if issued_on else None),
        issue_number=parse_numeral(groups.get("number", "")),
        whole_number=parse_numeral(groups.get("whole_number", "")),
        issued_on=issued_on,
    )


def _date(written: str) -> dt.date | None:
    """Read a date in any whole form, or as eight digits (20240506)."""
    if match := _EIGHT_DIGITS.fullmatch(written):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            return None
    mentions = find_dates(written)
    return resolve(mentions[0], issued_on=None)[0] if mentions and mentions[0].kind == "date" else None


def _articles(text: str, layout: Layout) -> Iterator[ArticleSpan]:
    """Give what stands between the headings; a heading that ``skip`` matches begins no article, but ends the one before."""
    skipped = [_compiled(pattern) for pattern in layout.skip]
    headings = list(_compiled(layout.article).finditer(text))
    headings += [match for pattern in skipped for match in pattern.finditer(text)]
    headings.sort(key=lambda match: (match.start(), -match.end()))
    for place, match in enumerate(headings):
        end = next((later.start() for later in headings[place + 1 :] if later.start() >= match.end()), len(text))
        if any(pattern.match(text, match.start()) for pattern in skipped) or "headline" not in match.re.groupindex:
            continue
        body = text[match.end() : end]
        start = match.end() + len(body) - len(body.lstrip())
        headline = match["headline"].strip()
        first = match.start("headline") + len(match["headline"]) - len(match["headline"].lstrip())
        if body.strip():
            yield ArticleSpan(headline or None, first, first + len(headline), start, start + len(body.strip()))
