"""Twins of patterns, in which every alternative is a group: they tell by which of them a pattern matched."""

from __future__ import annotations

import re
from typing import Final

_OPENER: Final = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|<[=!]|[:=!>]|[aiLmsux-]+:?))?")
_FLAGS: Final = re.compile(r"\(\?[aiLmsux]+\)")
_SET: Final = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


class Grouped:
    """A pattern as it is written with a group round each alternative; what is forbidden (``(?!…)``) stays as it is."""

    def __init__(self, pattern: str) -> None:
        self.alternatives: list[str] = []
        head = _FLAGS.match(pattern)
        at = head.end() if head else 0
        written, _ = self._either(pattern, at, forbidden=False)
        self.written = (head.group() if head else "") + written

    def _either(self, source: str, at: int, *, forbidden: bool) -> tuple[str, int]:
        """Rewrite alternatives up to the closing bracket; return them and the place of it."""
        parts = [("", at)]
        while at < len(source) and source[at] != ")":
            if source[at] == "|":
                parts.append(("", at + 1))
                at += 1
                continue
            more, end = self._item(source, at, forbidden=forbidden)
            written, begin = parts[-1]
            parts[-1] = (written + more, begin)
            at = end
        if len(parts) == 1 or forbidden:
            return "|".join(written for written, _ in parts), at
        ends = [begin - 1 for _, begin in parts[1:]] + [at]
        return "|".join(self._group(w, source[b:e]) for (w, b), e in zip(parts, ends, strict=True)), at

    def _group(self, written: str, source: str) -> str:
        self.alternatives.append(source)
        return f"(?P<zz{len(self.alternatives) - 1}>{written})"

    def _item(self, source: str, at: int, *, forbidden: bool) -> tuple[str, int]:
        if source[at] == "\\":
            return source[at : at + 2], at + 2
        if source[at] == "[" and (found := _SET.match(source, at)):
            return found.group(), found.end()
        if source[at] != "(":
            return source[at], at + 1
        opener = _OPENER.match(source, at)
        assert opener is not None
        inner, end = self._either(source, opener.end(), forbidden=forbidden or opener.group() in {"(?!", "(?<!"})
        return f"{opener.group()}{inner})", end + 1


class Twin:
    """A pattern with a group round each alternative, which tells by which of them the pattern matched."""

    def __init__(self, pattern: str, flags: int) -> None:
        grouped = Grouped(pattern)
        self.alternatives = grouped.alternatives
        self.pattern = re.compile(grouped.written, flags)
        self.left = {self.pattern.groupindex[f"zz{n}"]: text for n, text in enumerate(self.alternatives)}

    def told(self, match: re.Match[str]) -> list[str]:
        """Return the alternatives that take part in a match for the first time."""
        if not self.left:
            return []
        again = self.pattern.match(match.string, match.start(), match.endpos)
        fired = [number for number in self.left if again and again.start(number) >= 0]
        return [self.left.pop(number) for number in fired]
