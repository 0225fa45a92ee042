"""A person at a place in the text, and the people that an article has named so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

#: What stands between the parts of a name of another form.
DOTS: Final = "·•・．⋅‧"


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

    def full_name(self, name: str) -> str:
        """Return the dotted name whose last part a short form is (韦伯 of 汉斯·韦伯), else the name itself.

        Examples
        --------
        >>> KnownPeople({"汉斯·韦伯": "总裁", "韦伯": None}).full_name("韦伯")
        '汉斯·韦伯'
        """
        full = [known for known in self.posts if known.endswith(name) and known[: -len(name)].endswith(tuple(DOTS))]
        return full[0] if len(full) == 1 else name

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Pattern of all known names, longest first."""
        if self._pattern is None and self.posts:
            short = {re.split(f"[{DOTS}]", name)[-1] for name in self.posts}
            # 罗　翰 of a list is written 罗翰 in the text.
            short |= {"".join(name.split()) for name in self.posts}
            ordered = sorted({*self.posts, *(part for part in short if len(part) > 1)}, key=lambda n: (-len(n), n))
            self._pattern = re.compile("|".join(map(re.escape, ordered)))
        return self._pattern
