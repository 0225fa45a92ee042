"""Minutes (会议纪要, 会议记录): labelled fields (时间 地点 主持 出席 列席 请假 记录) at the head, the end and between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.minutes_lists import Entry, is_list, read_list
from zhengjian_stats.parse.minutes_tokens import compact, pattern
from zhengjian_stats.parse.organizations import is_body
from zhengjian_stats.parse.records import Attendance

_ROLES: Final = ("chair", "present", "in_attendance", "apologies", "report", "remarks", "relay")
#: What only a meeting has that took place; of a talk, 主讲 and 主持 are announced too.
_WHO_CAME: Final = frozenset({"present", "in_attendance", "apologies", "chair"})
_KINDS: Final = ("time", "venue", "name", *_ROLES, "nobody")


@dataclass(slots=True)
class Minutes:
    """What the labelled fields say: ``start`` to ``end`` is where the first of them stand together, ``spans`` where all do.

    ``is_head`` where they open the article and describe the meeting, so that no sentence has to.
    """

    start: int
    end: int
    time: tuple[int, int] | None = None
    venue: str | None = None
    name: str | None = None
    attendances: list[Attendance] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    is_head: bool = True

    def without_fields(self, text: str) -> str:
        """Return the text with blanks in place of the fields, so that only sentences are left to read."""
        for start, end in self.spans:
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
        return text


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
    kinds = {word: kind for kind in _KINDS for word in table[kind]}
    kinds |= {word + back: kind for word, kind in list(kinds.items()) if kind not in _BARE for back in table["back"]}
    fronts = "|".join(map(_spaced, table["front"]))
    ordered = "|".join(_spaced(word) for word in sorted(kinds, key=lambda k: (-len(k), k)))
    return re.compile(
        rf"(?:(?:[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})[、.．]|[（(][一二三四五六七八九十0-9]{{1,3}}[)）]|[-*·•●◆■【\[#>|]+)?[ 　\t]*"
        rf"(?:{fronts})?[ 　]*(?:{table['reason']})?(?P<label>{ordered})[ 　]*[】\]*]*"
        rf"(?:[（(][^（）()\n]{{1,16}}[)）])?[ 　]*(?:(?P<colon>[:：】\]]\**|(?<=[】\]*]))|(?P<gap>[ 　\t|]+)|(?=\n|$))"
    ), kinds


_BARE: Final = frozenset({"time", "venue", "name"})


def _spaced(word: str) -> str:
    return r"[ 　]*".join(map(re.escape, word))


def read_minutes(text: str, start: int, end: int, headline: str | None = None) -> Minutes | None:
    r"""Read the labelled fields of an article; ``None`` where there are none, or where they only announce a meeting.

    Examples
    --------
    >>> text = "时间：3月5日\n主持：周平（馆长）\n列席：吴海安、各处负责人\n会议听取了汇报。"
    >>> found = read_minutes(text, 0, len(text))
    >>> [(a.name, a.role, a.title) for a in found.attendances]
    [('周平', 'chair', '馆长'), ('吴海安', 'in_attendance', None), ('各处负责人', 'in_attendance', None)]
    """
    if is_announced(headline, text, start, end):
        return None
    head = list(_head(text, start, end, is_minutes(headline)))
    rest = list(_later(text, head[-1].end if head else start, end))
    found = Minutes(start, start, is_head=_describes(head, is_minutes(headline)))
    if not found.is_head:
        head, rest = [], list(_later(text, start, end))
        if not is_minutes(headline) and len({item.label for item in rest} & _WHO_CAME) < 2:
            return None
    if head:
        found.start, found.end = head[0].label_start, head[-1].end
    for item in head:
        _note(text, item, found)
    if head and found.time is None:
        found.time = _undated(text, head, start, end)
    rows = [row for item in [*head, *rest] if item.label in _ROLES for row in _attendances(text, item)]
    found.attendances = _settled(text[start:end], rows)
    found.spans = [*([(found.start, found.end)] if head else []), *((item.label_start, item.end) for item in rest)]
    return found if head or found.attendances else None


def is_minutes(headline: str | None) -> bool:
    """Say whether a headline is that of minutes.

    Examples
    --------
    >>> is_minutes("馆务会议纪要（第5期）"), is_minutes("馆里召开会议")
    (True, False)
    """
    return headline is not None and pattern("name", "minutes").search(pattern("name", "behind").sub("", headline)) is not None


def is_announced(headline: str | None, text: str, start: int, end: int) -> bool:
    """Say whether an article announces a meeting still to come.

    Examples
    --------
    >>> is_announced("关于召开馆务会议的通知", "", 0, 0), is_announced("馆务会议纪要", "", 0, 0)
    (True, False)
    """
    if is_minutes(headline):
        return False
    if headline and pattern("announced", "headline").search(headline):
        return True
    return pattern("announced", "text").search(text, start, end) is not None


def _undated(text: str, head: list[_Field], start: int, end: int) -> tuple[int, int]:
    """Return where the day may stand if no field gives it: above the fields, in a bracket under the headline, or below."""
    bracket = _DAY_UNDER_HEADLINE.search(text, max(0, start - _LONGEST_VALUE), start)
    if bracket:
        return bracket.span()
    if text[start : head[0].label_start].strip():
        return start, head[0].label_start
    below = next(_lines(text, head[-1].end, end), (head[-1].end, head[-1].end))
    return below[0], min(below[1], below[0] + _LONGEST_VALUE)


_DAY_UNDER_HEADLINE: Final = re.compile(r"[（(][0-9]{4} ?年[^（()）\n]{3,20}[)）]\s*$")


def _note(text: str, item: _Field, found: Minutes) -> None:
    value = text[item.start : item.end].strip().rstrip("。；，")
    if item.label == "time" and found.time is None:
        found.time = (item.start, item.end)
    elif item.label == "venue" and found.venue is None:
        found.venue = value or None
    elif item.label == "name" and found.name is None:
        found.name = value or None


def _describes(fields: list[_Field], named: bool) -> bool:
    kinds = {item.label for item in fields}
    who = kinds & _WHO_CAME
    return (
        len(kinds & {"time", "venue", *_ROLES}) >= 2
        and bool(who)
        and (named or bool(kinds & {"time", "venue"}) or len(who) > 1)
    )


#: Before the first label stand at most so many lines (a number, the day), between two of them so many of an agenda.
_PREAMBLE: Final = 4
_AGENDA: Final = 15


def _head(text: str, start: int, end: int, named: bool) -> Iterator[_Field]:
    """Yield the fields that open an article; a line without label goes on with the field before it."""
    lines = list(_lines(text, start, end))
    found: list[_Field] = []
    for place, (left, right) in enumerate(lines):
        fields = _labels(text, left, right, sure=False)
        if fields:
            found.extend(fields)
        elif not found:
            if place >= (_PREAMBLE if named else 1) or "。" in text[left:right]:
                break
        elif _continues(text, found[-1], left, right) or _is_agenda(text, found, lines[place : place + _AGENDA]):
            found[-1] = replace(found[-1], end=right)
        else:
            break
    while found and found[-1].label == "nobody" and found[-1].end - found[-1].start > _LONGEST_VALUE:
        found.pop()
    yield from found


#: A field without people that is longer holds the text of the minutes (会议内容：…).
_LONGEST_VALUE: Final = 60


def _later(text: str, start: int, end: int) -> Iterator[_Field]:
    """Yield the fields with people below the head: 汇报人 under a subject, 出席 and 列席 at the end."""
    current: _Field | None = None
    for left, right in _lines(text, start, end):
        fields = [f for f in _labels(text, left, right, sure=True) if f.label in _ROLES or f.label == "nobody"]
        if fields and all(f.label == "nobody" or f.start >= f.end or is_list(text, f.start, f.end) for f in fields):
            if current:
                yield current
            yield from fields[:-1]
            current = fields[-1]
        elif current and _continues(text, current, left, right):
            current = replace(current, end=right)
        elif current:
            yield current
            current = None
    if current:
        yield current


def _labels(text: str, left: int, right: int, *, sure: bool) -> list[_Field]:
    """Return the fields of a line: a label at its head, others behind blanks or marks; ``sure`` asks for a colon."""
    labels, kinds = _label_pattern()
    found: list[_Field] = []
    places = [left, *(m.end() for m in _INSIDE.finditer(text, left, right))]
    for place in places:
        match = labels.match(text, place, right)
        if match is None or (place != left and not found) or (sure and not match["colon"] and match.end() < right):
            continue
        cell = "\t" in (match["gap"] or "")
        stop = text.find("\t", match.end(), right) if cell else right
        if match["gap"] and not _value_follows(text, kinds[compact(match["label"])], match.end(), right if stop < 0 else stop):
            continue
        if place != left and not match["colon"] and not (cell and text[place - 1] == "\t"):
            continue
        if found:
            found[-1] = replace(found[-1], end=min(found[-1].end, place))
        kind = kinds[compact(match["label"])]
        found.append(_Field(kind, match.start("label"), match.end("label"), match.end(), right))
    return found


_INSIDE: Final = re.compile(r"[ 　\t]+|[；;，,。|]")


def _value_follows(text: str, kind: str, start: int, end: int) -> bool:
    """Say whether what stands behind a label without a colon can be its value (主持　周平), and no sentence."""
    if kind in _ROLES:
        return is_list(text, start, end)
    return kind not in _ROLES and not any(mark in text[start:end] for mark in "。；")


def _continues(text: str, current: _Field, left: int, right: int) -> bool:
    if current.label in _ROLES:
        return is_list(text, left, right) and not _label_pattern()[0].fullmatch(text, left, right)
    return current.start >= current.end and current.label in _BARE and "。" not in text[left:right]


def _is_agenda(text: str, found: list[_Field], lines: list[tuple[int, int]]) -> bool:
    """Say whether a line belongs to a field like 议题 that other fields follow: then the head goes on."""
    if found[-1].label != "nobody":
        return False
    for left, right in lines:
        fields = _labels(text, left, right, sure=True)
        if any(f.label in {*_BARE, *_WHO_CAME} for f in fields):
            return True
        if "。" in text[left : right - 1] or right - left > _LONGEST_VALUE:
            return False
    return False


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        left = position + len(text[position:stop]) - len(text[position:stop].lstrip())
        if left < stop:
            yield left, stop
        position = stop + 1


def _attendances(text: str, item: _Field) -> list[Attendance]:
    return [row for entry in read_list(text, item.start, item.end) for row in _rows_of(text, entry, item)]


def _rows_of(text: str, entry: Entry, item: _Field) -> Iterator[Attendance]:
    role = "apologies" if entry.absent else item.label
    roles = [role, *(extra for extra in entry.roles if extra != role)]
    if role == "present" and "in_attendance" in roles:
        roles.remove("present")
    for one in roles:
        yield Attendance(
            name=text[entry.start : entry.end],
            role=one,
            start=entry.start,
            end=entry.end,
            cue_start=item.label_start,
            cue_end=item.label_end,
            title=entry.title,
            organization=entry.organization,
            is_group=entry.is_group,
            headcount=entry.headcount,
        )


def _settled(text: str, rows: list[Attendance]) -> list[Attendance]:
    """Write each person alike, with the first post that any field gives, in the order of the lists; no row twice."""
    posts: dict[str, tuple[str | None, str | None]] = {}
    kept: dict[tuple[str, str], Attendance] = {}
    for row in rows:
        if not row.is_group:
            row.name = written_name(row.name, text)
            title, body = posts.get(row.name, (None, None))
            posts[row.name] = (title or row.title, body or row.organization)
        kept.setdefault((row.name, row.role), row)
    order = {name: place for place, name in enumerate(dict.fromkeys(name for name, _ in kept), 1)}
    for row in kept.values():
        row.list_position = order[row.name]
        if not row.is_group:
            row.title, row.organization = posts[row.name]
    return list(kept.values())


def written_name(name: str, text: str) -> str:
    """Return a name as an article writes it: a blank in it (庾　明) stays only where the article never writes it without.

    Examples
    --------
    >>> written_name("罗　翰", "罗　翰出席"), written_name("罗　翰", "出席：罗　翰。罗翰指出")
    ('罗　翰', '罗翰')
    """
    return compact(name) if compact(name) in text else name


def meeting_name(headline: str | None) -> str | None:
    """Return the name of the meeting in a headline of minutes, without the office whose minutes they are.

    Examples
    --------
    >>> meeting_name("望岚县人民政府第38次常务会议纪要"), meeting_name("会议纪要")
    ('第38次常务会议', None)
    """
    if not headline:
        return None
    name = pattern("name", "behind").sub("", headline.strip())
    name = re.sub(r"(?:的)?(?:情况|专题)?(?:纪要|记录|纪实)$", "", name)
    return _without_office(pattern("name", "about").sub("", name)) or None


def _without_office(name: str) -> str:
    name = name.strip(" 　《》")
    if _IS_NO_NAME.fullmatch(name) or is_body(name):
        return ""
    for cut in range(len(name) - _SHORTEST, 2, -1):
        office, rest = name[:cut].removeprefix("中共"), name[cut:]
        if is_body(office) and not _NO_OFFICE.search(office) and not _IS_NO_NAME.fullmatch(rest) and rest[0] not in "长会":
            return rest
    return name


_SHORTEST: Final = 4
#: What is no name by itself, and what is more than an office.
_IS_NO_NAME: Final = re.compile(r"(?:第[0-9一二三四五六七八九十百]+次)?(?:全体|有关|工作)?(?:会议?)?")
_NO_OFFICE: Final = re.compile(r"[0-9]|第.{1,3}[次届]|党组|党委|会议|理论|关于")
