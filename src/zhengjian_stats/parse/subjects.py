"""Subjects: which of the people and groups of a sentence a cue speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.cues import Cue
from zhengjian_stats.parse.groups import Group, find_groups
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.titles import head_pattern

Participant = Mention | Group

#: A list of participants is at most so long; what stands further off is no part of it.
_LONGEST_LIST: Final = 500
_LIST_GAP: Final = re.compile(r"\s*(?:、|和|与|及|以及|，|,)+\s*")


@cache
def _pattern(room: str, key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("roles")[room][key])


def is_object(text: str, mention: Mention, start: int) -> bool:
    """Say whether somebody is spoken of or to (会见某人, 代表某人) rather than acting."""
    before = text[max(start, mention.begin - 8) : mention.begin]
    if _pattern("objects", "before").search(before) or is_led(text, mention, start) or is_of_party(text, mention, start):
        return True
    if _pattern("objects", "owner").match(text, mention.finish) or _entrusts(text, mention, start):
        return True
    clause = re.split(r"[，。；：,;:]", text[max(start, mention.begin - 40) : mention.begin])[-1]
    return _pattern("objects", "governed").search(clause) is not None


def _entrusts(text: str, mention: Mention, start: int) -> bool:
    """Say whether somebody only entrusts another (受甲、乙委托，丙致辞)."""
    before = text[max(start, mention.begin - 40) : mention.begin]
    entrusted = _pattern("objects", "entrusted").match(text, mention.finish) is not None
    return entrusted and _pattern("objects", "entrusts").search(before) is not None


def attending_behind(text: str, cue: Cue, people: list[Mention], start: int) -> list[Mention]:
    """Return who takes part in the event itself as 出席会议的 before the post says (列席会议的村委会主任某某)."""
    behind = next((p for p in people if p.start > cue.end), None)
    if behind is not None and cue.role == "accompany":
        return [behind] if _pattern("attending", "along").fullmatch(text, cue.end, behind.begin) else []
    if behind is None or cue.role not in {"present", "in_attendance"}:
        return []
    match = _pattern("attending", "before").search(text, max(start, behind.begin - 36), behind.begin)
    here = match is not None and match.start() == cue.start and _pattern("attending", "here").search(match.group("what"))
    return [behind] if here else []


def is_topic(text: str, start: int, cue: Cue) -> bool:
    """Say whether a cue only names what is spoken of (就专项督导作了发言)."""
    if cue.role != "inspect":
        return False
    before = text[max(start, cue.start - 60) : cue.start]
    return _pattern("topic", "before").search(before) is not None and _pattern("topic", "doing").search(before) is None


def is_of_nobody(text: str, cue: Cue, people: list[Mention], start: int) -> bool:
    """Say whether 一行 before a verb belongs to somebody who is only spoken of (对某某一行来访表示欢迎)."""
    if not text.startswith("一行", cue.start):
        return False
    owner = next((p for p in people if p.finish == cue.start), None)
    return owner is not None and is_object(text, owner, start)


def only_describes(text: str, cue: Cue, mention: Mention, start: int) -> bool:
    """Say whether a cue only tells who the person behind it is (列席全会的馆长周平), having taken part in something else."""
    floor = max(start, mention.begin - 36)
    match = _pattern("attending", "before").search(text, floor, mention.begin)
    if match is None or match.start() != cue.start:
        return False
    return _pattern("attending", "here").search(match.group("what")) is None


def is_before_event(text: str, start: int, end: int) -> bool:
    """Say whether a sentence tells of a meeting of guests before the event (会前，某人会见了…)."""
    return _pattern("before_event", "pattern").match(text[start:end]) is not None


def is_led(text: str, mention: Mention, start: int) -> bool:
    """Say whether somebody comes along with the one who leads (带领某人, 率某人)."""
    return _pattern("led", "before").search(text[max(start, mention.begin - 4) : mention.begin]) is not None


def is_of_party(text: str, mention: Mention, start: int) -> bool:
    """Say whether somebody is of the party that somebody leads (带领由甲、乙组成的专家团队赴…): they make the visit too."""
    composed = _pattern("led", "composed").search(text, max(start, mention.begin - _CLAUSE), mention.finish + _CLAUSE)
    return composed is not None and composed.start() < mention.begin and mention.finish <= composed.end()


#: A clause that tells whom a party is made of is at most so long on either side of a name.
_CLAUSE: Final = 80


def is_list(text: str, people: list[Mention]) -> bool:
    """Say whether people follow each other with nothing but list marks between."""
    return all(_LIST_GAP.fullmatch(text[a.finish : b.begin]) for a, b in pairwise(people))


def has_other_subject(text: str, reached: int, position: int, start: int) -> bool:
    """Say whether the clause that ends here has a subject of its own that is no listed participant."""
    between = text[reached:position]
    clause = max((between.rfind(mark) + 1 for mark in "，,：:"), default=0)
    if clause == 0 and reached > start:
        return False
    part = between[clause:]
    if part.startswith(("对", "向", "给", "跟")):
        # …，对保管人员讲 is said by who stands before.
        return False
    if _pattern("other_subject", "pattern").match(part):
        return True
    return _pattern("other_subject", "spoken_of").match(part) is None and head_pattern().search(part) is not None


def takes_up_subject(text: str, start: int) -> bool:
    """Say whether a sentence opens with a pronoun, or with a verb that takes up the subject before (调研期间主持…)."""
    return _pattern("pronoun", "pattern").match(text[start : start + 24]) is not None


def is_ahead(text: str, start: int, cue: Cue) -> bool:
    """Say whether somebody is only going to do it (将发表讲话)."""
    return _AHEAD.search(text[max(start, cue.start - 8) : cue.start]) is not None and cue.role != "apologies"


_AHEAD: Final = re.compile(r"(?:即将|拟|将)(?:会|于|在|要)?[^，。；、]{0,3}$")


def is_heard(text: str, reached: int, cue: Cue) -> bool:
    """听取关于…的汇报: who listens does not report."""
    if cue.role not in {"report", "remarks"}:
        return False
    return _pattern("objects", "listened").search(text, reached, cue.start) is not None


def floor(subject: list[Participant], reached: int) -> int:
    """Return from where on what a subject does is told: behind the subject, where it stands behind the cue before."""
    return max(reached, subject[-1].end) if subject else reached


def subject_of(text: str, start: int, reached: int, cue: Cue, people: list[Mention]) -> list[Participant]:
    """Return the participants between the last cue and this one that are its subject, in the order of the text."""
    inside = [p for p in people if p.begin >= reached and p.finish <= cue.start]
    if text.startswith("表示", cue.start):
        inside = [p for p in inside if _TOWARDS.search(text[max(reached, p.begin - 60) : p.begin].split("，")[-1]) is None]
    inside = [p for p in inside if not is_object(text, p, start) and not _is_governed(text, p, start, reached)]
    run = _last_run(text, inside)
    begin = max(reached, (run[0].begin if run else cue.start) - _LONGEST_LIST)
    listed = set(run)
    others = [p for p in people if begin <= p.begin < cue.start and p not in listed]
    groups = _groups_around(text, begin, cue, run, after_cue=begin > start)
    apart = [g for g in groups if all(_is_apart(text, g, p) for p in [*run, *others])]
    return sorted([*run, *apart], key=lambda who: who.start)


#: Whom thanks and greetings are for.
_TOWARDS: Final = re.compile("[向对]")


def _is_governed(text: str, person: Mention, start: int, reached: int) -> bool:
    """Say whether somebody stands in the same clause as the cue before (讲述了某某的故事，…): they are what it is about."""
    governs = reached > start and _GOVERNS.search(text, max(start, reached - 8), reached) is not None
    return governs and re.search("[，；：,]", text[reached : person.begin]) is None


#: Cues whose object stands behind them.
_GOVERNS: Final = re.compile("(?:讲述|宣读|宣布|通报|介绍|分享|传达|表示[^，。]{0,4}(?:感谢|欢迎|祝贺))了?$")


def _is_apart(text: str, group: Group, person: Mention) -> bool:
    """Say whether a group neither overlaps a person nor is the post or body right before the name."""
    if group.end <= person.begin:
        return group.end < person.begin and _LIST_MARK.search(text, group.end, person.begin) is not None
    return person.finish <= group.start


_LIST_MARK: Final = re.compile(r"[、，,；]|和|与|及|暨|等")


def listed_behind(text: str, cue: Cue, end: int, people: list[Mention]) -> list[Participant]:
    """Return the people and groups that are listed behind 出席会议的有; behind a colon the list goes on over semicolons."""
    run = [p for p in people if p.begin >= cue.end]
    if cue.role == "chair":
        return list(run[:1])
    close = min((i for i in (text.find(mark, end) for mark in "。\n") if i >= 0), default=len(text))
    goes_on = text[cue.end - 1 : cue.end + 1].endswith(("：", ":")) and text[end : end + 1] in {"；", ";"}
    edges = [cue.end, *(edge for person in run for edge in (person.begin, person.finish)), close if goes_on else end]
    groups = [
        g for left, right in zip(edges[::2], edges[1::2], strict=True) if left < right for g in find_groups(text, left, right)
    ]
    return sorted([*run, *groups], key=lambda who: who.start)


def heard_by(text: str, reached: int, cue: Cue, people: list[Mention]) -> list[Participant]:
    """Return who reports to the subject (听取某人、某处关于…的汇报); the subject stays who it was."""
    if cue.role not in {"report", "remarks"}:
        return []
    match = _pattern("objects", "listening").search(text, reached, cue.start)
    if match is None:
        return []
    inside = [p for p in people if match.end() <= p.begin and p.finish <= cue.start]
    run = _first_run(text, inside) if inside and inside[0].begin - match.end() <= 40 else []
    groups = find_groups(text, match.end(), run[0].begin if run else cue.start, bodies=not run)
    return sorted([*run, *groups], key=lambda who: who.start)


@dataclass(frozen=True, slots=True)
class Escorted:
    """Who is accompanied, and by whom (甲在乙、丙陪同下)."""

    leaders: list[Mention]
    escort: list[Mention]


def escorted_by(text: str, reached: int, cue: Cue, people: list[Mention]) -> Escorted | None:
    """Split the people before 陪同下 at 在; the subject of what follows stays who is accompanied."""
    if not text.startswith("陪同下", cue.end - 3):
        return None
    inside = [p for p in people if p.begin >= reached and p.finish <= cue.start]
    joint = max((text.rfind("在", reached, p.begin) for p in inside), default=-1)
    return Escorted([p for p in inside if p.begin < joint], [p for p in inside if p.begin > joint])


def _first_run(text: str, inside: list[Mention]) -> list[Mention]:
    run = inside[:1]
    for person in inside[1:]:
        between = text[run[-1].finish : person.begin]
        if not _joins(between) and not _pattern("objects", "subject_each").fullmatch(between):
            break
        run.append(person)
    return run


def brought_by(text: str, cue: Cue, end: int, people: list[Mention]) -> list[Participant]:
    """Return whom a 会见 is with, and whom a 召集 brings together: they are present, and the subject stays who it was."""
    verb = text[cue.start : cue.end]
    if verb in {"召集", "组织召集"}:
        following = [p.begin for p in people if p.begin >= cue.end]
        return list(_called_together(text, cue.end, min([end, *following])))
    return list(_met(text, cue, people)) if verb in {"会见", "接见"} else []


def talking(text: str, reached: int, cue: Cue, people: list[Mention]) -> list[Participant]:
    """Return all who talk with one another (甲同来访的乙举行会谈): the subject and whom it is with."""
    if text[cue.start : cue.end] not in {"会谈", "会见", "会晤"}:
        return []
    inside = [p for p in people if reached <= p.begin and p.finish <= cue.start]
    return list(inside) if len(inside) > 1 and re.search("[同与和]", text[inside[0].finish : inside[-1].start]) else []


def _called_together(text: str, start: int, end: int) -> list[Group]:
    match = _THEN_ACT.search(text, start, end)
    return find_groups(text, start, match.start() if match else end)


_THEN_ACT: Final = re.compile(r"传达|学习|开会|召开|研究|部署|会商|座谈|讨论|，|,")


def _met(text: str, cue: Cue, people: list[Mention]) -> list[Mention]:
    behind = [p for p in people if p.begin >= cue.end]
    between = text[cue.end : behind[0].begin] if behind else ""
    return behind[:1] if behind and len(_VISITING.sub("", between)) <= 2 else []


_VISITING: Final = re.compile(r"来[^，。]{0,6}的|了")


def _last_run(text: str, inside: list[Mention]) -> list[Mention]:
    """Return the people of the last list before a cue: those joined to the last by list marks or by groups."""
    run = inside[-1:]
    for person in reversed(inside[:-1]):
        if not _joins(text[person.finish : run[0].begin]):
            break
        run.insert(0, person)
    return run


def _joins(gap: str) -> bool:
    return (
        len(gap) <= _LONGEST_LIST
        and _pattern("list", "joint").match(gap) is not None
        and _pattern("list", "breaks").search(gap) is None
    )


def _groups_around(text: str, begin: int, cue: Cue, run: list[Mention], *, after_cue: bool) -> list[Group]:
    """Read the groups that stand in the list before, between and behind the people."""
    if cue.role == "apologies" and not run:
        return []
    edges = [begin, *(edge for person in run for edge in (person.begin, person.finish)), cue.start]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    found: list[Group] = []
    for number, (left, right) in enumerate(spans):
        first, last = number == 0, number == len(spans) - 1
        if last and run and not _pattern("list", "joint").match(text[left:right]):
            continue
        left = _list_edge(text, left, right, after_cue=after_cue) if first else left
        if left < right:
            found.extend(find_groups(text, left, right, bodies=not run and cue.role in _OF_BODIES))
    return found


#: Roles that bodies take as such (县财政局汇报, 各分公司发言).
_OF_BODIES: Final = frozenset({"report", "present", "remarks", "in_attendance"})


def _list_edge(text: str, left: int, right: int, *, after_cue: bool) -> int:
    """Return where the list begins: behind what only sets the scene."""
    part = text[left:right]
    cut = part.find("，") + 1 if after_cue else 0
    for match in _pattern("list", "edge").finditer(part):
        if match.end() < len(part):
            cut = match.end()
    return left + cut
