"""Matching many fixed words at once: one automaton a word list, built when first used and kept.

All offsets are characters of the text that was given, whatever plane the characters come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any


class Matcher:
    """Finds the words of a list in a text.

    Parameters
    ----------
    words : tuple of str
        The words; empty ones and repetitions are left out.

    Examples
    --------
    >>> matcher = Matcher(("双城", "双城经济圈"))
    >>> list(matcher.longest("建设双城经济圈"))
    [(2, 7, '双城经济圈')]
    >>> list(matcher.every("双城经济圈"))
    [(0, 2, '双城'), (0, 5, '双城经济圈')]
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = tuple(dict.fromkeys(word for word in words if word))

    @cached_property
    def _longest(self) -> Any:
        import daachorse

        # The character-wise automaton counts characters; its byte-wise sister would count UTF-8 bytes.
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self.words), daachorse.MATCH_KIND_LEFTMOST_LONGEST)

    @cached_property
    def _every(self) -> Any:
        import daachorse

        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self.words), daachorse.MATCH_KIND_STANDARD)

    def longest(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Yield ``(start, end, word)`` of the leftmost, longest, not overlapping matches inside ``text[start:end]``."""
        if self.words:
            yield from self._shifted(self._longest.find(text[start:end]), start)

    def every(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Yield every match inside ``text[start:end]``, overlapping ones too, by where they end."""
        if self.words:
            yield from self._shifted(self._every.find_overlapping(text[start:end]), start)

    def _shifted(self, found: list[tuple[int, int, int]], by: int) -> Iterator[tuple[int, int, str]]:
        for first, last, index in found:
            yield by + first, by + last, self.words[index]


@lru_cache(maxsize=64)
def matcher(words: tuple[str, ...]) -> Matcher:
    """Return the matcher of a word list, the same one for the same list.

    Examples
    --------
    >>> matcher(("年鉴",)) is matcher(("年鉴",))
    True
    """
    return Matcher(words)
