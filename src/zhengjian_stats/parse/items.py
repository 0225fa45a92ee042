"""The articles of an issue as spans: headline and body, without what stands between them and belongs to neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhengjian_stats.parse.colophon import read_colophon
from zhengjian_stats.parse.columns import is_label, numbered_headings, run_in_headings, with_briefs
from zhengjian_stats.parse.contents import BULLETS, Contents, find_contents
from zhengjian_stats.parse.headings import (
    Heading,
    document_headings,
    is_candidate,
    is_marked_label,
    line_headings,
    only_heading,
)
from zhengjian_stats.parse.layout_rules import has, pattern
from zhengjian_stats.parse.lines import Line, without_markup
from zhengjian_stats.parse.records import ArticleSpan


def find_articles(lines: Sequence[Line], *, many: bool, documents: bool = False) -> list[ArticleSpan]:
    r"""Return the articles of an issue, given the lines between masthead and colophon.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the body.
    many : bool
        Whether there may be several (an issue with a masthead, or with a table of contents); else the first headline is
        the only one.
    documents : bool
        Whether there may be several documents (minutes, notices), told by the names that such documents bear.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> text = "甲县召开会议 部署工作\n5月6日，甲县召开会议。\n乙县开展调研\n5月7日，乙县开展调研。"
    >>> [article.headline for article in find_articles(split_lines(text), many=True)]
    ['甲县召开会议 部署工作', '乙县开展调研']
    """
    contents = find_contents(lines)
    many = many or (contents is not None and len(contents.entries) > 1)
    begin = contents.end if contents else 0
    headings = _many_headings(lines, begin, contents) if many else document_headings(lines, begin) if documents else []
    return list(_articles(lines, begin, headings or ([] if many else only_heading(lines, begin))))


def _many_headings(lines: Sequence[Line], begin: int, contents: Contents | None) -> list[Heading]:
    headings = line_headings(lines, begin, contents)
    if not any(heading.listed for heading in headings):
        headings = (
            run_in_headings(lines, begin)
            or numbered_headings(lines, begin, alone=False)
            or headings
            or numbered_headings(lines, begin, alone=True)
        )
    return with_briefs(lines, begin, headings)


def _articles(lines: Sequence[Line], begin: int, headings: Sequence[Heading]) -> Iterator[ArticleSpan]:
    """Cut the body at the headlines; what stands before the first one is an article without headline."""
    starts = [heading.first for heading in headings]
    opening = range(begin, starts[0] if starts else len(lines))
    opening = _without_note(lines, opening, before_headline=bool(starts))
    opening = _without_labels(lines, opening)
    if opening and any(lines[place].is_paragraph or not is_candidate(lines[place]) for place in opening):
        first, last = lines[opening[0]], lines[opening[-1]]
        yield ArticleSpan(None, first.start, first.start, first.start, last.end)
    for place, heading in enumerate(headings):
        following = starts[place + 1] if place + 1 < len(starts) else len(lines)
        body = range(heading.last + 1, following)
        if heading.words is None:
            body = _without_labels(lines, body)
        body = _without_note(lines, body, before_headline=place + 1 < len(starts))
        body = _without_credits(lines, _without_tail(lines, _without_credits(lines, body)))
        if body:
            yield _span(lines, heading, body)


def _span(lines: Sequence[Line], heading: Heading, body: range) -> ArticleSpan:
    end = lines[body[-1]].end
    if heading.words is not None and heading.begin is not None:
        start, stop = heading.words
        line = lines[heading.first]
        return ArticleSpan(line.text[start - line.start : stop - line.start] or None, start, stop, heading.begin, end)
    parts = [_headline(lines[place]) for place in range(heading.first, heading.last + 1)]
    first, last = lines[heading.first], lines[heading.last]
    return ArticleSpan(" ".join(parts), first.start, last.end, lines[body[0]].start, end)


def _headline(line: Line) -> str:
    """Return the words of a headline's line, without bullet, number or Markdown's signs."""
    written = without_markup(line.text).lstrip("#> ").strip(BULLETS)
    return pattern("toc_entry").sub("", written) if has("numbered", line.bare) else written


def _without_labels(lines: Sequence[Line], body: range) -> range:
    """Leave out headings of columns at the end of a body: they belong to what follows."""
    while body and (is_label(lines[body[-1]].bare) or is_marked_label(lines, body[-1])):
        body = body[:-1]
    while body and is_label(lines[body[0]].bare):
        body = body[1:]
    return body


def _without_tail(lines: Sequence[Line], body: range) -> range:
    """Leave out what a text of its own would have below it: its editors, a signature, whom it goes to."""
    return body[: read_colophon([lines[place] for place in body]).first] if body else body


def _without_credits(lines: Sequence[Line], body: range) -> range:
    """Leave out who wrote, sent or photographed it, at either end of a body."""
    while len(body) > 1 and has("credit", lines[body[0]].bare):
        body = body[1:]
    while len(body) > 1 and has("credit", lines[body[-1]].bare):
        body = body[:-1]
    return body


def _without_note(lines: Sequence[Line], body: range, *, before_headline: bool) -> range:
    """Leave out an editor's note at the head of a body, and one at its end that introduces the next article."""
    notes = [place for place in body if has("editors_note", lines[place].bare)]
    if not notes:
        return body
    if notes[0] == body[0]:
        rest = body[_note_length(lines, notes[0]) :]
        return rest if rest or before_headline else body  # a text that is nothing but the note is an article
    if before_headline and notes[-1] + _note_length(lines, notes[-1]) > body[-1]:
        return range(body[0], notes[-1])
    return body


def _note_length(lines: Sequence[Line], place: int) -> int:
    """Count the lines of a note: its label alone has its text on the next line."""
    return 1 if lines[place].is_paragraph or len(lines[place].bare) > 12 else 2
