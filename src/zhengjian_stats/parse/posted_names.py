"""Names behind a post, which makes a name of what elsewhere reads as a word, has no listed surname or goes on unlisted."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats.parse.foreign_names import CONJUNCTIONS
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
    if size == _ADVERB and name[-1] == "地" and model.is_word(name[:-1]):
        return True  # 局长高兴地表示
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


#: A word of two characters with 地 has so many.
_ADVERB: Final = 3
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
        strength = strength_after(text, position + size, limit)
        clear = (sum(given) >= _CLEAR_GIVEN and min(given) > 0) or (size > 2 and min(given) > _BOTH_GIVEN)
        # 沁兰: before a mark the first character must only be one that names hold.
        clear = clear or (strength > 2 and size == 2 and given[0] > 1 and model.odds.given.get(part[0], -9.0) > -1)
        clear = clear and part[0] not in CONJUNCTIONS and not _opens_with_act(part)
        clear = clear and model.odds.surname.get(part[0], 0.0) > _NO_SURNAME
        if clear and strength >= 2 and not given_penalty(part[1:]):
            return size
    return 0


def placed_name(text: str, position: int, limit: int) -> int:
    """Return the length of what only its place makes a name, 0 for none: behind one person's post, closed by mark or verb.

    Asked last, where neither surname nor odds tell: 高兴 and 文明 are words, and people are called so.

    Examples
    --------
    >>> placed_name("高兴担任组长", 0, 6), placed_name("高兴之余，", 0, 5), placed_name("安排参加", 0, 4)
    (2, 0, 0)
    """
    for size in (3, 2):
        part = text[position : position + size]
        if position + size <= limit and HAN_RUN.fullmatch(part) and _may_be_called(text, position, part, limit):
            return size
    return 0


def _may_be_called(text: str, position: int, part: str, limit: int) -> bool:
    model = name_model()
    end = position + len(part)
    if not surname_length(part, 0) or part[0] in _PREPOSITIONS_FIRST or part[-1] in _NEVER_ENDS or _opens_with_act(part):
        return False
    if model.is_word(part):
        return _is_called_by_word(text, part, end, limit)
    if any(c in model.never for c in part[1:]):
        return False
    if len(part) == _ADVERB and part[-1] == "地" and model.is_word(part[:-1]):
        return False
    inner = len(part) == 3 and model.is_word(part[:2], common=True) and not model.is_word(part[1:])
    if inner or not (strength_after(text, end, limit) > 1 or text[end : end + 1] in CONJUNCTIONS):
        return False
    return log_odds(part) > (_LISTED if _BEFORE_POST.match(text, end, limit) else _PLACED)


def _is_called_by_word(text: str, part: str, end: int, limit: int) -> bool:
    """Say whether a word is a name here: a noun before a mark or verb, a verb only before what no verb goes on with."""
    model = name_model()
    if model.classes.get(part) == "v" and model.is_word(part, common=True):
        return text.startswith("担任", end) or _BEFORE_POST.match(text, end, limit) is not None
    return strength_after(text, end, limit) > 1 or text[end : end + 1] in CONJUNCTIONS


#: A list goes on with somebody's post (高兴，总工程师…).
_BEFORE_POST: Final = re.compile(
    r"(?:[、，]|和|与|及|以及)[^、，。；：\n]{0,12}(?:书记|主任|[局处科厅部院校馆所社组队会市县区镇乡]长|经理|[^委]员|师)"
)
#: Surnames that join or govern what follows where no odds speak for a name (和专家, 向大家).
_PREPOSITIONS_FIRST: Final = CONJUNCTIONS | frozenset("向于同从对由在经过")
#: No name ends in one of these, whatever its surname.
_NEVER_ENDS: Final = BODY_ENDS - frozenset("生师工民国者记")
#: Odds above which any string that is no word may be a name behind such a post.
_PLACED: Final = -3.0
#: … and in a list that goes on with somebody else's post.
_LISTED: Final = -7.0


def _opens_with_act(part: str) -> bool:
    after = name_model().after
    return any(part[:n] in after[n - 1] for n in range(2, min(len(after), len(part)) + 1))


#: Odds of each of two given characters that make a name of them.
_BOTH_GIVEN: Final = 0.5
#: Odds that a name of two characters must have before a word that no list has as following names.
_CLEAR_SHORT: Final = 4.5
#: Odds of the given name behind a post from which it makes a name of what no surname opens, and those of a first character
#: below which it opens none.
_CLEAR_GIVEN: Final = 3.0
_NO_SURNAME: Final = -8.0
