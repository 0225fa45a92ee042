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
from zhengjian_stats.parse.cues import Cue, find_cues
from zhengjian_stats.parse.group_nouns import alternation
from zhengjian_stats.parse.groups import Group, find_groups

Span = tuple[int, int]


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
    plain: tuple[str, ...] = ()


@cache
def _frames() -> tuple[_Frame, ...]:
    return tuple(_compiled(rule) for rule in lexicon.load("group_frames")["frame"])


def _compiled(rule: dict[str, Any]) -> _Frame:
    before = re.compile(rule["before"]) if "before" in rule else None
    of = re.compile(rule["of"]) if "of" in rule else None
    return _Frame(
        rule.get("role"), before, re.compile(rule["pattern"]), of, rule.get("audience", False), tuple(rule.get("plain", ()))
    )


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation()})们?")


@cache
def _rule(room: str, key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("group_frames")[room][key])


def framed_groups(text: str, told: Span, limit: int, taken: list[Span]) -> list[Framed]:
    """Return the groups in frames of a told stretch; ``limit`` is the end of its sentence, ``taken`` who was read already.

    Examples
    --------
    >>> t = "副馆长吴海安与42名中层干部集体谈话。"
    >>> [(t[f.who.start : f.who.end], f.role) for f in framed_groups(t, (0, len(t)), len(t), [(0, 6)])]
    [('42名中层干部', 'present')]
    """
    found = list(_listed(text, told, limit, taken))
    cues = {cue.start: cue for cue in find_cues(text, *told) if not cue.after}
    for noun in _noun().finditer(text, *told):
        for frame, cue in _frames_behind(text, noun.end(), limit, cues):
            for group, start in _standing(
                text, frame, told[0], noun.end(), [*taken, *((f.who.start, f.who.end) for f in found)]
            ):
                at = cue if frame.before is None else (start, group.start)
                found.append(Framed(group, frame.role or _role_of(text[slice(*cue)]), *at, frame.audience))
    return found


def _frames_behind(text: str, end: int, limit: int, cues: dict[int, Cue]) -> Iterator[tuple[_Frame, Span]]:
    """Give the frames that what follows a noun may close, each with the words that do."""
    for frame in _frames():
        behind = frame.behind.match(text, end, limit)
        if behind:
            yield frame, behind.span()
    between = _rule("cued", "pattern").match(text, end, limit)
    cue = cues.get(between.end()) if between else None
    if cue:
        yield _Frame(cue.role, None, _rule("cued", "pattern"), None, audience=False), (cue.start, cue.end)


def _listed(text: str, told: Span, limit: int, taken: list[Span]) -> Iterator[Framed]:
    """Give the groups that are listed behind 陪同的有 and the like."""
    opened = _rule("listed", "pattern").search(text, *told)
    if opened is None:
        return
    role = lexicon.load("group_frames")["listed"]["roles"].get(opened.group("verb"), "present")
    edges = [opened.end(), *(edge for span in sorted(taken) if span[0] >= opened.end() for edge in span), limit]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        for group in find_groups(text, left, right) if left < right else []:
            yield Framed(group, role, *opened.span())


def _standing(text: str, frame: _Frame, start: int, end: int, taken: list[Span]) -> Iterator[tuple[Group, int]]:
    """Give the groups of a frame that end where a noun does, with the place where the frame begins."""
    begin, opened = _opening(text, frame, start, end, taken)
    if begin is None:
        return
    groups = [Group(begin, end)] if text[begin:end] in frame.plain else find_groups(text, begin, end)
    if not groups or groups[-1].end != end or _rule("not_who", "pattern").search(text, groups[0].start, end):
        return
    near = opened if frame.before else groups[0].start
    if _rule("not_who", "before").search(text, max(start, near - _NEAR), near):
        return
    if frame.before is not None and groups[0].start - begin > _LEAD:
        return
    if frame.of and not frame.of.search(text[groups[-1].start : end]):
        return
    for group in groups:
        if all(group.end <= a or b <= group.start for a, b in taken):
            yield group, opened


def _opening(text: str, frame: _Frame, start: int, end: int, taken: list[Span]) -> tuple[int | None, int]:
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
#: So far before a frame may stand what makes it a wish or a plan.
_NEAR: Final = 80
#: Between the words of a frame and its group stands at most a count.
_LEAD: Final = 3
