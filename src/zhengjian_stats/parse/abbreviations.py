"""Short names of bodies that a text introduces itself: 云岭省史志工作办公室（以下简称“省志办”）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhengjian_stats import lexicon
from zhengjian_stats.parse.organizations import body_of, is_body


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short name with the body it stands for; ``text[start:end]`` is the short name."""

    short: str
    body: str
    start: int
    end: int


@cache
def _pattern(room: str, key: str = "pattern") -> re.Pattern[str]:
    return re.compile(lexicon.load("abbreviations")[room][key] or "(?!)")


def find_abbreviations(text: str) -> Iterator[Abbreviation]:
    """Yield the short names of bodies that a text introduces, in the order of the text.

    Short names of documents, projects and the like are none: what stands before the bracket must read as a body, and the short
    name as one too, or as letters of the long one.

    Examples
    --------
    >>> [(a.short, a.body) for a in find_abbreviations("云岭省史志工作办公室（以下简称“省志办”）召开会议。")]
    [('省志办', '云岭省史志工作办公室')]
    """
    for match in _pattern("introduced").finditer(text):
        body = _bare(body_of(text[max(0, match.start() - 60) : match.start()]) or "")
        if body and _stands_for(match["short"], body):
            yield Abbreviation(match["short"], body, match.start("short"), match.end("short"))


def _bare(words: str) -> str:
    """Cut what stands before the name of a body: verbs, and another body joined to it; nothing is left of what is none."""
    words = _pattern("before", "verbs").split(words)[-1]
    for joint in _pattern("before", "joints").finditer(words):
        if is_body(words[: joint.start()]):
            words = words[joint.end() :]
            break
    words = _pattern("before").sub("", words)
    is_event = words.endswith(tuple(lexicon.load("abbreviations")["events"]["words"]))
    return words if is_body(words) and not is_event else ""


def _stands_for(short: str, body: str) -> bool:
    letters = iter(body)
    return short != body and len(short) < len(body) and (is_body(short) or all(letter in letters for letter in short))


def is_general(short: str) -> bool:
    """Tell whether a short name is one that many bodies share (领导小组, 学校).

    Examples
    --------
    >>> is_general("领导小组"), is_general("省志办")
    (True, False)
    """
    return short in lexicon.load("abbreviations")["general"]["words"]
