"""One person written with a blank in the name and without (庾　明 in a list, 庾明 in the text): one writing for an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from zhengjian_stats.parse.known_people import Mention
from zhengjian_stats.parse.narrative import Narrative

_BLANK: Final = re.compile(r"\s")


def written_names(names: Iterable[str], text: str) -> dict[str, str]:
    """Return how an article writes each name that has a blank in it: without, if it ever does, else as it stands.

    What is copied from a text keeps its letters; a blank that only sets a name of two characters to the width of three is
    dropped as soon as the same text shows that it is none of them. ``resolve`` compares names without blanks.

    Examples
    --------
    >>> written_names(["罗　翰", "王　岚", "周平"], "出席：罗　翰、王　岚、周平。罗翰指出")
    {'罗　翰': '罗翰', '王　岚': '王　岚'}
    """
    spaced = {name: _BLANK.sub("", name) for name in names if _BLANK.search(name)}
    first: dict[str, str] = {}
    for name, bare in spaced.items():
        first.setdefault(bare, bare if bare in text else name)
    return {name: first[bare] for name, bare in spaced.items()}


def with_written_names(text: str, start: int, end: int, story: Narrative) -> Narrative:
    """Call each person by one writing in all that an article tells; the post known of either is known of both.

    Examples
    --------
    >>> from zhengjian_stats.parse.narrative import read_narrative
    >>> text = "馆长罗　翰主持会议。罗翰强调，要抓紧落实。"
    >>> story = with_written_names(text, 0, len(text), read_narrative(text, 0, len(text)))
    >>> {act.who.name for act in story.acts}, story.known.posts
    ({'罗翰'}, {'罗翰': '馆长'})
    """
    writings = written_names(story.known.posts, text[start:end])
    changed = {name: writing for name, writing in writings.items() if name != writing}
    for name, writing in changed.items():
        post = story.known.posts.pop(name)
        story.known.posts[writing] = story.known.posts.get(writing) or post
    story.known.forget_writings()
    return _renamed(story, changed)


def with_listed_names(text: str, start: int, story: Narrative, listed: Iterable[str]) -> Narrative:
    r"""Take 周校长 for the only 周 among those whom a list of participants gives without posts.

    Who is listed with a post is told by it (``full_names``); here nobody else of the name was there.

    Examples
    --------
    >>> from zhengjian_stats.parse.narrative import read_narrative
    >>> text = "出席：周平、吴海安\n周校长强调，要抓紧落实。"
    >>> story = with_listed_names(text, 0, read_narrative(text, 10, len(text)), ["周平", "吴海安"])
    >>> {act.who.name for act in story.acts}, {words.speaker for words in story.words}
    ({'周平'}, {'周平'})
    """
    names = set(listed)
    parts = {act.who.name for act in story.acts if isinstance(act.who, Mention) and len(act.who.name) == 1} - names
    meant = {part: [name for name in names if name.startswith(part)] for part in parts}
    whole = {part: found[0] for part, found in meant.items() if len(found) == 1 and not story.known.posts.get(found[0])}
    for part, name in whole.items():
        place = text.find(name, start)
        story.acts = [
            replace(act, who=replace(act.who, start=place, end=place + len(name)))
            if place >= 0 and isinstance(act.who, Mention) and act.who.name == part
            else act
            for act in story.acts
        ]
    return _renamed(story, whole)


def _renamed(story: Narrative, names: Mapping[str, str]) -> Narrative:
    if names:
        story.acts = [
            replace(act, who=replace(act.who, name=names[act.who.name]))
            if isinstance(act.who, Mention) and act.who.name in names
            else act
            for act in story.acts
        ]
        story.words = [replace(words, speaker=names.get(words.speaker or "", words.speaker)) for words in story.words]
    return story
