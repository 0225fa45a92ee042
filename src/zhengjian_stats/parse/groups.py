"""Collective participants: 各处室负责人, 班子成员, 办机关全体干部.

A stretch of a sentence that holds participants is cut at its commas into segments, a segment at its list marks into pieces;
pieces are gathered until one ends in a finished noun for people. What only sets the scene (会上, 邀请了), tells what they do
(就…作了) or counts them (等20余人) is taken off; what still holds a verb or names one person is no group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.group_nouns import (
    alternation,
    bare,
    heads,
    is_body,
    is_finished,
    is_many,
    is_no_group,
    is_unit_of,
    may_name_person,
    names_person,
    pattern,
    without,
)
from zhengjian_stats.parse.names import is_plausible_name, surname_length
from zhengjian_stats.parse.numerals import parse_numeral
from zhengjian_stats.parse.titles import is_person_post, is_specific


@dataclass(frozen=True, slots=True)
class Group:
    """A collective participant at a place, with its number where the text counts it."""

    start: int
    end: int
    headcount: int | None = None


Span = tuple[int, int]

_COMMAS: Final = "，,；"
_LIST_MARKS: Final = r"、|，|,|；|以及|和(?!谐|平)|与(?!会)|(?<!涉)(?<!以)(?<!普)及(?!时|其(?!他|余)|格)|暨"


@cache
def _separator() -> re.Pattern[str]:
    """Return the pattern of what stands between two participants: a list mark, or where one of them took part."""
    return re.compile(f"{_LIST_MARKS}|{lexicon.load('groups')['trim']['place']}")


@cache
def _act() -> re.Pattern[str]:
    """Return the pattern of participants who are done with, before what they do (…负责人 | 就工作作了)."""
    table = lexicon.load("groups")["trim"]
    return re.compile(f"(?:{alternation()})(?:等)?(?:[0-9一二三四五六七八九十百]{{1,6}}[余多]?[人名])?(?={table['act']})")


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
    close = _acting_from(text, start, end, bodies=bodies)
    groups: list[Group] = []
    for left, right in _segments(text, start, close):
        groups = _listed(text, left, right, groups, bodies=bodies)
    groups = [g for g in groups if not _is_taken_up(text, start, g) and not _is_post_before_name(text, end, g)]
    return _counted(text, start, close, groups)


def _acting_from(text: str, start: int, end: int, *, bodies: bool) -> int:
    """Return where the participants end and what they do begins."""
    match = _act().search(text, start, end)
    close = match.end() if match else end
    # Whose report is heard (听取了法规科的 | 汇报).
    close -= text.endswith("的", start, close) and text[max(0, start - 3) : start].rstrip("了").endswith(("听取", "审议"))
    report = pattern("bodies", "about").search(text, start, close) if bodies else None
    return report.start() if report else close


def _segments(text: str, start: int, end: int) -> Iterator[Span]:
    """Split at commas, but keep units together whose noun comes behind a comma."""
    begin = start
    for index in range(start, end):
        if text[index] in _COMMAS and (text.startswith("来自", index + 1) or not _awaits_noun(text[begin:index])):
            yield begin, index
            begin = index + 1
    yield begin, end


def _awaits_noun(part: str) -> bool:
    """Say whether a part before a comma is a list of units that a noun behind the comma finishes."""
    if (
        len(part) > _LONGEST_UNITS
        or is_finished(part)
        or _opens_otherwise(part)
        or pattern("not_groups", "verbal").search(part)
    ):
        return False
    return pattern("bodies", "ends").search(part) is not None


_LONGEST_UNITS: Final = 200


def _opens_otherwise(part: str) -> bool:
    lead = pattern("trim", "leading").match(part)
    return pattern("not_groups", "opens").match(part, lead.end() if lead else 0) is not None


def _listed(text: str, start: int, end: int, before: list[Group], *, bodies: bool) -> list[Group]:
    """Read the groups of one segment, and put them behind those read before."""
    pieces = _pieces(text, start, end)
    if not pieces or (_opens_otherwise(text[slice(*pieces[0])]) and not _brought(text[start:end])):
        return before
    gathered = _Gathered(text, list(before), len(before), bodies)
    for number, (left, right) in enumerate(pieces):
        gathered.take(left, right, pieces[number + 1 :])
    gathered.close(pieces[-1][1], end)
    return gathered.groups


@dataclass(slots=True)
class _Gathered:
    """The groups read so far, those of this segment from ``first`` on; ``begin`` of pieces that still lack their noun."""

    text: str
    groups: list[Group]
    first: int
    bodies: bool
    begin: int | None = None
    reached: int = 0
    after_person: bool = False

    def take(self, left: int, right: int, following: list[Span]) -> None:
        """Read one piece; ``following`` are those behind it."""
        text, piece = self.text, self.text[left:right]
        if self.begin is None and self.groups and _leans(text, self.groups[-1], left, right):
            self.groups[-1] = replace(self.groups[-1], end=left + len(bare(piece)))
            return
        if self.bodies and self.begin is not None and piece.startswith(_OTHERS):
            self._add(self.begin, self.reached, body=True)
        begin = left if self.begin is None else self.begin
        self.begin, self.reached = begin, right
        self.after_person = names_person(piece) or (self.after_person and len(piece) <= 4 and not is_finished(piece))
        is_closed = self.bodies and pattern("bodies", "closed").search(piece) is not None
        if self.after_person:
            self._drop_posts()
            self.begin = None
        elif is_finished(text[begin:right]) and not is_unit_of(piece, [text[a:b] for a, b in following[:_NEAR]]):
            self._add(begin, right, body=False)
        elif is_closed and not any(is_finished(text[a:b]) for a, b in following[:_NEAR]):
            self._add(begin, right, body=True)

    def close(self, reached: int, end: int) -> None:
        """Read what is left at the end of the segment: posts before a name, or bodies without a noun."""
        tail = self.text[reached if self.begin is None else self.begin : end]
        last = self.groups[-1] if len(self.groups) > self.first else None
        if last and tail in _AND and is_specific(self.text[last.start : last.end]):
            self.groups.pop()
        elif last and surname_length(self.text, end) and is_body(tail) and self.text[last.end : end - len(tail)] == "、":
            # A further post of whoever is named behind the body.
            self._drop_posts()
        elif tail.endswith("、") or is_plausible_name(tail[-3:]) or may_name_person(tail):
            self._drop_posts()
        elif self.begin is not None and self.bodies:
            self._add(self.begin, reached, body=True)

    def _add(self, begin: int, end: int, *, body: bool) -> None:
        self.groups.extend(_made(self.text, begin, end, body=body))
        self.begin = None

    def _drop_posts(self) -> None:
        """Leave out the posts that belong to somebody named behind them (县委副书记、县长…)."""
        while len(self.groups) > self.first and not is_many(self.text[self.groups[-1].start : self.groups[-1].end]):
            self.groups.pop()


_OTHERS: Final = ("其他", "其余")
#: So many pieces further on a noun may still belong to a unit.
_NEAR: Final = 8
_AND: Final = frozenset({"和", "及", "以及", "与"})


def _pieces(text: str, start: int, end: int) -> list[Span]:
    pieces = []
    begin = start
    for match in _separator().finditer(text, start, end):
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


def _leans(text: str, last: Group, start: int, end: int) -> bool:
    """Say whether a bare noun needs the modifier before it (学科点负责人及秘书; 各单位负责人、管理人员)."""
    joint, noun = text[last.end : start], bare(text[start:end])
    needing = lexicon.load("groups")["leaning"]["words"]
    words = text[last.start : last.end]
    if joint == "、":
        return noun in needing or pattern("leaning", "pairs").search(f"{words}、{noun}") is not None
    if joint in _AND and pattern("leaning", "offices").fullmatch(noun) and pattern("leaning", "behind").search(words):
        return True
    owned = "的" in text[last.start : last.end] and len(noun) <= 4 and noun.endswith(heads())
    return joint in _AND and (noun in heads() or noun in needing or owned)


def _brought(part: str) -> int:
    """Return where those begin whom somebody brought (邀请了各处负责人), 0 where nobody did."""
    cut = 0
    for match in pattern("trim", "brings").finditer(part):
        if match.end() < len(part) - 1 and part[match.end()] not in "、，的":
            cut = match.end()
    return cut


def _made(text: str, start: int, end: int, *, body: bool = False) -> list[Group]:
    start += _brought(text[start:end])
    lead = pattern("trim", "leading").match(text[start:end])
    start += lead.end() if lead else 0
    kept = without(text[start:end], "trim", "trailing")
    without_count = without(kept, "counts", "pattern").rstrip("等 、")
    kept = without_count if len(without_count) >= 2 and without_count.endswith(heads()) else kept
    if not 2 <= len(kept) <= 300 or is_no_group(kept) or (body and not is_body(kept)):
        return []
    return [Group(start, start + len(kept), _number(pattern("counts", "number").search(kept)))]


def _is_taken_up(text: str, start: int, group: Group) -> bool:
    """Say whether a group only sums up those named before it (…等11位委员), or all who came (与会专家)."""
    before = text[max(0, group.start - 2) : group.start]
    if group.start == start and before in {"与会", "参会", "到会"}:
        return True
    return before.endswith("等") and group.headcount is not None and text[group.start] in _DIGITS


def _is_post_before_name(text: str, end: int, group: Group) -> bool:
    """Say whether a name follows behind a blank or a further post (党组书记、局长　某某): the words are a post of his."""
    kept = text[group.start : group.end]
    if group.end != end or not is_person_post(kept) or is_many(kept):
        return False
    return _NAME_BEHIND_BLANK.match(text, end) is not None or names_person(_NEXT_ITEM.sub(r"\1", text[end : end + 40]))


#: In a labelled list: what follows a post up to a blank with a name behind it; the one item that follows it.
_NAME_BEHIND_BLANK: Final = re.compile(r"(?:、[^，；。、\n\s]{1,20})*[ 　\t]+[\u4e00-\u9fff·]{1,8}")
_NEXT_ITEM: Final = re.compile(r"(?s)^、([^、，；。\n（]*).*|^.*")

_DIGITS: Final = "0123456789两一二三四五六七八九十百"


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    number, unit = match.group("number"), match.group("unit")
    if "." in number:
        return round(float(number) * 10_000) if unit else None
    return parse_numeral(number + (unit or ""))


def _counted(text: str, start: int, end: int, groups: list[Group]) -> list[Group]:
    """Give the number behind a group to it, where it counts nobody else."""
    if len(groups) != 1 or groups[0].headcount is not None or _separator().search(text, start, groups[0].start):
        return groups
    behind = pattern("counts", "behind").match(text, groups[0].end, end)
    return [replace(groups[0], headcount=_number(behind))]
