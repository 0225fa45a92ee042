"""Tables of contents (目录、要目、本期导读): no articles themselves, but they tell which lines are headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhengjian_stats.parse.layout_rules import has, pattern
from zhengjian_stats.parse.lines import Line

LONGEST_HEADLINE: Final = 60
BULLETS: Final = "●◆■▲★☆○◇□△※·•◎► "

_SHORTEST: Final = 4
_LONGEST_CONTENTS: Final = 80


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: its lines ``first`` up to ``end``, and the headlines it lists, without blanks."""

    first: int
    end: int
    entries: frozenset[str]


def find_contents(lines: Sequence[Line]) -> Contents | None:
    r"""Find a table of contents near the head: its label, and lines that come again as headlines.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> contents = find_contents(split_lines("本期目录\n1.甲县召开会议……2\n甲县召开会议\n5月6日，甲县召开会议。"))
    >>> contents.end, contents.entries
    (2, frozenset({'甲县召开会议'}))
    """
    for first, line in enumerate(lines[:20]):
        if line.is_paragraph and not has("editors_note", line.bare):
            return None
        if has("toc", line.bare):
            return _listed(lines, first)
    return None


def _listed(lines: Sequence[Line], first: int) -> Contents:
    """Read the entries below the label; they go on until one of the first comes again as a headline."""
    limit = min(first + _LONGEST_CONTENTS, len(lines))
    paragraph = next((place for place in range(first + 1, limit) if lines[place].is_paragraph), limit)
    again = (_again(lines, place, paragraph) for place in range(first + 1, min(first + 4, paragraph)))
    # Where none comes again as it is listed, the last short line before the text is its headline.
    end = next((place for place in again if place is not None), max(first + 1, paragraph - 1))
    if paragraph < limit and has("editors_note", lines[paragraph].bare):
        end = paragraph  # the headlines come below the note
    return Contents(first, end, frozenset(entry_of(line.bare) for line in lines[first + 1 : end]))


def _again(lines: Sequence[Line], place: int, limit: int) -> int | None:
    """Find the place where an entry comes again (of a headline of two lines, its first)."""
    entry = entry_of(lines[place].bare)
    if len(entry) < _SHORTEST:
        return None
    return next((other for other in range(place + 1, limit) if same_headline(lines[other].bare.strip(BULLETS), entry)), None)


def entry_of(bare: str) -> str:
    """Take bullets, numbers and page numbers off an entry."""
    return pattern("toc_entry").sub("", bare).strip(BULLETS)


def is_listed(line: Line, contents: Contents) -> bool:
    """Tell a heading that the contents list, also one that looks like an item (一、某县召开会议)."""
    return not line.is_paragraph and len(line.bare) <= LONGEST_HEADLINE and entry_of(line.bare) in contents.entries


def same_headline(bare: str, entry: str) -> bool:
    """Tell whether a line is a headline that an entry gives (of one over two lines, the entry may give either part)."""
    if bare == entry:
        return True
    return min(len(bare), len(entry)) >= 6 and (entry.startswith(bare) or bare.startswith(entry))
