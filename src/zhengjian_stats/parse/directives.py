"""Demands: the sentences and enumerated items of somebody's words that ask an audience to act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.narrative import Narrative, Words
from zhengjian_stats.parse.voices import enumerator_at


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand at a place: ``text[start:end]`` without marker and closing mark."""

    start: int
    end: int
    marker: str | None
    cue: str | None
    speaker: str | None
    sentence: int
    responsible_body: str | None


@cache
def _pattern(name: str, key: str = "pattern") -> re.Pattern[str]:
    return re.compile(lexicon.load("directives")[name][key])


_INNER: Final = re.compile(
    r"(?<=[，,：:。；])(?=[一二三四五六七八九十]+(?:是|要(?!求))|第[一二三四五六七八九十][，、]|[（(][一二三四五六七八九十]+[)）])"
)
#: Verbs of quoting after which every sentence demands.
_DEMANDING: Final = frozenset({"要求", "希望", "勉励", "叮嘱", "嘱托", "号召", "嘱咐", "提醒"})


def find_demands(text: str, story: Narrative) -> list[Demand]:
    """Return the demands of an article in the order of the text."""
    leading = _leading(story)
    demands: list[Demand] = []
    for words in story.words:
        if words.speaker is not None and words.speaker not in leading and not _is_known_voice(story, words):
            continue
        if _pattern("cites").search(text[story.sentences[words.sentence].start : words.start]):
            continue
        for start, end, marker in _items(text, words):
            if _demands(text[start:end], words, marker) or _continues(story, words, demands):
                demands.append(_demand(text, (start, end), marker, words))
    return demands


def _continues(story: Narrative, words: Words, demands: list[Demand]) -> bool:
    """Say whether a part behind a semicolon demands as the part before it did (要以需求为导向；以学科为基础)."""
    if not demands or words.opened or words.sentence == 0 or demands[-1].sentence != words.sentence - 1:
        return False
    return story.sentences[words.sentence - 1].closed_by in "；;" and demands[-1].speaker == words.speaker


def _leading(story: Narrative) -> set[str]:
    """Return who speaks with authority: all but those who only take the floor in turn."""
    roles: dict[str, set[str]] = {}
    for act in story.acts:
        if isinstance(act.who, Mention):
            roles.setdefault(act.who.name, set()).add(act.role)
    return {
        name
        for name, held in roles.items()
        if held & {"speech", "chair", "inspect", "relay"} or not held & {"remarks", "report"}
    }


def _is_known_voice(story: Narrative, words: Words) -> bool:
    """Somebody quoted who takes part in nothing (a leader whose instruction is reported) speaks with authority."""
    return words.strong and not any(isinstance(a.who, Mention) and a.who.name == words.speaker for a in story.acts)


def _items(text: str, words: Words) -> Iterator[tuple[int, int, str | None]]:
    """Cut a stretch of words at inner enumerators and take the markers off."""
    cuts = [words.start, *(m.start() for m in _INNER.finditer(text, words.start, words.end)), words.end]
    for start, end in pairwise(cuts):
        if start >= end:
            continue
        match = enumerator_at(text, start, end)
        marker = match.group() if match else None
        if match:
            start = match.end() - (1 if marker and marker.endswith("要") else 0)
        start, end = _stripped(text, start, end)
        if end - start >= 4:
            yield start, end, _shown(marker)


def _shown(marker: str | None) -> str | None:
    """一是要 and 首先， are marked by 一是 and 首先."""
    if marker is None:
        return None
    bare = marker.rstrip("，、")
    return bare[:-1] if bare.endswith("是要") else bare


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " 　\n，,：:、；“‘":
        start += 1
    while end > start and text[end - 1] in " 　\n，,：:、；。”’":
        end -= 1
    return _balanced(text, start, end)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Give back a mark that belongs to a pair inside (“双一流”… begins with one)."""
    part = text[start:end]
    if part.count("”") > part.count("“") and text[start - 1 : start] == "“":
        start -= 1
    elif part.count("“") > part.count("”") and text[end : end + 1] == "”":
        end += 1
    return start, end


def _demands(sentence: str, words: Words, marker: str | None) -> bool:
    if _pattern("quotes").match(sentence):
        return False
    modal = _pattern("modal").search(sentence) is not None
    if not modal and (_pattern("vow").match(sentence) or _pattern("not_a_demand").search(sentence)):
        return False
    if words.speaker is None and words.cue == "希望" and not modal:
        # Nobody hopes aloud in a story; a meeting or a person does.
        return False
    if not words.strong:
        return modal and words.cue != "介绍" and words.speaker is not None
    if marker is not None or modal or (words.opened and words.cue in _DEMANDING) or sentence.startswith("希望"):
        return True
    return any(pattern.search(sentence) for pattern in (_pattern("deadline"), _pattern("imperative")))


def _demand(text: str, span: tuple[int, int], marker: str | None, words: Words) -> Demand:
    start, end = span
    return Demand(start, end, marker, words.cue, words.speaker, words.sentence, responsible_body(text[start:end]))


def responsible_body(demand: str) -> str | None:
    """Return whom a demand names as the one to act, as written.

    Examples
    --------
    >>> responsible_body("各处室要抓紧落实"), responsible_body("要抓紧落实")
    ('各处室', None)
    """
    match = _pattern("responsible").match(demand)
    if match is None:
        return None
    body = match.group("body")
    return body if _pattern("responsible", "tail").search(body) else None
