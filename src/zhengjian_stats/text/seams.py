"""Seams: sentences that a page's end cut in two, and words that stand on both sides of it.

In plain text a seam shows only as an empty line (or a mere line's end) inside a sentence. Lines are joined on evidence: an
open bracket that the next line closes, a word cut in two, a beginning or an end that cannot be one. A line that merely lacks
its full stop is joined at the end of a page, or where the same text has a seam that is beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from zhengjian_stats.text import rules
from zhengjian_stats.text.characters import BLANKS
from zhengjian_stats.text.draft import Edit
from zhengjian_stats.text.phrases import phrase_left, phrase_right
from zhengjian_stats.text.segment import Segmenter
from zhengjian_stats.text.wraps import glue

Evidence = Literal["none", "weak", "strong"]

#: The parts of a text that are looked at on each side of a seam.
_NEAR: Final = 60
_LONGEST_REPEAT: Final = 200
#: So long a repetition stands even where the line before it ends a sentence.
_SURE_REPEAT: Final = 8
#: A shorter line that lacks its stop, or one of fewer clauses, is more likely a headline.
_LEAST_WEAK: Final = 30
_CLAUSE: Final = re.compile("[，。；]")

#: A slogan has halves of equal length, and at least this long.
_LEAST_HALF: Final = 4

_BRACKETS: Final = ("《》", "“”", "（）", "「」", "〔〕")
_UNITS: Final = re.compile("[年月日号时点分多余个名人次位家件万亿%％届期条项元天周]|[0-9]")
# 2019年1月17 | 日
_DATE_HEAD: Final = re.compile(r"(?:[年月] ?[0-9]{1,2}|(?:19|20)[0-9]{2})$")
_DATE_TAIL: Final = re.compile(r"[年月日]")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_MARK: Final = re.compile(r"[^\w]")
_STOPS: Final = "。！？；："
_CLOSING: Final = "，。、；：！？”’）》」』】…%％"
_SPACE: Final = re.compile(rf"[\n\f][\n\f{BLANKS}]*")


@dataclass(frozen=True, slots=True)
class _Seam:
    """A place where two lines meet: ``before`` and ``after`` it, the white space between, how many characters repeat."""

    start: int
    end: int
    before: str
    after: str
    between: str
    repeat: int
    evidence: Evidence

    @property
    def is_page(self) -> bool:
        return "\f" in self.between

    @property
    def is_blank_line(self) -> bool:
        return self.between.count("\n") > 1

    @property
    def kind(self) -> str:
        if self.repeat:
            return "page_seam_duplicate"
        return "page_seam_break" if self.is_page or self.is_blank_line else "line_wrap"


def seams(text: str) -> list[Edit]:
    """Join what belongs together across empty lines, line ends and pages; the lines have no blanks at their ends."""
    found = [seam for start, end in _places(text) if (seam := _seam(text, start, end)).evidence != "none"]
    if not found:
        return []
    sure = any(seam.evidence == "strong" and seam.kind.startswith("page_seam") for seam in found)
    kept = (s for s in found if s.evidence == "strong" or s.is_page or (sure and s.is_blank_line and _is_long(s)))
    return [_edit(seam) for seam in kept]


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Give the white space after lines that are not over, before beginnings that are none, and at the ends of pages."""
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            continue
        if text[start - 1] not in _STOPS or text[end] in _CLOSING or "\f" in match[0]:
            yield start, end


def _is_long(seam: _Seam) -> bool:
    return len(seam.before) >= _LEAST_WEAK and len(_CLAUSE.findall(seam.before)) >= 2


def _seam(text: str, start: int, end: int) -> _Seam:
    before, after, between = _line_before(text, start), _line_after(text, end), text[start:end]
    repeat = _repeated(before, after, between)
    evidence: Evidence = "strong" if repeat else evidence_of(before, after)
    return _Seam(start, end, before, after, between, repeat, evidence)


def _line_before(text: str, place: int) -> str:
    first = max(0, place - _LONGEST_REPEAT)
    start = max(text.rfind("\n", first, place), text.rfind("\f", first, place)) + 1
    return text[max(start, first) : place].lstrip(BLANKS)


def _line_after(text: str, place: int) -> str:
    last = min(len(text), place + _LONGEST_REPEAT)
    ends = [at for mark in "\n\f" if (at := text.find(mark, place, last)) >= 0]
    return text[place : min(ends, default=last)].rstrip(BLANKS)


def evidence_of(before: str, after: str) -> Evidence:
    """Weigh whether the second of two lines is the rest of the first.

    Examples
    --------
    >>> evidence_of("会议要求，各有关处室要把", "任务落到实处。"), evidence_of("参加会议。", "会议指出，要抓好落实。")
    ('strong', 'none')
    """
    if rules.begins_item(after) or "\t" in before or "\t" in after:
        return "none"
    if rules.is_clinging(after) and (_MARK.match(after) or _is_open(before)):
        return "strong"
    if before[-1] in _STOPS:
        return "none"
    if bracket_cut(before, after) or (_DATE_HEAD.search(before) and _DATE_TAIL.match(after)):
        return "strong"
    if before[-1] in rules.FINAL or not rules.is_prose(before):
        return "none"
    if before[-1].isdigit() and _UNITS.match(after):
        return "strong"
    if rules.begins_paragraph(after) and before[-1] not in "，、":
        return "none"
    if rules.is_dangling(before):
        return "strong"
    if rules.is_closed(before):
        return "none"
    if _word_cut(before, after):
        return "strong"
    return "weak" if after[-1] in rules.FINAL or rules.is_prose(after) else "none"


def _is_open(line: str) -> bool:
    """Tell whether running text lacks its end."""
    return rules.is_prose(line) and line[-1] not in rules.FINAL and not rules.is_closed(line)


def bracket_cut(before: str, after: str) -> tuple[str, str, str] | None:
    """Return a bracket opened near the end of one line and closed near the beginning of the next, and what it holds.

    Examples
    --------
    >>> bracket_cut("参观了“爱国奋斗", "公能日新”主题展")
    ('“', '爱国奋斗', '公能日新')
    """
    tail, head = before[-_NEAR:], after[:_NEAR]
    for opening, closing in _BRACKETS:
        start = tail.rfind(opening)
        if start > tail.rfind(closing):
            closed, opened = head.find(closing), head.find(opening)
            if closed >= 0 and (opened < 0 or closed < opened):
                return opening, tail[start + 1 :], head[:closed]
    return None


@cache
def _tokens() -> Callable[[str], list[str]]:
    return Segmenter().tokens


def _word_cut(before: str, after: str) -> bool:
    """Tell whether a word begins in one line and ends in the next."""
    tail, head = before[-8:], after[:8]
    if not (_HAN.match(tail[-1]) and _HAN.match(head[0])):
        return False
    place = 0
    for token in _tokens()(tail + head):
        if place < len(tail) < place + len(token):
            return True
        place += len(token)
    return False


def _repeated(before: str, after: str, between: str) -> int:
    """Return how many characters at the end of one line stand again at the beginning of the next."""
    if "\f" not in between and between.count("\n") < 2:
        return 0
    last = before[-1]
    length = after.rfind(last) + 1
    while length > 1:
        if before.endswith(after[:length]):
            return length if _is_seam_repeat(before, after, length, between) else 0
        length = after.rfind(last, 0, length - 1) + 1
    return 0


def _is_seam_repeat(before: str, after: str, length: int, between: str) -> bool:
    """Tell a repetition that a seam made from words that happen to be alike."""
    if "\f" not in between and length in (len(after), len(before)):
        return False
    if not _HAN.search(after[:length]) or "\t" in before:
        return False
    if before[-1] in rules.FINAL:
        return "\f" in between and length >= _SURE_REPEAT
    if length < _SURE_REPEAT // 2 and (rules.begins_item(after) or rules.begins_paragraph(after)):
        return False
    return rules.is_prose(before)


def _edit(seam: _Seam) -> Edit:
    between = "" if seam.repeat else _glue(seam.before, seam.after)
    if seam.kind == "line_wrap":
        return Edit(seam.start, seam.end, between, "line_wrap", 1, 1)
    left, right = seam.before[: len(seam.before) - seam.repeat], seam.after[seam.repeat :]
    context = phrase_left(left, seam.repeat) + seam.repeat, phrase_right(right)
    return Edit(seam.start, seam.end + seam.repeat, between, seam.kind, *context)


def _glue(before: str, after: str) -> str:
    """Return a blank where one was lost with the line's end: between Latin words, names in brackets, halves of a slogan."""
    if cut := bracket_cut(before, after):
        opening, left, right = cut
        if rules.is_credit(left) or (opening == "“" and len(left) == len(right) >= _LEAST_HALF):
            return " "
    return glue(before, after)
