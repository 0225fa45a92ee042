"""A text as lines with their places: what the layout is read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"[^\n]+")
#: A blank that does not stand between two Latin words.
_GAP: Final = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_MARKUP: Final = re.compile(r"^#{1,6}\s+|^>\s*|^\*\*(?=.*\*\*$)|\*\*$")
_STOPS: Final = "。！？；"
_CLOSING: Final = "”’）)》】"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``text`` stands at ``start``; ``bare`` is it without blanks and Markdown's signs.

    ``after_gap`` tells that an empty line stands before it; ``level`` is the number of ``#`` before a Markdown heading.
    """

    start: int
    end: int
    text: str
    bare: str
    after_gap: bool = False
    level: int = 0

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as running text does."""
        return self.bare.rstrip(_CLOSING)[-1:] in _STOPS and self.bare[-1] not in "！？》" and not self.bare.endswith("？”")

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text: a sentence ends in it, or it is far too long for a headline."""
        return "。" in self.bare or (self.ends_sentence and len(self.bare) > 12) or len(self.bare) > 90


def squeeze(text: str) -> str:
    """Drop blanks, but not between Latin words.

    Examples
    --------
    >>> squeeze("工 作 简 报"), squeeze("第 3 期  China Daily")
    ('工作简报', '第3期China Daily')
    """
    return _GAP.sub("", text)


def without_markup(written: str) -> str:
    """Drop the signs of Markdown around a line.

    Examples
    --------
    >>> without_markup("**工作简报**"), without_markup("## 要闻"), without_markup("要闻**")
    ('工作简报', '要闻', '要闻')
    """
    return _MARKUP.sub("", written)


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    r"""Return the lines of ``text[start:end]`` that are not blank.

    Examples
    --------
    >>> [(line.bare, line.after_gap) for line in split_lines("工 作 简 报\n\n# 标题")]
    [('工作简报', False), ('标题', True)]
    """
    return list(_lines(text, start, len(text) if end is None else end))


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    behind = start
    for match in _LINE.finditer(text, start, end):
        written = match[0].strip()
        if not written:
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        head = written[: len(written) - len(written.lstrip("#"))]
        level = len(head) if head and _MARKUP.match(written) else 0
        bare = squeeze(without_markup(written))
        if bare:
            yield Line(first, first + len(written), written, bare, text.count("\n", behind, match.start()) > 1, level)
        behind = match.end()
