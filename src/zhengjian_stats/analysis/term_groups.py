"""Named groups of terms, and where they stand in a text: longest match, offsets in characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from zhengjian_stats import lexicon
from zhengjian_stats.analysis.inputs import Corpus, nearest
from zhengjian_stats.errors import UsageError
from zhengjian_stats.parse.matching import matcher
from zhengjian_stats.settings import Settings, Topic

#: What may be handed in as topics: nothing (those of the project, else the usual ones), names of usual ones, or one's own.
Topics = None | Settings | Sequence[str | Topic] | Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A named group of terms; ``unless`` are longer words that hold a term and do not count."""

    name: str
    terms: tuple[str, ...]
    label: str
    label_en: str
    unless: tuple[str, ...] = ()


@cache
def usual_topics() -> Mapping[str, TermGroup]:
    """Return the topics of ``resources/topics.toml`` by name.

    Examples
    --------
    >>> usual_topics()["safety"].label
    '安全生产'
    """
    return {
        name: TermGroup(name, tuple(rule["terms"]), rule["label"], rule["label_en"], tuple(rule.get("unless", ())))
        for name, rule in lexicon.load("topics").items()
    }


def topics_of(corpus: Corpus, topics: Topics = None) -> tuple[TermGroup, ...]:
    """Return the topics that are meant, checked.

    Raises
    ------
    UsageError
        A topic is unknown (the nearest known one is named), has no terms, or stands twice.

    Examples
    --------
    >>> [group.terms for group in topics_of({}, {"水利": ["水库", "堤防"]})]
    [('水库', '堤防')]
    """
    if topics is None:
        topics = getattr(corpus, "settings", None)
    if topics is None or isinstance(topics, Settings):
        own = topics.topic if topics is not None else ()
        groups = tuple(map(_from_topic, own)) if own else tuple(usual_topics().values())
    elif isinstance(topics, Mapping):
        groups = tuple(_from_topic(Topic(name, tuple(terms))) for name, terms in topics.items())
    elif isinstance(topics, str):
        groups = (_by_name(topics),)
    else:
        groups = tuple(_by_name(topic) if isinstance(topic, str) else _from_topic(topic) for topic in topics)
    return _checked(groups)


def _from_topic(topic: Topic) -> TermGroup:
    return TermGroup(topic.name, topic.terms, topic.label or topic.name, topic.label_en or topic.label or topic.name)


def _by_name(name: str) -> TermGroup:
    usual = usual_topics()
    if name not in usual:
        raise UsageError(f"no topic is called {name!r}; {nearest(name, usual)}")
    return usual[name]


def _checked(groups: tuple[TermGroup, ...]) -> tuple[TermGroup, ...]:
    seen: set[str] = set()
    for group in groups:
        if not group.terms or not all(group.terms):
            raise UsageError(f"topic {group.name!r} has no terms, or an empty one; give it words to count")
        if group.name in seen:
            raise UsageError(f"topic {group.name!r} is given twice; give each a name of its own")
        seen.add(group.name)
    return groups


Finder = Callable[[str], Iterator[tuple[str, int, int]]]


def finder(groups: Sequence[TermGroup]) -> Finder:
    """Return what finds the terms of all groups in one pass over a text: ``(group name, start, end)`` in order of place.

    In each group the leftmost, then longest, term wins and matches do not overlap; the groups know nothing of one another.

    Examples
    --------
    >>> list(finder([TermGroup("discipline", ("从严治党", "全面从严治党"), "", "")])("坚持全面从严治党"))
    [('discipline', 2, 8)]
    """
    owners: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for place, group in enumerate(groups):
        for counts, words in ((True, group.terms), (False, group.unless)):
            for word in dict.fromkeys(words):
                owners[word].append((place, counts))
    every = matcher(tuple(owners)).every

    def find(text: str) -> Iterator[tuple[str, int, int]]:
        free_from = [0] * len(groups)
        for start, end, word in sorted(every(text), key=lambda match: (match[0], -match[1])):
            for place, counts in owners[word]:
                if start >= free_from[place]:
                    free_from[place] = end
                    if counts:
                        yield groups[place].name, start, end

    return find
