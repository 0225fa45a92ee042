"""The parts of an issue: masthead, articles, colophon; and where the issues of a volume (合订本) begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from zhengjian_stats.messages import Language, say
from zhengjian_stats.parse import custom_layout
from zhengjian_stats.parse.colophon import Tail, read_colophon
from zhengjian_stats.parse.dates import find_dates, resolve
from zhengjian_stats.parse.issue_numbers import IssueNumber
from zhengjian_stats.parse.items import find_articles
from zhengjian_stats.parse.layout_rules import find
from zhengjian_stats.parse.lines import Line, split_lines
from zhengjian_stats.parse.masthead import Head, read_masthead
from zhengjian_stats.parse.records import ArticleSpan, IssueLayout, Masthead, Problem
from zhengjian_stats.parse.volumes import issue_starts
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.clean import CleanText

#: Labels above a crawled text that give its headline and its date.
_HEADLINE_LABELS = frozenset({"标题", "题目"})
_DATE_LABELS = ("印发日期", "发文日期", "成文日期", "发布日期", "发布时间", "发表时间", "日期")


def split_issues(clean: CleanText, settings: Settings) -> list[CleanText]:
    r"""Cut a volume into its issues; a text that is one issue comes back alone.

    What the layout of a serial in the settings says to drop is dropped here.

    Examples
    --------
    >>> issue = "史志简报\n第{}期\n某馆  2024年{}月6日\n召开会议\n5月5日，某馆召开会议。\n（共印5份）\n"
    >>> volume = CleanText(issue.format(1, 1) + issue.format(2, 2))
    >>> [part.text.split("\n")[1] for part in split_issues(volume, Settings())]
    ['第1期', '第2期']
    """
    layout = custom_layout.layout_of(clean.text, settings)
    if layout is not None:
        return [custom_layout.without_dropped(clean, layout)]
    starts = issue_starts(split_lines(clean.text))
    if len(starts) < 2:
        return [clean]
    ends = [*starts[1:], len(clean.text)]
    return [clean.part(start, len(clean.text[:end].rstrip())) for start, end in zip([0, *starts[1:]], ends, strict=True)]


def parse_layout(text: str, settings: Settings) -> IssueLayout:
    r"""Return masthead, recipients and articles of one issue.

    Examples
    --------
    >>> text = "史志简报\n第3期\n某省史志馆\n2024年5月6日\n馆里召开会议\n5月5日，馆里召开会议。\n报：省委办公厅。"
    >>> layout = parse_layout(text, Settings())
    >>> layout.masthead.bulletin, layout.masthead.issue_number, layout.recipients[0].body
    ('史志简报', 3, '省委办公厅')
    >>> [(article.headline, text[article.start : article.end]) for article in layout.articles]
    [('馆里召开会议', '5月5日，馆里召开会议。')]
    """
    custom = custom_layout.layout_of(text, settings)
    if custom is not None:
        return custom_layout.parse(text, custom, settings.language)
    lines = split_lines(text)
    stated, lines = _metadata(lines)
    head = read_masthead(lines)
    lines = lines[head.n_lines :]
    tail = read_colophon(lines)
    articles = _articles(lines[: tail.first], head, stated)
    masthead = _masthead(head, tail, stated)
    problems = _problems(masthead, head, tail, articles, settings.language)
    return IssueLayout(masthead, tuple(tail.recipients), tuple(articles), tuple(problems))


def _metadata(lines: Sequence[Line]) -> tuple[dict[str, Line], list[Line]]:
    """Take the labelled lines (标题：, 来源：) off the head of a crawled text."""
    stated: dict[str, Line] = {}
    place = 0
    while place < len(lines) and (match := find("metadata", lines[place].bare)):
        stated.setdefault(match["label"], lines[place])
        place += 1
    # A text may begin with 来源： or 编辑： alone under its headline; without a headline label one line is not enough.
    if not stated or (len(stated) < 2 and not _HEADLINE_LABELS & set(stated)):
        return {}, list(lines)
    return stated, list(lines[place:])


def _value(line: Line) -> tuple[str, int]:
    """Return what stands behind the label of a line, and where."""
    cut = min(at for mark in "：:" if (at := line.text.find(mark)) >= 0) + 1
    value = line.text[cut:].strip()
    return value, line.start + line.text.index(value, cut) if value else line.end


def _articles(lines: Sequence[Line], head: Head, stated: dict[str, Line]) -> list[ArticleSpan]:
    label = next((line for name, line in stated.items() if name in _HEADLINE_LABELS), None)
    if label is not None:
        return _titled(lines, label)
    minutes = head.title is not None and ("纪要" in head.title or "会议记录" in head.title)
    articles = find_articles(lines, many=head.n_lines > 0 and not minutes, documents=minutes)
    if minutes and articles and articles[0].headline is None and head.title_line is not None:
        # Minutes carry their name in the masthead: it is the headline, too.
        first, line = articles[0], head.title_line
        articles[0] = ArticleSpan(head.title, line.start, line.end, first.start, first.end)
    return articles


def _titled(lines: Sequence[Line], label: Line) -> list[ArticleSpan]:
    """Return the article of a text whose headline stands in a label; the text may repeat it."""
    headline, start = _value(label)
    body = list(lines)
    if body and body[0].bare == "".join(headline.split()):
        body = body[1:]
    if not body:
        return []
    return [ArticleSpan(headline or None, start, start + len(headline), body[0].start, body[-1].end)]


def _masthead(head: Head, tail: Tail, stated: dict[str, Line]) -> Masthead:
    number = head.number or IssueNumber("regular")
    issued_on = head.issued_on or tail.printed_on or tail.signed_on or _stated_date(stated)
    return Masthead(
        bulletin=head.title,
        issuing_office=head.office or tail.office,
        prepared_by=tail.prepared_by or head.section,
        year=number.year or (issued_on.year if issued_on else head.year),
        issue_number=number.number,
        issue_number_end=number.number_end,
        whole_number=number.whole,
        issue_kind=number.kind,
        issued_on=issued_on,
        disclosure=tail.disclosure,
        print_run=tail.print_run,
    )


def _stated_date(stated: dict[str, Line]) -> dt.date | None:
    for name in _DATE_LABELS:
        if name in stated:
            mentions = find_dates(stated[name].bare)
            if mentions and mentions[0].kind == "date":
                return resolve(mentions[0], issued_on=None)[0]
    return None


def _problems(masthead: Masthead, head: Head, tail: Tail, articles: Sequence[ArticleSpan], language: Language) -> list[Problem]:
    codes = []
    if masthead.issued_on is None:
        codes.append("no_issue_date")
    numbered = masthead.issue_number is not None or masthead.whole_number is not None or masthead.issue_kind == "supplement"
    if head.n_lines and not numbered:
        codes.append("no_issue_number")
    if not articles:
        codes.append("no_articles")
    problems = [Problem("layout", code, "warning", say(f"layout.{code}", language)) for code in codes]
    if head.issued_on and tail.printed_on and head.issued_on != tail.printed_on:
        message = say("layout.dates_differ", language, masthead=head.issued_on, colophon=tail.printed_on)
        problems.append(Problem("layout", "masthead_conflict", "warning", message))
    return problems
