"""Ways in which a pattern can take far longer than its text is long, found in the pattern itself.

A pattern is turned into its automaton (Glushkov 1961: one state for each place of a character, no empty steps). Two things are
looked for, after Weideman et al. (2016), *Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers*:

``nested``
    One word leads in two ways from a state back to it: ``(a+)+``, ``(a|a)*``, ``(a*b?)*``. Backtracking tries 2ⁿ ways.
``adjacent``
    One word keeps the automaton in one loop, leads on to another, and keeps it there: ``a*a*``, ``a+b?a+``. It tries n² ways.
``searched``
    The same where the first loop is the search itself, which begins anew at every place: ``a*b`` in ``aaaa…``.

Looking around is taken to always succeed, what it looks for is examined by itself; a possessive or atomic part is left once and
never entered again. So a harmless pattern may be named, but none of the kinds above goes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from automata import Builder, Part


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Something found: of which kind, and a character that keeps it going."""

    kind: str
    character: str


class Examination:
    """Looks for ambiguities in one automaton."""

    def __init__(self, builder: Builder, whole: Part, *, searched: bool, to_the_end: bool) -> None:
        self.automaton = builder.automaton
        self.characters = builder.alphabet.characters
        if not to_the_end:
            self.automaton.leave_out(whole.sure)
        self.loops = self.automaton.loops()
        self.search: int | None = None
        if searched:
            (self.search,) = self.automaton.state(builder.alphabet.every).first
            sure = frozenset() if to_the_end else whole.sure
            self.automaton.join((self.search,), (*(whole.first - sure), self.search))

    def found(self) -> Iterator[Ambiguity]:
        """Yield what there is, at most one of each kind and pair of loops."""
        for loop in self.loops:
            if (state := self._nested(loop)) is not None:
                yield self._told("nested", self.automaton.states[state])
        endless = [loop for loop in self.loops if self._is_endless(loop)]
        before = self.automaton.backwards()
        loop_of = {state: loop for loop in endless for state in loop}
        for second in endless:
            near = {loop_of[state] for state in self._leading_to(second, before) if state in loop_of}
            for first in near - {second}:
                if both := self._adjacent(first, second):
                    yield self._told("adjacent", both)
        if self.search is not None:
            yield from self._searched(frozenset((self.search,)))

    def _leading_to(self, loop: frozenset[int], before: dict[int, list[int]]) -> set[int]:
        """Return the states from which characters of a loop may lead to it: only loops among them need a closer look."""
        states = self.automaton.states
        characters = 0
        for state in loop:
            characters |= states[state]
        found = set(loop)
        work = list(loop)
        while work:
            for state in before.get(work.pop(), ()):
                if state not in found and states[state] & characters:
                    found.add(state)
                    work.append(state)
        return found

    def _is_endless(self, loop: frozenset[int]) -> bool:
        return any((a, b) in self.automaton.endless for a in loop for b in self.automaton.steps.get(a, ()) if b in loop)

    def _searched(self, search: frozenset[int]) -> Iterator[Ambiguity]:
        """Yield the loops that a search walks anew from every place, possessive ones too."""
        for a, b in self.automaton.closed:
            if a in self.automaton.steps:
                self.automaton.join((a,), (b,))
        before = self.automaton.backwards()
        for loop in self.automaton.loops():
            near = self._leading_to(loop, before) if loop != search and self._is_endless(loop) else set()
            if search & near and (both := self._adjacent(search, loop)):
                yield self._told("searched", both)

    def _told(self, kind: str, bits: int) -> Ambiguity:
        return Ambiguity(kind, next(ch for place, ch in enumerate(self.characters) if bits >> place & 1))

    def _nested(self, loop: frozenset[int]) -> int | None:
        """Return a state to which one word leads back in two ways."""
        steps, states = self.automaton.steps, self.automaton.states
        for a in loop:
            for b, ways in steps[a].items():
                if b in loop and ways > 1:
                    return b
        pairs: dict[tuple[int, int], set[tuple[int, int]]] = {}
        work = [(a, a) for a in loop]
        while work:
            a, b = work.pop()
            if (a, b) in pairs:
                continue
            pairs[a, b] = {(x, y) for x in steps[a] if x in loop for y in steps[b] if y in loop and states[x] & states[y]}
            work += pairs[a, b]
        # Of pairs that are reached, which lead back to one state?
        before: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for pair, after in pairs.items():
            for other in after:
                before.setdefault(other, set()).add(pair)
        back: set[tuple[int, int]] = set()
        work = [(a, a) for a in loop]
        while work:
            for pair in before.get(work.pop(), ()):
                if pair not in back and pair[0] != pair[1]:
                    back.add(pair)
                    work.append(pair)
        return min(back)[0] if back else None

    def _adjacent(self, first: frozenset[int], second: frozenset[int]) -> int:
        """Return characters that hold in one loop, lead to the other and hold there; 0 for none."""
        for p in first:
            for q in second:
                if self._leads(p, q, first, second):
                    return self.automaton.states[q] & self.automaton.states[p]
        return 0

    def _leads(self, p: int, q: int, first: frozenset[int], second: frozenset[int]) -> bool:
        steps, states = self.automaton.steps, self.automaton.states
        seen: set[tuple[int, int, int]] = set()
        work = [(p, p, q)]
        while work:
            x, y, z = work.pop()
            for z2 in steps.get(z, ()):
                for x2 in steps.get(x, ()) if z2 in second else ():
                    both = states[x2] & states[z2] if x2 in first else 0
                    for y2 in steps.get(y, ()) if both else ():
                        triple = (x2, y2, z2)
                        if triple not in seen and both & states[y2]:
                            if triple == (p, q, q):
                                return True
                            seen.add(triple)
                            work.append(triple)
        return False


def ambiguities(pattern: str, flags: int = 0, *, searched: bool = True, to_the_end: bool = False) -> set[Ambiguity]:
    """Return the ambiguities of a pattern.

    Parameters
    ----------
    pattern : str
        The pattern.
    flags : int
        As ``re.compile`` takes them.
    searched : bool
        Whether it is tried at every place of a text.
    to_the_end : bool
        Whether it must reach the end of the text (``fullmatch``).
    """
    tree = _parser.parse(pattern, flags)
    anchored = _is_anchored(tree, flags)
    parts = [(tree, searched and not anchored, to_the_end)]
    found: set[Ambiguity] = set()
    while parts:
        part, again, to_end = parts.pop()
        builder = Builder(part)
        whole = builder.sequence(part)
        found.update(Examination(builder, whole, searched=again, to_the_end=to_end).found())
        parts += [(inner, False, False) for inner in builder.aside]
        # What is looked for ahead is walked anew from every place, also where it never fails: (?=.{2,}) goes to the end.
        parts += [(inner, again, again) for inner in builder.ahead]
    return found


def _is_anchored(items: Any, flags: int) -> bool:
    """Say whether a pattern can only begin at the beginning of the text."""
    items = list(items)
    if not items:
        return False
    kind, value = items[0]
    if kind is c.AT:
        return value is c.AT_BEGINNING_STRING or (value is c.AT_BEGINNING and not flags & re.MULTILINE)
    if kind is c.BRANCH:
        return all(_is_anchored(branch, flags) for branch in value[1])
    return kind is c.SUBPATTERN and _is_anchored(value[3], flags)
