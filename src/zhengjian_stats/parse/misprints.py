"""Suspected misprints: near misses of known formulations, bodies and posts. Only told of; the text stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse import formulations
from zhengjian_stats.parse.formulations import NUMERALS, is_quoted
from zhengjian_stats.parse.look_alikes import Near, look_alikes, miscounted
from zhengjian_stats.parse.matching import Matcher
from zhengjian_stats.settings import Formulation
from zhengjian_stats.text.segment import Segmenter

#: Shorter forms have near misses that are words.
_SHORTEST: Final = 3
#: A form within a longer one of which a slip is told must say something by itself.
_SHORTEST_INNER: Final = 4
#: So many characters that agree beside an odd word leave no doubt.
_AGREEING: Final = 4
#: So much of the text on either side is cut into words with it.
_AROUND: Final = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the installed rules: the project's formulations, names of bodies, posts."""

    formulations: tuple[Formulation, ...] = ()
    bodies: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspected misprint: ``text[start:end]`` is what was found; the higher ``certainty`` (1 to 3), the surer it is."""

    start: int
    end: int
    found: str
    likely: str
    certainty: int


class MisprintFinder:
    """Finds near misses in a text, in one pass over it.

    Examples
    --------
    >>> text = "实施“一千多支”发展战略。库里有一千多支毛笔。"
    >>> [(suspect.start, suspect.found, suspect.likely) for suspect in MisprintFinder(Known()).find(text)]
    [(3, '一千多支', '一干多支')]
    """

    def __init__(self, known: Known) -> None:
        rules = formulations.rules(known.formulations)
        self._quoted_only = rules.quoted_only
        self._formulations = frozenset(rules.names)
        # Of two forms that one near miss may be, the first is likelier: formulations before bodies before posts.
        self._forms = tuple(dict.fromkeys((*rules.names, *known.bodies, *known.posts, *_posts())))
        words = frozenset((*self._forms, *rules.unless))
        self._near = self._near_forms(words)
        self._cores = {near.likely: () for near in self._near.values()} | self._inner_forms()
        near = Matcher(tuple(self._near))
        # A longer word that is known and holds a near miss has the first word on it.
        self._matcher = Matcher((*near.words, *(word for word in words if any(near.every(word)))))

    def _near_forms(self, words: frozenset[str]) -> dict[str, Near]:
        found: dict[str, Near] = {}
        for form in self._forms:
            if len(form) < _SHORTEST:
                continue
            # 统战部部长 is as good as 统战部长: only formulations are fixed to the letter.
            miscount = miscounted(form) if form in self._formulations else ()
            for near in (*look_alikes().misread(form), *miscount):
                if near.found not in words:
                    found.setdefault(near.found, near)
        return found

    def _inner_forms(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return where shorter forms stand in longer ones: a slip within one of them is told by that one alone."""
        forms = Matcher(tuple(form for form in self._formulations if len(form) >= _SHORTEST_INNER))
        return {
            form: tuple((start, end) for start, end, _ in forms.every(form) if end - start < len(form))
            for form in self._formulations
        }

    def find(self, text: str) -> Iterator[Suspect]:
        """Yield the suspects in order of their places."""
        for start, end, word in self._matcher.longest(text):
            near = self._near.get(word)
            if near is not None and (certainty := self._certainty(text, start, end, near)):
                yield self._suspect(start, near, certainty)

    def _suspect(self, start: int, near: Near, certainty: int) -> Suspect:
        first, last = 0, len(near.likely)
        if len(near.found) == len(near.likely):
            inner = [(a, b) for a, b in self._cores[near.likely] if a <= near.place < b]
            first, last = min(inner, key=lambda span: span[1] - span[0], default=(first, last))
            return Suspect(start + first, start + last, near.found[first:last], near.likely[first:last], certainty)
        return Suspect(start, start + len(near.found), near.found, near.likely, certainty)

    def _certainty(self, text: str, start: int, end: int, near: Near) -> int:
        """Return how sure it is, from 1 to 3; 0 where the words may well be meant as they stand."""
        quoted = is_quoted(text, start, end)
        if near.likely in self._quoted_only and not quoted:
            return 0
        if near.slip == "foreign" or (quoted and near.slip == "alike"):
            return 3
        if near.likely[0] in NUMERALS and text[start - 1 : start] in NUMERALS and start > 0:
            return 0
        return 2 if near.slip == "doubled" else _by_words(text, start, end, near)


def _by_words(text: str, start: int, end: int, near: Near) -> int:
    """Look at the words of the text there: what is left over between them, or odd in a long form, is a slip."""
    places = (start + near.place - 1, start + near.place) if near.slip == "dropped" else (start + near.place,)
    odd = [word for word in _words(text, start, end) if any(word[0] <= place < word[1] for place in places)]
    inside = all(start <= first and last <= end for first, last, _ in odd)
    if inside and all(_is_left_over(token) for _, _, token in odd):
        at_edge = places[0] in (start, end - 1) and odd[0][2] in look_alikes().alone
        return 0 if at_edge else 2
    if near.slip == "alike" and inside and len(near.found) - len(odd[0][2]) >= _AGREEING:
        return 1
    return 0


def _words(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Cut a stretch and what is around it into words, each with its place."""
    begin = max(0, start - _AROUND)
    tokens = _segmenter().tokens(text[begin : end + _AROUND])
    bounds = accumulate(map(len, tokens), initial=begin)
    return [(first, last, token) for (first, last), token in zip(pairwise(bounds), tokens, strict=True)]


def _is_left_over(token: str) -> bool:
    """Tell a single character, or what the dictionary does not have: nothing that could be meant."""
    return len(token) == 1 or token in look_alikes().misprinted or not _segmenter().knows(token)


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return Segmenter()


@lru_cache(maxsize=1)
def _posts() -> tuple[str, ...]:
    heads = dict.fromkeys(lexicon.load("titles")["heads"]["words"])
    behind = (
        before + head for before in look_alikes().before_posts for head in lexicon.load("organizations")["heads"]["words"]
    )
    return (*heads, *behind)


@lru_cache(maxsize=4)
def finder(known: Known) -> MisprintFinder:
    """Return the finder of what is known, the same one for the same words.

    Examples
    --------
    >>> [suspect.likely for suspect in finder(Known(bodies=("云岭省史志馆",))).find("云岭省吏志馆通知")]
    ['云岭省史志馆']
    """
    return MisprintFinder(known)


def find_misprints(text: str, known: Iterable[str] = ()) -> list[Suspect]:
    """Return the suspects of a text, with some names of bodies known.

    Examples
    --------
    >>> [suspect.found for suspect in find_misprints("推动高质量友展。")]
    ['高质量友展']
    """
    return list(finder(Known(bodies=tuple(known))).find(text))
