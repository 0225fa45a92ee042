"""The nouns of groups: what ends a group's words, what marks many, and what is one person or nobody at all."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.names import is_plausible_name, surname_length
from zhengjian_stats.parse.titles import head_pattern, is_group_text, is_person_post


@cache
def pattern(table: str, key: str) -> re.Pattern[str]:
    """Return one of the patterns of ``groups.toml``."""
    return re.compile(lexicon.load("groups")[table][key])


@cache
def heads() -> tuple[str, ...]:
    """Return the finished nouns for people."""
    return tuple(lexicon.load("groups")["heads"]["words"])


@cache
def alternation() -> str:
    """Return the finished nouns as one pattern, the longest first."""
    return "|".join(map(re.escape, sorted(heads(), key=lambda word: (-len(word), word))))


def bare(text: str) -> str:
    """Take off what stands behind the noun: 等, an adverb, a count.

    Examples
    --------
    >>> bare("各处负责人等20余人先后")
    '各处负责人'
    """
    return without(without(text, "trim", "trailing"), "counts", "pattern")


def without(text: str, table: str, key: str) -> str:
    """Take off the end what a pattern of ends finds there; only the last characters are looked at, however long the words."""
    edge = max(0, len(text) - _LONGEST_END)
    return text[:edge] + pattern(table, key).sub("", text[edge:])


_LONGEST_END: Final = 40


def is_finished(piece: str) -> bool:
    """Say whether words end in a noun for people, or in a count that is the head itself (来自各界等50余人)."""
    if bare(piece).removesuffix("们").endswith(heads()):
        return True
    kept = without(piece, "trim", "trailing")
    if not kept.startswith("来自") and pattern("heads", "counted").search(kept[-_LONGEST_END:]):
        return True
    return kept.endswith(("人", "名", "位")) and pattern("counts", "head").search(kept) is not None


def names_person(piece: str) -> bool:
    """Say whether a piece is a post with a name behind or before it that was not read as a person."""
    if pattern("not_groups", "named").search(bare(piece)) and not pattern("marks", "strong").search(piece):
        return True
    named = (piece[match.end() :] for match in head_pattern().finditer(piece))
    return any(is_plausible_name(name) or _DOTTED.fullmatch(name) for name in named) or _ends_in_named(bare(piece))


def may_name_person(piece: str) -> bool:
    """Say whether a post goes on with what may be a name, though no list of names has it."""
    kept = bare(piece)
    return any(
        pattern("not_groups", "may_be_name").match(piece, match.end())
        and (len(kept) - match.end() <= _LONGEST_NAME or surname_length(piece, match.end()))
        for match in head_pattern().finditer(piece)
    )


#: A name that no list has, with what may stand right behind it; one with a surname may go on.
_LONGEST_NAME: Final = 8


def _ends_in_named(kept: str) -> bool:
    """Say whether a name stands before the last noun (某大学某某老师)."""
    head = next((word for word in lexicon.load("groups")["not_groups"]["called"] if kept.endswith(word)), "")
    stem = kept[: -len(head)].removesuffix("副") if head else ""
    for size in (3, 2):
        before = stem[:-size]
        if is_plausible_name(stem[-size:]) and (not before or _ends_in_unit(before)):
            return True
    if len(stem) < _SHORTEST_UNIT or stem[-1] in lexicon.load("groups")["not_groups"]["no_surname"]:
        return False
    return surname_length(stem, len(stem) - 1) == 1 and _ends_in_unit(stem[:-1])


#: A unit and a family name before a post are at least so long (综合办某主任).
_SHORTEST_UNIT: Final = 4


def _ends_in_unit(words: str) -> bool:
    return words.endswith(tuple("组班系级队")) or pattern("bodies", "ends").search(words) is not None


def is_many(kept: str) -> bool:
    """Say whether the words mark many people, so that they are no post of the one who is named behind them."""
    if is_person_post(kept) or kept.endswith(tuple(lexicon.load("groups")["marks"]["at_end"])):
        return "、" in kept or "及" in kept or pattern("marks", "strong").search(kept) is not None
    return is_group_text(kept)


def is_no_group(kept: str) -> bool:
    """Say whether words name participants only in general, or are no participants at all."""
    table = lexicon.load("groups")["not_groups"]
    if (
        kept.removesuffix("们") in table["words"]
        or kept.startswith(tuple(table["opening"]))
        or kept.endswith(tuple(table["closing"]))
    ):
        return True
    if pattern("not_groups", "opens").match(kept) or pattern("not_groups", "verbal").search(kept):
        return True
    if pattern("not_groups", "named").search(kept) and not pattern("marks", "strong").search(kept):
        return True
    if pattern("not_groups", "summed").search(kept):
        return True
    return pattern("not_groups", "acts").search(kept.rsplit("的", 1)[-1]) is not None


def is_unit_of(piece: str, nouns: list[str]) -> bool:
    """Say whether a delegation or unit only owns one of the nouns behind it (甲宣讲团及乙宣讲团成员).

    Examples
    --------
    >>> is_unit_of("甲宣讲团", ["乙宣讲团成员"]), is_unit_of("甲宣讲团", []), is_unit_of("党员", ["群众代表"])
    (True, False, False)
    """
    owned = tuple(lexicon.load("groups")["heads"]["of_units"])
    unit = pattern("heads", "units").search(bare(piece)) or pattern("heads", "counted").search(bare(piece)[-_LONGEST_END:])
    return unit is not None and any(bare(noun).endswith(owned) for noun in nouns)


def is_body(kept: str) -> bool:
    """Say whether words end like the name of a body."""
    return pattern("bodies", "ends").search(kept) is not None


#: A name of several parts behind a post.
_DOTTED: Final = re.compile(r"[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+")
