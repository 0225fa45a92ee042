"""A person at a place in the text, and the people that an article has named so far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

#: What stands between the parts of a name of another form.
DOTS: Final = "·•・．⋅‧∙･"

_DOT: Final = re.compile(f"[{DOTS}]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person at a place: ``text[start:end]`` is the name; ``begin`` to ``finish`` also covers the post."""

    name: str
    start: int
    end: int
    begin: int
    finish: int
    title: str | None = None


@dataclass(slots=True)
class KnownPeople:
    """The people of an article so far: name → first post."""

    posts: dict[str, str | None] = field(default_factory=dict)
    _writings: dict[str, dict[int, set[str]]] | None = None
    _dotted: dict[str, list[str]] = field(default_factory=dict)
    _ending: dict[str, list[str]] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Remember a person; the first post stays."""
        if mention.name not in self.posts and self._writings is not None:
            self._remember(mention.name)
        self.posts[mention.name] = self.posts.get(mention.name) or mention.title

    def forget_writings(self) -> None:
        """Gather the writings anew when they are next asked for: ``posts`` was changed by hand."""
        self._writings = None

    def full_name(self, name: str) -> str:
        """Return the dotted name whose last part a short form is (韦伯 of 汉斯·韦伯), else the name itself.

        Examples
        --------
        >>> KnownPeople({"汉斯·韦伯": "总裁", "韦伯": None}).full_name("韦伯")
        '汉斯·韦伯'
        """
        self._gather()
        full = self._dotted.get(name, [])
        return full[0] if len(full) == 1 else name

    def ending_with(self, part: str) -> list[str]:
        """Return the names that end with two characters.

        Examples
        --------
        >>> KnownPeople({"吴远舟": None, "周平": None}).ending_with("远舟")
        ['吴远舟']
        """
        self._gather()
        return self._ending.get(part, [])

    def places(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where the people are named, also in short, from left to right; of two at one place the longer.

        Examples
        --------
        >>> list(KnownPeople({"周平": None, "周平安": None}).places("周平安、周平出席", 0, 8))
        [(0, 3), (4, 6)]
        """
        table = self._gather()
        place = start
        while place < end:
            sizes = table.get(text[place], ())
            size = next((n for n in sizes if place + n <= end and text[place : place + n] in sizes[n]), 0)
            if size:
                yield place, place + size
            place += size or 1

    def _gather(self) -> dict[str, dict[int, set[str]]]:
        """Return the writings of all names by first character and length, the longest first."""
        if self._writings is None:
            self._writings, self._dotted, self._ending = {}, {}, {}
            for name in self.posts:
                self._remember(name)
        return self._writings

    def _remember(self, name: str) -> None:
        parts = _DOT.split(name)
        # 罗　翰 of a list is written 罗翰 in the text.
        for writing in {name, *(part for part in (parts[-1], "".join(name.split())) if len(part) > 1)}:
            self._enter(writing)
        self._ending.setdefault(name[-2:], []).append(name)
        for match in _DOT.finditer(name):
            self._dotted.setdefault(name[match.end() :], []).append(name)

    def _enter(self, writing: str) -> None:
        table = self._writings if self._writings is not None else {}
        sizes = table.setdefault(writing[:1], {})
        if len(writing) not in sizes:
            sizes[len(writing)] = set()
            table[writing[:1]] = dict(sorted(sizes.items(), reverse=True))
        table[writing[:1]][len(writing)].add(writing)
