"""Lines that the layout broke: in a PDF or a hard-wrapped text a paragraph is several lines of one width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from zhengjian_stats.text import rules
from zhengjian_stats.text.characters import BLANKS
from zhengjian_stats.text.draft import Edit
from zhengjian_stats.text.phrases import phrase_left, phrase_right

_ASCII: Final = re.compile(r"[\x20-\x7e]")
_LINE: Final = re.compile(r"[^\n\f]*")
#: A line narrower than this (in Chinese characters) tells nothing of the width of the text.
_NARROW: Final = 14
_WIDEST: Final = 80
#: A full line may be so much narrower (half-width digits, marks that may not begin a line); a lost indent takes as much again.
_SLACK: Final = 2
#: Without indents the width alone tells paragraphs: few lines may be wider.
_OVER_WITHOUT_INDENTS: Final = 0.1


@dataclass(frozen=True, slots=True)
class WrapRule:
    """What must be seen before lines are taken for parts of paragraphs.

    ``least``: full lines; ``share``: their share among the lines that are not narrow; ``over``: share of wider lines allowed.
    """

    least: int
    share: float
    over: float


#: A PDF has no other lines than those of its layout; a text file usually has paragraphs.
PDF: Final = WrapRule(3, 0.3, 0.3)
TYPED: Final = WrapRule(10, 0.6, 0.03)


@dataclass(frozen=True, slots=True)
class Page:
    """The measure of the text: the width of a full line, and whether paragraphs are indented."""

    width: float
    indented: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    stripped: str
    width: float

    @property
    def is_indented(self) -> bool:
        indent = self.text[: len(self.text) - len(self.text.lstrip(BLANKS))]
        return width(indent) >= 1

    @property
    def first(self) -> int:
        return self.start + len(self.text) - len(self.text.lstrip(BLANKS))

    @property
    def last(self) -> int:
        return self.first + len(self.stripped)


def width(line: str) -> float:
    """Return the width of a line in Chinese characters.

    Examples
    --------
    >>> width("2020年")
    3.0
    """
    return len(line) - len(_ASCII.findall(line)) / 2


def measure(lines: Sequence[str], rule: WrapRule) -> Page | None:
    """Return the measure of a text that is wrapped, ``None`` for one that is not.

    Examples
    --------
    >>> measure(["　　会议要求，全省各级要把这项工作摆上重要日程抓紧抓好", "不等不靠，年底前见到实际成效。"], TYPED) is None
    True
    """
    widths = [w for line in lines if line and (w := width(line.rstrip(BLANKS))) >= _NARROW]
    if len(widths) < rule.least or sum(w > _WIDEST for w in widths) > rule.over * len(widths):
        return None
    counts = Counter(round(w) for w in widths)
    full = max(counts, key=lambda w: (counts[w] + counts[w - 1] + counts[w - 2], w))
    n_full = counts[full] + counts[full - 1] + counts[full - 2]
    over = sum(times for w, times in counts.items() if w > full + 1)
    indented = _has_indents(lines)
    allowed = rule.over if indented else min(rule.over, _OVER_WITHOUT_INDENTS)
    if n_full < rule.least or n_full < rule.share * len(widths) or over > allowed * len(widths):
        return None
    return Page(full, indented)


def _has_indents(lines: Sequence[str]) -> bool:
    filled = [line for line in lines if line.strip(BLANKS)]
    indented = sum(line[0] in BLANKS for line in filled)
    return indented >= 2 and 0.05 * len(filled) <= indented <= 0.8 * len(filled)


def unwrap(text: str, page: Page) -> list[Edit]:
    """Join the lines that go on in the next one, within pages and across their seams."""
    lines = list(_lines(text))
    edits = []
    for place, (a, b) in enumerate(pairwise(lines)):
        between = text[a.last : b.first]
        following = lines[place + 2] if place + 2 < len(lines) else None
        if between.count("\n") + 2 * between.count("\f") > 1 and "\f" not in between:
            continue  # an empty line ends a paragraph
        if goes_on(a, b, following, page):
            edits.append(_joined(a, b, between))
    return edits


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        stripped = match[0].strip(BLANKS)
        if stripped:
            yield _Line(match.start(), match[0], stripped, width(match[0].rstrip(BLANKS)))


def goes_on(a: _Line, b: _Line, following: _Line | None, page: Page) -> bool:
    """Tell whether line ``b`` is the rest of what line ``a`` says."""
    if rules.is_label(b.stripped) or (page.indented and b.is_indented):
        return False
    if a.stripped[-1] in rules.FULL_STOP:
        return a.width >= page.width - 1.5 and _is_rest(b, following, page)
    begins = rules.begins_item(b.stripped) and not rules.is_dangling(a.stripped)
    if not page.indented and (begins or _may_be_headline(a, b, page)):
        return False
    if a.width >= page.width - (_SLACK if page.indented else 2 * _SLACK):
        return True
    return rules.is_prose(a.stripped) and a.width >= 0.8 * page.width and a.stripped[-1] not in rules.FINAL


def _may_be_headline(a: _Line, b: _Line, page: Page) -> bool:
    """Where indents are lost: tell a wide headline from the first line of a paragraph, by the line below it."""
    if rules.is_prose(a.stripped):
        return False
    first_line = page.width - 3 < b.width < page.width - 1
    return first_line or rules.begins_paragraph(b.stripped)


def _is_rest(b: _Line, following: _Line | None, page: Page) -> bool:
    """After a full line that ends a sentence: tell the rest of the paragraph from a new paragraph or a headline."""
    if not page.indented:
        # Where indents are lost, the first line of a paragraph is two characters short.
        return b.width >= page.width - 1 and not rules.begins_paragraph(b.stripped)
    if b.stripped[-1] in rules.FINAL:
        return True
    return b.width >= page.width - 2 and following is not None and not following.is_indented


def _joined(a: _Line, b: _Line, between: str) -> Edit:
    glued = glue(a.stripped, b.stripped)
    if "\f" not in between:
        return Edit(a.last, b.first, glued, "line_wrap", 1, 1)
    return Edit(a.last, b.first, glued, "page_seam_break", phrase_left(a.stripped), phrase_right(b.stripped))


def glue(a: str, b: str) -> str:
    """Return what stands between two joined lines: a blank between Latin words, nothing in Chinese."""
    latin = a[-1].isascii() and b[0].isascii() and a[-1].isalnum() and b[0].isalnum()
    return " " if latin and not (a[-1].isdigit() and b[0].isdigit()) else ""
