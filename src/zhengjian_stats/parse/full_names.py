"""Who is named in part, by the full name that the same article gives (陈书记 behind 党组书记陈远舟, 韦伯 of 汉斯·韦伯)."""

from __future__ import annotations

from dataclasses import replace

from zhengjian_stats.parse.narrative import Mention, Narrative
from zhengjian_stats.parse.partial_names import is_part_of, same_post


def with_full_names(text: str, start: int, story: Narrative) -> Narrative:
    """Put the full name for its part where one alone of the article's people has that part and that post.

    What the article leaves open stays a part; ``resolve`` looks further.

    Examples
    --------
    >>> from zhengjian_stats.parse.narrative import read_narrative
    >>> text = "馆长周平主持会议。周馆长强调，要抓紧落实。"
    >>> story = with_full_names(text, 0, read_narrative(text, 0, len(text)))
    >>> [(act.who.name, act.role) for act in story.acts], {words.speaker for words in story.words}
    ([('周平', 'chair'), ('周平', 'speech')], {'周平'})
    """
    full: dict[str, set[str]] = {}
    acts = []
    for act in story.acts:
        if isinstance(act.who, Mention):
            name = _meant(text, start, act.who, story)
            full.setdefault(act.who.name, set()).add(name or act.who.name)
            act = replace(act, who=_in_full(text, start, act.who, name)) if name else act
        acts.append(act)
    story.acts = acts
    story.words = [replace(w, speaker=_only(full.get(w.speaker or ""), w.speaker)) for w in story.words]
    return story


def _meant(text: str, start: int, who: Mention, story: Narrative) -> str | None:
    """Return the full name that is meant, ``None`` where the name is full or nothing tells."""
    dotted = story.known.full_name(who.name)
    if dotted != who.name:
        return dotted if text.find(dotted, start) >= 0 else None
    return None if who.name in story.known.posts else _full_name(text, start, who, story.known.posts)


def _full_name(text: str, start: int, part: Mention, posts: dict[str, str | None]) -> str | None:
    meant = [
        name
        for name, post in posts.items()
        if post and part.title and is_part_of(part.name, name) and same_post(part.title, post)
        if text.find(name, start, part.begin) >= 0
    ]
    return meant[0] if len(meant) == 1 else None


def _in_full(text: str, start: int, part: Mention, name: str) -> Mention:
    """Give the mention the name's first place in the article, so that the span is the name."""
    place = text.index(name, start)
    return replace(part, name=name, start=place, end=place + len(name), title=None)


def _only(names: set[str] | None, speaker: str | None) -> str | None:
    return next(iter(names)) if names and len(names) == 1 else speaker
