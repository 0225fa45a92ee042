"""Collective participants: 各处室负责人, 班子成员, 办机关全体干部."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.numerals import parse_numeral


@dataclass(frozen=True, slots=True)
class Group:
    """A collective participant at a place, with its number where the text counts it."""

    start: int
    end: int
    headcount: int | None = None


_SEPARATOR: Final = re.compile(r"、|，|,|；|以及|和(?!谐|平)|与(?!会)|(?<!涉)(?<!以)及(?!时|其)|暨")


@cache
def _trim(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("groups")["trim"][key])


@cache
def _heads() -> tuple[str, ...]:
    return tuple(lexicon.load("groups")["heads"]["words"])


@cache
def _not_groups() -> frozenset[str]:
    return frozenset(lexicon.load("groups")["not_groups"]["words"])


def _is_general(kept: str) -> bool:
    opening = tuple(lexicon.load("groups")["not_groups"]["opening"])
    return kept in _not_groups() or kept.startswith(opening)


@cache
def _count_pattern() -> re.Pattern[str]:
    return re.compile(lexicon.load("groups")["counts"]["pattern"])


def find_groups(text: str, start: int, end: int, *, bodies: bool = False) -> list[Group]:
    """Return the groups in a stretch of a sentence that holds participants only.

    Units before one finished noun for people stay together (甲处、乙处负责人); ``bodies`` also takes a list that ends
    without one (甲局、乙局汇报).

    Examples
    --------
    >>> t = "综合处、宣传处负责人及党员代表"
    >>> [t[g.start : g.end] for g in find_groups(t, 0, len(t))]
    ['综合处、宣传处负责人', '党员代表']
    """
    groups: list[Group] = []
    end = _without_adverbial(text, start, end)
    for left, right in _commas(text, start, end):
        pieces = _pieces(text, left, right)
        begin: int | None = None
        for piece_start, piece_end in pieces:
            if begin is None and groups and _leans(text, groups[-1], piece_start, piece_end):
                groups[-1] = Group(groups[-1].start, piece_end, groups[-1].headcount)
                continue
            begin = piece_start if begin is None else begin
            if _is_finished(text[begin:piece_end]):
                groups.extend(_made(text, begin, piece_end))
                begin = None
        if begin is not None and bodies and pieces:
            groups.extend(_made(text, begin, pieces[-1][1], body=True))
    return groups


def _leans(text: str, last: Group, start: int, end: int) -> bool:
    """Say whether a bare noun behind 和/及 needs the modifier before it (学科点负责人及秘书)."""
    joint = text[last.end : start]
    if joint == "、":
        return text[start:end] in {"管理人员", "工作人员", "相关人员", "有关人员"}
    return joint in {"和", "及", "与"} and text[start:end] in _heads()


@cache
def _then_adverbial() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, sorted(_heads(), key=lambda w: (-len(w), w))))
    return re.compile(
        f"(?:{heads})(?:等)?(?:[0-9一二三四五六七八九十百]+[余多]?[人名])?"
        "(?=(?:[也还均都]|分别|先后|现场|线上|共同)?(?:(?<!工)作(?!者)|做|就|对|围绕|在(?!职|校|编|岗|京)|以(?!上|下)|通过|结合|进行|介绍|向|从|提交|提出|一起)(?!人))"
    )


def _without_adverbial(text: str, start: int, end: int) -> int:
    """Return where the participants end and what they do begins (…负责人 | 就工作作了)."""
    last = None
    for match in _then_adverbial().finditer(text, start, end):
        last = match
        break
    return last.end() if last else end


def _commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at commas, but keep units together whose noun comes behind a comma."""
    spans = []
    begin = start
    for index in range(start, end):
        if text[index] in "，,；" and (_is_finished(text[begin:index]) or _trim("verbal").search(text, begin, index)):
            spans.append((begin, index))
            begin = index + 1
    spans.append((begin, end))
    return spans


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    begin = start
    for match in _SEPARATOR.finditer(text, start, end):
        if _inside_brackets(text, start, match.start()):
            continue
        if match.start() > begin:
            pieces.append((begin, match.start()))
        begin = match.end()
    if begin < end:
        pieces.append((begin, end))
    return pieces


def _inside_brackets(text: str, start: int, position: int) -> bool:
    part = text[start:position]
    return any(part.count(a) > part.count(b) for a, b in ("（）", "“”", "《》", "()"))


def _bare(text: str) -> str:
    return _count_pattern().sub("", _trim("trailing").sub("", text))


def _is_finished(piece: str) -> bool:
    bare = _bare(piece)
    return bare.endswith(_heads()) or (_trim("count").search(piece) is not None and piece.endswith(("人", "位", "名")))


def _made(text: str, start: int, end: int, *, body: bool = False) -> list[Group]:
    part = text[start:end]
    lead = _trim("leading").match(part)
    start += lead.end() if lead else 0
    kept = _trim("trailing").sub("", text[start:end])
    without_count = _count_pattern().sub("", kept).rstrip("等 、")
    kept = without_count if len(without_count) >= 2 and without_count.endswith(_heads()) else kept
    if not 2 <= len(kept) <= 300 or _is_general(kept) or _trim("verbal").search(kept):
        return []
    if body and not _trim("body").search(kept):
        return []
    counted = _trim("count").match(kept) or _trim("count").search(text[start:end])
    return [Group(start, start + len(kept), parse_numeral(counted.group(1)) if counted else None)]
