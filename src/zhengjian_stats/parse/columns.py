"""Headlines of other kinds: numbered reports, 【headlines】 before the text in its line, columns of briefs without any."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from zhengjian_stats.parse.contents import BULLETS, LONGEST_HEADLINE
from zhengjian_stats.parse.headings import Heading, is_body, is_marked_label, weigh
from zhengjian_stats.parse.layout_rules import has
from zhengjian_stats.parse.lines import Line
from zhengjian_stats.parse.numerals import parse_numeral

#: A line that tells news, and a report below it that begins with a date.
_SURE_NEWS: Final = 4
#: What the headlines of numbered reports weigh on an average.
_NEWS: Final = 2

#: So many lines of one number are weighed against each other.
_RIVALS: Final = 12

#: 一、 （一） 1. （1）: the number, and the style of its numbering.
_NUMBER: Final = re.compile(
    r"(?:(?P<cn>[一二三四五六七八九十]{1,3})[、．.]|[（(](?:(?P<bcn>[一二三四五六七八九十]{1,3})|(?P<bdigits>\d{1,2}))[）)]"
    r"|(?P<digits>\d{1,2})[.、．](?:(?!\d)|(?=(?:19|20)\d\d年)))"
)
#: 【某县召开会议】5月6日，某县召开会议。
_RUN_IN: Final = re.compile(
    rf"[{BULLETS}]?【(?P<words>(?:[^【】]|【[^【】]*】){{6,{LONGEST_HEADLINE}}})】[ \u3000]*(?=[^ \u3000])"
)


def is_label(bare: str) -> bool:
    """Tell the heading of a column.

    Examples
    --------
    >>> is_label("【工作动态】"), is_label("短讯"), is_label("省局召开会议")
    (True, True, False)
    """
    return has("section_label", bare) or has("briefs_label", bare)


def _is_column(lines: Sequence[Line], place: int) -> bool:
    return is_label(lines[place].bare) or is_marked_label(lines, place)


def first_content(lines: Sequence[Line], begin: int) -> int:
    """Return the place of the first line that is neither the heading of a column nor an editor's note."""
    place = begin
    while place < len(lines) and (_is_column(lines, place) or has("editors_note", lines[place].bare)):
        place += 1
    return place


# --- numbered reports ------------------------------------------------------------------------------------------------------


def numbered_headings(lines: Sequence[Line], begin: int, *, alone: bool) -> list[Heading]:
    r"""Find the headlines of an issue that numbers its reports: they count on, and begin where the issue begins.

    Where there are no other headlines (``alone``), an opening may stand before them if all of them are surely news.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> text = "一、甲县召开会议\n5月6日，甲县召开会议。\n二、乙县开展调研\n5月7日，乙县开展调研。"
    >>> [heading.first for heading in numbered_headings(split_lines(text), 0, alone=True)]
    [0, 2]
    """
    places = [place for place in range(begin, len(lines) - 1) if _is_numbered_headline(lines, place)]
    if not places:
        return []
    found = list(_counted(lines, places))
    weights = [weigh(lines, heading) for heading in found]
    if len(found) < 2:
        return []
    opens = found[0].first == first_content(lines, begin)
    return found if (opens and sum(weights) >= _NEWS * len(found)) or (alone and min(weights) >= _SURE_NEWS) else []


def _is_numbered_headline(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    if not _NUMBER.match(line.bare) or is_label(line.bare):
        return False
    return line.bare[-1] not in "。；，：" and len(line.bare) <= LONGEST_HEADLINE and is_body(lines, place + 1)


def _counted(lines: Sequence[Line], places: Sequence[int]) -> Iterator[Heading]:
    """Follow the count of the first number; of two lines of one number the one that tells more news goes on."""
    style = _number(lines[places[0]])[0]
    by_number: dict[int, list[int]] = {}
    for place in places:
        if (number := _number(lines[place]))[0] == style:
            by_number.setdefault(number[1], []).append(place)
    anew = [place for place in by_number.get(1, []) if _is_column(lines, place - 1)]
    wanted, behind = 1, -1
    while True:
        own = by_number.get(wanted, [])
        later = own[bisect_right(own, behind) :]
        restart = anew[bisect_right(anew, behind) :][:1]
        if restart and wanted > 1 and (not later or restart[0] < later[0]):
            later, wanted = restart, 1
        if not later:
            return
        behind = max(later[:_RIVALS], key=lambda place: (weigh(lines, Heading(place, place)), -place))
        yield Heading(behind, behind)
        wanted += 1


def _number(line: Line) -> tuple[str, int]:
    match = _NUMBER.match(line.bare)
    if match is None or match.lastgroup is None:
        return "", 0
    return match.lastgroup, parse_numeral(match[match.lastgroup]) or 0


# --- headlines before the text ---------------------------------------------------------------------------------------------


def run_in_headings(lines: Sequence[Line], begin: int) -> list[Heading]:
    r"""Find the headlines of an issue that writes them in 【】 before the text, in the same line.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> text = "【甲县召开春耕会议】5月6日，甲县召开会议。\n【乙县开展安全检查】5月7日，乙县开展检查。"
    >>> [(heading.first, heading.words) for heading in run_in_headings(split_lines(text), 0)]
    [(0, (1, 9)), (1, (24, 32))]
    """
    first = first_content(lines, begin)
    found = [_run_in(lines, place) for place in range(first, len(lines))]
    headings = [heading for heading in found if heading]
    return headings if len(headings) > 1 and headings[0].first == first else []


def _run_in(lines: Sequence[Line], place: int) -> Heading | None:
    line = lines[place]
    match = _RUN_IN.match(line.text)
    if match is None or not line.is_paragraph:
        return None
    words = (line.start + match.start("words"), line.start + match.end("words"))
    return Heading(place, place - 1, words=words, begin=line.start + match.end())


# --- columns of briefs -----------------------------------------------------------------------------------------------------


def with_briefs(lines: Sequence[Line], begin: int, headings: Sequence[Heading]) -> list[Heading]:
    r"""Add the items of columns (简讯, 短讯) under which text follows at once.

    A paragraph with a mark (▲, ◇, 1.) is an item without headline, or with one in 【】; a column without marks is one article
    under its heading.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> text = "【简讯】\n▲5月6日，甲县召开会议。\n▲5月7日，乙县开展调研。"
    >>> [(heading.first, heading.words, heading.begin) for heading in with_briefs(split_lines(text), 0, [])]
    [(1, (6, 6), 6), (2, (20, 20), 20)]
    """
    starts = sorted(heading.first for heading in headings)
    found = list(headings)
    for place in range(begin, len(lines) - 1):
        if has("briefs_label", lines[place].bare) and lines[place + 1].is_paragraph and place + 1 not in starts:
            end = next((start for start in starts if start > place), len(lines))
            end = next((later for later in range(place + 1, end) if is_label(lines[later].bare)), end)
            found += _items(lines, place, end)
    return sorted(found, key=lambda heading: heading.first)


def _items(lines: Sequence[Line], label: int, end: int) -> Iterator[Heading]:
    mark = _mark(lines[label + 1])
    if not mark:
        yield Heading(label, label)
        return
    for place in range(label + 1, end):
        line = lines[place]
        if line.is_paragraph and _mark(line) == mark:
            begin = line.start + len(line.text) - len(line.text.lstrip(BULLETS))
            yield _run_in(lines, place) or Heading(place, place - 1, words=(begin, begin), begin=begin)


def _mark(line: Line) -> str:
    """Return the mark with which an item begins: a sign, or the style of its number."""
    first = line.bare[0]
    return first if first in f"{BULLETS}【" else _number(line)[0]
