"""Automata of patterns (Glushkov 1961): one state for each place of a character, no empty steps.

Looking around is taken to always succeed and what it looks for is left aside; a possessive or atomic part is left once and
never entered again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from re import _constants as c  # type: ignore[attr-defined]
from typing import Any, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

#: A repetition with at least so many turns is a loop to ``nested``; with fewer, two turns stand for all.
LOOP: Final = 10
#: A repetition with at most so many turns costs ``adjacent`` and ``searched`` a fixed factor and is no loop to them.
BOUNDED: Final = 100

#: Characters that stand for all others: letters, digits, blanks and marks of several scripts.
OTHERS: Final = "aZ09_ \n\t\r　，。会一٣é😀\x00\x80\u2028"

_CATEGORIES: Final = {
    c.CATEGORY_DIGIT: r"\d",
    c.CATEGORY_NOT_DIGIT: r"\D",
    c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S",
    c.CATEGORY_WORD: r"\w",
    c.CATEGORY_NOT_WORD: r"\W",
}
_LOOKING: Final = (c.ASSERT, c.ASSERT_NOT)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern: whether it may be empty, and the states in which it begins and ends.

    ``sure`` are those ends behind which nothing can fail; ``sure_empty`` that nothing can where the part is empty.
    """

    empty: bool = True
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    sure: frozenset[int] = frozenset()
    sure_empty: bool = True


#: What takes no room, but may fail: ``$``, ``(?=…)``.
_CONDITION: Final = Part(sure_empty=False)


@dataclass(slots=True)
class Automaton:
    """States (each a set of characters, as bits), and steps between them with the number of ways to take each.

    ``endless`` are the steps by which a repetition without bound goes round; ``closed`` those of possessive ones, which are
    walked once from each place where a search begins, but never again.
    """

    states: list[int] = field(default_factory=list)
    steps: dict[int, dict[int, int]] = field(default_factory=dict)
    endless: set[tuple[int, int]] = field(default_factory=set)
    closed: set[tuple[int, int]] = field(default_factory=set)

    def state(self, characters: int) -> Part:
        """Add a state."""
        self.states.append(characters)
        only = frozenset((len(self.states) - 1,))
        return Part(False, only, only, only, sure_empty=False)

    def join(self, left: Iterable[int], right: Iterable[int], *, endless: bool = False) -> None:
        """Add a step from each of these to each of those."""
        right = list(right)
        for a in left:
            ways = self.steps.setdefault(a, {})
            for b in right:
                ways[b] = ways.get(b, 0) + 1
                if endless:
                    self.endless.add((a, b))

    def then(self, one: Part, other: Part) -> Part:
        """Put a part behind another."""
        self.join(one.last, other.first)
        return Part(
            one.empty and other.empty,
            one.first | other.first if one.empty else one.first,
            one.last | other.last if other.empty else other.last,
            other.sure | one.sure if other.sure_empty else other.sure,
            one.sure_empty and other.sure_empty,
        )

    def leave_out(self, sure: Iterable[int]) -> None:
        """Drop the steps into states behind which nothing can fail: who is there has found a match, and tries nothing else."""
        sure = set(sure)
        self.closed = {(a, b) for a, b in self.closed if a not in sure and b not in sure}
        for state, after in self.steps.items():
            self.steps[state] = {} if state in sure else {b: ways for b, ways in after.items() if b not in sure}

    def loops(self) -> list[frozenset[int]]:
        """Return the sets of states that lead back to each other."""
        steps = [(state, other) for state, after in self.steps.items() for other in after]
        if not steps:
            return []
        graph = coo_array((np.ones(len(steps), dtype=np.int8), tuple(zip(*steps, strict=True))), shape=(len(self.states),) * 2)
        of_state: dict[int, set[int]] = {}
        for state, label in enumerate(connected_components(graph, connection="strong")[1].tolist()):
            of_state.setdefault(label, set()).add(state)
        found = map(frozenset, of_state.values())
        return [loop for loop in found if len(loop) > 1 or min(loop) in self.steps.get(min(loop), ())]

    def backwards(self) -> dict[int, list[int]]:
        """Return the steps the other way round."""
        before: dict[int, list[int]] = {}
        for state, after in self.steps.items():
            for other in after:
                before.setdefault(other, []).append(state)
        return before


class Alphabet:
    """Characters that tell all sets of a pattern apart, as bits."""

    def __init__(self, tree: Any) -> None:
        self.characters = "".join(sorted(set(OTHERS) | set(_edges(tree))))
        self.every = (1 << len(self.characters)) - 1
        self.line_end = self.of(lambda character: character == "\n")

    def of(self, holds: Any) -> int:
        """Return the set of the characters of which something holds."""
        return sum(1 << place for place, character in enumerate(self.characters) if holds(character))

    def one(self, item: tuple[Any, Any]) -> int:
        """Return the characters of one item of a set."""
        kind, value = item
        if kind is c.CATEGORY:
            return self.of(re.compile(_CATEGORIES[value]).match)
        if kind not in (c.LITERAL, c.RANGE):
            raise NotImplementedError(kind)
        first, last = value if kind is c.RANGE else (value, value)
        below, upto = bisect_left(self.characters, chr(first)), bisect_right(self.characters, chr(last))
        return (1 << upto) - (1 << below)

    def set_of(self, items: list[tuple[Any, Any]]) -> int:
        """Return the characters of a set ``[…]``."""
        bits = 0
        for item in items:
            if item[0] is not c.NEGATE:
                bits |= self.one(item)
        return self.every & ~bits if items[0][0] is c.NEGATE else bits


def _edges(tree: Any) -> Iterator[str]:
    """Yield every character that a pattern names, and those beside the ends of its ranges."""
    for kind, value in tree:
        if kind in (c.LITERAL, c.NOT_LITERAL):
            yield chr(value)
        elif kind is c.RANGE:
            yield from (chr(n) for end in value for n in (end - 1, end, end + 1) if 0 <= n <= 0x10FFFF)
        elif kind is c.IN:
            yield from _edges(value)
        else:
            for inner in _inner(kind, value):
                yield from _edges(inner)


def _inner(kind: Any, value: Any) -> list[Any]:
    """Return the parts that an item of a parsed pattern holds."""
    if kind is c.BRANCH:
        return list(value[1])
    if kind is c.SUBPATTERN:
        return [value[3]]
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind in _LOOKING:
        return [value[1]]
    if kind is c.ATOMIC_GROUP:
        return [value]
    if kind is c.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


class Builder:
    """Builds the automaton of a parsed pattern.

    What it looks for ahead is left in ``ahead`` (what it looks for behind has a fixed length), possessive parts in ``aside``.
    """

    def __init__(self, tree: Any) -> None:
        self.alphabet = Alphabet(tree)
        self.automaton = Automaton()
        self.ahead: list[Any] = []
        self.aside: list[Any] = []

    def sequence(self, items: Any) -> Part:
        """Build items that follow each other."""
        whole = Part()
        for kind, value in items:
            whole = self.automaton.then(whole, self._item(kind, value))
        return whole

    def _item(self, kind: Any, value: Any) -> Part:
        if kind in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            return self.automaton.state(self._characters(kind, value))
        if kind in (c.MAX_REPEAT, c.MIN_REPEAT):
            return self._repeated(*value)
        if kind is c.BRANCH:
            return self._either(value[1])
        if kind in _LOOKING:
            self.ahead += [value[1]] if value[0] > 0 else []
            return _CONDITION
        if kind in (c.POSSESSIVE_REPEAT, c.ATOMIC_GROUP):
            return self._closed(kind, value)
        if kind is c.SUBPATTERN:
            return self.sequence(value[3])
        if kind is c.AT:
            return _CONDITION
        if kind is c.GROUPREF:  # a separator that comes again: some character
            return self.automaton.state(self.alphabet.every)
        raise NotImplementedError(f"{kind} in a pattern: teach tests/automata.py what it does")

    def _characters(self, kind: Any, value: Any) -> int:
        alphabet = self.alphabet
        if kind is c.ANY:
            return alphabet.every & ~alphabet.line_end
        if kind is c.IN:
            return alphabet.set_of(value)
        one = alphabet.one((c.LITERAL, value))
        return alphabet.every & ~one if kind is c.NOT_LITERAL else one

    def _either(self, branches: Any) -> Part:
        parts = [self.sequence(branch) for branch in branches]
        return Part(
            any(part.empty for part in parts),
            frozenset().union(*(part.first for part in parts)),
            frozenset().union(*(part.last for part in parts)),
            frozenset().union(*(part.sure for part in parts)),
            any(part.sure_empty for part in parts),
        )

    def _repeated(self, least: int, most: int, body: Any) -> Part:
        """Build a loop; of a few turns, one after the other stands for all (two loops meet there if any do)."""
        part = self.sequence(body)
        if most is c.MAXREPEAT or most >= LOOP:
            # Who goes round has met every condition at the end of the turn: 约(?=[0-9]) is as sure as 约.
            done = {state for state in part.last if not self.automaton.steps.get(state)}
            part = replace(part, sure=part.sure | done)
            self.automaton.join(part.last, part.first, endless=most is c.MAXREPEAT or most > BOUNDED)
        elif most > 1:
            again = self.sequence(body)
            again = Part(True, again.first, again.last, again.sure, sure_empty=True) if least < 2 else again
            part = self.automaton.then(part, again)
        return Part(True, part.first, part.last, part.sure, sure_empty=True) if least == 0 else part

    def _closed(self, kind: Any, value: Any) -> Part:
        """Build what is never entered again: its loops cost no second try, and are examined by themselves."""
        body = value[2] if kind is c.POSSESSIVE_REPEAT else value
        self.aside.append(body)
        before = len(self.automaton.states)
        part = self._repeated(*value) if kind is c.POSSESSIVE_REPEAT else self.sequence(value)
        for state in range(before, len(self.automaton.states)):
            steps = self.automaton.steps.get(state, {})
            for back in [after for after in steps if before <= after <= state]:
                del steps[back]
                self.automaton.closed.add((state, back))
        return part
