"""Minutes (会议纪要, 会议记录): what their labelled fields tell of a meeting and of those who were there.

The fields may open the text (时间 地点 主持 出席 列席 请假 记录), close it, or stand between (汇报人 under a subject).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.minutes_headlines import is_announced, is_minutes
from zhengjian_stats.parse.minutes_labels import (
    LONGEST_VALUE,
    ROLES,
    WHO_CAME,
    Field,
    head_fields,
    is_prose,
    later_fields,
    lines_of,
)
from zhengjian_stats.parse.minutes_lists import Entry, read_list
from zhengjian_stats.parse.minutes_names import compact
from zhengjian_stats.parse.records import Attendance
from zhengjian_stats.parse.spaced_names import written_names
from zhengjian_stats.parse.titles import ends_in_post


@dataclass(slots=True)
class Minutes:
    """What the labelled fields say: ``start`` to ``end`` is where the first of them stand together, ``spans`` where all do.

    ``spoken`` are the lines of a record that give somebody's words. ``is_head``: the fields open the article and describe the
    meeting, so that no sentence has to.
    """

    start: int
    end: int
    time: tuple[int, int] | None = None
    venue: str | None = None
    name: str | None = None
    attendances: list[Attendance] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    spoken: list[tuple[int, int]] = field(default_factory=list)
    is_head: bool = True

    def without_fields(self, text: str) -> str:
        """Return the text with blanks in place of the fields, so that only sentences are left to read."""
        parts, reached = [], 0
        for start, end in sorted([*self.spans, *self.spoken]):
            if start >= reached:
                parts += [text[reached:start], re.sub(r"[^\n]", " ", text[start:end])]
                reached = end
        return "".join([*parts, text[reached:]])


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
    named = is_minutes(headline)
    head = head_fields(text, start, end, named=named)
    if not _describes(head, named=named):
        head = []
    rest = list(later_fields(text, head[-1].end if head else start, end))
    if not head and not named and len({item.kind for item in rest} & WHO_CAME) < _ENOUGH:
        return None
    found = Minutes(head[0].begin if head else start, head[-1].end if head else start, is_head=bool(head))
    _describe(text, (start, end), head, found)
    rows = [row for item in [*head, *rest] for row in _attendances(text, item)]
    found.attendances = _settled(text[start:end], rows)
    if head or named:
        found.attendances = _settled(
            text[start:end], [*rows, *_in_brackets(text, found.end, end), *_speaking(text, found, end)]
        )
    found.spans = [(found.start, found.end)] if head else []
    found.spans += [(item.begin, item.end) for item in rest if not is_prose(text, item)]
    return found if head or found.attendances else None


#: So many kinds of fields with people tell of a meeting, where no headline does.
_ENOUGH: Final = 2


def _describes(fields: list[Field], *, named: bool) -> bool:
    """Say whether fields describe a meeting: who came, and when or where (or the headline tells what it is)."""
    kinds = {item.kind for item in fields}
    who = kinds & WHO_CAME
    when = kinds & {"time", "venue"}
    return len(when) + len(kinds & {*ROLES}) >= _ENOUGH and bool(who) and (named or bool(when) or len(who) >= _ENOUGH)


def _describe(text: str, whole: tuple[int, int], head: list[Field], found: Minutes) -> None:
    """Note day, place and name of the meeting."""
    for item in head:
        value = text[item.start : item.end].strip().rstrip("。；，") or None
        if item.kind == "time" and found.time is None:
            found.time = (item.start, item.end)
        elif item.kind == "venue":
            found.venue = found.venue or value
        elif item.kind == "name":
            found.name = found.name or value
    if head and found.time is None:
        found.time = _day_outside(text, whole, found)


def _day_outside(text: str, whole: tuple[int, int], found: Minutes) -> tuple[int, int]:
    """Return where the day may stand if no field gives it: in a bracket under the headline, above the fields, or below."""
    bracket = _UNDER_HEADLINE.search(text, max(0, whole[0] - LONGEST_VALUE), whole[0])
    if bracket:
        return bracket.span()
    if text[whole[0] : found.start].strip():
        return whole[0], found.start
    below = next(lines_of(text, found.end, whole[1]), (found.end, found.end))
    return below[0], min(below[1], below[0] + LONGEST_VALUE)


_UNDER_HEADLINE: Final = re.compile(r"[（(][0-9]{4} ?年[^（()）\n]{3,20}[)）]\s*$")


def _attendances(text: str, item: Field) -> Iterator[Attendance]:
    if item.kind in ROLES:
        for entry in read_list(text, item.start, item.end):
            yield from _rows_of(text, entry, item)


def _rows_of(text: str, entry: Entry, item: Field) -> Iterator[Attendance]:
    """Yield a row a role: that of the label, unless a bracket excuses the person, and those that a bracket gives."""
    role = "present" if entry.is_deputy and item.kind == "apologies" else "apologies" if entry.absent else item.kind
    roles = dict.fromkeys([role, *entry.roles])
    if role == "present" and "in_attendance" in roles:
        del roles["present"]
    for one in roles:
        row = Attendance(text[entry.start : entry.end], one, entry.start, entry.end, item.label_start, item.label_end)
        row.title, row.organization = entry.title or _post_of_label(text, item), entry.organization
        row.is_group, row.headcount = entry.is_group, entry.headcount
        yield row


def _post_of_label(text: str, item: Field) -> str | None:
    """Return the post that a label gives all whom it lists (出席委员：周平、吴海安)."""
    label = compact(text[item.label_start : item.label_end])
    return next((post for post in lexicon.load("minutes")["labels"]["posts"] if label.endswith(post)), None)


#: The roles that a bracket behind a subject gives.
_BY_SUBJECT: Final = ("report", "remarks", "relay")


@cache
def _bracket_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = lexicon.load("minutes")["labels"]
    kinds = {word + back: kind for kind in _BY_SUBJECT for word in table[kind] for back in ("", "人", "单位")}
    words = "|".join(map(re.escape, sorted(kinds, key=lambda k: (-len(k), k))))
    return re.compile(rf"[（(](?P<label>{words})[:：](?P<value>[^（）()\n]{{2,40}})[)）]"), kinds


def _in_brackets(text: str, start: int, end: int) -> Iterator[Attendance]:
    """Read who reports as a bracket behind a subject says (研究经费安排（汇报人：周平）)."""
    labels, kinds = _bracket_pattern()
    for match in labels.finditer(text, start, end):
        item = Field(kinds[match["label"]], match.start(), *match.span("label"), *match.span("value"))
        yield from _attendances(text, item)


def _speaking(text: str, found: Minutes, end: int) -> Iterator[Attendance]:
    """Read who speaks in a record that gives each one's words behind a colon (周平：…); the chair's are the leading voice.

    What is said there is nobody's act: the line is no sentence that tells.
    """
    people = {row.name: row for row in found.attendances if not row.is_group and row.role != "apologies"}
    sizes = sorted({len(name) for name in people}, reverse=True)
    chairs = {row.name for row in found.attendances if row.role == "chair"}
    for left, right in lines_of(text, found.end, end):
        match = _SPEAKER.match(text, left, right)
        name = next((match["who"][-n:] for n in sizes if match["who"][-n:] in people), None) if match else None
        if match and name:
            span = match.end("who") - len(name), match.end("who")
            found.spoken.append((left, right))
            row = Attendance(name, "speech" if name in chairs else "remarks", *span, *span)
            row.title = match["post"] if ends_in_post(match["post"] or "") else None
            yield row


_SPEAKER: Final = re.compile(
    r"(?P<who>[^\s，。：:（）()、]{2,20}?)(?:同志)?(?:[（(](?P<post>[^（()）\n]{1,20})[)）])?(?:发言)?[：:](?=[^\n]{2})"
)


def _settled(text: str, rows: list[Attendance]) -> list[Attendance]:
    """Write each person alike, with the first post that any field gives, in the order of the lists; no row twice."""
    writings = written_names((row.name for row in rows if not row.is_group), text)
    posts: dict[str, tuple[str | None, str | None]] = {}
    kept: dict[tuple[str, str], Attendance] = {}
    for row in rows:
        if not row.is_group:
            row.name = writings.get(row.name, row.name)
            title, body = posts.get(row.name, (None, None))
            posts[row.name] = (title or row.title, body or row.organization)
        kept.setdefault((row.name, row.role), row)
    order = {name: place for place, name in enumerate(dict.fromkeys(name for name, _ in kept), 1)}
    for row in kept.values():
        row.list_position = order[row.name]
        if not row.is_group:
            row.title, row.organization = posts[row.name]
    return list(kept.values())
