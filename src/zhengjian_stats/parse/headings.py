"""Headlines and what looks like them: where the articles of an issue begin.

A headline is a short line without a full stop that running text follows; it may go over two lines. Tables of contents,
editor's notes, headings of columns and numbered or parallel heads inside an article begin none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zhengjian_stats.parse.contents import (
    BULLETS,
    LONGEST_HEADLINE,
    Contents,
    entry_of,
    is_listed,
    same_headline,
)
from zhengjian_stats.parse.layout_rules import has
from zhengjian_stats.parse.lines import Line, squeeze
from zhengjian_stats.parse.masthead import is_title

_SHORTEST: Final = 4
#: A headline has at most this many lines; longer runs of short lines are lists.
_LINES: Final = 3
#: A column's heading that no rule names is at most so long (要闻, 基层).
_LONGEST_LABEL: Final = 5
#: A column's heading that only a mark tells (◆代表风采) is at most so long.
_LONGEST_MARKED_LABEL: Final = 8
#: Two heads of nearly the same length, one after the other, are heads of one article.
_PARALLEL: Final = 2

_ABOVE_TEXT: Final = ("field", "numbered", "editors_note", "byline", "credit", "subhead", "sentence_start")
_NO_HEADLINE: Final = (*_ABOVE_TEXT, "toc", "section_label", "briefs_label", "metadata", "staff")

_SUBTITLE: Final = ("——", "—", "--")


@dataclass(frozen=True, slots=True)
class Heading:
    """A headline: lines ``first`` to ``last`` (inclusive).

    Where the text goes on in the same line, ``last`` is the line above; ``words`` is then the span of the headline (an empty
    one: the item has none), and ``begin`` where the body begins.
    """

    first: int
    last: int
    listed: bool = False
    words: tuple[int, int] | None = None
    begin: int | None = None


def only_heading(lines: Sequence[Line], begin: int) -> list[Heading]:
    """Find the headline of a text that is one article: the short lines above its first paragraph."""
    place = begin
    while place < len(lines) and has("section_label", lines[place].bare):
        place += 1
    run = _run(lines, place)
    return [_heading(lines, run)] if run else []


def document_headings(lines: Sequence[Line], begin: int) -> list[Heading]:
    r"""Find the names of documents (某某会议纪要, 关于某某的通知) where there are several.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> text = "第1次馆务会议纪要\n5月6日，馆长主持会议。\n关于库房搬迁的通知\n各处室要按时搬迁。"
    >>> [heading.first for heading in document_headings(split_lines(text), 0)]
    [0, 2]
    """
    headings = [_heading(lines, run) for run in _runs(lines, begin, None)]
    found = [h for h in headings if has("document_title", "".join(lines[n].bare for n in range(h.first, h.last + 1)))]
    return found if len(found) > 1 else []


# --- headlines -------------------------------------------------------------------------------------------------------------


def is_candidate(line: Line) -> bool:
    r"""Tell whether a line may be (part of) a headline by its form.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> [is_candidate(line) for line in split_lines("省史志馆召开会议\n一、抓好学习\n会议结束。")]
    [True, False, False]
    """
    bare = line.bare.strip(BULLETS)
    if not _SHORTEST <= len(bare) <= LONGEST_HEADLINE or line.is_paragraph or bare[-1] in "。；，：、,:;" or "\t" in line.text:
        return False
    if bare[-1] == "”" and bare[-2] in "。！？":
        return False  # somebody speaks
    if bare.count("，") > 2 or not any("\u4e00" <= char <= "\u9fff" for char in bare):
        return False
    if line.level:
        return True
    return not (any(has(rule, bare) for rule in _NO_HEADLINE) or has("section_label", line.bare))


def _run(lines: Sequence[Line], place: int, contents: Contents | None = None) -> list[int]:
    """Return the candidates in a row from a place on, if running text follows them."""
    end = place
    while end < len(lines) and (
        is_candidate(lines[end])
        or (end > place and lines[end].bare.startswith(_SUBTITLE))
        or (contents is not None and is_listed(lines[end], contents))
    ):
        end += 1
    if end == place or not is_body(lines, end):
        return []
    return list(range(place, end))


def is_body(lines: Sequence[Line], place: int) -> bool:
    """Tell whether the text of an article begins at a place (a paragraph, a labelled field, an item, a note)."""
    if place >= len(lines):
        return False
    line = lines[place]
    if line.is_paragraph or line.bare[-1] in "：:；，、":
        return True
    return any(has(rule, line.bare) for rule in _ABOVE_TEXT) or "\t" in line.text


def _heading(lines: Sequence[Line], run: Sequence[int]) -> Heading:
    """Take the lines of one headline out of a run: columns' headings and what stands before them are left out."""
    first = max(run[0], run[-1] - _LINES + 1)
    for place in run[:-1]:
        short = len(lines[place].bare) <= _LONGEST_LABEL and lines[place + 1].after_gap
        if place >= first and (short or is_marked_label(lines, place) or _is_whole(lines, place)):
            first = place + 1
    return Heading(first, run[-1])


def is_marked_label(lines: Sequence[Line], place: int) -> bool:
    """Tell the heading of a column that no rule knows: short, with a mark that the headline below has not (◆代表风采)."""
    bare = lines[place].bare
    if bare[0] not in BULLETS or not 2 <= len(bare.strip(BULLETS)) <= _LONGEST_MARKED_LABEL or bare[-1] in "。；，：、":
        return False
    return place + 1 < len(lines) and lines[place + 1].bare[0] != bare[0]


def _is_whole(lines: Sequence[Line], place: int) -> bool:
    """Tell a line that is no part of the headline below it: another serial's title, a heading of another level."""
    line, below = lines[place], lines[place + 1]
    return (line.level != below.level and bool(line.level or below.level)) or (is_title(line.bare) and "纪要" not in line.bare)


def line_headings(lines: Sequence[Line], begin: int, contents: Contents | None) -> list[Heading]:
    """Find the headlines that stand on lines of their own: those that the contents list, else those of weight."""
    runs = list(_runs(lines, begin, contents))
    listed = [heading for run in runs if (heading := _listed_heading(lines, run, contents))] if contents else []
    if listed:
        return _with_first(lines, runs, listed)
    headings = [_heading(lines, run) for run in runs]
    return [h for i, h in enumerate(headings) if _begins_article(lines, headings, i)]


def _with_first(lines: Sequence[Line], runs: Sequence[list[int]], listed: list[Heading]) -> list[Heading]:
    """Contents may leave out one of the articles; what follows them directly is a headline all the same."""
    if runs and listed[0].first > runs[0][-1] and weigh(lines, _heading(lines, runs[0])) >= 2:
        return [_heading(lines, runs[0]), *listed]
    return listed


def _runs(lines: Sequence[Line], begin: int, contents: Contents | None) -> Iterator[list[int]]:
    place = begin
    while place < len(lines):
        run = _run(lines, place, contents)
        if run:
            yield run
            place = run[-1] + 1
        else:
            place += 1


def _listed_heading(lines: Sequence[Line], run: Sequence[int], contents: Contents | None) -> Heading | None:
    """Find the headline in a run that the table of contents lists, its second line included."""
    if contents is None:
        return None
    for place in reversed(run):
        bare = entry_of(lines[place].bare)
        if any(same_headline(bare, entry) for entry in contents.entries):
            return Heading(place, run[-1], listed=True)
    whole = squeeze("".join(lines[place].bare for place in run))
    return Heading(run[0], run[-1], listed=True) if whole in contents.entries else None


def weigh(lines: Sequence[Line], heading: Heading) -> int:
    """Weigh what speaks for a headline of its own against a head inside an article."""
    bare = entry_of("".join(lines[place].bare for place in range(heading.first, heading.last + 1)))
    body = lines[heading.last + 1].bare if heading.last + 1 < len(lines) else ""
    weight = 2 * has("report_start", body) + 2 * has("news_verb", bare)
    weight += has("body_word", bare) + 2 * has("headline_form", bare)
    return weight + 2 * (lines[heading.first].level > 0) - (len(bare) <= 8 and heading.first == heading.last)


def _begins_article(lines: Sequence[Line], headings: Sequence[Heading], place: int) -> bool:
    """Tell a headline from a head inside an article: those come in series of like length, and tell no news."""
    heading = headings[place]
    if place == 0:
        return not _goes_on_in_field(lines, heading)
    weight = weigh(lines, heading)
    above = lines[heading.first - 1].bare
    if has("section_label", above):
        return True
    if above[-1] in "：:" or _is_list(lines, heading) or _goes_on_in_field(lines, heading):
        return False
    if heading.first == heading.last and _has_parallel(lines, headings, place):
        weight -= 3
    return weight >= 0


def _is_list(lines: Sequence[Line], heading: Heading) -> bool:
    """Tell the end of a list of names (某某中学：甲某) from a headline of several lines."""
    return heading.last - heading.first + 1 == _LINES and all(
        "：" in line.bare for line in lines[heading.first : heading.last + 1]
    )


def _goes_on_in_field(lines: Sequence[Line], heading: Heading) -> bool:
    """Tell the next of a labelled list in columns (出席人员：副馆长　甲某, below it 党组成员　乙某) from a headline."""
    above = heading.first > 0 and has("field", lines[heading.first - 1].bare)
    return above and _POST_AND_NAME.search(lines[heading.first].text) is not None


_POST_AND_NAME: Final = re.compile(r"[^\s，。][ 　]{1,4}[\u3400-\u9fff·]{2,4}(?:[（(][^（()）]*[）)])?\s*$")


def _has_parallel(lines: Sequence[Line], headings: Sequence[Heading], place: int) -> bool:
    own = lines[headings[place].first].bare
    for other in (place - 1, place + 1):
        if not 0 < other < len(headings) or headings[other].first != headings[other].last:
            continue
        bare = lines[headings[other].first].bare
        alike = own[0] == bare[0] or own[-1] == bare[-1] or abs(len(own) - len(bare)) <= _PARALLEL
        if alike and weigh(lines, headings[other]) < 2:
            return True
    return False
