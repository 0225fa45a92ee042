"""What the pages add to a text: their numbers, and heads and feet that run through them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zhengjian_stats.text.characters import BLANKS
from zhengjian_stats.text.draft import Edit
from zhengjian_stats.text.rules import FINAL, is_bare_number, is_label, page_number_line

#: Lines from the top and the bottom of a page among which heads and feet are looked for.
_EDGE: Final = 2
_LONGEST_HEAD: Final = 40
#: On page one, a head that also stands this many lines further down is the title of the masthead once too often.
_MASTHEAD_LINES: Final = 5

_LINE: Final = re.compile(r"[^\n\f]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_GAPS: Final = re.compile(rf"[{BLANKS}]+")
_ISSUE_NUMBER: Final = re.compile(r"第\s?.{1,6}\s?期|[〔\[（(]20\d\d[〕\]）)]|增\s?刊|合\s?刊")
_COLOPHON: Final = re.compile(r"印发|印制|共\s?印|信息公开")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page without its indentation."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """What is the same on every page: no blanks, numbers alike."""
        return _DIGITS.sub("#", _GAPS.sub("", self.text))


def page_numbers(text: str) -> list[Edit]:
    """Drop lines like — 3 — or 第3页; where the reader saw no pages, such a line is the seam of two."""
    edits = []
    for match in page_number_line().finditer(text):
        start, end = match.span()
        alone = text[max(0, start - 40) : start].rstrip(f"\n{BLANKS}")[-1:] != "\f"
        alone = alone and text[end : end + 40].lstrip(f"\n{BLANKS}")[:1] != "\f"
        edits.append(Edit(start, end, "\f" if alone else "", "page_number"))
    return edits


def heads_and_feet(text: str) -> list[Edit]:
    """Drop bare page numbers, running heads and feet: lines that return at the same edge of the pages."""
    pages = [list(_lines(text, start, end)) for start, end in _page_spans(text)]
    edits = _bare_numbers(pages)
    gone = {edit.start for edit in edits}
    pages = [[line for line in page if line.start not in gone] for page in pages]
    edits += [Edit(line.start, line.end, "", "running_head") for line in _running(pages)]
    return sorted(edits, key=lambda edit: edit.start)


def _page_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer("\f", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    for match in _LINE.finditer(text, start, end):
        if written := match[0].strip(BLANKS):
            first = match.start() + match[0].index(written[0])
            yield _Line(first, first + len(written), written)


def _bare_numbers(pages: list[list[_Line]]) -> list[Edit]:
    """Numbers at the same edge that count on with the pages."""
    edits: list[Edit] = []
    for edge in (0, -1):
        numbered = [(number, page[edge]) for number, page in enumerate(pages, 1) if page and is_bare_number(page[edge].text)]
        steps = Counter(_first_number(line) - number for number, line in numbered)
        if not steps:
            continue
        step, times = steps.most_common(1)[0]
        if times >= 2 or (step == 0 and len(pages) == 1 and len(pages[0]) > 1):
            edits += [Edit(at.start, at.end, "", "page_number") for n, at in numbered if _first_number(at) - n == step]
    return edits


def _first_number(line: _Line) -> int:
    return int((_DIGITS.search(line.text) or [0])[0])


def _running(pages: list[list[_Line]]) -> Iterator[_Line]:
    filled = [page for page in pages if page]
    if len(filled) < 2:
        return
    found: dict[int, _Line] = {}
    for edge in [*range(_EDGE), *range(-1, -_EDGE - 1, -1)]:
        lines = [page[edge] for page in filled if len(page) > abs(edge) + 1]
        counts = Counter(line.key for line in lines if _may_run(line))
        often = {key for key, times in counts.items() if times >= max(2, 0.4 * len(filled))}
        for place, page in enumerate(filled):
            if len(page) > abs(edge) + 1 and page[edge].key in often and _is_running(page, edge, place):
                found[page[edge].start] = page[edge]
    yield from found.values()


def _may_run(line: _Line) -> bool:
    text = line.text
    return len(text) <= _LONGEST_HEAD and text[-1] not in FINAL and not is_label(text) and not _COLOPHON.search(text)


def _is_running(page: list[_Line], edge: int, place: int) -> bool:
    """Tell a running head from the title of a masthead, which an issue number follows."""
    if edge < 0:
        return True
    own, following = page[edge].text, page[edge + 1 : edge + 1 + _MASTHEAD_LINES]
    title = _GAPS.split(own)[0]
    if any(line.text.startswith(title) for line in following):
        return True
    masthead = not _ISSUE_NUMBER.search(own) and any(_ISSUE_NUMBER.search(line.text) for line in following[:3])
    return place > 0 and not masthead
