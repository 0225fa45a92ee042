"""Paragraphs, sentences and clauses, with spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# 。 closes a sentence together with the quotation mark behind it; a semicolon does too, a comma only a clause.
_STOP: Final = re.compile(r"[。！？；!?;][”’」』）)]*|\n+")
_CLAUSE_STOP: Final = re.compile(r"[，,：:。！？；!?;\n]")
# A line that ends so goes on in the next one, unless that opens like an item, a field or a paragraph.
_UNFINISHED: Final = re.compile(r"[，、]$|(?:^|[，。；：、\s])要$")
# A mark of enumeration on a line of its own belongs to the item on the next one.
_BARE_MARK: Final = re.compile(r"[\s　]*(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十]{1,3}[)）])[ 　]*")
_NEW_LINE: Final = re.compile(
    r"[\s　]|[（(]?[一二三四五六七八九十0-9]{1,3}(?:[、.．)）]|是|要)|第[一二三四五六七八九十]|[\u4e00-\u9fff]{1,5}[：:]|$"
)
_OPENING: Final = "“‘「『（(《〈"
_CLOSING: Final = "”’」』）)》〉"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``text[start:end]`` without the closing mark; ``first`` in its paragraph; how it is closed."""

    start: int
    end: int
    paragraph: int
    first: bool
    closed_by: str


def _depth(part: str) -> int:
    return sum(part.count(mark) for mark in _OPENING) - sum(part.count(mark) for mark in _CLOSING)


def _is_broken_line(text: str, begin: int, match: re.Match[str]) -> bool:
    """Tell a line that only the layout broke: behind a comma, or inside what closes on the next line."""
    if match.group() != "\n":
        return False
    if _BARE_MARK.fullmatch(text, max(begin, match.start() - 8), match.start()):
        return True
    following = text[match.end() : match.end() + 40].split("\n", 1)[0]
    if _UNFINISHED.search(text[max(begin, match.start() - 12) : match.start()]):
        return _NEW_LINE.match(following) is None
    return _depth(text[begin : match.start()]) > 0 and any(mark in following for mark in _CLOSING)


def split_sentences(text: str, start: int, end: int) -> list[Sentence]:
    """Split a stretch of text into sentences; blanks at either end are left out.

    Examples
    --------
    >>> [s.end for s in split_sentences("会议强调，要抓紧。散会。", 0, 12)]
    [8, 11]
    """
    sentences: list[Sentence] = []
    begin, paragraph, first = start, 0, True
    position = start
    while position <= end:
        match = _STOP.search(text, position, end)
        stop = match.start() if match else end
        if match and (_is_broken_line(text, begin, match) or _inside_brackets(text, begin, match)):
            position = match.end()
            continue
        left, right = _strip(text, begin, stop)
        if left < right:
            sentences.append(Sentence(left, right, paragraph, first, match.group()[0] if match else ""))
            first = False
        if match is None:
            break
        if "\n" in match.group():
            paragraph, first = paragraph + 1, True
        begin = position = match.end()
    return sentences


def _inside_brackets(text: str, begin: int, match: re.Match[str]) -> bool:
    """Say whether a semicolon or stop stands inside 《》 or （） and closes nothing."""
    part = text[begin : match.start()]
    inside = part.count("《") > part.count("》") or part.count("（") > part.count("）")
    return inside and "\n" not in match.group() and match.start() - begin < 200


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a sentence at commas and colons into spans.

    Examples
    --------
    >>> split_clauses("会后，散会", 0, 5)
    [(0, 2), (3, 5)]
    """
    spans = []
    begin = start
    for match in _CLAUSE_STOP.finditer(text, start, end):
        if match.start() > begin:
            spans.append((begin, match.start()))
        begin = match.end()
    if begin < end:
        spans.append((begin, end))
    return spans
