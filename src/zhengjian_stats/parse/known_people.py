"""A person at a place in the text, and the people that an article has named so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


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
    _pattern: re.Pattern[str] | None = None

    def add(self, mention: Mention) -> None:
        """Remember a person; the first post stays."""
        if mention.name not in self.posts:
            self._pattern = None
        self.posts[mention.name] = self.posts.get(mention.name) or mention.title

    def forget_pattern(self) -> None:
        """Make the pattern anew when it is next asked for."""
        self._pattern = None

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Pattern of all known names, longest first."""
        if self._pattern is None and self.posts:
            ordered = sorted(self.posts, key=lambda n: (-len(n), n))
            self._pattern = re.compile("|".join(map(re.escape, ordered)))
        return self._pattern
