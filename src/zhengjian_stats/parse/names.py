"""What a personal name looks like: plausibility of a stretch of text as a name, by surname, characters and what follows."""

from __future__ import annotations

import re
from typing import Final

from zhengjian_stats.parse.foreign_names import CONJUNCTIONS, foreign_name_at
from zhengjian_stats.parse.name_model import HAN, log_odds, name_model, strength_after

HAN_RUN: Final = re.compile(f"[{HAN}]+")


#: Odds (see ``log_odds``) below which a string is running text whatever stands around it, and below which only one that
#: begins with a common surname may be a name.
_TEXT: Final = -3.0
_DOUBTFUL: Final = -1.3
#: Odds that a name must have whose surname is a function word or a measure (向大家, 都要).
_CLEAR: Final = 2.2
#: Odds of a given name from which it makes a name behind a post, though the surname is a word of grammar (秋明).
_CLEAR_GIVEN: Final = 1.5
#: Odds from which what stands behind a preposition is a whole name (由|罗翰).
_WHOLE_NAME: Final = 4.0


def _joins_next_post(text: str, end: int, limit: int) -> bool:
    """Say whether the last character joins the post of the next person (省委书记刘宁|和省长王凯)."""
    return text[end - 1] in CONJUNCTIONS and _OFFICE.match(text, end, limit) is not None


#: Posts that no one writes behind a name that has a post before it; of 教授 and 院士 that cannot be said (张礼和院士).
_OFFICE: Final = re.compile("[副代]?(?:省长|市长|县长|区长|州长|书记|主任|局长|处长|部长|厅长|主席|校长|院长|馆长|会长)")


def _reads_as_text(name: str, *, trusted: bool = False) -> bool:
    """Say whether the characters are those of running text rather than of a name (时指出, 国代表, 向大家).

    A post that only one person can hold makes a name likelier (``trusted``).
    """
    model = name_model()
    odds = log_odds(name)
    if name[1:] in {"先生", "女士", "同志", "老师"}:
        return True
    if trusted and model.is_word(name) and not model.is_word(name, common=True):
        return False
    if name[0] in model.strict_surnames and len(name) == 3 and name[1] in model.surnames and log_odds(name[1:]) >= _WHOLE_NAME:
        return True
    if name[0] in model.function_surnames and len(name) > 1:
        if trusted and name[0] not in model.strict_surnames and odds - model.odds.surname.get(name[0], 0.0) > _CLEAR_GIVEN:
            return False
        return odds < (_CLEAR if name[0] in model.strict_surnames or not trusted else 0.0)
    return odds < (_TEXT if trusted or name[0] in model.common_surnames else _DOUBTFUL)


#: Weight against a last character that more often goes on from a name than ends one.
_HEAVY_END: Final = 2.6


def given_penalty(given: str) -> float | None:
    """Weigh what speaks against characters as a given name; ``None`` where one of them never stands in one.

    Examples
    --------
    >>> given_penalty("怀瑾"), given_penalty("志和"), given_penalty("的")
    (0.0, 0.5, None)
    """
    model = name_model()
    if any(c in model.never for c in given) or not HAN_RUN.fullmatch(given):
        return None
    light = sum(c in model.light for c in given)
    heavy = [(c in model.rare or c in model.after[0]) and c not in model.light for c in given]
    # 罗宇|说 is likelier than a name that ends in 说; in the middle (罗于江) such a character weighs less.
    return 0.5 * light + sum(_HEAVY_END if i == len(given) - 1 else 1.0 for i, is_heavy in enumerate(heavy) if is_heavy)


def unlisted_name_at(text: str, position: int, limit: int) -> int:
    """Return the length of a name with a surname on no list, 0 for none; asked only inside a list of names."""
    model = name_model()
    for size in (2, 3):
        part = text[position : position + size]
        if position + size > limit or any(c in model.never or c in model.rare or c in model.after[0] for c in part):
            break
        if strength_after(text, position + size, limit) >= 2 and HAN_RUN.fullmatch(part) and not model.is_word(part):
            return 0 if part[-1] in BODY_ENDS else size
    return 0


#: No name ends so; bodies, places and people in general do.
BODY_ENDS: Final = frozenset("部处局室院所会委员长任记干厅科办校馆社站组队团市县区州镇乡村省国人们众等者工师生")


def ends_like_body(name: str) -> bool:
    """Say whether a string ends as bodies, places and people in general do, and no name does.

    Examples
    --------
    >>> ends_like_body("公室"), ends_like_body("周平")
    (True, False)
    """
    return name[-1:] in BODY_ENDS


def surname_length(text: str, position: int) -> int:
    """Return the length of the surname that begins here, 0 for none."""
    model = name_model()
    longer = next((size for size in (2, 3, 4) if text[position : position + size] in model.double_surnames), 0)
    return longer or (1 if text[position : position + 1] in model.surnames else 0)


#: How well a name ends at a mark or the end of the text.
_AT_MARK: Final = 3


def han_name_at(text: str, position: int, limit: int, *, trusted: bool = False) -> int:
    """Return the length of the Chinese name that most likely begins here, 0 for none.

    The length is the one after which the text goes on best; of two equal ones the longer, unless its last character is a
    function word.

    Examples
    --------
    >>> han_name_at("赵明主持会议", 0, 6), han_name_at("赵明远主持会议", 0, 7), han_name_at("会议强调", 0, 4)
    (2, 3, 0)
    """
    model = name_model()
    best, best_score = 0, 0.0
    surname = surname_length(text, position)
    for size in range(surname + 1, surname + 3):
        if not surname or position + size > limit:
            break
        name = text[position : position + size]
        penalty = given_penalty(name[surname:])
        strength = strength_after(text, position + size, limit)
        firm = strength > 1 or text[position + size : position + size + 1] in CONJUNCTIONS
        if (
            penalty is None
            or not strength
            or _reads_as_text(name, trusted=trusted and firm)
            or _joins_next_post(text, position + size, limit)
        ):
            continue
        if trusted and strength > 1 and size == surname + 1:
            penalty = min(penalty, 1.0)  # 方问|分别: without its last character it would be no name at all
        score = strength - penalty + (0.5 if size == surname + 2 else 0.0)
        if strength < _AT_MARK and size > surname + 1 and name[-1] in model.strict_surnames - CONJUNCTIONS:
            # 周毅|向随行记者: a preposition ends a name before a mark only.
            score -= 1.5
        if score > best_score:
            best, best_score = size, score
    if not best and surname == 2:
        return _single_surname_name(text, position, limit)
    return best


def _single_surname_name(text: str, position: int, limit: int) -> int:
    """Read 东方… as surname 东 where the double surname leads nowhere."""
    sizes = [n for n in (3, 2) if position + n <= limit and strength_after(text, position + n, limit) >= 2]
    return next((n for n in sizes if given_penalty(text[position + 1 : position + n]) == 0), 0)


def is_plausible_name(name: str) -> bool:
    """Say whether a whole string reads as a Chinese name and is no common word.

    Examples
    --------
    >>> is_plausible_name("周怀瑾"), is_plausible_name("高度"), is_plausible_name("党组")
    (True, False, False)
    """
    model = name_model()
    surname = surname_length(name, 0)
    if not surname or not 1 <= len(name) - surname <= 2:
        return False
    if model.is_word(name) or (len(name) == 3 and model.is_word(name[:2], common=True)) or _reads_as_text(name):
        return False
    penalty = given_penalty(name[surname:])
    return penalty is not None and penalty <= 0.5


def is_list_name(name: str) -> bool:
    """Say whether an item in a list of names may be a name, also one without a surname (多吉).

    Examples
    --------
    >>> is_list_name("边巴"), is_list_name("综合处"), is_list_name("吾买尔·热合曼")
    (True, False, True)
    """
    if is_plausible_name(name):
        return True
    return 2 <= len(name) <= 12 and foreign_name_at(name, 0, len(name)) == len(name)
