"""What a personal name looks like: plausibility of a stretch of text as a name, by surname, characters and what follows."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.known_people import DOTS
from zhengjian_stats.parse.name_model import log_odds, name_model
from zhengjian_stats.text.segment import Segmenter

_HAN: Final = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f"
_CLOSING: Final = frozenset("，。；：、！？）)（(”“’‘》《\n\t 　,;:!?/—…-|〕】")


def strength_after(text: str, position: int, limit: int) -> int:
    """Say how well a name may end here: 3 at a mark or the end, 2 before a long word, 1 before a short one, 0 not at all."""
    if position >= limit or text[position] in _CLOSING:
        return 3
    after = name_model().after
    if any(text[position : position + n] in after[n - 1] for n in range(len(after), 1, -1)):
        return 2
    character = text[position]
    return 1 if character in after[0] or character.isdigit() else 0


_HAN_RUN: Final = re.compile(f"[{_HAN}]+")


#: Odds (see ``log_odds``) below which a string is running text whatever stands around it, and below which only one that
#: begins with a common surname may be a name.
_TEXT: Final = -3.0
_DOUBTFUL: Final = -1.3
#: Odds that a name must have whose surname is a function word or a measure (向大家, 都要).
_CLEAR: Final = 2.2
#: Odds from which what stands behind a preposition is a whole name (由|罗翰).
_WHOLE_NAME: Final = 4.0


def _joins_next_post(text: str, end: int, limit: int) -> bool:
    """Say whether the last character joins the post of the next person (省委书记刘宁|和省长王凯)."""
    return text[end - 1] in _CONJUNCTIONS and _OFFICE.match(text, end, limit) is not None


#: Posts that no one writes behind a name that has a post before it; of 教授 and 院士 that cannot be said (张礼和院士).
_OFFICE: Final = re.compile("[副代]?(?:省长|市长|县长|区长|州长|书记|主任|局长|处长|部长|厅长|主席|校长|院长|馆长|会长)")


def _reads_as_text(name: str, *, trusted: bool = False) -> bool:
    """Say whether the characters are those of running text rather than of a name (时指出, 国代表, 向大家).

    A post that only one person can hold makes a name likelier (``trusted``).
    """
    model = name_model()
    odds = log_odds(name)
    if name[1:] in {"先生", "女士", "同志", "老师", "方愿", "方将"}:
        return True
    if name[0] in model.strict_surnames and len(name) == 3 and name[1] in model.surnames and log_odds(name[1:]) >= _WHOLE_NAME:
        return True
    if name[0] in model.function_surnames and len(name) > 1:
        return odds < (_CLEAR if name[0] in model.strict_surnames or not trusted else 0.0)
    return odds < (_TEXT if trusted or name[0] in model.common_surnames else _DOUBTFUL)


#: Weight against a last character that more often goes on from a name than ends one.
_HEAVY_END: Final = 2.6


def _given_penalty(given: str) -> float | None:
    model = name_model()
    if any(c in model.never for c in given) or not _HAN_RUN.fullmatch(given):
        return None
    light = sum(c in model.light for c in given)
    heavy = [(c in model.rare or c in model.after[0]) and c not in model.light for c in given]
    # 崔宇|说 is likelier than a name that ends in 说; in the middle (杨于军) such a character weighs less.
    return 0.5 * light + sum(_HEAVY_END if i == len(given) - 1 else 1.0 for i, is_heavy in enumerate(heavy) if is_heavy)


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


_SPACED: Final = re.compile(f"([{_HAN}])[ 　]{{1,2}}([{_HAN}])(?![{_HAN}][ 　])")


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
        if position + size >= limit or not _HAN_RUN.fullmatch(name) or name_model().is_word(name) or not rest:
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
        if position + size > limit or not _HAN_RUN.fullmatch(part) or part in model.words or part[-1] in _BODY_ENDS:
            continue
        given = [model.odds.given.get(c, model.odds.unlisted) for c in part[1:]]
        clear = sum(given) >= _CLEAR_GIVEN and min(given) > 0 and model.odds.surname.get(part[0], 0.0) > _NO_SURNAME
        if clear and strength_after(text, position + size, limit) >= 2 and not _given_penalty(part[1:]):
            return size
    return 0


#: Odds that a name of two characters must have before a word that no list has as following names.
_CLEAR_SHORT: Final = 4.5
#: Odds of the given name behind a post from which it makes a name of what no surname opens, and those of a first character
#: below which it opens none.
_CLEAR_GIVEN: Final = 3.0
_NO_SURNAME: Final = -6.0


def unlisted_name_at(text: str, position: int, limit: int) -> int:
    """Return the length of a name with a surname on no list, 0 for none; asked only inside a list of names."""
    model = name_model()
    for size in (2, 3):
        part = text[position : position + size]
        if position + size > limit or any(c in model.never or c in model.rare or c in model.after[0] for c in part):
            break
        if strength_after(text, position + size, limit) >= 2 and _HAN_RUN.fullmatch(part) and not model.is_word(part):
            return 0 if part[-1] in _BODY_ENDS else size
    return 0


#: No name ends so; bodies, places and people in general do.
_BODY_ENDS: Final = frozenset("部处局室院所会委员长任记干厅科办校馆社站组队团市县区州镇乡村省国人们众等者工师生")


def ends_like_body(name: str) -> bool:
    """Say whether a string ends as bodies, places and people in general do, and no name does.

    Examples
    --------
    >>> ends_like_body("公室"), ends_like_body("周平")
    (True, False)
    """
    return name[-1:] in _BODY_ENDS


def surname_length(text: str, position: int) -> int:
    """Return the length of the surname that begins here, 0 for none."""
    model = name_model()
    if text[position : position + 2] in model.double_surnames:
        return 2
    return 1 if text[position : position + 1] in model.surnames else 0


def han_name_at(text: str, position: int, limit: int, *, trusted: bool = False) -> int:
    """Return the length of the Chinese name that most likely begins here, 0 for none.

    The length is the one after which the text goes on best; of two equal ones the longer, unless its last character is a
    function word.

    Examples
    --------
    >>> han_name_at("赵明主持会议", 0, 6), han_name_at("赵明远主持会议", 0, 7), han_name_at("会议强调", 0, 4)
    (2, 3, 0)
    """
    best, best_score = 0, 0.0
    surname = surname_length(text, position)
    for size in range(surname + 1, surname + 3):
        if not surname or position + size > limit:
            break
        name = text[position : position + size]
        penalty = _given_penalty(name[surname:])
        strength = strength_after(text, position + size, limit)
        if (
            penalty is None
            or not strength
            or _reads_as_text(name, trusted=trusted and strength > 1)
            or _joins_next_post(text, position + size, limit)
        ):
            continue
        score = strength - penalty + (0.5 if size == surname + 2 else 0.0)
        if score > best_score:
            best, best_score = size, score
    if not best and surname == 2:
        return _single_surname_name(text, position, limit)
    return best


def _single_surname_name(text: str, position: int, limit: int) -> int:
    """Read 东方… as surname 东 where the double surname leads nowhere."""
    sizes = [n for n in (3, 2) if position + n <= limit and strength_after(text, position + n, limit) >= 2]
    return next((n for n in sizes if _given_penalty(text[position + 1 : position + n]) == 0), 0)


_FOREIGN_RUN: Final = re.compile(f"[{_HAN}]+(?:[{DOTS}][{_HAN}]+)*")
#: A name written without a dot, and each part of one with dots, is at most so long.
_LONGEST_PART: Final = 8


def foreign_name_at(text: str, position: int, limit: int) -> int:
    """Return the length of a name of another form (with ·, or without surname) that begins here, 0 for none.

    It is only asked where something else makes a name likely: right behind a post, or inside a list of names. Of several ends
    the one behind which the text goes on best is taken; a verb or preposition ends no name (卢拉|致慰问电).

    Examples
    --------
    >>> foreign_name_at("阿卜杜拉·艾力致辞", 0, 9), foreign_name_at("扎西顿珠出席", 0, 6), foreign_name_at("指出", 0, 2)
    (7, 4, 0)
    """
    match = _FOREIGN_RUN.match(text, position, limit)
    if match is None or text[position] in _NEVER_FIRST:
        return 0
    stop = match.end()
    first = position + max(match.group().rfind(mark) for mark in DOTS) + 1
    dotted = first > position
    if dotted and not _are_name_parts(text[position : first - 1]):
        return 0
    best, best_score = 0, 0.0
    for end in range(max(first + 1, position + 2), min(stop, first + _LONGEST_PART) + 1):
        strength = strength_after(text, end, limit) or (2 if text[end : end + 1] in _CONJUNCTIONS else 0)
        if (
            not strength
            or not _is_transliterated(text[first:end], dotted=dotted)
            or (not dotted and _goes_on_as_post(text, end))
        ):
            continue
        unusual = sum(c not in name_model().foreign for c in text[first:end])
        score = strength - (3.0 if _ends_in_verb(text, first, end) else 0.0) - 0.7 * unusual
        if score >= max(best_score, 0.1) and not _holds_word(text[position:end]):
            best, best_score = end - position, score
    return best


_LATIN: Final = re.compile(r"[A-Z][A-Za-z'’.\-]+(?: (?:[a-z]{2,3} )?[A-Z][A-Za-z'’.\-]*){0,3}")


def latin_name_at(text: str, position: int, limit: int) -> int:
    """Return the length of a name in Latin letters that begins here, 0 for none; asked only behind a post.

    Examples
    --------
    >>> latin_name_at("John van Dyke出席", 0, 15), latin_name_at("CEO出席", 0, 5)
    (13, 0)
    """
    match = _LATIN.match(text, position, limit)
    if match is None or match.group().isupper() or not strength_after(text, match.end(), limit):
        return 0
    return match.end() - position


def dotted_name_at(text: str, position: int, limit: int) -> int:
    """Return the length of a name with a dot that begins here, 0 for none: the dot makes it one without a post.

    Examples
    --------
    >>> dotted_name_at("雪克来提·扎克尔参加会见", 0, 12), dotted_name_at("扎西顿珠出席", 0, 6)
    (8, 0)
    """
    return foreign_name_at(text, position, limit) if _DOT_AHEAD.match(text, position, limit) else 0


_DOT_AHEAD: Final = re.compile(f"[{_HAN}]{{1,8}}[{DOTS}][{_HAN}]")


def _holds_word(name: str) -> bool:
    """Say whether a string is a word, or ends with a common one (切身利益)."""
    model = name_model()
    return name in model.words or (len(name) > 3 and model.is_word(name[-2:], common=True))


def _ends_in_verb(text: str, first: int, end: int) -> bool:
    """Say whether the last characters go on from a name rather than end it (卢拉致, 卢拉表示)."""
    after = name_model().after
    return any(text[end - n : end] in after[n - 1] for n in range(1, min(len(after), end - first - 1) + 1))


def _are_name_parts(before: str) -> bool:
    """Say whether the parts before the last · may be those of a name, and no post that leads up to one."""
    parts = re.split(f"[{DOTS}]", before)
    return all(len(part) <= _LONGEST_PART and _is_transliterated(part, dotted=True) for part in parts)


def _is_transliterated(part: str, *, dotted: bool) -> bool:
    model = name_model()
    if any(c in model.never and c not in model.foreign for c in part) or (not dotted and _CONJUNCTIONS & set(part)):
        return False
    return sum(c in model.foreign for c in part) >= (0.3 if dotted else 0.75) * len(part)


_CONJUNCTIONS: Final = frozenset("和与及等")
#: Words of grammar that open no name without a surname.
_NEVER_FIRST: Final = _CONJUNCTIONS | frozenset("在就对由将被把从向为因")


#: Titles that follow names rather than countries.
_ACADEMIC: Final = ("教授", "副教授", "研究员", "副研究员", "博士", "院士", "讲师", "工程师", "高级工程师")


def _goes_on_as_post(text: str, position: int) -> bool:
    """科特迪瓦副总统: what looks like a name is the country of the next post."""
    heads = lexicon.load("titles")["after_name"]["words"]
    return text.startswith(tuple(heads), position) and not text.startswith(_ACADEMIC, position)


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
    penalty = _given_penalty(name[surname:])
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
