"""Names behind a post, which makes a name of what elsewhere reads as a word, has no listed surname or goes on unlisted."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats.parse.name_model import HAN, log_odds, name_model, strength_after
from zhengjian_stats.parse.names import BODY_ENDS, HAN_RUN, given_penalty, surname_length
from zhengjian_stats.text.segment import Segmenter


def reads_as_word(text: str, position: int, size: int, limit: int, *, specific: bool = False) -> bool:
    """Say whether what stands behind a post is a word rather than a name (书记强调, 干部管理工作).

    Behind a ``specific`` post (one that only one person can hold: 县财政局局长) a noun may be a name; a verb never is.

    Examples
    --------
    >>> reads_as_word("高度重视", 0, 2, 4), reads_as_word("高峰，", 0, 2, 3)
    (True, False)
    >>> reads_as_word("万里、", 0, 2, 3), reads_as_word("万里、", 0, 2, 3, specific=True)
    (True, False)
    """
    model = name_model()
    name = text[position : position + size]
    strength = strength_after(text, position + size, limit)
    kind = model.classes.get(name, "")
    if specific and (
        (kind == "n" and (strength >= 2 or text.startswith(_PREPOSITIONS, position + size))) or (kind == "p" and strength)
    ):
        return False
    if model.is_word(name, common=True) or (size == 3 and model.is_word(name[:2], common=True) and strength < 2):
        return True
    if size == 2 and name[0] == name[1]:
        return strength < 3
    return model.is_word(name) and strength < 2


_SPACED: Final = re.compile(f"([{HAN}])[ 　]{{1,2}}([{HAN}])(?![{HAN}][ 　])")


def spaced_name_at(text: str, position: int, limit: int) -> int:
    """Return the length of a name of two characters that a blank parts, 0 for none (as lists are set in columns).

    Examples
    --------
    >>> spaced_name_at("王　岚、", 0, 4), spaced_name_at("会 议", 0, 3)
    (3, 0)
    """
    match = _SPACED.match(text, position, limit)
    if match is None or not surname_length(text, position) or log_odds(match.group(1) + match.group(2)) < 0:
        return 0
    return match.end() - position if strength_after(text, match.end(), limit) else 0


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


def name_before_word(text: str, position: int, limit: int) -> int:
    """Return the length of a clear name behind a post, whatever word follows it, 0 for none.

    No list of verbs is ever whole: where none of them follows, the dictionary tells where the next word begins.

    Examples
    --------
    >>> name_before_word("周怀瑾莅临指导", 0, 7), name_before_word("高度赞扬", 0, 4)
    (3, 0)
    """
    best, best_odds = 0, _CLEAR_GIVEN
    surname = surname_length(text, position)
    for size in range(surname + 1, surname + 3) if surname else ():
        name = text[position : position + size]
        rest = text[position + size : min(position + size + 6, limit)]
        if position + size >= limit or not HAN_RUN.fullmatch(name) or name_model().is_word(name) or not rest:
            continue
        odds = log_odds(name)
        floor = max(best_odds, _CLEAR_SHORT if size == surname + 1 else 0.0)
        words = _segmenter().tokens
        if odds > floor and len(words(rest)[0]) > 1 and len(words(name[-1] + rest)[0]) == 1:
            best, best_odds = size, odds
    return best


#: What a clause about a person goes on with.
_PREPOSITIONS: Final = ("等", "受", "就", "对", "向", "因")


def unlisted_name_after_post(text: str, position: int, limit: int) -> int:
    """Return the length of a name with a surname on no list that stands behind a post, 0 for none: by its other characters.

    Examples
    --------
    >>> unlisted_name_after_post("冮志远主持", 0, 5), unlisted_name_after_post("会议强调", 0, 4)
    (3, 0)
    """
    model = name_model()
    for size in (3, 2):
        part = text[position : position + size]
        if position + size > limit or not HAN_RUN.fullmatch(part) or part in model.words or part[-1] in BODY_ENDS:
            continue
        given = [model.odds.given.get(c, model.odds.unlisted) for c in part[1:]]
        clear = sum(given) >= _CLEAR_GIVEN and min(given) > 0 and model.odds.surname.get(part[0], 0.0) > _NO_SURNAME
        if clear and strength_after(text, position + size, limit) >= 2 and not given_penalty(part[1:]):
            return size
    return 0


#: Odds that a name of two characters must have before a word that no list has as following names.
_CLEAR_SHORT: Final = 4.5
#: Odds of the given name behind a post from which it makes a name of what no surname opens, and those of a first character
#: below which it opens none.
_CLEAR_GIVEN: Final = 3.0
_NO_SURNAME: Final = -6.0
