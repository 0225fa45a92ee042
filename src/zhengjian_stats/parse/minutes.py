"""Minutes that open with labelled fields: 时间 地点 主持 出席 列席 请假 记录."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse import names, titles
from zhengjian_stats.parse.groups import find_groups
from zhengjian_stats.parse.records import Attendance

_ROLES: Final = ("chair", "present", "in_attendance", "apologies", "report")


@dataclass(slots=True)
class Minutes:
    """What the labelled fields say; ``start`` to ``end`` is where they stand."""

    start: int
    end: int
    time: tuple[int, int] | None = None
    venue: str | None = None
    attendances: list[Attendance] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Field:
    label: str
    label_start: int
    label_end: int
    start: int
    end: int


@cache
def _label_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = lexicon.load("minutes")["labels"]
    kinds = {label: kind for kind, labels in table.items() if not kind.endswith("examples") for label in labels}
    spaced = (r"[ 　]*".join(map(re.escape, label)) for label in sorted(kinds, key=lambda k: (-len(k), k)))
    return re.compile(rf"[ 　]*(?P<label>{'|'.join(spaced)})[ 　]*(?:[:：]|\t)"), kinds


_MARKS: Final = re.compile(r"[ 　\t]")


def read_minutes(text: str, start: int, end: int) -> Minutes | None:
    r"""Read the labelled fields at the head of an article; ``None`` where there are none.

    Examples
    --------
    >>> text = "时间：3月5日\n主持：周平（馆长）\n列席：吴海安、各处负责人\n会议听取了汇报。"
    >>> found = read_minutes(text, 0, len(text))
    >>> [(a.name, a.role, a.title) for a in found.attendances]
    [('周平', 'chair', '馆长'), ('吴海安', 'in_attendance', None), ('各处负责人', 'in_attendance', None)]
    """
    fields = list(_fields(text, start, end))
    if len({f.label for f in fields} & {"time", "venue", *_ROLES}) < 2:
        return None
    found = Minutes(fields[0].label_start, fields[-1].end)
    for item in fields:
        if item.label == "time":
            found.time = (item.start, item.end)
        elif item.label == "venue":
            found.venue = text[item.start : item.end].strip() or None
        elif item.label in _ROLES:
            found.attendances.extend(_attendances(text, item))
    for position, row in enumerate(found.attendances, 1):
        row.list_position = position
    return found


def _fields(text: str, start: int, end: int) -> Iterator[_Field]:
    """Yield the labelled fields from the head on; a line without label goes on with the field before it."""
    pattern, kinds = _label_pattern()
    current: _Field | None = None
    for left, right in _lines(text, start, end):
        match = pattern.match(text, left, right)
        if match:
            if current:
                yield current
            kind = kinds[_MARKS.sub("", match.group("label"))]
            current = _Field(kind, match.start("label"), match.end("label"), match.end(), right)
        elif current is None or not _continues(text, current, left, right):
            break
        else:
            current = _Field(current.label, current.label_start, current.label_end, current.start, right)
    if current:
        yield current


def _continues(text: str, current: _Field, left: int, right: int) -> bool:
    line = text[left:right]
    return current.label in _ROLES and "。" not in line and (line[:1] in " 　\t" or "、" in line[:12] or "（" in line[:8])


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip():
            yield position, stop
        position = stop + 1


def _attendances(text: str, item: _Field) -> list[Attendance]:
    rows: list[Attendance] = []
    carried: str | None = None
    for start, end in _entries(text, item.start, item.end):
        row = _person(text, start, end, item)
        if row is None:
            rows.extend(_group_rows(text, start, end, item))
            carried = None
            continue
        if row.title is None and carried:
            row.title = carried
        carried = row.title if row.title and not text[start:end].endswith(("）", ")")) else None
        rows.append(row)
    return rows


_CUT: Final = re.compile(r"[、，,；;。\n]|\t")


def _entries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a value at list marks outside brackets; where it has none, at blanks between names."""
    begin = start
    cuts = [m for m in _CUT.finditer(text, start, end) if not _in_brackets(text, start, m.start())]
    for match in cuts:
        yield from _by_blanks(text, begin, match.start())
        begin = match.end()
    yield from _by_blanks(text, begin, end)


def _in_brackets(text: str, start: int, position: int) -> bool:
    part = text[start:position]
    return part.count("（") + part.count("(") > part.count("）") + part.count(")")


_TOKEN: Final = re.compile(r"[^ 　\t]+")


def _by_blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at blanks; two single characters side by side are one name (罗　翰)."""
    pending: tuple[int, int] | None = None
    for match in _TOKEN.finditer(text, start, end):
        left, right = match.span()
        single = len(match.group().split("（")[0].split("(")[0]) == 1
        if pending is not None:
            yield (pending[0], right) if single else pending
            if single:
                pending = None
                continue
            pending = None
        if single:
            pending = (left, right)
        else:
            yield left, right
    if pending is not None:
        yield pending


_BRACKET: Final = re.compile(r"[（(]([^（）()]*)[）)]")


def _person(text: str, start: int, end: int, item: _Field) -> Attendance | None:
    part = text[start:end]
    bracket = _BRACKET.search(part)
    bare = part[: bracket.start()] if bracket else part
    head = max((m.end() for m in titles.head_pattern().finditer(bare) if m.end() < len(bare)), default=0)
    name = _MARKS.sub("", bare[head:]).removesuffix("同志")
    if not (names.is_plausible_name(name) or (2 <= len(name) <= 12 and names.is_list_name(name))):
        return None
    title = bare[titles.title_start(bare, 0, head) : head] if head else None
    title = title or _post_in(bracket.group(1) if bracket else "")
    left = start + head
    return Attendance(
        name=name,
        role=item.label,
        start=left,
        end=start + len(bare.rstrip()),
        cue_start=item.label_start,
        cue_end=item.label_end,
        title=title,
    )


def _post_in(inside: str) -> str | None:
    """Return the post in brackets behind a name, without the reason for an absence."""
    reasons = tuple(lexicon.load("minutes")["value"]["no_post"])
    kept = [part for part in re.split(r"[，,；;]", inside) if part and not any(reason in part for reason in reasons)]
    return "，".join(kept) or None


def _group_rows(text: str, start: int, end: int, item: _Field) -> list[Attendance]:
    return [
        Attendance(
            name=text[group.start : group.end],
            role=item.label,
            start=group.start,
            end=group.end,
            cue_start=item.label_start,
            cue_end=item.label_end,
            is_group=True,
            headcount=group.headcount,
        )
        for group in find_groups(text, start, end)
    ]
