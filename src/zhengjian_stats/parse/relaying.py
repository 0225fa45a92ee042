"""Whose words a demand passes on: a higher body's or leader's, or the office's own (``resources/relaying.toml``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.narrative import Narrative, Words
from zhengjian_stats.parse.organizations import is_post_of
from zhengjian_stats.parse.posts import written_post
from zhengjian_stats.parse.records import Directive

#: An office without a rank in its name (a university, a company) stands below a city.
_UNRANKED: Final = 3
#: Where the office is not known, only the leaders of the country are above it for certain.
_HIGHEST: Final = 5


@cache
def _ranks() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((row["level"], re.compile(row["pattern"] or "(?!)")) for row in lexicon.load("relaying")["rank"])


@cache
def _pattern(room: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("relaying")[room]["pattern"] or "(?!)")


def is_relayed(before: str, demand: str, title: str | None, office: str | None) -> bool:
    """Tell whether a demand is a higher body's or leader's that is passed on.

    Parameters
    ----------
    before : str
        What stands before the words, from the beginning of the sentence that opens them.
    demand : str
        The demand itself.
    title : str or None
        The post of the speaker, as written.
    office : str or None
        The issuing office.

    Examples
    --------
    >>> is_relayed("副省长吴海安强调，", "要守住底线", "副省长", "云岭省史志馆")
    True
    >>> is_relayed("会议传达了副省长吴海安讲话精神，要求", "守住底线", None, "云岭省史志馆")
    True
    >>> is_relayed("馆长周平强调，", "要守住底线", "馆长", "云岭省史志馆")
    False
    """
    if title and office and is_of_house(title, office):
        return False
    if title and _is_above(title, office):
        return True
    if _pattern("own_audience").search(demand):
        return False
    return any(_pattern(room).search(before) for room in ("passed_on", "restated", "quoted", "leader"))


def _is_above(title: str, office: str | None) -> bool:
    least = (_rank(office) or _UNRANKED) if office else _HIGHEST
    return _rank(title) >= least


def _rank(name: str) -> int:
    return next((level for level, pattern in _ranks() if pattern.search(name)), 0)


def is_of_house(title: str, office: str) -> bool:
    """Tell whether a post is one of the office or of a section that bears its name, cut short as it may be (省馆编纂处处长).

    Examples
    --------
    >>> is_of_house("省馆编纂处处长", "云岭省史志馆"), is_of_house("省委书记", "云岭省史志馆")
    (True, False)
    """
    if written_post(title, office)[1] != title or is_post_of(title, office):
        return True
    short = title[: title.find(office[-1]) + 1]
    letters = iter(office)
    return len(short) >= 2 and all(letter in letters for letter in short)


def mark_relayed(text: str, directives: list[Directive], story: Narrative, office: str | None) -> None:
    """Set the voice of the directives that pass on a higher body's or leader's words."""
    titles = _titles(story)
    openings = _openings(story)
    for directive in directives:
        words = next((w for w in story.words if w.start <= directive.start < w.end), None)
        if words is not None:
            opening = openings[words]
            before = text[story.sentences[opening.sentence].start : opening.start]
            if is_relayed(before, directive.text, titles.get(directive.speaker or ""), office):
                directive.voice = "relayed"


def _titles(story: Narrative) -> dict[str, str | None]:
    """Return the first post of each person, also of those who are only named in part."""
    found: dict[str, str | None] = {}
    for act in story.acts:
        if isinstance(act.who, Mention):
            found.setdefault(act.who.name, act.who.title)
    return found | story.known.posts


def _openings(story: Narrative) -> dict[Words, Words]:
    """Return for each stretch of words the one that opened its voice."""
    openings: dict[Words, Words] = {}
    opening: Words | None = None
    for words in story.words:
        opening = words if words.opened or opening is None else opening
        openings[words] = opening
    return openings
