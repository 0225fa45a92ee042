"""What headlines say about whether two reports are of one event (``resources/event_identity.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from zhengjian_stats import lexicon
from zhengjian_stats.parse.matching import Matcher


@cache
def _words(room: str) -> tuple[str, ...]:
    return tuple(lexicon.load("event_identity")[room]["words"])


@cache
def _matcher() -> Matcher:
    return Matcher(_words("acts"))


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(lexicon.load("event_identity")["ordinals"]["pattern"] or "(?!)")


@lru_cache(maxsize=20_000)
def _acts(headline: str) -> frozenset[str]:
    return frozenset(word for _, _, word in _matcher().longest(headline)) if _words("acts") else frozenset()


@lru_cache(maxsize=20_000)
def _talks(headline: str) -> frozenset[str]:
    return frozenset(part for part in headline.split() if any(word in part for word in _words("talks")))


@lru_cache(maxsize=20_000)
def _ordinals(headline: str) -> frozenset[str]:
    return frozenset(_ordinal().findall(headline))


def tell_apart(one: str, other: str, named: str = "") -> bool:
    """Tell whether two headlines speak of two events; one that says nothing speaks against none.

    ``named`` are the names of the events: what they say themselves is no act beside them.

    Examples
    --------
    >>> tell_apart("吴海安会见雾山市市长", "吴海安会见云岭县县长"), tell_apart("吴海安会见雾山市市长", "要闻")
    (True, True)
    >>> tell_apart("云岭史志博览会开幕", "云岭史志博览会引发热烈反响")
    False
    """
    if not one or not other:
        return False
    first, second = _acts(one), _acts(other)
    if first and second and not first & second:
        return True
    if not (first and second) and any(word in _words("framed") and word not in named for word in first | second):
        return True
    if _talks(one) or _talks(other):
        return not any(a in b or b in a for a in _talks(one) for b in _talks(other))
    numbers = _ordinals(one), _ordinals(other)
    return all(numbers) and numbers[0] != numbers[1]


def is_shared(name: str) -> bool:
    """Tell whether a name is borne by many events of a day, or is but a body's.

    Examples
    --------
    >>> is_shared("“修志为用”系列新闻发布会"), is_shared("云岭县人大常委会"), is_shared("全县档案工作会议")
    (True, True, False)
    """
    bodies = tuple(lexicon.load("event_identity")["series"]["bodies"])
    return any(word in name for word in _words("series")) or name.endswith(bodies)
