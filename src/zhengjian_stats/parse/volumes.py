"""Volumes (合订本): where in a text the mastheads of its issues stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhengjian_stats.parse.issue_numbers import IssueNumber, read_issue_number
from zhengjian_stats.parse.layout_rules import has
from zhengjian_stats.parse.lines import Line
from zhengjian_stats.parse.masthead import is_title

#: A masthead's title stands at most so many lines above its number.
_ABOVE: Final = 3
_LONGEST: Final = 40


def issue_starts(lines: Sequence[Line]) -> list[int]:
    r"""Return the places of the text where an issue begins, the first included.

    A masthead inside a text is a line with nothing but a number (and the title), under a title that the first masthead has,
    too, and its number is another one than that of the issue before.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> issue_starts(split_lines("史志简报\n第1期\n会议召开。\n史志简报\n第2期\n会议结束。"))
    [0, 15]
    """
    found: list[tuple[int, str, IssueNumber]] = []
    for place, line in enumerate(lines):
        if "期" not in line.bare and "刊" not in line.bare:
            continue
        if (head := _masthead_at(lines, place)) and _is_next(found, head):
            found.append(head)
    return [lines[place].start for place, _, _ in found]


def _masthead_at(lines: Sequence[Line], place: int) -> tuple[int, str, IssueNumber] | None:
    """Return the first line, title and number of a masthead whose number stands in a line."""
    bare = lines[place].bare
    if len(bare) > _LONGEST or lines[place].is_paragraph:
        return None
    number, rest = read_issue_number(bare)
    if number is None or (number.number is None and number.kind == "regular"):
        return None
    rest = rest.strip("（）() 　")
    if is_title(rest):
        return _first_note(lines, place), rest, number
    if rest and not has("masthead_note", f"（{rest}）") and not rest[:2].isdigit():
        return None
    for above in range(place - 1, max(-1, place - 1 - _ABOVE), -1):
        if lines[above].is_paragraph:
            return None
        if is_title(lines[above].bare):
            return _first_note(lines, above), lines[above].bare, number
    return None


def _first_note(lines: Sequence[Line], place: int) -> int:
    """Go up over notes (内部资料) above a title: they belong to its masthead."""
    while place > 0 and has("masthead_note", lines[place - 1].bare) and "印" not in lines[place - 1].bare:
        place -= 1
    return place


def _is_next(found: Sequence[tuple[int, str, IssueNumber]], head: tuple[int, str, IssueNumber]) -> bool:
    """Tell the masthead of a further issue from the first one's own lines and from a running head."""
    if not found:
        return True
    before, title, number = found[-1]
    later = head[2]
    same = (number.number, number.kind) == (later.number, later.kind) and (
        number.whole == later.whole or None in (number.whole, later.whole)
    )
    return head[0] > before and not same and head[1] == title
