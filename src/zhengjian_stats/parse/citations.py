"""Documents and speeches that a text cites (``resources/citations.toml``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zhengjian_stats import lexicon
from zhengjian_stats.parse.records import Citation


@dataclass(frozen=True, slots=True)
class CitationRules:
    """Marks of titles and words of cited speeches, made from ``citations.toml``."""

    document: Mapping[str, Any]
    speech: Mapping[str, Any]
    marks: re.Pattern[str]
    tail: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> CitationRules:
        """Make the rules from the parsed file."""
        document, speech = table["document"], table["speech"]
        return cls(document, speech, re.compile(f"[{document['open']}{document['close']}\n]"), _tail(speech))

    def titles(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of titles with their marks, outermost pairs first where one stands in another."""
        opened: list[int] = []
        pairs: list[tuple[int, int]] = []
        for mark in self.marks.finditer(text, start, end):
            if mark.group() == "\n":
                opened.clear()
            elif mark.group() == self.document["open"]:
                opened.append(mark.start())
            elif opened:
                pairs.append((opened.pop(), mark.end()))
        longest = self.document["max_length"] + 2
        last = start
        for first, stop in sorted(pair for pair in pairs if 2 < pair[1] - pair[0] <= longest):
            if first >= last:
                yield first, stop
                last = stop

    def speeches(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of speeches that are named by their occasion."""
        rule = self.speech
        for tail in self.tail.finditer(text, start, end):
            first = self._opening(text, max(start, tail.start() - rule["max_length"] - 1), tail.start())
            occasion = text[first + 1 : tail.start()]
            if first >= 0 and len(occasion) >= rule["min_length"] and occasion not in rule["bare"]:
                yield first, tail.end()

    def _opening(self, text: str, floor: int, place: int) -> int:
        """Return where the 在 stands that opens the occasion, -1 where none does; quotations are leapt over."""
        while place > floor:
            place -= 1
            if text[place] == "”":
                place = text.rfind("“", floor, place)
                if place < 0:
                    return -1
            elif text[place] in self.speech["stops"]:
                return -1
            elif text[place] == "在" and (place == 0 or text[place - 1] not in self.speech["not_before"]):
                return place
        return -1


def _tail(rule: Mapping[str, Any]) -> re.Pattern[str]:
    def one_of(words: list[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    # 上的重要讲话, 时发表的讲话
    return re.compile(
        rf"(?:{one_of(rule['places'])})(?:发表)?的"
        rf"(?:{one_of(rule['qualities'])})?(?:{one_of(rule['kinds'])})(?!{one_of(rule['not_after'])})"
    )


@lru_cache(maxsize=1)
def rules() -> CitationRules:
    """Return the rules of the installed ``citations.toml``.

    Examples
    --------
    >>> rules().document["close"]
    '》'
    """
    return CitationRules.from_table(lexicon.load("citations"))


def find_citations(text: str, start: int = 0, end: int | None = None, known: CitationRules | None = None) -> list[Citation]:
    """Return what ``text[start:end]`` cites, in its order; ``known`` replaces the installed rules.

    A title keeps its marks 《》; a speech runs from 在 to the word for the speech. A speech published under a title
    (``《在…上的讲话》``) is one citation, of kind ``speech``.

    Examples
    --------
    >>> [c.title for c in find_citations("学习《档案法》和他在全国档案工作会议上的讲话。")]
    ['《档案法》', '在全国档案工作会议上的讲话']
    """
    known = known or rules()
    end = len(text) if end is None else end
    titles = list(known.titles(text, start, end))
    speeches = list(known.speeches(text, start, end))
    published = {(first - 1, last + 1) for first, last in speeches}
    found = [Citation(text[a:b], "speech" if (a, b) in published else "document", a, b) for a, b in titles]
    starts = [first for first, _ in titles]
    for first, last in speeches:
        before = bisect_right(starts, last) - 1
        if before < 0 or titles[before][1] <= first:
            found.append(Citation(text[first:last], "speech", first, last))
    return sorted(found, key=lambda citation: citation.start)
