"""The phrase around a seam: what a row of ``repairs`` shows, so that a person sees what was joined."""

from __future__ import annotations

import re
from typing import Final

#: Where the phrase around a seam ends: conjunctions on its left, particles and words of place on its right.
_PHRASE_LEFT: Final = re.compile(r"[^\w]|[和与及或的等]")
_PHRASE_RIGHT: Final = re.compile(r"[^\w]|[等的]|(?<=.[上中下里内间外])")
_LEFT: Final = 5
_RIGHT: Final = 8


def phrase_left(line: str, repeat: int = 0) -> int:
    """Return how many characters before a seam belong to the phrase that it cuts (five at most, with what is repeated).

    Examples
    --------
    >>> phrase_left("各处室要准确领会文件主"), phrase_left("省档案馆、省文物保护和利用", 2)
    (5, 2)
    """
    window = line[-max(2, _LEFT - repeat) :]
    ends = [match.end() for match in _PHRASE_LEFT.finditer(window) if len(window) - match.end() + repeat >= 2]
    return len(window) - max(ends, default=0)


def phrase_right(line: str) -> int:
    """Return how many characters after a seam belong to the phrase that it cuts.

    Examples
    --------
    >>> phrase_right("题和目标要求，主动"), phrase_right("育人上提质增效")
    (6, 3)
    """
    window = line[:_RIGHT]
    match = _PHRASE_RIGHT.search(window, 1)
    return max(1, match.start()) if match and window else len(window)
