"""When two wordings count as the same: punctuation and 同志 do not matter, a title may be cut, a demand differ a little."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

#: So much of two texts must be common for them to be the same group or demand.
SAME: Final = 0.6

_PUNCTUATION: Final = re.compile(r"[\s、，,。；;：:！!？?“”\"‘’'（）()《》〈〉·•—\-…]+")

# 一是要, 第二，, （三）, 首先: the mark with which an item of an enumeration begins
_MARKER: Final = re.compile(
    r"^(第?[一二三四五六七八九十]+(是要|要|是|、|，)|[（(]?[一二三四五六七八九十\d]+[)、）.．]|首先|其次|再次|最后)"
)


def same_title(gold: str | None, found: str | None) -> bool:
    """Tell whether two titles are the same, or one is the end of the other and at least half as long.

    Examples
    --------
    >>> same_title("党组书记、馆长", "省史志馆党组书记馆长"), same_title("处长", "机关党委书记、处长")
    (True, False)
    """
    short, long = sorted((_bare(gold), _bare(found)), key=len)
    return bool(short) and long.endswith(short) and 2 * len(short) >= len(long)


@lru_cache(maxsize=4096)
def overlap(one: str, other: str) -> float:
    """Return the share of two texts that is common, in order (Ratcliff and Obershelp, 1988): 0 to 1.

    Examples
    --------
    >>> overlap("一是要抓好安全。", "抓好安全"), overlap("处室负责人", "")
    (1.0, 0.0)
    """
    a, b = (_bare(_MARKER.sub("", text.strip())) for text in (one, other))
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


@lru_cache(maxsize=4)
def best_pairs(gold: tuple[str, ...], found: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Pair texts one to one, those with most in common first; several measures ask for the pairs of one article.

    Examples
    --------
    >>> best_pairs(("抓好安全", "写好年鉴"), ("要写好年鉴",))
    ((1, 0),)
    """
    scored = sorted(((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    return tuple(one_to_one([one for one in scored if one[0] >= SAME]))


def one_to_one(scored: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Take pairs in the order given, each side once.

    Examples
    --------
    >>> one_to_one([(0.9, 0, 0), (0.8, 0, 1), (0.7, 1, 1)])
    [(0, 0), (1, 1)]
    """
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in scored:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return pairs


def _bare(text: str | None) -> str:
    return _PUNCTUATION.sub("", text or "").replace("同志", "")
