"""Groups that take part without a verb of roles: who is taught, led, heard or talked with, who gathers and who says.

A frame stands around a group: fixed words before it (率…, 为…, 与…) or the head of a clause, and what it goes on with (赴…,
作…报告, 座谈). It is tried at each finished noun for people; what stands between must be a group from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.group_nouns import alternation
from zhengjian_stats.parse.groups import Group, find_groups


@dataclass(frozen=True, slots=True)
class Framed:
    """A group in a frame: the role that the frame gives, and the words that give it."""

    who: Group
    role: str
    cue_start: int
    cue_end: int
    audience: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """A rule of ``group_frames.toml``, compiled; without ``before`` it stands at the head of a clause."""

    role: str | None
    before: re.Pattern[str] | None
    behind: re.Pattern[str]
    of: re.Pattern[str] | None
    audience: bool


@cache
def _frames() -> tuple[_Frame, ...]:
    return tuple(_compiled(rule) for rule in lexicon.load("group_frames")["frame"])


def _compiled(rule: dict[str, Any]) -> _Frame:
    before = re.compile(rule["before"]) if "before" in rule else None
    of = re.compile(rule["of"]) if "of" in rule else None
    return _Frame(rule.get("role"), before, re.compile(rule["pattern"]), of, rule.get("audience", False))


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation()})们?")


@cache
def _not_who(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("group_frames")["not_who"][key])


def framed_groups(text: str, told: tuple[int, int], limit: int, taken: list[tuple[int, int]]) -> list[Framed]:
    """Return the groups in frames of a told stretch; ``limit`` is the end of its sentence, ``taken`` who was read already.

    Examples
    --------
    >>> t = "副馆长吴海安与42名中层干部集体谈话。"
    >>> [(t[f.who.start : f.who.end], f.role) for f in framed_groups(t, (0, len(t)), len(t), [(0, 6)])]
    [('42名中层干部', 'present')]
    """
    found: list[Framed] = []
    for noun in _noun().finditer(text, *told):
        for frame in _frames():
            behind = frame.behind.match(text, noun.end(), limit)
            if behind is None:
                continue
            for group, start in _standing(text, frame, told[0], noun.end(), taken):
                role = frame.role or _role_of(behind.group())
                cue = behind.span() if frame.before is None else (start, group.start)
                found.append(Framed(group, role, *cue, frame.audience))
                taken = [*taken, (group.start, group.end)]
    return found


def _standing(text: str, frame: _Frame, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[Group, int]]:
    """Give the groups of a frame that end where a noun does, with the place where the frame begins."""
    begin, opened = _opening(text, frame, start, end, taken)
    if begin is None:
        return
    groups = find_groups(text, begin, end)
    if not groups or groups[-1].end != end or _not_who("pattern").search(text, groups[0].start, end):
        return
    near = opened if frame.before else groups[0].start
    if _not_who("before").search(text, max(start, near - _NEAR), near):
        return
    if frame.before is not None and groups[0].start - begin > _LEAD:
        return
    if frame.of and not frame.of.search(text[groups[-1].start : end]):
        return
    for group in groups:
        if all(group.end <= a or b <= group.start for a, b in taken):
            yield group, opened


def _opening(text: str, frame: _Frame, start: int, end: int, taken: list[tuple[int, int]]) -> tuple[int | None, int]:
    """Return where the group of a frame begins, and where the frame does: behind its words, or at the head of the clause."""
    floor = max([start, end - _LONGEST, *(b for a, b in taken if b <= end)])
    clause = max([floor, *(text.rfind(mark, floor, end) + 1 for mark in "，,。；;：:！？")])
    if frame.before is None:
        # What follows a name without a mark is a post of that person.
        return (None if any(b == clause for _, b in taken) and text[clause] not in _JOINTS else clause), clause
    opened = [match.span() for match in frame.before.finditer(text, clause, end)]
    return (opened[-1][1], opened[-1][0]) if opened else (None, start)


def _role_of(behind: str) -> str:
    """Return the role of those who say something, by the occasion that stands behind them."""
    return next((role for role, words in _OCCASIONS if any(word in behind for word in words)), "remarks")


_OCCASIONS: Final = (("speech", ("致辞", "致词", "讲话")), ("report", ("介绍", "汇报", "说明")))
_JOINTS: Final = "、和与及以"
#: A group and what stands before it in its frame are at most so long.
_LONGEST: Final = 160
#: So far before a frame stands what makes it a wish or a plan.
_NEAR: Final = 24
#: Between the words of a frame and its group stands at most a count.
_LEAD: Final = 3
