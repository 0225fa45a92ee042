"""Names of another form: transliterated, with a dot, without a surname, in Latin letters."""

from __future__ import annotations

import re
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.known_people import DOTS
from zhengjian_stats.parse.name_model import HAN, name_model, strength_after

_FOREIGN_RUN: Final = re.compile(f"[{HAN}]+(?:[{DOTS}][{HAN}]+)*")
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
        strength = strength_after(text, end, limit) or (2 if text[end : end + 1] in CONJUNCTIONS else 0)
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
    >>> dotted_name_at("艾山·吐尔逊参加会见", 0, 10), dotted_name_at("扎西顿珠出席", 0, 6)
    (6, 0)
    """
    return foreign_name_at(text, position, limit) if _DOT_AHEAD.match(text, position, limit) else 0


_DOT_AHEAD: Final = re.compile(f"[{HAN}]{{1,8}}[{DOTS}][{HAN}]")


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
    if any(c in model.never and c not in model.foreign for c in part) or (not dotted and CONJUNCTIONS & set(part)):
        return False
    if dotted and len(part) <= _SHORT_PART:
        return True  # 阿旺·清源: the dot and the part before it make the name
    return sum(c in model.foreign for c in part) >= (0.3 if dotted else 0.75) * len(part)


#: A part of so few characters stands behind a dot whatever it means.
_SHORT_PART: Final = 2


CONJUNCTIONS: Final = frozenset("和与及等")
#: Words of grammar that open no name without a surname.
_NEVER_FIRST: Final = CONJUNCTIONS | frozenset("在就对由将被把从向为因")


#: Titles that follow names rather than countries.
_ACADEMIC: Final = ("教授", "副教授", "研究员", "副研究员", "博士", "院士", "讲师", "工程师", "高级工程师")


def _goes_on_as_post(text: str, position: int) -> bool:
    """科特迪瓦副总统: what looks like a name is the country of the next post."""
    heads = lexicon.load("titles")["after_name"]["words"]
    return text.startswith(tuple(heads), position) and not text.startswith(_ACADEMIC, position)
