"""The sentence in which a thing stands: that of a span, or that of words which nobody has placed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from zhengjian_stats.corpus.evidence import sentence_around


class Place(Protocol):
    """Where something stands."""

    def sentence(self) -> str:
        """Return the sentence it stands in."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text.

    Examples
    --------
    >>> Span("会议召开。王岚讲话。", 5, 7).sentence()
    '王岚讲话。'
    """

    text: str
    start: int
    end: int

    def sentence(self) -> str:
        """Return the sentence (or the sentences) that the stretch lies in."""
        return self.text[slice(*sentence_around(self.text, self.start, self.end))]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text: the first of some that stands in it, where most of what belongs to it stands in the same sentence.

    Examples
    --------
    >>> text = "王岚主持会议。馆长王岚讲话。"
    >>> Words(text, ("王岚",)).sentence(), Words(text, ("王岚",), beside=("馆长",)).sentence()
    ('王岚主持会议。', '馆长王岚讲话。')
    """

    text: str
    wanted: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return the sentence; that with which the text begins where none of the words stands in it."""
        present = next((words for words in self.wanted if words and words in self.text), None)
        if present is None:
            begin = len(self.text) - len(self.text.lstrip())
            return Span(self.text, begin, begin + 1).sentence()
        sentences = (Span(self.text, start, start + len(present)).sentence() for start in _starts(self.text, present))
        return max(sentences, key=lambda sentence: sum(words in sentence for words in self.beside))


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + len(words))


def written_days(day: str) -> tuple[str, ...]:
    """Return how a text may write a day, the surest first.

    Examples
    --------
    >>> written_days("2024-03-05")
    ('3月5日', '03月05日', '3月5', '5日')
    """
    date = dt.date.fromisoformat(day)
    month, number = date.month, date.day
    return (f"{month}月{number}日", f"{month:02}月{number:02}日", f"{month}月{number}", f"{number}日")
