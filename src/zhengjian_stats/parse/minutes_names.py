"""What an item of a labelled list is: a name, a post, a unit, a group, or why somebody is absent."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from zhengjian_stats import lexicon
from zhengjian_stats.parse import foreign_names, groups, names, titles
from zhengjian_stats.parse.name_model import name_model
from zhengjian_stats.parse.names import HAN_RUN
from zhengjian_stats.parse.organizations import is_body

Kind = Literal["name", "post", "unit", "group", "absence", "skip", "other"]

_BLANK: Final = re.compile(r"[ 　\t\xa0]")


def compact(text: str) -> str:
    """Return a text without blanks.

    Examples
    --------
    >>> compact("庾　明")
    '庾明'
    """
    return _BLANK.sub("", text)


@cache
def pattern(room: str, key: str) -> re.Pattern[str]:
    """Return a pattern of ``minutes.toml``."""
    return re.compile(lexicon.load("minutes")[room][key])


@cache
def words(room: str, key: str) -> frozenset[str]:
    """Return a list of words of ``minutes.toml``."""
    return frozenset(lexicon.load("minutes")[room][key])


def is_absence(item: str) -> bool:
    """Say whether words tell that somebody was absent, and why.

    Examples
    --------
    >>> is_absence("因公出差"), is_absence("副局长")
    (True, False)
    """
    return pattern("value", "absent").search(item) is not None


def kind_of(item: str) -> Kind | None:
    """Say whether an item without a name is a post, a unit or a group; ``None`` if it is none of them.

    Examples
    --------
    >>> kind_of("党组成员"), kind_of("县财政局"), kind_of("各股负责人"), kind_of("散会")
    ('post', 'unit', 'group', None)
    """
    if pattern("value", "reason").search(item) or pattern("value", "prose").search(item):
        return None
    if titles.is_group_text(item) or (groups.find_groups(item, 0, len(item)) and not _is_post(item)):
        return "group"
    if _is_post(item) or item.endswith(tuple(words("posts", "ends"))):
        return "post"
    ends = tuple(words("units", "ends"))
    long_enough = len(item) > 2 or item in words("units", "short")
    return "unit" if long_enough and (is_body(item) or item.endswith(ends)) else None


def _is_post(item: str) -> bool:
    return any(match.end() == len(item) for match in titles.head_pattern().finditer(item)) or titles.is_person_post(item)


SURE: Final = 3
POSSIBLE: Final = 2
WORDLIKE: Final = 1
LONGEST: Final = 12


def name_strength(item: str) -> int:
    """Say how well an item of a list reads as a name: 3 surely, 2 likely, 1 only among names (向前), 0 not at all.

    Examples
    --------
    >>> name_strength("周平"), name_strength("罗　翰"), name_strength("旦增罗布"), name_strength("向前"), name_strength("党组")
    (3, 3, 2, 1, 0)
    """
    name, model = compact(item), name_model()
    if not 2 <= len(name) <= LONGEST or not HAN_RUN.match(name):
        return 0
    if names.is_plausible_name(name):
        return SURE
    if foreign_names.dotted_name_at(name, 0, len(name)) == len(name):
        return SURE
    if len(name) > 3 or not HAN_RUN.fullmatch(name):
        listed = names.is_list_name(name) or (name[:2] in model.double_surnames and len(name) == 4)
        return POSSIBLE if listed and not names.ends_like_body(name) else 0
    return _short_name(name)


def _short_name(name: str) -> int:
    """Tell a name of two or three characters that is a word, or whose surname is on no list: nothing else may be in it."""
    model = name_model()
    double = name[:2] in model.double_surnames and len(name) == 3
    given = name[2:] if double else name[1:]
    if any(c in model.never or (c in model.rare and c in _NEVER_LAST) for c in given) or names.ends_like_body(name):
        return 0
    if model.is_word(name):
        return WORDLIKE if name[0] in model.surnames else 0
    if double or name[0] in model.surnames:
        return POSSIBLE
    odds = [model.odds.given.get(character, model.odds.unlisted) for character in name[1:]]
    starts = name[0] not in model.never and name[0] not in model.after[0]
    return WORDLIKE if starts and min(odds) > 0 and model.odds.surname.get(name[0], 0.0) > _NO_SURNAME else 0


_NEVER_LAST: Final = frozenset("会在部位州村就讲并到项")
#: Odds of a first character below which it opens no name.
_NO_SURNAME: Final = -6.0


def may_be_name(item: str) -> bool:
    """Say whether nothing in a string forbids it as a name, whatever its surname.

    Examples
    --------
    >>> may_be_name("仁青措"), may_be_name("党组"), may_be_name("听取了")
    (True, False, False)
    """
    model = name_model()
    if not 2 <= len(item) <= 3 or not HAN_RUN.fullmatch(item) or names.ends_like_body(item):
        return False
    if pattern("value", "prose").search(item) or pattern("value", "reason").search(item):
        return False
    return not any(c in model.never for c in item) and item not in model.after[len(item) - 1]
