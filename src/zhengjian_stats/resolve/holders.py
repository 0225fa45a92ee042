"""Posts that one person holds at a time (``resources/single_posts.toml``), and the time in which somebody is shown in one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from zhengjian_stats import lexicon


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day for which something is shown."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, days: Iterable[dt.date]) -> Period:
        """Return the period from the first to the last of some days."""
        known = sorted(days)
        return cls(known[0], known[-1])

    def overlaps(self, other: Period) -> bool:
        """Tell whether two have more in common than the day on which one ends and the other begins.

        Examples
        --------
        >>> may, june, july = (dt.date(2024, month, 1) for month in (5, 6, 7))
        >>> Period(may, july).overlaps(Period(june, june)), Period(may, june).overlaps(Period(june, july))
        (True, False)
        """
        first, last = max(self.first, other.first), min(self.last, other.last)
        return first < last or (first == last and self._holds_within(first) != other._holds_within(first))

    def _holds_within(self, day: dt.date) -> bool:
        return self.first < day < self.last


@cache
def _single_post() -> re.Pattern[str]:
    table = lexicon.load("single_posts")["heads"]
    words, before = ("|".join(map(re.escape, table[key])) for key in ("words", "before"))
    return re.compile(f"(?:{before})?(?:{words})" if words else "(?!)")


@cache
def _place() -> re.Pattern[str]:
    return re.compile(lexicon.load("single_posts")["places"]["pattern"] or "(?!)(?P<place>)")


def is_single_post(title: str, body: str = "") -> bool:
    """Tell whether a post without its body is one that one person holds at a time in that body.

    Examples
    --------
    >>> is_single_post("党组书记"), is_single_post("副馆长"), is_single_post("书记", "雾山市总工会书记处")
    (True, False, False)
    """
    several = tuple(lexicon.load("single_posts")["several"]["bodies"])
    return _single_post().fullmatch(title) is not None and not body.endswith(several)


def place_of(body: str) -> str | None:
    """Return the place in the name of a body.

    Examples
    --------
    >>> place_of("雾山市史志馆"), place_of("编纂处")
    ('雾山市', None)
    """
    match = _place().match(body)
    return match["place"] if match else None


def are_far_apart(one: str, other: str) -> bool:
    """Tell whether two bodies are of different places, neither of which lies in the other as far as the names tell.

    Examples
    --------
    >>> are_far_apart("雾山市史志馆", "云岭县档案局"), are_far_apart("雾山市史志馆", "雾山市档案局")
    (True, False)
    """
    first, second = place_of(one), place_of(other)
    return first is not None and second is not None and first not in other and second not in one
